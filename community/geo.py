"""Distances on the earth."""

from __future__ import annotations

import math

from community.models.people import Place

EARTH_RADIUS_KM = 6371.0088


def distance_km(start: Place, end: Place) -> float:
    """Return the great-circle distance in km (haversine, mean earth radius)."""
    phi1, phi2 = math.radians(start.latitude), math.radians(end.latitude)
    half_phi = (phi2 - phi1) / 2
    half_lambda = math.radians(end.longitude - start.longitude) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
