"""The composer: drafts for one request, best first, without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from community.ids import NoteId
from community.models import Note
from recipes.composer import filling, savoury
from recipes.composer.adapt import bases
from recipes.composer.assemble import assemble
from recipes.composer.builder import Part
from recipes.composer.equipment import lacking
from recipes.composer.grounding import cited, grounds_of
from recipes.composer.kit import Kit
from recipes.composer.menus import Menu, menus
from recipes.composer.plan import Course, courses
from recipes.composer.portions import servings_for
from recipes.composer.pot import dish_names
from recipes.draft import Draft
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen
from recipes.verifier import Violation

# What a soup would not become: dough, bread, rice and noodles have dishes of their own.
_NO_SOUP = frozenset({"flour", "bun", "rice", "noodle", "grain", "dumpling", "crisp"})
Judge = Callable[[Draft], Sequence[Violation]]


class Composer:
    """Writes one request's drafts; `judge` is the verifier."""

    def __init__(
        self, kit: Kit, kitchen: Kitchen, notes: Sequence[Note], *, minutes: int | None,
        judge: Judge, equipment: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._kit = kit
        self._kitchen = kitchen
        self._notes = notes
        self._minutes = minutes
        self._judge = judge
        self._equipment = tuple(equipment)
        self._grounds = grounds_of(notes, kitchen.reader)

    def drafts(self, items: Sequence[Item]) -> Iterator[Draft]:
        """Yield drafts from the best to the plainest: on a note, then on a skeleton.

        A dish that does not pass by itself is left out of a draft; its foods stay over.
        """
        found = bases(
            self._notes, items, kit=self._kit, kitchen=self._kitchen, minutes=self._minutes
        )
        sound = [
            base
            for base in found
            if not self._judge(self._draft([base.part], items)) and not self._lacks(base.part)
        ]
        for menu in menus(sound, items, self._kit.phrases):
            if menu.bases or (menu.rest and self._dishes(menu.rest)):
                yield self._on(menu, items)

    def _on(self, menu: Menu, items: Sequence[Item]) -> Draft:
        cites = {step: (base.note.id,) for base in menu.bases for step in base.own_steps}
        parts = [base.part for base in menu.bases]
        return self._draft([*parts, *self._dishes(menu.rest)], items, cites)

    def _dishes(self, items: Sequence[Item]) -> list[Part]:
        found = []
        for course in courses(items, minutes=self._minutes):
            part = self._made(course)
            for titled in self._titled(part, course.items):
                faults = self._judge(self._draft([titled], course.items))
                if not faults:
                    found.append(titled)
                if not any(fault.place.startswith("title") for fault in faults):
                    break
        return found

    def _lacks(self, part: Part) -> bool:
        return bool(lacking(part.steps, self._equipment, self._kit.phrases))

    def _made(self, course: Course) -> Part:
        """Return the dish, boiled or steamed instead where there is nothing to fry it in."""
        part = course.method(self._kit, course.items)
        if self._lacks(part) and all(item.kind.zone == "pot" for item in course.items):
            for method in (savoury.soup, filling.steamed_egg):
                stages = {item.kind.stage for item in course.items if not item.seasoning}
                if (method is filling.steamed_egg) != (stages == {"egg"}):
                    continue
                other = method(self._kit, course.items)
                if not stages & _NO_SOUP and not self._lacks(other):
                    return other
        return part

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
