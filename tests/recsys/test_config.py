from __future__ import annotations

from typing import Any

import pytest

from community.errors import InvalidField
from recsys.config import STANDARD, Config, tuned_on


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory", 0.0),
        ("memory", 1.1),
        ("memory", float("nan")),
        ("freshness", -0.1),
        ("freshness", 2.0),
        ("depth", 0),
        ("inputs", 0),
        ("outputs", -1),
        ("penalty", 0.0),
        ("kinship", float("inf")),
        ("shrink", -1.0),
    ],
)
def test_a_setting_that_cannot_be_computed_is_named(name: str, value: Any) -> None:
    with pytest.raises(InvalidField) as caught:
        Config(**{name: value})
    assert caught.value.pointer == f"/config/{name}"


def test_what_settings_were_tuned_on_is_said_of_known_ones_only() -> None:
    assert set(tuned_on(Config(), Config())) == {"sum"}
    assert set(tuned_on(STANDARD, STANDARD)) == {"sum", "ranker"}
    assert set(tuned_on(Config(), Config(memory=1.0))) == {"sum", "memory"}
    assert not tuned_on(Config(penalty=3.0), Config(penalty=3.0))
