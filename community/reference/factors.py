"""Emission factors of transport modes and of disposing of food waste."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.tables import STATUSES, check_unique, read_table

TRANSPORT_FILE = "transport.csv"
DISPOSAL_FILE = "disposal.csv"
KINDS = frozenset({"road", "rail", "sea", "air"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportMode:
    """A way to move goods; kg CO2e per tonne and km, fuel production included."""

    id: str
    name_zh: str
    name_en: str
    kind: str
    chilled: bool
    kgco2e_per_tkm: float
    source: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalRoute:
    """What happens to food waste; kg CO2e per kg."""

    id: str
    name_zh: str
    name_en: str
    kgco2e_per_kg: float
    source: str
    status: str


def load_transport(root: Traversable | None = None) -> dict[str, TransportMode]:
    """Return the modes by id. Raises ReferenceDataError on a broken table."""
    columns = ("id", "name_zh", "name_en", "kind", "chilled", "kgco2e_per_tkm", "source", "status")
    rows = read_table(TRANSPORT_FILE, columns, root)
    check_unique(rows, "id")
    return {
        row.text("id"): TransportMode(
            id=row.text("id"),
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            kind=row.choice("kind", KINDS),
            chilled=row.flag("chilled"),
            kgco2e_per_tkm=row.number_in("kgco2e_per_tkm", 0, 20),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    }


def load_disposal(root: Traversable | None = None) -> dict[str, DisposalRoute]:
    """Return the routes by id. Raises ReferenceDataError on a broken table."""
    columns = ("id", "name_zh", "name_en", "kgco2e_per_kg", "source", "status")
    rows = read_table(DISPOSAL_FILE, columns, root)
    check_unique(rows, "id")
    return {
        row.text("id"): DisposalRoute(
            id=row.text("id"),
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            kgco2e_per_kg=row.number_in("kgco2e_per_kg", 0, 5),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    }
