"""The composer: drafts for one request, best first, without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from community.ids import NoteId
from community.models import Note
from recipes.composer.adapt import Base, bases
from recipes.composer.assemble import assemble
from recipes.composer.builder import Part
from recipes.composer.grounding import cited, grounds_of
from recipes.composer.kit import Kit
from recipes.composer.plan import courses
from recipes.composer.portions import servings_for
from recipes.composer.pot import dish_names
from recipes.draft import Draft
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen
from recipes.verifier import Violation

Judge = Callable[[Draft], Sequence[Violation]]


class Composer:
    """Writes one request's drafts; `judge` is the verifier."""

    def __init__(
        self, kit: Kit, kitchen: Kitchen, notes: Sequence[Note], *, minutes: int | None,
        judge: Judge,
    ) -> None:  # fmt: skip
        self._kit = kit
        self._kitchen = kitchen
        self._notes = notes
        self._minutes = minutes
        self._judge = judge
        self._grounds = grounds_of(notes, kitchen.reader)

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
        found = []
        for course in courses(items, minutes=self._minutes):
            part = course.method(self._kit, course.items)
            for titled in self._titled(part, course.items):
                faults = self._judge(self._draft([titled], course.items))
                if not faults:
                    found.append(titled)
                if not any(fault.place.startswith("title") for fault in faults):
                    break
        return found

    def _titled(self, part: Part, items: Sequence[Item]) -> Iterator[Part]:
        """Yield the dish under plainer and plainer titles: names side by side can read as another
        food (烧 and 肉丸 as 烧肉)."""
        phrases = self._kit.phrases
        yield part
        for n in (2, 1):
            yield replace(part, title=phrases.say("title.home", a=dish_names(self._kit, items, n)))
        yield replace(part, title=phrases.say("title.plainest"))

    def _draft(
        self, parts: Sequence[Part], items: Sequence[Item],
        own: Mapping[str, tuple[NoteId, ...]] | None = None,
    ) -> Draft:  # fmt: skip
        cites = {
            text: cited(text, self._grounds, self._kitchen.reader)
            for part in parts
            for text in part.steps
        }
        return assemble(
            parts,
            servings=servings_for(items, self._kit.people),
            phrases=self._kit.phrases,
            cites={**cites, **(own or {})},
        )
