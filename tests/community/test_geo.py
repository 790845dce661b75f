"""Distances on the earth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.geo import distance_km
from community.models import Place

PLACES = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))


def test_shanghai_to_beijing_is_about_1068_km() -> None:
    shanghai, beijing = Place(31.2304, 121.4737), Place(39.9042, 116.4074)
    assert distance_km(shanghai, beijing) == pytest.approx(1068, abs=3)


def test_half_way_around_the_earth_is_half_its_girth() -> None:
    assert distance_km(Place(0, 0), Place(0, 180)) == pytest.approx(20015, abs=1)


@given(PLACES, PLACES)
def test_a_way_is_as_long_back_and_never_negative(a: Place, b: Place) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-6)
    assert 0 <= distance_km(a, b) <= 20016
    assert distance_km(a, a) == 0
