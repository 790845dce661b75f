"""Picks: rules, taste, re-ranking and reasons, from one request to one ranked list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from community.ranking import Ranked, Reason, Scored
from recsys.audience import Turns
from recsys.request import PickRequest
from recsys.rerank import Floor, bar, choose, leader_components
from recsys.rules import allowed
from recsys.shelf import Shelf
from recsys.stall import Stall
from recsys.taste import Column, Taste, taste

LOCAL_KM = 50.0
GREEN_SCORE = 70.0


def pick(request: PickRequest, stall: Stall) -> Ranked:
    """Return at most `request.n` products of the shelf, best first.

    The components of each add up to its score; `dropped` counts what each rule kept away and
    `notes` says where the local floor could not be kept to. The same request and stall give the
    same list.
    """
    shelf = stall.shelf
    places, dropped = allowed(request, shelf)
    liked = taste(request, stall, places)
    unit = bar(liked.total, request.n)
    added = leader_components(request.weights, unit, shelf.green[places], request.seed)
    columns = {**liked.components, **_stock(liked), **added}
    floor = Floor.of(request.local, shelf.distance[places], request.n)
    steps = choose(
        sum(columns.values(), np.zeros(len(places))),
        request.n,
        floor,
        like=lambda column: shelf.likeness.row(int(places[column]))[places],
        diversity=request.weights.diversity * unit,
        turns=_turns(request, stall, liked),
        fairness=request.weights.fairness,
    )
    chosen = [step.column for step in steps]
    table = {name: column[chosen].tolist() for name, column in columns.items()}
    items = []
    for rank, step in enumerate(steps):
        parts = {name: values[rank] for name, values in table.items()} | step.added
        items.append(_scored(request, liked, parts, step.column))
    return Ranked(tuple(items), stall.model.version, dropped, floor.notes)


def _stock(liked: Taste) -> dict[str, Column]:
    """Return what is taken off where an audience wants more packs than there are."""
    stock = liked.stall.shelf.stock
    if len(liked.who) < 2 or not stock:
        return {}
    ids = liked.stall.shelf.ids
    left = np.array([stock.get(ids[place], np.inf) for place in liked.places.tolist()])
    wanted = np.clip(liked.each, 0.0, 1.0).sum(axis=0)
    served = np.minimum(1.0, left / np.maximum(wanted, 1e-12))
    return {"stock": -np.maximum(liked.total, 0.0) * (1.0 - served)}


def _turns(request: PickRequest, stall: Stall, liked: Taste) -> Turns | None:
    """Return whose turn it is in an audience, who has seen `shown` already; None for one person."""
    if len(liked.who) < 2:
        return None
    turns = Turns.begin(liked.each, request.n)
    shown = [stall.shelf.place_of[id_] for id_ in request.shown if id_ in stall.shelf.place_of]
    if shown:
        before = taste(request, stall, np.array(sorted(shown), np.int64))
        turns.served += np.maximum(before.each, 0.0).sum(axis=1)
    return turns


def _scored(request: PickRequest, liked: Taste, parts: Mapping[str, float], column: int) -> Scored:
    parts = {name: value for name, value in parts.items() if value}
    place = int(liked.places[column])
    shelf = liked.stall.shelf
    fair = (Reason("nobody_left_out"),) if _lifted(parts) else ()
    reasons = (*liked.reasons(column, parts), *fair, *_facts(request, shelf, place))
    return Scored(
        id=shelf.ids[place],
        score=sum(parts.values()),
        components=parts,
        reasons=reasons or (Reason("on_offer"),),
    )


def _lifted(parts: Mapping[str, float]) -> bool:
    """Return whether a quarter of what speaks for a product is for the least served."""
    lift = parts.get("fairness", 0.0)
    return lift > 0 and lift >= 0.25 * sum(max(value, 0.0) for value in parts.values())


def _facts(request: PickRequest, shelf: Shelf, place: int) -> Sequence[Reason]:
    """Return what speaks for a product beside taste: in_season, local {km}, low_footprint {score}.

    Only what is known to be true is said, and the footprint only where it was let count.
    """
    facts = []
    km, score = float(shelf.distance[place]), float(shelf.green[place])
    if shelf.in_season[place]:
        facts.append(Reason("in_season", {"month": shelf.month}))
    if km <= LOCAL_KM:
        facts.append(Reason("local", {"km": round(km, 1)}))
    if request.weights.sustainability and score >= GREEN_SCORE:
        facts.append(Reason("low_footprint", {"score": round(score)}))
    return facts
