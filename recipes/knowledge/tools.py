"""Pots and pans among the ingredients: many recipes list both, and a pan holds no allergen."""

from __future__ import annotations

import re

_TOOL = re.compile(
    r"(?:平底煎?|炒|汤|蒸|砂|铁|电?高压|电?压力|小?奶|电饭|电?炖|油|不粘|铸铁|厚底|深汤?|煎|电|空气炸)?锅[铲盖]?"
    r"|电饭煲|砂煲|煲汤盅|炖盅|铲子|漏勺|笊篱|[汤铁量]?勺子?|筷子|[牙竹]签"
    r"|(?:菜|水果|小|削皮|刮|剪)?刀|刨丝器|小斧头|[砧案菜]板|擀面杖"
    r"|(?:电动)?打蛋器|(?:料理|食物)?(?:搅拌|料理|破壁|榨汁|豆浆|面包|轻食|厨师|绞肉|调理|果汁)机"
    r"|(?:手动)?压[汁蒜]器|捣药罐|烤箱|微波炉|电磁炉|燃气灶|明火|喷枪"
    r"|蒸[笼架屉盘]|笼屉|烤[架盘]|锡纸盘|模具|量杯|(?:厨房|电子)秤|(?:厨房用?)?温度计|定时器|秒表"
    r"|过?滤网|筛网|面粉筛|纱?布|保鲜[膜袋]|密封[袋罐]|(?:硅油|吸油|烘焙|厨房|锡|油)纸|(?:一次性)?手套"
    r"|刷子|(?:厨房用)?夹子?|防烫盘夹|圆?[盘碟]子?|[小大]?碗|盆|杯子?|(?:密封)?容器|玻璃罐|罐子|瓶子"
)
_SAID = re.compile(
    r"可选|推荐|或者?|普通|家[庭用]|专用|不锈钢|玻璃|陶瓷|耐热|干净|无水无油|电动|手动|工具|宽口|带盖"
    r"|[的和及与一二两三个只把口张双块条套大小中深厚能]"
)
_ENGLISH = re.compile(
    r"(?:(?:an?|the|\d+|large|small|medium|deep|non-?stick|cast iron|baking|mixing|frying|sauce"
    r"|stock|loaf|cake|muffin) )*"
    r"(?:pans?|pots?|skillets?|woks?|bowls?|ovens?|blenders?|whisks?|knife|knives|sieves?|foil"
    r"|parchment paper|baking paper|trays?|moulds?|molds?|food processor|thermometers?)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[(（\[【].*?[)）\]】]|[\W\d_]+")
_HEADING = re.compile(r"\W*(?:原料|材料|食材|用料|主料|辅料|配料|工具|用具|厨具)\W*")


def is_tool(line: str) -> bool:
    """Say whether an ingredient line names kitchen gear, or is a heading, and nothing else.

    Any other word keeps the line an ingredient: to take a food for a pan would be the worse error.
    """
    if _HEADING.fullmatch(line) or _ENGLISH.fullmatch(line.strip()):
        return True
    rest, tools = _TOOL.subn("", _ASIDE.sub("", line))
    return tools > 0 and not _SAID.sub("", rest)
