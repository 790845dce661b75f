"""`lvlin import`, `train`, `communities`, `keys` and `check`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from community.importers import KINDS
from serving.keys import split_key
from tests.serving.command_line import CommandLine, green

LVLIN = ("--community", "lvlin")
BAD_ORDERS = (
    "order_id,neighbour_id,week,product_id,quantity,unit_price,placed_at\n"
    "o-good,n001,2026-W48,p-laodoufu,1,4.00,2026-11-24T08:00:00+08:00\n"
    "o-bad,n999999,2026-W48,p-laodoufu,1,4.00,2026-11-24T08:00:00+08:00\n"
    "o-worse,n001,2026-W48,p-laodoufu,-2,4.00,2026-11-24T08:00:00+08:00\n"
)


@pytest.fixture
def templates(fresh_cli: CommandLine, tmp_path: Path) -> dict[str, Path]:
    """The template of every kind, saved as a spreadsheet would."""
    files = {kind: tmp_path / f"{kind}.csv" for kind in KINDS}
    for kind, file in files.items():
        file.write_text(fresh_cli.done("import", kind, "--template"), encoding="utf-8-sig")
    return files


def test_every_template_fills_an_empty_community(
    fresh_cli: CommandLine, templates: dict[str, Path]
) -> None:
    option = green(fresh_cli)
    for kind in ("catalogue", "neighbours", "orders", "notes", "trace", "events"):
        first = fresh_cli.json("import", kind, templates[kind], *option)
        assert first["created"] >= 1, kind
        assert (first["updated"], first["unchanged"], first["left_out"]) == (0, 0, [])
        again = fresh_cli.done("import", kind, templates[kind], *option)
        assert again == f"0 new, 0 changed, {first['created']} as before\n"


@pytest.mark.parametrize("kind", ["orders", "trace", "events"])
def test_a_template_about_unknown_things_names_them(
    fresh_cli: CommandLine, templates: dict[str, Path], kind: str
) -> None:
    option = green(fresh_cli)
    said = fresh_cli.fails("import", kind, templates[kind], *option)
    assert re.search(r"row 2, \w+: there is no (product|neighbour|supplier) '", said)
    assert fresh_cli.counts("green")[kind] == 0


def test_notes_come_from_a_folder_of_markdown(fresh_cli: CommandLine, tmp_path: Path) -> None:
    option = green(fresh_cli)
    head = "id: our-tip\nkind: tip\ntitle: 存豆腐\nsource: 周阿姨\nlicence: CC-BY-4.0\n"
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "tip.md").write_text(f"---\n{head}---\n泡水。\n", encoding="utf-8")
    assert fresh_cli.json("import", "notes", tmp_path / "notes", *option)["created"] == 1


def test_after_a_failed_import_nothing_is_there(cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(BAD_ORDERS, encoding="utf-8")
    before = cli.counts()
    said = cli.fails("import", "orders", file, *LVLIN)
    assert said == "orders.csv: row 3, neighbour_id: there is no neighbour 'n999999' (and 1 more)"
    assert cli.counts() == before


def test_the_good_rows_come_in_when_asked_and_the_rest_is_listed(
    cli: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(BAD_ORDERS, encoding="utf-8")
    report = cli.json("import", "orders", file, "--skip-bad-rows", *LVLIN)
    assert report["created"] == 1
    assert [(bad["row"], bad["column"]) for bad in report["left_out"]] == [
        (3, "neighbour_id"),
        (4, "quantity"),
    ]
    said = cli.done("import", "orders", file, "--skip-bad-rows", *LVLIN).splitlines()
    assert said[0] == "0 new, 0 changed, 1 as before"
    assert [line.split(":")[0] for line in said[1:]] == ["left out", "left out"]


def test_all_that_have_orders_are_trained(own_cli: CommandLine) -> None:
    green(own_cli, "quiet")
    said = own_cli.json("train", "--all")
    assert (said["without_orders"], said["failed"]) == (["quiet"], {})
    models = said["models"]
    assert [model["community"] for model in models] == ["lvlin"]
    assert re.fullmatch(r"recommender-\d+-[0-9a-f]{12}", models[0]["version"])
    assert own_cli.json("recommend", *LVLIN, "-n", "1")["model_version"] == (models[0]["version"])


def test_a_community_without_orders_cannot_be_trained(fresh_cli: CommandLine) -> None:
    option = green(fresh_cli)
    assert fresh_cli.fails("train", *option) == (
        "green: nobody has ordered yet: nothing to learn from"
    )
    assert fresh_cli.done("train", "--all") == "0 trained, 1 without orders, 0 failed\n"
    assert not list(fresh_cli.home.glob(".training-*"))


def test_a_community_is_created_once(fresh_cli: CommandLine) -> None:
    green(fresh_cli)
    again = ("--name", "绿", "--town", "镇", "--latitude", "30", "--longitude", "120")
    assert fresh_cli.fails("communities", "create", "green", *again) == (
        "there is a community green already"
    )
    listed = fresh_cli.json("communities", "list")["communities"]
    assert [(one["id"], one["town"], one["synthetic"]) for one in listed] == [
        ("green", "青溪镇", False)
    ]
    assert "青溪镇" in fresh_cli.done("communities", "list")


@pytest.mark.parametrize(
    ("id_", "latitude", "named"), [("a b", "30", "/id"), ("green", "91", "/latitude")]
)
def test_a_community_that_cannot_be_is_refused(
    fresh_cli: CommandLine, id_: str, latitude: str, named: str
) -> None:
    place = ("--latitude", latitude, "--longitude", "120")
    said = fresh_cli.fails("communities", "create", id_, "--name", "绿", "--town", "镇", *place)
    assert said.startswith(f"{named}: ")


def test_with_two_communities_one_has_to_be_chosen(fresh_cli: CommandLine) -> None:
    green(fresh_cli)
    green(fresh_cli, "blue")
    assert fresh_cli.fails("recommend") == "--community: choose one of blue, green"


def test_a_key_is_made_shown_once_listed_and_revoked(fresh_cli: CommandLine) -> None:
    green(fresh_cli)
    made = fresh_cli.json("keys", "create", "host", "--label", "周四", "--days", "3")
    id_, secret = split_key(made["key"])
    assert (made["id"], made["scopes"]) == (id_, "overlay:read,picks:read")
    assert made["expires_at"].startswith("2026-11-27T")
    listed = fresh_cli.json("keys", "list")
    assert [key["id"] for key in listed["keys"]] == [id_]
    assert secret not in str(listed)
    assert secret not in fresh_cli.done("keys", "list")
    assert fresh_cli.done("keys", "revoke", id_) == f"{id_} is revoked\n"
    assert fresh_cli.json("keys", "list")["keys"][0]["revoked_at"] is not None


def test_a_key_for_scopes_and_one_neighbour(cli: CommandLine) -> None:
    made = cli.json("keys", "create", "picks:read, recipes:write", "--neighbour", "n002", *LVLIN)
    assert (made["scopes"], made["neighbour_id"]) == ("picks:read,recipes:write", "n002")
    text = cli.done("keys", "create", "neighbour", *LVLIN).split("\n")[0]
    assert split_key(text)[1]


def test_check_prints_what_is_in_force_and_hides_secrets(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVLIN_LLM_API_KEY", "s3cret")
    monkeypatch.setenv("LVLIN_PORT", "8123")
    shown = cli.json("check")
    assert shown["problems"] == []
    assert shown["settings"]["port"] == "8123"
    assert shown["settings"]["database_url"] == f"sqlite:///{cli.home}/lvlin.db"
    assert "s3cret" not in str(shown) + cli.done("check")


def test_check_hides_the_password_of_the_database(cli: CommandLine) -> None:
    result = cli("check", "--database-url", "postgresql://me:hush@127.0.0.1:1/x", "--json")
    assert result.exit_code == 1
    assert "hush" not in result.output
    assert result.stderr == "lvlin: the database does not answer\n"


def test_a_backup_is_restored_into_a_new_home(own_cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    made = own_cli.json("backup", str(path))
    assert made["rows"]["products"] == 240
    new = tmp_path / "new"
    restored = own_cli.json("restore", str(path), "--home", str(new))
    assert restored | {"path": made["path"]} == made
    again = own_cli.json("backup", str(tmp_path / "again.zip"), "--home", str(new))
    assert again["sha256"] == made["sha256"]
    assert "not empty" in own_cli.fails("restore", path)


def test_a_neighbours_data_is_printed_and_then_erased(own_cli: CommandLine) -> None:
    assert own_cli.json("export", "--neighbour", "n002")["neighbour"]["id"] == "n002"
    assert own_cli.json("erase", "--neighbour", "n002", "--yes")["erased"] > 10
    assert "n002" in own_cli.fails("export", "--neighbour", "n002")


def test_one_failure_stops_no_other_community(
    own_cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no heat")

    monkeypatch.setattr("serving.usecases.train.learn_demand", fail)
    green(own_cli, "quiet")
    result = own_cli("train", "--all", "--workers", "1", "--json")
    assert result.exit_code == 1
    assert result.stderr == "lvlin: lvlin: no heat\n"
    said = json.loads(result.stdout)
    assert (said["without_orders"], said["failed"]) == (["quiet"], {"lvlin": "no heat"})
