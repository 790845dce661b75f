"""Numbers as people write them: 1½, 3/4, 一百二十, 六分之一, 两三, a dozen."""

from __future__ import annotations

import re
import unicodedata

from community.text import strip_invisible

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_TO_TWELVE = "zero one two three four five six seven eight nine ten eleven twelve"
_WORDS: dict[str, float] = {word: i for i, word in enumerate(_TO_TWELVE.split())} | {
    "a": 1,
    "an": 1,
    "half": 0.5,
    "half a": 0.5,
    "half an": 0.5,
    "a half": 0.5,
    "couple": 2,
}

_ARABIC = (
    r"\d+(?:\s+(?:and\s+)?|-)\d+\s*/\s*\d+(?!\d)"  # 1 1/2, 1-1/2
    r"|\d+\s*/\s*\d+(?!\d)"
    r"|\d{1,3}(?:,\d{3})+(?!\d)"
    r"|\d+,\d{1,2}(?!\d)"  # 2,5 kg
    r"|\d+(?:\.\d+)?|\.\d+"
)
_DIGIT = "一二两三四五六七八九"
_CHINESE = rf"[{_DIGIT}十]{{1,3}}分之[{_DIGIT}十]{{1,3}}|半|[{_DIGIT}十][零{_DIGIT}十百千万]{{0,9}}"
_ENGLISH = r"(?<![a-z])(?:half\s+an?|a\s+half|{})(?![a-z])".format(
    "|".join(sorted((w for w in _WORDS if " " not in w), key=len, reverse=True))
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
NUMBER = f"(?:{_ARABIC}|{_CHINESE}|{_ENGLISH})"


def plain(text: str) -> str:
    """Return `text` in one width, fractions as 1/2, dashes as -, without emoji."""
    parts = []
    for char in strip_invisible(text):
        narrow = unicodedata.normalize("NFKC", char)
        # A fraction sign must not grow into the number before it: 2½ is "2 1/2".
        parts.append(
            f" {narrow.replace('⁄', '/')} " if "⁄" in narrow and len(narrow) > 1 else narrow
        )
    joined = "".join(parts).replace("⁄", "/")
    joined = re.sub(r"[–—―−~〜∼]", "-", _EMOJI.sub("", joined))
    return re.sub(r"\s+", " ", joined).strip()


def number(written: str) -> tuple[float, float] | None:
    """Return the ends of what one number says (两三 says 2 to 3); None for no number."""
    word = re.sub(r"\s+", " ", written.strip().casefold())
    if word in _WORDS:
        return (float(_WORDS[word]),) * 2
    if word and (word[0].isascii()):
        return _arabic(word)
    return _chinese(word)


def _arabic(word: str) -> tuple[float, float] | None:
    whole, _, fraction = re.sub(r"\s*/\s*", "/", word.replace(" and ", " ")).rpartition(" ")
    if not whole and "/" in fraction and "-" in fraction:
        whole, _, fraction = fraction.rpartition("-")
    european = re.fullmatch(r"\d+,\d{1,2}", fraction) is not None
    top, _, bottom = fraction.replace(",", "." if european else "").partition("/")
    try:
        value = float(whole or 0) + float(top) / float(bottom or 1)
    except (ValueError, ZeroDivisionError):
        return None
    return value, value


def _chinese(word: str) -> tuple[float, float] | None:
    if word == "半":
        return 0.5, 0.5
    if "分之" in word:
        bottom, _, top = word.partition("分之")
        share = _counted(top) / (_counted(bottom) or 1)
        return share, share
    tail = word[-2:]
    if len(word) >= 2 and all(_DIGITS.get(c) for c in tail) and _DIGITS[tail[0]] < _DIGITS[tail[1]]:
        head = word[:-1], word[:-2] + word[-1]  # 两三, 三五, 十七八: either of the two
        return _counted(head[0]), _counted(head[1])
    value = _counted(word)
    return value, value


def _counted(word: str) -> float:
    """Return the value of 一百二十, 一万零五百 and their like."""
    total = section = digit = 0
    for char in word:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            section += (digit or (1 if section == 0 else 0)) * _PLACES[char]
            digit = 0
        elif char == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
    return float(total + section + digit)
