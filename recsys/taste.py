"""How much the asker would like each product on offer, in components that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.ranking import Reason
from recsys.model import Model
from recsys.profiles import Profiles, nobody
from recsys.reasons import deciding, explain
from recsys.request import PickRequest
from recsys.shelf import Shelf

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Taste:
    """Components of C products (each (C,)), and whose profiles they come from."""

    ids: Sequence[str]
    components: Mapping[str, Column]
    who: Profiles
    model: Model

    @property
    def total(self) -> Column:
        """What taste alone is worth (C,)."""
        return np.asarray(sum(self.components.values(), np.zeros(len(self.ids))))

    def reasons(self, place: int, components: Mapping[str, float]) -> tuple[Reason, ...]:
        """Return why the product at `place` is liked, from the components that decided.

        What the leader adds to taste is left aside: it says nothing about liking.
        """
        components = {name: components.get(name, 0.0) for name in self.components}
        row = self.model.item_row.get(self.ids[place])
        if row is None:
            return (Reason("new"),)
        if len(self.who) == 1:
            return explain(components, self.who, row, lambda: self.model.because(self.who, row))
        return tuple(_audience_reason(name, self.who, row) for name in deciding(components))


def taste(request: PickRequest, model: Model, shelf: Shelf, places: Sequence[int]) -> Taste:
    """Return what the asker thinks of the products at some places of the shelf.

    personal, affinity and popularity are the model's; `new` is what a product that nobody had yet
    is worth: the mean popularity of its category on the shelf, or of the shelf. For an audience
    they are means, and `fairness` blends in the score of whoever likes the product least.
    """
    who = asker(request, model)
    ids = [shelf.ids[place] for place in places]
    rows = np.array([model.item_row.get(id_, -1) for id_ in ids], np.int64)
    parts = model.parts(who, rows[rows >= 0])
    share = 1.0 - (request.weights.least_misery if len(who) > 1 else 0.0)
    known: dict[str, Column] = {
        "personal": share * parts.personal.mean(axis=0),
        "affinity": share * parts.affinity.mean(axis=0),
        "popularity": share * parts.popularity,
    }
    if len(who) > 1:
        known["fairness"] = (1.0 - share) * parts.total.min(axis=0)
    components = {name: np.zeros(len(ids)) for name in known}
    for name, values in known.items():
        components[name][rows >= 0] = values
    components["new"] = _newcomers(rows, model, shelf.category[places])
    return Taste(ids, components, who, model)


def asker(request: PickRequest, model: Model) -> Profiles:
    """Return the profiles that decide: a session's, an audience's, a neighbour's or nobody's."""
    if not request.personalised:
        return nobody()
    if request.history:
        return model.profile_from(request.history)
    if request.audience:
        return model.profiles_of(request.audience)
    return model.profile_of(request.neighbour_id)


def _newcomers(rows: NDArray[np.int64], model: Model, category: NDArray[np.int64]) -> Column:
    """Return the mean popularity of its category for each product the model does not know (C,)."""
    unknown, known = np.flatnonzero(rows < 0), np.flatnonzero(rows >= 0)
    worth = np.zeros(len(rows))
    if not len(unknown):
        return worth
    popularity = model.popularity[rows[known]].astype(np.float64)
    overall = float(popularity.mean()) if len(known) else 0.0
    size = int(category.max()) + 1
    count = np.bincount(category[known], minlength=size)
    total = np.bincount(category[known], popularity, size)
    mean = np.divide(total, count, out=np.full(size, overall), where=count > 0)
    worth[unknown] = mean[category[unknown]]
    return worth


def _audience_reason(name: str, who: Profiles, row: int) -> Reason:
    buyers = int((who.item == row).sum())
    codes = {
        "personal": Reason("audience_habit", {"buyers": buyers, "watching": len(who)}),
        "affinity": Reason("neighbours_like"),
        "fairness": Reason("nobody_left_out", {"watching": len(who)}),
    }
    return codes.get(name, Reason("popular_now"))
