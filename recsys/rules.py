"""Hard rules: what must not be picked for this request, each counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from recsys.request import PickRequest
from recsys.shelf import Shelf


def allowed(request: PickRequest, shelf: Shelf) -> tuple[list[int], Mapping[str, int]]:
    """Return the places on the shelf that may be picked, and how many products each rule dropped.

    Beside the shelf's own rules: excluded, shown, in_basket, allergy, allergens_unknown. With an
    allergy, a product whose allergens are not known is dropped too: what is not known is not safe.
    """
    named = request.exclude_ids | request.shown | request.in_basket
    if not named and not request.allergies:
        return list(range(len(shelf.ids))), shelf.dropped
    dropped = Counter(shelf.dropped)
    kept = []
    for place, id_ in enumerate(shelf.ids):
        rule = _rule(request, shelf, id_)
        if rule is None:
            kept.append(place)
        else:
            dropped[rule] += 1
    return kept, dict(dropped)


def _rule(request: PickRequest, shelf: Shelf, id_: str) -> str | None:
    if id_ in request.exclude_ids:
        return "excluded"
    if id_ in request.shown:
        return "shown"
    if id_ in request.in_basket:
        return "in_basket"
    if not request.allergies:
        return None
    inside = shelf.allergens.get(id_)
    if inside is None:
        return "allergens_unknown"
    return "allergy" if inside & request.allergies else None
