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


@dataclass(frozen=True, slots=True)
class HazardHit:
    """A rule that a clause of the text touches; `matched` is the part that did."""

    rule: HazardRule
    matched: str
    clause: str


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
    masks = [*labelled.get(EVERYDAY, ()), *labelled.get(_NOT + label, ())]
    masks += labelled.get(_EXCEPT + label, ())
    # A word that wholly contains the everyday word (霉花生) still counts.
    return [s for s in spans if not any(m.meets(s) and not s.contains(m) for m in masks)]


def hazards_in(text: str, rules: Hazards) -> tuple[HazardHit, ...]:
    """Return the rules that `text` touches, the most forceful first, each rule once.

    Works on what was typed as well as on what was written by a model; negation is not read, so
    doubt fails closed. A hit inside a longer one with at least the same force (木耳 inside
    隔夜泡发木耳) is left out. Rules for groups (BLOCK_FOR) come back for everyone: see `blocks`.
    """
    found: dict[str, HazardHit] = {}
    for clause in clauses(text):
        for hit in _outermost(list(_hits(rules.view(clause), rules.all))):
            found.setdefault(hit.rule.id, hit)
    return tuple(sorted(found.values(), key=lambda hit: hit.rule.force, reverse=True))


def blocks(hit: HazardHit, groups: Iterable[str] = ()) -> bool:
    """Return whether the hit forbids the food for people of these groups (ids)."""
    rule = hit.rule
    if rule.action == "BLOCK":
        return True
    return rule.action == "BLOCK_FOR" and not set(rule.groups).isdisjoint(groups)


def _hits(
    view: ClauseView, rules: Iterable[HazardRule]
) -> Iterator[tuple[int, int, HazardRule, str]]:
    for rule in rules:
        for span in view.labelled.get(rule.id, ()):
            yield span.start, span.end, rule, view.text
        for pattern in rule.patterns:
            for start, end in pattern.matches(view):
                yield start, end, rule, view.text


def _outermost(hits: list[tuple[int, int, HazardRule, str]]) -> Iterator[HazardHit]:
    for start, end, rule, clause in hits:
        if not any(_outweighs(other, (start, end, rule)) for other in hits):
            yield HazardHit(rule, clause[start:end], clause)


def _outweighs(other: tuple[int, int, HazardRule, str], hit: tuple[int, int, HazardRule]) -> bool:
    start, end, rule = hit
    inside = other[0] <= start and end <= other[1] and (other[0], other[1]) != (start, end)
    general = "BLOCK_FOR" not in (rule.action, other[2].action)
    return inside and general and ACTIONS[other[2].action] >= ACTIONS[rule.action]


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
