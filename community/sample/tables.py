"""The hand-written tables of the sample community: suppliers, products, pairs, names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from community.foods import FoodLexicon
from community.ids import CommunityId, FoodId, ProductId, SupplierId
from community.models import (
    Certification,
    Community,
    Part,
    Place,
    Product,
    Storage,
    Supplier,
    SupplierKind,
    Wrap,
)
from community.reference.tables import Row, check_unique, read_table

COMMUNITY = Community(
    id=CommunityId("lvlin"),
    name="绿邻公社",
    town="青溪镇（虚构）",
    place=Place(30.9, 120.4),
    synthetic=True,
)
_SUPPLIER_COLUMNS = (
    "id",
    "name",
    "kind",
    "latitude",
    "longitude",
    "place",
    "min_order",
    "capacity",
    "lead_days",
    "cold_chain",
    "transport",
    "story",
)
_PRODUCT_COLUMNS = (
    "id",
    "supplier",
    "name",
    "category",
    "foods",
    "pack_grams",
    "unit",
    "price",
    "cost",
    "packaging",
    "shelf_life_days",
    "storage",
    "months",
    "case_size",
    "min_packs",
    "capacity",
    "allergens",
    "state",
    "every",
    "story",
)
_CERTIFICATE_COLUMNS = (
    "supplier",
    "scheme",
    "number",
    "issuer",
    "valid_days",
    "evidence",
)
STATES = ("hidden", "withdrawn")


@dataclass(frozen=True, slots=True)
class Listing:
    """A product and how many weeks lie between two offers of it, by the leader's habit."""

    product: Product
    every: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Who takes `first` adds `then` with this chance, when both are offered."""

    first: ProductId
    then: ProductId
    chance: float


def read_suppliers(today: date) -> tuple[tuple[Supplier, ...], dict[SupplierId, str]]:
    """Return the suppliers, and the place name of each; certificates run from `today`."""
    rows = read_table("sample/suppliers.csv", _SUPPLIER_COLUMNS)
    check_unique(rows, "id")
    held: dict[str, list[Certification]] = {}
    for row in read_table("sample/certifications.csv", _CERTIFICATE_COLUMNS):
        held.setdefault(row.text("supplier"), []).append(_certification(row, today))
    suppliers = tuple(_supplier(row, tuple(held.get(row.text("id"), ()))) for row in rows)
    return suppliers, {SupplierId(row.text("id")): row.text("place") for row in rows}


def read_listings(lexicon: FoodLexicon) -> tuple[Listing, ...]:
    """Return the products; allergens are those of their foods and those the label adds.

    Raises ReferenceDataError for a food that `lexicon` does not know.
    """
    rows = read_table("sample/products.csv", _PRODUCT_COLUMNS)
    check_unique(rows, "id")
    return tuple(
        Listing(_product(row, lexicon), int(row.number_in("every", 1, 52))) for row in rows
    )


def read_pairs() -> tuple[Pair, ...]:
    """Return which product draws which other into the basket."""
    return tuple(
        Pair(
            ProductId(row.text("first")),
            ProductId(row.text("then")),
            row.number_in("chance", 0, 1),
        )
        for row in read_table("sample/pairs.csv", ("first", "then", "chance"))
    )


def read_names() -> dict[str, tuple[str, ...]]:
    """Return the word lists that nicknames and dislikes are drawn from, by kind."""
    rows = read_table("sample/names.csv", ("kind", "words"))
    return {row.text("kind"): row.words("words") for row in rows}


def _certification(row: Row, today: date) -> Certification:
    days = row.optional_number("valid_days", -3650, 3650)
    return Certification(
        scheme=row.text("scheme"),
        number=row.optional("number"),
        issuer=row.optional("issuer"),
        valid_until=None if days is None else today + timedelta(days=days),
        evidence=row.optional("evidence"),
    )


def _supplier(row: Row, certifications: tuple[Certification, ...]) -> Supplier:
    return Supplier(
        id=SupplierId(row.text("id")),
        community_id=COMMUNITY.id,
        name=row.text("name"),
        kind=SupplierKind(row.choice("kind", [kind.value for kind in SupplierKind])),
        place=Place(row.number_in("latitude", -90, 90), row.number_in("longitude", -180, 180)),
        certifications=certifications,
        min_order=Decimal(row.text("min_order")),
        capacity=int(row.number_in("capacity", 1, 100_000)),
        lead_days=int(row.number_in("lead_days", 0, 30)),
        cold_chain=row.flag("cold_chain"),
        transport=row.text("transport"),
        story=row.text("story"),
    )


def _product(row: Row, lexicon: FoodLexicon) -> Product:
    parts = tuple(_parts(row, lexicon))
    carried = {name for part in parts for name in lexicon.foods[part.food_id].allergens}
    grams = row.optional_number("pack_grams", 1, 50_000)
    days = row.optional_number("shelf_life_days", 0, 3650)
    state = row.optional("state") and row.choice("state", STATES)
    return Product(
        id=ProductId(row.text("id")),
        community_id=COMMUNITY.id,
        supplier_id=SupplierId(row.text("supplier")),
        name=row.text("name"),
        category=row.text("category"),
        craft=not parts,
        foods=parts,
        pack_grams=None if grams is None else int(grams),
        unit=row.text("unit"),
        price=Decimal(row.text("price")),
        cost=Decimal(row.text("cost")),
        packaging=_wraps(row),
        shelf_life_days=None if days is None else int(days),
        storage=Storage(row.choice("storage", [storage.value for storage in Storage])),
        months=tuple(_months(row)),
        case_size=int(row.number_in("case_size", 1, 1000)),
        min_packs=int(row.number_in("min_packs", 0, 1000)),
        capacity=int(row.number_in("capacity", 1, 10_000)),
        allergens=tuple(sorted(carried | set(row.words("allergens")))),
        story=row.text("story"),
        hidden=state == "hidden",
        withdrawn=state == "withdrawn",
    )


def _parts(row: Row, lexicon: FoodLexicon) -> Iterator[Part]:
    """Yield the foods of a cell such as `wheat_flour:0.7;egg:0.3`."""
    for word in row.words("foods"):
        food, _, share = word.partition(":")
        if FoodId(food) not in lexicon.foods:
            raise row.error("foods", f"there is no food {food!r}")
        yield Part(FoodId(food), float(share))


def _wraps(row: Row) -> tuple[Wrap, ...] | None:
    """Return the wraps of a cell such as `glass:320:reused;paper:5`; `none` is sold loose."""
    words = row.words("packaging")
    if not words:
        return None
    return tuple(_wrap(word) for word in words if word != "none")


def _wrap(word: str) -> Wrap:
    material, grams, *kind = word.split(":")
    return Wrap(material, float(grams), kind == ["reused"])


def _months(row: Row) -> Iterator[int]:
    """Yield the months of a cell such as `2-5;9-11`; `11-2` runs over the year's end."""
    for span in row.words("months"):
        first, _, last = span.partition("-")
        length = (int(last or first) - int(first)) % 12 + 1
        yield from ((int(first) - 1 + step) % 12 + 1 for step in range(length))
