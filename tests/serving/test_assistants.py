"""An assistant sees picks, recipes and the plan, and changes nothing."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import anyio
import pytest

from community.errors import Unavailable
from community.ids import CommunityId
from serving.assistants import assistant_server
from serving.services import Services

HOME = CommunityId("lvlin")
needs_mcp = pytest.mark.skipif(find_spec("mcp") is None, reason="the extra mcp is not installed")


def ask(services: Services, tool: str, **arguments: Any) -> Any:
    """Ask one tool over the protocol, in memory."""
    from mcp import Client

    async def call() -> Any:
        async with Client(assistant_server(services, HOME)) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(call).structured_content


@needs_mcp
def test_every_tool_says_that_it_only_reads(services: Services) -> None:
    from mcp import Client

    async def listed() -> Any:
        async with Client(assistant_server(services, HOME)) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(listed)
    assert {tool.name for tool in tools} == {"picks", "recipe", "plan"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


@needs_mcp
def test_picks_come_with_reasons(services: Services) -> None:
    picks = ask(services, "picks", n=3)
    assert len(picks["items"]) == 3
    assert all(item["reasons"] for item in picks["items"])


@needs_mcp
def test_a_recipe_is_written_and_not_kept(services: Services) -> None:
    with services.database.read() as store:
        before = store.counts(HOME)
    recipe = ask(services, "recipe", have=["萝卜皮:200g", "豆腐"], allergies=["花生"])
    assert recipe["steps"]
    assert recipe["ai_generated"]["label"]
    with services.database.read() as store:
        assert store.counts(HOME) == before


@needs_mcp
def test_a_dangerous_recipe_is_refused_with_what_to_do_instead(services: Services) -> None:
    refused = ask(services, "recipe", have=["发芽的土豆:300g"])
    assert refused["refused"]
    assert refused["instead"]
    assert "steps" not in refused


@needs_mcp
def test_a_week_without_a_plan_says_so(services: Services) -> None:
    assert ask(services, "plan", week="2030-W01")["plan"] is None


@needs_mcp
def test_the_command_speaks_the_protocol_on_its_standard_streams(sample_home: Path) -> None:
    from mcp import Client, StdioServerParameters, stdio_client

    command = StdioServerParameters(
        command=sys.executable, args=["-m", "serving", "mcp", "--home", str(sample_home)]
    )

    async def call() -> Any:
        async with Client(stdio_client(command)) as client:
            return await client.call_tool("picks", {"n": 2})

    picks = anyio.run(call)
    assert len(json.loads(picks.content[0].text)["items"]) == 2


def test_without_the_extra_it_says_what_to_install(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(Unavailable, match=r"lvlin\[mcp\]"):
        assistant_server(services, HOME)
