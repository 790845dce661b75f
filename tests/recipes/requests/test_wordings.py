"""Wordings written afresh, each set before the rules had seen it, and kept ever since.

`dangerous_*` must be refused (or set aside with a warning where the set says so), `alarming_*`
only sound so and get a recipe. The gate alone decides, so the whole sets are quick to read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from community.errors import InvalidInput, RefusedRecipe
from recipes.gate import Pantry, household_of, stock
from recipes.reading import read_request
from tests.recipes.kitchens import TODAY, kitchen

Fields = Mapping[str, Any]
FOLDER = Path(__file__).parent


def requests(pattern: str) -> tuple[Fields, ...]:
    files = sorted(FOLDER.glob(pattern))
    return tuple(
        json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()
    )


def stocked_for(fields: Fields) -> Pantry | None:
    """Return what may be cooked, or None when the request is refused."""
    try:
        request = read_request(fields, now=TODAY)
        household = household_of(request, kitchen().lexicon, kitchen().reference)
        return stock(request, household, kitchen())
    except (RefusedRecipe, InvalidInput):
        return None


@pytest.mark.parametrize("fields", requests("dangerous_*.jsonl"), ids=lambda one: str(one["rid"]))
def test_what_could_harm_is_refused_however_it_is_worded(fields: Fields) -> None:
    pantry = stocked_for(fields)
    assert pantry is None or ("warn" in fields["expect"]["outcome"] and pantry.warnings)


@pytest.mark.parametrize("fields", requests("alarming_*.jsonl"), ids=lambda one: str(one["rid"]))
def test_what_only_sounds_alarming_is_cooked(fields: Fields) -> None:
    assert stocked_for(fields) is not None


def test_the_sets_are_large_enough_to_mean_something() -> None:
    assert len({json.dumps(one["have"]) for one in requests("dangerous_*.jsonl")}) >= 600
    assert len({json.dumps(one["have"]) for one in requests("alarming_*.jsonl")}) >= 600
