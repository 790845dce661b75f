"""The wire format of every noun: what files and the API hold, with its limits and examples."""

from community.records.base import Record
from community.records.knowledge import IngredientRecord, NoteRecord, RecipeBodyRecord
from community.records.people import CommunityRecord, NeighbourRecord
from community.records.provenance import TraceRecord
from community.records.reasons import reasons
from community.records.supply import (
    CertificationRecord,
    PartRecord,
    ProductRecord,
    SupplierRecord,
    WrapRecord,
)
from community.records.trade import (
    EventRecord,
    OfferRecord,
    OrderLineRecord,
    OrderRecord,
    OrderRow,
    PollRecord,
    VoteRecord,
)

__all__ = [
    "CertificationRecord",
    "CommunityRecord",
    "EventRecord",
    "IngredientRecord",
    "NeighbourRecord",
    "NoteRecord",
    "OfferRecord",
    "OrderLineRecord",
    "OrderRecord",
    "OrderRow",
    "PartRecord",
    "PollRecord",
    "ProductRecord",
    "RecipeBodyRecord",
    "Record",
    "SupplierRecord",
    "TraceRecord",
    "VoteRecord",
    "WrapRecord",
    "reasons",
]
