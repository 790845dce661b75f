"""A model behind a real loopback server writes; what it may not write is never shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from serving.api.app import create_app
from serving.bootstrap import build_services
from serving.settings import load_settings
from tests.recipes.llm.server import Behaviour, Served, chat_server
from tests.serving.command_line import CommandLine, prepare
from tests.serving.world import BASE, NOW, keys_of

HAVE = {"萝卜皮": 200, "豆腐": 300}
FOODS = [*HAVE, "菜籽油", "盐"]


def reply(*steps: str, foods: list[str]) -> str:
    written = [{"text": step, "cites": []} for step in steps]
    fields = {"title": "豆腐烧萝卜皮", "minutes": 20, "foods": foods, "steps": written}
    return json.dumps(fields, ensure_ascii=False)


GOOD = reply(
    "萝卜皮刷净切条，豆腐切块。",
    "锅里放菜籽油，中火下萝卜皮翻炒，放豆腐煎透。",
    "加盐翻匀出锅。",
    foods=FOODS,
)
PEANUTS = reply(
    "萝卜皮刷净切条，豆腐切块，锅里放菜籽油炒5分钟，加盐。",
    "出锅前撒一把花生碎。",
    foods=[*FOODS, "花生"],
)
MODELS: dict[str, tuple[Behaviour, str]] = {
    "a good draft": (lambda exchange: exchange.say(GOOD), "llm:toy"),
    "a good draft at once": (lambda exchange: exchange.say_at_once(GOOD), "llm:toy"),
    "peanuts": (lambda exchange: exchange.say(PEANUTS), "composer"),
    "an error": (lambda exchange: exchange.fail(500), "composer"),
}


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> Iterator[tuple[Served, str]]:
    """A model, and who must have written the answer that comes of it."""
    behave, writer = MODELS[request.param]
    with chat_server(behave) as served:
        yield served, writer


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the sample, for the recipes that are kept."""
    shutil.copytree(sample_home, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


def judge(answer: dict[str, Any], served: Served, writer: str) -> None:
    assert served.seen, "the model was never asked"
    assert answer["written_by"] == writer
    assert "花生" not in json.dumps(answer, ensure_ascii=False)
    grams = {line["name"]: line["grams"] for line in answer["ingredients"]}
    assert all(0 < grams[name] <= there for name, there in HAVE.items())


def test_over_http_the_answer_says_who_wrote_it(model: tuple[Served, str], home: Path) -> None:
    served, writer = model
    settings = load_settings(home=home, llm_base_url=served.base_url, llm_model="toy")
    services = build_services(settings, clock=lambda: NOW)
    headers = {"Authorization": f"Bearer {keys_of(services)['neighbour']}"}
    have = [{"name": name, "grams": grams} for name, grams in HAVE.items()]
    wish = {"have": have, "allergies": ["花生"], "people": 3}
    with TestClient(create_app(services)) as client:
        answer = client.post(f"{BASE}/recipes", json=wish, headers=headers)
    services.database.close()
    assert answer.status_code in (200, 201), answer.text
    judge(answer.json(), served, writer)


def test_on_the_command_line_the_answer_says_who_wrote_it(
    model: tuple[Served, str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served, writer = model
    prepare(home, monkeypatch)
    monkeypatch.setenv("LVLIN_LLM_BASE_URL", served.base_url)
    monkeypatch.setenv("LVLIN_LLM_MODEL", "toy")
    have = [word for name, grams in HAVE.items() for word in ("--have", f"{name}:{grams}g")]
    judge(
        CommandLine(home).json("recipe", *have, "--allergy", "花生", "--people", "3"),
        served,
        writer,
    )
