"""The whole service over PostgreSQL: the sample community, trained, asked over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from fastapi.testclient import TestClient

from serving.api.app import create_app
from serving.bootstrap import build_services
from serving.settings import load_settings
from tests.postgres import cluster
from tests.serving.world import NOW, Api, keys_of

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    home: Path = tmp_path_factory.mktemp("home")
    with cluster() as url:
        services = build_services(load_settings(home=home, database_url=url), clock=lambda: NOW)
        services.database.migrate()
        keys = keys_of(services)
        with TestClient(create_app(services)) as client:
            yield Api(client, keys)
        services.database.close()


def test_everything_that_is_asked_every_week_works_on_postgresql(api: Api) -> None:
    assert api.client.get("/readyz").json() == {"status": "ready", "problems": []}
    picks = api("GET", "/picks?n=5", "host").json()["items"]
    assert len(picks) == 5
    wish = {"have": [{"name": "萝卜皮", "grams": 200}], "allergies": ["花生"]}
    assert api("POST", "/recipes", "neighbour", json=wish).status_code == 201
    plan = api("POST", "/plans", "leader", json={"slots_max": 10}).json()
    accepted = api("POST", f"/plans/{plan['id']}/accept", "leader").json()
    assert accepted["status"] == "accepted"
    offers = api("GET", f"/offers?week={plan['week']}&limit=500", "host").json()["items"]
    assert len(offers) == len(plan["lines"])
