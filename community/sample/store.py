"""Storing the sample community."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from community.ports import Repository, Store
from community.sample.build import Sample

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
_BATCH = 2000


def store_sample(sample: Sample, store: Store, progress: Progress | None = None) -> None:
    """Save everything of `sample` into the open `store`; the caller commits.

    `progress` is told the noun, how many of it are saved, and how many there are.
    """
    tell = progress or _silent
    _save("communities", store.communities, (sample.community,), tell)
    _save("suppliers", store.suppliers, sample.suppliers, tell)
    _save("products", store.products, sample.products, tell)
    _save("neighbours", store.neighbours, sample.neighbours, tell)
    _save("care", store.care, sample.care, tell)
    _save("notes", store.notes, sample.notes, tell)
    _save("offers", store.offers, sample.offers, tell)
    _save("polls", store.polls, sample.polls, tell)
    _save("votes", store.votes, sample.votes, tell)
    _save("orders", store.orders, sample.orders, tell)
    _save("events", store.events, sample.events, tell)
    _save("trace", store.trace, sample.trace, tell)


def _save(noun: str, into: Repository[T], things: Sequence[T], tell: Progress) -> None:
    tell(noun, 0, len(things))
    for start in range(0, len(things), _BATCH):
        batch = things[start : start + _BATCH]
        into.save(batch)
        tell(noun, start + len(batch), len(things))


def _silent(_noun: str, _done: int, _total: int) -> None:
    return None
