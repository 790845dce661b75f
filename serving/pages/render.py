"""Templates to pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from serving.messages import LANGS, Lang, messages
from serving.pages.session import LANG_COOKIE, Visitor

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
    """Return a template as a page in `lang`; a language chosen in the address is remembered.

    A value `here` is the address that shows this page again, where that is not the request's own.
    """
    other: Lang = "en" if lang == "zh" else "zh"
    shown = {
        "t": messages(lang).say,
        "lang": lang,
        "other": other,
        "comma": messages(lang).comma,
        "colon": messages(lang).colon,
        "switch": _in_language(request, other, values.get("here")),
        "doors": (),
        "community": "",
        **values,
    }
    html = environment().get_template(template).render(shown)
    response = HTMLResponse(html, status, headers={"Cache-Control": "private, no-store"})
    if request.query_params.get("lang") in LANGS:
        response.set_cookie(LANG_COOKIE, lang, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def render_for(
    request: Request, template: str, visitor: Visitor, values: Mapping[str, Any]
) -> HTMLResponse:
    """Return a page for somebody with a key: in their language, with the doors it opens."""
    known = {"community": visitor.community_id, "doors": visitor.doors}
    return render(request, template, visitor.lang, {**known, **values})


def wants_fragment(request: Request) -> bool:
    """Whether htmx asked for a part of the page rather than the browser for all of it."""
    return request.headers.get("hx-request") == "true"


def _in_language(request: Request, lang: Lang, here: str | None) -> str:
    """Return the address of the same page in `lang`; the key of a link is not carried along."""
    asked = () if here or request.method != "GET" else request.query_params.multi_items()
    kept = [(name, value) for name, value in asked if name not in ("lang", "key")]
    return f"{here or request.url.path}?{urlencode([*kept, ('lang', lang)])}"
