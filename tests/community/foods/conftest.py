"""The one lexicon that the tests of this folder share."""

from __future__ import annotations

import pytest

from community.foods import FoodLexicon, load_foods


@pytest.fixture(scope="session")
def lexicon() -> FoodLexicon:
    return load_foods()
