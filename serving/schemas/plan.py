"""Weekly plans on the wire."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from community.records.base import Money
from serving.schemas.common import Id, Lang, Strict, WeekText
from serving.schemas.ranking import ReasonOut


class PlanRequestIn(Strict):
    """What next week's selection must meet."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"week": "2026-W49", "slots_max": 30, "local_by_count": 0.7}]
        },
    )

    week: WeekText | None = Field(None, description="Empty: next week")
    slots_min: int = Field(1, ge=0, le=1000)
    slots_max: int = Field(30, ge=1, le=1000)
    budget: Money | None = None
    within_km: float = Field(50, ge=0, le=20_000, allow_inf_nan=False)
    local_by_count: float = Field(0.7, ge=0, le=1, allow_inf_nan=False)
    local_by_value: float = Field(0.0, ge=0, le=1, allow_inf_nan=False)
    category_limits: dict[str, tuple[int | None, int | None]] = Field(
        {}, max_length=100, description="Least and most products of a category"
    )
    locks: list[Id] = Field([], max_length=500)
    bans: list[Id] = Field([], max_length=500)
    supplier_outage: list[Id] = Field([], max_length=500)
    sustainability: float = Field(0.3, ge=0, le=1, allow_inf_nan=False)
    lang: Lang = "zh"


class PlanLineOut(BaseModel):
    """One product of the plan."""

    product_id: str
    name: str
    category: str
    supplier_id: str
    supplier: str
    km: float
    packs: int
    price: Decimal
    cost: Decimal
    margin: Decimal = Field(description="If every pack sells, CNY")
    demand: float = Field(description="Expected packs")
    low: float | None = Field(None, description="10 % quantile of demand")
    high: float | None = Field(None, description="90 % quantile of demand")
    preference: float
    sustainability: float
    reasons: list[ReasonOut]


class ConstraintOut(BaseModel):
    """How one constraint stands."""

    name: str = Field(examples=["budget"])
    label: str = Field(examples=["采购预算"])
    limit: float
    actual: float
    binding: bool
    text: str = Field(examples=["8000 ≤ 8000"])


class PlanOut(BaseModel):
    """A proposed selection with its totals in CNY."""

    id: str
    week: str
    status: Literal["proposed", "accepted"]
    version: int
    lines: list[PlanLineOut]
    constraints: list[ConstraintOut]
    cost: Decimal
    revenue: Decimal
    margin: Decimal
    local_by_count: float
    local_by_value: float
