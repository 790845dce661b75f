"""Words that must not be shown: links, markup, claims, myths, and the wrong language."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from community.reference.myths import Myth
from community.text import normalise, strip_invisible
from recipes.verifier.case import Case, Reading, Violation

_LINK = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|cn|net|org|io|top|xyz)\b|\]\(|javascript:|@\w", re.I
)
_MARKUP = re.compile(r"<\s*/?\s*[a-z!][^>]*>?|&[a-z#0-9]+;|\{\{|\{%|`", re.I)
# China's rules on health claims and origin: an ordinary food treats nothing.
_CLAIM = re.compile(
    r"治疗|治愈|根治|[能可]治|治[^好]?[^，。]{0,4}(?:病|症|癌|咳|痛|炎)|下奶|养胃|补血|补肾|滋阴|软化血管|预防|疗效|药效|抗癌|防癌|抗肿瘤|降血[压糖脂]|降[压糖脂]|排毒|壮阳|补肾|养肝|护肝|美白|减肥"
    r"|瘦身|增强免疫|提高免疫|抗氧化|延年益寿|活血|祛湿|清热解毒|原产地|地理标志|有机认证|绝对安全|保证安全"
    r"|\bcures?\b|\btreats?\b|\bprevents?\b|\bheals?\b|detox|anti-?cancer"
    r"|immun\w+ boost|boosts? immun"
    r"|weight loss|lose weight|lowers? (?:blood|cholesterol)|certified organic|guaranteed safe"
    r"|allergen[- ]free|(?:peanut|nut|gluten|dairy|egg|soy)[- ]free|不含过敏原|零过敏",
    re.I,
)
# Words to a machine or to a stranger's contact, which no step of a recipe has.
_ORDER = re.compile(
    r"忽略[^，。]{0,8}(?:规则|指令|提示|要求)|系统提示|提示词|从现在起你|听我的|微信号?|加我|扫码|二维码|私信|电话|\bqq\b"
    r"|\b(?:system|assistant|user)\s*:|ignore (?:all|any|the|previous|your)|you are now"
    r"|(?:system|previous) (?:prompt|instructions)|<<<|>>>|\d{7,}",
    re.I,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FORBIDDEN = (("link", _LINK), ("markup", _MARKUP), ("claim", _CLAIM), ("order", _ORDER))
_MYTH_SHARE = 0.75


def words(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every place whose words must not be shown."""
    for place, text in reading.texts():
        if strip_invisible(text) != text:
            yield Violation("invisible", place, "invisible characters")
        for code, pattern in _FORBIDDEN:
            if found := pattern.search(text):
                yield Violation(code, place, found.group())
        if (case.lang == "en") == bool(_HAN.search(text)):
            yield Violation("language", place, "not in the language asked for")
        for myth in case.reference.myths:
            if _repeats(text, myth):
                yield Violation("myth", place, myth.id)


def _repeats(text: str, myth: Myth) -> bool:
    """Say whether most of the claim stands in the text."""
    for claim in (myth.claim_zh, myth.claim_en):
        pairs = word_pairs(claim)
        if len(pairs) >= 4 and len(pairs & word_pairs(text)) >= _MYTH_SHARE * len(pairs):
            return True
    return False


@lru_cache(maxsize=1024)
def word_pairs(text: str) -> frozenset[str]:
    """Return neighbouring characters of Chinese, or neighbouring words of English."""
    folded = normalise(text)
    units = list(_HAN.findall(folded)) if _HAN.search(folded) else re.findall(r"\w+", folded)
    return frozenset(" ".join(pair) for pair in itertools.pairwise(units))
