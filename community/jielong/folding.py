"""A line of chat in one form: one width, plain digits, no decoration, quoted text gone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from community.foods.folding import Folded, fold_text
from community.jielong.words import listed
from community.text import strip_invisible

NUMBERED, CLOSED, DECORATION, QUOTED = "\ue000", "\ue001", "\ue002", "\ue003"
_SIGNS = {"✖": "×", "✕": "×", "╳": "×", "❌": "×", "⨯": "×", "➕": "+", "➖": "-", "🔟": "10"}
_KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
_FIRST = re.compile("^\\s*((?:[0-9]\ufe0f?\u20e3)+)")  # 1️⃣2️⃣ at the head of a line is twelve
_FACE = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,5}\]")  # [玫瑰], as chat programs write their emoji
_QUOTES = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”\n]*”|\"[^\"\n]*\"|「[^\n]*|『[^\n]*")
_DECORATED = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Cc"})
# Miswritings that every neighbour reads without stopping; none is a word of its own.
_MISWRITTEN = dict(
    pair.split("=")
    for pair in listed(
        "鸡旦=鸡蛋 鸭旦=鸭蛋 土旦=土蛋 豆付=豆腐 豆府=豆腐 白莱=白菜 青莱=青菜 生莱=生菜"
        " 芹莱=芹菜 菠莱=菠菜 波菜=菠菜 韮菜=韭菜 罗卜=萝卜 箩卜=萝卜 萝ト=萝卜 蕃茄=番茄"
        " 西红市=西红柿 西红是=西红柿 黄爪=黄瓜 冬爪=冬瓜 南爪=南瓜 苹菓=苹果 草梅=草莓 平果=苹果"
        " 土斗=土豆 香姑=香菇 磨菇=蘑菇 鷄蛋=鸡蛋 鸡但=鸡蛋 西兰化=西兰花 猕猴挑=猕猴桃"
        " 弥猴桃=猕猴桃 莲耦=莲藕 牛耐=牛奶 大密=大米 红署=红薯"
    )
)
_MISTAKE = re.compile("|".join(_MISWRITTEN))


@dataclass(frozen=True, slots=True)
class Folding:
    """A folded line with the way back to what was written."""

    text: str
    original: str
    folded: Folded

    def written(self, start: int, end: int) -> str:
        """Return what was written where `text[start:end]` stands, without decoration."""
        if start >= end:
            return ""
        first, last = self.folded.span(start, end)
        return self.original[first:last].replace(DECORATION, "").strip()


def unquoted(pasted: str) -> list[str]:
    """Return the lines of a paste, quoted text as a mark and blanks; line numbers stay."""
    blanked = _QUOTES.sub(lambda match: QUOTED + re.sub(r"[^\n]", " ", match[0][1:]), pasted)
    return blanked.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def fold_line(line: str) -> Folding:
    """Return a line folded character by character, decoration as one mark."""
    keyed = _KEYCAP.sub(_marked, _FIRST.sub(_marked, line))
    faceless = _FACE.sub(DECORATION, keyed)
    original = strip_invisible("".join(map(_plain, faceless)))
    folded = fold_text(original)
    text = _MISTAKE.sub(lambda match: _MISWRITTEN[match[0]], folded.text)
    return Folding(text, original, folded)


def _marked(keycaps: re.Match[str]) -> str:
    digits = "".join(character for character in keycaps[0] if character.isascii())
    return f"{NUMBERED}{digits.strip()}{CLOSED}"


def _plain(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character in (NUMBERED, CLOSED, DECORATION, QUOTED, "\t"):
        return character
    if unicodedata.category(character) == "No" and (number := _circled(character)):
        return f"{NUMBERED}{number}{CLOSED}"
    return DECORATION if unicodedata.category(character) in _DECORATED else character


def _circled(character: str) -> str:
    """Return the number within ① ⑴ ⒈ ➀ ❶ ㈠ ㊀; nothing for ½ or ²."""
    name = unicodedata.name(character, "")
    if not any(word in name for word in ("CIRCLED", "PARENTHESIZED", "FULL STOP")):
        return ""
    value = unicodedata.numeric(character, 0)
    return str(int(value)) if value == int(value) else ""
