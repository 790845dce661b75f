"""A curve of expected margin over mean score, as coordinates for an inline SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from serving.schemas.plan import TradeoffOut

WIDTH, HEIGHT = 320.0, 180.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 54.0, 14.0, 12.0, 34.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of the curve with the figures that it stands for."""

    x: float
    y: float
    point: TradeoffOut
    now: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """Dots in the order of their score, the line through the best of them, and the axes' ends."""

    dots: tuple[Dot, ...]
    line: str
    scores: tuple[float, float]
    margins: tuple[float, float]


def draw_curve(points: Sequence[TradeoffOut], weight: float) -> Curve:
    """Return the curve; the point whose weight is nearest to `weight` is the present one.

    The line joins the points that none other beats in both figures.
    """
    scores, margins = [p.sustainability for p in points], [float(p.expected_margin) for p in points]
    x, y = _scale(scores, _LEFT, WIDTH - _RIGHT), _scale(margins, HEIGHT - _BOTTOM, _TOP)
    now = min(range(len(points)), key=lambda i: abs(points[i].weight - weight), default=None)
    dots = [
        Dot(x(p.sustainability), y(float(p.expected_margin)), p, i == now)
        for i, p in enumerate(points)
    ]
    dots.sort(key=lambda dot: (dot.point.sustainability, -dot.point.expected_margin))
    best = [dot for dot in dots if not any(_beats(other.point, dot.point) for other in dots)]
    return Curve(
        dots=tuple(dots),
        line=" ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in best),
        scores=(min(scores, default=0.0), max(scores, default=0.0)),
        margins=(min(margins, default=0.0), max(margins, default=0.0)),
    )


def _beats(one: TradeoffOut, other: TradeoffOut) -> bool:
    score, margin = one.sustainability, one.expected_margin
    at_least = score >= other.sustainability and margin >= other.expected_margin
    return at_least and (score, margin) != (other.sustainability, other.expected_margin)


def _scale(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    """Return what maps the range of `values` to start..end; a single value to the middle."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if low == high:
        return lambda _: (start + end) / 2
    return lambda value: start + (end - start) * (value - low) / (high - low)
