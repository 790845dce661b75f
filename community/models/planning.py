"""A proposed selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from community.ids import CommunityId, PlanId, ProductId, SupplierId
from community.ranking import Reason
from community.weeks import Week


class PlanStatus(StrEnum):
    """A plan is proposed until the leader accepts it as the week's selection."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One product of a plan; packs are whole cases, demand the median of what will be ordered.

    `low` and `high` are its 10 % and 90 % quantiles, None when not estimated.
    """

    product_id: ProductId
    supplier_id: SupplierId
    packs: int
    price: Decimal
    cost: Decimal
    demand: float
    km: float
    preference: float
    sustainability: float
    reasons: tuple[Reason, ...] = ()
    low: float | None = None
    high: float | None = None
    case_size: int = 1

    @property
    def cases(self) -> int:
        """How many whole cases the supplier delivers."""
        return self.packs // self.case_size


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintState:
    """One constraint after solving: its limit, what the plan uses, and whether it binds.

    `at_least` tells a lower limit from an upper one.
    """

    name: str
    limit: float
    actual: float
    binding: bool
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A proposed selection for one week; money in CNY."""

    id: PlanId
    community_id: CommunityId
    week: Week
    created_at: datetime
    lines: tuple[PlanLine, ...]
    constraints: tuple[ConstraintState, ...]
    settings: Mapping[str, object]
    status: PlanStatus = PlanStatus.PROPOSED
    version: int = 1

    @property
    def cost(self) -> Decimal:
        """Money to be paid to suppliers."""
        return sum((line.packs * line.cost for line in self.lines), Decimal(0))

    @property
    def revenue(self) -> Decimal:
        """Money if every pack sells."""
        return sum((line.packs * line.price for line in self.lines), Decimal(0))
