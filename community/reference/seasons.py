"""Foods in season per solar term and region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.ids import FoodId
from community.reference.tables import STATUSES, read_table

FILE = "seasonal_produce.csv"
REGIONS = frozenset({"north", "yangtze", "south"})


@dataclass(frozen=True, slots=True)
class Seasons:
    """(solar term id, region) → foods in season, in table order."""

    foods: Mapping[tuple[str, str], tuple[FoodId, ...]]

    def in_season(self, term: str, region: str = "yangtze") -> tuple[FoodId, ...]:
        """Return the foods in season; an unknown term or region has none."""
        return self.foods.get((term, region), ())


def load_seasons(terms: frozenset[str], root: Traversable | None = None) -> Seasons:
    """Return the seasonal foods; `terms` are the known term ids.

    Raises ReferenceDataError on a broken table or a pair that occurs twice.
    """
    found: dict[tuple[str, str], tuple[FoodId, ...]] = {}
    for row in read_table(FILE, ("term", "region", "foods", "status"), root):
        key = (row.choice("term", terms), row.choice("region", REGIONS))
        if key in found:
            raise row.error("term", f"{key[0]} {key[1]} is there twice")
        row.choice("status", STATUSES)
        found[key] = tuple(FoodId(food) for food in row.words("foods"))
    return Seasons(found)
