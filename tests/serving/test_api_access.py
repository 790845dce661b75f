"""Who may do what over HTTP."""

from __future__ import annotations

import pytest

from serving.pages.session import KEY_COOKIE
from serving.services import Services
from tests.serving.world import BASE, Api


def test_without_a_key_nothing_of_a_community_is_told(api: Api) -> None:
    answer = api("GET", "/products", role=None)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", ["nonsense", "lv_aaaaaaaa_" + "x" * 43, "Bearer", ""])
def test_a_bad_key_is_refused_without_saying_why(api: Api, text: str) -> None:
    answer = api.client.get(f"{BASE}/products", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("host", "GET", "/neighbours"),
        ("host", "GET", "/orders"),
        ("host", "POST", "/recipes"),
        ("host", "POST", "/plans"),
        ("host", "GET", "/notes"),
        ("neighbour", "GET", "/plans"),
        ("neighbour", "GET", "/neighbours"),
        ("neighbour", "PUT", "/products/p-qincai"),
        ("leader", "PUT", "/suppliers/s-dongwu"),
        ("leader", "PUT", "/notes/baicai-doufu-bao/status"),
    ],
)
def test_a_key_without_the_scope_is_refused(api: Api, role: str, method: str, path: str) -> None:
    answer = api(method, path, role=role, json={})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:lvlin:problem:scope-missing"


def test_a_livestream_key_cannot_read_one_neighbours_taste(api: Api) -> None:
    assert api("POST", "/recommendations", "host", json={"neighbour_id": "n002"}).status_code == 403


def test_picks_for_a_very_small_audience_are_nobodys_picks(api: Api) -> None:
    anybody = api("POST", "/picks", "host", json={"n": 8}).json()["items"]
    one = api("POST", "/picks", "host", json={"n": 8, "audience": ["n002"]}).json()["items"]
    assert one == anybody


def test_a_neighbours_key_opens_that_neighbours_things_only(api: Api) -> None:
    assert api("GET", "/neighbours/n001", "neighbour").status_code == 200
    assert api("GET", "/neighbours/n002", "neighbour").status_code == 403
    assert api("GET", "/orders?neighbour_id=n002", "neighbour").status_code == 403
    own = api("GET", "/orders", "neighbour").json()["items"]
    assert {order["neighbour_id"] for order in own} == {"n001"}
    assert api("POST", "/recommendations", "neighbour", json={"neighbour_id": "n001"}).is_success
    other = api("POST", "/recommendations", "neighbour", json={"neighbour_id": "n002"})
    assert other.status_code == 403


def test_a_key_of_one_community_does_not_open_another(api: Api) -> None:
    answer = api("GET", "/v1/communities/elsewhere/products", "admin")
    assert answer.status_code == 403


def test_allergies_and_diets_are_in_no_list_of_neighbours(
    api: Api, shared_services: Services
) -> None:
    page = api("GET", "/neighbours?limit=300", "admin").json()["items"]
    assert len(page) == 300
    with shared_services.database.read() as store:
        assert store.counts("lvlin")["care"] > 50  # type: ignore[arg-type]
    assert all(not (n["allergies"] or n["diets"] or n["groups"]) for n in page)


def test_every_operation_under_v1_asks_for_a_key(api: Api) -> None:
    document = api.client.get("/openapi.json").json()
    tried = 0
    for path, operations in document["paths"].items():
        if not path.startswith("/v1/"):
            continue
        for method in operations:
            url = path.replace("{community}", "lvlin")
            for name in ("thing", "neighbour", "plan", "recipe", "note"):
                url = url.replace(f"{{{name}}}", "x")
            answer = api.client.request(method, url, json={})
            assert answer.status_code == 401, (method, path, answer.status_code)
            tried += 1
    assert tried >= 20


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, True),
        ({"Origin": "https://evil.example"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, False),
    ],
)
def test_a_form_sent_from_another_site_is_refused(
    api: Api, headers: dict[str, str], refused: bool
) -> None:
    cookie = {"Cookie": f"{KEY_COOKIE}={api.keys['leader']}"}
    answer = api.client.post(
        "/c/lvlin/leader/plans",
        data={"slots_max": "5"},
        headers=cookie | headers,
        follow_redirects=True,
    )
    assert answer.status_code != 404
    assert (answer.status_code == 403) is refused
