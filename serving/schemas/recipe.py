"""Recipes on the wire."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from serving.schemas.common import Id, Lang, Strict


class HaveIn(Strict):
    """One thing that is left."""

    name: str = Field(
        min_length=1,
        max_length=60,
        description="As you call it; a count may stand with it: 鸡蛋 2个",
        examples=["萝卜皮"],
    )
    grams: float | None = Field(None, gt=0, le=50_000, allow_inf_nan=False, examples=[200])
    use_by: date | None = None


class RecipeRequestIn(Strict):
    """What is left, and for whom to cook."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "have": [{"name": "萝卜皮", "grams": 200}, {"name": "豆腐", "grams": 300}],
                    "people": 3,
                    "allergies": ["花生"],
                }
            ]
        },
    )

    have: list[HaveIn] = Field(min_length=1, max_length=60)
    people: int = Field(2, ge=1, le=50)
    diets: list[str] = Field([], max_length=20, examples=[["素食"]])
    allergies: list[str] = Field([], max_length=40, examples=[["花生"]])
    groups: list[str] = Field([], max_length=20, examples=[["孕妇"]])
    dislikes: list[str] = Field([], max_length=40, examples=[["香菜"]])
    minutes: int | None = Field(None, ge=5, le=600)
    equipment: list[str] = Field([], max_length=20)
    lang: Lang = "zh"
    text: str = Field("", max_length=500, description="What else you wish, in your own words")
    neighbour_id: Id | None = Field(None, description="Whose recipe this is, if it is to be kept")


class IngredientOut(BaseModel):
    """One ingredient for the whole recipe."""

    name: str
    food: str
    grams: float
    source: Literal["pantry", "staple", "shop"]


class StepOut(BaseModel):
    """One step, with the notes it comes from."""

    text: str
    cites: list[str]
    part: str


class CautionOut(BaseModel):
    """One thing to know."""

    code: str
    text: str


class UsedOut(BaseModel):
    """How much of one thing at hand is used."""

    name: str
    grams: float


class LeftoverOut(BaseModel):
    """What stays over and how to keep it."""

    name: str
    grams: float
    keep: str
    until: date | None


class CitedOut(BaseModel):
    """A note that was used."""

    id: str
    title: str


class AiLabel(BaseModel):
    """The label that always goes with generated text."""

    value: bool
    label: str


class LinkOut(BaseModel):
    """Where to buy a missing food this week."""

    food: str
    product_id: str
    name: str
    price: Decimal


class RecipeOut(BaseModel):
    """A verified recipe."""

    id: str
    outcome: Literal["recipe", "warn"]
    reason: str
    title: str
    lang: Lang
    servings: int
    minutes: int
    ingredients: list[IngredientOut]
    steps: list[StepOut]
    warnings: list[CautionOut]
    safety: list[CautionOut]
    unrecognised: list[str]
    used: list[UsedOut]
    leftovers: list[LeftoverOut]
    storage: str
    shopping: list[IngredientOut]
    offers: list[LinkOut] = []
    saved_grams: float
    saved_co2e_kg: float
    saved_source: str
    saved_assumption: str
    notes: list[CitedOut]
    written_by: str
    ai_generated: AiLabel
