"""What is counted while serving."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram


class Metrics:
    """The figures of one app, in a registry of its own so that two apps never collide."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "lvlin_request_seconds",
            "Time to answer",
            ("method", "route", "status"),
            registry=self.registry,
            buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30),
        )
        self.recipes = Counter(
            "lvlin_recipes_total",
            "Recipe answers",
            ("outcome", "written_by"),
            registry=self.registry,
        )
