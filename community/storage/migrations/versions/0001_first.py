"""The first shape of every table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "name": sa.String().with_variant(sa.String(collation="C"), "postgresql"),
    "word": sa.String(),
    "text": sa.Text(),
    "whole": sa.BigInteger(),
    "real": sa.Float(),
    "flag": sa.Boolean(),
    "day": sa.Date(),
    "moment": sa.DateTime(timezone=True),
    "data": sa.JSON(none_as_null=True),
}


class Shape(NamedTuple):
    """One table: `column:kind` (with ? where it may be empty), its key, references, indexes."""

    name: str
    columns: str
    key: str = "community_id id"
    refers: Mapping[str, str] = MappingProxyType({})  # column: table, in the same community
    indexes: tuple[str, ...] = ()  # after the community


SHAPES = (
    Shape(
        "communities",
        "id:name name:text town:text region:text timezone:text synthetic:flag "
        "latitude:real longitude:real",
        key="id",
    ),
    Shape(
        "neighbours",
        "id:name community_id:name name:text adults:whole children:whole building:text "
        "joined:day dislikes:data personalised:flag",
    ),
    Shape(
        "keys",
        "id:name community_id:name label:text secret_hash:text scopes:data "
        "created_at:moment neighbour_id:name? expires_at:moment? revoked_at:moment?",
        refers={"neighbour_id": "neighbours"},
        indexes=("neighbour_id",),
    ),
    Shape(
        "care",
        "neighbour_id:name community_id:name allergies:data diets:data groups:data "
        "consented_at:moment",
        key="community_id neighbour_id",
        refers={"neighbour_id": "neighbours"},
    ),
    Shape(
        "suppliers",
        "id:name community_id:name name:text kind:word certifications:data "
        "min_order:whole capacity:whole? lead_days:whole cold_chain:flag transport:text "
        "story:text latitude:real longitude:real",
    ),
    Shape(
        "products",
        "id:name community_id:name supplier_id:name name:text category:text craft:flag "
        "foods:data pack_grams:whole? unit:text price:whole cost:whole packaging:data? "
        "shelf_life_days:whole? storage:word months:data case_size:whole min_packs:whole "
        "capacity:whole? allergens:data story:text hidden:flag withdrawn:flag",
        refers={"supplier_id": "suppliers"},
        indexes=("supplier_id",),
    ),
    Shape(
        "offers",
        "id:name community_id:name week:name product_id:name price:whole stock:whole?",
        refers={"product_id": "products"},
        indexes=("product_id", "week"),
    ),
    Shape(
        "orders",
        "id:name community_id:name neighbour_id:name week:name placed_at:moment status:word",
        refers={"neighbour_id": "neighbours"},
        indexes=("neighbour_id", "week"),
    ),
    Shape(
        "order_lines",
        "community_id:name order_id:name position:whole product_id:name quantity:whole "
        "unit_price:whole",
        key="community_id order_id position",
        refers={"order_id": "orders", "product_id": "products"},
        indexes=("product_id",),
    ),
    Shape(
        "events",
        "id:name community_id:name type:word occurred_at:moment neighbour_id:name? "
        "session_id:name product_id:name? note_id:name? quantity:real "
        "recommendation_id:name",
        refers={"neighbour_id": "neighbours", "product_id": "products"},
        indexes=("neighbour_id", "occurred_at", "product_id"),
    ),
    Shape(
        "polls",
        "id:name community_id:name week:name question:text options:data opens_at:moment "
        "closes_at:moment",
        indexes=("week",),
    ),
    Shape(
        "votes",
        "id:name community_id:name poll_id:name neighbour_id:name option:name cast_at:moment",
        refers={"neighbour_id": "neighbours", "option": "products", "poll_id": "polls"},
        indexes=("neighbour_id", "option", "poll_id"),
    ),
    Shape(
        "notes",
        "id:name community_id:name kind:word title:text text:text source:text "
        "licence:text author:text lang:text tags:data solar_term:text recipe:data? "
        "status:word version:whole",
        indexes=("status",),
    ),
    Shape(
        "trace",
        "id:name community_id:name product_id:name batch:text step:word "
        "occurred_at:moment actor:text supplier_id:name? place_name:text facts:data "
        "evidence:text grade:word passed:flag? latitude:real? longitude:real?",
        refers={"product_id": "products", "supplier_id": "suppliers"},
        indexes=("product_id", "supplier_id"),
    ),
    Shape(
        "trace_log",
        "community_id:name position:whole event_id:name entry:text",
        key="community_id position",
        indexes=("event_id",),
    ),
    Shape(
        "recipes",
        "id:name community_id:name neighbour_id:name? created_at:moment title:text "
        "written_by:text answer:data",
        refers={"neighbour_id": "neighbours"},
        indexes=("neighbour_id",),
    ),
    Shape(
        "plans",
        "id:name community_id:name week:name created_at:moment lines:data "
        "constraints:data settings:data status:word version:whole",
        indexes=("week",),
    ),
    Shape(
        "answers",
        "id:name community_id:name fingerprint:text started_at:moment status:whole "
        "headers:data body:text",
        indexes=("started_at",),
    ),
)


def upgrade() -> None:
    """Create everything."""
    for shape in SHAPES:
        op.create_table(shape.name, *_columns(shape), *_constraints(shape))
        for column in shape.indexes:
            op.create_index(None, shape.name, ["community_id", column])
    op.create_index(None, "keys", ["id"], unique=True)


def downgrade() -> None:
    """Drop everything."""
    for shape in reversed(SHAPES):
        op.drop_table(shape.name)


def _columns(shape: Shape) -> list[sa.Column[Any]]:
    pairs = [column.split(":") for column in shape.columns.split()]
    return [
        sa.Column(name, KINDS[kind.rstrip("?")], nullable=kind.endswith("?"))
        for name, kind in pairs
    ]


def _constraints(shape: Shape) -> list[sa.Constraint]:
    found: list[sa.Constraint] = [sa.PrimaryKeyConstraint(*shape.key.split())]
    if shape.key != "id" and shape.name != "order_lines":
        found.append(sa.ForeignKeyConstraint(["community_id"], ["communities.id"]))
    for column, table in shape.refers.items():
        whole = "CASCADE" if table == "orders" else None  # a line is a part of its order
        keys = [f"{table}.community_id", f"{table}.id"]
        found.append(sa.ForeignKeyConstraint(["community_id", column], keys, ondelete=whole))
    return found
