"""Why an item is shown, from the components that decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from community.ranking import Reason
from recsys.profiles import Profiles

DECIDES = 0.25  # a component with this share of all that speaks for an item is a reason


def deciding(components: Mapping[str, float]) -> tuple[str, ...]:
    """Return the components that decided, strongest first: a quarter of what is positive."""
    bar = DECIDES * sum(max(value, 0.0) for value in components.values())
    strong = [(name, value) for name, value in components.items() if value > 0 and value >= bar]
    return tuple(name for name, _ in sorted(strong, key=lambda pair: -pair[1]))


def explain(
    components: Mapping[str, float], who: Profiles, row: int, because: Callable[[], str | None]
) -> tuple[Reason, ...]:
    """Return the reasons for item `row` to the single profile `who`.

    `because` names the bought item that spoke for it, asked only where that decided.
    bought_last, bought_often {times, quantity} · neighbours_like {because: item id} · popular_now
    """
    reasons = []
    for name in deciding(components):
        if name == "personal":
            reasons.append(_habit(who, row))
        elif name == "affinity":
            item = because()
            reasons.append(Reason("neighbours_like", {} if item is None else {"because": item}))
        elif name == "popularity":
            reasons.append(Reason("popular_now"))
    return tuple(reasons)


def _habit(who: Profiles, row: int) -> Reason:
    entry = int(np.searchsorted(who.item, row))
    times, quantity = int(who.times[entry]), round(float(who.quantity[entry]), 1)
    code = "bought_last" if times == 1 and who.latest[entry] else "bought_often"
    return Reason(code, {"times": times, "quantity": quantity})
