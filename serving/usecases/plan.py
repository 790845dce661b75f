"""Next week's selection: what could be offered, what will sell, and the best of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from community.errors import Conflict, InvalidField, NotTrained
from community.ids import CommunityId, PlanId, ProductId, SupplierId
from community.models import Offer, Plan, PlanStatus, Product
from community.ports import Filter, Store, each
from community.weeks import Week
from recsys.planning.demand import estimate_demand, packs_ordered
from recsys.planning.planner import plan_week
from recsys.planning.scenario import Candidate, Constraints, SupplierTerms, Weights
from serving.catalogues import Catalogue
from serving.fresh_ids import fresh_id
from serving.services import Services
from serving.usecases.clock import next_week_in
from serving.usecases.recommend import catalogue_of

_SEASONAL = 6  # a product offered in more months of the year is not called seasonal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAsked:
    """What the week must meet; shares 0–1, money in CNY, None does not limit."""

    community_id: CommunityId
    week: Week | None = None
    slots_min: int = 1
    slots_max: int = 30
    budget: Decimal | None = None
    within_km: float = 50.0
    local_by_count: Decimal = Decimal("0.7")
    local_by_value: Decimal = Decimal(0)
    category_limits: Mapping[str, tuple[int | None, int | None]] | None = None
    locks: tuple[ProductId, ...] = ()
    bans: tuple[ProductId, ...] = ()
    supplier_outage: tuple[SupplierId, ...] = ()
    sustainability: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A plan with the catalogue that its ids come from."""

    plan: Plan
    catalogue: Catalogue


def propose_plan(services: Services, asked: PlanAsked) -> Proposed:
    """Solve the week and keep the proposal.

    Raises NotFound for an unknown community, InvalidField for a week gone by or an impossible
    setting, Infeasible naming the constraints that exclude each other.
    """
    week, catalogue = _week_and_catalogue(services, asked)
    with services.database.read() as store:
        candidates = _candidates(services, store, catalogue, week)
    plan = plan_week(
        week,
        candidates,
        _terms(catalogue),
        _constraints(asked),
        Weights(sustainability=asked.sustainability),
        community_id=asked.community_id,
        now=services.clock(),
        plan_id=PlanId(fresh_id()),
    )
    with services.database.transaction() as store:
        store.plans.save([plan])
        store.commit()
    return Proposed(plan=plan, catalogue=catalogue)


def read_plan(services: Services, community_id: CommunityId, plan_id: str) -> Proposed:
    """Return a kept plan; raises NotFound."""
    with services.database.read() as store:
        plan = store.plans.get(community_id, plan_id)
    return Proposed(plan=plan, catalogue=catalogue_of(services, community_id))


def accept_plan(services: Services, community_id: CommunityId, plan_id: str) -> Proposed:
    """Make a plan the selection of its week: its products are what is offered then.

    Raises NotFound, and Conflict when the week already has orders for something it leaves out.
    """
    with services.database.transaction() as store:
        plan = store.plans.get(community_id, plan_id)
        _withdraw_others(store, plan)
        store.offers.save(_offers(plan))
        accepted = replace(plan, status=PlanStatus.ACCEPTED, version=plan.version + 1)
        store.plans.save([accepted])
        store.commit()
    services.catalogues.forget(community_id)
    return Proposed(plan=accepted, catalogue=catalogue_of(services, community_id))


def _withdraw_others(store: Store, plan: Plan) -> None:
    """Take back the week's offers that the plan leaves out; nobody may have ordered them."""
    where = Filter(week=plan.week)
    kept = {line.product_id for line in plan.lines}
    orders = each(store.orders, plan.community_id, where=where)
    ordered = {line.product_id for order in orders for line in order.lines}
    for offer in list(each(store.offers, plan.community_id, where=where)):
        if offer.product_id in kept:
            continue
        if offer.product_id in ordered:
            raise Conflict(f"{offer.product_id} is already ordered in {offer.week}")
        store.offers.remove(offer.community_id, offer.id)


def _offers(plan: Plan) -> list[Offer]:
    return [
        Offer(
            community_id=plan.community_id,
            week=plan.week,
            product_id=line.product_id,
            price=line.price,
            stock=line.packs,
        )
        for line in plan.lines
    ]


def _week_and_catalogue(services: Services, asked: PlanAsked) -> tuple[Week, Catalogue]:
    catalogue = catalogue_of(services, asked.community_id)
    soonest = next_week_in(services, catalogue.community)
    week = asked.week or soonest
    if week < soonest:
        raise InvalidField("/week", f"{week} has begun or is over: plan {soonest} or later")
    return week, catalogue


def _candidates(
    services: Services, store: Store, catalogue: Catalogue, week: Week
) -> list[Candidate]:
    """Return every product that may be offered in `week`, with what it is expected to sell."""
    shown = [p for p in catalogue.products.values() if _may_be_offered(p, week)]
    votes = _votes(store, catalogue.community.id, week)
    low, middle, high = _demand(store, catalogue, shown, week, votes)
    liked = _preference(services, catalogue)
    before = each(store.offers, catalogue.community.id, where=Filter(week=week + -1))
    last = {offer.product_id for offer in before}
    return [
        Candidate(
            product_id=p.id,
            supplier_id=p.supplier_id,
            name=p.name,
            category=p.category,
            km=catalogue.km[p.id],
            price=p.price,
            cost=p.cost,
            demand=middle[row],
            low=low[row],
            high=high[row],
            case_size=p.case_size,
            min_packs=p.min_packs,
            capacity=p.capacity,
            preference=liked.get(p.id, 0.0),
            sustainability=catalogue.scores[p.id].score,
            shelf_life_days=p.shelf_life_days,
            votes=votes.get(p.id, 0),
            in_season=0 < len(p.months) <= _SEASONAL,
            repeated=p.id in last,
        )
        for row, p in enumerate(shown)
    ]


def _may_be_offered(product: Product, week: Week) -> bool:
    in_season = not product.months or week.monday.month in product.months
    return in_season and not product.hidden and not product.withdrawn


def _votes(store: Store, community_id: CommunityId, week: Week) -> Mapping[ProductId, int]:
    """Return how many neighbours voted for each product in the polls on `week`."""
    polls = {poll.id for poll in each(store.polls, community_id, where=Filter(week=week))}
    cast = each(store.votes, community_id) if polls else ()
    return Counter(vote.option for vote in cast if vote.poll_id in polls)


def _demand(
    store: Store,
    catalogue: Catalogue,
    products: Sequence[Product],
    week: Week,
    votes: Mapping[ProductId, int],
) -> tuple[list[float], list[float], list[float]]:
    """Return P10, P50 and P90 of the packs of each product in `week`."""
    community_id = catalogue.community.id
    packs = packs_ordered(
        [product.id for product in products],
        each(store.offers, community_id),
        store.order_lines(community_id),
        week=week,
    )
    return estimate_demand(
        packs,
        [product.category for product in products],
        votes=[votes.get(product.id, 0) for product in products],
        neighbours=store.counts(community_id)["neighbours"],
    ).lists()


def _preference(services: Services, catalogue: Catalogue) -> Mapping[ProductId, float]:
    """Return how much the neighbours want each product, 1 for the most wanted."""
    try:
        model = services.models.current(catalogue.community.id)
    except NotTrained:
        return {}
    most = float(model.popularity.max(initial=0.0))
    if most <= 0:
        return {}
    return {
        ProductId(id_): max(0.0, float(model.popularity[row]) / most)
        for id_, row in model.item_row.items()
    }


def _terms(catalogue: Catalogue) -> list[SupplierTerms]:
    return [
        SupplierTerms(supplier_id=s.id, name=s.name, min_order=s.min_order, capacity=s.capacity)
        for s in catalogue.suppliers.values()
    ]


def _constraints(asked: PlanAsked) -> Constraints:
    return Constraints(
        slots_min=asked.slots_min,
        slots_max=asked.slots_max,
        budget=asked.budget,
        within_km=asked.within_km,
        local_by_count=asked.local_by_count,
        local_by_value=asked.local_by_value,
        category_limits=dict(asked.category_limits or {}),
        supplier_outage=asked.supplier_outage,
        locks=asked.locks,
        bans=asked.bans,
    )
