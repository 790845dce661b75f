"""What holds for any text."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from community.foods import FoodLexicon, load_foods


@cache
def lexicon() -> FoodLexicon:
    return load_foods()


@cache
def names() -> list[str]:
    return [name for food in lexicon().foods.values() for name in food.names]


WORDS = st.deferred(lambda: st.sampled_from(names()))
GLUE = st.sampled_from(
    [
        *"的和、，。 \n加放在水油面米鱼香鸡两个半发芽霉隔夜",
        "\u200b",
        " and ",
        "2 ",
        "厘米",
        "ＸＯ",
        "蛋白质",
        "é",
    ]
)
TEXTS = st.lists(st.one_of(WORDS, GLUE, st.text(max_size=4)), max_size=12).map("".join)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_mentions_are_in_order_and_never_overlap(text: str) -> None:
    mentions = lexicon().find(text)
    ends = [0, *(mention.end for mention in mentions)]
    assert all(m.start < m.end <= len(text) for m in mentions)
    assert all(m.start >= end for m, end in zip(mentions, ends, strict=False))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_canonical_text_is_a_fixed_point(text: str) -> None:
    once = lexicon().canonical(text)
    assert lexicon().canonical(once) == once


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_resolving_any_text_gives_a_known_food_or_none(text: str) -> None:
    mention = lexicon().resolve(text)
    assert mention is None or (
        lexicon().get(mention.food.id) is mention.food and 0 < mention.confidence <= 1
    )
