"""The treatment that a hazardous food needs must stand in the steps, with its figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from community.foods import Food
from community.reference.hazard_rules import HazardRule
from recipes.draft import Line
from recipes.verifier.case import Case, Reading, Violation, related

MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:分钟|min(?:ute)?s?\b)")
HOURS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:个?小时|hours?\b|h\b)")
DEGREES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:℃|°\s*C|摄氏度|degrees C)", re.I)
_BOILED = re.compile(r"沸|滚开|滚煮|烧开|煮开|boil", re.I)
_IN_GENERAL = {
    "fish": re.compile("鱼"),
    "poultry": re.compile("[鸡鸭鹅]|骨边|肉"),
    "pork": re.compile("肉|骨"),
    "beef": re.compile("肉"),
    "lamb": re.compile("肉"),
    "crustacean": re.compile("[虾蟹]"),
}
_DONE = re.compile(
    r"凝固|熟透|全熟|开口|不透明|fully set|until set|cooked through|opened|opaque|no raw batter",
    re.I,
)
# What must be said where a rule has words instead of figures. Source: data/hazards.csv.
_SAID: dict[str, str] = {
    "okara_raw": r"熟透|没有豆腥味|cooked through|beany",
    "bean_green": r"没有生绿色|豆腥|生味|变软|软|熟透|boil|tender|cooked through",
    "woodear_normal": r"4\s*小时|4 hours",
    "bamboo_raw": r"倒掉|弃|换水|throw away|discard",
    "daylily_fresh": r"浸泡|泡|soak",
    "orange_peel_wax": r"搓洗|清洗|洗净|scrub|wash|rinse",
    "watermelon_rind": r"刷|洗|削|scrub|wash|rinse|pare",
    "corn_silk": r"洗|rinse|wash",
    "pot_peel": r"洗|刷|wash|scrub",
    "taro_raw": r"熟透|煮熟|软|戳透|cooked through|chopstick|tender",
    "raw_milk": r"沸|boil",
    "soymilk_leftover": r"沸|煮开|boil",
    "raw_flour": r"没有生糊|熟透|两面金黄|no raw batter|cooked through|golden",
    "shrimp_head_raw": r"红透|熟透|red all over|cooked through",
    "egg_raw": r"凝固|熟透|set",
}


def untreated(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every food whose treatment the steps do not carry."""
    rules: dict[str, tuple[HazardRule, Line]] = {}
    by_food = {item.food.id: item.treatments for item in case.items}
    for line in reading.draft.lines:
        food = case.lexicon.foods.get(line.food)
        called = food.name_zh if food else line.name
        found = [hit.rule for hit in case.reader.hazards(called)]
        for rule in (*by_food.get(line.food, ()), *found):
            if rule.action == "TREAT" and not rule.always:
                rules.setdefault(rule.id, (rule, line))
    for rule, line in rules.values():
        if not carried(rule, _about(reading, case, line)):
            yield Violation("treatment", "steps", f"{line.name}: {rule.rule_zh}")


def _about(reading: Reading, case: Case, line: Line) -> str:
    """Return the steps that name this food."""
    food = case.lexicon.foods.get(line.food)
    return "\n".join(
        text
        for place, text in reading.steps()
        if line.name.casefold() in text.casefold()
        or (food and any(related(food, named) for named in reading.named[place]))
        or (food and called_in_general(food, text))
    )


def called_in_general(food: Food, text: str) -> bool:
    """Say whether `text` speaks of a food by what it is: 鱼背, 鸡肉, 骨边."""
    words = _IN_GENERAL.get(food.category)
    return words is not None and words.search(text) is not None


def carried(rule: HazardRule, text: str) -> bool:
    """Say whether `text` carries the treatment of `rule`, with the time it asks for."""
    if pattern := _SAID.get(rule.id):
        if not re.search(pattern, text, re.I):
            return False
    elif rule.min_core_c and not _hot(text, rule.min_core_c):
        return False
    return not rule.min_minutes or longest_minutes(text) >= rule.min_minutes


def _hot(text: str, degrees: float) -> bool:
    """Say whether the text reaches a core temperature, by figure or by what the eye sees."""
    stated = any(float(figure) >= degrees for figure in DEGREES.findall(text))
    return stated or bool(_DONE.search(text)) or bool(_BOILED.search(text))


def longest_minutes(text: str) -> float:
    """Return the longest time in the text, in minutes."""
    minutes = [float(figure) for figure in MINUTES.findall(text)]
    minutes += [60 * float(figure) for figure in HOURS.findall(text)]
    return max(minutes, default=0.0)
