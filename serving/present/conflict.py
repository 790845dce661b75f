"""Constraints that exclude each other, in words, with what would fix them."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from community.ids import ProductId, SupplierId
from recsys.planning.relaxation import Relaxation
from serving.catalogues import Catalogue
from serving.messages import Lang, messages
from serving.schemas.plan import ConflictOut, ExplainedOut, RelaxationOut
from serving.usecases.plan_limits import Impossible

_CENT = Decimal("0.01")


def present_conflict(impossible: Impossible, lang: Lang) -> ExplainedOut:
    """Return each constraint of the conflict as a sentence, and the smallest changes that help."""
    known, catalogue = messages(lang), impossible.catalogue
    constraints = []
    for name in impossible.conflict:
        code = f"fix.{name.partition(':')[0]}"
        fix = known.say(code if code in known.texts else "fix.other")
        text = name_constraint(name, lang, catalogue)
        constraints.append(ConflictOut(name=name, text=text, fix=fix))
    changes = [_relaxation(r, lang, catalogue) for r in impossible.relaxations]
    return ExplainedOut(constraints=constraints, relaxations=changes)


def _relaxation(change: Relaxation, lang: Lang, catalogue: Catalogue) -> RelaxationOut:
    kind, _, item = change.name.partition(":")
    to, limit = (_figure(kind, change.side, value) for value in (change.to, change.limit))
    code = f"relax.{kind}.{change.side}"
    return RelaxationOut(
        name=change.name,
        side=change.side,
        limit=None if change.limit is None else float(change.limit),
        to=None if change.to is None else float(change.to),
        text=messages(lang).say(code, item=_item_name(item, catalogue), to=to, limit=limit),
    )


def _figure(kind: str, side: str, value: Decimal | None) -> str:
    """Return a limit as it is typed: per cent of a share, else rounded so that it still helps."""
    if value is None:
        return ""
    shown = value * 100 if kind.startswith("local_share") else value
    rounding = ROUND_FLOOR if side == "min" else ROUND_CEILING
    return f"{shown.quantize(_CENT, rounding).normalize():f}"


def name_constraint(name: str, lang: Lang, catalogue: Catalogue | None = None) -> str:
    """Return a constraint's name in words, with the item it is about."""
    kind, _, item = name.partition(":")
    known = messages(lang)
    label = known.say(f"constraint.{kind}")
    return f"{label}{known.colon}{_item_name(item, catalogue)}" if item else label


def _item_name(item: str, catalogue: Catalogue | None) -> str:
    """Return the name of a product or supplier; any other item is its own name."""
    if catalogue is None:
        return item
    supplier = catalogue.suppliers.get(SupplierId(item))
    product = catalogue.products.get(ProductId(item))
    named = product or supplier
    return named.name if named else item
