"""A leader on Thursday night."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from serving.messages import Lang
from tests.browser.site import Visitors, fits, propose, say, settle

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "lang"), [("phone", "zh"), ("desktop", "en")])
def test_a_leader_plans_the_week_sees_its_limits_and_accepts(
    visitors: Visitors, size: str, lang: Lang
) -> None:
    page = visitors.enter("leader", size, lang)
    assert page.url.endswith("/c/lvlin/leader")
    propose(page, slots_max="8")
    plan = page.locator("#plan")
    assert plan.locator("tbody tr").count() == 8
    assert plan.locator("svg.interval").count() == 8
    assert plan.locator(".constraints .amber").count() >= 1
    assert say(lang, "plan.binding") in plan.inner_text()
    plan.locator(".score summary").first.click()
    assert "/40" in plan.locator(".score ul").first.inner_text()
    assert fits(page)
    plan.get_by_role("button", name=say(lang, "plan.accept")).click()
    page.get_by_text(say(lang, "plan.accepted")).wait_for()
    page.reload()
    assert say(lang, "plan.accepted") in page.locator("#plan").inner_text()


def test_the_exports_open_and_hold_every_product(visitors: Visitors, plan: str) -> None:
    page = visitors.enter("leader")
    page.goto(plan)
    with page.expect_download() as xlsx:
        page.get_by_role("link", name="XLSX").click()
    book = load_workbook(BytesIO(Path(xlsx.value.path()).read_bytes()))
    names = [line.split("\n")[0] for line in page.locator("td.what").all_inner_texts()]
    cells = [str(cell) for row in book.worksheets[0].values for cell in row]
    assert xlsx.value.suggested_filename.endswith(".xlsx")
    assert len(names) == 6
    assert set(names) <= set(cells)
    with page.expect_download() as text:
        page.get_by_role("link", name=say("zh", "plan.jielong")).click()
    assert names[0].split(" ")[0] in Path(text.value.path()).read_text(encoding="utf-8")


def test_a_budget_nothing_fits_in_is_answered_with_what_would_fix_it(
    visitors: Visitors,
) -> None:
    page = visitors.enter("leader")
    propose(page, budget="1")
    told = page.locator("#plan [role=alert]").inner_text()
    assert say("zh", "constraint.budget") in told
    assert say("zh", "fix.budget") in told
    assert page.input_value("#budget") == "1"


def test_a_product_is_kept_or_dropped_by_a_button_in_its_row(visitors: Visitors, plan: str) -> None:
    page = visitors.enter("leader", "desktop")
    page.goto(plan)
    names = page.locator("td.what").all_inner_texts()
    page.locator("button[name=ban]").first.click()
    settle(page)
    assert page.locator("#choices").get_by_label(names[0]).is_checked()
    assert names[0] not in page.locator("td.what").all_inner_texts()
    page.locator("button[name=lock]").first.click()
    settle(page)
    assert page.locator("#choices input:checked").count() == 2
    assert say("zh", "reason.locked") in page.locator("#plan").inner_text()


def test_a_product_is_fixed_by_its_name_and_a_wrong_name_is_named(visitors: Visitors) -> None:
    page = visitors.enter("leader")
    page.click("#choices summary")
    propose(page, slots_max="5", locks="没有这样东西")
    told = page.locator("#plan [role=alert]").inner_text()
    assert say("zh", "fault.locks", value="没有这样东西") in told
    page.locator("#choices input:checked").uncheck()
    propose(page, slots_max="5", locks="黄心土豆")
    assert any("黄心土豆" in name for name in page.locator("td.what").all_inner_texts())


def test_without_scripts_a_plan_is_changed_and_accepted_and_its_language_switched(
    visitors: Visitors, plan: str
) -> None:
    page = visitors.enter("leader", "desktop", scripts=False)
    page.goto(plan)
    first = page.locator("td.what").first.inner_text()
    page.locator("button[name=ban]").first.click()
    assert first not in page.locator("td.what").all_inner_texts()
    assert page.input_value("#slots_max") == "6"
    page.locator(".actions button.main").click()
    assert say("zh", "plan.accepted") in page.inner_text("#plan")
    page.click("a.switch")
    assert say("en", "plan.accepted") in page.inner_text("#plan")
