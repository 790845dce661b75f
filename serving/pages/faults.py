"""What went wrong, in the reader's words: which field, what was typed, what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from community.errors import InvalidField, LvlinError
from serving.messages import Lang, messages

_ROW = re.compile(r"/(\d+)(?=/|$)")
_TABLES = ("category_limits", "essentials", "prices")
_ANSWERS = {"conflict", "infeasible", "not-found", "not-trained", "unavailable"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence, and the id of the input to go back to ("" when it is no field's fault)."""

    text: str
    field: str = ""


def explain(error: LvlinError, lang: Lang, typed: Mapping[str, str]) -> Fault:
    """Return `error` as a sentence in `lang`; `typed` is what was typed, by JSON pointer."""
    say = messages(lang).say
    if not isinstance(error, InvalidField):
        return Fault(say(f"fault.{error.code if error.code in _ANSWERS else 'other'}"))
    pointer = error.pointer.removeprefix("/constraints")
    row = _ROW.search(pointer)
    code = "fault." + _ROW.sub("", pointer).strip("/").replace("/", ".")
    if code not in messages(lang).texts:  # of a table, such as /category_limits/叶菜
        code, last = f"fault.{pointer.split('/')[1]}", pointer.rpartition("/")[2]
        typed = {pointer: last, **typed}
    if code not in messages(lang).texts:
        return Fault(say("fault.other"))
    name = typed.get(f"/have/{row[1]}/name", "") if row else ""
    text = say(code, row=int(row[1]) + 1 if row else "", name=name, value=typed.get(pointer, ""))
    return Fault(text, field_id(pointer))


def field_id(pointer: str) -> str:
    """Return the id of the input for a pointer: `have-0-grams` for `/have/0/grams`."""
    listed = ("allergies", "diets", "groups", "locks", "bans", *_TABLES)
    parts = pointer.strip("/").split("/")
    if parts[0] in listed:
        return parts[0]
    return "have-0-name" if parts == ["have"] else "-".join(parts)
