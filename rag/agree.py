"""Does a fact's measure agree with the one asked for?"""

import re
from functools import lru_cache

from index.listing import TRADED
from index.records import Fact
from index.units import counted_in, is_points, sized
from rag.dimensions import is_otherwise_measured
from rag.kinds import BY_HOW_MUCH_MORE, asks
from rag.records import Question
from rag.when import GROWTH, is_so_far

_NAMED = {"month-on-month": "环比", "change": "变动", "contribution": "贡献率"}
_ANY = {
    "值": 1.0,
    "目标": 1.0,
    "占比": 0.97,
    "同比": 0.93,
    "环比": 0.8,
    "变动": 0.6,
}  # a question that names no measure
_RATIOS = ("%", "成", "倍", "位数", "百分点")
# An amount: 产量是多少 is not answered with how much it grew. 增加值 is left out: it is published as growth.
_AMOUNT = re.compile(r"(?:量|收入|利润|总额|金额|出口额|进口额|零售额|投资额|余额|产值)$")
_rank = asks(r"第几(?!季|月|年|周|批|届|代|个|次|期|轮|条|章)|排名|位次|名次|排位")
# Statistics of one thing that exclude each other: how many there are, and what they are worth.
_QUANTITY = re.compile(r"(?:出口|进口|销售|采购|交易|成交|订单|零售|投资)(?:数量|总量|量|件数|台数|辆数|吨数|套数)")
_WORTH = re.compile(r"(?:出口|进口|销售|采购|交易|成交|订单|零售|投资)(?:总?金额|总?额|总?值|收入)")
_YUAN = "元"
_MONEY, _COUNTED = ("元", "英镑"), tuple("件辆台套吨只架艘斤升箱")
_PLANNED = re.compile(r"(?<!公共)预算|计划|目标|任务|预期|预计|预测|安排|打算|要|拟|将")
_OF_PLAN = re.compile(r"(?<!公共)预算|计划|目标|任务|进度|完成|执行")
_COUNTS = tuple("个家户辆台项座所人位艘架条款次吨元米只头种类株棵羽匹栋间节趟列班场份批册单")
_LIKE = tuple("个家所座处间")  # people count institutions and sites with any of them
_ADDED = re.compile(r"[净新多]增|增加(?!值)|增量|减少")
_added = asks(_ADDED.pattern)
_acts = asks(
    r"[净新多]增|建|发放|发行|完成|投放|投产|投用|开工|开通|培训|招|产[了出]|销售|卖"
)  # over a time, not on a day
_RATE = re.compile(r"(?:增长率|增速|增幅|涨幅|降幅)$")
_more, _than, _grows = (
    asks(rf"增加|减少|新增|[增减][产收]|多了|少了|[多少][了出]*多少|{BY_HOW_MUCH_MORE}"),
    asks(r"[比较]"),
    asks(r"同比|增长|增速"),
)
_by_rate = asks("[增降涨跌]幅(?:[是为有达]|多[少大]|几)")
_since_year_began, _on_year = (
    asks(r"[比较与同和](?:今年|本年)?年初|今年以来[多少增减][了加少]*(?:多少|几)"),
    asks(r"同比|[比较](?:上|去)年"),
)
_reaches = asks(
    r"(?:[上下]?调|[增升降涨跌减]|提高|扩大|压缩|缩短)[到至]了?(?:多少|几)"
)  # what it came to, not from what
# Of people, counted in all so far: 已造成40人死亡 is what the number came to
SUFFERED = re.compile("(?:死亡|遇难|丧生|身亡|受伤|重伤|轻伤|失踪|被困|感染|伤亡)$")
_CAME_TO = re.compile("[到至达]")
_SET_BEFORE = re.compile("定|原|此前|由|从")
FORMER = 0.9  # of the fit, where the newest is asked for and a figure is not said to be what it came to
_FROM_YEARS_END = re.compile(r"年初|[上去]年(?:年?末|年?底)")  # 比年初 and 比上年末 are one
_half_a_year = asks("半年[多少增减]")
_changes = asks(
    r"变|差|幅|[净新]增|多出|多了|少了|[增减][产收]|[提升增涨降减跌落扩缩加放][高低长加大小少快慢缓涨幅落跌到至了多]"
)
_part = asks(r"占|率|比|进度|贡献|覆盖|百分之[几多]|几成|几分之")
_done_so_much = asks(r"[装建产卖收投发用花运修种养招存盖买]了(?:多少|几)")  # 光伏装了多少 wants no rate
_target = asks(r"目标(?!群|市场|公司|企业|客户)|(?:任务|计划)(?:数|指标)?(?:是|为|有)?(?:多少|几)")
_restored = asks(r"(?:恢复|回升)[到至]了?[^，。？?]{0,6}(?:年|期|前|平)的?(?:多少|几|百分)")  # 恢复到2019年同期多少
_forecast = asks("预[测计期估判]|展望")
_done = asks(
    r"(?:完成|占(?!比)|实现|达到?|超额?|[为是距离])[^，。？?]{0,10}(?:目标|计划|任务)[^，。？?增]{0,3}(?:多少|几|比|百分|进度)|(?:目标|计划|任务)已?完成了?(?:多少|几)"
)
_quantity, _worth = asks(_QUANTITY.pattern), asks(_WORTH.pattern)
_OF_RATE = re.compile("占|比重|率|份额|增速|增幅|涨幅|降幅")
_SIZES = {"万亿": 10**11, "亿": 10**7, "万": 10**3}  # 多少亿 is not answered with 299.8公里, but may be with 0.5亿元
# By how much it grew, which is not how much there is: 粮食产量再创新高，增产|74亿斤
_GREW_BY = re.compile(
    r"(?:^|[，比较])(?:[^到至]*(?:[增减][产收]|增加|减少|上升|上涨|提高|下降|降低|回落|下跌|下滑))(?:了|约|近|超过?|逾)*$"
)
_MORE_EARNED = re.compile("[增减]收$")  # 户均增收|3000元
_YEARS_AGO = re.compile("[比较与和同][^，。？]{0,4}年前")
_THAN_YEAR = re.compile(
    r"(?<![占同环])(?:[比较]|相[比较]于?)(?P<year>(?:19|20)\d\d)年|[与和同跟](?P<with>(?:19|20)\d\d)年[^，。？]{0,4}?相?比"
)
_SIGNED = re.compile(r"增|升|涨|提高|扩大|加快|高|降|减|少|落|跌|滑|缩|缓|低|收窄")


@lru_cache(maxsize=256)
def _year_compared(said: str) -> str:
    """The year with which something is compared, where that is named: 2020 of 较2020年增长."""
    than = _THAN_YEAR.search(said)
    return (than["year"] or than["with"]) if than else ""


def asks_target(asked: str) -> bool:
    """Whether a question is for what is aimed at (增长目标是多少), not for how much of it is done (完成目标的多少)."""
    return _target(asked) and not _done(asked)


def measure_fit(question: Question, fact: Fact) -> float:
    """How the measure asked for agrees with the fact's: 1 the same, 0 another one; less where it only was so before."""
    fit = _measure_fit(question, fact)
    if not fit or not _reaches(question.text) or _CAME_TO.search(fact.predicate):
        return fit
    before = _SET_BEFORE.search(fact.indicator[-1:] + fact.predicate)
    return fit * FORMER if before or not (question.periods or SUFFERED.search(fact.indicator)) else fit


def _measure_fit(question: Question, fact: Fact) -> float:
    asked, measure = question.measure, fact.measure
    ranked = _rank(question.text)
    if ranked or measure == "名次":
        return float(ranked and measure == "名次")
    if _is_of_another_kind(question, fact):
        return 0.0
    if asked == "growth":
        return _growth(question, fact) * _on_year_fit(question, fact)
    if asked == "share":
        return _share(question, fact)
    if asked == "multiple":
        return float(fact.unit == "倍")
    if asked == "level":
        return _level(question, fact)
    if asked == "any":
        return _any(question, fact)
    changed = measure == "变动" and _OF_RATE.search(fact.indicator) is None  # PMI比上月上升1.4个百分点
    return float(measure == _NAMED[asked] or (asked == "month-on-month" and changed))


def _level(question: Question, fact: Fact) -> float:
    """How a measure agrees with a question for an amount."""
    counted = fact.unit.endswith(_RATIOS) and (
        question.unit != "" or not _part(question.text)
    )  # 多少家 is no percentage
    if fact.measure in (*GROWTH, "变动", "贡献率", "占比") or counted or _only_grew(question, fact):
        return 0.0
    if fact.measure == "值" and asks_target(question.text):
        return 0.5  # of what is told of a year to come only some is said to be aimed at
    return 0.8 if question.unit in _COUNTS and not same_counter(question.unit, fact.unit) else 1.0


def _any(question: Question, fact: Fact) -> float:
    """How a measure agrees with a question that names none."""
    measure = fact.measure
    restored = _restored(question.text)
    amount = "多少" in question.text and not restored and _AMOUNT.search(fact.indicator) is not None
    share = measure == "占比" and not _part(question.text)
    if restored and not fact.unit.endswith(_RATIOS):
        return 0.0
    change = (measure == "变动" and not _changes(question.text)) or _only_grew(question, fact)
    share = share or (fact.unit.endswith(_RATIOS) and _done_so_much(question.text) and not _part(question.text))
    return 0.0 if share or change or (amount and measure in GROWTH) else _ANY.get(measure, 0.9)


def _only_grew(question: Question, fact: Fact) -> bool:
    """Whether an amount is by how much something grew, and that is not asked for."""
    return fact.measure == "值" and not _changes(question.text) and _GREW_BY.search(fact.predicate) is not None


def _is_of_another_kind(question: Question, fact: Fact) -> bool:
    """Whether a figure cannot be what is asked for: in another unit, of a value, of a longer time, what was added to another's growth."""
    pulled = "拉动" in fact.indicator + fact.predicate and fact.unit.endswith("百分点")
    return (
        (pulled and not re.search("拉动|贡献", question.text))
        or _otherwise_measured(question, fact)
        or _otherwise_counted(question, fact)
        or _of_longer(question, fact)
    )


def same_counter(asked: str, unit: str) -> bool:
    """Whether a unit is the one asked for, if one is, or counts the same: 多少家医院 is answered with 74个, not with 74张."""
    return asked in unit or (asked in _LIKE and unit.endswith(_LIKE))


@lru_cache(maxsize=64)
def _least(asked: str) -> int:
    """The size from which a figure may answer a question for 多少亿 or 多少万."""
    return next((size for scale, size in _SIZES.items() if f"多少{scale}" in asked), 0)


def _otherwise_measured(question: Question, fact: Fact) -> bool:
    least = _least(question.text)
    too_few = least > 0 and not fact.unit.endswith(_RATIOS) and abs(sized(fact.value, fact.unit)) < least
    return too_few or is_otherwise_measured(question.text, question.unit, fact.unit)


def _otherwise_counted(question: Question, fact: Fact) -> bool:
    """Whether a quantity is asked for and the fact is of a value, or the other way round: 出口数量 and 出口金额."""
    quantity, worth = _quantity(question.text), _worth(question.text)
    if quantity == worth:
        return False
    excluded, own = (_WORTH, _QUANTITY) if quantity else (_QUANTITY, _WORTH)
    named = excluded.search(fact.indicator) is not None and not own.search(fact.indicator)
    return named or (fact.measure == "值" and fact.unit.endswith(_MONEY if quantity else _COUNTED))


def _share(question: Question, fact: Fact) -> float:
    if (fact.unit and not fact.unit.endswith(_RATIOS)) or fact.measure == "贡献率":
        return 0.0  # a share is no amount, and no contribution to growth
    if fact.measure in (*GROWTH, "变动") and not _grows(question.text):
        return 0.0
    if fact.measure == "占比" and asks_target(question.text):
        return 0.5
    if fact.measure == "目标" and _SIGNED.search(fact.predicate) and not re.search("[到至达]", fact.predicate):
        return 0.0  # an aim to grow by so much
    return 1.0 if fact.measure in ("占比", "目标") or re.search(r"占|比重|比例|份额|率", fact.indicator) else 0.3


def _growth(question: Question, fact: Fact) -> float:
    added = _more(question.text)
    if added and fact.measure == "值":
        grown = (
            re.search(r"增|减", fact.predicate) or _ADDED.match(fact.indicator) or _MORE_EARNED.search(fact.indicator)
        )
        return float(grown is not None)
    if fact.measure == "变动":
        return _change(question, fact, added=added)
    if fact.measure == "目标":
        grows = _SIGNED.search(fact.predicate) or _RATE.search(fact.indicator)
        sure = 1.0 if asks_target(question.text) or _forecast(question.text) else 0.5
        return sure if fact.unit == "%" and grows else 0.0
    if asks_target(question.text):
        return 0.0
    within = _since_year_began(question.text) or _half_a_year(question.text)
    if fact.measure == "同比" and within and not _FROM_YEARS_END.search(fact.predicate):
        return 0.0  # 今年以来多了多少 is not how it grew in a year
    if _on_year(question.text) and "年初" in fact.predicate:
        return 0.0
    times = fact.measure == "倍数" and fact.unit == "倍"  # not 恢复到2019年同期的|84%
    traded = fact.measure == "环比" and not _on_year(question.text) and TRADED.search(fact.predicate + fact.indicator)
    return float(fact.measure == "同比" or times or bool(traded))  # 收盘涨了多少


def _change(question: Question, fact: Fact, *, added: bool) -> float:
    """How a change agrees with a question for growth."""
    if is_points(question.unit) and is_points(fact.unit):
        return 1.0  # 降了多少个基点
    if question.unit == _YUAN and counted_in(fact.unit).partition("/")[0] == _YUAN:
        return 1.0  # 每吨涨多少钱
    if _by_rate(question.text) and not fact.unit.endswith(_RATIOS):
        return 0.0  # 较上月末的降幅 is no amount
    if _since_year_began(question.text) and "年初" in fact.predicate:
        return 1.0  # on what it is asked on
    if added:
        return 0.9
    compared = _than(question.text) and not _grows(question.text)
    return 0.95 if compared else 0.0


def _on_year_fit(question: Question, fact: Fact) -> float:
    """How the year on which something grew agrees with the one asked for: 较2020年增长36.4% is not on the year before."""
    asked, own = _year_compared(question.text), fact.period
    if asked and own and own.end.year - int(asked) <= 1:
        asked = ""
    told = _year_compared(fact.predicate)
    if _YEARS_AGO.search(question.text):
        return 1.0 if told else 0.5
    otherwise = 0.0 if asked or _on_year(question.text) else 0.3  # no other year is named: as its words say
    return 1.0 if asked == told else otherwise if told else 0.5


def _of_longer(question: Question, fact: Fact) -> bool:
    """Whether what was done this year is asked for, and a fact is of all by a day: 累计建成5000个 were not all built in it."""
    by_a_day = fact.period is not None and fact.period.kind == "as-of"
    return by_a_day and _acts(question.text) and any(is_so_far(m.period) for m in question.periods)


def _otherwise_compared(question: Question, fact: Fact) -> bool:
    """Whether growth since the year began is asked for and a cell is of growth on the year before, or the other way round."""
    if fact.measure not in (*GROWTH, "变动"):
        return False
    if _since_year_began(question.text):
        return _FROM_YEARS_END.search(fact.predicate) is None
    return "年初" in fact.predicate and _on_year(question.text)


def cell_measure_fit(question: Question, fact: Fact) -> float:
    """As `measure_fit`, of a table's cell: what something amounts to is not how much it grew, which stands beside it."""
    if _otherwise_compared(question, fact):
        return 0.0
    if _rank(question.text):
        return 0.0
    added = _added(question.text) and fact.measure == "值"
    if added and not re.search(r"增|减", fact.indicator + fact.predicate):
        return 0.0  # 净增多少户 is not how many there are
    if fact.measure == "目标" and not _PLANNED.search(question.text):
        return 0.0  # 支出多少 is not what was to be spent
    if fact.measure == "占比" and _OF_PLAN.search(fact.indicator) and not _OF_PLAN.search(question.text):
        return 0.0  # how much of a plan is done is no share of a whole
    asked = question.measure == "any" and "多少" in question.text
    if asked and fact.measure in GROWTH and "增加值" not in fact.indicator:
        return 0.0
    return measure_fit(question, fact)
