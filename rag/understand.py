"""A question is understood: what kind of answer it wants, of which period, about what."""

import calendar
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.figures import UNITS, any_unit, find_figures
from index.listing import head_of
from index.periods import find_periods, is_comparison, year_stated
from index.periods.stretches import THIS_YEAR
from index.records import Period, PeriodMention
from index.script import simplified
from index.tags import PLACES, is_noun, is_particle, is_place, is_strange, names, tagged
from index.words import Words, is_part
from rag.glossary import Lexicon, is_english
from rag.records import Asked, Kind, Question
from rag.translate import translated
from rag.vocabulary import GENERIC, NUMBERED, everyday, plain, synonyms

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
_COUNTS = re.compile(r"多少|几成|几倍|第几|百分之几|几个百分点|几何")
_FIGURE = re.compile(
    r"多少|几何|(?<!哪)几(?:成|倍|个|家|户|辆|台|项|座|所|人|亿|万|位|艘|架|条|款|块|枚|次|米|吨|元|分之|年|岁|%|只|头|套|处|张|名|场|株|公里|趟|起|宗|例|笔|份|部|颗|棵|口|斤|公斤|小时|天|席|对|班|列|期)|[是为达到]几(?=[，。？?]|$)|多大|多高|多长|多快|多久|多重|多远|多深|多宽|百分之几|第几|占比|增速|增幅|涨幅|降幅|增长率",
)
# 通过什么方式提升效率 wants how, though it ends in a statistic's noun; 提升了多少 wants the figure
_EXPLAINS = re.compile(
    r"为什么|为何|为啥|原因|怎么|如何|怎样|什么是|何谓|什么叫|什么意思|指(?:的是)?什么|意味着什么|说明什么|介绍一下"
    r"|(?:什么|何种?|哪种)(?:样的)?(?:方式|途径|办法|方法|手段|渠道|路径|形式|模式|思路|意义|作用|影响|好处|经验|做法)|(?:靠|凭|用|通过|依靠)什么",
)
# A keyword query that ends in a statistic's noun wants its figure: 5G基站数, 新车渗透率
_STATISTIC = re.compile(
    r"(?:率|量|额|值|数|收入|利润|净利|营收|投资|规模|产能|面积|价格|指数|比重|占比|占有率|(?:同比|环比)(?:增长|下降|涨跌)?|涨跌|变动|增长|增速|增幅|出口|进口|总数|贡献|能耗|强度|进出口|零售)\s*(?:是|为)?\s*[?？。]?$"
)
# What a keyword query may end in besides: 高铁里程, 制造业PMI, 管道改造长度, 堂食消费增长情况
_KEYWORD = re.compile(
    r"(?:幅度|[长高宽深厚]度|里程|(?:吞吐|通过|处理|生产|供给|发电|输送)能力|客流|货值|装机|人次|缺口|涨势|PMI|CPI|PPI|GDP|LPR|之比"
    r"|(?:利率|价格|目标)区间|时长|(?:规模|产量|增长|增速|投资|面积|比例|[率数量])的?(?:规划)?目标|(?:增长|下降|变化|完成|涨跌)情况)$"
)
_TOLD = re.compile(r"的(?:数据|数字|情况|口径|说法)$|(?<=数)目$")
_ASKS_OTHERWISE = re.compile(r"谁|什么|啥|哪|怎|如何|为何|何[时处地]|吗|介绍|是否|能否|有没有")
_PIECE = re.compile(r"[，,。：:；;（）()\s—？?]+")
_MEASURES: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (
        "change",
        re.compile(
            r"百分点|(?:[上下]调|调[高低]|降低|提高)[^，。？?]{1,16}率了?(?:多少|几)|(?:增速|增幅|占比|比重|(?<!年)率)[^。]{0,16}(?:加快|放缓|提高|提升|回落|扩大|收窄|上升|下降)了?(?:多少|几)",
        ),
    ),
    ("contribution", re.compile(r"贡献率|贡献了?多少")),
    ("month-on-month", re.compile(r"环比")),
    (
        "share",
        re.compile(
            r"(?:完成|[为是]|达到?|相当于)了?[^，。？]{0,8}(?:计划|目标|任务|预算)[^，。？]{0,3}(?:多少|百分之几|几成|比例|比重)"
            r"|(?:计划|目标|任务)(?:已经?|都)?完成了?(?:多少(?![万亿个家户人元吨])|百分之几|几成)"
            r"|占(?!有率|地|[了有]?(?:多少|几)(?:万|亿)?[家户辆台项座所人位艘架条款])|比重|份额",
        ),
    ),
    ("multiple", re.compile(r"多少倍|几倍|翻了?几番")),
    (
        "growth",
        re.compile(
            r"[涨增升](?:了?还)?是[跌减降]|涨跌|(?<!新)增减(?![税产免])|变化(?:了?多少|[幅率])|[涨跌降](?=多少|几)|变动(?:多少|[幅率][度]?|情况|[?？]?$)|同比|增长|增速|增幅|涨幅|降幅|涨了|跌了|增了|降了|上涨|上升|升了|下降|下滑|下跌|萎缩|收缩|攀升|回升|激增|猛增|飙升|大增|加快|放缓|增加了?(?:百分|多少)|提[高升]了?(?:多少|百分|几)|减少了?(?:多少|百分|几成)|降低了?(?:多少|百分|几)"
            r"|多(?:百分之[几多]|几个?(?:百分)?点|几成)|(?<![用花吃卖丢扔])掉了|(?:(?:[多少高低]|(?<![用花吃卖丢扔])掉)[了出]|(?:[比较][^，。？?]{1,14}|同比)[多少高低])[了出]*(?:多少|几|百分)",
        ),
    ),
    (
        "level",
        re.compile(
            r"多少(?:个|家|户|辆|台|项|座|所|人|亿|万|位|艘|架|条|款|次|米|吨|元|只|件|套|公里|千瓦|张|场|名)|几(?:个|家|户|辆|台|项|座|所|艘|架|条|款)|有多少",
        ),
    ),
)
_LONG_UNIT = "|".join(
    sorted((u for u in UNITS if len(u) > 1), key=len, reverse=True)
)  # 人次, 平方米: no noun begins so
_SHORT_UNIT = any_unit([*(u for u in UNITS if len(u) == 1), "钱", "块"])
_UNIT = re.compile(
    rf"(?:多少|(?<![那这好前后近])几)(?P<unit>万亿|万|亿)?(?P<count>{_LONG_UNIT}|{_SHORT_UNIT})(?!(?<=块)(?![钱一每呢吗啊了吧])[一-鿿])"
)
_OF_MONEY = {"钱": "元", "块": "元"}
_COUNTERS = r"头(?![条寸等部号盔脑])|匹(?!配)|株(?!洲)|台(?!湾)|项(?!目)|次(?!数)|条(?!例|件)|人(?![口才员均])|名(?!义)|位(?!数)"  # 多少|台, not 多少|台湾
_ASKING = re.compile(
    rf"(?:是|有|达到了?|为|占)?多少(?:万亿|万|亿|千|百)?(?:(?:{_SHORT_UNIT})(?=[，,？?。]|$)|{_LONG_UNIT}|[个家户辆套件座所艘架款种吨元米床张亩棵块枚](?!季)|只(?!有)|{_COUNTERS})|"
    r"(?:出席|参加|主持)[^，的]{0,12}(?:发布会|会议|座谈会)的?|在?[^，,的]{0,10}(?:发布会|会议|座谈会)上的?|请问|我想知道|我想问|想问一下|想了解|帮我查一下|帮我查|查一下|告诉我|能否介绍一?下|介绍一下|是多少|有多少|达到?了?多少|为多少|占多少|几何|多[大高长快](?=[,，?？]|$)"
    rf"|多少(?:万亿|万|亿|千|百)?(?:[个家户辆套件座所艘架款种吨元米亩棵块枚]|{_COUNTERS})?|百分之几|第几|几成|几倍|几个?(?:小时|钟头|工作日|星期)|[（(](?:百分比|%|[一-鿿]{{0,2}}元|[一-鿿]{{1,3}}吨)[）)]"
    r"|是?[涨增升](?:了?还)?是[跌减降]了?|目标(?=[是为]?(?:多少|[，,？?]|$))|(?<!哪)几(?:[只头株张套辆座所艘架款件块枚吨](?![月钱])|米(?!粉)|台(?![湾风])|条(?![例件])|公里)|什么概念|什么时候|何时|哪一?天|为什么|为啥|哪些|哪几个?|哪里|哪个|哪年|什么职务|什么职位|担任什么|是谁|谁是|哪位|什么|怎么样|怎么|怎样|如何|为何|[?？!！。]|吗$|呢$|了$"
)
_BY_HOW_MUCH = re.compile(
    r"(?:[多少高低快慢掉涨增升降跌减][了出]+|(?<=[一-鿿])[多少高低](?=多少)|(?<!新)(?:减少|增加)(?=多少))(?=多少|几|百分)"
)  # 少了|多少人: how, not what
_REACHED = re.compile(r"(?:增|升|降|涨|跌|提高|上升|下降|增加|减少|扩大|回落|回升|上?调|下调|修正)[至到](?!百分)")
_REACHES = re.compile(rf"{_REACHED.pattern}了?(?=多少|几)")
_NAMED_GROWTH = re.compile(r"增速|增幅|涨幅|降幅|跌幅|增长率")  # 涨幅升至多少
_RATE = re.compile(r"增速|增幅|占比|比重|率.*[比较]")
_WORTH = re.compile("(?P<of>出口|进口|进出口|销售|成交|交易|贸易|投资|零售|签约|融资)额")
_PROVINCE_AND_CITY = "吉林"  # which of the two is meant its level says
_OF_RATE = re.compile("增速|增幅|涨幅|降幅|跌幅|占比|比重|率|点")  # these change by points
_TERM_BEFORE = re.compile("[比较](?:起)?(?:上|前)一?个?(?:月|季)")
# The same period a year before, of which nothing was said: no figure can be of it.
_NO_ANTECEDENT = re.compile(r"(?<![比较与同和跟])(?:去年|上年)同期")
_BEFORE_ALL = re.compile("(?<=[一-鿿])(?<![安完健齐周保双])(?=全(?:社会|行业|[市省县区州国球]))")  # 澜江|全社会
# names with a number in them: 5g-a, pm2.5, eg.5, 80后, 3号线
_HYPHENATED = re.compile(
    rf"[a-z0-9]+(?:-[a-z0-9]+)+|[a-z]+\d*(?:\.\d+)+|(?<!\d)\d[05]后|\d{{1,3}}号(?:{NUMBERED}|桥|隧道)"
)
_SHORTEST_REMARK = 2  # words
_LONGEST_QUERY = 60  # characters of a query that names a statistic and asks nothing
_SHORTEST_STATISTIC = 4  # characters
_MOST_JOINED = 5  # words that a name with a synonym is made of
_ACRONYM = re.compile(r"[A-Z]{2}")
_GONE = "\u2060"  # behind the comma that stands for a period taken out
_PART = re.compile(r"[\s，,；;]+")
_REPORTS = re.compile("(?:报告|公布|发布|显示|称|说|表示|指出|认为|介绍|预计|通报)$")
_COUNT = re.compile(r"[一二两三四五六七八九十几\d]+[个项大条种类位方]?")
# 24年 as people type it, behind a place or nothing; not 连续24年, 24年来
_SHORT_YEAR = re.compile(
    r"(?<![\d.—\-~至])(?P<year>[12]\d)年(?=[上下一二三四前全底末]|\d{1,2}[月—\-~至]|[一-鿿]{2})(?![来内间前后多以期龄制时中里的])"
)
_LASTS = re.compile("国债|定期|存款|贷款|质保|保修|租|老|历史|教|工龄|产权|寿命|合同|之")  # 20年国债, 24年老店
_RECENT = 5  # years: one of two digits is one of them
_BARE_YEAR = re.compile(
    r"(?<![\d.年—\-~至/第A-Za-z号码])(?<!制造)(?<!中国)(?<!现代化)(?<!型号)(?<![A-Za-z] )20\d\d(?=[一-鿿?？，,\s]|$)(?!年)"
)
# A feast by itself, before what is counted in it; not part of a name (五一广场, 春节联欢晚会, 端午粽子, 双十一月)
_FEAST = re.compile(
    r"(?<![一二三四五六七八九十第])[“‘]?(?:(?P<rush>春运|暑运)|(?:五一|国庆|端午|中秋|元旦|春节|清明)[”’]?节?)[”’]?"
    r"(?=[一-鿿A-Z？?，,]|$)(?!节|[”’]|假|期间|黄金周|小长假|长假|档|以来|[首末当]日|的?第|的?最后|[、和与及前后]|国庆|中秋"
    r"|广场|路|街|大道|村|桥|站|[上]河|劳动|联欢|晚会|阅兵|献礼|[大]?庆典|奖|祭|[茶菜粽饼酒诗]|月饼|龙舟|文化|习俗|民俗|传统|主题|特别|[纪念]|车票|大促)"
)
_FEAST_TIME = ("假期", "期间")
_SO_MANY = re.compile(r"(多少|几)个(?=[万亿])")  # 多少个亿
# 交通运输部说|铁路投资增长多少: who says it is not what it is of
_SAID = re.compile(r"^[一-鿿]{2,12}?[部局委厅署院办行司会](?:说|称|表示|通报)(?=.{4})")
_POINTS = re.compile(r"(?:几|多少)个?点(?![位钟])")
_SOME_TENS = re.compile(rf"(?<![那这好前后近十])几(?P<scale>万亿|[十百千万亿])(?=个?(?:{_LONG_UNIT}|{_SHORT_UNIT}))")
_NOW = re.compile(r"(?:截至|截止到?|到)?(?:目前|现在|当前|今天)(?:为止)?|近期|最近|today", re.I)
# Of a year that runs, what is meant is what there was so far, unless the whole of it is asked for.
_WILL = re.compile("^(?:要|将|会)(?=[建修盖招增投种开]$)")  # a word to nobody but the cutter: 要建
_PLAN = re.compile(r"度?(?:目标|任务|计划|预算)+")
_PLAN_DONE = re.compile(rf"{_PLAN.pattern}(?:已经?|都)?(?:完成|实现|干)")
_SINCE = re.compile("份?(?:起|开始)(?!步|飞|草|诉|重)")
_HALF_A_YEAR = timedelta(days=183)
_LATELY = re.compile(r"今年以来|so far this year|year[ -]to[ -]date|ytd", re.I)
_WHOLE_YEAR = re.compile(r"全年|目标|任务|(?<!公共)预算|预计|预期|预测|计划|打算|准备(?!金)|力争|争取|[将拟]")
_FOLLOW_UP = re.compile(
    r"^(?:那么?|再问|还有|and|what about|how about)?[,，]?\s*(?P<rest>.{1,20}?)(?:呢|又?如何|怎么样|是多少|\?)?[？?]?$",
    re.I,
)
_IS_FOLLOW_UP = re.compile(r"^(?:那|那么|and |what about|how about)|呢[？?]?$", re.I)
_COMPLETE = re.compile(r"谁|什么|哪|多少.{2,}|怎|如何|为何|\bwho\b|\bwhat\b|\bhow\b", re.I)
_TAIL = re.compile(
    r"(?:同比|环比)?(?:增长|下降|上涨|提高|增加|减少|降低)?了?(?:多少|几).*$|(?:是|有|达到|为|占)(?:多少|几).*$"
    r"|(?:是|担任)(?:什么|谁|哪).*$|(?:卖|售|销售|生产|建)[出成]?了?(?:多少|几).*$|[?？]$"
)
_MEASURE_WORD = re.compile(r"(?:同比|环比)(?:增速|增幅|降幅|涨幅|增长率|增长)?|增速|增幅|降幅|涨幅|占比|比重|增长率")


def understand(
    text: str,
    today: date,
    words: Words,
    history: Sequence[str] = (),
    lexicon: Lexicon | None = None,
    known: Collection[str] = (),
) -> Question:
    """Read a question.

    Args:
        text: What was asked.
        today: The day it was asked: 今年, 上月 and a period without a year are seen from it.
        words: The tokeniser of the index.
        history: Earlier questions, oldest first; a follow-up (`那出口呢？`, `2025年呢？`) takes what it leaves out from them.
        lexicon: Gives the Chinese words for English ones; without it an English question has its own words only.
        known: Names in it that the dictionary does not know: each is a word.

    Returns:
        The question understood.
    """
    alone = simplified(text.strip())
    text = _with_history(alone, [simplified(earlier) for earlier in history], today)
    completed = text != alone
    text = _SOME_TENS.sub(_how_many, text) if not (_ASKS_OTHERWISE.search(text) or _COUNTS.search(text)) else text
    text = _SO_MANY.sub(r"\1", text)
    text = _POINTS.sub("几个百分点" if _RATE.search(text) else "百分之几", text)
    text = _with_feasts(_with_years(text, today))
    said = [_from_then(m, text, today) for m in find_periods(text, today)]
    asked = (
        m for m in said if not (_NOW.fullmatch(m.period.text) or _is_compared(text, m) or _is_of_plan_done(text, m))
    )
    periods = tuple(_so_far(m, text, today) for m in asked)
    marked = _SAID.sub("", _without(text, said))
    rest = marked.replace(_GONE, "")
    english = translated(rest, periods, lexicon) if is_english(text) else None
    if english is not None:
        text, periods = english.text, english.periods
        marked = rest = _without(text, periods).replace(_GONE, "")
    kind = _kind(text)
    if kind != "figure":  # 今年以来有哪些举措 wants the latest
        periods = tuple(m for m in periods if not _LATELY.fullmatch(m.period.text))
    topic = plain(_to_the_point(marked) if kind == "figure" else rest)
    topic = _ASKING.sub(",", _REACHES.sub(",", _BY_HOW_MUCH.sub("", topic)))
    unique = _content(topic, words, known, alternatives=kind == "figure" and english is None)
    lost = bool(_NO_ANTECEDENT.search(text)) and not periods
    if english is not None:
        unique = english.with_synonyms(unique)
    unit = _UNIT.search(plain(text))
    measure: Asked = "any"
    if kind == "figure" and (not _REACHED.search(rest) or _NAMED_GROWTH.search(rest)):
        measure = next((m for m, pattern in _MEASURES if pattern.search(rest)), "any")
    if measure == "growth" and not _OF_RATE.search(text) and _is_on_the_term_before(text, said, periods):
        measure = "month-on-month"
    count = _OF_MONEY.get(unit["count"], unit["count"]) if unit else ""
    return Question(text, kind, today, periods, topic, unique, measure, count, lost, completed, tuple(known))


def _how_many(some: re.Match[str]) -> str:
    """几万辆 as it is asked for: 多少万辆; of 几百人 it may be any number."""
    return f"多少{some['scale'] if some['scale'] in '万亿' else ''}"


def _with_years(text: str, today: date) -> str:
    """A question with its years in full: 24年 → 2024年, 产量2024 → 产量2024年; not 2024家, 20年国债."""

    def in_full(short: re.Match[str]) -> str:
        before, year = text[: short.start()], 2000 + int(short["year"])
        alone = before[-1:] in ("", " ", "，", ",", "：", "。") or any(is_place(before[-n:]) for n in (2, 3, 4))
        recent = today.year - _RECENT <= year <= today.year + 1
        return f"{year}年" if alone and recent and not _LASTS.match(text, short.end()) else short[0]

    text = _SHORT_YEAR.sub(in_full, text)
    counted = {f.start for f in find_figures(text, 0, len(text), []) if f.unit}
    return _BARE_YEAR.sub(lambda bare: bare[0] if bare.start() in counted else f"{bare[0]}年", text)


def _with_feasts(text: str) -> str:
    """A question for a figure with its feasts as the times that they are: 五一旅游收入 → 五一假期旅游收入; not 五一广场."""
    return (
        _FEAST.sub(lambda feast: feast[0] + _FEAST_TIME[feast["rush"] is not None], text)
        if _FIGURE.search(text)
        else text
    )


def _is_compared(text: str, mention: PeriodMention) -> bool:
    """Whether the question compares with a period: 比7月, 环比7月."""
    behind = text[: mention.start].endswith(("环比", "同比")) and mention.start > len("环比")
    return is_comparison(text, mention) or behind


def _is_of_plan_done(text: str, mention: PeriodMention) -> bool:
    """Whether a year is only that of a plan of which somebody asks how much is done: 全年任务完成几成."""
    if mention.period.text not in ("全年", "今年", "本年"):
        return False
    return _PLAN_DONE.match(text, mention.end) is not None or (
        _PLAN.match(text, mention.end) is not None and re.search(r"完成了?$", text[: mention.start]) is not None
    )


def _is_on_the_term_before(text: str, said: Sequence[PeriodMention], periods: Sequence[PeriodMention]) -> bool:
    """Whether a question compares with the month or quarter before: 6月比5月, 比上季度."""
    if "同期" in text:
        return False
    terms = [m for m in said if _is_compared(text, m) and m.period.kind in ("month", "quarter")]
    return _TERM_BEFORE.search(text) is not None or any(_follows(m, term) for m in periods for term in terms)


def _follows(mention: PeriodMention, before: PeriodMention) -> bool:
    """Whether a period is the month or quarter behind another; of which year both are, where both say."""
    one, other = mention.period, before.period
    after = other.end + timedelta(days=1)
    told = year_stated(mention) and year_stated(before)
    same = after == one.start if told else (after.month, after.day) == (one.start.month, one.start.day)
    return one.kind == other.kind and same


def _from_then(mention: PeriodMention, text: str, today: date) -> PeriodMention:
    """A month from which something holds: 8月起, asked in July, is to come in this year."""
    since = _SINCE.match(text, mention.end) if mention.period.kind == "month" else None
    if since is None:
        return mention
    period = replace(mention.period, text=f"{mention.period.text}起")
    year = period.start.year
    if not year_stated(mention) and year < today.year and today - period.start > _HALF_A_YEAR:
        last = calendar.monthrange(year + 1, period.start.month)[1]
        period = replace(
            period, start=period.start.replace(year=year + 1), end=date(year + 1, period.start.month, last)
        )
    return replace(mention, period=period, end=since.end())


def _so_far(mention: PeriodMention, text: str, today: date) -> PeriodMention:
    """今年 as the part of it that is over."""
    if mention.period.text not in THIS_YEAR or _WHOLE_YEAR.search(text):
        return mention
    return replace(mention, period=replace(mention.period, end=today, kind="cumulative"))


def _to_the_point(rest: str) -> str:
    """A question without the remark before it, of which the names stay: 外贸增速转正 进出口总值增长多少.

    Only the places stay where what is asked for says by itself of what it is: 经济开局良好 工业增加值增长多少. Where only a
    period stands behind a part, it is no remark unless somebody reports there: 新增就业|全年|完成多少.
    """
    *parts, last = pieces = _PART.split(rest)
    ends = [not after.startswith(_GONE) for after in pieces[1:]]
    remarks = [_is_remark(p) and (end or _REPORTS.search(p)) for p, end in zip(parts, ends, strict=True)]
    asked = re.sub(r"(?:同比|环比)?(?:增长|上涨|下降|下跌|提高).*$|多少.*$", "", plain(last))
    if any(remarks) and any(is_noun(word) and word not in GENERIC for word, _ in tagged(asked)):
        kept = ("ns",) if _names_its_own(head_of(asked)[0]) or _ACRONYM.search(last) else ("n", "j", "eng", "b")
        parts = [_of_kinds(p, kept) if remark else p for p, remark in zip(parts, remarks, strict=True)]
        rest = "，".join([*parts, last])
    return rest.replace(_GONE, "")


def _of_kinds(part: str, kinds: tuple[str, ...]) -> str:
    """The words of a part that are of these parts of speech."""
    return "".join(word for word, tag in tagged(part) if tag.startswith(kinds))


def _is_remark(part: str) -> bool:
    """Whether a part of a question says how something is or what happened: 物价总体平稳; not 规模多大, which asks."""
    words = tagged(part)
    says = len(words) > _SHORTEST_REMARK and words[-1][1] in ("a", "ad", "an", "v")
    return says and not words[-1][0].startswith("多")


def _names_its_own(stem: str) -> bool:
    """Whether what stands before a statistic says of what it is: 工业|增加值, 家电|零售; not 核心|产业规模, 进口."""
    return any(
        len(word) > 1 and word not in GENERIC and names(word) and word not in ("核心", "产业")
        for word, _ in tagged(stem)
    )


def _content(topic: str, words: Words, known: Collection[str], *, alternatives: bool) -> tuple[str, ...]:
    """The words of a topic that name something, each once; a hyphenated name (5G-A, RISC-V) is one word, and PM2.5.

    With `alternatives` each has those behind it that say the same of a figure: 建成|落成.
    """
    topic = _BEFORE_ALL.sub(" ", topic)
    names = _HYPHENATED.findall(topic)
    topic = _HYPHENATED.sub(" ", topic)
    whole = {**{name: name for name in known}, **{place: place[:2] for place in _places(topic, words)}}
    told = "|".join(map(re.escape, sorted(whole, key=len, reverse=True)))
    pieces = re.split(f"({told})", topic) if told else [topic]
    cut = ([whole[piece]] if piece in whole else _cut(piece, words) for piece in pieces)
    parts = [part for some in cut for part in some]
    read = _alternatives(parts) if alternatives else parts
    said = (
        _everyday(w)
        for p, w in zip(parts, read, strict=True)
        if not _is_empty(p) and not (alternatives and is_particle(p))
    )
    return tuple(dict.fromkeys([*names, *said]))


def _cut(said: str, words: Words) -> list[str]:
    cut = (_without_particle(word, words) for word in words.cut(said))
    return [part for word in cut for part in _parts(_WILL.sub("", _counted(word)), words)]


def _without_particle(word: str, words: Words) -> str:
    """A word that was only guessed without what is no part of it: 屏|到."""
    return word[0] if len(word) == 2 and word[1] in "到了在" and len(words.spans(word)) > 1 else word


def _places(topic: str, words: Words) -> list[str]:
    """Places that the dictionary does not know, told by what they are: 栖岚县, cut as 栖|岚县; not 沄溪市 of 沄溪市民."""
    spans = words.spans(topic)
    alone = {start for start, end in spans if is_part(topic[start:end])}
    whole = {start for start, end in spans if end - start > 1}
    begun = (
        n for n in sorted(alone) if n - 1 not in alone or not is_strange(topic[n - 1 : n + 1])
    )  # not 州城 of 澜州城市
    named = (topic[n : n + 3] for n in begun if n + 2 not in whole and topic[n + 2 : n + 3] in tuple(PLACES))
    return [name for name in named if name[:2] not in GENERIC and is_strange(name[:2])]


def _is_empty(word: str) -> bool:
    """Whether a word of a question names nothing: 多少, 那个, 三项."""
    return word in GENERIC or _COUNT.fullmatch(word) is not None


def _alternatives(parts: Sequence[str]) -> list[str]:
    """The words with others that say the same of each, or of several together: 保 and 租房 of 保障性租赁住房."""
    said = [dict.fromkeys([part, *synonyms(part)]) for part in parts]
    for start in range(len(parts)):
        for end in range(start + 2, min(len(parts), start + _MOST_JOINED) + 1):
            others = synonyms("".join(parts[start:end]))
            for n in range(start, end) if others else ():
                said[n].update(dict.fromkeys(others))
    return ["|".join(one) for one in said]


def _everyday(word: str) -> str:
    """A word with the official ones that it may stand for: 花了 may be 支出, 出口额 出口, 北京市 北京."""
    alone, bar, others = word.partition("|")
    known = is_place(alone[:-1]) and alone[:-1] != _PROVINCE_AND_CITY
    if len(alone) > 2 and alone[-1] in "省市" and (known or is_strange(alone[:-1])):
        return alone[:-1] + bar + others
    if alone not in everyday() and (worth := _WORTH.fullmatch(alone)):
        return f"{alone}|{worth['of']}{bar}{others}"
    return everyday().get(alone.removesuffix("了"), alone) + bar + others


def _parts(word: str, words: Words) -> list[str]:
    """The words that a long one is made of, where they make all of it: 汽车出口 → 汽车, 出口."""
    inside = [w for w in words.cut_for_index(word) if w != word and len(w) > 1]
    return inside if len(word) == 4 and "".join(inside) == word else [word]


def _counted(word: str) -> str:
    """A counted thing without the count: 基站数 → 基站, 项目数量 → 项目, 报名人数 → 报名."""
    return re.sub(r"(?<=..)(?:总数|数量|总人数|人数|[台辆件家户只艘套]数|数)$", "", word)


def _kind(text: str) -> Kind:
    if _PERSON.search(text):
        return "person"
    if _DATE.search(text) and not re.search(r"多少|同比|几个百分点", text):
        return "date"
    if _EXPLAINS.search(text) and not re.search(r"多少|几成|占比(?:怎么样|怎样|如何)?[?？]?$", text):
        return "passage"
    if _NAMES.search(text) and not _COUNTS.search(text):
        return "list"
    if _FIGURE.search(text):
        return "figure"
    if _LIST.search(text):
        return "list"
    if _STATISTIC.search(text) and len(text) <= 60:
        return "figure"
    if len(text) <= _LONGEST_QUERY and not _ASKS_OTHERWISE.search(text) and any(map(_is_statistic, _PIECE.split(text))):
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


def _without(text: str, periods: Sequence[PeriodMention]) -> str:
    pieces, at = [], 0
    for mention in periods:
        pieces.append(
            re.sub(r"[比较与同]$", "", text[at : mention.start])
            if is_comparison(text, mention)
            else text[at : mention.start]
        )
        at = mention.end
    ends = ("，" if _PART.search(piece[-1:]) else f"，{_GONE}" for piece in pieces)
    return "".join(piece + end for piece, end in zip(pieces, ends, strict=True)) + text[at:]


def _with_history(text: str, history: Sequence[str], today: date) -> str:
    """Complete a follow-up from the question before: its period, its subject or its statistic takes the place of the old."""
    match = _FOLLOW_UP.match(text)
    if not history or not match or not _IS_FOLLOW_UP.search(text) or _COMPLETE.search(match["rest"]):
        return text
    before, rest = _with_history(history[-1], history[:-1], today), match["rest"].strip(" 的,，")
    rest = f"in {rest}" if rest.isascii() else rest
    said, earlier = find_periods(rest, today), find_periods(before, today)
    topic = _without(rest, said).replace(_GONE, "").removeprefix("in ").strip(" 的,，")
    when = said[0].period if said else None
    if when and earlier:
        before = before[: earlier[0].start] + _moved(earlier[0].period, when) + before[earlier[0].end :]
    elif when:
        before = when.text + before
    return _about(before, topic, find_periods(before, today)) if topic else before


def _moved(old: Period, new: Period) -> str:
    """The new period in words; a year alone moves the quarter or month asked about before to that year."""
    if new.kind != "year" or old.kind == "year" or old.kind == "plan":
        return new.text
    bare = re.sub(r"(?:19|20)\d\d年?|今年|去年|前年", "", old.text).strip()
    if bare.isascii():
        return f"{bare} {new.text}"
    upto = re.match(r"截至|截止到?|到", bare)
    return upto[0] + new.text + bare[upto.end() :] if upto else new.text + bare


def _about(before: str, topic: str, periods: Sequence[PeriodMention]) -> str:
    """The question before with another subject or statistic."""
    start = periods[0].end if periods and periods[0].start == 0 else 0
    tail = _TAIL.search(before, start)
    subject, asking = (before[start : tail.start()], tail[0]) if tail else (before[start:], "")
    subject = subject.strip(" 的,，")
    stem, head = head_of(subject)
    if _MEASURE_WORD.fullmatch(topic):
        return f"{before[:start]}{subject}{topic}是多少"
    if head_of(topic)[1] and not head_of(topic)[0]:
        grew = re.search(r"增长|下降|上涨|提高", asking)
        return f"{before[:start]}{stem if head else subject}{topic}{asking if grew else '是多少'}"
    if topic.endswith(("级", "型", "类", "式")):  # 卓越级呢, after 智能工厂
        return f"{before[:start]}{topic}{subject}{asking}"
    return f"{before[:start]}{topic}{'' if head_of(topic)[1] else head}{asking}"
