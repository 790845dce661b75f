"""A real Chromium over the sample community."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from community.ids import CommunityId
from serving.usecases.plan import PlanAsked, propose_plan
from tests.browser.site import Site, Visitors, served
from tests.serving.world import opened, quiet_logs, sample_home

__all__ = ["quiet_logs", "sample_home"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium; skips where there is none, but not in CI."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def site(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app over a copy of the sample, for all browser tests together."""
    home = tmp_path_factory.mktemp("browser") / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    with opened(home) as services, served(services) as site:
        yield site


@pytest.fixture
def visitors(browser: Browser, site: Site) -> Iterator[Visitors]:
    """Opens pages, and at the end finds foreign requests, missing files and complaints."""
    found = Visitors(browser, site)
    yield found
    found.check()


@pytest.fixture(scope="package")
def plan(site: Site) -> str:
    """The address of a plan of six products, solved once."""
    asked = PlanAsked(community_id=CommunityId("lvlin"), slots_max=6)
    return f"/c/lvlin/leader/plans/{propose_plan(site.services, asked).plan.id}"
