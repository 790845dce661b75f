"""Where a step's times and temperatures come from: its notes, the rules, the kitchen's sentences.

A sentence in the kitchen's own words keeps the figures of those words; its time is one of the
foods it names. Any other sentence takes its figures from the sentence of a cited note that is most
like it, or from the times and rules of the foods it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from community.foods import Food
from recipes.composer.cooking import load_cooking
from recipes.composer.phrases import load_phrases
from recipes.draft import Step
from recipes.request import Lang
from recipes.verifier.case import Case, Reading, Violation, related
from recipes.verifier.treatments import DEGREES, HOURS, MINUTES
from recipes.verifier.words import word_pairs

Figure = tuple[int, float]  # unit (0 minutes, 1 hours, 2 °C), how many

_PATTERNS = (MINUTES, HOURS, DEGREES)
_SENTENCE = re.compile(r"(?:[^。；;!！?？\n.]|\.(?=\d))+")
_SLOT = re.compile(r"\\\{(\w+)\\\}")
# Minutes that the composer sets by sentence instead of by food. Source: recipes/composer.
_SET: dict[str, frozenset[float]] = {
    "rice.fry": frozenset({6.0}), "noodle.fry": frozenset({6.0}), "bun.fry": frozenset({5.0}),
    "rice.porridge": frozenset({10.0}), "dumpling.boil": frozenset({4.0}),
    "fish.fry": frozenset({3.0}), "fish.simmer": frozenset({5.0}), "hard.toss": frozenset({2.0}),
    "pulse.simmer": frozenset({50.0}), "steam.plain": frozenset({20.0}),
    "soft.simmer": frozenset({3.0}), "hard.simmer": frozenset({60.0}),
}  # fmt: skip
_TOGETHER = re.compile(r"^braise|\.start")  # the time is that of everything in the pot
_FRIED = re.compile(r"\.(?:fry|toss|warm|startfry|plain)$")
_ALIKE = 0.5  # share of word pairs that make a note's sentence the source of another


def traced(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every time or temperature that no source accounts for."""
    for row, step in enumerate(reading.draft.steps):
        notes = _sentences_of_notes(step, reading, case)
        for sentence in _SENTENCE.findall(step.text):
            for unit, figure in sorted(_unaccounted(sentence, notes, reading, case)):
                text = f"{figure:g} {('min', 'h', '°C')[unit]}: from no source"
                yield Violation("number", f"steps/{row}", text)


def figures_in(text: str) -> frozenset[Figure]:
    """Return the times and temperatures of a text."""
    return frozenset(
        (unit, float(figure))
        for unit, pattern in enumerate(_PATTERNS)
        for figure in pattern.findall(text)
    )


def _unaccounted(
    sentence: str, notes: Sequence[str], reading: Reading, case: Case
) -> frozenset[Figure]:
    figures = figures_in(sentence)
    if not figures:
        return figures
    source = _of_source(sentence, notes)
    if figures <= source:
        return frozenset()
    foods = _foods_of(sentence, reading, case)
    if own := _in_own_words(sentence):
        key, minutes = own
        if _TOGETHER.search(key):
            foods = _listed(reading, case)
        return frozenset(
            figure
            for figure in minutes - _times_of(foods, key)
            if figure[1] not in _SET.get(key, frozenset())
        )
    if source:
        return figures - source - _of_rules(foods, case)
    return figures - _times_of(foods, ".fry") - _times_of(foods, "") - _of_rules(foods, case)


def _in_own_words(sentence: str) -> tuple[str, frozenset[Figure]] | None:
    """Return the key of the kitchen's sentence that holds this one, and the minutes put in."""
    for key, pattern in _own_sentences():
        if match := pattern.search(sentence):
            minutes = match.groupdict().get("min")
            return key, frozenset({(0, float(minutes))}) if minutes else frozenset()
    return None


@cache
def _own_sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the kitchen's sentences that hold a figure or a place for one, longest first."""
    languages: tuple[Lang, ...] = ("zh", "en")
    texts = {
        sentence.strip(): key
        for lang in languages
        for key, text in load_phrases(lang).by_key.items()
        for sentence in _SENTENCE.findall(text)
        if "{min}" in sentence or "{temp}" in sentence or figures_in(sentence)
    }
    longest = sorted(texts, key=len, reverse=True)
    return tuple((texts[text], re.compile(_with_slots(text), re.I)) for text in longest)


def _with_slots(text: str) -> str:
    seen: set[str] = set()

    def slot(match: re.Match[str]) -> str:
        name = match[1]
        numeric = name in {"min", "ml", "temp"}
        body = r"\d+(?:\.\d+)?" if numeric else ".{1,80}?"
        if name in seen:
            return body
        seen.add(name)
        return f"(?P<{name}>{body})"

    return _SLOT.sub(slot, re.escape(text))


def _sentences_of_notes(step: Step, reading: Reading, case: Case) -> tuple[str, ...]:
    """Return the sentences of the notes a step cites; of all that are cited if it cites none."""
    every = dict.fromkeys(id_ for one in reading.draft.steps for id_ in one.cites)
    notes = [case.notes[id_] for id_ in step.cites or every if id_ in case.notes]
    texts = [text for note in notes
             for text in (*(note.recipe.steps if note.recipe else ()), note.text)]  # fmt: skip
    return tuple(sentence for text in texts for sentence in _SENTENCE.findall(text))


def _of_source(sentence: str, notes: Sequence[str]) -> frozenset[Figure]:
    """Return the figures of the note's sentences that are most like this one."""
    pairs = word_pairs(re.sub(r"\d+(?:\.\d+)?", "", sentence))
    alike = {note: len(pairs & word_pairs(re.sub(r"\d+(?:\.\d+)?", "", note))) for note in notes}
    most = max(alike.values(), default=0)
    if not pairs or most < _ALIKE * len(pairs):
        return frozenset()
    return frozenset().union(*(figures_in(note) for note in alike if alike[note] == most))


def _foods_of(sentence: str, reading: Reading, case: Case) -> list[tuple[Food, str]]:
    """Return the foods a sentence names, or else all that are listed, each with its name."""
    named = [(mention.food, mention.text) for mention in case.reader.foods(sentence)]
    return named or _listed(reading, case)


def _listed(reading: Reading, case: Case) -> list[tuple[Food, str]]:
    return [(case.lexicon.foods[line.food], line.name) for line in reading.draft.lines
            if line.food in case.lexicon.foods]  # fmt: skip


def _times_of(foods: Sequence[tuple[Food, str]], key: str) -> frozenset[Figure]:
    """Return what these foods take: to prepare, and fried or boiled as the sentence `key` says."""
    cooking = load_cooking()
    kinds = [cooking.kind(food, name) for food, name in foods]
    minutes = {float(kind.fry_min if _FRIED.search(key) else kind.boil_min) for kind in kinds}
    if ".start" in key:
        minutes |= {abs(a - b) for a in minutes for b in minutes}
    prepared = [cut for kind in kinds for cut in kind.cuts.values()]
    prepared += [food.scrap.prep_zh for food, _ in foods if food.scrap]
    return frozenset((0, m) for m in minutes if m).union(*map(figures_in, prepared))


def _of_rules(named: Sequence[tuple[Food, str]], case: Case) -> frozenset[Figure]:
    foods = [food for food, _ in named]
    rules = [rule for item in case.items if any(related(item.food, food) for food in foods)
             for rule in item.treatments]  # fmt: skip
    rules += [hit.rule for food in foods for hit in case.reader.hazards(food.name_zh)]
    found: frozenset[Figure] = frozenset()
    for rule in rules:
        found |= figures_in(rule.rule_zh) | {(0, rule.min_minutes or 0.0)}
        found |= {(2, rule.min_core_c or 0.0)}
    return found
