"""Where the latest batch of every product has been, and the leader's and laboratory's checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from community.ids import ProductId, SupplierId, TraceEventId
from community.models import (
    Grade,
    Offer,
    Product,
    Storage,
    Supplier,
    SupplierKind,
    TraceEvent,
    TraceStep,
)
from community.sample.tables import COMMUNITY
from community.weeks import Week

_PICK_UP = "绿邻公社取货点"
_LABORATORY = "示例检测实验室"
_BATCHES = 2
_INSPECTED = 0.3
_GAP = 0.06  # share of batches with a step missing
# Target °C of each way of keeping, and how far a reading strays.
_DEGREES = {Storage.FRIDGE: (3.5, 1.2), Storage.FREEZER: (-19.0, 1.5)}
_GROWERS = (SupplierKind.FARM, SupplierKind.COOPERATIVE, SupplierKind.FISHERY)
_HOURS_BEFORE = {TraceStep.HARVEST: 20.0, TraceStep.PACK: 10.0, TraceStep.INSPECT: 8.0}


@dataclass(frozen=True, slots=True)
class _Batch:
    """One delivery of a product, arriving at `due`."""

    name: str
    due: datetime
    product: Product
    supplier: Supplier
    place: str

    @property
    def cold(self) -> bool:
        """Whether the batch is kept cold, and so measured, from the supplier on."""
        return self.supplier.cold_chain and self.product.storage in _DEGREES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One event of a batch before it has an id."""

    step: TraceStep
    hours_before: float
    actor: str
    facts: Mapping[str, str | float]
    here: bool = False  # at the pick-up point, not at the supplier's
    evidence: str = ""
    grade: Grade = Grade.SELF
    passed: bool | None = field(default=None)


def make_trace(
    products: Sequence[Product],
    suppliers: Sequence[Supplier],
    offers: Sequence[Offer],
    *,
    places: Mapping[SupplierId, str],
    today: date,
    rng: np.random.Generator,
) -> tuple[TraceEvent, ...]:
    """Return the steps of each product's last batches that arrived before `today`.

    The last batch of a withdrawn product failed its inspection in a laboratory.
    """
    makers = {supplier.id: supplier for supplier in suppliers}
    events: list[TraceEvent] = []
    for product in products:
        maker = makers[product.supplier_id]
        for number, day in enumerate(_deliveries(product.id, offers, today)):
            due = datetime.combine(day, time(8), UTC)  # 16:00 in Shanghai
            batch = _Batch(f"B{day:%Y%m%d}", due, product, maker, places[maker.id])
            steps = list(_steps(batch, last=number == 0, rng=rng))
            events += (_event(batch, step) for step in _with_gaps(steps, rng))
    return tuple(events)


def _deliveries(product_id: ProductId, offers: Sequence[Offer], today: date) -> list[date]:
    """Return the Thursdays of the last offers before `today`, newest first, at least one."""
    current = Week.of(today)
    weeks = [o.week for o in offers if o.product_id == product_id and o.week < current]
    newest = sorted(weeks, reverse=True)[:_BATCHES] or [current + -1]
    return [week.monday + timedelta(days=3) for week in newest]


def _steps(batch: _Batch, *, last: bool, rng: np.random.Generator) -> Iterator[_Step]:
    product, supplier = batch.product, batch.supplier
    away = 24.0 * supplier.lead_days
    if supplier.kind in _GROWERS and any(part.share > 0.9 for part in product.foods):
        yield _Step(
            step=TraceStep.HARVEST,
            hours_before=away + _HOURS_BEFORE[TraceStep.HARVEST],
            actor=supplier.name,
            facts={"batch_size": float(product.case_size * int(rng.integers(3, 9)))},
        )
    yield _Step(
        step=TraceStep.PACK,
        hours_before=away + _HOURS_BEFORE[TraceStep.PACK],
        actor=supplier.name,
        facts=_temperature(batch, rng),
    )
    failed = product.withdrawn and last
    if failed or (product.foods and rng.random() < _INSPECTED):
        yield _inspection(batch, passed=not failed, hours=away + 8)
    yield _Step(
        step=TraceStep.SHIP,
        hours_before=away * 0.5 + 2,
        actor=supplier.name,
        facts={"mode": supplier.transport, **_range(batch, rng)},
    )
    yield _Step(
        step=TraceStep.RECEIVE,
        hours_before=0,
        actor="团长小沈",
        facts=_temperature(batch, rng),
        here=True,
        evidence="到货抽查，读数写在取货点墙上的记录纸（示例）",
        grade=Grade.LEADER,
    )


def _inspection(batch: _Batch, *, passed: bool, hours: float) -> _Step:
    verdict = "合格" if passed else "不合格：铝残留超出限量，整批下架，已领的退款"
    number = f"SL-{batch.name[1:]}-{batch.product.id[2:]}"
    return _Step(
        step=TraceStep.INSPECT,
        hours_before=hours if passed else -20,
        actor=_LABORATORY,
        facts={"report": number, "result": verdict},
        evidence=f"示例检测报告 {number}：{batch.product.name}，{verdict}",
        grade=Grade.THIRD_PARTY,
        passed=passed,
    )


def _temperature(batch: _Batch, rng: np.random.Generator) -> dict[str, str | float]:
    """Return the reading of a thermometer, for what is kept cold by a supplier who can."""
    if not batch.cold:
        return {}
    mean, spread = _DEGREES[batch.product.storage]
    return {"temperature_c": round(float(rng.normal(mean, spread)), 1)}


def _range(batch: _Batch, rng: np.random.Generator) -> dict[str, str | float]:
    """Return the coldest and warmest reading on the way."""
    if not batch.cold:
        return {}
    mean, spread = _DEGREES[batch.product.storage]
    low, high = sorted(rng.normal(mean, spread, 2).tolist())
    return {"temperature_min_c": round(low, 1), "temperature_max_c": round(high + 0.5, 1)}


def _with_gaps(steps: Sequence[_Step], rng: np.random.Generator) -> Iterator[_Step]:
    """Yield the steps; of a few batches the shipping was not written down."""
    gap = rng.random() < _GAP
    yield from (step for step in steps if not (gap and step.step is TraceStep.SHIP))


def _event(batch: _Batch, step: _Step) -> TraceEvent:
    product, supplier = batch.product, batch.supplier
    return TraceEvent(
        id=TraceEventId(f"t-{batch.name[1:]}-{product.id[2:]}-{step.step.value}"),
        community_id=COMMUNITY.id,
        product_id=product.id,
        batch=batch.name,
        step=step.step,
        occurred_at=batch.due - timedelta(hours=step.hours_before),
        actor=step.actor,
        supplier_id=supplier.id,
        place_name=_PICK_UP if step.here else batch.place,
        place=COMMUNITY.place if step.here else supplier.place,
        facts=step.facts,
        evidence=step.evidence,
        grade=step.grade,
        passed=step.passed,
    )
