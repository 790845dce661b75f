"""The neighbour's form as it was filled in, so that nothing typed is ever lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import Form

from community.errors import InvalidField
from community.models import Care, Neighbour
from recipes.reading import read_have
from recipes.request import Have, RecipeRequest
from serving.messages import Lang

Words = Annotated[list[str] | None, Form(max_length=60)]
Short = Annotated[str, Form(max_length=200)]
_ROWS, _PEOPLE, _MINUTES = 3, range(1, 51), range(5, 601)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is left, as typed."""

    name: str = ""
    quantity: str = ""
    use_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Everything on the form; ticked boxes are ids, the rest is as typed."""

    rows: tuple[Row, ...] = ()
    people: str = "2"
    minutes: str = ""
    allergies: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    other_allergies: str = ""
    other_diets: str = ""
    dislikes: str = ""

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """The rows with some empty ones to go on."""
        empty = max(_ROWS - len(self.rows), 1)
        return (*self.rows, *[Row()] * empty)

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed, by the JSON pointer that an error would name."""
        found: dict[str, str] = {}
        for row, thing in enumerate(self.rows):
            found[f"/have/{row}/name"] = thing.name
            found[f"/have/{row}/grams"] = thing.quantity
            found[f"/have/{row}/use_by"] = thing.use_by
        for field, words in (("allergies", self._allergies()), ("diets", self._diets())):
            found.update({f"/{field}/{place}": word for place, word in enumerate(words)})
        return {**found, "/people": self.people, "/minutes": self.minutes}

    def request(self, lang: Lang, today: date) -> RecipeRequest:
        """Return what is asked of the kitchen; raises InvalidField naming what is wrong."""
        if not self.rows:
            raise InvalidField("/have", "say at least one thing that is left")
        return RecipeRequest(
            have=tuple(_have(row, f"/have/{place}") for place, row in enumerate(self.rows)),
            now=today,
            people=_whole(self.people, "/people", _PEOPLE),
            minutes=_whole(self.minutes, "/minutes", _MINUTES) if self.minutes.strip() else None,
            diets=self._diets(),
            allergies=self._allergies(),
            groups=self.groups,
            dislikes=_split(self.dislikes),
            lang=lang,
        )

    def _allergies(self) -> tuple[str, ...]:
        return (*self.allergies, *_split(self.other_allergies))

    def _diets(self) -> tuple[str, ...]:
        return (*self.diets, *_split(self.other_diets))


def wish_form(
    name: Words = None,
    quantity: Words = None,
    use_by: Words = None,
    people: Short = "2",
    minutes: Short = "",
    *,
    allergy: Words = None,
    diet: Words = None,
    group: Words = None,
    other_allergies: Short = "",
    other_diets: Short = "",
    dislikes: Short = "",
) -> Wish:
    """Read the form; rows without a name and a quantity are left out."""
    columns = [column or [] for column in (name, quantity, use_by)]
    longest = max(map(len, columns))
    padded = [[*column, *[""] * (longest - len(column))] for column in columns]
    rows = [Row(*(text.strip() for text in texts)) for texts in zip(*padded, strict=True)]
    return Wish(
        rows=tuple(row for row in rows if row.name or row.quantity),
        people=people,
        minutes=minutes,
        allergies=tuple(allergy or ()),
        diets=tuple(diet or ()),
        groups=tuple(group or ()),
        other_allergies=other_allergies,
        other_diets=other_diets,
        dislikes=dislikes,
    )


def usual_wish(neighbour: Neighbour | None, care: Care | None) -> Wish:
    """Return an empty form with what the neighbour has told of their household."""
    wish = Wish()
    if neighbour is not None:
        wish = replace(wish, people=str(neighbour.people), dislikes="、".join(neighbour.dislikes))
    if care is not None:
        wish = replace(wish, allergies=care.allergies, diets=care.diets, groups=care.groups)
    return wish


def _have(row: Row, pointer: str) -> Have:
    if not row.name:
        raise InvalidField(f"{pointer}/name", "must not be empty")
    have = read_have(f"{row.name}:{row.quantity}" if row.quantity else row.name, pointer)
    try:
        day = date.fromisoformat(row.use_by) if row.use_by else None
    except ValueError as error:
        raise InvalidField(f"{pointer}/use_by", f"{row.use_by!r} is not a day") from error
    return replace(have, use_by=day)


def _whole(text: str, pointer: str, among: range) -> int:
    written = text.strip()
    if not (written.isascii() and written.isdecimal()) or int(written) not in among:
        raise InvalidField(pointer, f"must be a whole number from {among[0]} to {among[-1]}")
    return int(written)


def _split(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in re.split("[,，、;；]", text) if word.strip())
