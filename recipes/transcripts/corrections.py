"""A speaker's own corrections: what was meant stands where it was first said."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百半几]+)"
_UNIT = (
    r"(?:个?半?小时|个?钟头|分钟|分|秒钟?|毫升|升|千克|公斤|克|斤|两|度|成|大?小?[勺匙]|汤匙|茶匙|片|瓣"
    r"|根|颗|粒|个|碗|杯|滴|天"
    r"|minutes?|mins?|seconds?|hours?|grams?|g|ml|tablespoons?|teaspoons?|degrees?|cloves?|days?|cups?)"
)
AMOUNT = re.compile(rf"(?<!第)(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})(?!之)", re.I)
_STRONG = re.compile(
    r"(?:我)?(?:刚才?)?(?:说|讲|报|念|记)(?:错|岔|反)了?|口误|更正|纠正|不对|不是不是|哦不|噢不|啊不|哎不|诶不"
    r"|改一下|应该是|不够|太(?:多|少|长|短)了?(?=[，, ]|是|要|$)|看错了?"
    r"|\bno,? wait\b|\bsorry\b|\bcorrection\b|\bmake that\b"
    r"|\bi mean\b|\bscratch that\b|\bactually\b",
    re.I,
)
_WEAK = re.compile(
    r"^(?:.*…+$|呃+|哎+|欸+|诶+|哦+|噢+|嗯+|啊|等等|等一下|uh+|er+|oh)[,，\s]*", re.I
)
_NEXT = re.compile(r"再|然后|接着|另一面|另外|翻面|之后|以后|\bthen\b|\bnext\b|other side", re.I)
_NOT_BUT = re.compile(
    r"不是(?P<old>[^，,。是]{1,8})[，,]?\s?(?:而?是|要用|用)(?P<new>[^，,。]{1,8})"
)
_STRONG_CUT = re.compile(rf"({_STRONG.pattern})", re.I)
_REACH, _PAUSE = 6, 4  # clauses
_LONG = 12  # characters of a clause that says only that it corrects


def corrected(clauses: Sequence[str]) -> list[str]:
    """Return the clauses with every correction carried out; those that only correct are empty.

    The list keeps its length, so that each clause keeps its time.
    """
    found = list(clauses)
    hesitated = -_PAUSE
    for row, clause in enumerate(clauses):
        strong, weak = _STRONG.search(clause), _WEAK.match(clause)
        if match := _NOT_BUT.search(clause):
            _replace(found, row - 1, match["old"].strip(), match["new"].strip("的了吧呢"))
            found[row] = clause[: match.start()] + match["new"] + clause[match.end() :]
        elif strong:
            _carry_out(found, row, strong)
        elif not _NEXT.search(clause) and (weak or _says_it_again(found, row, hesitated)):
            _amend(found, row, row)
        if weak and not clause[weak.end() :].strip():
            hesitated = row
    return found


def split_at_corrections(clause: str) -> list[str]:
    """Return a clause cut where a correction begins and ends, for speech without punctuation."""
    return [part for part in _STRONG_CUT.split(clause) if part and part.strip()]


def _carry_out(found: list[str], row: int, marker: re.Match[str]) -> None:
    """Take the new amount from this clause or the next ones and drop what only says so."""
    said = found[row]
    after, before = said[marker.end() :], said[: marker.start()]
    for there in range(row, min(row + 4, len(found))):
        text = after if there == row else found[there]
        if AMOUNT.search(text):
            if _amend(found, row, there, text):
                rest = after.strip(" ,，了是") if there == row else ""
                found[row] = "" if AMOUNT.search(before) or not rest else rest
            break
        if there > row and len(text) > _LONG:
            break
    if len(found[row]) <= _LONG and not AMOUNT.search(found[row]):
        found[row] = ""


def _says_it_again(found: Sequence[str], row: int, hesitated: int) -> bool:
    """Say whether an amount follows a pause at once, or after the same word as before it."""
    if row - hesitated >= _PAUSE:
        return False
    if row == hesitated + 1:
        return True
    new, old = AMOUNT.search(found[row]), AMOUNT.search(found[max(0, hesitated - 1)])
    if new is None or old is None:
        return False
    before, after = found[hesitated - 1][: old.start()], found[row][: new.start()]
    return bool(after) and before[-1:] == after[-1:]


def _amend(found: list[str], row: int, there: int, text: str = "") -> bool:
    """Put the last amount said at `there` in place of the one that was said before `row`."""
    new = list(AMOUNT.finditer(text or found[there]))
    first = row if text else row - 1
    for back in range(first, max(-1, row - _REACH), -1) if new else ():
        for old in reversed(list(AMOUNT.finditer(found[back]))):
            meant = next((one for one in reversed(new) if _same_unit(one, old)), None)
            if meant and meant["number"] != old["number"]:
                found[back] = found[back][: old.start()] + meant.group() + found[back][old.end() :]
                return True
            if meant:
                break
    return False


def _same_unit(one: re.Match[str], other: re.Match[str]) -> bool:
    units = {match["unit"].rstrip("s钟").casefold() for match in (one, other)}
    return len(units) == 1


def _replace(found: list[str], row: int, old: str, new: str) -> None:
    """Replace a word where it was last said."""
    for back in range(row, max(-1, row - _REACH), -1):
        if old in found[back]:
            found[back] = found[back].replace(old, new)
            return
