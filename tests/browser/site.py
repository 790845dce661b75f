"""The app on a loopback port, and a browser that notices everything it should not see."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from serving.api.app import create_app
from serving.messages import Lang, messages
from serving.services import Services
from tests.serving.world import keys_of

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
LOCALES: Mapping[str, str] = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class Site:
    """Where the app listens, its services, and the demo keys by role."""

    url: str
    services: Services
    keys: Mapping[str, str]


@contextmanager
def served(services: Services) -> Iterator[Site]:
    """Serve the app on a free loopback port in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(services), log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield Site(url, services, keys_of(services))
        finally:
            server.should_exit = True
            thread.join()


@dataclass
class Seen:
    """What went over the wire and what the console said."""

    addresses: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


class Visitors:
    """Opens pages as one role each; `check` finds what no page may do."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.seen = Seen()
        self.contexts: list[BrowserContext] = []

    def open(self, size: str = "phone", lang: Lang = "zh", *, scripts: bool = True) -> Page:
        """Return a fresh page without a key."""
        width, height = SIZES[size]
        context = self.browser.new_context(
            base_url=self.site.url,
            viewport={"width": width, "height": height},
            locale=LOCALES[lang],
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.seen.addresses.append(request.url))
        page.on("response", self._response)
        page.on("pageerror", lambda error: self.seen.complaints.append(str(error)))
        page.on("console", self._console)
        return page

    def enter(
        self, role: str, size: str = "phone", lang: Lang = "zh", *, scripts: bool = True
    ) -> Page:
        """Return the page that a personal link leads to."""
        page = self.open(size, lang, scripts=scripts)
        page.goto(f"/enter?key={self.site.keys[role]}")
        return page

    def check(self) -> None:
        """Fail when anything left the origin, a file was missing or the console complained."""
        for context in self.contexts:
            context.close()
        away = [url for url in self.seen.addresses if not url.startswith(f"{self.site.url}/")]
        assert away == []
        assert self.seen.broken == []
        assert self.seen.complaints == []

    def _response(self, response: Any) -> None:
        if response.status >= 500 or ("/static/" in response.url and response.status >= 400):
            self.seen.broken.append(f"{response.status} {response.url}")

    def _console(self, message: Any) -> None:
        # A page answered with 4xx is said so by the browser; whether it should is tested apart.
        told = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not told:
            self.seen.complaints.append(message.text)


def say(lang: Lang, code: str, **params: object) -> str:
    return messages(lang).say(code, **params)


def fits(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def ask(page: Page, *rows: tuple[str, str]) -> None:
    """Fill the neighbour's form and wait for the answer."""
    for place, (name, quantity) in enumerate(rows):
        page.fill(f"#have-{place}-name", name)
        page.fill(f"#have-{place}-grams", quantity)
    page.click("#wish button.main")
    settle(page)


def propose(page: Page, **fields: str) -> None:
    """Fill the leader's form and wait for the plan."""
    for name, value in fields.items():
        page.fill(f"#{name}", value)
    page.click("#settings > button.main")
    settle(page)


def settle(page: Page) -> None:
    """Wait until what was asked for is on the page."""
    page.wait_for_load_state()
    busy = page.locator(".htmx-request, .htmx-swapping, .htmx-settling")
    busy.first.wait_for(state="detached")
