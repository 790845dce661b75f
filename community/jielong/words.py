"""The words of reply chains, by what they do."""

from __future__ import annotations

from enum import StrEnum


def listed(words: str) -> tuple[str, ...]:
    """Return the words of a text, once each."""
    return tuple(dict.fromkeys(words.split()))


class Role(StrEnum):
    """What a word does in a reply."""

    ADD = "add"
    CHANGE = "change"
    CANCEL = "cancel"
    FIX = "fix"  # the writer corrects what was just written
    SAME = "same"  # what the line above says
    LIKE = "like"  # what a named person has
    LIKE_END = "like_end"
    EACH = "each"
    ALL = "all"
    OR = "or"  # one of several, or all but some: nobody can book it
    IF = "if"
    UNLESS = "unless"  # a condition on what was said before it
    ASK = "ask"
    PAY = "pay"
    VAGUE = "vague"
    FOR = "for"  # on behalf of somebody else
    STORY = "story"  # tells of something that happened, orders nothing
    NOTICE = "notice"  # what leaders write to all
    HABIT = "habit"  # as always: nobody but the leader knows
    TALK = "talk"  # a remark about food or family
    REDO = "redo"  # what was written before no longer counts
    FILL = "fill"  # carries no meaning of its own
    AND = "and"


_TABLE: dict[Role, str] = {
    Role.ADD: (
        "再加 再来 再要 再拿 再订 再定 再买 再添 再追加 追加 另加 另要 还要 还来 还加 还有"
        " 加订 加单 加购 多加 多来 多要 补订 补 添 加 再 也要 也来 也订 也加 也拿 也买 也 又要"
        " 又加 另外 另外再 另外再加 另外还要 外加 还想要 还要加 再补 再多 再给我 再帮我"
    ),
    Role.CHANGE: (
        "改成 改为 改到 改要 改订 换成 换为 变成 变为 改 换 调成 调为 调整为 调整成 修改为"
        " 修改成 更改为 变更为 改作 加到 增加到 减到 减成 减为 减少到 增到 降到 加成"
    ),
    Role.CANCEL: (
        "少 还是算了 算了 还是不要了 还是不要 那就不要了 不要了 不要 取消 取消了 取消掉 退掉"
        " 退订 退了 退 去掉 撤掉 撤销 撤回 减掉 减去 减 删掉 删除 删了 不订了 不买了 不拿了"
        " 不来了 不定了 划掉 别要了 不用了 都不要了 先不要了 先不要 少要 全退 全退了 全部取消"
        " 全部不要了 全部退掉 全不要了 都退了 都取消 全取消 都退掉 我不要了 退单 作废 不接了"
        " 撤单 退出 不参加了 也不要了 就不要了 就不要 也退掉 也退 也取消 退款 去除 免了"
    ),
    Role.FIX: (
        "写多了 写少了 多写了 少写了 打多了 打少了 报多了 报错了 报少了 多报了 少报了 点错了"
        " 选错了 哦不 噢不 喔不 啊不 额不 呃不 不不 哎不 诶不 哦不对 啊不对 不对 不是 写错了"
        " 写错 打错了 打错 说错了 说错 输错了 输错 搞错了 搞错 弄错了 错了 更正 更正为"
        " 更正一下 纠正 应该是 应为 应是 刚写错了 刚才写错了 刚打错了 上面写错了 前面写错了"
        " 刚才错了 看错了 哦不是 不对不对 手误 更正下"
    ),
    Role.SAME: (
        "同上 同楼上 和上面一样 跟上面一样 同上面 同上一样 和楼上一样 跟楼上一样 同前"
        " 和上面的一样 跟上面的一样 一样的 同上一位 跟前面一样 照上面的 照上面 同款 跟楼上"
        " 和上家一样 同样"
    ),
    Role.LIKE: "同 和 跟 照 按 像 与",
    Role.LIKE_END: "一样 一样的 相同 那样 同款 一致 的一样 一模一样 一个样",
    Role.EACH: (
        "各 各来 各要 各自 每样 每种 每款 各样 各拿 各订 各买 每样来 每样要 每种来 每种要"
        " 各定 各加 分别 每个来 样样 一样来 各有 各需"
    ),
    Role.ALL: (
        "都来 都要 全要 全都要 全部 所有 都 全套 通通 全部要 都给我 都订 全来 统统 都拿 都买"
        " 全部来 都给我来"
    ),
    Role.OR: ("除了 除去 以外 之外 其他 其余 其它 或者 或 还是 要么 或是 二选一 任选 随便哪个"),
    Role.IF: (
        "占 占个 占位 预占 预留 预占位 如果 要是 假如 若是 若 的话 有就 有货就 有货 不够就"
        " 不行就 够就 万一 除非 视情况 看情况 待定 暂定 先占 再说 再定 到时候 到时 考虑 可能"
        " 也许 不一定 没确定 未定 不确定 有多的 有剩 有余 多的就 有多 想想 回头 估计 打算"
        " 等等看 等会儿看 看看 再看 先留 便宜就 合适就 新鲜就 好就 先问 问问 才要 再要不要"
        " 最好 有了 能拼 凑够 成团"
    ),
    Role.UNLESS: (
        "没有就 没货就 没有的 没了就 没有换 缺货就 没有改 没货换 缺货换 没货 没有 缺货 卖完"
    ),
    Role.ASK: (
        "还有几 还剩几 有几 还有没有 吗 么 多少 几点 几号 什么 怎么 怎样 有没有 是不是 能不能"
        " 可不可以 要不要 哪 啥 谁 几时 何时 多大 几斤 请问 问一下 求问 问下 咋 咋样 为啥 还剩"
        " 行不行 好不好 多久 几天"
    ),
    Role.PAY: (
        "已付 已付款 付了 付过 付过了 已转 转了 已转账 转账 转账了 付款 付款了 已支付 支付"
        " 支付了 红包 微信付 支付宝 已打款 打款 收款 已收 结清 钱已付 钱已转 钱转了 转你"
        " 转给你 转过去 发红包 钱付了 款已付 款已转 付清 已微信 已发红包 微信转 付现金 已结"
        " 未付 没付 待付"
    ),
    Role.VAGUE: (
        "若干 一些 一点点 一点 点 几 几份 多点 少点 随便 看着 适量 左右 大概 大约 差不多 上下"
        " 约 些 许多 好多 很多 多多 不少 来点 多一点 少量 大量 一丢丢 左右吧"
    ),
    Role.FOR: (
        "帮 替 代 给 帮忙带 帮带 代订 代买 帮着 替我 代我 我妈 我爸 我婆婆 我妹 我姐 我哥"
        " 我弟 婆婆 对门 隔壁 朋友 同事 闺蜜 亲戚 邻居"
    ),
    Role.STORY: (
        "没了 没啦 没有了 卖光 抢完 卖完了 匀 匀给 匀你 其中 上次 上周 上回 上个 昨天 前天"
        " 上礼拜 收到 拿到 取到 取走 取了 拿了 拿走 领到 领了 坏了 烂了 烂 怎么做 吃完 吃了"
        " 做了 炒了 煮了 送了 送给 少了 漏了 缺了 破了 碎了 臭 没订 没要 没买 没定 谁要 转让"
        " 多出来 出让 菜谱 撤回了"
    ),
    Role.NOTICE: (
        "截单 截止 自提 取货 提货 到货 通知 公告 大家 各位 邻居们 亲们 所有人 今日 限量 库存"
        " 现货 已售 售罄 补货 汇总 统计 合计 共计 总计 目前 已订 已有 还差 规则 格式 写法 写明"
        " 注明 备注 说明 商品列表 商品清单 价格表 价格 今晚 开团 开始接龙 接龙开始 接龙 团购"
        " 提醒 温馨 群公告 请按 按格式 参考 特价 每人限 限购 起送 包邮 配送 发车 上新 预售"
        " 下架 停团 结束 群主 麻烦各位 报单 订单 到了 请来 发货 剩"
    ),
    Role.REDO: (
        "重新接 重新来 重新写 重新报 以这个为准 以此为准 以这条为准 前面的作废 上面的作废"
        " 前面作废 上面作废 上面不算 上面的不算 前面的不算 前面不算 重来 以后面为准 之前的作废"
        " 之前的不算 重新接龙 刚才的不算 重发"
    ),
    Role.FILL: (
        "我要 我来 我订 我定 我买 我想要 我拿 我报 我接 想要 要 来 买 订 订购 定 拿 给我 帮我"
        " 麻烦 我 我家 我们 需要 预订 预定 下单 接 报名 报 登记 请 帮忙 记 的 了 吧 啊 呀 哈"
        " 哦 嗯 啦 噢 喔 哎 唉 呗 嘞 哟 诶 数量 共 一共 总共 是 就 就要 只要 选 拍 购 先 把 将"
        " 那 那个 这个 给 谢谢 谢谢啦 辛苦 辛苦了 多谢 感谢 好的 好 团长 记下 记一下 记我"
        " 订一下 一下 这次 本周 这周 这里 上面 前面 刚才 刚刚 之前 原来 原先 本来 从 由 由原来"
        " 拜托 算我 老板 群主 喽 咯 滴 哒 呐 那就 我这 我这边 这边 安排 麻烦你 辛苦啦 总数"
        " 一并 一起 噻 嘎 撒 侬 阿拉 阿拉要 俺 俺要 俺家 嘛 呢 我屋 我屋里 伐 搞 整 整点 弄"
        " 称点 搞点"
    ),
    Role.AND: "和 跟 与 以及 及 还有就是 加上 并",
    Role.HABIT: ("老样子 照旧 和以前一样 按惯例 跟上次一样 和上次一样 同上次 照上次 老规矩"),
    Role.TALK: (
        "记得 发现 看到 听说 觉得 每次 好吃 真好 真香 真甜 真嫩 不错 小孩 孩子 老公 老人 爱吃"
        " 喜欢 划算 便宜 太贵 涨价 推荐 看起来 新鲜的很 靠谱 好评 回购 做菜 做饭 平时 天天"
        " 经常 一直 炒 炖 煮"
    ),
}
GENERIC_UNITS = frozenset("份单套")
MASS = {"kg": 1000, "千克": 1000, "公斤": 1000, "g": 1, "克": 1, "斤": 500, "市斤": 500, "两": 50}
CONTAINERS = tuple("盒袋包瓶罐把箱件筐桶板捆扎提篮打对双坛串篓版托屉")
PIECES = tuple("个只颗棵枚粒头株条根块朵片尾支节卷")
SAME_UNITS = (
    frozenset("袋包"),
    frozenset("把捆扎"),
    frozenset("个只颗棵枚粒头株"),
    frozenset("条根支"),
    frozenset("条尾"),
    frozenset("板版"),
)
SMALL = frozenset("盒袋包瓶罐把")  # a pack may well be called so when its spec names no container
DOZEN = "打"
MODIFIERS = listed(
    "咸 新鲜 本地 农家 有机 现摘 散养 手工 自家 自制 正宗 精选 优质 特级 生态 绿色 高山 当季"
    " 时令 应季 现做 水磨 土 鲜 嫩 老 大 无抗 可生食 放心 山里 乡下 自种 露天 头茬 早 晚 甜 脆"
    " 野生 走地 散装 盒装 袋装 小农 富硒 冰鲜 冷鲜 传统"
)
TITLES = listed(
    "姐 哥 叔 姨 妈 爸 奶奶 爷爷 大爷 大妈 大姐 大哥 大叔 大嫂 嫂 嫂子 婶 婶婶 婶子 伯 伯伯 伯母"
    " 阿姨 叔叔 老师 师傅 医生 大夫 先生 女士 太太 总 工 姑 婆 婆婆 公公 外婆 外公 奶 爷 家 家属"
    " 小姐 同学 警官 主任 经理 老板娘 妈妈 爸爸 宝妈 宝爸 麻麻 弟 妹 哥哥 姐姐 娘 爹 姥姥 姥爷"
    " 阿婆 阿公 妹妹 弟弟 校长 护士 会计 大婶 大伯 老太 婶儿 姐儿 嬢嬢 孃孃 阿姐 阿哥 阿叔 阿伯"
    " 舅 舅舅 舅妈 姑姑 姑妈 爷叔 老爷子 同志"
)
_SURNAMES = frozenset(
    "丁万东严丰乐乔习于云仇仲任伊伍伏何余侯俞倪傅储元党全公关养冉冯冷凌凤刁刘利包匡华卓单卞卢"
    "卫古史叶司吉后向吕吴周和唐喻夏姚姜姬孔孙孟季宁安宋宗宣宫容寇封尚尤尹屈屠山岑崔巢左巩师席"
    "常平广庄应庞康庾廉廖张强彭徐怀惠成戚戴房敖文方施时明易晁晏景曹曾朱权李杜杨杭林柏查柯柳柴"
    "桂桑桓梁梅樊欧步武殷毋毕毛水江池汤汪沃沈沙洪温游滕满潘焦熊燕牛牧狄王班甘田申白皮益盖盛瞿"
    "石祁祝禹秋秦程穆窦章童符简管米索红纪终罗羊翁翟耿聂胡臧舒艾花苏苗范茹荀荆荣莫萧葛董蒋蒲蓝"
    "蔚蔡薛虞袁裴褚解詹计许谢谭谷贝贡费贺贾赖赵越路车辛边连邓邢那邱邵邹郎郑郝郭鄂金钟钱闵闻阎"
    "阚阮陆陈陶隆雍雷霍靳韦韩项顾颜饶马骆高魏鱼鲁鲍麻黄黎齐龙龚"
)


def surname(character: str) -> bool:
    """Say whether a character is a common family name."""
    return character in _SURNAMES


WORDS: dict[str, Role] = {}
for _role, _words in _TABLE.items():
    for _word in listed(_words):
        WORDS.setdefault(_word, _role)
LONGEST_WORD = max(map(len, WORDS))
