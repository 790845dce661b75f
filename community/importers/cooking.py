"""Structured recipes from a cookbook's lines: every ingredient with food, amount and grams."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from community.importers.lexicon import Lexicon, NamedFood
from community.models import Ingredient, RecipeBody
from community.quantities import Quantity, grams_of, parse_ingredient
from community.records import RecipeBodyRecord

_HEADING = re.compile(
    r"^(?:\*\*[^*]+\*\*|[^:：]{1,30}[:：]|(?:必备|可选|进阶|所需)?(?:工具|原料|配料|调料|主料|辅料|用料)s?)$"
)
# Cookbooks list tools among the ingredients; a name that is no food and ends so is one.
_TOOL = re.compile(
    r"(?:锅|箱|炉|灶|刀|杖|纸|膜|碗|杯|盘|碟|筛|网|机|器|模具?|盒|袋|秤|勺|铲|棒|板|筷子?|刷|盆|瓶|罐"
    r"|夹|剪|签|钳|漏斗|温度计|烤架)(?:\s*[(（].*)?$"
)
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}[.、)）]|[-*•])\s*(?!\d)")
_NAME, _NOTE = 120, 500  # characters kept


def structured(record: RecipeBodyRecord, lexicon: Lexicon) -> RecipeBody:
    """Return the recipe with its lines parsed; raises ValueError for an unknown food id."""
    body = record.to_model()
    given = [_understood(item, lexicon) for item in body.ingredients]
    tools = [name for name in record.ingredients_text if _is_tool(name, lexicon)]
    named = [name for name in record.ingredients_text if name not in tools]
    lines = _from_lines(record.quantities_text, named, lexicon)
    return replace(
        body,
        ingredients=(*given, *lines),
        steps=tuple(step for step in map(_step, body.steps) if step),
        equipment=tuple(dict.fromkeys((*body.equipment, *tools))),
    )


def _is_tool(line: str, lexicon: Lexicon) -> bool:
    return _TOOL.search(line) is not None and _food(parse_ingredient(line).name, lexicon) is None


def _understood(item: Ingredient, lexicon: Lexicon) -> Ingredient:
    if item.food_id is not None and item.food_id not in lexicon.foods:
        raise ValueError(f"there is no food {item.food_id!r}")
    food = lexicon.foods[item.food_id] if item.food_id else _food(item.name, lexicon)
    quantity = Quantity(amount=item.amount, unit=item.unit, grams=item.grams)
    return replace(
        item, food_id=food.id if food else None, grams=_rounded(grams_of(quantity, food))
    )


def _from_lines(
    measured: Sequence[str], named: Sequence[str], lexicon: Lexicon
) -> Iterator[Ingredient]:
    """Yield the measured lines, then the names that no measured line covers."""
    found = list(_parsed(measured, lexicon))
    yield from found
    for item in _parsed(named, lexicon):
        if not any(_same(item, other) for other in found):
            yield item


def _parsed(lines: Iterable[str], lexicon: Lexicon) -> Iterator[Ingredient]:
    for line in lines:
        name, quantity, note = parse_ingredient(line)
        food = _food(name, lexicon) if name else None
        heading = not quantity.told and food is None and _HEADING.match(line.strip())
        if name and not heading:
            yield Ingredient(
                name=name[:_NAME],
                food_id=food.id if food else None,
                amount=_rounded(quantity.amount),
                unit=quantity.unit,
                grams=_rounded(grams_of(quantity, food)),
                note=note[:_NOTE],
                per_serving=quantity.per_serving,
            )


def _food(name: str, lexicon: Lexicon) -> NamedFood | None:
    mention = lexicon.resolve(name)
    return mention.food if mention else None


def _same(one: Ingredient, other: Ingredient) -> bool:
    if one.food_id is not None and one.food_id == other.food_id:
        return True
    return one.name in other.name or other.name in one.name


def _step(line: str) -> str:
    return _NUMBERING.sub("", line).strip()


def _rounded(value: float | None) -> float | None:
    """A thousandth of a gram is more than any scale tells."""
    return None if value is None else round(value, 3)
