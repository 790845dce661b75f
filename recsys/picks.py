"""Picks: rules, taste, re-ranking and reasons, from one request to one ranked list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from community.ranking import Ranked, Reason, Scored
from recsys.model import Model
from recsys.request import PickRequest
from recsys.rerank import bar, choose, leader_components
from recsys.rules import allowed
from recsys.shelf import Shelf
from recsys.taste import Taste, taste

LOCAL_KM = 50.0
GREEN_SCORE = 70.0


def pick(request: PickRequest, model: Model, shelf: Shelf) -> Ranked:
    """Return at most `request.n` products of the shelf, best first.

    The components of each add up to its score; `dropped` counts what each rule kept away. The same
    request, model and shelf give the same list.
    """
    places, dropped = allowed(request, shelf)
    liked = taste(request, model, shelf, places)
    unit = bar(liked.total, request.n)
    added = leader_components(request.weights, unit, shelf.green[places], request.seed)
    columns = dict(liked.components) | added
    total = sum(columns.values(), np.zeros(len(places)))
    step = request.weights.diversity * unit
    chosen, losses = choose(total, shelf.category[places], request.n, step)
    items = []
    for place, loss in zip(chosen.tolist(), losses.tolist(), strict=True):
        parts = {name: float(column[place]) for name, column in columns.items()}
        parts |= {"diversity": loss} if loss else {}
        items.append(_scored(request, liked, shelf, place, parts))
    return Ranked(tuple(items), model.version, dropped)


def _scored(
    request: PickRequest, liked: Taste, shelf: Shelf, place: int, parts: dict[str, float]
) -> Scored:
    id_ = liked.ids[place]
    parts = {name: value for name, value in parts.items() if value}
    reasons = (*liked.reasons(place, parts), *_facts(request, shelf, id_)) or (Reason("on_offer"),)
    return Scored(id=id_, score=sum(parts.values()), components=parts, reasons=tuple(reasons))


def _facts(request: PickRequest, shelf: Shelf, id_: str) -> Sequence[Reason]:
    """Return what speaks for a product beside taste: in_season, local {km}, low_footprint {score}.

    Only what is known to be true is said, and the footprint only where it was let count.
    """
    facts = []
    months, km, score = shelf.products[id_].months, shelf.km.get(id_), shelf.sustainability.get(id_)
    if months and len(months) < 12 and shelf.month in months:
        facts.append(Reason("in_season", {"month": shelf.month}))
    if km is not None and km <= LOCAL_KM:
        facts.append(Reason("local", {"km": round(km, 1)}))
    if request.weights.sustainability and score is not None and score >= GREEN_SCORE:
        facts.append(Reason("low_footprint", {"score": round(score)}))
    return facts
