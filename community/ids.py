"""Public identifiers: strings told apart by type, never array positions."""

from __future__ import annotations

from typing import NewType

CommunityId = NewType("CommunityId", str)
NeighbourId = NewType("NeighbourId", str)
SupplierId = NewType("SupplierId", str)
ProductId = NewType("ProductId", str)
FoodId = NewType("FoodId", str)
OrderId = NewType("OrderId", str)
EventId = NewType("EventId", str)
PollId = NewType("PollId", str)
NoteId = NewType("NoteId", str)
TraceEventId = NewType("TraceEventId", str)
PlanId = NewType("PlanId", str)
RecipeId = NewType("RecipeId", str)
KeyId = NewType("KeyId", str)
