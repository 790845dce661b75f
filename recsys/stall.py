"""A shelf as one community's model sees it: made once, asked for every request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from recsys.baskets import Longs
from recsys.model import Model
from recsys.newcomers import Newcomers, Seen, nothing_known
from recsys.shelf import Shelf


@dataclass(frozen=True)
class Stall:
    """The model, the shelf and, where it was learnt, what habits say of new products."""

    model: Model
    shelf: Shelf
    learnt: Newcomers | None = None

    @cached_property
    def row(self) -> Longs:
        """The item row of each product on the shelf (C,), -1 where the model has none."""
        row_of = self.model.item_row
        return np.array([row_of.get(id_, -1) for id_ in self.shelf.ids], np.int64)

    @cached_property
    def judged(self) -> Longs:
        """The places of the N products that are judged by their features.

        All of them, where likeness was learnt; else those that the model does not know.
        """
        learnt = len(self.newcomers.features) > 0
        return np.arange(len(self.row)) if learnt else np.flatnonzero(self.row < 0)

    @cached_property
    def judged_at(self) -> Longs:
        """Where among the products judged each one on the shelf is (C,), -1 for the others."""
        at = np.full(len(self.row), -1, np.int64)
        at[self.judged] = np.arange(len(self.judged))
        return at

    @cached_property
    def newcomers(self) -> Newcomers:
        """What was learnt of new products; else each is worth the mean of those on the shelf."""
        if self.learnt is not None:
            return self.learnt
        known = self.model.popularity[self.row[self.row >= 0]]
        return nothing_known(float(known.mean()) if len(known) else 0.0)

    @cached_property
    def seen(self) -> Seen:
        """The products judged, as their features tell."""
        contents = [self.shelf.content.get(self.shelf.ids[place], {}) for place in self.judged]
        return self.newcomers.see(contents, self.model.item_row)
