"""All reference tables in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from community.reference.allergens import Allergens, load_allergens
from community.reference.certifications import Schemes, load_certifications
from community.reference.conditions import UnsafeState, load_unsafe_states
from community.reference.diets import Diets, load_diets
from community.reference.factors import (
    DisposalRoute,
    TransportMode,
    load_disposal,
    load_transport,
)
from community.reference.groups import Groups, load_groups
from community.reference.hazards import Hazards, load_hazards
from community.reference.myths import Myth, load_myths
from community.reference.nonfoods import NonFoods, load_nonfoods
from community.reference.packaging import Materials, load_packaging
from community.reference.portions import Portion, load_portions
from community.reference.seasons import Seasons, load_seasons
from community.reference.solar_terms import SolarTerms, load_solar_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Every table of `data/` but foods and scraps, read and checked."""

    hazards: Hazards
    unsafe_states: tuple[UnsafeState, ...]
    nonfoods: NonFoods
    myths: tuple[Myth, ...]
    diets: Diets
    allergens: Allergens
    groups: Groups
    packaging: Materials
    transport: Mapping[str, TransportMode]
    disposal: Mapping[str, DisposalRoute]
    certifications: Schemes
    portions: Mapping[str, Portion]
    solar_terms: SolarTerms
    seasons: Seasons


def read_reference(root: Traversable | None = None) -> Reference:
    """Read every table under `root` (the package `data` by default).

    Raises ReferenceDataError naming file, row and column of the first broken cell.
    """
    solar_terms = load_solar_terms(root)
    hazards = load_hazards(root)
    return Reference(
        hazards=hazards,
        unsafe_states=load_unsafe_states(frozenset(rule.id for rule in hazards.all), root),
        nonfoods=load_nonfoods(root),
        myths=load_myths(root),
        diets=load_diets(root),
        allergens=load_allergens(root),
        groups=load_groups(root),
        packaging=load_packaging(root),
        transport=load_transport(root),
        disposal=load_disposal(root),
        certifications=load_certifications(root),
        portions=load_portions(root),
        solar_terms=solar_terms,
        seasons=load_seasons(frozenset(term.id for term in solar_terms.all), root),
    )


@cache
def load_reference() -> Reference:
    """Return the tables shipped in `data/`, read once per process."""
    return read_reference()
