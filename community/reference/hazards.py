"""Food-safety rules, and finding those that a text touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.durations import Durations, load_durations
from community.reference.hazard_rules import ACTIONS, HazardRule, load_hazard_rules
from community.reference.patterns import ClauseView, Pattern
from community.reference.terms import Span, TermIndex, clauses
from community.reference.word_classes import EVERYDAY, WordClasses, load_word_classes

_EXCEPT = "except:"
_NOT = "not:"
_REJECT = "@reject"
_REJECT_BEFORE = 6  # characters between 没有, 不要用 and what they reject
_REJECT_AFTER = 16  # and between that and 整块丢掉


@dataclass(frozen=True, slots=True)
class HazardHit:
    """A rule that a clause of the text touches; `matched` is the part that did.

    `warned` tells that the words around it reject it (发霉的整块丢掉). It is a hint for prose such
    as notes and standing advice, never a reason to let a request or an ingredient pass.
    """

    rule: HazardRule
    matched: str
    clause: str
    warned: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule was touched in a clause."""

    start: int
    end: int
    rule: HazardRule


@dataclass(frozen=True, slots=True)
class Hazards:
    """All rules, compiled for matching."""

    all: tuple[HazardRule, ...]
    words: TermIndex[str]
    durations: Durations

    def get(self, id_: str) -> HazardRule | None:
        """Return the rule with this id, or None."""
        return next((r for r in self.all if r.id == id_), None)

    def view(self, clause: str) -> ClauseView:
        """Return what stands in a compacted clause, words inside everyday words left out."""
        labelled: dict[str, list[Span[str]]] = {}
        for span in self.words.find(clause):
            for label in span.of:
                labelled.setdefault(label, []).append(span)
        kept = {label: _unmasked(label, spans, labelled) for label, spans in labelled.items()}
        return ClauseView(clause, kept, self.durations.find(clause))


def _unmasked(
    label: str, spans: list[Span[str]], labelled: Mapping[str, list[Span[str]]]
) -> list[Span[str]]:
    if label.startswith((_EXCEPT, _NOT, EVERYDAY)):
        return spans
    everyday = labelled.get(EVERYDAY, ())
    excepted = [*labelled.get(_NOT + label, ()), *labelled.get(_EXCEPT + label, ())]
    # A word that wholly contains the everyday word (霉花生) or is it (花生) still counts.
    return [
        span
        for span in spans
        if not any(mask.meets(span) and not span.contains(mask) for mask in everyday)
        and not any(mask.meets(span) and not span.exceeds(mask) for mask in excepted)
    ]


def hazards_in(text: str, rules: Hazards) -> tuple[HazardHit, ...]:
    """Return the rules that `text` touches, the most forceful first, each rule once.

    Works on what was typed as well as on what was written by a model; negation is not read, so
    doubt fails closed. A hit inside a longer one with at least the same force (木耳 inside
    隔夜泡发木耳) is left out. Rules for groups (BLOCK_FOR) come back for everyone: see `blocks`.
    """
    found: dict[str, HazardHit] = {}
    for clause in clauses(text):
        view = rules.view(clause)
        for hit in _outermost(list(_hits(view, rules.all)), view):
            found.setdefault(hit.rule.id, hit)
    return tuple(sorted(found.values(), key=lambda hit: hit.rule.force, reverse=True))


def blocks(hit: HazardHit, groups: Iterable[str] = ()) -> bool:
    """Return whether the hit forbids the food for people of these groups (ids)."""
    return forbids(hit.rule, groups)


def forbids(rule: HazardRule, groups: Iterable[str] = ()) -> bool:
    """Return whether the rule forbids what touches it for people of these groups (ids)."""
    if rule.action == "BLOCK":
        return True
    return rule.action == "BLOCK_FOR" and not set(rule.groups).isdisjoint(groups)


def _hits(view: ClauseView, rules: Iterable[HazardRule]) -> Iterator[_Place]:
    for rule in rules:
        for span in view.labelled.get(rule.id, ()):
            yield _Place(span.start, span.end, rule)
        for pattern in rule.patterns:
            for start, end in pattern.matches(view):
                yield _Place(start, end, rule)


def _outermost(places: list[_Place], view: ClauseView) -> Iterator[HazardHit]:
    for place in places:
        if not any(_outweighs(other, place) for other in places):
            matched = view.text[place.start : place.end]
            yield HazardHit(place.rule, matched, view.text, _warned(place, view))


def _outweighs(other: _Place, place: _Place) -> bool:
    inside = other.start <= place.start and place.end <= other.end
    longer = other.end - other.start > place.end - place.start
    general = "BLOCK_FOR" not in (place.rule.action, other.rule.action)
    stronger = ACTIONS[other.rule.action] >= ACTIONS[place.rule.action]
    return inside and longer and general and stronger


def _warned(place: _Place, view: ClauseView) -> bool:
    return any(
        place.start - _REJECT_BEFORE <= span.start < place.end + _REJECT_AFTER
        for span in view.labelled.get(_REJECT, ())
    )


def load_hazards(root: Traversable | None = None) -> Hazards:
    """Return the rules, compiled. Raises ReferenceDataError on a broken table."""
    classes = load_word_classes(root)
    rules = load_hazard_rules(classes, root)
    return Hazards(rules, TermIndex.build(_labels(rules, classes)), load_durations(root))


def _labels(rules: Iterable[HazardRule], classes: WordClasses) -> Iterator[tuple[str, str]]:
    for name, words in classes.words.items():
        label = EVERYDAY if name == EVERYDAY else f"@{name}"
        for word in words:
            yield word.removeprefix("!"), _NOT + label if word.startswith("!") else label
    for rule in rules:
        yield from ((word, rule.id) for word in rule.triggers)
        yield from ((word, _EXCEPT + rule.id) for word in rule.exclude)
        yield from _pattern_words(rule.patterns)


def _pattern_words(patterns: Iterable[Pattern]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        for term in (*pattern.wanted, *pattern.unwanted):
            yield from ((word, term.label) for word in term.words)
