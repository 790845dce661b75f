"""Who writes a line: the name and building at its head, or at its end."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from community.jielong.folding import Folding
from community.jielong.tokens import Kind, Token
from community.jielong.words import TITLES, WORDS, Role, listed, surname

_BETWEEN = ",:-—/|()[]【】·.、~{}<>《》=_*;#"
_EDGES = " ~*_-—·•|.。,，:：'\"、;；()（）[]【】/=<>《》#&^%`{}\t"
_LONG, _SHORT = 12, 4  # characters of a name that something vouches for, and of one by itself
_NO_NAME = frozenset(
    listed(
        "俺 包 咱 在 对 快 急 早 行 赞 赠 送 顶 ok 下单 主食 买菜 今天 你好 修改 免费 其他 其它"
        " 别的 前排 加油 可以 后天 咱们 咱家 哈哈 嗯嗯 地址 备注 多谢 好的 妈妈 姓名 婆婆 客户"
        " 家人 家里 帮忙 您好 想吃 感恩 我的 房号 打扰 报告 报菜 抱歉 收到 新增 早安 明天 是的"
        " 晚安 更新 本人 本期 本楼 楼上 楼下 楼号 水果 沙发 没事 没错 清单 然后 爸爸 申请 电话"
        " 立即 第一 第二 老公 老婆 肉类 自己 自用 菜单 蔬菜 蛋类 补充 订菜 谢谢 这样 那么 邻居"
        " 都行 随意 隔壁 顺便 顺带 顾客 马上 哈哈哈 大家好 对不起 就这样 打扰了 早上好 麻烦了"
        " 不好意思 今日菜单"
    )
)
_NEVER_FIRST = listed(
    "我 你 他 她 俺 咱 今天 明天 本周 这周 大家 各位 谢谢 收到 好的 现在 目前 请 不"
)
_VERBS = "要来订买定拿加再退改各都"


class Head(NamedTuple):
    """The name and building found, and the token after them."""

    who: str
    building: str
    next: int


def looks_named(name: str) -> bool:
    """Say whether a name ends as neighbours are called: 张姐, 李阿姨, 小宝妈."""
    bare = re.sub(r"\(.*\)$", "", name)
    return any(bare.endswith(title) and len(bare) > len(title) for title in TITLES)


def looks_full_name(name: str) -> bool:
    """Say whether a name is a family name with one or two more characters, or 老张, 小李."""
    if not 2 <= len(name) <= 3:
        return False
    if name[0] in "老小阿大":
        return surname(name[1]) and len(name) == 2
    return surname(name[0])


def read_head(
    line: Folding, tokens: Sequence[Token], start: int = 0, *, vouched: bool, known: Collection[str]
) -> Head:
    """Return who the tokens from `start` begin with; `who` is empty when they begin with goods.

    `vouched` says that something else (a number, a time) tells that a name stands here.
    """
    who = building = ""
    i = start
    while i < len(tokens):
        token = tokens[i]
        if token.kind is Kind.BUILDING or _short_building(tokens, i, named=bool(who)):
            building = building or _number_of(token)
        elif not who and _dashed_building(tokens, i):
            building = token.text
        elif not (
            token.is_sign(_BETWEEN)
            or token.kind in (Kind.GAP, Kind.TIME)
            or (i > start and _is_room(tokens, i, bool(who or building)))
        ):
            food = vouched and _food_before_goods(tokens, i)
            if who or (starts_order(tokens, i, known) and not food):
                break
            end = _name_end(tokens, i, known)
            if all(t.is_word(Role.FILL) for t in tokens[i:end]):
                i = end  # 11栋的哈
                continue
            who = _name(line.written(token.start, tokens[end - 1].end))
            if not _plausible(who, vouched or bool(building) or who in known):
                return Head("", building, i)
            i = _second_word(tokens, end, who)
            who = _name(line.written(token.start, tokens[i - 1].end))
            continue
        i += 1
    return Head(who, building, i)


def starts_order(tokens: Sequence[Token], i: int, known: Collection[str] = ()) -> bool:
    """Say whether goods, numbers or words about them begin at token `i`."""
    token = tokens[i]
    if token.kind is Kind.PRODUCT:
        return token.numbered or not (_is_nickname(tokens, i) or _only_named(tokens, i))
    if token.kind is Kind.NUMBER:
        return bool(token.amount.unit) or not token.chinese
    if token.kind in (Kind.MONEY, Kind.MENTION) or token.is_sign("+×?!"):
        return True
    if token.kind is not Kind.WORD:
        return False
    if len(token.text) > 1 and not token.is_word(Role.FOR, Role.VAGUE):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None:
        return token.is_word(Role.CANCEL, Role.ADD, Role.ALL)
    if token.is_word(Role.LIKE, Role.FOR):
        return (
            following.kind is Kind.BUILDING
            or any(following.text.startswith(k) for k in known)
            or looks_named(following.text)
        )
    joined = i > 0 and not token.spaced and tokens[i - 1].kind is Kind.TEXT
    if following.spaced and (token.is_word(Role.VAGUE) or (joined and token.text not in _VERBS)):
        return False  # 钱多多, 郝好
    return following.kind in (Kind.PRODUCT, Kind.NUMBER, Kind.MONEY) or (
        following.kind is Kind.WORD and starts_order(tokens, i + 1, known)
    )


def _name_end(tokens: Sequence[Token], start: int, known: Collection[str]) -> int:
    end = start + 1
    while end < len(tokens) and not tokens[end].spaced:
        token = tokens[end]
        nickname = token.kind in (Kind.TEXT, Kind.WORD, Kind.GAP, Kind.PRODUCT) or token.is_sign(
            "·_'&"
        )
        if token.kind is Kind.NUMBER:
            nickname = token.chinese or _ends_latin(tokens, end)
        if not nickname or (starts_order(tokens, end, known) and not _ends_latin(tokens, end)):
            break
        end += 1
    return end


def _ends_latin(tokens: Sequence[Token], i: int) -> bool:
    """Say whether token `i` is the digits of a name such as Lily2020, with more after it."""
    return (
        False
        if tokens[i].kind is not Kind.NUMBER
        else (tokens[i - 1].text.isascii() and len(tokens[i].text) > 2 and tokens[i].bare)
    )


def _second_word(tokens: Sequence[Token], i: int, who: str) -> int:
    """Return the end of a name in two Latin words (Amy Chen)."""
    if (
        i < len(tokens)
        and who.isascii()
        and tokens[i].kind is Kind.TEXT
        and tokens[i].text.isascii()
    ):
        return i + 1
    return i


def _is_nickname(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a product's name is part of a neighbour's: 柚子妈, 土豆爸爸."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.spaced or after.kind is not Kind.TEXT:
        return False
    return any(after.text == title for title in TITLES if title not in ("家", "总", "工", "爷"))


def _only_named(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a food nobody offers is part of a name (小鱼儿, 阿桃) and not asked for."""
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].ids or tokens[i].numbered or after is None:
        return False
    if after.kind is Kind.TEXT:
        return not after.spaced
    inside = before is not None and before.kind is Kind.TEXT and not tokens[i].spaced
    return after.is_sign(":") or (inside and after.kind in (Kind.GAP, Kind.PRODUCT, Kind.BUILDING))


def _food_before_goods(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a food nobody offers stands where the name should, uncounted (橙子🍊 苹果1箱)."""
    token, rest = tokens[i], tokens[i + 1 : i + 3]
    if token.kind is not Kind.PRODUCT or token.ids or token.numbered or not rest:
        return False
    numbers = len(rest) == 2 and rest[0].spaced and all(t.bare for t in rest)  # 米粒 1 3 5
    return numbers or rest[0].kind in (Kind.GAP, Kind.PRODUCT, Kind.BUILDING)


def _short_building(tokens: Sequence[Token], i: int, *, named: bool) -> bool:
    """Say whether 3号 before a name is a building and not a product."""
    token = tokens[i]
    if named or not token.numbered or not token.text.endswith("号") or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    return after.kind is Kind.TEXT and not after.text.startswith(("要", "来"))


def _dashed_building(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a bare number with a dash before a name is a building: 3-张三."""
    after = tokens[i + 1 : i + 3]
    return (
        tokens[i].bare
        and tokens[i].text.isdecimal()
        and len(after) == 2
        and after[0].is_sign("-—")
        and after[1].kind is Kind.TEXT
    )


def _is_room(tokens: Sequence[Token], i: int, after_someone: bool) -> bool:
    token = tokens[i]
    digits = token.text
    return (
        after_someone
        and token.bare
        and digits.isdecimal()
        and len(digits) in (3, 4)
        and i + 1 < len(tokens)
    )


def _number_of(token: Token) -> str:
    return token.text.rstrip("号") if token.numbered else token.text


def _name(written: str) -> str:
    return written.strip(_EDGES)


def _plausible(who: str, vouched: bool) -> bool:
    folded = who.casefold()
    if not any(c.isalpha() for c in who) or folded in _NO_NAME or folded in WORDS:
        return False
    if who.startswith(_NEVER_FIRST):
        return False
    if vouched or looks_named(who):
        return len(who) <= _LONG
    return len(who) <= _SHORT or (who.isascii() and len(who) <= _LONG)
