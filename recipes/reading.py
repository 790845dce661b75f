"""Read a request from plain JSON values or from the words of a command line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from community.errors import InvalidField
from community.quantities import Quantity, parse_ingredient, parse_quantity
from community.text import strip_invisible
from recipes.request import Have, Lang, RecipeRequest

MAX_HAVE, MAX_WORDS, MAX_NAME, MAX_TEXT = 60, 40, 60, 500
MAX_GRAMS, MAX_PEOPLE, MAX_MINUTES = 50_000.0, 100, 1_440


def read_request(fields: Mapping[str, object], *, now: date) -> RecipeRequest:
    """Return the request in `fields` (names as in the recipe request format).

    `have` is a list of objects or of words such as "萝卜皮:200g". Raises InvalidField with the JSON
    pointer of the first value that cannot be used. A `now` in `fields` wins.
    """
    return RecipeRequest(
        have=_haves(fields.get("have")),
        now=_date(fields.get("now"), "/now") or now,
        people=_count(fields.get("people"), "/people", MAX_PEOPLE) or 2,
        diets=_words(fields.get("diets"), "/diets"),
        allergies=_words(fields.get("allergies"), "/allergies"),
        groups=_words(fields.get("groups"), "/groups"),
        dislikes=_words(fields.get("dislikes"), "/dislikes"),
        minutes=_count(fields.get("minutes"), "/minutes", MAX_MINUTES),
        equipment=_words(fields.get("equipment"), "/equipment"),
        lang=_lang(fields.get("lang")),
        text=_text(fields.get("text"), "/text", MAX_TEXT),
        broadcast=fields.get("broadcast") is True,
    )


def read_have(words: str, pointer: str = "/have/0") -> Have:
    """Return the thing named in words such as "萝卜皮:200g", "鸡蛋：2个" or "half a cabbage"."""
    name, colon, written = strip_invisible(words).replace("：", ":").partition(":")
    if not colon:
        line = parse_ingredient(words)
        have = _measured(line.name or words.strip(), line.quantity, pointer)
        return replace(have, said=words.strip())
    quantity = parse_quantity(written)
    if not quantity.told:
        raise InvalidField(f"{pointer}/grams", f"{written.strip()[:20]!r} is no quantity")
    return _measured(name.strip(), quantity, pointer)


def _measured(name: str, quantity: Quantity, pointer: str) -> Have:
    _text(name, f"{pointer}/name", MAX_NAME, required=True)
    if quantity.grams is not None:
        return Have(name=name, grams=_grams(quantity.grams, f"{pointer}/grams"))
    if quantity.amount is not None and not quantity.amount > 0:
        raise InvalidField(f"{pointer}/grams", "must be more than 0")
    return Have(name=name, quantity=quantity if quantity.told else None)


def _haves(value: object) -> tuple[Have, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes) or not value:
        raise InvalidField("/have", "name at least one food that is at hand")
    if len(value) > MAX_HAVE:
        raise InvalidField("/have", f"at most {MAX_HAVE} foods, not {len(value)}")
    return tuple(_have(item, f"/have/{row}") for row, item in enumerate(value))


def _have(item: object, pointer: str) -> Have:
    if isinstance(item, str):
        return read_have(_text(item, pointer, MAX_NAME + 20, required=True), pointer)
    if not isinstance(item, Mapping):
        raise InvalidField(pointer, "must be an object with a name, or words such as 豆腐:300g")
    name = _text(item.get("name"), f"{pointer}/name", MAX_NAME, required=True)
    grams = item.get("grams")
    use_by = _date(item.get("use_by"), f"{pointer}/use_by")
    if grams is not None:
        return Have(name=name, grams=_grams(grams, f"{pointer}/grams"), use_by=use_by)
    read = read_have(name.replace(":", " ").replace("：", " "), pointer)
    return replace(read, name=name, use_by=use_by)


def _grams(value: object, pointer: str) -> float:
    grams = _number(value, pointer)
    if not grams > 0:
        raise InvalidField(pointer, "must be more than 0")
    if grams > MAX_GRAMS:
        raise InvalidField(pointer, f"at most {MAX_GRAMS:.0f} g")
    return grams


def _number(value: object, pointer: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InvalidField(pointer, "must be a number")
    return float(value)


def _count(value: object, pointer: str, most: int) -> int | None:
    if value is None:
        return None
    number = _number(value, pointer)
    if number != int(number) or not 1 <= number <= most:
        raise InvalidField(pointer, f"must be a whole number from 1 to {most}")
    return int(number)


def _words(value: object, pointer: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise InvalidField(pointer, "must be a list of words")
    if len(value) > MAX_WORDS:
        raise InvalidField(pointer, f"at most {MAX_WORDS} words")
    return tuple(
        _text(word, f"{pointer}/{row}", MAX_NAME, required=True) for row, word in enumerate(value)
    )


def _text(value: object, pointer: str, most: int, *, required: bool = False) -> str:
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise InvalidField(pointer, "must be text")
    if len(value) > most:
        raise InvalidField(pointer, f"at most {most} characters")
    text = strip_invisible(value).strip()
    if required and not text:
        raise InvalidField(pointer, "must not be empty")
    return text


def _date(value: object, pointer: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InvalidField(pointer, "must be a date such as 2026-11-24") from error


def _lang(value: object) -> Lang:
    if value is None or value == "zh":
        return "zh"
    if value == "en":
        return "en"
    raise InvalidField("/lang", "must be zh or en")
