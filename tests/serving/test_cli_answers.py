"""`lvlin recommend`, `recipe`, `plan` and `demo` answer people and machines."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.serving.command_line import CommandLine, green

RECIPE = ("recipe", "--have", "萝卜皮:200g", "--have", "豆腐:300g", "--allergy", "花生")


def test_a_neighbour_gets_so_many_products_with_reasons(cli: CommandLine) -> None:
    shown = cli.json("recommend", "--neighbour", "n001", "-n", "5")
    assert shown["week"] == "2026-W48"
    assert [item["rank"] for item in shown["items"]] == [1, 2, 3, 4, 5]
    scores = [item["score"] for item in shown["items"]]
    assert scores == sorted(scores, reverse=True)
    assert all(item["reasons"] and item["components"] for item in shown["items"])


def test_the_table_shows_the_ids_that_the_json_shows(cli: CommandLine) -> None:
    ids = [item["product_id"] for item in cli.json("recommend", "-n", "4")["items"]]
    table = cli.done("recommend", "-n", "4")
    assert all(id_ in table for id_ in ids)


def test_what_is_excluded_is_not_recommended(cli: CommandLine) -> None:
    first = cli.json("recommend", "-n", "1")["items"][0]["product_id"]
    without = cli.json("recommend", "-n", "5", "--exclude", first)
    assert first not in {item["product_id"] for item in without["items"]}


def test_reasons_come_in_english_too(cli: CommandLine) -> None:
    said = [
        item["reasons"][0]["text"]
        for item in cli.json("recommend", "-n", "3", "--lang", "en")["items"]
    ]
    assert all(text.isascii() or "“" in text for text in said)


def test_a_week_without_offers_is_said_to_be_empty(cli: CommandLine) -> None:
    assert cli.done("recommend", "--week", "2020-W01") == "2020-W01: nothing to recommend\n"
    assert cli.json("recommend", "--week", "2020-W01")["items"] == []


def test_a_recipe_uses_what_is_there_and_nothing_forbidden(cli: CommandLine) -> None:
    shown = cli.json(*RECIPE, "--people", "3")
    assert shown["servings"] == 3
    used = {line["name"]: line["grams"] for line in shown["ingredients"]}
    assert 0 < used["萝卜皮"] <= 200
    assert 0 < used["豆腐"] <= 300
    assert not any("花生" in name for name in used)
    assert shown["written_by"] == "composer"


def test_a_recipe_on_paper_has_steps_and_says_what_it_saves(cli: CommandLine) -> None:
    paper = cli.done(*RECIPE, "--people", "3")
    assert "萝卜皮 " in paper
    assert "  1. " in paper
    assert "少浪费" in paper
    assert "花生" not in paper


def test_a_recipe_in_english_is_in_english(cli: CommandLine) -> None:
    shown = cli.json("recipe", "--have", "tofu:300g", "--have", "celery:200g", "--lang", "en")
    assert all(step["text"].isascii() for step in shown["steps"])


def test_a_plan_keeps_to_its_limits(cli: CommandLine) -> None:
    plan = cli.json("plan", "--slots", "6", "--budget", "4000", "--ban", "p-yuqian")
    assert plan["week"] == "2026-W49"
    assert 1 <= len(plan["lines"]) <= 6
    assert float(plan["cost"]) <= 4000
    assert plan["local_by_count"] >= 0.7
    assert "p-yuqian" not in {line["product_id"] for line in plan["lines"]}
    assert {"slots", "budget", "local_share_by_count"} <= {c["name"] for c in plan["constraints"]}


def test_what_is_locked_is_in_the_plan(cli: CommandLine) -> None:
    plan = cli.json("plan", "--slots", "5", "--week", "2026-W50", "--lock", "p-laodoufu")
    assert plan["week"] == "2026-W50"
    assert "p-laodoufu" in {line["product_id"] for line in plan["lines"]}


def test_a_plan_takes_every_constraint_as_words_or_from_a_file(
    cli: CommandLine, tmp_path: Path
) -> None:
    words = ("--slots", "9", "--slots-min", "5", "--category", "叶菜:-1", "--category", "豆制品:1-")
    words += ("--essential", "豆=p-laodoufu:24", "--cold-boxes", "15", "--max-repeats", "4")
    told = cli.json("plan", *words, "--weight", "sustainability=0.6", "--weight", "waste=1")
    states = {c["name"]: c["actual"] for c in told["constraints"]}
    assert states["essentials:豆"] >= 24
    assert states["category_limits:叶菜"] <= 1
    assert states["cold_chain"] <= 15
    assert states["max_repeats"] <= 4
    asked = {
        "slots_max": 9,
        "slots_min": 5,
        "category_limits": {"叶菜": {"max": 1}, "豆制品": {"min": 1}},
        "essentials": [{"name": "豆", "any_of": ["p-laodoufu"], "min_packs": 24}],
        "cold_boxes": 15,
        "max_repeats": 40,
        "weights": {"sustainability": 0.6, "waste": 1},
    }
    path = tmp_path / "week.json"
    path.write_text(json.dumps(asked), encoding="utf-8")
    read = cli.json("plan", "--settings", path, "--max-repeats", "4")
    assert read["lines"] == told["lines"]


def test_a_plan_as_csv_and_workbook_has_the_lines_of_the_plan(
    cli: CommandLine, tmp_path: Path
) -> None:
    names: set[str] = set()
    for name in ("plan.csv", "plan.XLSX"):
        result = cli("plan", "--slots", "4", "--out", tmp_path / name, "--json")
        assert (result.exit_code, result.stderr) == (0, f"written: {tmp_path / name}\n")
        names = {line["name"] for line in json.loads(result.stdout)["lines"]}
        assert len(names) == 4
    table = list(csv.reader(io.StringIO((tmp_path / "plan.csv").read_text("utf-8-sig"))))
    sheet = openpyxl.load_workbook(tmp_path / "plan.XLSX").worksheets[0]
    for cells in (table, [list(row) for row in sheet.iter_rows(values_only=True)]):
        assert names <= {str(cell) for row in cells for cell in row}


def test_names_are_printed_as_they_are(fresh_cli: CommandLine) -> None:
    """A name such as [red] is no colour and no mistake of the table."""
    green(fresh_cli)
    fresh_cli.done("keys", "create", "host", "--label", "[bold]直播[/red] :tea:")
    assert "[bold]直播[/red] :tea:" in fresh_cli.done("keys", "list")


def test_preparing_the_demo_again_changes_nothing(cli: CommandLine) -> None:
    before, model = cli.counts(), (cli.home / "models/lvlin/current").resolve()
    keys = (cli.home / "demo-keys.json").read_bytes()
    first = cli.done("demo", "--prepare-only")
    assert cli.done("demo", "--prepare-only") == first
    assert cli.counts() == before
    assert (cli.home / "models/lvlin/current").resolve() == model
    assert (cli.home / "demo-keys.json").read_bytes() == keys
    for page in ("/c/lvlin/", "/c/lvlin/leader", "/c/lvlin/host", "/openapi.json"):
        assert page in first


def test_demo_keys_that_cannot_be_read_are_named(cli: CommandLine) -> None:
    path = cli.home / "demo-keys.json"
    kept = path.read_bytes()
    path.write_text("{", encoding="utf-8")
    try:
        assert "demo-keys.json cannot be read" in cli.fails("demo", "--prepare-only")
    finally:
        path.write_bytes(kept)


@pytest.mark.parametrize("words", [("--help",), ("import", "--help"), ("keys", "--help")])
def test_help_is_printed(cli: CommandLine, words: tuple[str, ...]) -> None:
    assert "Usage:" in cli.done(*words)
