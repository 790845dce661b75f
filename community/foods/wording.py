"""The words around a food name that say how much, in what shape or state, and not which food."""

from __future__ import annotations

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# States that change what may be done with a food; kept on the mention.
STATES_ZH = _words(
    "发芽 长芽 出芽 发霉 长毛 霉变 霉 变绿 发绿 发青 变质 变味 腐烂 烂 发黏 发粘 发酸 酸败 馊"
    " 发臭 发苦 黑斑 红心 胀袋 胀包 鼓包 过期 临期 隔夜 过夜 剩下 剩 吃剩 冷冻 速冻 解冻 冻"
    " 冷藏 开封 泡发 水发 泡好 干 晒干 风干 烤焦 烧焦 焦糊 糊 未熟 没熟 半熟 全熟 生 熟 鲜 新鲜"
    " 死 活 蔫 枯萎 打蔫 软烂 自制 野生 罐头 腌 卤 烟熏 切开 半颗 半个 半根 半棵 半块 半袋 半盒"
)
# Spoilage is caught even with a few words in between: 土豆放了一周发芽了.
SPOILAGE_ZH = _words(
    "发芽 长芽 出芽 发霉 长毛 霉变 变绿 发绿 变质 变味 腐烂 烂了 发黏 发粘 发酸 酸败 馊了 发臭 发苦"
    " 胀袋 胀包 鼓包 过期"
)
STATES_EN = _words(
    "sprouted sprouting moldy mouldy rotten rotting slimy sour spoiled expired stale leftover"
    " overnight frozen thawed dried raw cooked uncooked canned tinned smoked pickled fresh"
    " wilted soaked opened unripe green wild homemade dead"
)

_MEASURES = _words(
    "公斤 千克 毫升 毫克 小勺 大勺 汤匙 茶匙 汤勺 茶勺 小把 大把 小块 大块 小袋 大袋 小碗 大碗"
    " 小片 大片 小根 大根 小段 小撮 小瓶 小盒 小包 小个 大个 小颗 大颗 个 只 根 颗 粒 瓣 片 块"
    " 条 段 棵 头 把 捆 束 张 枚 朵 节 包 袋 盒 瓶 罐 听 碗 杯 勺 匙 斤 两 克 升 份 盘 碟 尾 枝"
    " 支 撮 滴 人份 kg ml cl mg g l"
)
_AMOUNTS = _words(
    "适量 少许 若干 酌情 随意 可选 任选 一些 一点点 一点 少量 大量 适当 足量 按需 备用 各 约"
    " 大约 左右 以上 以内 上下 多 余 半 小半 大半 整 一整 四分之一 三分之一 二分之一 四分之三"
    " 二分之 三分之 不限 一小 一大 两小 几 数 些 点 最多 最少 总共 共"
)
_PREFIXES = _words(
    "新鲜的 新鲜 鲜嫩 有机 农家 自家 自制 家用 普通 上好 优质 精选 无公害 进口 国产 本地 当季"
    " 时令 干净 去皮 带皮 去骨 带骨 去核 去壳 去籽 去芯 去蒂 去头 去根 去刺 无盐 无糖 原味 低脂"
    " 脱脂 全脂 无添加 纯 切好的 切好 洗净的 洗净 切碎的 切碎 切块的 切块 切片的 切片 切丝 切丁"
    " 切段 剁碎 拍碎 捣碎 打散 打散的 磨碎 研磨 现磨 现切 泡好的 泡发的 煮熟的 煮熟 炒熟的 炒熟"
    " 烤熟 焯水 冰镇 温 热 冷 凉 常温 嫩 老 大 小 细 粗 厚 薄 长 短 肥 瘦 整 整只 整个 生 熟 鲜"
    " 干 活 熟透的 成熟的 成熟 软 硬 剩余的 剩余 剩下的 剩的 剩 隔夜的 隔夜 冷冻的 冷冻 速冻"
    " 冰冻 冻 解冻 腌制 腌好的 卤 市售 袋装 瓶装 罐装 盒装 散装 即食 手工 传统 正宗 特级 一级"
    " 如 比如 例如 推荐 建议 首选 必备 用 加 吃剩的 吃剩 好的 的 好 新 发好的 水发 泡发 中 中等"
    " 中号 大号 小号 特大 迷你 白 红 黄 绿 青 紫 黑 甜 辣 农村 老家"
)
_SUFFIXES = _words(
    "适量 少许 若干 切碎 切片 切丝 切丁 切段 切块 切末 切粒 切条 切圈 切好 剁碎 剁蓉 拍碎 拍扁"
    " 打散 洗净 去皮 去籽 去壳 泡发 备用 可选 碎末 碎 末 丝 丁 片 块 段 粒 条 泥 蓉 茸 沫 花 圈"
    " 球 瓣 丸状 小块 小段 大块 薄片 厚片 滚刀块 肉 汁 浆 皮 头 尾 心 芯 尖 梗 叶 叶子 根 杆 身"
    " 籽 仁 果肉 枝 束 类 等 等等 一起 两种 均可 皆可 都可以 即可 都行 的 了 呢 吧 熟 干 版 款"
    " 装 味 边角料 边角"
)


def _any_of(*groups: tuple[str, ...]) -> str:
    words = sorted({re.escape(word) for group in groups for word in group}, key=len, reverse=True)
    return "|".join(words)


_NUMBER = r"(?:\d+(?:[./~～\-–—至到]\d+)*|[一二两三四五六七八九十百半几数]+)"
QUANTITY = re.compile(
    rf"{_NUMBER}\s*(?:{_any_of(_AMOUNTS)})*\s*(?:{_any_of(_MEASURES)})(?![a-z])|\d+(?:\.\d+)?%?"
)
LEADING = re.compile(rf"(?:{_any_of(_PREFIXES, _AMOUNTS, _MEASURES)}|{_NUMBER})")
TRAILING = re.compile(rf"(?:{_any_of(_SUFFIXES, _AMOUNTS)})")

# Heads that make another thing of what stands before them: the composition is unknown.
TRANSFORMING = frozenset("酱粉油饼糕汤面饭粥酒醋丸馅包饺派茶糖精素罐卷肠露膏串锅煲羹冻")

NOTES = re.compile(r"[(（\[【〔{][^()（）\[\]【】〔〕{}]*[)）\]】〕}]")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
LABEL = re.compile(
    r"^\s*(?:[-*•·]\s*)?(?:其他|其它|全|菜类|另需|另备)?(?:主料|辅料|配料|调料|调味料|香料|必备|可选|原料|腌料|料汁|蘸料|配菜|食材"
    r"|材料|佐料|ingredients?)\s*[:：]"
)
CHOICES = re.compile(r"[、,，;；/|+&。！!？?·:：—(（\[【]|\bor\b|或者|或是|或")

# English words that carry no food.
FILLERS_EN = frozenset(
    _words(
        "a an the of and or to for in with from into about approx approximately few some more"
        " any each cup tablespoon tbsp tbs teaspoon tsp ounce oz pound lb gram g kg kilogram ml"
        " l liter litre pint quart gallon can jar package pkg packet bag box bunch head clove"
        " stalk stick slice piece pinch dash handful sprig strip small medium large big extra"
        " fresh freshly dried frozen raw cooked chopped finely coarsely roughly minced diced"
        " sliced thinly grated shredded crushed ground peeled cut cubed melted softened beaten"
        " drained rinsed washed halved quartered boneless skinless lean optional taste needed"
        " desired plus size inch cm thick thin cold hot warm room temperature whole half good"
        " quality your favorite favourite favourites homemade store bought ripe organic"
        " unsalted salted low sodium reduced fat free light dark plain packed heaping level tin"
        " bottle cube wedge chunk rib knob ear fillet leaf bulb"
        " infused flavored flavoured powder powdered seed pod paste puree julienned per person"
        " serving choice blend style based normal sized untreated live couple kind other"
        " lbs ozs tsps tbsps"
    )
)
# Cuts and parts named after a food: the food before them counts.
CUTS_EN = frozenset(
    ("steak", "rib", "bone", "wing", "burger", "meat", "mince", "liver", "patty", "clove")
)
# What follows these words tells the use or an alternative, not the food.
ENGLISH_STOP = re.compile(
    r"\b(?:or|for|to|in|with|plus|such as|like|if|i used|preferably|as|about|until|without)\b"
    r"|[,;:(/]"
)
