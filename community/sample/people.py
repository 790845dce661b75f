"""Three hundred fictional neighbours, and the care that a quarter of them told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from community.ids import NeighbourId
from community.models import Care, Neighbour
from community.reference.tables import Row, read_table
from community.sample.tables import COMMUNITY, read_names
from community.weeks import Week

SIZE = 300
BUILDINGS = 18
_PERSONA_COLUMNS = (
    "name",
    "building",
    "adults",
    "children",
    "dislikes",
    "allergies",
    "diets",
    "groups",
)
_WITH_CARE = 64  # of those drawn; with the personas a quarter of all
_UNPERSONALISED = 9
_JOINED_IN_THE_YEAR = 0.15
_NEWCOMERS = 4  # joined this week: nothing is known of their habits
_ALLERGIES = (
    "peanut",
    "crustacean",
    "egg",
    "milk",
    "nut",
    "fish",
    "mollusc",
    "gluten",
    "soy",
    "sesame",
)
_DIETS = (
    "vegetarian",
    "low_sugar",
    "no_pork",
    "low_purine",
    "no_beef",
    "dairy_free",
    "low_sodium",
    "vegan",
)
_GROUPS = (
    "elderly",
    "child",
    "pregnant",
    "diabetes",
    "hypertension",
    "toddler",
    "gout",
    "infant",
)
_WITH_CHILD = frozenset(("child", "toddler", "infant"))


@dataclass(frozen=True, slots=True)
class People:
    """The neighbours in id order, and the care of those who consented."""

    neighbours: tuple[Neighbour, ...]
    care: tuple[Care, ...]


def make_people(today: date, rng: np.random.Generator) -> People:
    """Return the personas of the table and, up to `SIZE`, neighbours drawn from word lists."""
    neighbours: list[Neighbour] = []
    care: list[Care] = []
    for number, row in enumerate(read_table("sample/personas.csv", _PERSONA_COLUMNS), start=1):
        neighbours.append(_persona(row, number, today))
        care += _persona_care(row, neighbours[-1])
    first, last = len(neighbours) + 1, SIZE - _NEWCOMERS
    telling = _drawn_numbers(first, last, _WITH_CARE, rng)
    quiet = _drawn_numbers(first, last, _UNPERSONALISED, rng)
    words, taken = read_names(), {neighbour.name for neighbour in neighbours}
    names = (name for name in _nicknames(words, rng) if name not in taken)
    for number, name in zip(range(first, SIZE + 1), names, strict=False):
        one = _drawn(name, number, words["dislike"], today=today, rng=rng)
        neighbours.append(replace(one, personalised=number not in quiet))
        if number in telling:
            care.append(_drawn_care(one, rng))
    newcomers = [replace(one, joined=Week.of(today).monday) for one in neighbours[-_NEWCOMERS:]]
    return People((*neighbours[:-_NEWCOMERS], *newcomers), tuple(_grown_up(care, neighbours)))


def _drawn_numbers(first: int, last: int, count: int, rng: np.random.Generator) -> frozenset[int]:
    return frozenset(rng.choice(np.arange(first, last + 1), count, replace=False).tolist())


def _persona(row: Row, number: int, today: date) -> Neighbour:
    return Neighbour(
        id=_id(number),
        community_id=COMMUNITY.id,
        name=row.text("name"),
        adults=int(row.number_in("adults", 1, 9)),
        children=int(row.number_in("children", 0, 9)),
        building=row.text("building"),
        joined=today - timedelta(days=500 - number),
        dislikes=row.words("dislikes"),
    )


def _persona_care(row: Row, neighbour: Neighbour) -> Iterator[Care]:
    told = {column: row.words(column) for column in ("allergies", "diets", "groups")}
    if any(told.values()):
        yield Care(
            neighbour_id=neighbour.id,
            community_id=COMMUNITY.id,
            consented_at=_consent(neighbour, 0),
            **told,
        )


def _drawn(
    name: str,
    number: int,
    dislikes: Sequence[str],
    *,
    today: date,
    rng: np.random.Generator,
) -> Neighbour:
    late = rng.random() < _JOINED_IN_THE_YEAR
    days = int(rng.integers(14, 350) if late else rng.integers(380, 900))
    named, is_named, _ = name.partition("栋")  # 7栋老金 lives in 7栋
    block = named if is_named else int(rng.integers(1, BUILDINGS + 1))
    count = int(rng.choice([0, 1, 2], p=[0.55, 0.32, 0.13]))
    return Neighbour(
        id=_id(number),
        community_id=COMMUNITY.id,
        name=name,
        adults=int(rng.choice([1, 2, 3, 4], p=[0.22, 0.52, 0.16, 0.10])),
        children=int(rng.choice([0, 1, 2], p=[0.52, 0.34, 0.14])),
        building=f"{block}栋",
        joined=today - timedelta(days=days),
        dislikes=tuple(dislikes[i] for i in sorted(rng.choice(len(dislikes), count, False))),
    )


def _drawn_care(neighbour: Neighbour, rng: np.random.Generator) -> Care:
    """Return one to two allergies, a diet, a group, or two of these."""
    parts = rng.choice(3, size=int(rng.integers(1, 3)), replace=False, p=[0.45, 0.25, 0.30])
    weights = 1 / np.arange(1, 11)
    return Care(
        neighbour_id=neighbour.id,
        community_id=COMMUNITY.id,
        allergies=_some(_ALLERGIES, int(rng.integers(1, 3)), weights, rng) if 0 in parts else (),
        diets=_some(_DIETS, 1, weights[:8], rng) if 1 in parts else (),
        groups=_some(_GROUPS, 1, weights[:8], rng) if 2 in parts else (),
        consented_at=_consent(neighbour, int(rng.integers(0, 12))),
    )


def _some(
    words: Sequence[str], count: int, weights: NDArray[np.float64], rng: np.random.Generator
) -> tuple[str, ...]:
    chosen = rng.choice(len(words), count, replace=False, p=weights / weights.sum())
    return tuple(words[i] for i in sorted(chosen))


def _grown_up(care: Sequence[Care], neighbours: Sequence[Neighbour]) -> Iterator[Care]:
    """Yield the care without children's groups where no child lives."""
    childless = {neighbour.id for neighbour in neighbours if not neighbour.children}
    for told in care:
        if told.neighbour_id not in childless or not _WITH_CHILD & set(told.groups):
            yield told
        elif told.allergies or told.diets:
            yield replace(told, groups=())


def _consent(neighbour: Neighbour, days: int) -> datetime:
    """Return the moment of consent, an evening soon after joining (20:30 in Shanghai)."""
    return datetime.combine(neighbour.joined + timedelta(days=days), time(12, 30), UTC)


def _nicknames(words: dict[str, tuple[str, ...]], rng: np.random.Generator) -> Iterator[str]:
    """Yield distinct nicknames in random order: 豆包妈妈, 7栋老金, 沈阿姨, 晚风."""
    children = [
        f"{child}{parent}" for child in words["child"] for parent in ("妈妈", "爸爸", "外婆")
    ]
    blocks = range(1, BUILDINGS + 1)
    doors = [f"{b}栋{age}{name}" for b in blocks for name in words["surname"] for age in "老小"]
    elders = [f"{name}{word}" for name in words["surname"] for word in words["elder"]]
    kinds = [list(rng.permutation(kind)) for kind in (children, doors, elders, words["handle"])]
    while any(kinds):
        kind = kinds[int(rng.choice(4, p=[0.34, 0.24, 0.26, 0.16]))]
        if kind:
            yield str(kind.pop())


def _id(number: int) -> NeighbourId:
    return NeighbourId(f"n{number:03d}")
