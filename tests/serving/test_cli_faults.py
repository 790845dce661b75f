"""Whatever is wrong is said in one line, with the right exit code and nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from community.importers import KINDS
from tests.conftest import ROOT
from tests.serving.command_line import CommandLine, green, prepare


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("recommend", "--nope"),
        ("recommend", "-n", "0"),
        ("recommend", "-n", "many"),
        ("recommend", "--sustainability", "2"),
        ("recommend", "--lang", "fr"),
        ("recipe",),
        ("recipe", "--have", "豆腐", "--people", "0"),
        ("plan", "--slots", "0"),
        ("plan", "--category", "叶菜"),
        ("plan", "--essential", "豆"),
        ("plan", "--weight", "waste=much"),
        ("plan", "--out", "plan.pdf"),
        ("import",),
        ("import", "recipes", "x.csv"),
        ("import", "orders"),
        ("train", "--engine", "abacus"),
        ("keys", "create"),
        ("keys", "create", "boss"),
        ("keys", "create", "host", "--days", "0"),
        ("keys", "revoke"),
        ("communities", "create", "x"),
        ("evaluate", "nothing"),
        ("evaluate", "plans"),
        ("serve", "--port", "x"),
        ("serve", "--workers", "0"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_two(cli: CommandLine, words: tuple[str, ...]) -> None:
    before = cli.counts()
    cli.misused(*words)
    assert cli.counts() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("recommend --neighbour n999999", "no neighbour 'n999999'"),
        ("recommend --community nowhere", "no community 'nowhere'"),
        ("recommend --week soon", "/week: 'soon' is not an ISO week such as 2026-W48"),
        ("recipe --have 豆腐:0g", "/have/0/grams: must be more than 0"),
        ("recipe --have 豆腐 --allergy 月亮", "/allergies/0: '月亮' is no allergen"),
        ("recipe --have 花生:100g --allergy 花生", "花生过敏"),
        ("recipe --have 石头:100g", "“石头”不是食物"),
        ("recipe --have 河豚:100g", "河豚"),
        ("plan --category 蔬莱:1-2", "there is no category '蔬莱'"),
        ("plan --essential 豆=p-nothing:3", "/essentials/0/any_of/0: there is no product"),
        ("plan --weight luck=1", "/weights/luck"),
        ("plan --settings nowhere.json", "nowhere.json: No such file"),
        ("plan --week 2025-W01", "/week: 2025-W01 has begun or is over"),
        ("plan --lock p-nothing", "'p-nothing' is not known this week"),
        ("plan --lock p-yuqian --ban p-yuqian", "bans:p-yuqian, locks:p-yuqian"),
        ("plan --local-share 1 --lock p-yuqian", "locks:p-yuqian, local_share_by_count"),
        ("keys revoke nothing", "no key 'nothing'"),
        ("keys create neighbour --neighbour n999999", "there is no neighbour 'n999999'"),
        ("import orders x.csv --community nowhere", "no community 'nowhere'"),
        ("train --community nowhere", "no community 'nowhere'"),
        ("serve --port 99999", "LVLIN_PORT"),
    ],
)
def test_what_cannot_be_done_is_explained_in_one_line(
    cli: CommandLine, words: str, said: str
) -> None:
    community = () if "--community" in words or "serve" in words else ("--community", "lvlin")
    before = cli.counts()
    assert said in cli.fails(*words.split(), *community)
    assert cli.counts() == before


def test_json_does_not_change_how_a_failure_is_told(cli: CommandLine) -> None:
    assert cli.fails("recommend", "--neighbour", "n999999", "--community", "lvlin", "--json")


def test_a_plan_that_cannot_be_written_is_not_made(cli: CommandLine, tmp_path: Path) -> None:
    before = cli.counts()
    out = tmp_path / "absent" / "plan.csv"
    option = ("--community", "lvlin")
    assert cli.fails("plan", "--out", out, *option) == f"--out: there is no folder {out.parent}"
    assert cli.counts() == before


@pytest.mark.parametrize("kind", KINDS)
def test_files_that_cannot_be_imported_are_refused(
    cli: CommandLine, tmp_path: Path, kind: str
) -> None:
    files = {"binary.csv": b"\x00\x01\xff" * 99, "empty.csv": b"", "wrong.csv": b"a,b\n1,2\n"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    option = ("--community", "lvlin")
    before = cli.counts()
    for name, reason in {
        "binary.csv": "is no text file",
        "empty.csv": "is empty",
        "wrong.csv": "is no header of this kind",
        "absent.csv": "is not there",
    }.items():
        said = cli.fails("import", kind, tmp_path / name, *option)
        assert said.startswith(f"{name}: ")
        assert reason in said
    empty = tmp_path / "folder"
    empty.mkdir()
    assert cli.fails("import", kind, empty, *option).startswith("folder: ")
    assert cli.counts() == before


def test_without_a_community_it_says_how_to_get_one(fresh_cli: CommandLine) -> None:
    for words in (("recommend",), ("plan",), ("keys", "list"), ("recipe", "--have", "豆腐")):
        assert "there is no community yet: `lvlin demo`" in fresh_cli.fails(*words)


def test_before_the_first_training_it_says_how_to_train(fresh_cli: CommandLine) -> None:
    option = green(fresh_cli)
    assert "`lvlin train`" in fresh_cli.fails("recommend", *option)


def test_a_home_that_is_a_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.write_text("", encoding="utf-8")
    prepare(home, monkeypatch)
    for place in (home, home / "inside"):
        assert CommandLine(home).fails("recommend", "--home", place).startswith("/LVLIN_HOME: ")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://127.0.0.1/x", "must start with sqlite:/// or postgresql://"),
        ("nonsense", "the database URL cannot be read"),
        ("postgresql://127.0.0.1:1/x", "the database does not answer"),
    ],
)
def test_a_database_that_cannot_be_used_is_explained(
    fresh_cli: CommandLine, url: str, said: str
) -> None:
    assert said in fresh_cli.fails("recommend", "--database-url", url)
    checked = fresh_cli("check", "--database-url", url)
    assert checked.exit_code == 1
    assert said in checked.stderr


def test_a_database_file_that_is_none_is_explained(fresh_cli: CommandLine) -> None:
    fresh_cli.home.mkdir()
    (fresh_cli.home / "lvlin.db").write_bytes(b"no database " * 999)
    assert fresh_cli.fails("recommend") == "the file is not a database"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PORT", "many", "/LVLIN_PORT: "),
        ("LLM_BASE_URL", "ftp://x", "/LVLIN_LLM_BASE_URL: must start with http:// or https://"),
        ("HOME_FILE", "/nowhere/at/all", "/LVLIN_HOME_FILE: "),
    ],
)
def test_a_wrong_variable_is_named(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"LVLIN_{variable}", value)
    assert cli.fails("recommend").startswith(said)


def test_half_a_language_model_does_not_pass_the_check(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVLIN_LLM_MODEL", "toy")
    result = cli("check")
    assert result.exit_code == 1
    assert result.stderr == "lvlin: LVLIN_LLM_BASE_URL and LVLIN_LLM_MODEL go together\n"


def test_a_damaged_model_is_named_and_training_mends_it(own_cli: CommandLine) -> None:
    damaged = own_cli.home / "models/lvlin/current/popularity.npy"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    said = own_cli.fails("recommend")
    assert said.endswith("popularity.npy: is damaged or incomplete: train again")
    own_cli.done("train")
    assert own_cli.json("recommend", "-n", "3")["items"]


def test_nobody_else_is_let_in_before_there_is_a_key(
    fresh_cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr("uvicorn.run", lambda *_, host, **__: started.append(host))
    green(fresh_cli)
    assert "make a key first" in fresh_cli.fails("serve", "--host", "0.0.0.0")
    assert started == []
    fresh_cli.done("keys", "create", "admin")
    assert fresh_cli("serve", "--host", "0.0.0.0").exit_code == 0
    assert started == ["0.0.0.0"]


@pytest.mark.parametrize(
    ("words", "code"),
    [("check --json", 0), ("recommend --community nowhere", 1), ("import recipes x.csv", 2)],
)
def test_the_real_command_exits_as_promised(cli_home: Path, words: str, code: int) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LVLIN_")}
    done = subprocess.run(
        [sys.executable, "-m", "serving", *words.split()],
        env={**kept, "LVLIN_HOME": str(cli_home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
        cwd=cli_home.parent,
    )
    assert done.returncode == code, done.stderr
    assert bool(done.stdout) == (code == 0)
    assert len(done.stderr.splitlines()) == {0: 0, 1: 1, 2: 4}[code]
