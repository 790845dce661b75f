"""A trace event as the bytes that the log keeps: canonical JSON in UTF-8."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from community.models import TraceEvent


def entry_of(event: TraceEvent) -> str:
    """Return an event as one line: keys in order, no spaces, times in UTC, every field told.

    Equal events give equal text, and any difference between two events shows.
    """
    place = event.place
    fields: dict[str, Any] = {
        "actor": event.actor,
        "batch": event.batch,
        "community_id": event.community_id,
        "evidence": event.evidence,
        "facts": dict(event.facts),
        "grade": event.grade.value,
        "id": event.id,
        "occurred_at": event.occurred_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "passed": event.passed,
        "place": None if place is None else [float(place.latitude), float(place.longitude)],
        "place_name": event.place_name,
        "product_id": event.product_id,
        "step": event.step.value,
        "supplier_id": event.supplier_id,
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
