"""Learn communities' habits from their orders."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from community.errors import InvalidInput
from community.ids import CommunityId
from community.ports import each
from recsys.demand.file import save_forecaster
from recsys.demand.forecaster import learn_forecaster
from recsys.demand.orders import order_history
from recsys.newcomers_file import load_prior, save_newcomers, save_prior
from recsys.training import NO_ORDERS, Outcome, Trainer
from serving.engines import Power
from serving.services import Services
from serving.usecases.clock import next_week_in

_LINES_AT_ONCE = 50_000
_TEACHERS = 50  # communities that a prior is pooled from: more would tell the same


def train(services: Services, community_id: CommunityId) -> Outcome:
    """Fit and publish the model of one community.

    Raises NotFound for an unknown community, InvalidInput when it could not be trained.
    """
    (outcome,) = train_all(services, [community_id], Power())
    if outcome.problem:
        raise InvalidInput(f"{community_id}: {outcome.problem}")
    return outcome


def train_all(
    services: Services, community_ids: Sequence[CommunityId], power: Power
) -> Iterator[Outcome]:
    """Train communities and yield one outcome each, as they get done.

    One that has no orders, or whose training fails, keeps the model it has and has a `problem`.
    Raises NotFound for an unknown community, Unavailable when the engine cannot be used.
    """
    from recsys.tables.lines import training_lines

    trainer = Trainer(models=services.settings.models.resolve(), now=services.clock())
    waiting = set(community_ids)
    with _snapshot(services, community_ids) as snapshot, closing(power.open(snapshot)) as engine:
        for outcome in engine.each(training_lines(), trainer):
            waiting.remove(outcome.community_id)
            yield outcome if outcome.problem else _completed(services, outcome)
    for community_id in sorted(waiting):
        yield Outcome(community_id=community_id, problem=NO_ORDERS)


def _completed(services: Services, outcome: Outcome) -> Outcome:
    """Learn what goes beside a community's model; a failure is a problem of that one alone."""
    try:
        learn_newcomers(services, outcome.community_id)
        learn_demand(services, outcome.community_id)
    except Exception as error:
        return replace(outcome, problem=str(error) or type(error).__name__)
    return outcome


def learn_newcomers(services: Services, community_id: CommunityId) -> None:
    """Learn from a trained model and the catalogue how products nobody had yet are liked."""
    from recsys.newcomers_fit import fit_newcomers, newness

    with services.database.read() as store:
        products = list(each(store.products, community_id))
        sales = store.sales(community_id)
    start = min(sales.weeks, default=None)
    weeks = [week - start for week in sales.weeks] if start else []
    newcomers = fit_newcomers(
        services.models.current(community_id),
        services.catalogues.contents(products),
        lift=newness(weeks, sales.product_ids, sales.quantities),
        prior=load_prior(services.settings.models),
    )
    save_newcomers(newcomers, services.models.folder(community_id))


def learn_prior(services: Services, community_ids: Sequence[CommunityId]) -> None:
    """Learn from the trained among some communities what a new one can start from.

    Of a community only figures of foods, and of these only what at least five of its neighbours
    did and at least two communities say (recsys/prior.py); of at most `_TEACHERS` communities.
    """
    from recsys.lessons import lesson
    from recsys.prior import Lesson, pool

    lessons: list[Lesson] = []
    for community_id in community_ids:
        if services.models.trained(community_id) and len(lessons) < _TEACHERS:
            with services.database.read() as store:
                contents = services.catalogues.contents(each(store.products, community_id))
            lessons.append(lesson(services.models.current(community_id), contents))
    save_prior(pool(lessons), services.settings.models)


def learn_demand(services: Services, community_id: CommunityId) -> None:
    """Learn how much of each product sells in a week, where there are weeks enough."""
    with services.database.read() as store:
        community = store.communities.get(community_id, community_id)
        products = list(each(store.products, community_id))
        offers = list(each(store.offers, community_id))
        sales = store.sales(community_id)
    running = next_week_in(services, community) + -1  # what sold so far in it tells too little
    week = min(max(sales.weeks, default=running) + 1, running)
    history = order_history(products, offers, sales, week=week)
    save_forecaster(learn_forecaster(history), services.models.folder(community_id))


@contextmanager
def _snapshot(services: Services, community_ids: Sequence[CommunityId]) -> Iterator[Path]:
    """Write the orders of some communities for an engine; afterwards nothing of it is left."""
    from recsys.tables.snapshot import write_snapshot

    home = services.settings.home
    home.mkdir(parents=True, exist_ok=True)  # the database may be elsewhere
    with tempfile.TemporaryDirectory(prefix=".training-", dir=home) as made:
        with services.database.read() as store:
            for id_ in community_ids:
                store.communities.get(id_, id_)
            batches = ((id_, store.line_batches(id_, _LINES_AT_ONCE)) for id_ in community_ids)
            write_snapshot(batches, Path(made, "orders"))
        yield Path(made, "orders")
