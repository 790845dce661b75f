"""Notes on the wire: structured recipes, or raw lines still to be parsed."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AliasChoices, BeforeValidator, Field, field_validator, model_validator

from community.ids import CommunityId, FoodId
from community.models import Ingredient, Note, NoteKind, NoteStatus, RecipeBody
from community.records.base import (
    Id,
    Line,
    Name,
    Names,
    Part,
    Record,
    Visible,
    Words,
    from_cell,
    from_json,
)

MAX_NOTE_BYTES = 200_000
_Amount = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
# In a cell steps stand on lines of their own or between bars: sentences have semicolons.
_Lines = Annotated[list[Words], BeforeValidator(from_cell("|\n")), Field(max_length=300)]


def _cell(value: Any) -> Any:
    return from_json(value) if isinstance(value, str) else value


class IngredientRecord(Part):
    """One ingredient; without an amount it is 适量."""

    name: Name = Field(examples=["萝卜皮"])
    food_id: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="Canonical food; found by name when empty", examples=["daikon_peel"]
    )
    amount: _Amount | None = Field(None, examples=[200])
    unit: Annotated[str, Field(max_length=30)] = Field("", examples=["克"])
    grams: _Amount | None = Field(None, examples=[200])
    note: Line = ""
    per_serving: bool = Field(False, description="The amount is for one serving")

    @field_validator("unit", "note", mode="before")
    @classmethod
    def _empty(cls, value: Any) -> Any:
        return "" if value is None else value

    def to_model(self) -> Ingredient:
        """Return the ingredient."""
        food = None if self.food_id is None else FoodId(self.food_id)
        return Ingredient(**{**self.values(), "food_id": food})


class RecipeBodyRecord(Part):
    """The structured part of a recipe note.

    Either `ingredients`, or lines as a cookbook has them: `quantities_text` ("白糖 20g") beside
    `ingredients_text`. `kcal` and `difficulty` are read and not kept.
    """

    ingredients: list[IngredientRecord] = Field([], max_length=300)
    ingredients_text: _Lines = Field([], description="Names or whole lines", examples=[["白糖"]])
    quantities_text: _Lines = Field([], examples=[["白糖 20g * 份数"]])
    steps: _Lines = Field([], examples=[["萝卜皮切条。"]])
    servings: float | None = Field(None, gt=0, le=1000, allow_inf_nan=False, examples=[3])
    minutes: int | None = Field(None, ge=0, le=100_000, examples=[25])
    equipment: Names = Field(
        [], validation_alias=AliasChoices("equipment", "tools"), examples=[["炒锅"]]
    )
    kcal: float | None = Field(None, exclude=True)
    difficulty: float | None = Field(None, exclude=True)

    def to_model(self) -> RecipeBody:
        """Return the recipe as far as it is structured; the lines are parsed by the importer."""
        return RecipeBody(
            ingredients=tuple(item.to_model() for item in self.ingredients),
            steps=tuple(self.steps),
            servings=self.servings,
            minutes=self.minutes,
            equipment=tuple(self.equipment),
        )


class NoteRecord(Record):
    """One document of the knowledge base, with its source and licence."""

    id: Id = Field(examples=["recipes/jiang-luobo-pi"])
    kind: NoteKind = Field(examples=["recipe"])
    title: Line = Field(min_length=1, examples=["酱萝卜皮"])
    text: Visible = Field("", examples=["削下的皮别扔。"])
    source: Line = Field(min_length=1, examples=["周阿姨的本子"])
    licence: Line = Field(min_length=1, examples=["CC-BY-4.0"])
    author: Line = Field("", examples=["周阿姨"])
    lang: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")] = "zh"
    tags: Names = Field([], examples=[["边角料", "凉菜"]])
    solar_term: Line = ""
    recipe: Annotated[RecipeBodyRecord, BeforeValidator(_cell)] | None = None
    status: NoteStatus = Field(NoteStatus.APPROVED, description="Only approved notes are cited")
    version: int = Field(1, ge=1, le=1_000_000)

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if len(self.text.encode()) > MAX_NOTE_BYTES:
            raise ValueError(f"text: longer than {MAX_NOTE_BYTES} bytes")
        if self.kind is NoteKind.RECIPE and self.recipe is None:
            raise ValueError("recipe: a recipe has ingredients and steps")
        return self

    def to_model(self, community_id: CommunityId) -> Note:
        """Return the note; lines still to be parsed are not in it."""
        return Note(community_id=community_id, **self.values())

    @classmethod
    def from_model(cls, model: Note) -> Self:
        """Return the record of a note."""
        return cls.shown(model)
