"""The week as a question to the planner: what may be offered, by whom, and what will sell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from community.errors import InvalidField, NotTrained
from community.ids import CommunityId, ProductId
from community.models import Product, Storage
from community.ports import Filter, Store, each
from community.weeks import Week
from recsys.planning.scenario import Candidate, Scenario, SupplierTerms
from serving.catalogues import Catalogue
from serving.services import Services
from serving.usecases.clock import next_week_in
from serving.usecases.plan_asked import PlanAsked
from serving.usecases.plan_demand import Demanded, expected_demand
from serving.usecases.recommend import catalogue_of

_SEASONAL = 6  # a product offered in more months of the year is not called seasonal


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A week, the community's catalogue, and the scenario that the planner is to solve."""

    asked: PlanAsked
    week: Week
    catalogue: Catalogue
    scenario: Scenario


def question_of(services: Services, asked: PlanAsked) -> Question:
    """Return the planner's question of the week.

    Raises NotFound for an unknown community, InvalidField for a week gone by, an unknown id and an
    impossible setting, with the pointer of the request.
    """
    week, catalogue = _week_and_catalogue(services, asked)
    _refuse_unknown(asked, catalogue)
    with services.database.read() as store:
        candidates = _candidates(services, store, catalogue, week, asked=asked)
        coupling = services.couplings.of(store, catalogue)
    with _pointing_at_the_request():
        scenario = Scenario(
            candidates=tuple(candidates),
            suppliers=tuple(_terms(catalogue)),
            constraints=asked.constraints,
            weights=asked.weights,
            kitchen=coupling.completes([c.product_id for c in candidates]),
        )
    return Question(asked=asked, week=week, catalogue=catalogue, scenario=scenario)


@contextmanager
def _pointing_at_the_request() -> Iterator[None]:
    """Name the field of the request, in which constraints do not stand apart."""
    try:
        yield
    except InvalidField as error:
        raise InvalidField(error.pointer.removeprefix("/constraints"), error.reason) from error


def _week_and_catalogue(services: Services, asked: PlanAsked) -> tuple[Week, Catalogue]:
    catalogue = catalogue_of(services, asked.community_id)
    soonest = next_week_in(services, catalogue.community)
    week = asked.week or soonest
    if week < soonest:
        raise InvalidField("/week", f"{week} has begun or is over: plan {soonest} or later")
    return week, catalogue


def _refuse_unknown(asked: PlanAsked, catalogue: Catalogue) -> None:
    """Raise InvalidField for a word that would silently change nothing."""
    categories = {product.category for product in catalogue.products.values()}
    _known("/category_limits", asked.category_limits, categories, "category")
    for name in ("prices", "costs", "votes"):
        _known(f"/{name}", getattr(asked, name), catalogue.products, "product")
    for row, essential in enumerate(asked.essentials):
        pointer = f"/essentials/{row}/any_of"
        for place, id_ in enumerate(essential.any_of):
            _known(pointer, [id_], catalogue.products, "product", token=str(place))


def _known(
    pointer: str, words: Iterable[str], known: Iterable[str], noun: str, *, token: str = ""
) -> None:
    for word in words:
        if word not in known:
            part = token or word.replace("~", "~0").replace("/", "~1")
            raise InvalidField(f"{pointer}/{part}", f"there is no {noun} {word!r}")


def _candidates(
    services: Services, store: Store, catalogue: Catalogue, week: Week, *, asked: PlanAsked
) -> list[Candidate]:
    """Return every product that may be offered in `week`, with what it is expected to sell."""
    community_id = catalogue.community.id
    shown = [p for p in catalogue.products.values() if _may_be_offered(p, week)]
    history = services.histories.of(store, community_id)
    votes = _votes(store, community_id, week) + Counter(asked.votes)
    demand = _demanded(services, catalogue, week, shown)
    folder = services.models.folder(community_id)
    low, middle, high = expected_demand(history, demand, votes, folder)
    liked = _preference(services, catalogue)
    before = week + -1
    last = {offer.product_id for offer in history.offers if offer.week == before}
    return [
        Candidate(
            product_id=p.id,
            supplier_id=p.supplier_id,
            name=p.name,
            category=p.category,
            km=catalogue.km[p.id],
            price=asked.prices.get(p.id, p.price),
            cost=asked.costs.get(p.id, p.cost),
            demand=middle[row],
            low=low[row],
            high=high[row],
            case_size=p.case_size,
            min_packs=p.min_packs,
            capacity=p.capacity,
            preference=liked.get(p.id, 0.0),
            sustainability=catalogue.scores[p.id].score,
            cold_boxes_per_case=_cold_boxes(p, asked.cold_box_kg),
            shelf_life_days=p.shelf_life_days,
            votes=votes[p.id],
            in_season=0 < len(p.months) <= _SEASONAL,
            repeated=p.id in last,
        )
        for row, p in enumerate(shown)
    ]


def _demanded(
    services: Services, catalogue: Catalogue, week: Week, shown: Sequence[Product]
) -> Demanded:
    return Demanded(
        week=week,
        running=next_week_in(services, catalogue.community) + -1,
        products=tuple(catalogue.products.values()),
        shown=tuple(shown),
    )


def _may_be_offered(product: Product, week: Week) -> bool:
    in_season = not product.months or week.monday.month in product.months
    return in_season and not product.hidden and not product.withdrawn


def _cold_boxes(product: Product, box_kg: float) -> Decimal:
    """Return which part of a cold box a case fills; all of one where no weight is told."""
    if product.storage is Storage.PANTRY:
        return Decimal(0)
    if product.pack_grams is None:
        return Decimal(1)
    kilos = Decimal(product.pack_grams * product.case_size) / 1000
    return round(kilos / Decimal(str(box_kg)), 4)


def _votes(store: Store, community_id: CommunityId, week: Week) -> Counter[ProductId]:
    """Return how many neighbours voted for each product in the polls on `week`."""
    cast: Counter[ProductId] = Counter()
    for poll in each(store.polls, community_id, where=Filter(week=week)):
        cast.update(
            v.option for v in each(store.votes, community_id, where=Filter(poll_id=poll.id))
        )
    return cast


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
