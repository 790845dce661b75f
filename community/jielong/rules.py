"""The paste's own rules: what 1+2 means, what no number means, how many one may have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from community.jielong.numerals import number_at
from community.jielong.tokens import Kind, Token


class Joint(StrEnum):
    """What a sign between two bare numbers means."""

    TIMES = "times"  # product, then quantity
    TURNED = "turned"  # quantity, then product
    LIST = "list"  # two products


@dataclass(frozen=True, slots=True)
class Rules:
    """What the header says; `joints` by sign, a space included."""

    joints: dict[str, Joint] = field(default_factory=dict)
    one_by_default: bool = False
    limits: dict[str, int] = field(default_factory=dict)  # by product; of every product under ""


_NUMBER_WORDS = (
    "(?:商品|产品|菜品|品种)?(?:序号|编号|号码|品号|货号|代号|商品号|产品号|数字|菜号|款号)"
)
_COUNT_WORDS = "(?:份数|数量|件数|个数|盒数|几份|多少份|需要份数|购买数量|订购数量)"
_JOINT = r"\s*[\"“'「]?(?P<sign>[+\-*x×:/=、,#]|加|\s|空格)[\"”'」]?\s*"
_FORM = re.compile(f"{_NUMBER_WORDS}{_JOINT}{_COUNT_WORDS}")
_TURNED_FORM = re.compile(f"{_COUNT_WORDS}{_JOINT}{_NUMBER_WORDS}")
_SAMPLE = re.compile(r"(?P<a>\d{1,2})\s*(?P<sign>[+\-*x×/=\s])\s*(?P<b>\d{1,2})(?P<rest>[^0-9+].*)")
_EXPLAINS = re.compile(
    r"[\s,\"”』」]{0,3}(?:表示|就是|即|是指|指的?是|代表|意思|=|等于|为|算|是|\(|:|→|->)"
)
_BOTH = re.compile(
    r"各|和|两样|两种|两个(?:商品|产品|品种|菜)|都要|与|及|跟|一样一|每样|两款|并列|、"
)
_SILENT = re.compile(
    r"不写|没写|未写|不标|未注明|没注明|不注明|不填|没标|只写|只报|只打|默认|光写|缺省|不加数|省略|没有写|没填|未填|不说|不报数"
)
_ONE = re.compile(r"(?:一|1)\s*(?:份|件|盒|个|袋|单)|各一|各1|为1|为一|算1|算一")


def rules_of(line: str, rules: Rules) -> Rules:
    """Return the rules after one more folded line; the same when it states none."""
    joints = {**rules.joints, **_joints(line)}
    one = rules.one_by_default or bool(_SILENT.search(line) and _ONE.search(line))
    return replace(rules, joints=joints, one_by_default=one)


def limited(rules: Rules, tokens: Sequence[Token]) -> Rules:
    """Return the rules after a line to all: 每人限购2份, 草莓限2盒."""
    marks = (i for i, t in enumerate(tokens) if t.kind in (Kind.TEXT, Kind.WORD) and "限" in t.text)
    at = next(marks, len(tokens))
    count = next((t.amount.value for t in tokens[at:] if t.kind is Kind.NUMBER), None)
    if count is None or count < 1:
        return rules
    named = [t.ids[0] for t in tokens if t.kind is Kind.PRODUCT and len(t.ids) == 1]
    return replace(rules, limits={**rules.limits, **dict.fromkeys(named or [""], int(count))})


def states_rule(line: str) -> bool:
    """Say whether a folded line states how replies are to be read."""
    return bool(_joints(line)) or bool(_SILENT.search(line) and _ONE.search(line))


def _joints(line: str) -> dict[str, Joint]:
    for pattern, joint in ((_FORM, Joint.TIMES), (_TURNED_FORM, Joint.TURNED)):
        if match := pattern.search(line):
            return {_sign(match["sign"]): joint}
    match = _SAMPLE.search(line)
    if match is None or not _EXPLAINS.match(match["rest"]):
        return {}
    meaning = _explained(match["a"], match["b"], match["rest"])
    return {_sign(match["sign"]): meaning} if meaning else {}


def _explained(first: str, second: str, rest: str) -> Joint | None:
    """Return what the words after "1+2 就是" say."""
    if _BOTH.search(re.split("[,。;]", rest)[0]):
        return Joint.LIST
    counts = [
        n
        for n in map(
            _counted, re.findall(r"(\d+|[一二两三四五六七八九十])\s*(?:份|件|盒|袋|个)", rest)
        )
        if n
    ]
    if first != second and counts[:1] == [int(second)]:
        return Joint.TIMES
    if first != second and counts[:1] == [int(first)] and "各" not in rest:
        return Joint.TURNED
    return Joint.LIST if _BOTH.search(rest) else None


def _counted(written: str) -> int | None:
    number = number_at(written, 0)
    return int(number.value) if number and number.value is not None else None


def _sign(written: str) -> str:
    if written in ("空格", " ", "\t"):
        return " "
    return {"加": "+", "*": "×", "x": "×"}.get(written, written)
