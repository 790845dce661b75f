"""Suppliers and products on the wire."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from community.ids import CommunityId, FoodId
from community.models import (
    Certification,
    Place,
    Product,
    Storage,
    Supplier,
    SupplierKind,
    Wrap,
)
from community.models import Part as FoodPart
from community.records.base import (
    Day,
    Flag,
    Id,
    Latitude,
    Line,
    Longitude,
    Money,
    Name,
    Names,
    Part,
    Positive,
    Record,
    Whole,
    Words,
    from_cell,
)
from community.records.classes import understood


class CertificationRecord(Part):
    """A claim about a supplier and its evidence; in a cell `scheme|number|issuer|…`."""

    scheme: Name = Field(examples=["organic"])
    number: Line = ""
    issuer: Line = ""
    valid_until: Day | None = None
    evidence: Line = ""

    @model_validator(mode="before")
    @classmethod
    def _cell(cls, value: Any) -> Any:
        return _fields(value, "|", ("scheme", "number", "issuer", "valid_until", "evidence"))

    def to_model(self) -> Certification:
        """Return the certification."""
        return Certification(**self.values())


class PartRecord(Part):
    """A food in a product and its share of the weight; in a cell `daikon:0.5`."""

    food_id: Annotated[str, Field(min_length=1, max_length=64)] = Field(examples=["daikon"])
    share: float = Field(1.0, gt=0, le=1, allow_inf_nan=False, examples=[1.0])

    @model_validator(mode="before")
    @classmethod
    def _cell(cls, value: Any) -> Any:
        return _fields(value, ":", ("food_id", "share"))

    def to_model(self) -> FoodPart:
        """Return the part."""
        return FoodPart(FoodId(self.food_id), self.share)


class WrapRecord(Part):
    """One packaging part; in a cell `paper:12` or `glass_jar:300:reused`."""

    material: Name = Field(examples=["paper"])
    grams: float = Field(ge=0, le=100_000, allow_inf_nan=False, examples=[12])
    reused: Flag = False

    @model_validator(mode="before")
    @classmethod
    def _cell(cls, value: Any) -> Any:
        fields = _fields(value, ":", ("material", "grams", "reused"))
        if isinstance(fields, dict) and fields.get("reused") == "reused":
            return {**fields, "reused": True}
        return fields

    def to_model(self) -> Wrap:
        """Return the packaging part."""
        return Wrap(self.material, self.grams, self.reused)


class SupplierRecord(Record):
    """A farm, workshop or trader."""

    id: Id = Field(examples=["s-yaojia"])
    name: Name = Field(examples=["姚家菜园"])
    kind: SupplierKind = Field(examples=["farm"])
    latitude: Latitude = Field(examples=[30.921])
    longitude: Longitude = Field(examples=[120.441])
    certifications: Annotated[list[CertificationRecord], BeforeValidator(from_cell())] = Field(
        [], max_length=50
    )
    min_order: Money = Field(Decimal(0), description="CNY of one delivery", examples=["80.00"])
    capacity: Whole | None = Field(None, description="Packs a week over all products")
    lead_days: int = Field(1, ge=0, le=365)
    cold_chain: Flag = False
    transport: Annotated[str, Field(min_length=1, max_length=64)] = Field(
        "van_diesel_avg", description="Mode of transport.csv", examples=["cargo_bike"]
    )
    story: Words = ""

    def to_model(self, community_id: CommunityId) -> Supplier:
        """Return the supplier."""
        values = self.values()
        place = Place(values.pop("latitude"), values.pop("longitude"))
        return Supplier(community_id=community_id, place=place, **values)

    @classmethod
    def from_model(cls, model: Supplier) -> Self:
        """Return the record of a supplier."""
        place = model.place
        return cls.shown(model, latitude=place.latitude, longitude=place.longitude)


class ProductRecord(Record):
    """One thing that can be offered, in packs; a craft has no foods."""

    id: Id = Field(examples=["p-xiaoqingcai"])
    supplier_id: Id = Field(examples=["s-yaojia"])
    name: Name = Field(examples=["本地小青菜 500g"])
    category: Name = Field(examples=["叶菜"])
    craft: Flag = False
    foods: Annotated[list[PartRecord], BeforeValidator(from_cell())] = Field(
        [], max_length=50, description="Foods it is made of, by weight", examples=[["bok_choy:1"]]
    )
    pack_grams: Positive | None = Field(None, examples=[500])
    unit: Name = Field("份", examples=["把"])
    price: Money = Field(description="CNY a pack", examples=["3.50"])
    cost: Money = Field(description="CNY a pack, paid to the supplier", examples=["2.40"])
    packaging: Annotated[list[WrapRecord], BeforeValidator(from_cell())] | None = Field(
        None, description="Null: not told; empty: none", examples=[["paper:6"]]
    )
    shelf_life_days: int | None = Field(None, ge=0, le=3650, examples=[4])
    storage: Storage = Field(Storage.PANTRY, examples=["fridge"])
    months: Annotated[list[int], BeforeValidator(lambda v: _months(v))] = Field(
        [], max_length=12, description="Offered in these; empty: all year", examples=[[4, 5, 6]]
    )
    case_size: Positive = 1
    min_packs: Whole = 0
    capacity: Whole | None = Field(None, description="Packs a week")
    allergens: Names = Field([], description="Declared on the label")
    story: Words = ""
    hidden: Flag = False
    withdrawn: Flag = False

    @field_validator("allergens")
    @classmethod
    def _classes(cls, words: list[str]) -> list[str]:
        return understood(words, "allergens")

    @field_validator("foods")
    @classmethod
    def _whole(cls, foods: list[PartRecord]) -> list[PartRecord]:
        if sum(part.share for part in foods) > 1.001:
            raise ValueError("the shares add up to more than 1")
        return foods

    def to_model(self, community_id: CommunityId) -> Product:
        """Return the product."""
        return Product(community_id=community_id, **self.values())

    @classmethod
    def from_model(cls, model: Product) -> Self:
        """Return the record of a product."""
        return cls.shown(model)


def _fields(value: Any, split: str, names: tuple[str, ...]) -> Any:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(split)]
    if len(parts) > len(names):
        raise ValueError(f"{value!r} has more than {len(names)} parts")
    return {name: part for name, part in zip(names, parts, strict=False) if part}


def _months(value: Any) -> Any:
    """Read `4-6;10`, `11-2` (over the turn of the year), or a list."""
    if isinstance(value, tuple):
        return list(value)
    parts = from_cell(";；,，")(value) if isinstance(value, str) else value
    if not isinstance(parts, list):
        return value
    months: list[int] = []
    for part in parts:
        match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", str(part).strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise ValueError(f"{part!r} is no month from 1 to 12")
        span = (last - first) % 12 + 1
        months += [(first - 1 + step) % 12 + 1 for step in range(span)]
    return list(dict.fromkeys(months))
