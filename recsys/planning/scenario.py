"""The question of a week: what may be offered, by whom, under which constraints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from community.ids import ProductId, SupplierId
from recsys.planning.validation import validate

Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One product that could be offered; money in CNY per pack, demand in packs of the week.

    `low` and `high` are the 10 % and 90 % quantiles around the median `demand`; `preference` is
    how much the neighbours want it (0–1), `sustainability` its score (0–100).
    """

    product_id: ProductId
    supplier_id: SupplierId
    name: str
    category: str
    km: float
    price: Decimal
    cost: Decimal
    demand: float
    low: float
    high: float
    case_size: int = 1
    min_packs: int = 0
    capacity: int | None = None
    preference: float = 0.0
    sustainability: float = 50.0
    cold_boxes_per_case: Decimal = Decimal(0)
    shelf_life_days: int | None = None
    votes: int = 0
    in_season: bool = False
    repeated: bool = False  # it was offered the week before

    @property
    def fewest_cases(self) -> int:
        """Cases that must be bought when the product is offered."""
        return max(1, -(-self.min_packs // self.case_size))

    @property
    def most_cases(self) -> int | None:
        """Whole cases within the capacity, None when there is none."""
        return None if self.capacity is None else self.capacity // self.case_size


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierTerms:
    """What one supplier asks: a least order in CNY, and packs a week over all its products."""

    supplier_id: SupplierId
    name: str = ""
    min_order: Decimal = Decimal(0)
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Essential:
    """Something that must be on offer: so many packs of any of these products together."""

    name: str
    any_of: tuple[ProductId, ...]
    min_packs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What every plan of the week must meet; None does not limit.

    Local is whatever comes from within `within_km`; its shares (0–1) are of the products offered
    and of their value at price. `cold_boxes` is the room in the cold chain, `max_repeats` how many
    of the products offered may have been offered the week before.
    """

    slots_min: int = 0
    slots_max: int = 20
    budget: Decimal | None = None
    within_km: float = 50.0
    local_by_count: Decimal = Decimal(0)
    local_by_value: Decimal = Decimal(0)
    category_limits: Mapping[str, Bounds] = field(default_factory=lambda: MappingProxyType({}))
    essentials: tuple[Essential, ...] = ()
    supplier_outage: tuple[SupplierId, ...] = ()
    locks: tuple[ProductId, ...] = ()
    bans: tuple[ProductId, ...] = ()
    cold_boxes: Decimal | None = None
    max_repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the plan is chosen for, as factors.

    `margin` of money earned; `preference` and `sustainability` are CNY per CNY expected to be sold
    of a product with the highest mark; `waste` is CNY per CNY of food thrown away, beyond its cost;
    `kitchen` is CNY per CNY of food that is eaten up because products complete each other.
    """

    margin: float = 1.0
    preference: float = 0.1
    sustainability: float = 0.1
    waste: float = 0.5
    kitchen: float = 0.1


@dataclass(frozen=True, slots=True)
class Scenario:
    """One week to be planned; raises InvalidField for what cannot be meant."""

    candidates: tuple[Candidate, ...]
    suppliers: tuple[SupplierTerms, ...]
    constraints: Constraints
    weights: Weights = field(default_factory=Weights)
    kitchen: Mapping[tuple[ProductId, ProductId], float] = field(
        default_factory=lambda: MappingProxyType({})
    )  # what `Kitchen.completes` tells of the candidates

    def __post_init__(self) -> None:
        """Refuse what cannot be meant, naming the field."""
        validate(self)

    def is_local(self, candidate: Candidate) -> bool:
        """Tell whether a candidate comes from nearby."""
        return candidate.km <= self.constraints.within_km
