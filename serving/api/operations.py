"""Whether the service lives, is ready, how it does, and what it is."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field

from serving.api.context import ServicesNow
from serving.metrics import Metrics

router = APIRouter(tags=["operations"])


class Live(BaseModel):
    """The process answers."""

    status: str = Field("alive", examples=["alive"])


class Ready(BaseModel):
    """Whether requests can be served, and if not, what is missing."""

    status: str = Field(examples=["ready"])
    problems: list[str] = []


class Version(BaseModel):
    """What is running."""

    name: str = "lvlin"
    version: str = Field(examples=["0.1.0"])


@router.get("/livez", summary="The process answers")
async def livez() -> Live:
    """Answer as long as the process can."""
    return Live(status="alive")


@router.get(
    "/readyz",
    summary="Requests can be served",
    responses={503: {"model": Ready, "description": "Not yet, and why"}},
)
def readyz(services: ServicesNow) -> Response:
    """Check the store and its tables; a language model is not needed."""
    problems = list(services.database.ready())
    ready = Ready(status="not ready" if problems else "ready", problems=problems)
    return JSONResponse(ready.model_dump(), 503 if problems else 200)


@router.get("/version", summary="What is running")
async def tell_version() -> Version:
    """Tell name and version."""
    return Version(version=version("lvlin"))


def metrics_router(metrics: Metrics) -> APIRouter:
    """Return the router of `/metrics` for this process's registry."""
    metered = APIRouter(tags=["operations"])

    @metered.get(
        "/metrics",
        summary="Figures for Prometheus",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    def figures() -> Response:
        """Give all figures in the text format of Prometheus."""
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return metered
