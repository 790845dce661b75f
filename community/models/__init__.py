"""The nouns of Lvlin: frozen values, importing nothing but each other."""

from community.models.access import AccessKey, KeptAnswer
from community.models.knowledge import (
    Ingredient,
    Note,
    NoteKind,
    NoteStatus,
    Recipe,
    RecipeBody,
)
from community.models.people import Care, Community, Neighbour, Place
from community.models.planning import ConstraintState, Plan, PlanLine, PlanStatus
from community.models.provenance import Grade, TraceEvent, TraceStep
from community.models.supply import (
    Certification,
    Part,
    Product,
    Storage,
    Supplier,
    SupplierKind,
    Wrap,
)
from community.models.trade import (
    Event,
    EventType,
    Offer,
    Order,
    OrderLine,
    OrderStatus,
    Poll,
    Vote,
)

__all__ = [
    "AccessKey",
    "Care",
    "Certification",
    "Community",
    "ConstraintState",
    "Event",
    "EventType",
    "Grade",
    "Ingredient",
    "KeptAnswer",
    "Neighbour",
    "Note",
    "NoteKind",
    "NoteStatus",
    "Offer",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Part",
    "Place",
    "Plan",
    "PlanLine",
    "PlanStatus",
    "Poll",
    "Product",
    "Recipe",
    "RecipeBody",
    "Storage",
    "Supplier",
    "SupplierKind",
    "TraceEvent",
    "TraceStep",
    "Vote",
    "Wrap",
]
