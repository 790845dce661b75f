"""Terms: characters and pairs for Chinese, word stems for letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recipes.embedding.tokens import tokens


def test_chinese_gives_each_character_and_each_pair() -> None:
    assert tokens("豆腐汤") == ["豆", "腐", "汤", "豆腐", "腐汤"]


def test_pairs_do_not_reach_over_punctuation_or_numbers() -> None:
    assert "腐虾" not in tokens("豆腐，虾")
    assert "腐虾" not in tokens("豆腐200虾")


def test_numbers_and_single_letters_are_no_terms() -> None:
    assert tokens("200 g, 1/2 x 3") == []


@pytest.mark.parametrize(
    ("one", "other"), [("Onions", "onion"), ("fried", "FRIED"), ("ＴＥＡ", "tea")]
)
def test_plural_case_and_width_do_not_tell_words_apart(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_a_short_word_keeps_its_ending() -> None:
    assert tokens("peas") == ["pea"]
    assert tokens("gas") == ["gas"]


def test_an_invisible_character_does_not_split_a_word() -> None:
    assert tokens("豆\u200b腐") == tokens("豆腐")


@given(st.text())
def test_any_text_gives_terms_without_spaces(text: str) -> None:
    assert all(term and not any(c.isspace() for c in term) for term in tokens(text))
