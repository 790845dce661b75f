"""Which model to ask, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LLMSettings:
    """An OpenAI-compatible server; times are seconds for one recipe, repair included.

    The base URL is the operator's configuration and never comes from a request.
    """

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    connect_s: float = 2.0
    first_byte_s: float = 5.0
    total_s: float = 20.0
    max_bytes: int = 262_144
    rest_s: float = 30.0  # how long the breaker keeps away after three failures in a row
