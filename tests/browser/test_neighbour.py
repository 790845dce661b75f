"""A neighbour with leftovers, a phone or a desktop, in Chinese or English."""

from __future__ import annotations

import pytest

from community.ids import CommunityId
from community.models import EventType
from serving.messages import Lang
from tests.browser.site import SIZES, Site, Visitors, ask, fits, say

pytestmark = pytest.mark.browser
LVLIN = CommunityId("lvlin")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_a_neighbour_gets_a_recipe_for_what_is_left(
    visitors: Visitors, size: str, lang: Lang
) -> None:
    page = visitors.enter("neighbour", size, lang)
    assert page.url == f"{visitors.site.url}/c/lvlin/"  # the key has left the address
    page.click("#care summary")
    assert page.get_by_label(say_peanut(lang), exact=True).is_checked()  # as consented before
    ask(page, ("萝卜皮", "200g"), ("豆腐", "300g"))
    answer = page.locator("#answer")
    assert "200 g" in answer.inner_text()
    assert answer.locator(".steps li").count() >= 3
    assert answer.locator(".label").inner_text() != ""
    assert say(lang, "recipe.method") in answer.inner_text()
    assert answer.locator("a.cite").first.get_attribute("href").startswith("/c/lvlin/notes/")
    assert page.input_value("#have-0-name") == "萝卜皮"
    assert "/recipes/" in page.url  # a reload shows the recipe again
    assert fits(page)


def say_peanut(lang: Lang) -> str:
    return "花生" if lang == "zh" else "peanut"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_dangerous_wish_is_refused_with_what_to_do_instead(
    visitors: Visitors, lang: Lang
) -> None:
    page = visitors.enter("neighbour", lang=lang)
    ask(page, ("发芽土豆", "300g"))
    told = page.locator("#answer [role=alert]").inner_text()
    assert say(lang, "recipe.refused") in told
    assert say(lang, "recipe.instead").strip() in told
    assert page.locator("#answer .steps").count() == 0


def test_a_word_nobody_knows_is_shown_as_not_recognised(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    ask(page, ("魔法石", "1个"), ("白菜", "300g"))
    assert say("zh", "recipe.unrecognised", names="魔法石") in page.locator("#answer").inner_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_allergy_nobody_knows_stops_the_recipe_and_names_the_word(
    visitors: Visitors, lang: Lang
) -> None:
    page = visitors.enter("neighbour", lang=lang)
    page.click("#care summary")
    page.fill("#allergies", "呱呱籽")
    ask(page, ("豆腐", "300g"))
    told = page.locator("#answer [role=alert]")
    assert say(lang, "fault.allergies", value="呱呱籽") in told.inner_text()
    told.locator("a").click()
    assert page.locator("#allergies:focus").count() == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_amount_that_cannot_be_read_is_named_in_the_readers_words(
    visitors: Visitors, lang: Lang
) -> None:
    page = visitors.enter("neighbour", lang=lang)
    ask(page, ("白菜", "200g"), ("豆腐", "好多好多"))
    told = page.locator("#answer [role=alert]").inner_text()
    assert say(lang, "fault.have.grams", row=2, name="豆腐", value="好多好多") in told
    assert "/have" not in told


def test_a_chip_from_the_last_order_fills_a_row(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    chip = page.locator("[data-chip]").first
    name = chip.get_attribute("data-chip")
    chip.click()
    assert page.input_value("#have-0-name") == name
    assert page.locator("#have-0-grams:focus").count() == 1


def test_a_row_more_has_names_and_labels_of_its_own(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    page.click("[data-add-row]")
    assert page.locator("#have-3-name:focus").get_attribute("aria-label") == "食材 4"
    ids = page.eval_on_selector_all("[id]", "all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_the_lid_of_the_diets_tells_what_is_ticked(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    page.click("#care summary")
    page.get_by_label("芝麻", exact=True).check()
    assert "芝麻" in page.locator("#care summary").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_telling_how_it_was_is_kept_as_an_event(
    visitors: Visitors, site: Site, scripts: bool
) -> None:
    page = visitors.enter("neighbour", scripts=scripts)
    ask(page, ("萝卜皮", "200g"), ("豆腐", "300g"))
    action = page.locator("#outcome").get_attribute("action") or ""
    page.click("#outcome button[value=changed]")
    page.get_by_text(say("zh", "outcome.thanks")).wait_for()
    recipe = action.split("/")[-2]
    with site.services.database.read() as store:
        told = [store.events.get(LVLIN, f"{kind}-{recipe}") for kind in ("cook", "rate")]
    assert [event.type for event in told] == [EventType.COOK, EventType.RATE]
    assert {event.neighbour_id for event in told} == {"n001"}
    assert {event.recommendation_id for event in told} == {recipe}


def test_without_scripts_the_form_answers_and_keeps_what_was_typed(visitors: Visitors) -> None:
    page = visitors.enter("neighbour", scripts=False)
    page.fill("#have-0-name", "豆腐")
    page.fill("#have-0-grams", "很多很多")
    page.fill("#people", "4")
    page.click("#wish button.main")
    assert page.locator("#have-0-grams[aria-invalid=true]").input_value() == "很多很多"
    page.fill("#have-0-grams", "300g")
    page.click("#wish button.main")
    assert page.locator("#answer .steps li").count() >= 2
    assert page.input_value("#people") == "4"
    assert say("zh", "recipe.head", people=4, minutes="")[:4] in page.inner_text("#answer")


def test_the_form_can_be_filled_with_the_keyboard_alone(visitors: Visitors) -> None:
    page = visitors.enter("neighbour", "desktop")
    for target, words in (("have-0-name", "豆腐"), ("have-0-grams", "300g")):
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == target:
                break
        page.keyboard.type(words)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#wish button.main')"):
            break
    page.keyboard.press("Enter")
    page.locator("#dish").wait_for()
    assert page.evaluate("document.activeElement.id") == "dish"  # read out from the title


def test_a_lost_connection_is_told_and_nothing_typed_is_lost(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    page.fill("#have-0-name", "豆腐")
    page.route("**/recipes", lambda route: route.abort())
    page.click("#wish button.main")
    page.get_by_text(say("zh", "fault.offline")).wait_for()
    assert page.input_value("#have-0-name") == "豆腐"
    page.unroute("**/recipes")
    visitors.seen.complaints.clear()  # htmx logs the failure that was made here


def test_a_citation_leads_to_its_note_with_source_and_licence(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    ask(page, ("萝卜皮", "200g"), ("豆腐", "300g"))
    page.locator("a.cite").first.click()
    page.locator("article.reading").wait_for()
    assert "许可" in page.locator("article.reading").inner_text()
    assert fits(page)
