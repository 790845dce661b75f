"""From a request to a verified recipe: gate, retrieve, draft, verify, account, label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from community.errors import RefusedRecipe, Unavailable
from community.models import Note
from recipes.answer import Caution, CitedNote, RecipeAnswer
from recipes.composer.compose import Composer
from recipes.composer.equipment import lacking
from recipes.composer.kit import kit_for
from recipes.composer.phrases import Phrases
from recipes.composer.portions import portioned, servings_for
from recipes.composer.search import related_notes
from recipes.draft import Draft
from recipes.gate import Household, Pantry, household_of, stock
from recipes.kitchen import Kitchen
from recipes.llm.briefing import brief_for, draft_of
from recipes.llm.port import Drafter, Proposal
from recipes.request import RecipeRequest
from recipes.verifier import Case, verify
from recipes.waste import leftovers_of, saving_of, storage_of, used_of

COMPOSER = "composer"


def write_recipe(request: RecipeRequest, kitchen: Kitchen) -> RecipeAnswer:
    """Return a verified recipe that uses up what is at hand.

    The same request and kitchen give the same answer, a model apart. Raises InvalidField for an
    allergy, diet or group nobody knows and RefusedRecipe when no safe recipe can be written.
    """
    household = household_of(request, kitchen.lexicon, kitchen.reference)
    pantry = stock(request, household, kitchen)
    return _Writing(request, kitchen, household, pantry).answer()


@dataclass(frozen=True, slots=True)
class _Written:
    draft: Draft
    by: str


class _Writing:
    """One request on its way to an answer."""

    def __init__(
        self, request: RecipeRequest, kitchen: Kitchen, household: Household, pantry: Pantry
    ) -> None:
        self._request = request
        self._kitchen = kitchen
        self._household = household
        self._pantry = pantry
        self._items = portioned(pantry.items, request.people)
        self._kit = kit_for(
            household, kitchen, lang=request.lang, people=request.people, items=self._items
        )
        self._notes = related_notes(request, household, self._items, kitchen)
        self._case = case_for(request, household, pantry, kitchen)

    def answer(self) -> RecipeAnswer:
        for written in self._drafts():
            if not verify(written.draft, self._case):
                return self._shown(written)
        phrases = self._kit.phrases
        raise RefusedRecipe(
            "unsafe",
            why=phrases.say("refuse.unsafe.why"),
            instead=phrases.say("refuse.unsafe.instead"),
        )

    def _drafts(self) -> Iterator[_Written]:
        if self._kitchen.drafter is not None:
            # Without the model the composer answers, and the answer says so.
            with suppress(Unavailable):
                yield self._modelled(self._kitchen.drafter)
        composer = Composer(
            self._kit, self._kitchen, self._notes, minutes=self._request.minutes,
            judge=lambda draft: verify(draft, self._case), equipment=self._request.equipment,
        )  # fmt: skip
        for draft in composer.drafts(self._items):
            yield _Written(draft, COMPOSER)

    def _modelled(self, drafter: Drafter) -> _Written:
        """Return the model's draft, repaired at most once. Raises Unavailable."""

        def judge(proposal: Proposal) -> Sequence[str]:
            found = verify(self._drafted(proposal), self._case)
            return [f"{fault.place}: {fault.code}: {fault.text}" for fault in found]

        brief = brief_for(
            self._items, self._notes, self._household, self._kit, minutes=self._request.minutes,
            equipment=self._request.equipment, reference=self._kitchen.reference,
        )  # fmt: skip
        proposal = drafter.draft(brief, judge)
        return _Written(self._drafted(proposal), f"llm:{drafter.name}")

    def _drafted(self, proposal: Proposal) -> Draft:
        servings = servings_for(self._items, self._request.people)
        return draft_of(proposal, self._items, self._kit, servings=servings)

    def _shown(self, written: _Written) -> RecipeAnswer:
        draft, phrases, request = written.draft, self._kit.phrases, self._request
        used = used_of(draft, self._pantry.items)
        label = "label.composer" if written.by == COMPOSER else "label.llm"
        return RecipeAnswer(
            title=draft.title,
            lang=request.lang,
            servings=draft.servings,
            minutes=draft.minutes,
            ingredients=draft.lines,
            steps=draft.steps,
            warnings=(
                *self._pantry.warnings,
                *_late(draft, request.minutes, phrases),
                *_unequipped(draft, request.equipment, phrases),
            ),
            safety=(*self._pantry.safety, *_for_infants(self._household, phrases)),
            unrecognised=self._pantry.unrecognised,
            used=used,
            leftovers=leftovers_of(self._pantry.items, used, now=request.now, phrases=phrases),
            storage=storage_of(draft, self._pantry.items, phrases),
            saving=saving_of(
                self._pantry.items, used, reference=self._kitchen.reference, phrases=phrases
            ),
            notes=_cited(draft, self._notes),
            written_by=written.by,
            label=phrases.say(label),
        )


def case_for(
    request: RecipeRequest, household: Household, pantry: Pantry, kitchen: Kitchen
) -> Case:
    """Return what a draft for this request is judged against."""
    kit = kit_for(household, kitchen, lang=request.lang, people=request.people, items=pantry.items)
    staples = {staple.food.id for staple in kit.staples.values()}
    staples |= {food.id for food in kitchen.lexicon.foods.values() if food.staple}
    return Case(
        household=household,
        items=pantry.items,
        staples=frozenset(staples),
        lexicon=kitchen.lexicon,
        reference=kitchen.reference,
        reader=kitchen.reader,
        notes=kitchen.notes,
        lang=request.lang,
    )


def _late(draft: Draft, minutes: int | None, phrases: Phrases) -> tuple[Caution, ...]:
    if minutes is None or draft.minutes <= minutes:
        return ()
    return (Caution("time", phrases.say("warn.time", minutes=draft.minutes)),)


def _unequipped(draft: Draft, equipment: Sequence[str], phrases: Phrases) -> tuple[Caution, ...]:
    tools = lacking([step.text for step in draft.steps], equipment, phrases)
    if not tools:
        return ()
    return (Caution("equipment", phrases.say("warn.equipment", tools=phrases.listed(tools))),)


def _for_infants(household: Household, phrases: Phrases) -> tuple[Caution, ...]:
    if "infant" not in household.groups:
        return ()
    return (Caution("infant", phrases.say("infant.mash")),)


def _cited(draft: Draft, notes: Sequence[Note]) -> tuple[CitedNote, ...]:
    cited = {id_ for step in draft.steps for id_ in step.cites}
    return tuple(CitedNote(note.id, note.title) for note in notes if note.id in cited)
