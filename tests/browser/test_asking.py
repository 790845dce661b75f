"""A leader asks the plan questions, and a neighbour votes."""

from __future__ import annotations

import pytest

from serving.messages import Lang
from tests.browser.site import Visitors, fits, say, settle

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "lang"), [("phone", "zh"), ("desktop", "en")])
def test_a_plan_answers_what_if_why_not_and_at_what_price(
    visitors: Visitors, plan: str, size: str, lang: Lang
) -> None:
    page = visitors.enter("leader", size, lang)
    page.goto(plan)
    name = page.locator("td.what").first.inner_text()
    page.click("#what-if > summary")
    page.locator("#what-if input[name=sustainability]").fill("80")
    assert page.locator("#what-if input[name=sustainability] + output").inner_text() == "80"
    page.locator("#what-if summary", has_text=say(lang, "ask.fates")).click()
    page.locator("#what-if select[name=fate]").first.select_option(label=say(lang, "plan.ban"))
    page.click("#what-if form button.main")
    settle(page)
    assert f"－ {name}" in page.inner_text("#changed")
    assert page.locator("#changed tbody tr").count() == 6
    page.click("#why-not > summary")
    page.fill("#why-not input[name=product]", name)
    page.locator("#why-not form button").click()
    settle(page)
    assert name in page.inner_text("#why")
    page.click("#tradeoff > summary")
    page.click("#curve a")
    settle(page)
    assert page.locator("#curve circle").count() == 7
    assert page.locator("#curve tbody tr").count() == 7
    assert fits(page)
    page.locator("#changed form button").click()
    settle(page)
    assert name not in page.locator("td.what").all_inner_texts()


def test_a_neighbour_votes_and_changes_their_mind(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    poll = page.locator("#polls form").first
    poll.get_by_role("radio").first.check()
    poll.get_by_role("button").click()
    settle(page)
    assert say("zh", "poll.mine") in poll.locator("label").first.inner_text()
    poll.get_by_role("radio").nth(1).check()
    poll.get_by_role("button", name=say("zh", "poll.change")).click()
    settle(page)
    assert say("zh", "poll.mine") in poll.locator("label").nth(1).inner_text()
    assert say("zh", "poll.mine") not in poll.locator("label").first.inner_text()
    assert fits(page)
