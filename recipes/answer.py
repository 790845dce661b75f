"""What is shown: a verified recipe with its warnings, storage, shopping and savings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from community.ids import FoodId, NoteId
from recipes.draft import Line, Source, Step
from recipes.request import Lang


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know: a stable code and the sentence in the answer's language."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Used:
    """How much of one thing at hand goes into the recipe, under the name the request gave it."""

    name: str
    grams: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What stays over of one thing at hand, how to keep it, and the last good day."""

    name: str
    grams: float
    keep: str
    until: date | None


@dataclass(frozen=True, slots=True)
class CitedNote:
    """A note that a step of the answer comes from."""

    id: NoteId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """Waste avoided: edible grams rescued, kg CO2e, how it is reckoned and what is assumed."""

    grams: float
    co2e_kg: float
    source: str
    assumption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeAnswer:
    """One verified recipe.

    `warnings` belong to this very request; `safety` and `storage` are standing advice for the foods
    in it. `written_by` is "composer" or "llm:<model>"; `label` is always shown with the text.
    """

    title: str
    lang: Lang
    servings: int
    minutes: int
    ingredients: tuple[Line, ...]
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...]
    safety: tuple[Caution, ...]
    unrecognised: tuple[str, ...]
    used: tuple[Used, ...]
    leftovers: tuple[Leftover, ...]
    storage: str
    saving: Saving
    notes: tuple[CitedNote, ...]
    written_by: str
    label: str

    @property
    def outcome(self) -> str:
        """`warn` when something about this request needs saying, else `recipe`."""
        return "warn" if self.warnings else "recipe"

    @property
    def shopping(self) -> tuple[Line, ...]:
        """The ingredients to buy."""
        return tuple(line for line in self.ingredients if line.source is Source.SHOP)

    @property
    def missing_foods(self) -> tuple[FoodId, ...]:
        """The foods to buy, for linking to this week's offers."""
        return tuple(line.food for line in self.shopping)

    def to_dict(self) -> Mapping[str, Any]:
        """Return the answer as plain JSON values."""
        return {
            "outcome": self.outcome,
            "reason": self.warnings[0].code if self.warnings else "",
            "title": self.title,
            "lang": self.lang,
            "servings": self.servings,
            "minutes": self.minutes,
            "ingredients": [_line(line) for line in self.ingredients],
            "steps": [_step(step) for step in self.steps],
            "warnings": [_caution(caution) for caution in self.warnings],
            "safety": [_caution(caution) for caution in self.safety],
            "unrecognised": list(self.unrecognised),
            "used": [{"name": used.name, "grams": used.grams} for used in self.used],
            "leftovers": [_leftover(rest) for rest in self.leftovers],
            "storage": self.storage,
            "shopping": [_line(line) for line in self.shopping],
            "saved_grams": self.saving.grams,
            "saved_co2e_kg": self.saving.co2e_kg,
            "saved_source": self.saving.source,
            "saved_assumption": self.saving.assumption,
            "notes": [{"id": note.id, "title": note.title} for note in self.notes],
            "written_by": self.written_by,
            "ai_generated": {"value": True, "label": self.label},
        }


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "food": line.food,
        "grams": line.grams,
        "source": line.source.value,
    }


def _step(step: Step) -> dict[str, Any]:
    return {"text": step.text, "cites": list(step.cites), "part": step.part}


def _caution(caution: Caution) -> dict[str, str]:
    return {"code": caution.code, "text": caution.text}


def _leftover(rest: Leftover) -> dict[str, Any]:
    return {
        "name": rest.name,
        "grams": rest.grams,
        "keep": rest.keep,
        "until": rest.until.isoformat() if rest.until else None,
    }
