"""Units as people write them, in Chinese and English, with their grams or millilitres."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a unit measures."""

    MASS = "mass"  # size in grams
    VOLUME = "volume"  # size in millilitres
    COUNT = "count"  # size unknown without the food
    LENGTH = "length"  # size in centimetres


@dataclass(frozen=True, slots=True)
class Unit:
    """One canonical unit."""

    name: str
    kind: Kind
    size: float = 1.0


# Chinese household spoons as sold: 汤匙 15 ml, 茶匙 5 ml; US cup, pint, quart, gallon.
_MEASURES: tuple[tuple[str, Kind, float, str], ...] = (
    ("g", Kind.MASS, 1, "克 g gr gram grams gramme grammes"),
    ("kg", Kind.MASS, 1000, "千克 公斤 kg kgs kilo kilos kilogram kilograms"),
    ("mg", Kind.MASS, 0.001, "毫克 mg"),
    ("斤", Kind.MASS, 500, "斤 市斤"),
    ("两", Kind.MASS, 50, "两"),
    ("钱", Kind.MASS, 5, "钱"),
    ("oz", Kind.MASS, 28.35, "盎司 oz oz. ounce ounces"),
    ("lb", Kind.MASS, 453.6, "磅 lb lbs lb. lbs. pound pounds"),
    ("ml", Kind.VOLUME, 1, "毫升 ml mls cc milliliter milliliters millilitre millilitres"),
    ("cl", Kind.VOLUME, 10, "cl"),
    ("dl", Kind.VOLUME, 100, "dl deciliter deciliters decilitre decilitres"),
    ("l", Kind.VOLUME, 1000, "公升 升 l lt liter liters litre litres"),
    (
        "汤匙",
        Kind.VOLUME,
        15,
        "汤匙 大匙 大勺 汤勺 tbsp tbsp. tbsps tbs tbs. tbl tablespoon tablespoons tblsp",
    ),
    ("茶匙", Kind.VOLUME, 5, "茶匙 小匙 小勺 茶勺 tsp tsp. tsps teaspoon teaspoons"),
    ("勺", Kind.VOLUME, 15, "调羹 勺子 勺 匙 spoon spoons spoonful spoonfuls"),
    ("杯", Kind.VOLUME, 240, "杯子 杯 cup cups c"),
    ("碗", Kind.VOLUME, 300, "碗 bowl bowls"),
    ("瓶盖", Kind.VOLUME, 5, "瓶盖"),
    ("滴", Kind.VOLUME, 0.05, "滴 drop drops"),
    ("fl oz", Kind.VOLUME, 29.57, "fl. oz. fl.oz fl.oz. floz"),
    ("pint", Kind.VOLUME, 473, "品脱 pint pints pt"),
    ("quart", Kind.VOLUME, 946, "夸脱 quart quarts qt qts"),
    ("gallon", Kind.VOLUME, 3785, "加仑 gallon gallons gal"),
    ("撮", Kind.VOLUME, 0.4, "撮 pinch pinches"),
    ("dash", Kind.VOLUME, 0.6, "dash dashes"),
    ("cm", Kind.LENGTH, 1, "厘米 公分 cm"),
    ("inch", Kind.LENGTH, 2.54, "英寸 寸 inch inches"),
)
_COUNTED = (
    "个 只 头 根 瓣 片 颗 粒 块 条 张 把 朵 棵 株 段 节 盒 袋 包 罐 瓶 听 板 串 份 枚 枝 支 尾 盘"
    " 碟 卷 捆 扎 圈 截 管 筒 桶 坨 团 锅 叶 穗 打 匹 篮 箱 束 副 对 壶 层 滩 扇 排 簇 抹"
)
_ALSO_COUNTED: dict[str, str] = {
    "个": "个头 piece pieces pc pcs",
    "瓣": "clove cloves",
    "片": "小片 slice slices leaf leaves sheet sheets rasher rashers",
    "块": "小块 拇指块 chunk chunks block blocks cube cubes square squares",
    "根": "stalk stalks stick sticks rib ribs strip strips",
    "头": "head heads bulb bulbs",
    "把": "handful handfull handfuls bunch bunches",
    "枝": "sprig sprigs",
    "罐": "can cans tin tins jar jars",
    "瓶": "瓶子 bottle bottles",
    "盒": "box boxes carton cartons container containers tub tubs",
    "袋": "bag bags",
    "包": "小包 packet packets pack packs package packages pkg envelope envelopes sachet sachets",
    "条": "fillet fillets filet filets",
    "份": "serving servings portion portions",
    "打": "dozen",
    "节": "knob knobs",
}


def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for name, kind, size, spellings in _MEASURES:
        table |= dict.fromkeys(spellings.split(), Unit(name, kind, size))
    for name in _COUNTED.split():
        table[name] = Unit(name, Kind.COUNT)
    for name, spellings in _ALSO_COUNTED.items():
        table |= dict.fromkeys(spellings.split(), Unit(name, Kind.COUNT))
    for spelling in ("fl oz", "fluid ounce", "fluid ounces"):
        table[spelling] = table["floz"]
    return table


UNITS = _table()


def pattern(*kinds: Kind) -> str:
    """Return an expression for every spelling of these kinds, the longest first."""
    words = [word for word, unit in UNITS.items() if unit.kind in kinds]
    words.sort(key=len, reverse=True)
    latin = [re.escape(word) for word in words if word[0].isascii()]
    chinese = [word for word in words if not word[0].isascii()]
    return f"(?:(?:{'|'.join(latin)})(?![a-z])|{'|'.join(chinese)})"


def unit_of(word: str) -> Unit | None:
    """Return the unit written `word`, in either language and any case; None if it is none."""
    return UNITS.get(word.strip().casefold())
