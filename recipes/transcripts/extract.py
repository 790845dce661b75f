"""From cues to notes: what is cooked, what is advised, what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from community.foods import FoodLexicon
from recipes.transcripts.corrections import AMOUNT, corrected, split_at_corrections
from recipes.transcripts.cues import Cue
from recipes.transcripts.talk import knowledge_in
from recipes.transcripts.words import talk

Kind = Literal["recipe", "tip", "story"]

_CUT = re.compile(
    r"[，,。！？!?；;\n]+|(?<=…)(?!…)|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff\d])|\.\s|\s-\s"
)
_GAP_S, _TELLING_GAP_S = 75.0, 30.0
_LEAST_STEPS = 5  # actions and amounts that make a recipe of talk


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing learnt from a transcript, with the time codes it was said between, in seconds."""

    kind: Kind
    start: float
    end: float
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What is kept of one cue, and what it is."""

    cue: Cue
    text: str
    kind: Kind | None
    begins: bool


def notes_from(cues: Sequence[Cue], lexicon: FoodLexicon) -> tuple[Heard, ...]:
    """Return the recipes, tips and stories of a transcript in the order they were told.

    Words stay as spoken, with the speaker's corrections carried out. Prices, sales talk, health
    claims, chatter, viewers' names and what is only promised are left out.
    """
    said = _bridged(list(_sorted_out(cues, lexicon)), lexicon)
    recipes = list(_recipes(said, lexicon))
    taken = [(note.start, note.end) for note in recipes]
    rest = [one for one in said if one.kind != "recipe" or not _within(one.cue, taken)]
    notes = [*recipes, *_grouped(rest, "tip", _TELLING_GAP_S, lexicon)]
    notes += _grouped(rest, "story", _TELLING_GAP_S, lexicon)
    return tuple(sorted(notes, key=lambda note: (note.start, note.kind)))


def _sorted_out(cues: Sequence[Cue], lexicon: FoodLexicon) -> Iterator[_Said]:
    parts = [(cue, part) for cue in cues for clause in _CUT.split(cue.text)
             for part in split_at_corrections(clause) if part.strip()]  # fmt: skip
    meant = corrected([part for _, part in parts])
    kept: dict[Cue, list[str]] = {}
    spoken: dict[Cue, str] = {}
    for (cue, part), clause in zip(parts, meant, strict=True):
        spoken[cue] = spoken.get(cue, "") + part
        if text := knowledge_in(clause):
            kept.setdefault(cue, []).append(text)
    for cue, clauses in kept.items():
        text = _joined(clauses)
        kind = _kind_of(text, lexicon)
        yield _Said(cue, text, kind, bool(talk().another.search(spoken[cue])))


def _bridged(said: Sequence[_Said], lexicon: FoodLexicon) -> list[_Said]:
    """Return the talk with what stands between two steps, or two parts of a story, as one too."""
    found = list(said)
    for row, one in enumerate(said):
        if one.kind is None and 0 < row < len(said) - 1:
            kinds = {found[row - 1].kind, said[row + 1].kind}
            near = said[row + 1].cue.start - found[row - 1].cue.end <= _GAP_S
            told = kinds == {"story"} or (kinds == {"recipe"} and lexicon.find(one.text))
            if near and told:
                found[row] = replace(one, kind=kinds.pop())
    return found


def _kind_of(text: str, lexicon: FoodLexicon) -> Kind | None:
    told, keeping = len(talk().story.findall(text)), bool(talk().keeping.search(text))
    steps = _steps_in(text)
    if told and told >= steps and not (keeping and told < 2):
        return "story"
    if keeping:
        return "tip"
    if steps:
        return "recipe"
    if talk().advice.search(text) and (lexicon.find(text) or len(text) > 12):
        return "tip"
    return None


def _steps_in(text: str) -> int:
    return len(talk().step.findall(text)) + len(AMOUNT.findall(text))


def _recipes(said: Sequence[_Said], lexicon: FoodLexicon) -> Iterator[Heard]:
    """Yield a recipe for every stretch of cooking, a new one where another dish is announced."""
    run: list[_Said] = []
    for one in said:
        late = bool(run) and one.cue.start - run[-1].cue.end > _GAP_S
        if run and one.kind == "recipe" and (late or one.begins):
            yield from _recipe(run, lexicon)
            run = []
        if one.kind == "recipe":
            run.append(one)
    yield from _recipe(run, lexicon)


def _recipe(run: Sequence[_Said], lexicon: FoodLexicon) -> Iterator[Heard]:
    foods = [mention.food for one in run for mention in lexicon.find(one.text)]
    if sum(_steps_in(one.text) for one in run) >= _LEAST_STEPS and foods:
        yield _heard("recipe", run, lexicon)


def _grouped(
    said: Sequence[_Said], kind: Kind, gap: float, lexicon: FoodLexicon
) -> Iterator[Heard]:
    chosen = [one for one in said if one.kind == kind]
    group = chosen[:1]
    for before, one in pairwise(chosen):
        if one.cue.start - before.cue.end > gap or _other_food(group, one, lexicon):
            yield from _told(kind, group, lexicon)
            group = []
        group.append(one)
    yield from _told(kind, group, lexicon)


def _told(kind: Kind, group: Sequence[_Said], lexicon: FoodLexicon) -> Iterator[Heard]:
    text = "".join(one.text for one in group)
    enough = len(text) >= (24 if kind == "story" else 8)
    known = kind == "story" or lexicon.find(text) or talk().keeping.search(text)
    if group and enough and known:
        yield _heard(kind, group, lexicon)


def _other_food(group: Sequence[_Said], one: _Said, lexicon: FoodLexicon) -> bool:
    """Say whether `one` speaks of foods that the group so far does not name."""
    if not group or one.kind == "story":
        return False
    before = {mention.food.id for said in group for mention in lexicon.find(said.text)}
    now = {mention.food.id for mention in lexicon.find(one.text)}
    return bool(before) and bool(now) and before.isdisjoint(now)


def _heard(kind: Kind, run: Sequence[_Said], lexicon: FoodLexicon) -> Heard:
    text = "\n".join(one.text for one in run)
    return Heard(kind, run[0].cue.start, run[-1].cue.end, _title(kind, run, lexicon), text)


def _title(kind: Kind, run: Sequence[_Said], lexicon: FoodLexicon) -> str:
    for one in run[:2]:
        match = talk().dish.search(one.text)
        name = match and (match["name"] or match["other"] or match["english"])
        if kind == "recipe" and name and lexicon.find(name):
            return str(name).strip()
    counts: dict[str, int] = {}
    for one in run:
        for mention in lexicon.find(one.text):
            if mention.food.role in {"main", "starch", "vegetable"} or len(counts) < 1:
                counts[mention.text] = counts.get(mention.text, 0) + 1
    names = sorted(counts, key=lambda name: -counts[name])[:2]
    return "、".join(names) or run[0].text[:16]


def _within(cue: Cue, spans: Sequence[tuple[float, float]]) -> bool:
    return any(start <= cue.start <= end for start, end in spans)


def _joined(clauses: Sequence[str]) -> str:
    latin = all(clause.isascii() for clause in clauses)
    return (", " if latin else "，").join(clauses) + ("." if latin else "。")
