"""Hard rules: what must not be picked for this request, each counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from recsys.baskets import Flags, Longs
from recsys.request import PickRequest
from recsys.shelf import Shelf


def allowed(request: PickRequest, shelf: Shelf) -> tuple[Longs, Mapping[str, int]]:
    """Return the places on the shelf that may be picked, and how many products each rule dropped.

    Beside the shelf's own rules: excluded, shown, in_basket, allergy, allergens_unknown, diet,
    diet_unknown, disliked. With an allergy or a diet, a product of which not everything is known
    is dropped too: what is not known is not safe. Each is counted under the first that applies.
    """
    dropped = dict(shelf.dropped)
    kept = np.ones(len(shelf.ids), bool)
    for rule, hit in _hits(request, shelf):
        found = hit & kept
        count = int(np.count_nonzero(found))
        if count:
            dropped[rule] = dropped.get(rule, 0) + count
            kept &= ~found
    return np.flatnonzero(kept), dropped


def _hits(request: PickRequest, shelf: Shelf) -> Iterator[tuple[str, Flags]]:
    """Yield each rule that is asked for, and what it keeps away (C,)."""
    named = (
        ("excluded", request.exclude_ids),
        ("shown", request.shown),
        ("in_basket", request.in_basket),
    )
    for rule, ids in named:
        if ids:
            yield rule, _places(ids, shelf)
    if request.allergies:
        yield "allergy", shelf.carries("allergens", request.allergies)
        yield "allergens_unknown", shelf.lacks("allergens")
    if request.denied:
        yield "diet", shelf.carries("tags", request.denied)
        yield "diet_unknown", shelf.lacks("tags")
    if request.disliked:
        yield "disliked", shelf.carries("foods", request.disliked)


def _places(ids: Iterable[str], shelf: Shelf) -> Flags:
    hit = np.zeros(len(shelf.ids), bool)
    hit[[shelf.place_of[id_] for id_ in ids if id_ in shelf.place_of]] = True
    return hit
