"""Text is compared in one form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from community.text import normalise


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_a_word_cannot_hide_behind_invisible_characters() -> None:
    assert normalise("花\u200b生\u202e酱") == "花生酱"


def test_width_case_and_spacing_are_folded() -> None:
    assert normalise("　ＴＯＦＵ  ５００ｇ ") == "tofu 500g"
