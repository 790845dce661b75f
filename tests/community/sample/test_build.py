"""The sample as a whole: repeatable, and storable."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from community.foods import FoodLexicon
from community.sample import SEED, Sample, build_sample, store_sample
from community.storage import open_database
from community.weeks import Week
from tests.community.sample.conftest import TODAY


def fingerprint(sample: Sample) -> str:
    return hashlib.sha256(repr(sample).encode()).hexdigest()


def test_the_same_day_and_seed_give_the_same_community(
    sample: Sample, lexicon: FoodLexicon
) -> None:
    assert fingerprint(build_sample(TODAY, SEED, lexicon=lexicon)) == fingerprint(sample)


@pytest.mark.parametrize("today", [date(2026, 11, 30), date(2028, 1, 2)])
def test_another_day_and_seed_give_another_year_up_to_that_day(
    today: date, sample: Sample, lexicon: FoodLexicon
) -> None:
    other = build_sample(today, 7, lexicon=lexicon)
    assert fingerprint(other) != fingerprint(sample)
    assert other.offers[-1].week == Week.of(today)
    assert other.orders[-1].week == Week.of(today) + -1
    assert max(vote.cast_at.date() for vote in other.votes) < today
    assert max(event.occurred_at.date() for event in other.events) < today
    assert max(event.occurred_at.date() for event in other.trace) < today
    assert all(not care.consented_at.date() > today for care in other.care)


def test_everything_is_stored_and_told_while_it_is_stored(sample: Sample, tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'lvlin.db'}")
    database.migrate()
    told: dict[str, tuple[int, int]] = {}

    def tell(noun: str, done: int, total: int) -> None:
        told[noun] = (done, total)

    with database.transaction() as store:
        store_sample(sample, store, tell)
        store.commit()
    with database.read() as store:
        counts = dict(store.counts(sample.community.id))
        product = store.products.get(sample.community.id, "p-laodoufu")
    database.close()
    for noun, (done, total) in told.items():
        assert done == total == counts[noun], noun
    assert product in sample.products
    assert set(told) == {noun for noun, count in counts.items() if count}
