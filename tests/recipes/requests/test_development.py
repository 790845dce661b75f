"""The development set of requests, answered by the writer and judged by plain words alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from community.errors import InvalidInput, RefusedRecipe
from community.foods import load_foods
from community.reference import load_reference
from community.sample.notes import read_notes
from recipes.answer import RecipeAnswer
from recipes.embedding.lsa import LsaEmbedder
from recipes.kitchen import Kitchen
from recipes.reading import read_request
from recipes.retrieval import Retriever
from recipes.writer import write_recipe
from tests.recipes.kitchens import TODAY

Fields = Mapping[str, Any]
FILE = Path(__file__).with_name("development.jsonl")
REQUESTS: tuple[Fields, ...] = tuple(
    json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()
)
SAMPLE = REQUESTS[::8]
# What people who may not eat a class look for on a label. No table of the project is asked.
WORDS = {
    "花生": ("花生", "peanut"), "peanut": ("花生", "peanut"), "坚果": ("核桃", "腰果", "杏仁"),
    "大豆": ("豆腐", "豆浆", "豆干", "酱油", "生抽", "老抽", "黄豆", "腐竹", "大豆油"),
    "soy": ("tofu", "soy", "miso", "edamame"),
    "小麦": ("面粉", "挂面", "馒头", "面包", "酱油", "生抽"), "麸质": ("面粉", "馒头", "生抽"),
    "鸡蛋": ("鸡蛋", "蛋液", "蛋清"), "蛋": ("鸡蛋", "皮蛋", "蛋液"),
    "牛奶": ("牛奶", "奶油", "黄油", "奶酪"), "乳制品": ("牛奶", "奶油", "黄油", "奶酪"),
    "虾": ("虾",), "甲壳类": ("虾", "蟹"), "shellfish": ("shrimp", "crab", "oyster"),
    "鱼": ("鱼",), "贝类": ("蛤", "蚝", "扇贝", "蛏"), "芝麻": ("芝麻", "香油", "麻油"),
    "纯素": ("肉", "鸡", "鱼", "虾", "蛋", "牛奶", "蜂蜜"),
    "素食": ("猪", "牛肉", "鸡肉", "鱼", "虾", "火腿"), "蛋奶素": ("猪", "牛肉", "鱼", "虾"),
    "五辛素": ("葱", "蒜", "韭", "猪", "鱼", "虾"), "清真": ("猪", "料酒", "啤酒", "黄酒"),
    "halal": ("pork", "ham", "bacon", "wine"), "vegan": ("egg", "milk", "honey", "butter"),
}  # fmt: skip
HARMLESS = ("鱼腥草", "鱼香", "鸡蛋果", "中火", "eggplant", "虾青")


@cache
def sample_kitchen() -> Kitchen:
    """Return the kitchen of the sample community, without a model."""
    lexicon = load_foods()
    notes = read_notes(lexicon)
    return Kitchen(
        lexicon=lexicon, reference=load_reference(), notes={note.id: note for note in notes},
        retriever=Retriever.build(notes, lexicon, LsaEmbedder()),
    )  # fmt: skip


def answered(fields: Fields) -> RecipeAnswer | None:
    """Return the answer, or None for a refusal that says why and what to do."""
    said: tuple[str, ...]
    try:
        return write_recipe(read_request(fields, now=TODAY), sample_kitchen())
    except RefusedRecipe as refusal:
        said = (refusal.why, refusal.instead)
    except InvalidInput as refusal:
        said = (str(refusal),)
    assert all(said)
    return None


def words_of(answer: RecipeAnswer) -> str:
    """Return all that is cooked or said to be done, warnings apart."""
    names = [f"{line.name} {line.food}" for line in answer.ingredients]
    text = "\n".join([answer.title, *names, *(step.text for step in answer.steps)]).casefold()
    for harmless in HARMLESS:
        text = text.replace(harmless, "")
    return text


def faults(fields: Fields) -> list[str]:
    """Return everything that a reader with the request in hand would object to."""
    answer = answered(fields)
    expect = fields["expect"]
    wanted = expect["outcome"] if isinstance(expect["outcome"], list) else [expect["outcome"]]
    outcome = answer.outcome if answer else "refuse"
    found = [] if outcome in wanted else [f"{outcome} instead of {wanted}"]
    if answer is None:
        return found
    text = words_of(answer)
    avoided = [word for key in ("allergies", "diets") for said in fields.get(key, ())
               for word in WORDS.get(said, ())]  # fmt: skip
    found += [f"says {word}" for word in (*avoided, *expect["must_not"]) if word in text]
    used = " ".join(use.name for use in answer.used)
    found += [f"does not use {name}" for name in expect["must_use"] if name not in used]
    for step in answer.steps:
        found += [f"cites {note}" for note in step.cites if note not in sample_kitchen().notes]
    found += [f"{line.name}: {line.grams} g" for line in answer.ingredients
              if not 0 < line.grams <= 50_000]  # fmt: skip
    return found


def used_share(requests: tuple[Fields, ...]) -> float:
    """Return grams used of grams at hand over the answers."""
    used = left = 0.0
    for fields in requests:
        if answer := answered(fields):
            used += sum(use.grams for use in answer.used)
            left += sum(rest.grams for rest in answer.leftovers)
    return used / (used + left)


@pytest.mark.parametrize("fields", SAMPLE, ids=lambda fields: str(fields["rid"]))
def test_a_request_is_answered_as_expected(fields: Fields) -> None:
    assert faults(fields) == []


@pytest.mark.slow
def test_all_requests_are_answered_as_expected() -> None:
    found = {str(fields["rid"]): said for fields in REQUESTS if (said := faults(fields))}
    assert found == {}


def test_leftovers_of_everyday_requests_are_used_up_by_weight() -> None:
    everyday = tuple(one for one in REQUESTS if str(one["rid"]).startswith("everyday"))[::3]
    assert used_share(everyday) >= 0.85


def test_the_set_covers_every_kind_of_request() -> None:
    kinds = {str(fields["rid"]).rsplit("-", 1)[0] for fields in REQUESTS}
    assert kinds == {"everyday", "scraps", "household", "dangerous", "nonsense", "malformed",
                     "english", "expiry"}  # fmt: skip
    assert len(REQUESTS) >= 200
    assert len({fields["rid"] for fields in REQUESTS}) == len(REQUESTS)


@pytest.mark.parametrize(
    ("have", "note"),
    [
        ([{"name": "萝卜皮", "grams": 200}, {"name": "豆腐", "grams": 300}], "jiang-yan-luobo-pi"),
        ([{"name": "鲫鱼", "grams": 400}, {"name": "豆腐", "grams": 250}], "jiyu-doufu-tang"),
        ([{"name": "四季豆", "grams": 250}, {"name": "土豆", "grams": 200}], "sijidou-shao-tudou"),
    ],
)
def test_a_note_that_fits_is_the_base_and_cited(have: list[dict[str, Any]], note: str) -> None:
    request = read_request({"have": have, "people": 3, "allergies": ["花生"]}, now=TODAY)
    answer = write_recipe(request, sample_kitchen())
    cited = [step for step in answer.steps if note in step.cites]
    assert sample_kitchen().notes[cited[0].cites[0]].title in answer.title
    assert len(cited) >= 4
