"""Communities and neighbours on the wire."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, field_validator, model_validator

from community.ids import CommunityId, NeighbourId
from community.models import Care, Community, Neighbour, Place
from community.records.base import (
    Day,
    Flag,
    Id,
    Latitude,
    Line,
    Longitude,
    Moment,
    Name,
    Names,
    Record,
)
from community.records.classes import understood


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("is no time zone such as Asia/Shanghai") from error
    return name


class CommunityRecord(Record):
    """One group of neighbours around one pick-up point."""

    id: Id = Field(examples=["lvlin"])
    name: Name = Field(examples=["绿邻公社"])
    town: Name = Field(examples=["青溪镇"])
    latitude: Latitude = Field(examples=[30.9])
    longitude: Longitude = Field(examples=[120.4])
    region: Literal["north", "yangtze", "south"] = Field("yangtze", description="Season table")
    timezone: Annotated[str, AfterValidator(_zone)] = Field("Asia/Shanghai", max_length=64)
    synthetic: Flag = Field(False, description="Made up, for trying things out")

    def to_model(self) -> Community:
        """Return the community."""
        values = self.values()
        place = Place(values.pop("latitude"), values.pop("longitude"))
        return Community(**values, place=place)

    @classmethod
    def from_model(cls, model: Community) -> Self:
        """Return the record of a community."""
        place = model.place
        return cls.shown(model, latitude=place.latitude, longitude=place.longitude)


class NeighbourRecord(Record):
    """One household that orders; sensitive facts come only with consent."""

    id: Id = Field(examples=["n001"])
    name: Name = Field(examples=["周阿姨"])
    adults: int = Field(1, ge=0, le=50, examples=[2])
    children: int = Field(0, ge=0, le=50, examples=[1])
    building: Line = Field("", examples=["3栋"])
    joined: Day = Field(examples=[date(2026, 3, 1)])
    dislikes: Names = Field([], description="Foods left out of picks", examples=[["香菜"]])
    personalised: Flag = Field(True, description="Whether picks may use this household's orders")
    allergies: Names = Field(
        [], description="Allergens, in words or by class; needs consented_at", examples=[["花生"]]
    )
    diets: Names = Field([], description="Diets; needs consented_at", examples=[["素食"]])
    groups: Names = Field(
        [], description="People to take care of; needs consented_at", examples=[["孕妇"]]
    )
    consented_at: Moment | None = Field(
        None,
        description="When the neighbour agreed that allergies, diets and groups are kept",
        examples=["2026-11-24T08:30:00+08:00"],
    )

    @field_validator("allergies")
    @classmethod
    def _allergens(cls, words: list[str]) -> list[str]:
        return understood(words, "allergens")

    @field_validator("diets")
    @classmethod
    def _known_diets(cls, words: list[str]) -> list[str]:
        return understood(words, "diets")

    @field_validator("groups")
    @classmethod
    def _known_groups(cls, words: list[str]) -> list[str]:
        return understood(words, "groups")

    @model_validator(mode="after")
    def _consented(self) -> Self:
        told = [name for name in ("allergies", "diets", "groups") if getattr(self, name)]
        if told and self.consented_at is None:
            raise ValueError(f"{told[0]}: kept only with the neighbour's consent (consented_at)")
        if self.adults + self.children == 0:
            raise ValueError("adults: a household has at least one person")
        return self

    def to_model(self, community_id: CommunityId) -> Neighbour:
        """Return the neighbour, without anything sensitive."""
        values = self.values()
        for name in ("allergies", "diets", "groups", "consented_at"):
            del values[name]
        return Neighbour(community_id=community_id, **values)

    def to_care(self, community_id: CommunityId) -> Care | None:
        """Return the sensitive facts; None without consent."""
        if self.consented_at is None:
            return None
        return Care(
            neighbour_id=NeighbourId(self.id),
            community_id=community_id,
            allergies=tuple(self.allergies),
            diets=tuple(self.diets),
            groups=tuple(self.groups),
            consented_at=self.consented_at,
        )

    @classmethod
    def from_model(cls, model: Neighbour, care: Care | None = None) -> Self:
        """Return the record of a neighbour, with sensitive facts only when they are handed in."""
        if care is None:
            return cls.shown(model)
        return cls.shown(
            model,
            allergies=care.allergies,
            diets=care.diets,
            groups=care.groups,
            consented_at=care.consented_at,
        )
