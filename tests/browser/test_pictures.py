"""The pictures in docs/: drawn anew with LVLIN_SCREENSHOTS=1, so that they never lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from serving.messages import Lang
from tests.browser.site import Visitors, ask, say
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("LVLIN_SCREENSHOTS") != "1", reason="set LVLIN_SCREENSHOTS=1 to draw them"
    ),
]
_MOST_BYTES = 300_000
_PICTURES: list[tuple[str, str, Lang]] = [
    ("neighbour", "phone", "zh"),
    ("neighbour", "desktop", "en"),
    ("leader", "desktop", "zh"),
    ("leader", "phone", "zh"),
    ("host", "desktop", "zh"),
    ("host", "phone", "en"),
]


def prepare(page: Page, role: str, plan: str, lang: Lang) -> None:
    if role == "leader":
        page.goto(plan)
    elif role == "neighbour":
        names = ("萝卜皮", "豆腐") if lang == "zh" else ("radish peel", "tofu")
        ask(page, (names[0], "200g"), (names[1], "300g"))
        page.locator("#dish").wait_for()


@pytest.mark.parametrize(("role", "size", "lang"), _PICTURES)
def test_a_picture_of_each_page_is_drawn(
    visitors: Visitors, plan: str, role: str, size: str, lang: Lang
) -> None:
    page = visitors.enter(role, size, lang)
    prepare(page, role, plan, lang)
    start = (
        {"neighbour": "#answer", "leader": "#plan"}.get(role, "body") if size == "phone" else "body"
    )
    page.locator(start).evaluate("place => place.scrollIntoView()")
    assert say(lang, "site.name") in page.inner_text("header")
    path = Path(ROOT / f"docs/{role}-{size}-{lang}.png")
    page.screenshot(path=path)
    assert 5_000 < path.stat().st_size <= _MOST_BYTES
