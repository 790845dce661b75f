"""From a community's orders to a model that serves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from community.models import Order
from recsys.artifact import Manifest, save
from recsys.baskets import Baskets, orders_to_baskets
from recsys.config import WEEKLY, Config
from recsys.model import fit


def train(
    orders: Iterable[Order], folder: Path, *, now: datetime, config: Config = WEEKLY
) -> Manifest:
    """Fit one community's model on its orders and make it the current one of `folder`.

    Raises InvalidField when no order counts; the model before then stays in place.
    """
    return train_baskets(orders_to_baskets(orders), folder, now=now, config=config)


def train_baskets(
    baskets: Baskets, folder: Path, *, now: datetime, config: Config = WEEKLY
) -> Manifest:
    """Fit a model on baskets and make it the current one of `folder`."""
    facts = {"users": baskets.users, "items": baskets.items, "lines": len(baskets)}
    return save(fit(baskets, config), folder, now=now, facts=facts)
