"""The command line, for what is tested from end to end."""

from tests.serving.command_line import fresh_cli

__all__ = ["fresh_cli"]
