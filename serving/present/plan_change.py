"""What changes between two plans, why a product is missing, and what a better score costs."""

from __future__ import annotations

from serving.messages import Lang, messages
from serving.present.conflict import name_constraint
from serving.present.plan import present_constraints, present_line
from serving.present.plan_figures import figures_of
from serving.schemas.plan import QuantityOut, TradeoffOut, TradeoffsOut, WhatIfOut, WhyNotOut
from serving.schemas.ranking import ReasonOut
from serving.usecases.plan import Proposed
from serving.usecases.plan_whatif import Answer, Compared


def present_change(compared: Compared, lang: Lang) -> WhatIfOut:
    """Return what comes in, what goes out and what changes its quantity, with both totals."""
    before = {line.product_id: line for line in compared.before.lines}
    after = {line.product_id: line for line in compared.after.lines}
    catalogue = compared.catalogue
    new = [line for id_, line in after.items() if id_ not in before]
    gone = [line for id_, line in before.items() if id_ not in after]
    return WhatIfOut(
        week=str(compared.after.week),
        before=figures_of(compared.before, catalogue),
        after=figures_of(compared.after, catalogue),
        entering=[present_line(line, catalogue, lang) for line in new],
        leaving=[present_line(line, catalogue, lang) for line in gone],
        changed=[
            QuantityOut(
                product_id=id_,
                name=catalogue.products[id_].name,
                before=before[id_].packs,
                after=line.packs,
            )
            for id_, line in after.items()
            if id_ in before and before[id_].packs != line.packs
        ],
        constraints=present_constraints(compared.after, catalogue, lang),
    )


def present_answer(answer: Answer, lang: Lang) -> WhyNotOut:
    """Return why a product is missing, as a sentence that names what it speaks of."""
    reason, params = answer.reason, dict(answer.reason.params)
    names = [part for part in str(params.get("with", "")).split(", ") if part]
    others = [part for part in str(params.get("instead_of", "")).split(", ") if part]
    products, comma = answer.catalogue.products, messages(lang).comma
    words: dict[str, object] = {
        **params,
        "name": answer.product.name,
        "with": comma.join(name_constraint(n, lang, answer.catalogue) for n in names),
        "instead_of": comma.join(products[i].name for i in products if i in others),
    }
    kind = reason.code if others or reason.code != "worth_less" else "worth_less_alone"
    text = messages(lang).say(f"why_not.{kind}", **words)
    said = ReasonOut(code=reason.code, params=params, text=text)
    return WhyNotOut(product_id=answer.product.id, name=answer.product.name, reason=said)


def present_tradeoff(found: tuple[tuple[float, Proposed], ...]) -> TradeoffsOut:
    """Return a point for each weight."""
    points = []
    for weight, proposed in found:
        figures = figures_of(proposed.plan, proposed.catalogue)
        points.append(
            TradeoffOut(
                weight=weight,
                expected_margin=figures.expected_margin,
                sustainability=figures.sustainability,
                products=figures.products,
            )
        )
    return TradeoffsOut(points=points)
