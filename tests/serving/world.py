"""The sample community in a folder of its own, and the app over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from fastapi.testclient import TestClient

from serving.api.app import create_app
from serving.bootstrap import build_services
from serving.services import Services
from serving.settings import load_settings
from serving.usecases.demo import prepare_demo

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
BASE = "/v1/communities/lvlin"


@pytest.fixture(scope="session", autouse=True)
def quiet_logs() -> None:
    """Let log lines go nowhere; the default renderer draws every local of a traceback."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()],
        logger_factory=structlog.ReturnLoggerFactory(),
    )


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample community, trained, and its demo keys; not to be changed."""
    home = tmp_path_factory.getbasetemp() / "sample-home"
    if home.exists():  # made already for another folder of tests
        return home
    with opened(home) as services:
        prepare_demo(services, step=lambda _: None)
    return home


@contextmanager
def opened(home: Path) -> Iterator[Services]:
    services = build_services(load_settings(home=home), clock=lambda: NOW)
    services.database.migrate()
    try:
        yield services
    finally:
        services.database.close()


@pytest.fixture(scope="session")
def shared_services(sample_home: Path) -> Iterator[Services]:
    """Services over the sample; what a test writes stays there, so only reading tests take it."""
    with opened(sample_home) as services:
        yield services


@pytest.fixture
def services(sample_home: Path, tmp_path: Path) -> Iterator[Services]:
    """Services over a copy of the sample that the test may change."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    with opened(home) as made:
        yield made


def keys_of(services: Services) -> Mapping[str, str]:
    return prepare_demo(services, step=lambda _: None)


class Api:
    """A client that speaks as one role."""

    def __init__(self, client: TestClient, keys: Mapping[str, str]) -> None:
        self.client = client
        self.keys = keys

    def __call__(self, method: str, path: str, role: str | None = "admin", **parts: object):  # type: ignore[no-untyped-def]
        headers = {"Authorization": f"Bearer {self.keys[role]}"} if role else {}
        url = path if path.startswith("/v1") or path.startswith("/c/") else f"{BASE}{path}"
        return self.client.request(method, url, headers=headers, **parts)


@pytest.fixture(scope="session")
def api(shared_services: Services) -> Iterator[Api]:
    """The app over the shared sample, for tests that only read or add what nobody counts."""
    with TestClient(create_app(shared_services), raise_server_exceptions=False) as client:
        yield Api(client, keys_of(shared_services))


@pytest.fixture
def fresh_api(services: Services) -> Iterator[Api]:
    """The app over a copy of the sample that the test may change."""
    with TestClient(create_app(services), raise_server_exceptions=False) as client:
        yield Api(client, keys_of(services))
