"""Every noun that is stored: its model, what names it, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from community import models


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that names another noun; `inside` is the part it stands in (an order's lines)."""

    field: str
    noun: str
    inside: str = ""

    def ids(self, thing: Any) -> Iterator[str]:
        """Yield the ids that `thing` names here; an empty field names nothing."""
        parts = getattr(thing, self.inside) if self.inside else (thing,)
        for part in parts:
            value = getattr(part, self.field)
            if isinstance(value, tuple):
                yield from value
            elif value is not None:
                yield value


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """One kind of thing: table name, word for messages, model, and the field that names it."""

    name: str
    word: str
    model: type[Any]
    key: str = "id"
    references: tuple[Reference, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def scope(self) -> str:
        """The field that holds the community."""
        return "id" if self.model is models.Community else "community_id"

    def has(self, field: str) -> bool:
        """Whether the model has such a field."""
        return field in {f.name for f in fields(self.model)}


_COMMUNITY = Reference("community_id", "communities")
_NEIGHBOUR = Reference("neighbour_id", "neighbours")
_SUPPLIER = Reference("supplier_id", "suppliers")
_PRODUCT = Reference("product_id", "products")

# In an order in which each noun refers only to those above it.
NOUNS: dict[str, Noun] = {
    noun.name: noun
    for noun in (
        Noun(name="communities", word="community", model=models.Community),
        Noun(name="neighbours", word="neighbour", model=models.Neighbour, references=(_COMMUNITY,)),
        Noun(
            name="keys",
            word="key",
            model=models.AccessKey,
            references=(_COMMUNITY, _NEIGHBOUR),
            indexes=(("neighbour_id",),),
        ),
        Noun(
            name="care",
            word="care of neighbour",
            model=models.Care,
            key="neighbour_id",
            references=(_COMMUNITY, _NEIGHBOUR),
        ),
        Noun(name="suppliers", word="supplier", model=models.Supplier, references=(_COMMUNITY,)),
        Noun(
            name="products",
            word="product",
            model=models.Product,
            references=(_COMMUNITY, _SUPPLIER),
            indexes=(("supplier_id",),),
        ),
        Noun(
            name="offers",
            word="offer",
            model=models.Offer,
            references=(_COMMUNITY, _PRODUCT),
            indexes=(("week",), ("product_id",)),
        ),
        Noun(
            name="orders",
            word="order",
            model=models.Order,
            references=(_COMMUNITY, _NEIGHBOUR, Reference("product_id", "products", "lines")),
            indexes=(("week",), ("neighbour_id",)),
        ),
        Noun(
            name="events",
            word="event",
            model=models.Event,
            references=(_COMMUNITY, _NEIGHBOUR, _PRODUCT),
            indexes=(("occurred_at",), ("neighbour_id",), ("product_id",)),
        ),
        Noun(
            name="polls",
            word="poll",
            model=models.Poll,
            references=(_COMMUNITY, Reference("options", "products")),
            indexes=(("week",),),
        ),
        Noun(
            name="votes",
            word="vote",
            model=models.Vote,
            references=(
                _COMMUNITY,
                Reference("poll_id", "polls"),
                _NEIGHBOUR,
                Reference("option", "products"),
            ),
            indexes=(("poll_id",), ("neighbour_id",), ("option",)),
        ),
        Noun(
            name="notes",
            word="note",
            model=models.Note,
            references=(_COMMUNITY,),
            indexes=(("status",),),
        ),
        Noun(
            name="trace",
            word="trace event",
            model=models.TraceEvent,
            references=(_COMMUNITY, _PRODUCT, _SUPPLIER),
            indexes=(("product_id",), ("supplier_id",)),
        ),
        Noun(
            name="recipes",
            word="recipe",
            model=models.Recipe,
            references=(_COMMUNITY, _NEIGHBOUR),
            indexes=(("neighbour_id",),),
        ),
        Noun(
            name="plans",
            word="plan",
            model=models.Plan,
            references=(_COMMUNITY,),
            indexes=(("week",),),
        ),
        Noun(
            name="answers",
            word="kept answer",
            model=models.KeptAnswer,
            references=(_COMMUNITY,),
            indexes=(("started_at",),),
        ),
    )
}
