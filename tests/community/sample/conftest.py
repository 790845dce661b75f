"""One sample community for all tests of it."""

from __future__ import annotations

from datetime import date

import pytest

from community.foods import FoodLexicon, load_foods
from community.sample import Sample, build_sample

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def lexicon() -> FoodLexicon:
    return load_foods()


@pytest.fixture(scope="session")
def sample(lexicon: FoodLexicon) -> Sample:
    return build_sample(TODAY, lexicon=lexicon)
