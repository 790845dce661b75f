"""Who looks at a page: a key in a cookie that scripts cannot read, and a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from community.errors import AccessDenied, ScopeMissing
from community.ids import CommunityId
from community.models import AccessKey
from serving.api.context import CommunityPath, ServicesNow
from serving.keys import check_scope
from serving.messages import Lang, choose_lang

KEY_COOKIE, LANG_COOKIE = "lvlin_key", "lvlin_lang"
DOORS = {
    "neighbour": {"recipes:write", "admin"},
    "leader": {"plans:write", "admin"},
    "host": {"overlay:read", "plans:write", "admin"},
}
_OWN = {"same-origin", "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody with a key, in a community, who reads one language."""

    community_id: CommunityId
    key: AccessKey
    lang: Lang

    @property
    def doors(self) -> tuple[str, ...]:
        """The pages that the key opens."""
        return tuple(page for page, scopes in DOORS.items() if scopes & self.key.scopes)


def language(request: Request) -> Lang:
    """Return the page's language: `?lang=`, then the cookie, then what the browser prefers."""
    asked = request.query_params.get("lang") or request.cookies.get(LANG_COOKIE)
    return choose_lang(asked, request.headers.get("accept-language"))


PageLang = Annotated[Lang, Depends(language)]


def visitor(scope: str) -> Callable[..., Visitor]:
    """Return a dependency that lets in who has a key with `scope` in their cookie.

    A form sent from another site is refused.
    """

    def enter(
        request: Request, services: ServicesNow, community: CommunityPath, lang: PageLang
    ) -> Visitor:
        if request.method != "GET":
            refuse_foreign_forms(request)
        text = request.cookies.get(KEY_COOKIE)
        if text is None:
            raise AccessDenied("open your personal link first")
        key = services.keyring.find(text)
        check_scope(key, CommunityId(community), scope)
        services.keys_allowance.take(key.id)
        return Visitor(community_id=CommunityId(community), key=key, lang=lang)

    return enter


def refuse_foreign_forms(request: Request) -> None:
    """Raise ScopeMissing for a request that another site's page made the browser send."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if (site is not None and site not in _OWN) or (origin not in (None, "null", here)):
        raise ScopeMissing("this form was sent from another site")
