"""The words around a question that say nothing about the dish: amounts, leftovers, please."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d+(?:[./]\d+)?|[一二两三四五六七八九十百半几]+(?:分之[一二三四五六七八九十]+)?)"
_UNIT = (
    r"(?:小把|大把|大块|小块|小袋|半袋|小碗|大碗|公?斤|千克|毫升|ml|kg|g|克|升|个|颗|根|盒|碗|块|袋|包|把|"
    r"片|只|条|棵|头|瓣|瓶|罐|勺|杯|份|两|点儿?|些|朵|支|串|斤|听|枚)"
)
_ZH = (
    r"冰箱里?面?|家里面?|厨房里?|手头上?|昨天|今天|明天|今晚|晚上|中午|早上|现在|最近|"
    r"(?:做饭|晚饭|午饭|早饭|吃饭)?(?:剩下来?|还剩下?|剩余|剩了?)(?:的|一点|些)?|"
    r"还有|只有|只剩|都有|团购|买多了?|买了?|多了|寄来的?|送来的?|妈妈|"
    r"没?(?:吃|用)不?(?:完|掉)|吃掉|用掉|用光|清空?冰箱|浪费|"
    r"快?(?:就?要)?(?:坏|过期|到期)了?|马上|想要?|快点|尽快|"
    r"怎么(?:搭配着?|做|办|吃|处理)?|什么|哪些|可以|能|适合|如何|"
    r"做(?:一道|点|个|法)?|菜谱|食谱|推荐|请问?|帮我?|求|简单的?|不费事的?|"
    r"[一二两三四五六七八九十]个?人(?:吃|份)?|[一二两三四五六七八九十]口之家|吃晚?午?早?饭|"
    r"一道菜?|一顿|做菜|的?菜(?=$|[，。？?! ])|[别的和与及跟呢吗吧啊了么有，。？！、；：]"
)
_EN = (
    r"\b(?:need|want|have|having|got|to|use|using|used|up|before|they|it|go(?:es)?|bad|leftovers?|left|"
    r"over|remaining|in|the|my|our|fridge|freezer|pantry|what|which|how|can|could|should|i|we|you|"
    r"make|cook|do|with|from|of|for|and|or|a|an|some|any|is|are|that|this|"
    r"expiring|expires?|tomorrow|today|tonight|soon|household|people|persons?|suggestions?|suggest|"
    r"ideas?|recipes?|please|quick|easy|dinner|lunch|half|few|bit|\d+)\b"
)
_FRAME = re.compile(rf"{_NUMBER}?\s*{_UNIT}(?={_ZH})|{_NUMBER}\s*{_UNIT}?|{_ZH}|{_EN}")
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W\d_]{2,}")


def strip_frame(text: str) -> str:
    """Return normalised `text` with the words of asking and measuring replaced by spaces."""
    return _FRAME.sub(" ", text)


def weigh(text: str) -> float:
    """Return how much `text` says: 1 for a Chinese character, 2 for a word of letters."""
    return sum(1.0 if len(word) == 1 else 2.0 for word in _WORDS.findall(text))
