"""The composer: drafts for one request, best first, without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from community.ids import NoteId
from community.models import Note
from recipes.composer.adapt import Base, bases
from recipes.composer.assemble import assemble
from recipes.composer.builder import Part
from recipes.composer.grounding import cited, grounds_of
from recipes.composer.kit import Kit
from recipes.composer.plan import courses
from recipes.composer.portions import servings_for
from recipes.draft import Draft
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen

Passes = Callable[[Draft], bool]


class Composer:
    """Writes one request's drafts; `passes` is the verifier's word on one of them."""

    def __init__(
        self, kit: Kit, kitchen: Kitchen, notes: Sequence[Note], *, minutes: int | None,
        passes: Passes,
    ) -> None:  # fmt: skip
        self._kit = kit
        self._kitchen = kitchen
        self._notes = notes
        self._minutes = minutes
        self._passes = passes
        self._grounds = grounds_of(notes, kitchen.lexicon)

    def drafts(self, items: Sequence[Item]) -> Iterator[Draft]:
        """Yield drafts from the best to the plainest: on a note, then on a skeleton.

        A dish that does not pass by itself is left out of a draft; its foods stay over.
        """
        for base in bases(
            self._notes, items, kit=self._kit, kitchen=self._kitchen, minutes=self._minutes
        ):
            yield self._on(base, items)
        if parts := self._dishes(items):
            yield self._draft(parts, items)

    def _on(self, base: Base, items: Sequence[Item]) -> Draft:
        rest = [item for item in items if item not in base.items]
        cites = dict.fromkeys(base.own_steps, (base.note,))
        return self._draft([base.part, *self._dishes(rest)], items, cites)

    def _dishes(self, items: Sequence[Item]) -> list[Part]:
        made = (
            (course.method(self._kit, course.items), course.items)
            for course in courses(items, minutes=self._minutes)
        )
        return [part for part, used in made if self._passes(self._draft([part], used))]

    def _draft(
        self, parts: Sequence[Part], items: Sequence[Item],
        own: Mapping[str, tuple[NoteId, ...]] | None = None,
    ) -> Draft:  # fmt: skip
        cites = {
            text: cited(text, self._grounds, self._kitchen.lexicon)
            for part in parts
            for text in part.steps
        }
        return assemble(
            parts,
            servings=servings_for(items, self._kit.people),
            phrases=self._kit.phrases,
            cites={**cites, **(own or {})},
        )
