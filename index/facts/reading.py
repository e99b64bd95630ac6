"""The sentences of a paragraph, one after the other: periods, the topic and the place said in one hold in the next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice

from index.facts.measure import GROWTHS
from index.facts.phrases import is_nominal
from index.facts.places import REGION, is_body
from index.facts.sentence import Read, Said, Sentence
from index.facts.sound import is_sound
from index.facts.statements import Statements
from index.figures import Figure
from index.listing import HEAD, head_of, statistic_of, tail_of
from index.periods import is_month_alone, is_running_year, is_told_beside, lasts
from index.records import Fact, Period, PeriodMention, Span
from index.sentences import sentences
from index.units import counted_in, sized

_LONGEST_SENTENCE = 800  # code points
_MOST_NUMBERS = 40  # of a sentence; reading one takes time in the square of its figures
_DIGITS = re.compile(r"\d+")
_NO_PROSE = 400  # runs of digits in a sentence that nobody wrote to be read: a column run together, an attack
NEAR = 40  # facts before a place among which the whole is looked for that it is a part of
_WHOLE = re.compile(r"^全[国省市县区州]")
_OF_ALL = re.compile(r"^(?:全[国省市县区州球]|我[国省市县区州]|全行业|世界)")
_GROUP = re.compile("大[省市县区]")  # 10个工业大省|增加值
_TRADED = re.compile("出口|进口|对")  # 我国对东盟出口增长6%，其中越南…: to where, not from where
_PART = re.compile(r"其中[，,]?")  # of what was counted in the sentence before
_FROM_THEN = re.compile(
    r"(?<=..)[由从](?:去年|上年|前年)?(?:同期|年初|[上去]年末|[上去]年底)$"
)  # 比重|由去年同期的38%提高到40%
_LOOKS_BACK = re.compile("[去上前]年|同期|年初|[上年]末|上月|上季")
_AIMS = re.compile(
    r"(?![^。]{0,20}(?:未来|今后|下一步|接下来))(?:[^0-9。！？]{0,60}[，,；;])?[^，。；0-9]{0,4}(?:将(?=[一-鿿]{2})|力争|计划|争取)"
)
# There is so much of it on a day, whatever was counted over months in the sentence before
_STOCK = re.compile(
    r"^(?!.*[新净]增)(?:.*(?:余额|总数|里程|保有量|存量|库存|存栏|用户|户数|装机容量|总人口|常住人口|规模))$"
)
_FEAST = re.compile("假|黄金周|春节|国庆|元旦|清明|五一|端午|中秋")
_AT_FEASTS = re.compile("入住率%$|(?<!年)(?:接待|客流|到访)(?!.*(?:能力|承载|目标))[^，]{0,8}人次$")
_FLOWS = re.compile("元|人次|吨|件|票")  # 出口规模达到3亿元 is of months
_KIND_OF_PEOPLE = re.compile("(?:城镇|农村|乡村|牧区)(?:常住)?(?P<people>居民)")
_OF_ALL_PEOPLE = re.compile("(?:全体|全[国省市县区州]|我[国省市县区])*(?:城镇|农村)?(?:常住)?")
# （一）, 3.房地产开发, 2.8月末; not 一、二季度, 7、8月份, 3.5亿元
_ORDINAL = re.compile(
    r"(?:[●■◆▲·•○◎]\s*|\d{1,2}(?:[.．、]\s?(?=[^\d\s%])|[.．]\s?(?=\d{1,2}(?:[—–~～至到-]\d{1,2})?月))|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十]))\s*"
)
# 2.总产值。: what a paragraph is of, on its first line
_LABEL = re.compile(
    r"\s*(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]、)\s*(?P<name>[一-鿿]{2,10})[。：:]\s*"
)
_MEAN = re.compile("日均|月均|年均|人均|户均|平均|单日")
_FEW = 6  # facts
_BROKEN_DOWN = re.compile(r"(?:其中[，,])?[分按从](?:三大)?(?:门类|行业|产业|领域|类别)来?看[，,：:]|其中[，,：:]")
_BY_PLACE = re.compile("[分按](?:行业|领域|门类|产品|板块|区域|地区|地域|品种|规格|类型|城市)[来]?[看]?[，：]")
_EACH_ALONE = re.compile("价格?$|率$|均")  # of which parts have more than the whole
_OF_KINDS = re.compile("[分按].{1,6}看[，：]|[一-鿿]{2,8}中，|其中[，：]?")
_ASPECT = re.compile(r"(?:从|按|在)?(?P<what>[^，。；：\d]{2,14}?)(?:增速|增幅)?(?:方面|上|来?看)[，,：:]")
_PEOPLE = ("客", "者", "人", "员", "民", "生")
_OF_MONEY = re.compile("[产本债贷金款租费票券资]$|债务|资产")  # amounts by themselves
_USED, _POWER = re.compile("用电|能耗|消费"), re.compile("[风水火核]电|光伏|太阳能|发电")
_LONGEST_PART = 8  # characters
_ROUNDED = Decimal("1.005")  # parts may be more than the whole by so much
_NUMBER = re.compile(r"\d[\d.,]*")


def read_facts(
    text: str,
    stretch: Span,
    document: str,
    anchor: date | None,
    known: Sequence[Period] = (),
    before: Sequence[Fact] = (),
    told: Period | None = None,
) -> list[Fact]:
    """Read the facts of one paragraph or turn.

    Args:
        text: The document's canonical text.
        stretch: The paragraph or turn within it.
        document: Id of the document.
        anchor: The day the document was published, None when unknown.
        known: Periods said before (in the document's introduction, in the question), nearest last.
        before: Facts read before that the paragraph goes on with.
        told: The period of which the paragraphs before it report; what grew and has no other grew in it.

    Returns:
        The facts in the order of their figures.
    """
    facts: list[Fact] = []
    said = list(known)
    topic = place = led = about = over = ""  # `over` is what the first figure was of in the sentence before the last
    day: date | None = None  # that was told of last
    coming: Period | None = None  # the year that was told with what is to be done in it
    whole: tuple[str, str, str] | None = None  # topic, about and led before a part (其中) was told of
    parted = False  # whether the last sentence told of a part
    last_read: list[Fact] = []  # of the last sentence that has any
    passed: list[Sentence] = []  # whose topic and place nothing needs yet: most sentences have no figures after them
    for span in _readable(text, stretch):
        part = _period_of_whole([*before[-NEAR:], *facts[-NEAR:]]) if _PART.match(text, span.start) else None
        aimed = coming if coming and _AIMS.match(text, span.start, span.end) else None
        sentence = Sentence(text, span, anchor, [*said, *filter(None, [aimed, part])], day)
        day = sentence.day_told
        if sentence.figures:
            for earlier in passed:
                earlier.follow(topic, place, led, about)
                parted = _PART.match(text, earlier.span.start) is not None
                whole = whole or (topic, about, over) if parted else whole
                topic, place = earlier.topic_after() or topic, earlier.place_after()
                about = earlier.about_after() or about
            passed.clear()
            label = _LABEL.fullmatch(text, stretch.start, span.start)
            if label and is_nominal(label["name"]):
                topic = about = led = label["name"]  # 2.总产值。|本月完成14亿元
            if whole and (parted or sentence.statistic) and _is_of_all(sentence, whole[2], directly=parted):
                (topic, about, led), whole = whole, None  # 其中，城镇…；乡村…。6月实现零售额…: of all again
            elif (statistic := sentence.statistic) and not head_of(led)[1].startswith(statistic):
                last = facts[-1].place if facts else ""  # 甲县投资…。乙县生产总值…。投资3亿元: of 乙县, if of any
                named = (f.indicator for f in facts if not last or f.place in ("", last))
                led = next((name for name in named if head_of(name)[1].endswith(statistic)), led)
                several = _owner_of_several(last_read, text)
                topic = about = (head_of(led)[0] or topic) if several is None else several
            sentence.follow(topic, place, led, about)
            read = _facts(sentence, document, anchor, [*before[-NEAR:], *facts[-NEAR:]])
            if facts:
                read = _parts_named(facts, read, sentence.text)
            facts.extend(_grown_in(told, read) if told else read)
            over, led, last_read = led, read[0].indicator if read else led, read or last_read
        passed.append(sentence)
        lasting = _lasting_of(sentence, anchor)
        said.extend(m.period for m in lasting if not is_month_alone(sentence.text, m, said))
        coming = next((m.period for m in sentence.mentions if is_running_year(m.period, anchor)), coming)
    return facts


def _lasting_of(sentence: Sentence, anchor: date | None) -> list[PeriodMention]:
    """Of which times the sentences after this one still speak; not of an earlier one that was told beside: …，上半年为增长0.4%."""
    lasting = list[PeriodMention]()
    for mention in sentence.mentions:
        last = max((m.period.end for m in lasting), default=mention.period.end)
        beside = mention.period.end <= last and is_told_beside(sentence.text, mention)
        if not beside and lasts(sentence.text, mention, anchor):
            lasting.append(mention)
    return lasting


def _owner_of_several(read: Sequence[Fact], text: str) -> str | None:
    """Whose the several things are that a sentence tells of side by side, none of them a part; None where it does not.

    轴承、齿轮产量分别增长…。产能利用率为76%: of neither; 甲机场客、货吞吐量分别…。准点率为95%: of the airport.
    """
    listed = [f for f in read if f.listed and "其中" not in text[f.sentence_start : f.start]]
    stems = {head_of(f.indicator)[0] for f in listed}
    if len(stems) < 2:
        return None
    first, *others = sorted(stems)
    shared = next((first[:n] for n in range(len(first), 0, -1) if all(s.startswith(first[:n]) for s in others)), "")
    return shared if is_body(shared) or REGION.fullmatch(shared) else ""


def _is_of_all(sentence: Sentence, led: str, *, directly: bool) -> bool:
    """Whether a sentence that names nothing but a statistic, or first of all a time, goes on with what was told before parts.

    `led` is what was told of; where the last sentence did not tell of parts (`directly`), the statistic has to be the same.
    """
    if directly:
        return sentence.opens_with_period or sentence.statistic != ""
    return led.endswith(sentence.statistic) or head_of(led)[1].startswith(sentence.statistic)


def _period_of_whole(counted: Sequence[Fact]) -> Period | None:
    """The period of what a part (其中) is part of: of what the last fact counts, in its sentence, the latest it is told for.

    80亿元；去年全年为120亿元: the 120 only stand beside.
    """
    if not counted:
        return None
    last = counted[-1]
    beside = [f for f in counted if f.sentence_start == last.sentence_start and f.measure != "目标" and f.period]
    if last.period and _LOOKS_BACK.search(last.period.text):  # told in other words: 进出口80亿元；去年全年总额为120亿元
        alike = [f for f in beside if counted_in(f.unit) == counted_in(last.unit)]
    else:
        alike = [f for f in beside if f.indicator == last.indicator]
    periods = [f.period for f in reversed(alike) if f.period]
    return max(periods, key=lambda p: p.end, default=last.period)


def _facts(sentence: Sentence, document: str, anchor: date | None, before: Sequence[Fact]) -> list[Fact]:
    """A sentence's facts; without a period they speak of the day of the document. `before` are those of the paragraph so far."""
    undated = None if anchor is None else Period(anchor, anchor, "as-of", "", "assumed")
    facts: list[Fact] = []
    at = sentence.span.start
    for f, read, said in zip(sentence.figures, sentence.reads, Statements(sentence).all(), strict=True):
        alone = said.indicator != "" and said.indicator == said.place
        if alone or (said.indicator == read.subject and REGION.fullmatch(said.indicator)):
            whole = _whole_of(read, [*before, *facts]) if said.measure == "值" else None
            if whole:
                period = said.period if sentence.mentions else whole.period
                said = replace(said, indicator=said.indicator + _WHOLE.sub("", whole.indicator), period=period)
            elif said.measure in GROWTHS and (aspect := _aspect_of(sentence, f) or _grown_before(sentence, f, facts)):
                said = replace(said, indicator=said.indicator + aspect)
            elif alone:
                continue
        elif statistic := _left_unsaid(sentence, said, f.unit, [*before, *facts]):
            said = replace(said, indicator=said.indicator + statistic)
        said = replace(said, indicator=_which(_FROM_THEN.sub("", said.indicator), facts))
        if not is_sound(said.indicator):
            continue
        if said.period and not _is_stock(said.indicator, f.unit):
            said = replace(said, period=sentence.since_then(said.period))
        elif said.period and not sentence.mentions:
            said = replace(said, period=_counted_on(said.period, sentence.known))
        facts.append(
            Fact(document, at + f.start, at + f.end, f.text, f.value, f.unit, said.indicator, said.measure, f.bound,
                 said.period or undated, at, sentence.span.end, said.predicate, said.listed, said.place,
                 sentence.owner_of(f, said.indicator, _before(sentence, f, facts)))
        )  # fmt: skip
    return facts


def _left_unsaid(sentence: Sentence, said: Said, unit: str, told: Sequence[Fact]) -> str:
    """The statistic that a kind or a part leaves out: 城镇居民|人均可支配收入, behind 全体居民人均可支配收入; 采矿业|增加值."""
    if head_of(said.indicator)[1]:
        return ""
    kind = _KIND_OF_PEOPLE.fullmatch(said.indicator)
    if kind:
        values = [f for f in told[-_FEW:] if f.measure == "值" and head_of(f.indicator)[1]]
        whole = values[-1].indicator if values and counted_in(values[-1].unit) in (counted_in(unit), "元") else ""
        before, _, rest = whole.partition(kind["people"])
        if whole.startswith("人均"):
            return whole
        return rest if _OF_ALL_PEOPLE.fullmatch(before) and unit in ("%", values[-1].unit[-1:], values[-1].unit) else ""
    priced = [f for f in told if f.sentence_start == sentence.span.start and f.measure == said.measure]
    dearer = priced and said.measure in GROWTHS and not re.search("[增减]", said.predicate)
    if dearer and priced[0].indicator.endswith("价格") and _OF_KINDS.match(sentence.text):
        return "价格"  # 分类别看，食品价格下降0.4%，衣着|上涨1.2%
    parted = said.measure == "同比" and said.indicator.endswith("业") and _BROKEN_DOWN.match(sentence.text)
    grown = [f.indicator for f in told if f.measure == "同比"]
    return "增加值" if parted and grown and grown[-1].endswith("增加值") else ""


def _which(indicator: str, facts: Sequence[Fact]) -> str:
    """What 前者 or 后者 is: one of the two before it in its sentence."""
    two = list(dict.fromkeys(f.indicator for f in facts if f.listed))
    return two[indicator == "后者"] if indicator in ("前者", "后者") and len(two) == 2 else indicator


def _aspect_of(sentence: Sentence, figure: Figure) -> str:
    """The statistic that a sentence says first of all, of which places are told behind it: 投资方面，甲市增长11.5%，乙县下降3.9%."""
    aspect = _ASPECT.match(sentence.without_periods(0, figure.start))
    return aspect["what"] if aspect and HEAD.search(aspect["what"]) else ""


def _grown_before(sentence: Sentence, figure: Figure, facts: Sequence[Fact]) -> str:
    """What grew in all, of which a place grew by so much: 工业增加值增长6%，其中|甲省增长7%."""
    parted = sentence.text.rfind("其中", 0, figure.start)
    place = sentence.place_at(figure.start)
    told = [f for f in facts if f.measure in GROWTHS and f.end <= sentence.span.start + parted]
    if len(told) != 1 or (_TRADED.search(told[0].indicator) and not REGION.fullmatch(place)):
        return ""
    whole = _OF_ALL.sub("", told[0].indicator)
    return statistic_of(whole) if _GROUP.search(whole) else whole


def _parts_named(before: Sequence[Fact], read: list[Fact], sentence: str) -> list[Fact]:
    """Facts of a sentence, of which bare parts have the statistic of the whole that the sentence before told: 铁路|货运量.

    货运量234亿吨。公路172亿吨，增长4%；水路40亿吨: the parts are in the unit of the whole and no more than it.
    """
    last = [f for f in before if f.sentence_start == before[-1].sentence_start and f.measure == "值"]
    statistic = tail_of(last[0].indicator)[1] if last else ""
    if not statistic or not (head_of(last[0].indicator)[0] or _PART.match(sentence) or _BY_PLACE.match(sentence)):
        return read
    if last[0].unit == "%" and statistic.endswith("率"):  # 不良率1.3%。其中甲、乙分别为1.1%、1.6%
        apart = _BY_PLACE.match(sentence) is not None or all(f.listed for f in read)
        alike = apart and all(f.measure == "值" and f.unit == "%" and _is_bare(f.indicator, statistic) for f in read)
        rate = (
            last[0].indicator if len(last[0].indicator) <= _LONGEST_PART else statistic_of(last[0].indicator)
        )  # 不良贷款率, whole
        return [replace(f, indicator=f.indicator + rate) for f in read] if alike else read
    unit, most = counted_in(last[0].unit), sized(last[0].value, last[0].unit)
    counted = [f for f in read if f.measure == "值" and counted_in(f.unit) == unit]
    parts = [f for f in counted if _is_bare(f.indicator, statistic)]
    bare = {f.indicator for f in parts}
    grown = bare <= {f.indicator for f in read if f.measure in GROWTHS}  # 公路172亿吨，增长4%
    divided = _PART.match(sentence) or _BY_PLACE.match(sentence)
    among = (len(parts) > 1 and grown) or (parts and divided)
    alone = sum(counted_in(f.unit) == unit and not _MEAN.match(f.indicator) for f in last) == 1
    within = _EACH_ALONE.search(statistic) or sum(sized(f.value, f.unit) for f in parts) <= most * _ROUNDED
    if not (among and alone and within) or len(parts) < len(counted):
        return read
    return [replace(f, indicator=f.indicator + statistic) if f.indicator in bare else f for f in read]


def _is_bare(indicator: str, statistic: str) -> bool:
    """Whether an indicator is the name of a thing or a place alone: 铁路, 乡村.

    Not 外地游客, who are counted, nor 债务, which is an amount, nor 风电 behind what was used.
    """
    alone = len(indicator) <= _LONGEST_PART and head_of(indicator)[1] == "" and is_nominal(indicator)
    made = _USED.search(statistic) is not None and _POWER.search(indicator) is not None
    return alone and not made and not indicator.endswith(_PEOPLE) and not _OF_MONEY.search(indicator)


def _grown_in(told: Period, facts: Sequence[Fact]) -> list[Fact]:
    """Facts of a sentence, of which what grew and has no period is of `told`, and so is what it grew to.

    Of a feast is how many came: 国庆假期…。|酒店平均入住率73.6%.
    """
    grown = {f.indicator for f in facts if f.measure == "同比" and f.period and not f.period.text}
    feast = is_feast(told)
    return [
        replace(f, period=replace(told, source="carried"))
        if (
            any(f.indicator == name or name == _MEAN.sub("", name) + f.indicator for name in grown)
            or (feast and f.measure == "值" and _AT_FEASTS.search(f.indicator + f.unit))
        )
        and f.period
        and not f.period.text
        and not _is_stock(f.indicator, f.unit)
        else f
        for f in facts
    ]


def is_feast(period: Period) -> bool:
    """Whether a period is a holiday, of which an article then speaks all along."""
    return period.kind == "range" and _FEAST.search(period.text) is not None


def _is_stock(indicator: str, unit: str) -> bool:
    return _STOCK.search(indicator) is not None and not (indicator.endswith("规模") and _FLOWS.search(unit))


def _counted_on(period: Period, known: Sequence[Period]) -> Period:
    """The day up to which stocks were told before, where the period told since, of what flows, ends with it."""
    if period.kind == "as-of":
        return period
    return next((p for p in reversed(known) if p.kind == "as-of" and p.end == period.end), period)


def _before(sentence: Sentence, figure: Figure, facts: Sequence[Fact]) -> list[str]:
    """The indicators of the last figure before a figure's clause, and of the last one before it."""
    start = sentence.span.start + sentence.clause_at(figure.start).start
    earlier = [fact for fact in facts if fact.end <= start]
    return [fact.indicator for fact in (*earlier[-1:], *facts[-1:])]


def _whole_of(read: Read, before: Sequence[Fact]) -> Fact | None:
    """What a place alone is part of: 全省快递业务量, where 甲市完成8亿件 follows; nothing where more than one was counted so."""
    counted, place = counted_in(read.figure.unit), read.subject
    if counted in ("", "%", "元") or not REGION.fullmatch(place):
        return None
    if not re.fullmatch(rf"{re.escape(place)}(?:完成|实现|达到?了?|为|有|约|近|超过?)*", read.own.strip(" ，,")):
        return None
    alike = [f for f in before if f.measure == "值" and counted_in(f.unit) == counted]
    wholes = [f for f in alike if _WHOLE.match(f.indicator)]
    statistics = {head_of(f.indicator)[1] for f in alike}
    return wholes[-1] if wholes and len(statistics) == 1 and "" not in statistics else None


def _readable(text: str, stretch: Span) -> Iterator[Span]:
    """The sentences of a stretch; one that no person would write whole is read in pieces that end with a clause."""
    for sentence in sentences(text[stretch.start : stretch.end]):
        start, end = stretch.start + sentence.start, stretch.start + sentence.end
        if ordinal := _ORDINAL.match(text, start, end):
            start = ordinal.end()
        if _nth(_DIGITS, _NO_PROSE, text, start, end):
            continue
        while (limit := _limit(text, start, end)) < end:
            cut = max(text.rfind(mark, start, limit) for mark in "，,；;、") + 1
            cut = cut if cut > start else limit
            yield Span(start, cut)
            start = cut
        yield Span(start, end)


def _limit(text: str, start: int, end: int) -> int:
    """How far a piece that starts at `start` may go: so many characters, so many numbers."""
    limit = min(end, start + _LONGEST_SENTENCE)
    beyond = _nth(_NUMBER, _MOST_NUMBERS, text, start, limit)
    return beyond.start() if beyond else limit


def _nth(pattern: re.Pattern[str], n: int, text: str, start: int, end: int) -> re.Match[str] | None:
    """The match in `text[start:end]` that comes after `n` others."""
    return next(islice(pattern.finditer(text, start, end), n, None), None)
