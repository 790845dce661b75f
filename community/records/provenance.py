"""Trace events on the wire."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from community.ids import CommunityId
from community.models import Grade, Place, TraceEvent, TraceStep
from community.records.base import (
    Flag,
    Id,
    Latitude,
    Line,
    Longitude,
    Moment,
    Name,
    Real,
    Record,
    from_json,
)


def _facts(value: Any) -> Any:
    """Read `temperature_max_c=6.5;method=速测卡`, JSON in a cell, or an object."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("{"):
        return from_json(value)
    facts: dict[str, Any] = {}
    for part in filter(None, (p.strip() for p in value.replace("；", ";").split(";"))):
        name, equals, told = part.partition("=")
        if not equals or not name.strip():
            raise ValueError(f"{part!r} is not name=value")
        try:
            facts[name.strip()] = float(told)
        except ValueError:
            facts[name.strip()] = told.strip()
    return facts


class TraceRecord(Record):
    """One step of a batch on its way."""

    id: Id = Field(examples=["t-0001"])
    product_id: Id = Field(examples=["p-xiaoqingcai"])
    batch: Name = Field(examples=["20261124-A"])
    step: TraceStep = Field(examples=["harvest"])
    occurred_at: Moment = Field(examples=["2026-11-24T05:30:00+08:00"])
    actor: Name = Field(examples=["姚大姐"])
    supplier_id: Id | None = Field(None, examples=["s-yaojia"])
    place_name: Line = Field("", examples=["青溪镇圩上"])
    latitude: Latitude | None = Field(None, examples=[30.921])
    longitude: Longitude | None = Field(None, examples=[120.441])
    facts: Annotated[dict[Name, Line | Real], BeforeValidator(_facts)] = Field(
        {}, max_length=50, examples=[{"temperature_max_c": 6.5}]
    )
    evidence: Line = Field("", description="Where the proof lies")
    grade: Grade = Field(Grade.SELF, description="Who vouches for it")
    passed: Flag | None = Field(None, description="Of an inspection")

    @model_validator(mode="after")
    def _whole_place(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("longitude: a place needs latitude and longitude")
        return self

    def to_model(self, community_id: CommunityId) -> TraceEvent:
        """Return the trace event."""
        values = self.values()
        here = values.pop("latitude"), values.pop("longitude")
        place = None if None in here else Place(*here)
        return TraceEvent(community_id=community_id, place=place, **values)

    @classmethod
    def from_model(cls, model: TraceEvent) -> Self:
        """Return the record of a trace event."""
        if model.place is None:
            return cls.shown(model)
        return cls.shown(model, latitude=model.place.latitude, longitude=model.place.longitude)
