"""The front door: a key in, a cookie out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from community.errors import AccessDenied
from community.models import AccessKey
from serving.api.context import ServicesNow
from serving.pages.render import render
from serving.pages.session import KEY_COOKIE, PageLang, refuse_foreign_forms

router = APIRouter()
_DAYS_30 = 30 * 24 * 3600


@router.get("/")
def front_door(request: Request, services: ServicesNow, lang: PageLang) -> Response:
    """Say what this is and ask for a key; who has one already goes on to their page."""
    try:
        return RedirectResponse(
            home_of(services.keyring.find(request.cookies.get(KEY_COOKIE, ""))), 303
        )
    except AccessDenied:
        pass
    return render(request, "entrance.html", lang, {"problem": ""})


@router.get("/enter")
def enter_by_link(
    request: Request,
    services: ServicesNow,
    lang: PageLang,
    key: Annotated[str, Query(max_length=200)] = "",
    to: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """Open a personal link: the key leaves the address at once."""
    return _enter(request, services, lang, key.strip(), to)


@router.post("/enter")
def enter_by_form(
    request: Request,
    services: ServicesNow,
    lang: PageLang,
    key: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Take a key typed by hand."""
    refuse_foreign_forms(request)
    return _enter(request, services, lang, key.strip(), "")


@router.post("/leave")
def leave(request: Request) -> Response:
    """Forget the key."""
    refuse_foreign_forms(request)
    response = RedirectResponse("/", 303)
    response.delete_cookie(KEY_COOKIE)
    return response


def _enter(request: Request, services: ServicesNow, lang: PageLang, text: str, to: str) -> Response:
    try:
        key = services.keyring.find(text)
    except AccessDenied:
        values = {"problem": "entrance.bad_key", "here": "/"}
        return render(request, "entrance.html", lang, values, status=401)
    response = RedirectResponse(_inside(to) or home_of(key), 303)
    response.set_cookie(
        KEY_COOKIE,
        text,
        max_age=_DAYS_30,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def home_of(key: AccessKey) -> str:
    """Return the page that a key is for."""
    base = f"/c/{key.community_id}/"
    if key.scopes & {"plans:write", "admin"}:
        return f"{base}leader"
    return base if "recipes:write" in key.scopes else f"{base}host"


def _inside(to: str) -> str:
    """Return `to` if it is a page of ours, else nothing."""
    parts = urlsplit(to)
    ours = to.startswith("/c/") and not parts.scheme and not parts.netloc and "\\" not in to
    return to if ours else ""
