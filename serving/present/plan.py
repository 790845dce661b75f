"""Plans for the wire, for a terminal and as files."""

from __future__ import annotations

from collections.abc import Mapping

from community.models import ConstraintState, Plan, PlanLine, Product, Supplier
from serving.catalogues import Catalogue
from serving.cli.output import print_table
from serving.exports.plan import jielong_text, plan_csv, plan_xlsx
from serving.messages import Lang
from serving.present.conflict import name_constraint
from serving.present.plan_figures import figures_of
from serving.present.reasons import present_reasons, say_reason
from serving.schemas.plan import ConstraintOut, PlanLineOut, PlanOut
from serving.usecases.plan import Proposed

MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain; charset=utf-8",
}


def present_plan(proposed: Proposed, lang: Lang) -> PlanOut:
    """Return a plan with names, sentences and totals."""
    plan, catalogue = proposed.plan, proposed.catalogue
    return PlanOut(
        **figures_of(plan, catalogue).model_dump(),
        id=plan.id,
        week=str(plan.week),
        status=plan.status.value,
        version=plan.version,
        lines=[present_line(line, catalogue, lang) for line in plan.lines],
        constraints=present_constraints(plan, catalogue, lang),
    )


def print_plan(proposed: Proposed, lang: Lang) -> None:
    """Print a plan as a table with its totals."""
    shown = present_plan(proposed, lang)
    rows = [
        (
            line.product_id,
            line.name,
            line.supplier,
            f"{line.km:.0f}",
            line.packs,
            f"{line.demand:.0f}",
            line.margin,
            f"{line.sustainability:.0f}",
            "；".join(reason.text for reason in line.reasons),
        )
        for line in shown.lines
    ]
    columns = ("id", "product", "supplier", "km", "packs", "demand", "margin", "green", "why")
    print_table(f"{shown.week}  {shown.id}", columns, rows)
    states = [(s.label, s.text, "*" if s.binding else "") for s in shown.constraints]
    print_table("", ("constraint", "state", "at its limit"), states)
    totals = [("cost", shown.cost), ("revenue", shown.revenue), ("margin", shown.margin)]
    print_table("", ("total", "CNY"), totals)


def export_plan(proposed: Proposed, kind: str, lang: Lang) -> bytes:
    """Return a plan as a file of `kind`, a key of MEDIA_TYPES."""
    plan, catalogue = proposed.plan, proposed.catalogue
    products: dict[str, Product] = dict(catalogue.products.items())
    suppliers: dict[str, Supplier] = dict(catalogue.suppliers.items())
    if kind == "txt":
        return jielong_text(plan, products).encode()
    write = plan_xlsx if kind == "xlsx" else plan_csv
    return write(
        plan,
        products,
        suppliers,
        say=lambda reason: say_reason(reason, lang, catalogue.products),
        lang=lang,
    )


def present_line(line: PlanLine, catalogue: Catalogue, lang: Lang) -> PlanLineOut:
    """Return one line with its names and sentences."""
    product = catalogue.products[line.product_id]
    return PlanLineOut(
        product_id=line.product_id,
        name=product.name,
        category=product.category,
        supplier_id=line.supplier_id,
        supplier=catalogue.suppliers[line.supplier_id].name,
        km=round(line.km, 1),
        packs=line.packs,
        price=line.price,
        cost=line.cost,
        margin=line.packs * (line.price - line.cost),
        demand=round(line.demand, 2),
        low=_rounded(line.low),
        high=_rounded(line.high),
        preference=round(line.preference, 4),
        sustainability=round(line.sustainability, 1),
        reasons=present_reasons(line.reasons, lang, catalogue.products),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def present_constraints(plan: Plan, catalogue: Catalogue, lang: Lang) -> list[ConstraintOut]:
    """Return how each constraint of a plan stands."""
    return [_constraint(state, catalogue, lang) for state in plan.constraints]


def _constraint(state: ConstraintState, catalogue: Catalogue, lang: Lang) -> ConstraintOut:
    share = state.name.startswith("local_share")
    actual, limit = (_figure(value, share) for value in (state.actual, state.limit))
    return ConstraintOut(
        name=state.name,
        label=name_constraint(state.name, lang, catalogue),
        limit=state.limit,
        actual=state.actual,
        binding=state.binding,
        text=f"{actual} {'≥' if state.at_least else '≤'} {limit}",
    )


def _figure(value: float, share: bool) -> str:
    return f"{100 * value:.0f}%" if share else f"{value:,.2f}".rstrip("0").rstrip(".")
