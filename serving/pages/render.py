"""Templates to pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from serving.messages import LANGS, Lang, messages
from serving.pages.session import LANG_COOKIE

_YEAR = 365 * 24 * 3600


@cache
def environment() -> Environment:
    """Return the template environment: everything escaped, a missing value is an error."""
    return Environment(
        loader=PackageLoader("serving.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(
    request: Request, template: str, lang: Lang, values: Mapping[str, Any], *, status: int = 200
) -> HTMLResponse:
    """Return a template as a page in `lang`; a language chosen in the address is remembered."""
    say = messages(lang).say
    html = (
        environment()
        .get_template(template)
        .render(
            t=say, lang=lang, path=request.url.path, other="en" if lang == "zh" else "zh", **values
        )
    )
    response = HTMLResponse(html, status, headers={"Cache-Control": "private, no-store"})
    if request.query_params.get("lang") in LANGS:
        response.set_cookie(LANG_COOKIE, lang, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def wants_fragment(request: Request) -> bool:
    """Whether htmx asked for a part of the page rather than the browser for all of it."""
    return request.headers.get("hx-request") == "true"
