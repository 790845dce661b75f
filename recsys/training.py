"""From one community's order lines to a model that serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from community.errors import InvalidField
from community.ids import CommunityId
from recsys.artifact import Manifest, save
from recsys.baskets import Baskets, Clock, columns_to_baskets
from recsys.config import WEEKLY, Config
from recsys.ranker.learning import fit_ranked

if TYPE_CHECKING:
    import pyarrow as pa

NO_ORDERS = "nobody has ordered yet: nothing to learn from"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one training: the version and facts of the model, or the `problem`."""

    community_id: CommunityId
    version: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    problem: str = ""

    @property
    def empty(self) -> bool:
        """Whether there was nothing to learn from."""
        return self.problem == NO_ORDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainer:
    """Fits and publishes one community's model below `models`; can be sent to another process."""

    models: Path
    now: datetime
    config: Config = WEEKLY

    def __call__(self, lines: pa.Table) -> Outcome:
        """Train on the lines of one community (`recsys.tables.lines.training_lines`).

        Whatever goes wrong is the outcome, so that other communities go on; the model before
        then stays in place.
        """
        community_id = CommunityId(lines["community_id"][0].as_py())
        try:
            made = publish(
                table_to_baskets(lines),
                model_folder(self.models, community_id),
                now=self.now,
                config=self.config,
            )
        except Exception as error:
            problem = str(error) or type(error).__name__
            return Outcome(community_id=community_id, problem=problem)
        return Outcome(community_id=community_id, version=made.version, facts=made.facts)


def table_to_baskets(lines: pa.Table) -> Baskets:
    """Return one community's baskets on the shared calendar."""
    names = ("neighbour_id", "time", "product_id", "quantity")
    columns = (lines[name].to_numpy() for name in names)
    return columns_to_baskets(*columns, clock=Clock.SHARED)


def publish(baskets: Baskets, folder: Path, *, now: datetime, config: Config = WEEKLY) -> Manifest:
    """Fit a model on baskets and make it the current one of `folder`."""
    facts = {"users": baskets.users, "items": baskets.items, "lines": len(baskets)}
    return save(fit_ranked(baskets, config), folder, now=now, facts=facts)


def model_folder(models: Path, community_id: CommunityId) -> Path:
    """Return where a community's models are kept; raises InvalidField for an unsafe id."""
    if not community_id or community_id.startswith(".") or set(community_id) & set("/\\\0"):
        raise InvalidField("/community", f"{community_id!r} cannot name a folder")
    return models / community_id
