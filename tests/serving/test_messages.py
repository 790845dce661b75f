"""Both languages say the same things, and nothing is said without a catalogue."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from serving.messages import choose_lang, messages
from tests.conftest import ROOT

_USED = re.compile(r"""\bt\('([a-z_.]+[a-z_])'""")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences_with_the_same_places() -> None:
    zh, en = messages("zh").texts, messages("en").texts
    assert set(zh) == set(en)
    assert {code for code in zh if places(zh[code]) != places(en[code])} == set()


def test_every_sentence_a_template_names_is_in_the_catalogue() -> None:
    used = {
        code
        for path in (ROOT / "serving/pages/templates").glob("*.html")
        for code in _USED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(used) > 50
    assert used - set(messages("zh").texts) == set()


def test_chinese_sentences_are_chinese() -> None:
    says_nothing = re.compile("[\u4e00-\u9fff]")
    assert [c for c, text in messages("zh").texts.items() if not says_nothing.search(text)] == []


def test_a_value_is_put_in_as_it_is_and_never_read_as_a_template() -> None:
    said = messages("zh").say("recipe.unrecognised", names="{grams} {0.__class__}")
    assert "{grams} {0.__class__}" in said


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert messages("en").say("reason.from_the_future") == "reason.from_the_future"


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [
        (None, None, "zh"),
        (None, "en-GB,en;q=0.9", "en"),
        (None, "fr,de", "zh"),
        ("en", "zh-CN", "en"),
        ("zh", "en", "zh"),
        (None, "zh-TW,en", "zh"),
    ],
)
def test_the_language_asked_for_wins_then_the_browsers_then_chinese(
    asked: str | None, accepted: str | None, lang: str
) -> None:
    assert choose_lang(asked, accepted) == lang


def test_every_reason_that_is_given_has_its_sentence() -> None:
    given = {
        code
        for package in ("recsys", "recipes")
        for path in (ROOT / package).rglob("*.py")
        for code in re.findall(r'Reason\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert len(given) > 15
    assert {f"reason.{code}" for code in given} - set(messages("zh").texts) == set()
