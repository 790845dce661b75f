"""Tools for assistants over the Model Context Protocol: they read, and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from community.errors import LvlinError, Unavailable
from community.ids import CommunityId
from community.models import Plan
from community.ports import Filter, each
from community.weeks import Week
from recipes.reading import read_request
from serving.messages import Lang
from serving.present.plan import present_plan
from serving.present.recipe import present_recipe
from serving.present.recommendation import present_picks
from serving.services import Services
from serving.usecases.clock import next_week_in, today_in
from serving.usecases.cook import propose_recipe
from serving.usecases.plan import read_plan
from serving.usecases.recommend import Asked, catalogue_of, recommend

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_INSTRUCTIONS = (
    "Lvlin 绿邻 knows one community group-buying group: what is on offer, what to cook with what "
    "is left, and the plan for next week. Pass allergies on as they are said. A refused recipe is "
    "dangerous: tell why and what to do instead, and do not write one yourself. Answers are marked "
    "as made by AI: keep the mark."
)
Left = Annotated[list[str], Field(description="What is left, such as 萝卜皮:200g", min_length=1)]
Names = Annotated[list[str], Field(default_factory=list, description="Such as 花生, vegan")]


def assistant_server(services: Services, community_id: CommunityId) -> MCPServer:
    """Return the server of one community; raises Unavailable without the extra `mcp`."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp_types import ToolAnnotations
    except ImportError as error:
        raise Unavailable("the MCP library is missing: lvlin[mcp]") from error
    tools = Tools(services, community_id)
    server = MCPServer("lvlin", instructions=_INSTRUCTIONS, log_level="WARNING")
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (tools.picks, tools.recipe, tools.plan):
        server.tool(annotations=reads)(tool)
    return server


class Tools:
    """What an assistant may ask of one community; failures are answered in words."""

    def __init__(self, services: Services, community_id: CommunityId) -> None:
        self._services = services
        self._community_id = community_id

    def picks(self, n: Annotated[int, Field(ge=1, le=50)] = 5, lang: Lang = "zh") -> dict[str, Any]:
        """Rank what is on offer this week for the whole community, with reasons."""
        asked = Asked(community_id=self._community_id, n=n)
        return present_picks(recommend(self._services, asked), lang).model_dump(mode="json")

    def recipe(
        self,
        have: Left,
        allergies: Names,
        diets: Names,
        people: Annotated[int, Field(ge=1, le=50)] = 2,
        lang: Lang = "zh",
    ) -> dict[str, Any]:
        """Write a safe zero-waste recipe, or say why there must be none and what to do instead."""
        wish = {"have": have, "allergies": allergies, "diets": diets, "people": people}
        community = catalogue_of(self._services, self._community_id).community
        today = today_in(self._services, community)
        try:
            request = read_request(wish | {"lang": lang}, now=today)
            cooked = propose_recipe(self._services, self._community_id, request)
        except LvlinError as error:
            return {"refused": str(error), "instead": getattr(error, "instead", "")}
        return present_recipe(cooked).model_dump(mode="json")

    def plan(self, week: str = "", lang: Lang = "zh") -> dict[str, Any]:
        """Show the newest plan of a week (ISO, such as 2026-W49; empty: next week)."""
        chosen = Week.parse(week) if week else self._next_week()
        with self._services.database.read() as store:
            plans = list(each(store.plans, self._community_id, where=Filter(week=chosen)))
        if not plans:
            return {"plan": None, "week": str(chosen), "why": "no plan has been made yet"}
        newest: Plan = max(plans, key=lambda plan: plan.created_at)
        shown = read_plan(self._services, self._community_id, newest.id)
        return present_plan(shown, lang).model_dump(mode="json")

    def _next_week(self) -> Week:
        community = catalogue_of(self._services, self._community_id).community
        return next_week_in(self._services, community)
