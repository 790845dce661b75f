"""Foods that a question rules out: they must never be searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from community.foods import Mention

# "有没有豆腐的做法" and "不能没有豆腐" ask for tofu, hence the look-behinds.
_BEFORE = re.compile(
    r"(?:(?:不要|不想要?|不能|不可以?|不准|不许|别|勿|忌)再?(?:放|加|用|吃|有|含|沾|碰|带|搁|来)?"
    r"|不(?:大|太|怎么)?(?:喜欢|爱|敢|习惯|会|让)(?:吃|放|加)?|不(?:放|加|用|吃|含|沾|碰|带|搁)放?了?"
    r"|(?:^|[，,、；;。\s])(?:免|去|走|戒|禁|省掉)(?:放|加|吃)?|(?:讨厌|反感|受不了|烦)吃?"
    r"|(?<!有)(?<!能)(?<!可)(?:没有|没了|缺少?|去掉|除了|除去|忌口|避开)"
    r"|\b(?:without|no|not|avoid|avoiding|except|excluding|hold the|skip the|skip|free of"
    r"|don'?t (?:have|like|eat|want|use|add)|do not (?:have|like|eat|want|use|add)"
    r"|hates?|dislikes?|can'?t (?:eat|have)|cannot (?:eat|have)|(?:'m|am|'re|are) out of)"
    r"(?: any| using| the)?)"
    r"[有着了]?(?:任何|一点儿?|半点)?\s*$"
)
_ALLERGIC_BEFORE = re.compile(r"(?:对|(?:allerg(?:ic|y) to)(?: the| any)?)\s*$")
_ALLERGIC_AFTER = re.compile(
    r"^(?:和?类?的?制品)?\s*(?:都|也)?(?:严重|有点)?(?:会)?(?:过敏|不耐受?|起疹|起红疹|发痒|嘴肿|allerg(?:y|ies|ic)\b|intoleran)"
)
_FREE_AFTER = re.compile(
    r"^(?:[- ]free\b(?! of)|[都也就]?(?:不要|别放|不放|不加|不吃|免了?)了?\s*(?:$|[。，,；;！!]))"
)
_BESIDES = re.compile(r"(?:除了|除去)(?=[^，,。；;]{1,20}(?:还有|还想|也有|另有))")
_AND = re.compile(r"^(?:\s*(?:[、,/&和或跟与及]|以及|或者|还有|\band\b|\bor\b|\bnor\b)\s*)+$")


@dataclass(frozen=True, slots=True)
class Read:
    """The foods in a text by what it says of them, and the text without those it rules out."""

    asked: tuple[Mention, ...]
    refused: tuple[Mention, ...]
    allergic: tuple[Mention, ...]
    text: str


def read_mentions(text: str, mentions: Sequence[Mention]) -> Read:
    """Return the mentions of `text` (in order, not overlapping) as asked, refused or allergic to.

    A denial reaches over a list: 不要放葱、姜和香菜 rules out all three.
    """
    text = _BESIDES.sub("  ", text)
    verdicts = _forward(text, mentions)
    for row in reversed(range(len(mentions))):
        if verdicts[row] == "" and (after := _said_after(text, mentions, row, verdicts)):
            verdicts[row] = after
    kept = {
        verdict: tuple(m for m, said in zip(mentions, verdicts, strict=True) if said == verdict)
        for verdict in ("", "refused", "allergic")
    }
    cut = _without(text, [*kept["refused"], *kept["allergic"]])
    return Read(kept[""], kept["refused"], kept["allergic"], cut)


def _forward(text: str, mentions: Sequence[Mention]) -> list[str]:
    verdicts: list[str] = []
    end = 0
    for mention in mentions:
        between = text[end : mention.start]
        if _ALLERGIC_BEFORE.search(between):
            verdicts.append("allergic" if _is_allergy(text, mention) else "")
        elif _BEFORE.search(between):
            verdicts.append("refused")
        elif verdicts and verdicts[-1] and _joins(between, mention):
            verdicts.append(verdicts[-1])
        else:
            verdicts.append("")
        end = mention.end
    return verdicts


def _joins(between: str, mention: Mention) -> bool:
    """Say whether a list goes on, as in 葱、姜 and 葱姜蒜."""
    return bool(_AND.match(between)) or (not between and mention.end - mention.start == 1)


def _is_allergy(text: str, mention: Mention) -> bool:
    """对 alone is no allergy: 过敏 must follow somewhere in the clause."""
    before = text[: mention.start]
    clause = re.split(r"[。，,.;；!！?？]", text[mention.end :])[0]
    return not before.endswith("对") or "过敏" in clause or "不耐" in clause


def _said_after(text: str, mentions: Sequence[Mention], row: int, verdicts: Sequence[str]) -> str:
    """Return what the words after a mention say, or the word on the next item of its list."""
    after = text[mentions[row].end :]
    if _ALLERGIC_AFTER.search(after):
        return "allergic"
    if _FREE_AFTER.search(after):
        return "refused"
    if row + 1 < len(mentions) and verdicts[row + 1] == "allergic":
        between = text[mentions[row].end : mentions[row + 1].start]
        return "allergic" if not between or _AND.match(between) else ""
    return ""


def _without(text: str, mentions: Sequence[Mention]) -> str:
    """Return `text` with these mentions, and the denial before each, cut out."""
    for mention in sorted(mentions, key=lambda m: m.start, reverse=True):
        before = _ALLERGIC_BEFORE.sub("", _BEFORE.sub("", text[: mention.start]))
        text = f"{before} {text[mention.end :]}"
    return text
