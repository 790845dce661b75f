"""Recommendations and picks on the wire."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from serving.schemas.common import Id, Lang, Strict, WeekText


class RankWeights(Strict):
    """How much beside taste counts, each 0–1."""

    sustainability: float = Field(0.3, ge=0, le=1, examples=[0.3])
    diversity: float = Field(0.1, ge=0, le=1, examples=[0.1])


class ShowWeights(RankWeights):
    """How much beside the mean taste of those who watch counts."""

    fairness: float = Field(1.0, ge=0, le=1, description="For those served least so far")


class LocalShare(Strict):
    """At least this share of what is shown comes from nearby."""

    within_km: float = Field(50, ge=0, le=20_000, examples=[50])
    share: float = Field(ge=0, le=1, examples=[0.5])


class RecommendationRequest(Strict):
    """What to rank for whom."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"neighbour_id": "n001", "n": 5, "lang": "zh"}]},
    )

    neighbour_id: Id | None = Field(None, description="Empty: the community's own picks")
    week: WeekText | None = Field(None, description="Whose offers to rank; empty: this week's")
    n: int = Field(10, ge=1, le=100)
    exclude_ids: list[Id] = Field([], max_length=1000)
    basket: list[Id] = Field(
        [], max_length=200, description="Already in the basket, beside this week's order"
    )
    weights: RankWeights = RankWeights()
    local: LocalShare | None = None
    respect_allergies: bool = Field(True, description="Leave out what the household must not eat")
    respect_diets: bool = Field(True, description="Leave out what the household's diets do")
    seed: int = Field(0, ge=0, le=2**31 - 1)
    lang: Lang = "zh"


class PicksRequest(Strict):
    """What to show next, for those who are watching."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"audience": ["n001", "n002"], "n": 3}]},
    )

    audience: list[Id] = Field([], max_length=2000, description="Neighbours watching, if known")
    week: WeekText | None = None
    n: int = Field(10, ge=1, le=100)
    minutes_left: int | None = Field(None, ge=0, le=1440, description="Of the show; limits n")
    minutes_each: int = Field(3, ge=1, le=60, description="For one product")
    exclude_ids: list[Id] = Field([], max_length=1000)
    shown: list[Id] = Field(
        [], max_length=1000, description="Shown already: whom it served waits for the others"
    )
    weights: ShowWeights = ShowWeights()
    local: LocalShare | None = None
    seed: int = Field(0, ge=0, le=2**31 - 1)
    lang: Lang = "zh"

    @property
    def slots(self) -> int:
        """How many products there is time for."""
        if self.minutes_left is None:
            return self.n
        return min(self.n, self.minutes_left // self.minutes_each)


class ReasonOut(BaseModel):
    """Why: a code for machines, its values, and the sentence for people."""

    code: str = Field(examples=["bought_often"])
    params: dict[str, str | int | float] = Field(examples=[{"times": 6}])
    text: str = Field(examples=["买过 6 次"])


class RankedItem(BaseModel):
    """One product in the ranking; the components add up to the score."""

    product_id: str = Field(examples=["p-001"])
    name: str = Field(examples=["本地小青菜 500g"])
    rank: int = Field(examples=[1])
    score: float = Field(examples=[0.83])
    components: dict[str, float] = Field(examples=[{"personal": 0.5, "sustainability": 0.33}])
    price: Decimal = Field(examples=["6.80"])
    sustainability: float = Field(description="0–100", examples=[86.2])
    reasons: list[ReasonOut]


class RecommendationOut(BaseModel):
    """A ranking of this week's offers."""

    recommendation_id: str
    model_version: str
    week: str = Field(examples=["2026-W48"])
    items: list[RankedItem]
    dropped: dict[str, int] = Field(examples=[{"out_of_stock": 2}])
    notes: list[ReasonOut] = Field([], description="What could not be kept to")


class PickOut(RankedItem):
    """A product to show now; what is not known is null and named in `missing`."""

    title_14: str = Field(description="At most 14 characters", examples=["本地小青菜"])
    story: str | None
    supplier: str = Field(examples=["青禾农场"])
    km: float = Field(examples=[12.5])
    stock: int | None
    missing: list[str] = Field(examples=[["story"]])


class PicksOut(BaseModel):
    """Picks for a show, free of anything personal."""

    recommendation_id: str
    model_version: str
    week: str
    items: list[PickOut]
    dropped: dict[str, int]
    notes: list[ReasonOut] = Field([], description="What could not be kept to")
