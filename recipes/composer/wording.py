"""A note's own words, changed as little as they must be: scaled, renamed, or without a food."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.、．)）]\s*(?!\d)")
_UNMARKED = re.compile(r"[\u4e00-\u9fff]$")
_COUNTED = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)(\s*)(克|毫升|g|ml|mL|个|根|瓣|片|棵|只|颗|勺|汤匙|茶匙|块|条|张|碗|杯)"
    r"(?!\w*(?:厘米|毫米))"
)
_AMOUNT = (
    r"(?:(?:剩下的|另外的|一半的?|少许|适量的?"
    r"|\d+(?:\.\d+)?\s*(?:克|毫升|g|ml|个|片|瓣|根|勺|颗|段))\s*)?"
)
_SHAPE = r"(?:[丝片末段丁块碎粒花蓉泥圈结条茸]|[白绿]段?)?"
_ADDED = r"(?:再|并|然后)?(?:加入|放入|撒上|撒入|撒些|淋上|淋入|加|放|撒|下|淋)"
_LISTING = "、和与及"
_COOKS = re.compile(
    r"火|分钟|秒|锅|炒|煮|烧|蒸|焖|炖|煎|℃|盛|装盘|倒|冲|挤|沥|换|攥|捞|撇|搅|拌|放|切|盖"
)
_BROKEN = re.compile(
    r"[、，]{2}|^[、，和与及]|(?:[加放撒淋]|下|放入|加入|倒入|[、和与及])(?=[，。；、]|$)"
    r"|(?<![一])下翻|[加放撒](?:翻|炒|拌)|把(?=[放倒下炒切])"
)


def scaled(step: str, factor: float) -> str:
    """Scale the amounts in a step; times, temperatures and lengths stay."""

    def scale(found: re.Match[str]) -> str:
        number, space, unit = found.groups()
        return f"{_told(float(number) * factor)}{space}{unit}"

    return step if abs(factor - 1) < 0.02 else _COUNTED.sub(scale, step)


def _told(number: float) -> str:
    if number >= 20:
        return f"{round(number / 5) * 5}"
    return f"{max(0.5, round(number * 2) / 2):g}"


def unnumbered(step: str) -> str:
    """Return a step without the number that some write before it, its end marked."""
    said = _NUMBERED.sub("", step).strip()
    return f"{said}。" if _UNMARKED.search(said) else said


def kept_sentences(step: str, keep: Callable[[str], bool]) -> str:
    """Return the sentences of a step that `keep` lets pass."""
    return "".join(sentence for sentence in _SENTENCE.findall(step) if keep(sentence))


def about_others(sentence: str, names: Sequence[str]) -> bool:
    """Say whether a sentence does nothing to the foods `names`: a remark that can be left out."""
    return not _COOKS.search(sentence) and not any(name in sentence for name in names)


def without(step: str, name: str, others: Sequence[str]) -> str | None:
    """Return a Chinese step that does without the food `name`, or None where it cannot be told.

    `others` are the names of the foods that stay. Only whole clauses and members of a list are
    taken out, so that what is left is what the note says.
    """
    if name not in step:
        return step
    sentences = [_without(found, name, others) for found in _SENTENCE.findall(step)]
    if any(sentence is None for sentence in sentences):
        return None
    text = "".join(sentence for sentence in sentences if sentence)
    return re.sub("[；;]$", "。", text)


def still_told(steps: Sequence[str], name: str, others: Sequence[str]) -> bool:
    """Say whether steps without `name` still speak of it by its last character (菇片, 椒丝)."""
    said = " ".join(steps)
    for other in sorted(others, key=len, reverse=True):
        said = said.replace(other, "")
    return name[-1] in said


def _without(sentence: str, name: str, others: Sequence[str]) -> str | None:
    if name not in sentence:
        return sentence
    body, end = sentence.rstrip("。；;"), sentence[len(sentence.rstrip("。；;")) :]
    kept: list[str] = []
    dangling = False
    for clause in body.split("，"):
        if name in clause:
            rest = _clause_without(clause, name, others)
            if rest is None:
                return None
            dangling = not rest
            kept += [rest] if rest else []
        elif not dangling or _COOKS.search(clause) or any(other in clause for other in others):
            dangling = False
            kept.append(clause)
    text = re.sub(r"^(?:再|然后|接着)(?=[^次])", "", "，".join(kept))
    if _BROKEN.search(text) or name in text:
        return None
    return text + end if text else ""


def _clause_without(clause: str, name: str, others: Sequence[str]) -> str | None:
    """Return the clause without `name`, "" where it is about nothing else, None where unclear."""
    unit = f"{_AMOUNT}{re.escape(name)}{_SHAPE}"
    for pattern in (f"[{_LISTING}]{unit}(?=[{_LISTING}]|$|\\W|[一-龥])", f"{unit}[{_LISTING}]"):
        rest, found = re.subn(pattern, "", clause, count=1)
        if found and name not in rest:
            return rest
    if not any(other in clause for other in others):
        return "" if not re.search(r"\d\s*分钟", clause) else _added(clause, unit, name)
    return _added(clause, unit, name)


def _added(clause: str, unit: str, name: str) -> str | None:
    rest = re.sub(f"{_ADDED}{unit}", "", clause, count=1)
    return None if name in rest else rest
