"""What people type: everyday wishes, dangerous ones, and things that are no food."""

from __future__ import annotations

EVERYDAY = """
炒野鸡红
滑滑嫩嫩的豆腐
豆腐要入味
牛蛙一只
半年的罐头还没开封
荠菜等野菜
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
土豆发面饼
番茄牛腩炖烂
昨晚泡好的黄豆打豆浆
糯米提前泡一夜
红豆泡一晚
酸辣土豆丝
隔夜饭做粥
冰箱里两个鸡蛋
剩下半颗白菜蔫了
香蕉有点黑点
苹果磕碰了一块
发酵好的面团做馒头
面团室温发酵一晚上
牛肉腌一晚冷藏
冷藏腌制鸡腿过夜
过夜燕麦
隔夜冷泡茶
冰箱冷藏一夜的布丁
黄瓜放了两天有点软
面包放了两天有点干
昨天买的豆腐
前天买的青菜
胡萝卜长芽了
生姜发芽了
蒜苗
绿豆发豆芽
豆腐炖鱼
奶酪焗饭
臭豆腐配泡菜
酸豆角炒肉末
冻豆腐
霉千张
虾头炸油
西瓜皮凉拌
冬瓜皮煮水
柚子皮
剩馒头
剩饺子六个
吃剩的半只烤鸭冷藏着
冷冻的三文鱼
室温回温的牛排
把牛排从冰箱拿出来室温放30分钟
豆角焖面
死不了(马齿苋)
overnight oats
soak chickpeas overnight
marinate chicken in the fridge overnight
wilted spinach
bruised apple
stale bread
day-old bread
sour cream
sourdough starter
pickled green beans
fermented soybean
leftover roast chicken in the fridge
frozen leftovers from last week
two eggs, half an onion
green onions and potatoes
green beans and potatoes
potatoes and green beans
小土豆烧肉
土豆泥豌豆苗
芽菜扣肉
香椿芽炒蛋
绿豆芽炒土豆丝
菜心有点老
剩的半个南瓜
鸡汤冷藏一夜撇油
昨天的白米饭冰箱里一碗
泡了八小时的黄豆
绿豆浸泡过夜
糯米泡4小时
香菇泡发一小时
干贝泡两小时
海带泡了半天
肉馅冷藏腌两小时
冰箱常温层
放了三天的橙子
放了一周的洋葱
熟透的香蕉有黑斑
熟透的桃子
番茄熟透了
半熟芝士蛋糕
全熟煎蛋
生菜沙拉
生抽两勺
生姜三片
生粉勾芡
毛蟹炒年糕
红心火龙果
红心红薯
红心柚子
黑木耳炒山药
紫薯馒头
臭干子
酸笋
酸豆角
酸萝卜
死面饺子
鼓楼月饼
豆腐泡
油豆腐
绿茶饼
苦菊沙拉
苦瓜酿肉
醉鸡
糟卤毛豆
拉丝芝士
拔丝地瓜
地瓜叶
土豆粉
牛奶小方
酸奶水果捞
剥好的虾仁
煮熟的螃蟹肉
冷冻蛤蜊
平菇和香菇
种植的羊肚菌
菌菇包
jacket potatoes
potato buds instant
green curry chicken
chicken and green beans
blue cheese salad
pork with green peppers
sourdough bread
rare spices
wild rice soup
baby carrots with honey
black beans soaked overnight
egg salad fresh
bread and butter
honey soy chicken
rhubarb pie
green beans cooked 10 minutes
""".strip().splitlines()

DANGEROUS = """
豆腐滑滑的有味
山上打的野鸡
朋友送的野味
青蛙野生的三只
果子狸半只
溏心的隔夜蛋
开封半个月以上的午餐肉
半年前开封的午餐肉罐头
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
这土豆冒了好多小芽还能吃不
土豆放久了皮都绿了
冒绿芽的洋芋
花生有几颗长霉了挑掉行吗
面包边上有一点绿色霉点
馒头放了四天上面有黑点发霉
腊肠表面长白毛
柜子里翻出来的大米有霉味
米饭昨天晚上没放冰箱今天能炒吗
晚饭剩的鱼在桌上放了整整一晚
牛奶在外面放了5个小时
早上炖的鸡汤一直放在灶台上到晚上
夏天常温放了4小时的凉拌黄瓜
忘了把肉放进冰箱过了一夜
木耳前天泡的
木耳泡了十几个小时
昨天泡的银耳没放冰箱
在公园捡的蘑菇
爬山时自己摘的野菌子
朋友山里采来的牛肝菌
豆角炒得有点生
四季豆没有完全煮熟
吃剩的螃蟹冰箱里放了三天
螃蟹已经死了半天了
生的鸡胸肉直接吃
牛奶结块发酸了
豆腐摸起来黏黏的
鸡肉闻着有点臭
肉颜色发绿有怪味
鸡蛋打开是臭的
猪肉发绿了
罐头盖子鼓起来了
酸奶盖子鼓鼓的
红薯上有黑斑削掉能吃吗
姜烂了一半
苹果烂了一小块挖掉
甘蔗芯是红的
葫芦很苦
院子里的夹竹桃叶子
自家泡的杏仁核酒苦杏仁
给宝宝7个月吃点蜂蜜
my potatoes are sprouting
some green spots on the potatoes
bread has a bit of mold
the rice was left on the counter all night
chicken smells off
milk went sour
cooked rice 4 days old in the fridge
mushrooms from my backyard
beans not fully cooked
mussels picked myself from the rocks
honey for a newborn
can lid is bulging
meat left in the car for 6 hours
rotten tomatoes
expired chicken
fish has been out since this morning
pufferfish sashimi
beansprouts slimy
raw chicken tartare
家里土豆全冒芽了舍不得扔
洋芋皮绿绿的
土豆上长出了紫色的芽
吐司边角毛茸茸的
剩米饭上长了层绿毛
核桃吃着有股哈喇味
花生米有霉斑炒一炒
年糕发霉刮掉
玉米粒霉了几颗
火锅剩菜放餐桌一宿
寿司在车里放了三小时
隔夜没冷藏的炒饭
停电一天冰柜里的虾
昨晚的排骨汤忘记进冰箱
炖好的肉在锅里过夜了没冷藏
西瓜切开放外面一天了
奶茶放了一天没放冰箱
木耳从昨晚泡到现在
银耳泡了一晚上有点黏
湿米粉放了两天
米线有点馊
河边采的野蘑菇
院子里长出来的白蘑菇
山里捡到的菌子不认识
豆角还没熟就关火了
扁豆夹生
死鱼虾蟹里的死螃蟹
小龙虾死了几只
醉蟹自己做
鲫鱼做刺身
鸡肉中间还是粉红色的
汉堡肉饼三分熟
排骨有臭味
虾仁发黏有氨味
鱼不新鲜有点臭了
牛奶馊了做馒头
豆腐酸了
鸡蛋臭了
午餐肉罐头鼓包
真空豆干胀袋
豆浆胀包
黑斑的地瓜
地瓜苦的
生姜烂了只切掉烂的
桃子烂了半边
菠菜烂成泥有黏液
西葫芦吃起来特别苦
青的番茄炒着吃
番茄叶子做菜
水仙头当洋葱
海芋当芋头煮
夹竹桃枝当筷子
鱼胆明目生吞
苦杏仁打杏仁露
自己酿葡萄酒方子
过期一周的鲜肉
过期的三文鱼
火腿肠过期了
病死的鸡
五个月婴儿蜂蜜
the spuds are sprouting
potato skin is green
fuzzy bread
mold growing on the jam
leftover pizza sat on the counter overnight
forgot the chicken out of the fridge all night
milk smells sour
slimy ham
rancid walnuts
chili from last week in the fridge
half cooked kidney beans
rare chicken
pink inside turkey
clams that were dead
foraged mushrooms soup
daffodil bulbs
swollen tin of beans
yogurt carton bulging
beef past its use-by date
fermented coconut
rotten spinach
baby 8 months old porridge with honey
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
