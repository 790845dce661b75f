"""A plan as the text a leader pastes into the group chat (接龙文案)."""

from __future__ import annotations

from collections.abc import Mapping

from community.models import Plan, Product
from community.text import strip_invisible

_HEAD = "【{week} 团购接龙】"
_RULE = "写法：楼号 称呼 序号+份数。1+2 就是 1 号要 2 份，几样之间用空格。"
_EXAMPLE = "例：3号楼 王姐 1+2 3+1"


def jielong_text(plan: Plan, products: Mapping[str, Product]) -> str:
    """Return the numbered offers with prices, and the rule by which replies are to be read."""
    lines = [_HEAD.format(week=plan.week), ""]
    for number, line in enumerate(plan.lines, 1):
        product = products.get(line.product_id)
        name = _one_line(product.name) if product else line.product_id
        lines.append(f"{number}. {name}{_spec(product)} {line.price:.2f}元/{_unit(product)}")
    return "\n".join([*lines, "", _RULE, _EXAMPLE]) + "\n"


def _spec(product: Product | None) -> str:
    grams = product.pack_grams if product else None
    if not grams:
        return ""
    return f" {grams / 1000:g}kg" if grams >= 1000 else f" {grams}g"


def _unit(product: Product | None) -> str:
    return _one_line(product.unit) if product and product.unit else "份"


def _one_line(text: str) -> str:
    return " ".join(strip_invisible(text).split())
