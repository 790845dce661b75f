"""The HTTP application."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version

from fastapi import FastAPI

from community.errors import LvlinError
from community.ids import CommunityId
from serving.api import (
    events,
    jielong,
    neighbours,
    notes,
    operations,
    orders,
    plan_answers,
    plans,
    polls,
    products,
    recipes,
    recommendations,
    trace,
)
from serving.api.middleware import Watch
from serving.api.once import Once
from serving.api.openapi import MAX_BODY, DescribedApp, operation_id
from serving.api.problems import install_problems
from serving.bootstrap import build_services
from serving.logs import set_up_logs
from serving.metrics import Metrics
from serving.pages import install_pages
from serving.services import Services
from serving.settings import load_settings
from serving.usecases.plan_asked import PlanAsked
from serving.usecases.plan_question import question_of

_ROUTERS = (
    products,
    neighbours,
    orders,
    jielong,
    events,
    recommendations,
    recipes,
    plans,
    plan_answers,
    polls,
    notes,
    trace,
)
_WARM = 3  # communities made ready before they are asked for


def create_app(services: Services) -> FastAPI:
    """Return the application over these services."""
    app = DescribedApp(
        title="Lvlin 绿邻",
        version=version("lvlin"),
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        generate_unique_id_function=operation_id,
    )
    app.state.services = services
    app.state.metrics = metrics = Metrics()
    app.add_middleware(Once, services=services, max_body=MAX_BODY)
    app.add_middleware(Watch, metrics=metrics, max_body=MAX_BODY)
    install_problems(app)
    app.include_router(operations.router)
    app.include_router(operations.metrics_router(metrics))
    for module in _ROUTERS:
        app.include_router(module.router)
    install_pages(app)
    return app


def create_app_from_environment() -> FastAPI:
    """Return the application as the environment configures it: the factory of each worker."""
    set_up_logs()
    services = build_services(load_settings())
    services.database.migrate()
    return create_app(services)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    threading.Thread(target=_warm, args=(services,), daemon=True).start()
    yield
    services.database.close()


def _warm(services: Services) -> None:
    """Index notes and forecast next week for the first communities: nobody's first question waits.

    What fails here fails again, and is told, when somebody asks.
    """
    with services.database.read() as store:
        first = store.communities.page(CommunityId(""), limit=_WARM)
    for community in first:
        services.kitchens.of(community.id)
        with suppress(LvlinError):
            question_of(services, PlanAsked(community_id=community.id))
