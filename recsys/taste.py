"""How much the asker would like each product on offer, in components that add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.ranking import Reason
from recsys.baskets import Longs
from recsys.model import Model
from recsys.parts import Parts
from recsys.profiles import Profiles, nobody
from recsys.reasons import deciding, explain
from recsys.request import PickRequest
from recsys.stall import Stall

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]
_TOO_MUCH = 0.25  # share of its popularity that a pack of which nothing is eaten in time loses
_SAYS = 0.1  # share of a new product's worth that habits must make up to be named
_SPOKEN = {"food": "same_food", "category": "same_category", "supplier": "same_supplier"}


@dataclass(frozen=True, slots=True)
class Taste:
    """Components of C products at `places` of a stall (each (C,)), and whose they are.

    `each` (U, C) is what every single asker would give for each product.
    """

    stall: Stall
    places: Longs
    components: Mapping[str, Column]
    who: Profiles
    each: Matrix

    @property
    def total(self) -> Column:
        """What taste alone is worth (C,)."""
        return np.asarray(sum(self.components.values(), np.zeros(len(self.places))))

    def reasons(self, column: int, components: Mapping[str, float]) -> tuple[Reason, ...]:
        """Return why a product is liked, from the components that decided.

        What the leader adds to taste is left aside: it says nothing about liking.
        """
        components = {name: components.get(name, 0.0) for name in self.components}
        row = int(self.stall.row[self.places[column]])
        if row < 0:
            return (*self._why_alike(column, components), Reason("new"))
        if len(self.who) == 1:
            model = self.stall.model
            told = explain(components, self.who, row, lambda: model.because(self.who, row))
            return told or self._why_alike(column, components)
        named = (_audience_reason(name, self.who, row) for name in deciding(components))
        return tuple({reason.code: reason for reason in named}.values())

    def _why_alike(self, column: int, components: Mapping[str, float]) -> tuple[Reason, ...]:
        """Return what habits say of the features of a product, where they say enough.

        That is same_food, same_category, same_supplier or alike {because: item id}; an audience's
        habits name no product.
        """
        spoken = sum(max(value, 0.0) for value in components.values())
        if components.get("content", 0.0) <= _SAYS * spoken:
            return ()
        if len(self.who) != 1:
            return (Reason("neighbours_like"),)
        seen = self.stall.seen
        group, because = seen.because(self.who, int(self.stall.judged_at[self.places[column]]))
        code = _SPOKEN.get("category" if group == "kind" else group, "alike")
        return () if because is None else (Reason(code, {"because": because}),)


def taste(request: PickRequest, stall: Stall, places: Longs) -> Taste:
    """Return what the asker thinks of the products at some places of the stall.

    personal, affinity and popularity are the model's; `content` is what the asker's habits say of
    the features of a product, `kin` what a new community borrows from others. A product that
    nobody had yet has the popularity of its kin, and `new` for its newness. `household`: a
    neighbour without orders buys less of what is too much for the household. For an audience all
    are means.
    """
    who = asker(request, stall.model)
    rows = stall.row[places]
    known = rows >= 0
    if known.all():
        columns = _known(stall.model.parts(who, rows))
    else:
        parts = _known(stall.model.parts(who, rows[known]))
        columns = {name: _spread(values, known) for name, values in parts.items()}
    at = stall.judged_at[places]
    for where, found in ((~known, _new), (known, _known_here)):
        asked = np.flatnonzero(where & (at >= 0))
        if len(asked):
            for name, values in found(stall, who, at[asked], rows[asked]).items():
                _add(columns, name, asked, values)
    return _taste(stall, places, who, columns)


def _add(columns: dict[str, Matrix], name: str, places: Longs, values: Matrix) -> None:
    """Add the values (U, P) or (1, P) of a component at some of C places."""
    width = columns["popularity"].shape[1]
    whole = columns.setdefault(name, np.zeros((len(values), width)))
    whole[:, places] += values


def asker(request: PickRequest, model: Model) -> Profiles:
    """Return the profiles that decide: a session's, an audience's, a neighbour's or nobody's."""
    if not request.personalised:
        return nobody()
    if request.history:
        return model.profile_from(request.history)
    if request.audience:
        return model.profiles_of(request.audience)
    return model.profile_of(request.neighbour_id)


def _taste(stall: Stall, places: Longs, who: Profiles, columns: dict[str, Matrix]) -> Taste:
    """Return the taste of the components given, each (U, C) or (1, C) for what all share."""
    if stall.shelf.eaten and len(who) == 1 and not len(who.item):
        eaten = np.nan_to_num(stall.shelf.eaten_share[places], nan=1.0)
        columns["household"] = -_TOO_MUCH * columns["popularity"] * (1.0 - eaten)
    each = sum(columns.values(), np.zeros((len(who), len(places))))
    means = {name: values.mean(axis=0) for name, values in columns.items()}
    return Taste(stall, places, means, who, each)


def _known(parts: Parts) -> dict[str, Matrix]:
    return {
        "personal": parts.personal,
        "affinity": parts.affinity,
        "popularity": np.atleast_2d(parts.popularity),
    }


def _new(stall: Stall, who: Profiles, at: Longs, _rows: Longs) -> dict[str, Matrix]:
    """Return the components of new products; nobody likes one less than not at all."""
    seen = stall.seen
    kin = seen.popularity[at][None, :]
    added = kin * (stall.newcomers.lift - 1.0)
    content = np.maximum(seen.content(who)[:, at], -(kin + added))
    return {"popularity": kin, "new": added, "content": content}


def _known_here(stall: Stall, who: Profiles, at: Longs, rows: Longs) -> dict[str, Matrix]:
    """Return what features add to products the model knows; kin as far as others are followed."""
    found = {"content": stall.seen.content(who)[:, at]}
    borrowed = stall.newcomers.borrowed
    if borrowed:
        difference = stall.seen.popularity[at] - stall.model.popularity[rows]
        found["kin"] = borrowed * difference[None, :]
    return found


def _spread(values: Matrix, known: NDArray[np.bool_]) -> Matrix:
    """Return columns with 0 for the products that are not known."""
    whole = np.zeros((len(values), len(known)))
    whole[:, known] = values
    return whole


def _audience_reason(name: str, who: Profiles, row: int) -> Reason:
    buyers = int((who.item == row).sum())
    codes = {
        "personal": Reason("audience_habit", {"buyers": buyers, "watching": len(who)}),
        "affinity": Reason("neighbours_like"),
        "content": Reason("neighbours_like"),
    }
    return codes.get(name, Reason("popular_now"))
