"""What kind of answer a question wants: a figure, a person, a day, a list, or what a passage says."""

import re
from collections.abc import Callable
from functools import lru_cache

from index.listing import head_of
from rag.records import Kind

# 多挖|了多少, 少卖|了几: by how much more or less was done; not 最多挖了多少
BY_HOW_MUCH_MORE = r"(?<![最至许众很更几差不减缺])[多少](?![少于达数量])[一-鿿]{1,2}[了出](?:多少|几)"
# 环比上涨的城市有几个: how many did
HOW_MANY_GREW = re.compile(
    r"(?:上涨|下跌|[增减升降涨跌][长少加幅]?|下降|上升|持平)的[^，。？?]{0,8}?(?:有|是|达)?(?:多少|几)[个家座种只类户]"
)
_PERSON = re.compile(
    r"谁|哪位|哪个人|什么职务|什么职位|何职|什么身份|什么人|(?:是|在|来自)哪个(?:单位|部门|机构|公司|企业)|哪家(?:单位|机构|公司|企业)的|什么官|职务|职位|担任什么|任什么",
)
_DATE = re.compile(
    r"哪一?天|什么时候|何时|几月几[日号]|几号|哪一?年|哪个?月|什么日期|日期|什么时间|开始时间|时间是|起施行",
)
_ITEMS = r"几个(?:例子|方面|特点|原因|条件|关键词|措施|举措|步骤|环节|层面)"  # these are named, not counted
_NAMED = r"[两二三四五六七八九十\d]+[大个项条种类](?:重点|专项|主要)?(?:方面|特点|措施|举措|行动|任务|工作|关键词|步骤|环节|原因|条件)(?:分别|具体)?(?:是|叫|指|包括)的?(?:什么|啥)"
_LIST = re.compile(
    r"哪些|哪几|有什么(?:措施|举措|特点|安排|变化|要求)|哪[二两三四五六七八九十\d]+[大个项种类方条]|哪[二两三四五六七八九十\d]+[家句层级步点件]|列出|列举|包括什么|都有谁"
    rf"|{_ITEMS}|{_NAMED}",
)
_NAMES = re.compile(
    rf"哪些|哪[几二两三四五六七八九十\d]+[大个项种类方条家句层级步点件]|列出|列举|{_ITEMS}|{_NAMED}"
)  # 哪些行业增速最快 asks for them
COUNTS = re.compile(r"多少|几成|几倍|第几|百分之几|几个百分点|几何")
FIGURE = re.compile(
    r"多少|几何|(?<!哪)几(?:成|倍|个|家|户|辆|台|项|座|所|人|亿|万|位|艘|架|条|款|块|枚|次|米|吨|元|分之|年|岁|%|只|头|套|处|张|名|场|株|公里|趟|起|宗|例|笔|份|部|颗|棵|口|斤|公斤|小时|天|席|对|班|列|期|票(?![据价])|支(?![付持]))|[是为达到]几(?=[，。？?]|$)|多大|多高|多长|多快|多久|多重|多远|多深|多宽|百分之几|第几|占比|增速|增幅|涨幅|降幅|增长率"
    r"|(?:在|于|为|是)(?:什么|哪个|哪一?个?)(?:价格|价位|利率)?区间(?=[，,？?。]|$)",
)
# 第几次飞行, 第几届: which of several
_WHICH = re.compile("第几(?:次|届|批|轮|期|颗|艘|架|代|个(?![月季]))")
# 通过什么方式提升效率 wants how, though it ends in a statistic's noun; 提升了多少 wants the figure
_EXPLAINS = re.compile(
    r"为什么|为何|为啥|原因|怎么|如何|怎样|什么是|何谓|什么叫|什么意思|指(?:的是)?什么|意味着什么|说明什么|介绍一下"
    r"|(?:什么|何种?|哪种)(?:样的)?(?:方式|途径|办法|方法|手段|渠道|路径|形式|模式|思路|意义|作用|影响|好处|经验|做法)|(?:靠|凭|用|通过|依靠)什么",
)
# A keyword query that ends in a statistic's noun wants its figure: 5G基站数, 新车渗透率
_STATISTIC = re.compile(
    r"(?:率|量|额|值|数|收入|利润|净利|营收|投资|规模|产能|面积|价格|指数|比重|占比|占有率|(?:同比|环比)(?:增长|下降|涨跌|变化|变动)?|涨跌|变动|增长|增速|增幅|出口|进口|总数|贡献|能耗|强度|进出口|零售)\s*(?:是|为)?\s*[?？。]?$"
)
# What a keyword query may end in besides: 高铁里程, 制造业PMI, 管道改造长度, 堂食消费增长情况
_KEYWORD = re.compile(
    r"(?:幅度|[长高宽深厚]度|里程|(?:吞吐|通过|处理|生产|供给|发电|输送)能力|客流|货值|装机|人次|缺口|涨势|PMI|CPI|PPI|GDP|LPR|之比"
    r"|(?:利率|价格|目标)区间|时长|(?:规模|产量|增长|增速|投资|面积|比例|[率数量])的?(?:规划)?目标|(?:增长|下降|变化|完成|涨跌)情况)$"
)
_TOLD = re.compile(r"的(?:数据|数字|情况|口径|说法)$|(?<=数)目$")
ASKS_OTHERWISE = re.compile(r"谁|什么|啥|哪|怎|如何|为何|何[时处地]|吗|介绍|是否|能否|有没有")
_PIECE = re.compile(r"[，,。：:；;（）()\s—？?]+")
_LONGEST_QUERY = 60  # characters of a query that names a statistic and asks nothing
_SHORTEST_STATISTIC = 4  # characters


def asks(pattern: str) -> Callable[[str], bool]:
    """What says whether a question has a pattern: it is asked again for each of some hundred facts."""
    found = re.compile(pattern)
    return lru_cache(maxsize=64)(lambda asked: found.search(asked) is not None)


def kind_of(text: str) -> Kind:
    """What kind of answer a question wants: figure, person, date, list or passage."""
    if _PERSON.search(text):
        return "person"
    if _DATE.search(text) and not re.search(r"多少|同比|几个百分点", text):
        return "date"
    if _EXPLAINS.search(text) and not re.search(r"多少|几成|占比(?:怎么样|怎样|如何)?[?？]?$", text):
        return "passage"
    if _NAMES.search(text) and not COUNTS.search(text):
        return "list"
    if _WHICH.search(text) and "多少" not in text:
        return "passage"
    if FIGURE.search(text):
        return "figure"
    if _LIST.search(text):
        return "list"
    if _STATISTIC.search(text) and len(text) <= 60:
        return "figure"
    if len(text) <= _LONGEST_QUERY and not ASKS_OTHERWISE.search(text) and any(map(_is_statistic, _PIECE.split(text))):
        return "figure"
    stripped = re.sub(r"[\d—\-年月日季度上下半前底末第一二三四个\s]+$", "", text)
    return (
        "figure"
        if _STATISTIC.search(stripped) and len(text) <= 40 and "?" not in text and "？" not in text
        else "passage"
    )


def _is_statistic(piece: str) -> bool:
    """Whether a piece of a query ends in a statistic's noun: 户用光伏新增装机, 工业互联网连接设备数."""
    piece = _TOLD.sub("", piece)
    return len(piece) >= _SHORTEST_STATISTIC and bool(
        _STATISTIC.search(piece) or _KEYWORD.search(piece) or head_of(piece)[1]
    )
