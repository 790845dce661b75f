"""What the sustainability score is computed from: plain values, `None` where nobody knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodShare:
    """One food of a product.

    `share` of the weight (0–1); `co2e_kg_per_kg` on the Agribalyse base, `proxy` when it is that
    of a similar food; `months` in season here (empty: never), None when not known; `shelf_days`
    as the product is stored.
    """

    share: float
    category: str | None = None
    co2e_kg_per_kg: float | None = None
    proxy: bool = False
    months: tuple[int, ...] | None = None
    shelf_days: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagingPart:
    """One packaging part: material id of data/packaging.csv, grams in a pack, reused or not."""

    material: str
    grams: float
    reused: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A certification scheme by id or name, and whether its evidence is there."""

    scheme: str
    evidenced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFacts:
    """One product seen from one community.

    `km` in a straight line, `mode` an id of data/transport.csv; `packaging` empty means sold
    loose; `claims` empty means none made; `month` 1–12; `people` in the household (at least 1);
    `shelf_life_days` of the product, before those of its foods.
    """

    craft: bool = False
    foods: tuple[FoodShare, ...] = ()
    pack_grams: float | None = None
    km: float | None = None
    mode: str | None = None
    packaging: tuple[PackagingPart, ...] | None = None
    claims: tuple[Claim, ...] | None = None
    month: int | None = None
    shelf_life_days: float | None = None
    people: float | None = None
