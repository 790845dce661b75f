"""What people type: everyday wishes, dangerous ones, and things that are no food."""

from __future__ import annotations

EVERYDAY = """
土豆烧牛肉
新鲜土豆三个
削皮的土豆
无芽无绿的土豆
土豆、洋葱、胡萝卜
干豆角炒肉
四季豆焯水后焖十分钟
白菜豆腐汤
土豆角撒孜然
木薯粉200克
木薯淀粉勾芡
珍珠奶茶里的木薯珍珠
水仙茶一泡
武夷水仙
鱼香肉丝
鱼香茄子
鱼腥草拌醋
鲫鱼生姜汤
草鱼生抽各少许
鱼生粉抓匀
干河粉一包
鲜河粉今天买的
今天的肠粉
山药炖排骨
铁棍山药
淮山药500克
室温醒面3小时
室温发酵两小时
黄油室温软化两个小时
鸡蛋常温放了三天
室温放置的香蕉
常温放了一周的苹果
土豆在阳台放了三天
冰箱里放了一晚上的剩菜
昨晚的剩米饭已冷藏
昨天剩的红烧肉放冰箱了
冷藏隔夜饭做蛋炒饭
剩饭半碗
泡发木耳半小时
冷水泡木耳两小时
木耳冷藏泡发八小时
干木耳10克
银耳羹
毛豆腐
毛豆煮盐水
霉豆腐一块
霉干菜扣肉
腐乳炖肉
臭豆腐
臭鳜鱼
核桃仁50克
琥珀桃仁
胡桃仁一把
甜杏仁露
花生豆浆
花生豆芽汤
花生牛奶
花生螺片汤
花生莲藕排骨汤
苹果去核切块
樱桃去核
剥去蛋壳
煮蛋剥掉蛋壳
炖烂了的牛肉
煮烂的南瓜
土豆煮熟压烂成泥
烂糊面
苦瓜炒蛋
快过期的牛奶
明天过期的豆腐
牛奶还有两天过期
临期酸奶
即将过期的火腿
过期三天的饼干
膨化食品
薯片袋子鼓鼓的
面团发酵膨胀
万年青饼干
一品红烧肉
绿豆芽
黄豆芽200克
发芽糙米饭
发芽的大蒜
洋葱发芽了
红薯发芽了
红薯500克
蒜发芽了还能吃吗
酸奶一杯
酸菜鱼
酸汤肥牛
豆汁一碗
猕猴桃三个
西瓜皮
萝卜皮200克
芹菜叶
虾壳熬油
豆渣150克
橘子皮
玉米须
鸡骨架熬汤
鱼头一个
猪血一块
熟醉蟹
酒酿圆子
醪糟
环保酵素擦地
草鱼去鱼胆洗净
小心不要弄破鱼胆
大闸蟹清蒸
冷冻虾仁
死面饼
紫菜蛋花汤
三文鱼煎熟
鸡胸肉100克煎熟
猪肉末炒粉条
番茄炒蛋
红熟番茄两个
绿宝石番茄
青椒土豆丝
青皮萝卜
香菇青菜
平菇炒肉
金针菇一把
杏鲍菇
芒果去皮切块
盐酸菜炒肉
有机油菜
大麻花一根
石锅拌饭
玻璃碗里打蛋
盖上保鲜膜冷藏
用锡纸包好烤
用厨房纸巾吸干水分
切成指甲盖大小
撒尿牛丸
84克面粉
184克牛奶
1984年的老酒
香水柠檬茶
去除农药残留
蛤蜊吐沙洗净沙子
硅胶铲翻拌
fresh potatoes
bean sprouts and potatoes
blue cheese
baked salmon
cassava flour
half a cabbage
leftover rice from last night in the fridge
chicken thighs
proof the dough for 3 hours at room temperature
canned tuna
a silicone mold
wild rice
glass noodles
rock sugar
milk expiring tomorrow
bitter melon
soften the butter at room temperature for 3 hours
baby spinach with honey dressing
""".strip().splitlines()

DANGEROUS = """
土豆发芽了
发了芽的土豆
发芽土豆
土豆有点发绿
土豆皮变绿了
绿皮土豆
长了小芽的马铃薯
马铃薯长芽了
馬鈴薯發芽了
发 芽 土 豆
土豆芽眼冒出芽
洋芋发芽
没发芽多少的发芽土豆
长毛的面包
面包长毛了
面包发霉
吐司长绿毛
有点霉的花生
花生发霉了
发霉的花生挑出来炒
霉变的玉米
馒头有霉点
橘子上有白毛
草莓长毛了切掉就行
切掉发霉部分的奶酪
米饭长了白毛
大米发了霉
放了两天没进冰箱的饭
没放冰箱的米饭放了一天
室温放了5小时的红烧肉
常温放了一夜的排骨汤
室温过夜的炒菜
剩菜在桌上放了一晚上
在餐桌上放了一宿的鱼
忘记放冰箱的牛奶
放在灶台一晚上的鸡汤
停电两天冰箱里的肉
常温放了三个小时的寿司
室温放置超过2小时的凉拌菜
外卖放外面一夜
昨晚忘了放冰箱的饭
前天的剩饭
冰箱放了三天的米饭
剩菜放了五天
剩菜冰箱里一周了
吃剩的虾放了三天
泡了一夜的木耳
木耳泡了一天
隔夜泡发木耳
泡了八小时的黑木耳
泡过夜木耳
昨晚泡的木耳
银耳泡了两天
木耳发黏了
隔夜河粉
河粉酸了
过期河粉
昨天的肠粉
酸汤子
自制酵米面
野生蘑菇
山上采的菌子
小区草地上采的蘑菇
路边摘的蘑菇
不认识的蘑菇
见手青
河豚
河豚鱼干
鸡泡鱼
织纹螺
鱼胆泡酒
草鱼胆
蛇胆
苦杏仁
桃核打碎
苹果籽榨汁
没煮熟的四季豆
四季豆生吃
半生的豆角
豆角没炒熟
红腰豆直接放慢炖锅
生吃木薯
没煮开的豆浆
豆浆没煮熟
鸡肉刺身
没熟的鸡肉
五分熟的猪肉
生吃猪肉
潮汕生腌
生腌血蛤
草鱼刺身
醉虾
死螃蟹
大闸蟹死了
死了的小龙虾
馊了的米饭
米饭馊了
臭了的肉
肉有点臭味
发臭的鱼
鸡肉发黏
坏了的牛奶
变质的豆腐
豆腐发酸了
豆腐黏手
臭鸡蛋
虾有异味
哈喇味的核桃
过期的牛奶
鸡肉过期三天
火腿过了保质期
鼓包罐头
罐头胀了
酸奶胀包
真空包装漏气的熟食鼓鼓的
过期婴儿奶粉
红心甘蔗
甘蔗里面发红
甘蔗有酒糟味
黑斑红薯
红薯有黑斑
烂姜
烂苹果
苹果烂了一块
白菜腐烂了
丝瓜发苦
西葫芦是苦的
青番茄
番茄叶
夹竹桃
夾竹桃
滴水观音
水仙球茎炒蛋
曼陀罗花
断肠草
乌头
蓖麻籽
亚硝酸盐5克
工业盐
自制水果酵素饮用
酵素减肥喝
给八个月宝宝喝蜂蜜水
6个月大的婴儿加蜂蜜
病死猪肉
癞蛤蟆
蓝环章鱼
桐油
海边挖的蛤蜊
赶海捡的贝
花生壳磨粉
蛋壳粉
芒果皮
不认识的野菜
sprouted potato
potatoes that have sprouted
green potatoes
potato has gone green
moldy bread
bread with mold on it
fuzzy strawberries
mouldy cheese
peanuts that are mouldy
rice left out overnight
chicken left on the counter for 5 hours
soup sat out all night
unrefrigerated milk for two days
wood ear soaked overnight
wild mushrooms
mushrooms I picked in the woods
puffer fish
fugu liver
fish gallbladder
bitter almonds
apricot kernels
undercooked kidney beans
raw kidney beans in the slow cooker
eat raw cassava
raw pork
undercooked chicken
dead crab
spoiled milk
slimy chicken
rotten eggs
the meat smells bad
expired milk
bulging can
can is swollen
oleander
hemlock
lily of the valley
death cap
toad
honey for my 6 months old baby
raw chicken salad
rotten apples
bitter zucchini
""".strip().splitlines()

NO_FOOD = """
84消毒液
84 200ml
加84
八四
漂白水
漂白粉炖肉
洁厕灵
消毒液一瓶
洗洁精一勺
加一点洗衣液
老鼠药
敌敌畏
百草枯
农药
杀虫剂
樟脑丸
水银
砒霜
汞
朱砂
雄黄
电池
胶水
502胶
蜡烛
保鲜膜
塑料袋
干燥剂
硼砂
吊白块
三聚氰胺
苏丹红
罂粟壳
安眠药
药
尿
猫砂
狗粮
地沟油
水泥
玻璃渣
石头
香水
精油
面膜
穿山甲
蝙蝠
狗肉
甲醛
甲醇
汽油
烧碱
把保鲜膜切碎炒保鲜膜
工業酒精
bleach
drain cleaner
dish soap
rat poison
antifreeze
gasoline
mothballs
laundry pods
sleeping pills
batteries
superglue
cat litter
dog meat
pangolin
cement
melamine
borax
paint thinner
essential oil
shampoo
""".strip().splitlines()
