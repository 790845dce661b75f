"""Suppliers and the products they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from community.ids import CommunityId, FoodId, ProductId, SupplierId
from community.models.people import Place


class SupplierKind(StrEnum):
    """What a supplier is."""

    FARM = "farm"
    COOPERATIVE = "cooperative"
    FISHERY = "fishery"
    WORKSHOP = "workshop"
    PROCESSOR = "processor"
    WHOLESALER = "wholesaler"


class Storage(StrEnum):
    """How a product must be kept."""

    PANTRY = "pantry"
    FRIDGE = "fridge"
    FREEZER = "freezer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A claim about a supplier and its evidence; without evidence it is only a claim."""

    scheme: str
    number: str = ""
    issuer: str = ""
    valid_until: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """A farm, workshop or trader; money in CNY per weekly delivery."""

    id: SupplierId
    community_id: CommunityId
    name: str
    kind: SupplierKind
    place: Place
    certifications: tuple[Certification, ...] = ()
    min_order: Decimal = Decimal(0)
    capacity: int | None = None  # packs a week over all products
    lead_days: int = 1
    cold_chain: bool = False
    transport: str = "van_diesel_avg"  # mode id of data/transport.csv
    story: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A food in a product and its share of the weight (0–1)."""

    food_id: FoodId
    share: float


@dataclass(frozen=True, slots=True)
class Wrap:
    """One packaging part: material id of data/packaging.csv, grams, reused or not."""

    material: str
    grams: float
    reused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One thing that can be offered, in packs; a craft has no foods."""

    id: ProductId
    community_id: CommunityId
    supplier_id: SupplierId
    name: str
    category: str
    craft: bool = False
    foods: tuple[Part, ...] = ()
    pack_grams: int | None = None
    unit: str = "份"
    price: Decimal
    cost: Decimal
    packaging: tuple[Wrap, ...] | None = None  # None: not told
    shelf_life_days: int | None = None
    storage: Storage = Storage.PANTRY
    months: tuple[int, ...] = ()  # offered in these months; empty: all year
    case_size: int = 1
    min_packs: int = 0
    capacity: int | None = None  # packs a week
    allergens: tuple[str, ...] = ()  # declared on the label, beside those of the foods
    story: str = ""
    hidden: bool = False
    withdrawn: bool = False
