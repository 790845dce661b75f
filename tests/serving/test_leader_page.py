"""The leader's page without a browser: every question works as a plain form."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

import pytest

from serving.messages import Lang, messages
from serving.pages.session import KEY_COOKIE
from tests.serving.world import Api

_PAGE = "/c/lvlin/leader"


class Browser:
    """Sends forms as a browser without scripts does, with the leader's key in a cookie."""

    def __init__(self, api: Api, lang: Lang = "zh") -> None:
        self.api = api
        self.lang = lang

    def __call__(self, method: str, path: str, *, part: bool = False, **sent: Any) -> str:
        headers = {"cookie": f"{KEY_COOKIE}={self.api.keys['leader']}; lvlin_lang={self.lang}"}
        if part:
            headers["hx-request"] = "true"
        answer = self.api.client.request(method, path, headers=headers, **sent)
        assert answer.status_code == 200, answer.text
        assert ("<html" in answer.text) is not part
        return html.unescape(answer.text)


@pytest.fixture(scope="module")
def plan(api: Api) -> Mapping[str, Any]:
    made = api("POST", "/plans", "leader", json={"slots_max": 8})
    found: Mapping[str, Any] = made.json()
    return found


def _say(code: str, lang: Lang = "zh", **params: object) -> str:
    return messages(lang).say(code, **params)


@pytest.mark.parametrize("part", [True, False])
def test_what_if_shows_what_goes_and_offers_to_plan_it_so(
    api: Api, plan: Mapping[str, Any], part: bool
) -> None:
    browser, gone = Browser(api), plan["lines"][0]
    sent = {"sustainability": "60", "fate": ["", f"ban:{gone['product_id']}"]}
    page = browser("POST", f"{_PAGE}/plans/{plan['id']}/what-if", part=part, data=sent)
    assert _say("change.leaving") in page
    assert f"－ {gone['name']} ×{gone['packs']}" in page
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    assert ("bans", gone["product_id"]) in hidden
    assert ("sustainability", "60") in hidden
    data: dict[str, list[str]] = {}
    for name, value in hidden:
        data.setdefault(name, []).append(value)
    planned = browser("POST", f"{_PAGE}/plans", data=data)
    assert f'value="{gone["product_id"]}" checked' in planned
    assert gone["name"] not in re.findall(r'class="what"><strong>(.*?)<', planned)


def test_what_if_a_price_is_no_number_or_nothing_fits_is_said(
    api: Api, plan: Mapping[str, Any]
) -> None:
    browser, path = Browser(api), f"{_PAGE}/plans/{plan['id']}/what-if"
    line = plan["lines"][0]
    wrong = {"priced": line["product_id"], "price": "五块"}
    assert _say("fault.prices") in browser("POST", path, part=True, data=wrong)
    suppliers = [x["supplier_id"] for x in plan["lines"]]
    both = {"fate": f"lock:{line['product_id']}", "supplier_outage": suppliers}
    told = browser("POST", path, part=True, data=both)
    assert _say("fix.locks") in told
    assert line["name"] in told


def test_why_a_product_is_missing_is_answered_by_name(api: Api, plan: Mapping[str, Any]) -> None:
    path = f"{_PAGE}/plans/{plan['id']}/why-not"
    name = plan["lines"][0]["name"]
    for lang in ("zh", "en"):
        said = Browser(api, lang)("GET", path, params={"product": name})
        packs = plan["lines"][0]["packs"]
        assert _say("why_not.chosen", lang, name=name, packs=packs) in said
    unknown = Browser(api)("GET", path, part=True, params={"product": "没有这样"})
    assert _say("why_not.unknown", name="没有这样") in unknown


def test_the_tradeoff_is_drawn_and_told_in_a_table(api: Api, plan: Mapping[str, Any]) -> None:
    page = Browser(api, "en")("GET", f"{_PAGE}/plans/{plan['id']}/tradeoff")
    points = api("GET", f"/plans/{plan['id']}/tradeoff", "leader").json()["points"]
    assert page.count('<circle class="dot"') + page.count('<circle class="now"') == len(points)
    assert page.count('<circle class="now"') == 1
    for point in points:
        assert f'<td class="number">{point["sustainability"]}</td>' in page


def test_who_must_not_fail_is_listed(api: Api, plan: Mapping[str, Any]) -> None:
    page = Browser(api)("GET", f"{_PAGE}/plans/{plan['id']}/resilience")
    listed = page.partition('id="outage-list"')[2]
    assert all(line["supplier"] in listed for line in plan["lines"])


def test_every_condition_of_the_form_reaches_the_plan(api: Api) -> None:
    data = {
        "week": "2026-W49",
        "slots_max": "9",
        "slots_min": "6",
        "cold_boxes": "20",
        "max_repeats": "5",
        "category_limits": "叶菜 -3、豆制品 1-2",
        "essentials": "豆=老豆腐 ×12",
        "prices": "",
        "waste": "80",
    }
    page = Browser(api)("POST", f"{_PAGE}/plans", data=data)
    plans = api("GET", "/plans?limit=500", "leader").json()["items"]
    address = re.search(r"leader/plans/(\w+)/accept", page)
    assert address is not None
    plan = next(p for p in plans if p["id"] == address[1])
    states = {s["name"] for s in plan["constraints"]}
    assert {"cold_chain", "max_repeats", "category_limits:叶菜", "essentials:豆"} <= states
    again = Browser(api)("GET", f"{_PAGE}/plans/{plan['id']}")
    for value in ("叶菜 -3、豆制品 1-2", "×12"):
        assert value in again
    same = api("POST", f"/plans/{plan['id']}/what-if", "leader", json={}).json()
    assert same["before"] == same["after"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category_limits", "叶菜很多"),
        ("category_limits", "蔬莱 2-5"),
        ("essentials", "老豆腐"),
        ("prices", "没有这样=3"),
        ("cold_boxes", "-1"),
        ("max_repeats", "1.5"),
        ("within_km", "近"),
    ],
)
def test_a_condition_that_cannot_be_read_is_named(api: Api, field: str, value: str) -> None:
    data = {"week": "2026-W49", "slots_max": "5", field: value}
    page = Browser(api)("POST", f"{_PAGE}/plans", data=data)
    words = value.partition(" ")[0] if value.startswith("蔬") else ""
    assert _say(f"fault.{field}", value=words) in page
    assert f'href="#{field}"' in page


def test_a_poll_is_started_shown_and_closed(fresh_api: Api) -> None:
    plan = fresh_api("POST", "/plans", "leader", json={"slots_max": 8}).json()
    browser, path = Browser(fresh_api), f"{_PAGE}/plans/{plan['id']}/polls"
    shown = browser("POST", path, part=True, data={"option": ["p-laodoufu", "p-yuqian"]})
    poll = re.findall(r"polls/(\w+)/close", shown)[0]
    open_now = {p["id"]: p for p in fresh_api("GET", "/polls?limit=500").json()["items"]}
    assert open_now[poll]["open"]
    assert open_now[poll]["question"] in browser("GET", f"{_PAGE}/plans/{plan['id']}")
    browser("POST", f"{path}/{poll}/close", part=True, data={})
    assert not fresh_api("GET", f"/polls/{poll}").json()["open"]
