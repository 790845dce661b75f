"""A small community with one thing of every noun, for tests of whatever keeps them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from community.ids import (
    CommunityId,
    EventId,
    FoodId,
    KeyId,
    NeighbourId,
    NoteId,
    OrderId,
    PlanId,
    PollId,
    ProductId,
    RecipeId,
    SupplierId,
    TraceEventId,
)
from community.models import (
    AccessKey,
    Care,
    Certification,
    Community,
    ConstraintState,
    Event,
    EventType,
    Grade,
    Ingredient,
    KeptAnswer,
    Neighbour,
    Note,
    NoteKind,
    Offer,
    Order,
    OrderLine,
    Part,
    Place,
    Plan,
    PlanLine,
    Poll,
    Product,
    Recipe,
    RecipeBody,
    Storage,
    Supplier,
    SupplierKind,
    TraceEvent,
    TraceStep,
    Vote,
    Wrap,
)
from community.ranking import Reason
from community.weeks import Week

NOW = datetime(2026, 11, 24, 8, 30, 15, 123456, tzinfo=UTC)
WEEK = Week(2026, 48)
HOME = CommunityId("lvlin")


def community(id_: str = HOME) -> Community:
    return Community(id=CommunityId(id_), name="绿邻公社", town="青浦", place=Place(31.15, 121.12))


def neighbour(id_: str = "n1", home: str = HOME) -> Neighbour:
    return Neighbour(
        id=NeighbourId(id_),
        community_id=CommunityId(home),
        name="周阿姨",
        adults=2,
        children=1,
        joined=date(2025, 3, 1),
        dislikes=("香菜",),
    )


def supplier(id_: str = "s1", home: str = HOME) -> Supplier:
    return Supplier(
        id=SupplierId(id_),
        community_id=CommunityId(home),
        name="小河农场",
        kind=SupplierKind.FARM,
        place=Place(31.2, 121.0),
        certifications=(Certification(scheme="organic", valid_until=date(2027, 6, 30)),),
        min_order=Decimal("300.50"),
        cold_chain=True,
    )


def product(id_: str = "p1", home: str = HOME, supplier_id: str = "s1") -> Product:
    return Product(
        id=ProductId(id_),
        community_id=CommunityId(home),
        supplier_id=SupplierId(supplier_id),
        name="白萝卜",
        category="根茎",
        foods=(Part(FoodId("radish"), 1.0),),
        pack_grams=1000,
        price=Decimal("3.50"),
        cost=Decimal("2.05"),
        packaging=(Wrap("paper", 12.5),),
        storage=Storage.FRIDGE,
        months=(11, 12, 1),
    )


def order(id_: str = "o1", *, week: Week = WEEK, minutes: int = 0, **changes: Any) -> Order:
    values: dict[str, Any] = {
        "id": OrderId(id_),
        "community_id": HOME,
        "neighbour_id": NeighbourId("n1"),
        "week": week,
        "placed_at": NOW + timedelta(minutes=minutes),
        "lines": (
            OrderLine(ProductId("p1"), 2, Decimal("3.50")),
            OrderLine(ProductId("p2"), 1, Decimal("12.99")),
        ),
    }
    return Order(**{**values, **changes})


def offer(product_id: str = "p1", week: Week = WEEK) -> Offer:
    return Offer(
        community_id=HOME,
        week=week,
        product_id=ProductId(product_id),
        price=Decimal("3.30"),
        stock=40,
    )


def event(id_: str = "e1", **changes: Any) -> Event:
    values: dict[str, Any] = {
        "id": EventId(id_),
        "community_id": HOME,
        "type": EventType.VIEW,
        "occurred_at": NOW,
        "neighbour_id": NeighbourId("n1"),
        "product_id": ProductId("p1"),
    }
    return Event(**{**values, **changes})


def note(id_: str = "dishes/萝卜皮", **changes: Any) -> Note:
    ingredient = Ingredient(name="萝卜皮", food_id=FoodId("radish_peel"), amount=200, unit="g")
    values: dict[str, Any] = {
        "id": NoteId(id_),
        "community_id": HOME,
        "kind": NoteKind.RECIPE,
        "title": "酱萝卜皮",
        "text": "削下的皮别扔。",
        "source": "示例",
        "licence": "CC-BY-4.0",
        "tags": ("边角料", "凉菜"),
        "recipe": RecipeBody(ingredients=(ingredient,), steps=("洗净切条",), servings=3),
    }
    return Note(**{**values, **changes})


def care(neighbour_id: str = "n1") -> Care:
    return Care(
        neighbour_id=NeighbourId(neighbour_id),
        community_id=HOME,
        allergies=("peanut",),
        groups=("pregnant",),
        consented_at=NOW,
    )


def poll() -> Poll:
    return Poll(
        id=PollId("poll1"),
        community_id=HOME,
        week=WEEK,
        question="下周来点什么？",
        options=(ProductId("p1"), ProductId("p2")),
        opens_at=NOW,
        closes_at=NOW + timedelta(days=2),
    )


def vote(option: str = "p1") -> Vote:
    return Vote(
        community_id=HOME,
        poll_id=PollId("poll1"),
        neighbour_id=NeighbourId("n1"),
        option=ProductId(option),
        cast_at=NOW,
    )


def trace(id_: str = "t1") -> TraceEvent:
    return TraceEvent(
        id=TraceEventId(id_),
        community_id=HOME,
        product_id=ProductId("p1"),
        batch="20261124-A",
        step=TraceStep.INSPECT,
        occurred_at=NOW,
        actor="质检站",
        supplier_id=SupplierId("s1"),
        place=Place(31.2, 121.0),
        facts={"temperature_max_c": 6.5, "method": "速测卡"},
        grade=Grade.THIRD_PARTY,
        passed=True,
    )


def recipe() -> Recipe:
    return Recipe(
        id=RecipeId("r1"),
        community_id=HOME,
        neighbour_id=NeighbourId("n1"),
        created_at=NOW,
        title="酱萝卜皮",
        written_by="composer",
        answer={"steps": [{"text": "洗净", "cites": ["dishes/萝卜皮"]}], "people": 3, "rest": None},
    )


def plan() -> Plan:
    line = PlanLine(
        product_id=ProductId("p1"),
        supplier_id=SupplierId("s1"),
        packs=20,
        price=Decimal("3.50"),
        cost=Decimal("2.05"),
        demand=18.5,
        km=12.25,
        preference=0.7,
        sustainability=0.9,
        reasons=(Reason("in_season", {"term": "小雪", "km": 12}),),
    )
    return Plan(
        id=PlanId("plan1"),
        community_id=HOME,
        week=WEEK,
        created_at=NOW,
        lines=(line,),
        constraints=(ConstraintState(name="slots", limit=30.0, actual=1.0, binding=False),),
        settings={"slots": [10, 30]},
    )


def key(id_: str = "k1", home: str = HOME) -> AccessKey:
    return AccessKey(
        id=KeyId(id_),
        community_id=CommunityId(home),
        label="直播间",
        secret_hash="ab" * 32,
        scopes=frozenset({"picks:read", "overlay:read", "admin"}),
        created_at=NOW,
    )


def answer(id_: str = "a1", home: str = HOME) -> KeptAnswer:
    return KeptAnswer(
        id=id_,
        community_id=CommunityId(home),
        fingerprint="cd" * 32,
        started_at=NOW,
        status=201,
        headers=(("location", "/v1/communities/lvlin/plans/x"),),
        body='{"id": "x"}',
    )


def fill(store: Any) -> None:
    """Save one of everything (two products), in an order in which references hold."""
    store.communities.save([community()])
    store.neighbours.save([neighbour()])
    store.keys.save([key()])
    store.care.save([care()])
    store.suppliers.save([supplier()])
    store.products.save([product("p1"), product("p2")])
    store.offers.save([offer()])
    store.orders.save([order()])
    store.events.save([event()])
    store.polls.save([poll()])
    store.votes.save([vote()])
    store.notes.save([note()])
    store.trace.save([trace()])
    store.recipes.save([recipe()])
    store.plans.save([plan()])
    store.answers.save([answer()])
