"""The message catalogue: every sentence a person reads, by code, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from babel.messages.pofile import read_po

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Messages:
    """The sentences of one language."""

    lang: Lang
    texts: Mapping[str, str]

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return "、" if self.lang == "zh" else ", "

    @property
    def colon(self) -> str:
        """What stands before what is about to be named."""
        return "：" if self.lang == "zh" else ": "

    def say(self, code: str, **params: object) -> str:
        """Return the sentence `code` with its `{places}` filled; the code itself when unknown.

        Parameters are put in as they are and never read as a template themselves.
        """
        text = self.texts.get(code)
        if text is None:
            return code
        return text.format_map(_Known(params)) if "{" in text else text


class _Known(dict[str, object]):
    """Leaves a place whose value is missing empty."""

    def __missing__(self, _: str) -> str:
        return ""


@cache
def messages(lang: Lang) -> Messages:
    """Return the catalogue of `lang`, read once from serving/messages/<lang>.po."""
    with (files("serving.messages") / f"{lang}.po").open("rb") as file:
        catalog = read_po(file, locale=lang)
    return Messages(lang, {str(m.id): str(m.string) for m in catalog if m.id and m.string})


def choose_lang(asked: str | None, accepted: str | None = None) -> Lang:
    """Return the language asked for, else the first accepted one that we have, else Chinese."""
    for text in (asked or "", *(accepted or "").split(",")):
        if text.strip().lower().startswith("en"):
            return "en"
        if text.strip().lower().startswith("zh"):
            return "zh"
    return "zh"
