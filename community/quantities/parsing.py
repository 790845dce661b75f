"""Quantities and ingredient lines from the words of a recipe."""

from __future__ import annotations

import re
from typing import NamedTuple

from community.quantities.model import VAGUE, Quantity
from community.quantities.naming import name_and_note
from community.quantities.numerals import plain
from community.quantities.scan import Measure, bare_number, measures
from community.quantities.units import Kind

_PER_SERVING = re.compile(
    r"[*x×·]\s*(?:份数?|人数)(?![\u4e00-\u9fff])|(?:份数?|人数)\s*[*x×·]"
    r"|/\s*(?:人|份|个人)(?![\u4e00-\u9fff])|每[人份](?:大?约)?|(?<![a-z])per\s+(?:person|serving|portion)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"适量|适当|少许|少量|若干|随意|酌情|足量|任意|任选|一些|一点点?|一丢丢|几[个片根滴粒颗瓣勺块朵段条]"
    r"|口味|喜好|喜欢|依个人|看个人|按需|根据|没过|自选|自定"
    r"|(?<![a-z])(?:to\s+taste|as\s+(?:needed|desired|required)|some|a\s+little|a\s+few|few"
    r"|several|optional|for\s+(?:garnish|frying|serving|dusting|greasing|topping|decoration)"
    r"|splash|drizzle|sprinkle|sprinkling|enough|lots|plenty)(?![a-z])",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LONGEST = 500  # characters read of a line; no recipe needs more
_EMPHASIS = re.compile(r"(?<![\w)])[*_](\w[^*_]*)[*_](?!\w)")
_EACH = re.compile(r"每|(?<![a-z])(?:each|per)(?![a-z])", re.IGNORECASE)
_ABOUT = re.compile(r"(?:约|大约|大概|共|合计|合|即|=|-|,|\s|about|approx\.?)*", re.IGNORECASE)


class IngredientLine(NamedTuple):
    """An ingredient line taken apart: what, how much, and what else is said."""

    name: str
    quantity: Quantity
    note: str


def parse_quantity(text: str) -> Quantity:
    """Return what `text` says about how much; never fails, at worst nothing is told."""
    return _read(_cleaned(text), text.strip())[0]


def parse_ingredient(line: str) -> IngredientLine:
    """Return name, quantity and note of a line such as "肉蟹 1 只（大约 300g）* 份数"."""
    cleaned = _cleaned(line)
    quantity, span = _read(cleaned, line.strip())
    name, note = name_and_note(_PER_SERVING.sub(_blank, cleaned), span)
    return IngredientLine(name, quantity, note)


def _cleaned(text: str) -> str:
    unlinked = _LINK.sub(r"\1", plain(text[:_LONGEST])).replace("**", "")
    return _EMPHASIS.sub(r"\1", re.sub(r"^[-*•]\s+", "", unlinked))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _read(text: str, written: str) -> tuple[Quantity, tuple[int, int] | None]:
    """Return the quantity and where in the text it stands (None: nowhere outside brackets)."""
    per_serving = _PER_SERVING.search(text) is not None
    whole = _PER_SERVING.sub(_blank, text)
    main = _BRACKET.sub(_blank, whole)
    found = _chosen(main, whole)
    if found is None:
        match = _VAGUE.search(main) or _VAGUE.search(whole)
        unit = VAGUE if match else ""
        quantity = Quantity(unit=unit, per_serving=per_serving, text=written)
        outside = match is not None and main[match.start()] != " "
        return quantity, match.span() if match and outside else None
    span = (found.start, found.end) if main[found.start : found.end].strip() else None
    grams = _grams(found, whole)
    sign = -1 if re.match(r"[-−]\d", written) else 1
    quantity = Quantity(
        amount=sign * found.amount,
        low=sign * found.low,
        high=sign * found.high,
        unit=found.unit.name if found.unit else "",
        grams=None if grams is None else sign * grams,
        per_serving=per_serving,
        text=written,
    )
    return quantity, span


def _chosen(main: str, whole: str) -> Measure | None:
    """Return the measure that counts: outside brackets before inside, a length last."""
    outside = [m for m in measures(main) if not _EACH.search(main[max(0, m.start - 2) : m.start])]
    inside = [m for m in measures(whole) if not main[m.start : m.end].strip()]
    found = [*outside, *inside]
    wanted = (Kind.MASS, Kind.VOLUME, Kind.COUNT)
    best = next((m for m in found if m.is_a(*wanted)), None)
    if best and best.is_a(Kind.COUNT):  # 可乐 1 罐（330ml）
        end = best.end
        near = [m for m in outside if m.start > end and _ABOUT.fullmatch(whole[end : m.start])]
        told = next((m for m in (*near, *inside) if m.is_a(Kind.VOLUME)), None)
        heavy = any(m.is_a(Kind.MASS) for m in inside)
        if told and not heavy and not _is_each(whole, told):
            return Measure(told.low, told.high, told.unit, best.start, best.end)
    if best:
        return best
    bare = bare_number(main)
    if _VAGUE.search(main) and not outside:
        return None
    return next(iter(found), None) or bare or _bare_inside(whole, main)


def _bare_inside(whole: str, main: str) -> Measure | None:
    found = bare_number(whole)
    return found if found and not main[found.start : found.end].strip() else None


def _is_each(text: str, measure: Measure) -> bool:
    return _EACH.search(text[max(0, measure.start - 6) : measure.start]) is not None


def _grams(found: Measure, text: str) -> float | None:
    """Return the weight: as measured, or as given beside the count."""
    if found.is_a(Kind.MASS) and found.unit is not None and found.unit.name in {"g", "kg"}:
        return found.amount * found.unit.size
    main = _BRACKET.sub(_blank, text)
    beside = [m for m in measures(text) if m.is_a(Kind.MASS) and not _overlap(m, found, main)]
    for measure in sorted(beside, key=lambda m: m.unit is not None and m.unit.name not in "kg"):
        inside = not main[measure.start : measure.end].strip()
        if measure.unit and (inside or _ABOUT.fullmatch(text[found.end : measure.start])):
            # "2 (15 oz) cans", "4 瓣（每瓣 5g）": the weight of one
            one = measure.start < found.end or _is_each(text, measure)
            return measure.amount * measure.unit.size * (found.amount if one else 1.0)
    if found.is_a(Kind.MASS) and found.unit is not None:
        return found.amount * found.unit.size
    return None


def _overlap(measure: Measure, found: Measure, main: str) -> bool:
    outside = bool(main[measure.start : measure.end].strip())
    return outside and measure.start < found.end and found.start < measure.end
