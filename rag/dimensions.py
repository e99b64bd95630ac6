"""What a unit measures, and what a question wants measured: money is not answered with a length."""

import re
from functools import lru_cache

from index.units import counted_in, split_scale

MONEY, RATIO, TIME, PEOPLE, COUNT, THINGS = "money", "ratio", "time", "people", "count", "things"
_NO_THINGS = (MONEY, "length", "area", "bulk", "heat", "power", "thickness")  # what no number of people or things is
_MEASURES = (
    (RATIO, re.compile(r"[%％‰]$|[百千]分点$|位数$|基点$|BP$|成$|倍$|percent|percentage")),
    (MONEY, re.compile(r"(?:元|英镑|卢布|人民币|法郎|瑞郎)$")),
    ("area", re.compile(r"(?:平方(?:公里|千米|米)|㎡|m²|m2|公顷|亩次?)$")),
    ("bulk", re.compile(r"(?:立方米|升|桶|吨|吨标准煤|公斤|千克|(?<!吨公)克|斤|方)$")),
    ("transport", re.compile(r"(?:人|吨)公里$")),
    ("heat", re.compile(r"(?:摄氏度|℃)$")),
    ("energy", re.compile(r"(?:瓦时|度)$")),
    ("power", re.compile(r"瓦$")),
    ("thickness", re.compile(r"(?:毫米|微米|纳米)$")),
    ("length", re.compile(r"(?<!吨)(?:公里|千米|海里|厘米|(?<!方)米)$")),
    (TIME, re.compile(r"(?:天|小时|分钟|秒|年|月|周|岁|工作日)$")),
    (PEOPLE, re.compile(r"(?:人|人次|名|位|口)$")),
)
_END = r"的?(?:总额|规模|总量|额度|金额)?(?:一共|总共|合计|大概)?(?:有|是|为|达|达到)?了?(?:多少|多大|多高|几何|怎样|如何)?[？?。]?$"
# What is so many of a hundred: not 劳动生产率 in 万元/人, 周转率 in 次, 汇率
_SHARED = (
    "(?:普及|覆盖|失业|就业|增长|占有|渗透|合格|达标|完成|入学|录取|升学|优良|毛利|净利|不良|开工|(?<!产能)利用|上座|满载|出租|空置|入住|化|满意|准确|正点|准点|有效"
    "|报销|落实|贡献|回收|成活|转化|履约|到位|交付|办结|自给|死亡|出生|参保|负债|使用|治愈|签约|见刊|收治|投产|产销|投保)"
)
_ASKED = (
    (RATIO, re.compile(r"占(?![地用据领])[到了]?[^，。？?多几]{2,20}多少[？?。]?$")),  # 苹果收入占经营性收入多少
    ("area", re.compile(r"多大面积|面积(?:是|有|达到?|为)?多[大少]")),
    (RATIO, re.compile(r"百分之(?:几|多少)|几成|多少倍|几倍|几个(?:百分)?点|占(?!地)[^，。？?]{0,14}多大比?[例重]?")),
    (RATIO, re.compile(rf"(?:{_SHARED}率|(?:化|覆盖|普及)(?:程度|水平))(?:{_END}|$)")),
    (RATIO, re.compile(rf"(?:占比|比例|比重|之比|(?<!基金)份额|增速|增幅|利率)(?:{_END}|$)")),
    (
        MONEY,
        re.compile(
            r"(?:多少|几)(?:万亿|万|亿|千|百)?(?:块|钱)|多少资金|(?:(?<![棉鲜开])花|[赔罚捐欠赚]|赔偿|垫付)了?多少(?=[，,？?。]|$)"
        ),
    ),
    (
        MONEY,
        re.compile(
            rf"(?:资金|经费|(?<![名份员缺满度配限定超差])额|投资|贷款|存款|收入|利润|产值|债务|保费|税收|票房|货值|总值){_END}"
        ),
    ),
    (MONEY, re.compile("[贷存]款增加了?(?:多少|几)")),
    (
        MONEY,
        re.compile(
            rf"(?:[均单售房]价|(?<!生产者)(?<!工业品)(?<!住宅)(?:零售|出厂|收购|销售|成交|平均)价格?)(?:每[一-鿿]{{1,3}})?{_END}"
        ),
    ),
    (
        RATIO,
        re.compile(
            rf"{_SHARED}率(?:同比|环比)?(?:[比较与跟][^，。？?]{{2,10}})?[提升增降减回高低][高升长加低少落]?了?(?:多少|几)"
        ),
    ),
    ("bulk", re.compile(rf"(?:[单亩]产|每亩产量){_END}")),
    (TIME, re.compile(r"多久|多长时间")),
    (
        THINGS,
        re.compile(
            rf"(?:(?:车辆|列车|班列|航班|旅客|游客|乘客|观众|船舶|包裹|快件|案件)(?:数量?|总数|量)?|订单(?:数量?|总数)){_END}"
        ),
    ),
    (COUNT, re.compile(r"(?:多少|几)[个起件家]?(?:案子|案件|官司|纠纷|事故|公司|工厂|门店|学校|医院)(?=[，,？?。]|$)")),
    (
        PEOPLE,
        re.compile(
            r"多少[名位个]?[一-鿿]{0,6}(?:人员?|员|职工|工人|教师|医[师生]|护士|学生|居民|司机)(?=[，,？?。]|$)"
        ),
    ),
    ("length", re.compile(r"[线路桥隧管道坝河流岸全廊](?:一共|总共|总|共|有)*多长(?!时)|长度(?:是|有|达到?|为)?多少")),
)
_AS_PEOPLE = ("例", "户", "家", "头")  # 死亡多少人 may be told in 例
_OF_PEOPLE = ("个", "位", "名", "口", "次")  # 几个人, 多少次 of 人次


@lru_cache(maxsize=4_096)
def measured_in(unit: str) -> str:
    """What a unit measures: money of 亿元, people of 万人次, count of 家 and of 亿; empty where there is no unit."""
    power, counted = split_scale(unit.partition("/")[0])
    if not counted:
        return COUNT if power else ""
    return next((name for name, pattern in _MEASURES if pattern.search(counted)), COUNT)


@lru_cache(maxsize=64)
def wanted_in(asked: str, unit: str) -> str:
    """What a question wants measured, as `measured_in` says it, by the unit behind its 多少, else by its words; empty for any."""
    return measured_in(unit) or next((name for name, pattern in _ASKED if pattern.search(asked)), "")


def is_otherwise_measured(asked: str, unit: str, own: str) -> bool:
    """Whether a figure in the unit `own` cannot be what a question wants: 多少钱 is not answered with 55家.

    Args:
        asked: The question.
        unit: The unit behind its 多少, if it has one.
        own: The unit of a figure; one without any may be anything.

    Returns:
        Whether the two measure different things.
    """
    wanted, has = wanted_in(asked, unit), measured_in(own)
    if not wanted or not has or wanted == has or (wanted != RATIO and not counted_in(own)):
        return False  # 13.5亿 may be of anything but shares
    if wanted == THINGS:
        return has in _NO_THINGS
    if wanted == PEOPLE:
        return not (has == COUNT and counted_in(own) in _AS_PEOPLE)
    if {wanted, has} == {"energy", "heat"}:
        return False  # 度
    return not (wanted == COUNT and has == PEOPLE and unit in _OF_PEOPLE)
