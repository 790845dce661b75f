"""The sample community for every test of the edge."""

from tests.serving.command_line import cli, cli_home, fresh_cli, own_cli
from tests.serving.world import (
    api,
    fresh_api,
    quiet_logs,
    sample_home,
    services,
    shared_services,
)

__all__ = [
    "api",
    "cli",
    "cli_home",
    "fresh_api",
    "fresh_cli",
    "own_cli",
    "quiet_logs",
    "sample_home",
    "services",
    "shared_services",
]
