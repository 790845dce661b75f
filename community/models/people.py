"""Communities and the people in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from community.ids import CommunityId, NeighbourId


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """One group of neighbours around one pick-up point."""

    id: CommunityId
    name: str
    town: str
    place: Place
    region: str = "yangtze"  # season table: north | yangtze | south
    timezone: str = "Asia/Shanghai"
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One household that orders; nothing sensitive is kept here."""

    id: NeighbourId
    community_id: CommunityId
    name: str
    adults: int = 1
    children: int = 0
    building: str = ""
    joined: date
    dislikes: tuple[str, ...] = ()
    personalised: bool = True

    @property
    def people(self) -> int:
        """How many eat."""
        return self.adults + self.children


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """A neighbour's sensitive facts, stored apart and only with their consent.

    `allergies` are allergen classes, `diets` ids of data/diets.csv, `groups` people groups
    such as infant or pregnancy.
    """

    neighbour_id: NeighbourId
    community_id: CommunityId
    allergies: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    consented_at: datetime
