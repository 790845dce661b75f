"""What a model is told about one request, and its proposal turned into a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from community.ids import FoodId, NoteId
from community.models import Note
from community.reference import Reference
from recipes.composer.kit import Kit, Staple
from recipes.draft import Draft, Line, Source, Step
from recipes.gate.household import Household
from recipes.gate.pantry import Item
from recipes.llm.port import Brief, Offered, Proposal, Quoted

_NOTES = 4
_NOT_OFFERED = FoodId("")
# Grams of a staple for one gram of food at hand, as a home cook seasons.
_SHARES: Mapping[str, float] = {
    "oil": 0.03, "salt": 0.004, "soy": 0.015, "sugar": 0.008, "vinegar": 0.015, "sesame": 0.005,
    "garlic": 0.02, "ginger": 0.01, "scallion": 0.02, "flour": 0.3, "water": 0.6,
}  # fmt: skip


def brief_for(
    items: Sequence[Item], notes: Sequence[Note], household: Household, kit: Kit, *,
    minutes: int | None, equipment: Sequence[str], reference: Reference,
) -> Brief:  # fmt: skip
    """Return the brief: recognised foods, numbers and quoted notes, nobody's name or words."""
    lang = kit.phrases.lang
    classes = [a for a in reference.allergens.all if a.id in household.allergens]
    rules = {rule.id: rule for item in items for rule in item.treatments}
    return Brief(
        lang=lang,
        people=kit.people,
        minutes=minutes,
        pantry=tuple(Offered(i.food.id, i.label, float(round(i.grams))) for i in items),
        staples=tuple(
            Offered(staple.food.id, staple.label, None)
            for staple in kit.staples.values()
            if staple.item is None
        ),
        equipment=tuple(equipment),
        avoid=tuple(a.name_zh if lang == "zh" else a.name_en for a in classes),
        must_do=tuple(r.rule_zh if lang == "zh" else r.rule_en for r in rules.values()),
        notes=tuple(Quoted(n.id, n.title, n.recipe.steps) for n in notes[:_NOTES] if n.recipe),
    )


def draft_of(proposal: Proposal, items: Sequence[Item], kit: Kit, *, servings: int) -> Draft:
    """Return the proposal as a draft, its amounts set here: all that is at hand, staples by share.

    A food that was not offered becomes a line with an empty id, which the verifier refuses.
    """
    at_hand = {item.label: item for item in items}
    staples = {staple.label: (key, staple) for key, staple in kit.staples.items()}
    total = sum(item.grams for item in items)
    lines = [
        _line(name, at_hand.get(name), staples.get(name), total)
        for name in dict.fromkeys(proposal.foods)
    ]
    named = set(proposal.foods)
    lines += [_line(item.label, item, None, total) for item in items if item.label not in named]
    steps = tuple(
        Step(text=step.text, cites=tuple(NoteId(id_) for id_ in step.cites))
        for step in proposal.steps
    )
    return Draft(title=proposal.title, servings=servings, minutes=proposal.minutes,
                 lines=tuple(lines), steps=steps)  # fmt: skip


def _line(name: str, item: Item | None, staple: tuple[str, Staple] | None, total: float) -> Line:
    if item is not None:
        return Line(name=name, food=item.food.id, grams=float(round(item.grams)),
                    source=Source.PANTRY)  # fmt: skip
    if staple is not None:
        key, found = staple
        grams = max(1.0, round(total * _SHARES[key]))
        return Line(name=name, food=found.food.id, grams=grams, source=Source.STAPLE)
    return Line(name=name, food=_NOT_OFFERED, grams=1.0, source=Source.STAPLE)
