"""Weekly plans on the wire."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from community.ids import CommunityId
from community.records.base import Money
from community.weeks import Week
from recsys.planning.scenario import Essential
from serving.schemas.common import Id, Lang, Strict, WeekText
from serving.schemas.ranking import ReasonOut
from serving.usecases.plan_asked import PlanAsked

_USUAL = PlanAsked(community_id=CommunityId(""))
_Ids = Annotated[list[Id], Field(max_length=500)]
_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Weight = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]
_Count = Annotated[int, Field(ge=0, le=1_000_000)]


class LimitIn(Strict):
    """How many products of a category; null does not limit."""

    min: Annotated[int, Field(ge=0, le=1000)] | None = None
    max: Annotated[int, Field(ge=0, le=1000)] | None = None


class EssentialIn(Strict):
    """Something that must be on offer: so many packs of any of these products together."""

    name: Annotated[str, Field(min_length=1, max_length=120)] = Field(examples=["豆制品"])
    any_of: Annotated[list[Id], Field(min_length=1, max_length=100)] = Field(
        examples=[["p-laodoufu"]]
    )
    min_packs: int = Field(1, ge=1, le=1_000_000)


class WeightsIn(Strict):
    """What counts how much; what is left out keeps its weight."""

    margin: _Weight = Field(_USUAL.weights.margin, description="Of money earned")
    preference: _Weight = Field(_USUAL.weights.preference, description="Of what neighbours like")
    sustainability: _Weight = Field(_USUAL.weights.sustainability, description="Of the score")
    waste: _Weight = Field(_USUAL.weights.waste, description="Of food thrown away")
    kitchen: _Weight = Field(_USUAL.weights.kitchen, description="Of offers eaten up together")


class PlanRequestIn(Strict):
    """What next week's selection must meet."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"week": "2026-W49", "slots_max": 30, "local_by_count": 0.7}]
        },
    )

    week: WeekText | None = Field(None, description="Empty: next week")
    slots_min: int = Field(_USUAL.slots_min, ge=0, le=1000)
    slots_max: int = Field(_USUAL.slots_max, ge=1, le=1000)
    budget: Money | None = None
    within_km: float = Field(_USUAL.within_km, ge=0, le=20_000, allow_inf_nan=False)
    local_by_count: _Share = float(_USUAL.local_by_count)
    local_by_value: _Share = float(_USUAL.local_by_value)
    category_limits: dict[str, LimitIn] = Field(
        {}, max_length=100, description="Least and most products of a category"
    )
    essentials: list[EssentialIn] = Field([], max_length=100)
    locks: _Ids = Field([], description="Products that must be in")
    bans: _Ids = Field([], description="Products that must be out")
    supplier_outage: _Ids = Field([], description="Suppliers who do not deliver")
    cold_boxes: Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)] | None = Field(
        None, description="Room in the cold chain"
    )
    cold_box_kg: float = Field(_USUAL.cold_box_kg, gt=0, le=10_000, description="What a box holds")
    max_repeats: Annotated[int, Field(ge=0, le=1000)] | None = Field(
        None, description="Products that may have been offered the week before"
    )
    weights: WeightsIn = WeightsIn()
    prices: dict[str, Money] = Field({}, max_length=500, description="Instead of the catalogue's")
    costs: dict[str, Money] = Field({}, max_length=500, description="Instead of the catalogue's")
    votes: dict[str, _Count] = Field({}, max_length=500, description="On top of those cast")
    lang: Lang = "zh"

    def laid_over(self, asked: PlanAsked) -> PlanAsked:
        """Return `asked` with what was sent: tables and weights entry by entry, lists as a whole.

        Raises InvalidField for a week that does not exist.
        """
        sent = {name: getattr(self, name) for name in self.model_fields_set - {"lang"}}
        changes = {name: _READ.get(name, lambda value: value)(v) for name, v in sent.items()}
        for name in ("prices", "costs", "votes"):
            if name in changes:
                changes[name] = {**getattr(asked, name), **changes[name]}
        if "weights" in sent:
            told = self.weights.model_dump(include=self.weights.model_fields_set)
            changes["weights"] = replace(asked.weights, **told)
        return replace(asked, **changes)


class WhatIfIn(PlanRequestIn):
    """What would be different; what is left out stays as the plan was asked for."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"weights": {"sustainability": 0.6}, "bans": []}]},
    )


_READ: Mapping[str, Callable[[Any], Any]] = {
    "week": lambda text: Week.parse(text) if text else None,
    "local_by_count": lambda share: Decimal(str(share)),
    "local_by_value": lambda share: Decimal(str(share)),
    "cold_boxes": lambda boxes: None if boxes is None else Decimal(str(boxes)),
    "category_limits": lambda limits: {name: (at.min, at.max) for name, at in limits.items()},
    "essentials": lambda essentials: tuple(
        Essential(name=e.name, any_of=tuple(e.any_of), min_packs=e.min_packs) for e in essentials
    ),
    "locks": tuple,
    "bans": tuple,
    "supplier_outage": tuple,
}


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


class FiguresOut(BaseModel):
    """What a plan comes to; money in CNY."""

    products: int
    cost: Decimal
    revenue: Decimal
    margin: Decimal = Field(description="If every pack sells")
    expected_margin: Decimal = Field(description="After what is expected to stay unsold")
    sustainability: float = Field(description="Mean score by value, 0–100")
    local_by_count: float
    local_by_value: float


class PlanOut(FiguresOut):
    """A proposed selection with its totals."""

    id: str
    week: str
    status: Literal["proposed", "accepted"]
    version: int
    lines: list[PlanLineOut]
    constraints: list[ConstraintOut]


class QuantityOut(BaseModel):
    """A product of both plans in another quantity."""

    product_id: str
    name: str
    before: int
    after: int


class WhatIfOut(BaseModel):
    """What would change in a plan; nothing of it is kept."""

    week: str
    before: FiguresOut
    after: FiguresOut
    entering: list[PlanLineOut]
    leaving: list[PlanLineOut]
    changed: list[QuantityOut]
    constraints: list[ConstraintOut]


class WhyNotOut(BaseModel):
    """Why a product is not in a plan; `chosen` when it is."""

    product_id: str
    name: str
    reason: ReasonOut


class TradeoffOut(BaseModel):
    """The plan's week for one weight of sustainability."""

    weight: float
    expected_margin: Decimal
    sustainability: float
    products: int


class TradeoffsOut(BaseModel):
    """What a better score costs, from no weight on it to a heavy one."""

    points: list[TradeoffOut]


class ConflictOut(BaseModel):
    """One of the constraints that exclude each other, and what would fix it."""

    name: str = Field(examples=["essentials:豆制品"])
    text: str = Field(examples=["必需品：豆制品"])
    fix: str


class RelaxationOut(BaseModel):
    """One limit moved just so far that the week is possible, every other one as it is."""

    name: str = Field(examples=["budget"])
    side: Literal["min", "max", "drop"]
    limit: float | None = Field(None, description="As it was asked for; null where it is dropped")
    to: float | None = Field(None, description="CNY, shares 0–1, packs or products")
    text: str


class ExplainedOut(BaseModel):
    """Why a week is impossible, and the changes that help on their own, the least first."""

    constraints: list[ConflictOut]
    relaxations: list[RelaxationOut]


class CoverOut(BaseModel):
    """An essential: packs asked for, and packs there would be."""

    name: str
    asked: int
    packs: int
    covered: bool


class FailureOut(BaseModel):
    """What is left of a plan when one supplier fails, and what a new plan would cover."""

    supplier_id: str
    name: str
    lost: list[str] = Field(description="Names of the products that go")
    still: list[CoverOut] = Field(description="Essentials, with the plan as it is")
    after: list[CoverOut] = Field(description="Essentials, planned again")
    loss: float | None = Field(description="What the new plan is worth less, CNY; null: no plan")
    conflict: list[str]
    text: str


class ResilienceOut(BaseModel):
    """What each supplier would take away by failing, the worst first."""

    failures: list[FailureOut]
