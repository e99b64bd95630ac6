"""How a figure measures its indicator: 值 同比 环比 占比 贡献率 变动 倍数 目标 名次."""

import re
from datetime import date

from index.facts.sentence import Read, Sentence
from index.listing import HEAD, TRADED
from index.units import counted_in, is_points

GROWTHS = ("同比", "环比")  # measures
RATED_IN = ("%", "个百分点", "百分点", "倍")  # units of rates and of their changes

_TARGET = re.compile(
    r"力争|争取(?![到了]|(?:中央|上级|省级|国家|专项|超长期|特别|地方政府|转移支付)+[^，。；]{0,8}(?:资金|债券|国债|补助))|目标(?:是|为|[：:]|[^，。；、]{0,12}$)|(?:今年|全年|年度|本年)的?任务[是为][^，；：。]{0,16}$|(?<![高长升增降落加少低])到\s?(?P<year>\d{4})\s?年(?!底[，,]?(?:我国|全国)?已)|将.{0,8}(?:提高|达到|降|增)|(?:计划|规划)(?![》”性内外]|总?投资|重大|纲要|期|项目|疫苗|提出|的)|确保|不低于|不小于"
)
# 计划建5万个，截至7月末|已建4万个; not 到2027年，累计建5万个
_DONE = re.compile(
    r"[，；。][^，；。]*?(?:(?<!均)已(?!出台|制定|明确|提出)|(?:截至|目前)[^，；。]*?(?:实际|累计)|(?:截至|目前)[^，；。]*?，[^，；。]*?(?:实际|累计))"
)
# 为年度计划2600人的71%；再就业|533人: the plan is over with what is done of it
_OF_SO_MUCH = re.compile(r"(?:计划|目标|任务|预算)(?:[0-9][0-9.,]*[^，。；]{0,4})?的[0-9.]+[%％][，；]")
# All that a sentence lists behind it is aimed at
_TARGETS = re.compile(r"目标(?:(?:是|为)?[：:]|(?P<same>没有变|不变|未变|保持不变|未作调整|不作调整)[，：:])")
# What there is by now: 目标没有变，一季度|完成19亿元
_BY_NOW = re.compile("完成|实际|实现|达到|已|季度|月|半年")
_BY_PLAN = re.compile(
    r"(?:根据|按照?|依据|依照)[^，。；]{0,16}?(?:计划|规划)，?[^，。；]{0,24}[^，出确定订]了"
)  # 根据回购计划|回购了
# What is to be done: 接下来，青县将重点打造|15个
_PLANNED_TO = re.compile(
    "将[^，。；会]{0,6}(?:投入|增发|新增|新建|建设|打造|实施|安排|发行|投放|开行|引进|培育|发放|招聘)[^，。；]{0,6}$"
)
_TO_COME = re.compile("将|拟|可|预计|有望|为了|力争|目标")
_EXPECTED = re.compile("预计|预期|预测|有望|展望")
_BY = 20  # code points before a plan in which 根据 stands
_SEEN_FROM = re.compile(r"[由从](?:$|\d{4}年(?:末|底)?|去年|上年|目前|现在|当前)的?(?:约|近|不足)?$")
_TARGET_WINDOW = 60  # code points before a figure in which its target is announced
_GREW = re.compile(
    r"同比|环比|(?:增长|上升|上涨|提升|下降|减少|降低|回落|下滑|增加|扩大|缩小|压缩|压减|缩短|延长|拉长|上调|下调|提高|回升|攀升|反弹|增产|激增|猛增|大增|飙升|萎缩|下跌|增|减(?![少免排负值税])|降|涨|跌)(?!到|至)"
)
GREW_BY = re.compile(
    r"(?:以上|左右)?的?(?:中高速|高速|快速|较快|正|负)?(?:增长|[增降涨升跌]幅|增速|下降|上涨|下滑|回落)(?!了?约?\d|[到至为])"
)  # 实现两位数增长; not 由1.5%|下降到1.3%
_MOVED = re.compile("前移|后移|上升|提升|前进|跃升|下降|后退|下滑")  # 比上年|前移|1位
# 比前一年低|约160万平方公里, 比去年同期多蓄|22亿立方米
_APART = re.compile(
    r"(?:比|较(?=[上去前]年|年初|常年|同期|上个?月|上季|上期))[^，；]{0,30}?还?要?偏?(?:[低高]|[多少][一-鿿]{0,2}?)(?:出|了|约|近)*$"
)
# 多增|1127亿元, 增产|74亿斤
_ON_TOP = re.compile(
    "(?:(?:^|[，、和及；]|同比|环比|分别)(?:分别)?[多少][增减]|(?:增产|减产)(?=了|约|近|超|逾|$))(?:了|约|近|超过?|逾)*$"
)
_BASE = re.compile("[比较]上[^，。；]{1,6}的(?:约|近)?$")  # 比上月的|50.2%回升
_THAN = re.compile(
    r"(?:[比较][^，。；]{2,20}?|周)(?:[增减][加长少]|[上下回]升|[上下]跌|上涨|下降|下滑|回落|提高|[增减涨跌升降])(?:了|约|近|超过?|逾)*$"
)  # 较去年假期8天增加
_ON_MONTH = re.compile(r"[比较](?P<month>[0-9]{1,2})月份?(?!的)[^0-9，；]{0,8}$")
_ON_YEAR = re.compile("[比较](?:上年|去年)[^，；]{0,16}(?:仍|还)?[高低多少](?:出|了)?$")  # 较去年同期（13元）仍高|2.8%
_SAID_AGAINST = re.compile("(?:与|同|和)(?:上年|去年|上月|年初)[^，]{0,4}(?:相比|比较|对比)，")
_BY_SO_MUCH = re.compile("，?(?:增加|减少|上升|下降|提高|降低|回落|下跌|上涨)(?:了|约|近)*")
_BY_SO_MUCH_END = re.compile(_BY_SO_MUCH.pattern + "$")
_ON_TERM = re.compile(
    r"[比较]上(?:个?月|季度|周|旬|期)|[比较](?:前一(?:个?(?:交易)?日|天|个?月|周|季度?)|昨[日天]|上一?个?交易日)|(?<![本上下每一两双单金庆节末首次当该整全0-9])周[涨跌升降增减]"
)
_ON_TERM_BEFORE = re.compile(r"[从按]环比[来]?[看讲说][，,](?![^。]*同比)")  # a sentence of nothing else
_REACHED = re.compile("[为到至达](?:每[^，。；]{1,5})?(?:约|近)?$")
_RESTORED = re.compile(
    "恢复[到至]了?[^，；。]{0,12}(?:年|同期|水平|前)的(?:约|近|超过?|逾)?$"
)  # of what it was: 恢复到2019年同期的|84%
_LAST = re.compile("近|过去|最近")
_DONE_SO_FAR = re.compile("(?:已|均已|累计|仅|共)(?:完成|恢复|复工)(?:了|到)?(?:约|近|超过?|逾)*$")
_DONE_ALONE = re.compile("，(?:约|进度)?完成(?:了)?(?:约|近|超过?|逾)*")  # 已收面积10.8亿亩，完成|82.7%
_RATE_NAMED = re.compile("[率比度]$")
_PRICED = re.compile("(?:价格?|报价|[售单票油粮运]价|价差)$")
_CONTRIBUTES, _RATED = re.compile("贡献[率度]"), re.compile(r"同比|增速|[增降涨升跌]幅|增长率")
_SHARES = re.compile(r"占|比重|份额|(?:持|控)股(?:比例)?(?:[为达是至约超]|提[高升]|增加|下降)*到?$")
_SHARE_BEFORE = re.compile(r"(?:占比|比重|份额|比例)(?:分别)?[是为]?[：:]")
_FRACTION = re.compile(r"\d{1,2}/\d{1,2}")
_RATIOS = ("%", "成", "倍", "位数", "percent")


def measure_of(read: Read, sentence: Sentence) -> str:
    """Say how a figure measures what its clause names."""
    text, figure, near = sentence.text, read.figure, read.left + read.predicate
    if figure.unit == "位" and figure.text.startswith("第"):
        return "名次"
    if figure.unit == "位" and _MOVED.search(near):
        return "变动"
    clause = read.since if not read.subject else text[read.clause.start : figure.start]
    unit = figure.unit
    if is_points(unit):
        return "变动"
    if _CONTRIBUTES.search(clause):
        return "贡献率"
    ratio = unit in _RATIOS or "分之" in figure.text or _FRACTION.fullmatch(figure.text) is not None
    grew = _GREW.search(read.predicate)
    sequential = (
        "环比" in near
        or (grew is not None and _ON_TERM_BEFORE.match(text) is not None)
        or is_on_term_before(read, sentence)
    )
    if sequential and "同比" not in near and ratio:
        return "环比"
    if _is_target(sentence, figure.start) and "同比" not in near:
        return "目标"
    own = read.left if read.subject else clause
    grown = grew or _RATED.search(own) or _ON_YEAR.search(text, read.clause.start, figure.start)
    grows = GREW_BY.match(text, figure.end)
    if ratio and (grows or grown):
        moved = _moved_on_market(sentence, read) if unit == "%" and grown else ""
        moved = "目标" if _is_to_come(sentence, read) else moved
        return moved or ("倍数" if unit == "倍" and not grows else "同比")
    if _is_share(text, read, clause, ratio=ratio) or (ratio and _is_progress(read)):
        return "占比"
    if not ratio and _PLANNED_TO.search(text, read.clause.start, figure.start):
        return "目标"
    restored = ratio and _RESTORED.search(text, read.clause.start, figure.start)
    changed = not ratio and (_is_change(text, read, grew=grew is not None) or _is_change_of_level(sentence, read))
    return "倍数" if restored else "变动" if changed else "值"


def is_on_term_before(read: Read, sentence: Sentence, *, whole: bool = False) -> bool:
    """Whether growth is on the week, month or quarter before: 较上周|下跌1.8%; 8月…比7月|下降4.8%.

    What is compared with may be told between, where the `whole` clause is looked at: 较上周的13.67元|下跌0.25元.
    """
    if whole and (
        "环比" in read.left + read.predicate or _ON_TERM.search(sentence.text, read.clause.start, read.figure.start)
    ):
        return True
    if _ON_TERM.search(read.left + read.predicate) and not _BASE.search(read.left):
        return True
    on = _ON_MONTH.search(read.left)
    own = sentence.period_of(read.figure) if on else None
    return (
        on is not None and own is not None and own.kind == "month" and int(on["month"]) == (own.end.month - 2) % 12 + 1
    )


def _moved_on_market(sentence: Sentence, read: Read) -> str:
    """How a price moved on a market since the day before, or in the last days or months: 收盘上涨|0.58%, 近1个月下跌|0.81%."""
    said = sentence.text[read.clause.start : read.figure.start]
    if re.search("同比|环比|[比较]|增长|下降|增加|减少", said):
        return ""
    if TRADED.search(said):
        return "环比"
    period = sentence.period_of(read.figure)
    return "变动" if period and _LAST.match(period.text) and re.search("[涨跌]", said) else ""


def _is_progress(read: Read) -> bool:
    """Whether a percentage says how much of something is done, or is half of it: 面积已完成|97%, 超过代表总数的|半数."""
    if read.figure.text in ("一半", "半数"):
        return True
    done = _DONE_SO_FAR.search(read.left) or _DONE_ALONE.fullmatch(read.since)
    return done is not None and not _RATE_NAMED.search(read.subject)


def _is_change(text: str, read: Read, *, grew: bool) -> bool:
    """Whether an amount is what came on top, not what there is: 较上年末增加568亿美元, 上涨15点|至1818点."""
    if (
        re.search("[上下]调(?:了|约|近)*$", read.left)
        or _APART.search(text, read.clause.start, read.figure.start)
        or _ON_TOP.search(read.left)
        or (grew and re.match(r"[至到]\d", text[read.figure.end : read.figure.end + 2]))
    ):
        return True
    if grew and _PRICED.search(read.subject) and not _REACHED.search(read.left):  # 价格上涨|130元/吨
        return True
    if grew and read.figure.unit.endswith("点") and not _REACHED.search(read.left):  # 指数上升|0.2点
        return True
    more = re.search(r"[比较]|同比|环比|再|又", read.predicate) or _THAN.search(
        text, read.clause.start, read.figure.start
    )
    return grew and more is not None and not HEAD.search(read.predicate)


def _is_change_of_level(sentence: Sentence, read: Read) -> bool:
    """Whether an amount is by how much the one right before it changed: 待售面积884万平方米，减少|12万平方米."""
    before = next((f for f in sentence.figures if f.end == read.figure.start - len(read.since)), None)
    if _SAID_AGAINST.match(sentence.text) and _BY_SO_MUCH_END.search(read.left + read.predicate):
        return True  # 与上年相比，医院增加|23个
    if before is not None and before.unit == "%":  # 产量5亿吨，下降2.7%，减少约|1400万吨
        before = next((f for f in reversed(sentence.figures) if f.end < before.start), None)
    alike = before is not None and counted_in(before.unit) == counted_in(read.figure.unit) and read.figure.unit != ""
    return alike and _BY_SO_MUCH.fullmatch(read.since) is not None


def _is_target(sentence: Sentence, position: int) -> bool:
    """Whether a target is announced before a figure; a year that has passed is none: 增长到2010年的3242亿元.

    Nor is what the aim is seen from: 到2030年，覆盖率由2025年的|68%提高到75%.
    """
    text, anchor = sentence.text, sentence.anchor
    if _SEEN_FROM.search(text, max(0, position - _TARGET_WINDOW), position):
        return False
    listed = _TARGETS.search(text, 0, position)
    now = listed and listed["same"] and _BY_NOW.search(text, listed.end(), position)
    if listed and not now and not _DONE.search(text, listed.end(), position):
        return True
    for match in _TARGET.finditer(text, max(0, position - _TARGET_WINDOW), position):
        if (
            text.count("）", match.end(), position)
            > text.count("（", match.end(), position)  # 方案（总额不低于5亿元）已完成|2亿元
            or _OF_SO_MUCH.search(text, match.start(), position)
            or _DONE.search(text, match.end(), position)
            or _is_done_by_plan(text, match, position)
        ):
            continue
        if match["year"] is None or anchor is None or not _is_over(sentence, match.start("year"), anchor):
            return True
    return False


def _is_to_come(sentence: Sentence, read: Read) -> bool:
    """Whether a figure is of a year that had not begun when the document was published: 预计今年增长4.8%，2027年|增长4.4%."""
    expected = _EXPECTED.search(sentence.text, 0, read.figure.start)
    period = sentence.period_of(read.figure) if sentence.anchor and expected else None
    return (
        period is not None and period.kind == "year" and sentence.anchor is not None and period.start > sentence.anchor
    )


def _is_over(sentence: Sentence, position: int, anchor: date) -> bool:
    """Whether a time that is said at a position was over when the document was published: 截止到|2026年3月底, in April."""
    ends = (m.period.end for m in sentence.mentions if m.start <= position < m.end)
    return next(ends, date(int(sentence.text[position : position + 4]), 12, 31)) <= anchor


def _is_done_by_plan(text: str, plan: re.Match[str], position: int) -> bool:
    """Whether a plan is only that by which something was done: 根据回购计划|回购了590万股; not 根据规划，完成改造了，将达到30亿元."""
    done = _BY_PLAN.search(text, max(0, plan.start() - _BY), position)
    return done is not None and not _TO_COME.search(text, plan.end(), position)


def _is_share(text: str, read: Read, clause: str, *, ratio: bool) -> bool:
    figure = read.figure
    if ratio and _SHARES.search(clause):
        return True
    if _SHARE_BEFORE.search(text, 0, figure.start):
        return True
    part = re.match(r"(?:以上|以下|左右)?的?(?:的|股[权份])", text[figure.end : figure.end + 4])
    return ratio and part is not None and not read.predicate.endswith(("增长", "为", "是"))
