"""What holds for all pages: they fit, can be read by all, and keep to themselves."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page

from serving.messages import Lang
from tests.browser.site import SIZES, Visitors, ask, fits, say
from tests.conftest import ROOT

pytestmark = pytest.mark.browser
STATIC = ROOT / "serving/pages/static"
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
HASHES = {
    STATIC / "htmx.min.js": "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
    AXE: "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_LOOK = """async (rules) => {
  const found = await axe.run({ runOnly: rules });
  const bad = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
  return bad.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
}"""
_INK = """(text) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = "32px " + getComputedStyle(document.body).fontFamily;
  pen.fillText(text, 2, 34);
  return [...pen.getImageData(0, 0, 40, 40).data].filter((_, place) => place % 4 === 3).join();
}"""
_SMALL = """() => [...document.querySelectorAll("button, .button, .top a, input, select")]
  .filter((one) => !["checkbox", "radio"].includes(one.type) && one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().height < 44 && !one.matches(".foot button"))
  .map((one) => one.outerHTML)"""


def barriers(page: Page) -> list[str]:
    """Return what axe finds serious on the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_LOOK, _RULES)
    return found


def filled(page: Page, role: str, plan: str) -> None:
    """Fill the page of a role, with every lid open."""
    if role == "neighbour":
        page.click("#care summary")
        ask(page, ("萝卜皮", "200g"), ("豆腐", "300g"))
        page.locator("#dish").wait_for()
    elif role == "leader":
        page.goto(plan)
        page.click("#choices summary")
        page.locator(".score summary").first.click()


@pytest.mark.parametrize(("size", "lang"), [("phone", "zh"), ("desktop", "en")])
@pytest.mark.parametrize("role", ["neighbour", "leader", "host"])
def test_a_full_page_has_no_barrier_no_overflow_and_no_small_button(
    visitors: Visitors, plan: str, role: str, size: str, lang: Lang
) -> None:
    page = visitors.enter(role, size, lang)
    filled(page, role, plan)
    assert barriers(page) == []
    assert page.evaluate(_SMALL) == []
    assert fits(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_front_door_explains_a_key_that_does_not_open(
    visitors: Visitors, size: str, lang: Lang
) -> None:
    page = visitors.open(size, lang)
    page.goto("/")
    page.fill("#key", "lv_wrong")
    page.keyboard.press("Enter")
    page.get_by_text(say(lang, "entrance.bad_key")).wait_for()
    assert barriers(page) == []
    assert fits(page)
    page.click("a.switch")
    page.get_by_text(say("en" if lang == "zh" else "zh", "entrance.lead")).wait_for()


@pytest.mark.parametrize(
    ("role", "path", "code"),
    [
        (None, "/c/lvlin/leader", 401),
        ("host", "/c/lvlin/leader", 403),
        ("neighbour", "/c/lvlin/recipes/nothing", 404),
        ("neighbour", "/c/lvlin/nothing", 404),
    ],
)
def test_a_page_that_does_not_open_says_what_to_do_in_the_readers_language(
    visitors: Visitors, role: str | None, path: str, code: int
) -> None:
    page = visitors.enter(role) if role else visitors.open()
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == code
    assert say("zh", f"error.{code}.do") in page.inner_text("main")
    assert fits(page)


def test_leaving_forgets_the_key(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    page.get_by_role("button", name=say("zh", "site.leave")).click()
    page.locator("#key").wait_for()
    answer = page.goto("/c/lvlin/")
    assert answer is not None
    assert answer.status == 401


def test_who_has_a_key_comes_home_from_the_front_door(visitors: Visitors) -> None:
    page = visitors.enter("host")
    page.goto("/")
    assert page.url.endswith("/c/lvlin/host")


def test_scripts_can_neither_read_the_key_nor_run_inline(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    assert page.evaluate("document.cookie") == ""
    page.evaluate(
        "const script = document.createElement('script');"
        "script.textContent = 'window.ran = true'; document.body.append(script)"
    )
    assert page.evaluate("window.ran") is None
    assert visitors.seen.complaints  # the browser says that it refused
    visitors.seen.complaints.clear()


def test_chinese_is_drawn_with_glyphs_and_not_with_boxes(visitors: Visitors) -> None:
    page = visitors.enter("neighbour")
    one, other, box = (page.evaluate(_INK, text) for text in ("邻", "绿", "\U0010fffd"))
    assert len({one, other, box}) == 3
    assert any(figure != "0" for figure in one.split(","))


@pytest.mark.parametrize("path", list(HASHES), ids=lambda path: path.name)
def test_a_vendored_script_is_the_one_its_makers_published(path: Path) -> None:
    assert hashlib.sha256(path.read_bytes()).hexdigest() == HASHES[path]
    licences = list(path.parent.glob(f"{path.name.split('.')[0]}.LICENSE*"))
    assert licences != []


def test_our_own_script_stays_short() -> None:
    lines = sum(
        len(path.read_text(encoding="utf-8").splitlines())
        for path in STATIC.glob("*.js")
        if path not in HASHES
    )
    assert 0 < lines < 300
