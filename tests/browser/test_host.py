"""A host in front of the camera."""

from __future__ import annotations

import re

import pytest

from community.ids import CommunityId
from serving.messages import Lang
from serving.usecases.recommend import catalogue_of
from tests.browser.site import SIZES, Site, Visitors, fits, say

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_a_host_steps_through_the_picks_with_two_keys(
    visitors: Visitors, size: str, lang: Lang
) -> None:
    page = visitors.enter("host", size, lang)
    first = page.inner_text("#now")
    following = page.locator(".next li strong").first.inner_text()
    page.keyboard.press("n")
    page.wait_for_url("**/host?shown=*")
    assert page.inner_text("#now") == following
    page.keyboard.press("p")
    page.wait_for_url(re.compile(r"/host\?$"))
    assert page.inner_text("#now") == first
    assert fits(page)


def test_the_card_says_price_reasons_stock_and_provenance(visitors: Visitors) -> None:
    page = visitors.enter("host", "desktop")
    card = page.locator(".now").inner_text()
    assert re.search(r"¥\d+\.\d\d", card)
    assert page.locator(".now .chip").count() >= 1
    assert re.search(r"[0-5]/5", card)
    assert say("zh", "host.stock") in card


def test_after_the_last_card_the_show_can_start_again(visitors: Visitors, site: Site) -> None:
    page = visitors.enter("host")
    offered = catalogue_of(site.services, CommunityId("lvlin")).offers
    page.goto("/c/lvlin/host?" + "&".join(f"shown={id_}" for id_ in offered))
    assert say("zh", "host.all_shown") in page.inner_text("main")
    page.get_by_role("link", name=say("zh", "host.again")).click()
    page.locator("#now").wait_for()


def test_changing_the_language_stays_at_the_same_card(visitors: Visitors) -> None:
    page = visitors.enter("host")
    page.keyboard.press("n")
    page.wait_for_url("**/host?shown=*")
    shown = page.inner_text("#now")
    page.click("a.switch")
    page.get_by_text(say("en", "host.title")).wait_for()
    assert page.inner_text("#now") == shown
    page.goto("/c/lvlin/host")
    assert say("en", "host.title") in page.inner_text("main")  # and is remembered
