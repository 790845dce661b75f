"""What a plan comes to: money, score and shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np

from community.models import Plan, PlanLine
from recsys.planning.scenario import Candidate, Weights
from recsys.planning.value import curves
from serving.catalogues import Catalogue
from serving.schemas.plan import FiguresOut

_MONEY_ALONE = Weights(margin=1.0, preference=0.0, sustainability=0.0, waste=0.0)


def figures_of(plan: Plan, catalogue: Catalogue) -> FiguresOut:
    """Return a plan's totals."""
    near = [line for line in plan.lines if line.km <= _within(plan)]
    return FiguresOut(
        products=len(plan.lines),
        cost=plan.cost,
        revenue=plan.revenue,
        margin=plan.revenue - plan.cost,
        expected_margin=_expected_margin(plan, catalogue),
        sustainability=round(_mean_score(plan.lines), 1),
        local_by_count=len(near) / len(plan.lines) if plan.lines else 1.0,
        local_by_value=float(_value(near) / plan.revenue) if plan.revenue else 1.0,
    )


def _within(plan: Plan) -> float:
    constraints = plan.settings["constraints"]
    assert isinstance(constraints, Mapping)
    return float(constraints["within_km"])


def _value(lines: Iterable[PlanLine]) -> Decimal:
    return sum((line.packs * line.price for line in lines), Decimal(0))


def _mean_score(lines: Iterable[PlanLine]) -> float:
    """Return the mean sustainability score by value at price; 0 for an empty plan."""
    weighed = [(float(line.packs * line.price), line.sustainability) for line in lines]
    whole = sum(value for value, _ in weighed)
    return sum(value * score for value, score in weighed) / whole if whole else 0.0


def _expected_margin(plan: Plan, catalogue: Catalogue) -> Decimal:
    """Return what is earned after what spoils unsold, over how much may be ordered."""
    candidates = [_candidate(line, catalogue) for line in plan.lines]
    packs = np.array([line.packs for line in plan.lines], float)
    earned = curves(candidates, _MONEY_ALONE).worth(packs).sum()
    return round(Decimal(float(earned)), 2)


def _candidate(line: PlanLine, catalogue: Catalogue) -> Candidate:
    product = catalogue.products[line.product_id]
    return Candidate(
        product_id=line.product_id,
        supplier_id=line.supplier_id,
        name=product.name,
        category=product.category,
        km=line.km,
        price=line.price,
        cost=line.cost,
        demand=line.demand,
        low=line.demand if line.low is None else line.low,
        high=line.demand if line.high is None else line.high,
        shelf_life_days=product.shelf_life_days,
    )
