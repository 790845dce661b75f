"""How much of real ingredient lists the lexicon understands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from community.foods import FoodLexicon, coverage

# Kitchen tools that HowToCook lists among its ingredients.
TOOLS = re.compile(
    "锅|烤箱|保鲜膜|刀|盆|碗|杯|勺|机|模具|器|纸|秤|盘|擀面杖|筛|刷|筷|瓶|工具|原料|手套|板|称|笼|温度计|吸管|容器|夹|表"
)


def ingredients(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        recipe = json.loads(line)["recipe"]
        tools = set(recipe.get("tools", ()))
        yield from (name for name in recipe["ingredients_text"] if name not in tools)


def test_coverage_counts_repeats_and_names_what_is_left(lexicon: FoodLexicon) -> None:
    found = coverage(lexicon, ["土豆", "西红柿", "魔法石", "魔法石"])
    assert (found.total, found.resolved, found.share) == (4, 2, 0.5)
    assert found.unresolved == {"魔法石": 2}


def test_coverage_of_nothing_is_whole(lexicon: FoodLexicon) -> None:
    assert coverage(lexicon, []).share == 1


@pytest.mark.parametrize(
    ("file", "floor"), [("howtocook.jsonl", 0.97), ("public_domain_en.jsonl", 0.95)]
)
def test_real_ingredient_lists_are_understood(
    lexicon: FoodLexicon, shared: Path, file: str, floor: float
) -> None:
    names = ingredients(shared / "datasets" / "recipes" / file)
    found = coverage(lexicon, (name for name in names if not TOOLS.search(name)))
    print(file, f"{found.resolved}/{found.total} = {found.share:.4f}", found.unresolved)
    assert found.share >= floor


def test_leftover_lists_with_odd_synonyms_are_understood(
    lexicon: FoodLexicon, shared: Path
) -> None:
    lines = (shared / "datasets" / "recipes" / "queries.jsonl").read_text(encoding="utf-8")
    queries = [json.loads(line) for line in lines.splitlines()]
    words = [w for q in queries if q["kind"] == "leftover_zh" for w in q["query"].split()]
    found = coverage(lexicon, words)
    print(f"{found.resolved}/{found.total} = {found.share:.4f}", found.unresolved)
    assert found.share >= 0.95
