"""Lists of figures with as many owners: `A、B产量分别增长x、y`, `A产量3吨，B产量5吨，同比分别增长x、y`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from index.facts.measure import GROWTHS, RATED_IN, measure_of
from index.facts.phrases import DEPENDENT, GROWTH, is_nominal, named, noun_start, subject_of, tidy
from index.facts.places import REGION, place_in
from index.facts.sentence import NOTHING, Read, Said, Sentence
from index.listing import HEAD, TWO_IN_ONE, head_of, split_items, statistic_of, tail_of
from index.periods import is_comparison
from index.records import Period, PeriodMention
from index.tags import is_verb, tagged
from index.units import counted_in

_EACH = re.compile(r"分别|依次|各(?=为|达|增|是|占)")
_DEED = re.compile(
    "分别(?:累计|共|已)*(?P<deed>(?!完成|实现|达到|上调|下调|调整|增加|减少|贡献|占|保持|超过|突破)[一-鿿]{2})(?:了)?"
)
_WITHIN = re.compile(
    r"(?:^|[，。；：])(?P<whole>[^，。；：、]{2,14}?)(?:中|当中|里)，$"
)  # 境外收入中，|甲洲、乙洲分别为…
_ONLY_BRINGS = re.compile("完成|实现|达到|占到?|超过|突破|保持|贡献|增加|减少|成为|出现")
_LONGEST_LIST = 12  # figures
_SHARE = re.compile(r"^(?P<what>.*?)(?:分别)?占(?!比|有[率量]|用|地)(?P<base>.*)$")
_COMPARED_END = re.compile("(?<=..)(?:较|(?<![同环占])比)(?:累计)?$")  # 汽油、柴油|较(去年底)累计分别下跌
_FIRST_OF = re.compile("前[两二三四五](?:者|项|个|类|种|位|大)(?P<tail>.*)")
_COUNTED = re.compile(r"\d[万亿]?(?:[%％个家套户件台辆吨元人]|平方米)")
_SO_MANY = re.compile("(?:这|上述|以上|其)?[两二三四五六七八](?:者|类|项|种|个(?:产品|品种|行业|领域|地区))")
_RANKED_FIRST = re.compile("(?<=..)(?:分别)?(?:位列|位居|排名|[居列排])前[一二两三四五六七八九十]{1,2}[位名]?[，,]?$")
_OTHERS = re.compile(r"(?:另外?|其[余他])的?[两二三四五六七八九](?:项|个|者|种|类|家|大类|[省市县区])")
_MOST = re.compile(r"(?P<of>[^，、]{2,16}?)最[大高多长低少小短]的")
_GROWN = re.compile(rf"(?:[多少][增减]|{GROWTH})(?!率|速|幅|值)")
_ONLY_GROWTH = re.compile(
    r"(?:[与同和]?相比(?:较)?|(?:上|下)?调整?后|目前|按可比(?:口径|价格?)(?:计算)?|同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?|同口径|且|并|均|也|又|，|,|\s)*"
)
_THEN = "(?:上年|去年|今年|本年|前年|20[0-9]{2}年)?(?:同期|[上前]一?个?[月季周旬][度末]?|第?[一二三四]季度末?|[上下]半年|[0-9]{1,2}月[份末]?|年[初末底]|上年|去年)末?"
_EACH_AGAINST = re.compile(
    rf"分别[比较](?P<bases>{_THEN}(?:[、和与及]{_THEN})+)(?=[^，；、]{{1,6}}$)"
)  # 增速分别比上月末和上年同期|低
_AGAINST = re.compile(rf"[，,]?(?:比|较)(?P<bases>{_THEN}(?:[、和与及]{_THEN})+)")  # 比上季度、上年同期


def group_of(sentence: Sentence, i: int) -> list[int]:
    """Positions of the figures that stand together from `i` on and have an owner each: `22%、30%和25%`."""
    figures = sentence.figures
    group = [i]
    while len(group) < _LONGEST_LIST and group[-1] + 1 < len(figures) and sentence.beside[group[-1]]:
        group.append(group[-1] + 1)
    if len(group) == 1 or _EACH.search(sentence.text[: figures[i].start]) or "respectively" in sentence.text:
        return group
    return group if _is_list(sentence, i, len(group)) else [i]


def _is_list(sentence: Sentence, i: int, count: int) -> bool:
    """Whether figures side by side have owners side by side though nobody says 分别: 客流、车流累计600万人次和115万辆次."""
    read = sentence.reads[i]
    if not read.subject and _are_told_before(sentence, i, count):
        return True
    if not read.subject and i >= count and sentence.beside[i - count]:  # 产销完成A和B，同比增长|x和y
        return count == len("产销") and TWO_IN_ONE.search(sentence.reads[i - count].subject) is not None
    units = {counted_in(f.unit) for f in sentence.figures[i : i + count]}
    two = (
        count == 2 and len(units) == 1 and TWO_IN_ONE.search(read.subject) is not None
    )  # 汽车产销累计完成32万辆和31万辆
    if not two and not re.search("[、和与及]", read.subject):
        return False
    return (two or len(units) == count) and split_items(read.subject, count) is not None


def _are_told_before(sentence: Sentence, i: int, count: int) -> bool:
    """Whether growth side by side is of as many levels told one after the other: 货物2亿吨，集装箱400万箱，同比增长|4.6%和10.3%."""
    before = sentence.reads[i - count : i] if i >= count else []
    others = sentence.reads[i - count - 1] if i > count else None
    alike = all(r.figure.unit == "%" for r in sentence.reads[i : i + count])
    levels = all(
        len(r.subject) > 1 and r.figure.unit not in RATED_IN and not _GROWN.search(r.predicate) for r in before
    )
    alone = others is None or others.figure.unit in RATED_IN
    return (
        len(before) == count and alike and levels and alone and _GROWN.search(sentence.reads[i].predicate) is not None
    )


def listed(sentence: Sentence, group: list[int], said: Sequence[Said], inherited: str) -> list[Said] | None:
    """Read a list.

    Args:
        sentence: The sentence.
        group: Positions of the list's figures.
        said: What the figures before them say.
        inherited: The subject said before, for a list that has none: that of a list of periods.

    Returns:
        One statement a figure, or None where the owners cannot be told apart.
    """
    return _List(sentence, group, said, inherited).statements()


class _List:
    """One list of figures."""

    def __init__(self, sentence: Sentence, group: list[int], said: Sequence[Said], inherited: str) -> None:
        self._sentence, self._said, self._inherited = sentence, said, inherited
        self._first: Read = sentence.reads[group[0]]
        self._count, self._group = len(group), group
        start = self._first.figure.start
        self._position = max((m.start() for m in _EACH.finditer(sentence.text, 0, start)), default=start)
        self._position = self._position if self._position >= self._floor(start) else start
        self._clause_start = self._start_of_clause()

    def statements(self) -> list[Said] | None:
        """One statement a figure."""
        sentence, first = self._sentence, self._first
        if against := self._against():
            return against
        begin = self._clause_start
        if self._position == first.figure.start:  # 分别由1%、2%|提高到3%、4%
            begin = max(begin, self._floor(self._position))
        own = _COMPARED_END.sub("", sentence.without_periods(begin, self._position).strip(" ，,"))
        spread = self._spread_periods()
        if spread is not None:
            indicators: list[str] | None = [self._of_periods(own)] * self._count
            periods = spread
        else:
            indicators, periods = self._owners(own), [sentence.period_of(first.figure)] * self._count
        if indicators is None:
            return None
        tail, measure = self._tail(), measure_of(first, sentence)
        predicate = sentence.since_year(first) or _EACH.sub("", first.predicate)
        place = sentence.place_at(self._clause_start)
        named = map(tidy, indicators)
        names = [name if name.endswith(tail) else name + tail for name in named]
        grown = _GROWN.search(predicate) is not None
        measures = [_in_unit(measure, sentence.figures[n].unit) if grown else measure for n in self._group]
        return [
            NOTHING if said is None else Said(name, by, period, said, True, place_in(name, place) or place)
            for name, by, period, said in zip(names, measures, periods, self._predicates(predicate), strict=True)
        ]

    def _against(self) -> list[Said]:
        """One thing, compared with several times: 比一季度、上年同期分别|回落0.1个和0.2个百分点; empty for any other list."""
        sentence = self._sentence
        end = self._first.figure.start
        said = _AGAINST.fullmatch(sentence.text, self._clause_start, self._position)
        said = said or _EACH_AGAINST.search(sentence.text, self._clause_start, end)
        bases = re.split("[、和与及]", said["bases"]) if said else []
        if len(bases) != self._count or not self._inherited:
            return []
        told = said.end("bases") if said else 0  # of its text, or behind the start of the clause
        verb = _EACH.sub("", sentence.text[max(self._position, told) : end])
        measure, name = measure_of(self._first, sentence), tidy(self._inherited)
        period, place = sentence.period_at(self._clause_start), sentence.place_at(self._clause_start)
        return [Said(name, _measure_on(base, measure), period, f"比{base}{verb}", True, place) for base in bases]

    def _predicates(self, first: str) -> list[str | None]:
        """What is said of each member: as of the first, but for growth that has a verb of its own: 增长6%和|下降9%.

        None of a member that has one where the first has none: 增长率分别为6%和下降9%.
        """
        said, last = list[str | None]([first]), first
        for i in self._group[1:]:
            own = _GROWN.search(self._sentence.reads[i].since)
            last = _GROWN.sub(own[0], last) if own else last
            said.append(None if own and not _GROWN.search(first) else last)
        return said

    def _of_periods(self, own: str) -> str:
        """What the figures of several periods are of: 中秋和国庆假期，全省分别|接待游客3万人次和5万人次."""
        subject = "" if _ONLY_GROWTH.fullmatch(own) else subject_of(own)[0]
        brings = subject_of(_EACH.sub("", self._sentence.text[self._position : self._first.figure.start]))[0]
        if not brings or HEAD.search(subject) or HEAD.fullmatch(brings):
            return subject or self._inherited
        return subject + brings

    def _floor(self, position: int) -> int:
        """The end of the figure before the list; a 分别 before that belongs to another list."""
        return max(
            (f.end for f in self._sentence.figures if f.end <= position and f is not self._first.figure), default=0
        )

    def _start_of_clause(self) -> int:
        text, clauses = self._sentence.text, self._sentence.clauses
        start = max((c.start for c in clauses if c.start <= self._position), default=0)
        while re.match(r"以及|和|及|与", text[start:]) and start:
            start = max((c.start for c in clauses if c.start < start), default=0)
        return start

    def _tail(self) -> str:
        """What stands between 分别 and the figures and is a part of each indicator: 占全国, 进出口."""
        between = self._sentence.text[self._position : self._first.figure.start]
        share = _SHARE.match(between)
        if share and share["base"]:
            return "占" + subject_of(share["base"])[0]
        name = subject_of(_EACH.sub("", between))[0]
        deed = _DEED.fullmatch(between)
        if deed and is_verb(deed["deed"]) and not _GROWN.search(between):  # 甲、乙两区分别|完工|41个、33个
            return deed["deed"]
        if _done_to(name):
            return name  # 甲、乙铁路分别|发送旅客|2万人次和3万人次
        name = re.sub("^(?:完成|实现|取得|达成)", "", name)  # 分别|实现收入|3亿元、2亿元
        return name if HEAD.fullmatch(name) else ""  # 对甲国、乙国分别|进出口|4.7万亿元、…

    def _owners(self, own: str) -> list[str] | None:
        stem = subject_of(own, keep_list=True)[0]
        bare = not stem or _ONLY_GROWTH.fullmatch(stem) is not None
        if bare or DEPENDENT.match(stem):
            earlier = self._earlier()
            if earlier:
                return [e + ("" if bare or stem in e else stem) for e in earlier]
        if stem and statistic_of(stem) == stem and (earlier := self._earlier()):
            owners = [e.removesuffix(statistic_of(e)) for e in earlier]  # 甲、乙产量分别为3万吨、2万吨，|出口|分别为…
            return [owner + stem for owner in owners] if all(owners) else None
        if _SO_MANY.fullmatch(stem) and (named := self._in_brackets()):
            return named
        if first := _FIRST_OF.fullmatch(stem):
            return self._first_members(first["tail"])
        if _OTHERS.fullmatch(stem) and (others := self._others()):
            return others
        items = split_items(stem, self._count) if stem else None
        if items and not any(HEAD.search(item) for item in items):
            most = _MOST.match(stem) if len("".join(items)) < len(stem) - 2 else None  # 种植面积最大的|甲、乙两市
            statistic = most["of"] if most and HEAD.search(most["of"]) else self._statistic_before()
            statistic = statistic or self._statistic_of_place(items) or self._statistic_within(items)
            return [item + statistic for item in items]
        return items or self._over_clauses(stem) or self._items_before("" if bare else stem)

    def _statistic_before(self) -> str:
        """The statistic that parts leave out: 主要行业的固定资产投资均增长，其中|甲业、乙业分别增长…."""
        sentence = self._sentence
        before = [c for c in sentence.clauses if c.end <= self._clause_start]
        if before and sentence.text[before[-1].start : before[-1].end].startswith("其中"):
            before.pop()
        elif not sentence.text.startswith("其中", self._clause_start):
            return ""
        told = (subject_of(named(sentence.without_periods(c.start, c.end)))[0] for c in reversed(before))
        return next((statistic for said in told if (statistic := statistic_of(said))), "")

    def _statistic_within(self, items: Sequence[str]) -> str:
        """The statistic of which parts are told: 境外收入中，甲洲、乙洲分别|为4亿元、2亿元; in the list before: 甲、乙投资分别增长3%、2%，丙、丁分别|下降1%、2%."""
        if self._tail():  # 出口中，甲、乙分别|出口|3亿元、2亿元
            return ""
        within = _WITHIN.search(self._sentence.text[: self._clause_start])
        if within and head_of(within["whole"])[1]:
            return within["whole"]
        before = list(takewhile(lambda s: s.listed, reversed(self._said)))
        told = self._sentence.reads[self._group[0] - 1].figure.unit if self._group[0] else ""
        alike = counted_in(told) == counted_in(self._first.figure.unit)
        alike = alike and {s.measure for s in before} == {measure_of(self._first, self._sentence)}
        goes_on = self._first.figure.unit in RATED_IN or self._sentence.between(self._group[0] - 1).startswith("；")
        statistics = {tail_of(s.indicator) for s in before}
        kinds = {_kind_of(stem) for stem, _ in statistics} | set(map(_kind_of, items))
        shared = {statistic for _, statistic in statistics}
        return shared.pop() if alike and goes_on and len(shared) == len(kinds) == 1 and "" not in kinds else ""

    def _statistic_of_place(self, items: list[str]) -> str:
        """What places leave out that the one before them had: 甲县新增学位9800个，|乙县、丙县分别新增…."""
        if not all(REGION.fullmatch(item) for item in items):
            return ""
        unit = counted_in(self._first.figure.unit)
        told = zip(self._said, self._sentence.reads, strict=False)
        alike = [s.indicator for s, r in told if s.measure == "值" and counted_in(r.figure.unit) == unit]
        place = REGION.match(alike[-1]) if alike else None
        return alike[-1][place.end() :] if place else ""

    def _earlier(self) -> list[str] | None:
        """The indicators of as many figures before: of a list, or of levels one after the other."""
        last = [s for s in self._said if s.indicator][-self._count :]
        names = [s.indicator for s in last]
        if len(last) < self._count:
            return None
        one = len({s.measure for s in last}) == 1 and last[0].measure in ("值", *GROWTHS)
        if all(s.listed for s in last) or (len({*names}) == self._count and one):
            return names
        return None

    def _first_members(self, tail: str) -> list[str] | None:
        """The first of the last list, where it had more: 甲、乙、丙分别…，前两项|占工业的比重分别…."""
        last = max((n for n, s in enumerate(self._said, start=1) if s.listed), default=0)
        members = list(dict.fromkeys(s.indicator for s in self._said[:last] if s.listed))
        return [name + tail for name in members[: self._count]] if len(members) >= self._count else None

    def _in_brackets(self) -> list[str] | None:
        """The members that brackets name before: “新三样”（甲、乙、丙）合计3亿元，|三者分别…."""
        held = re.findall("（([^（）]+)）", self._sentence.text[: self._clause_start])
        return next((items for inside in reversed(held) if (items := split_items(inside, self._count))), None)

    def _others(self) -> list[str] | None:
        """The members of the list before of which nothing was said since: 甲、乙、丙分别…，其中乙下降3%，另外两项分别…."""
        said = list(self._said)
        last = max((n for n, s in enumerate(said, start=1) if s.listed), default=0)
        since = [s.indicator for s in said[last:] if s.indicator]
        members = [s.indicator for s in said[:last] if s.listed]
        left = [name for name in members if not any(name in other or other in name for other in since)]
        return left if len(left) == self._count else None

    def _spread_periods(self) -> list[Period | None] | None:
        """The periods that are the list, where they are as many as its figures and stand side by side."""
        sentence, start = self._sentence, self._first.figure.start
        before = [m for m in sentence.mentions if m.end <= start and not is_comparison(sentence.text, m)]
        said = list[PeriodMention]()
        for m in before:  # 9月25日至27日|中秋假期 are one
            if said and said[-1].end == m.start:
                said[-1] = replace(said[-1], end=m.end)
            else:
                said.append(m)
        named = said[-self._count :]
        if len(named) < self._count or not self._coordinated(named):
            return None
        return [m.period for m in named]

    def _over_clauses(self, stem: str) -> list[str] | None:
        """Items that commas part, as 和 is within them: 软件和信息服务业，租赁和商务服务业，住宿和餐饮业|增加值分别…."""
        own, statistic = tail_of(stem)
        sentence = self._sentence
        before = [c for c in sentence.clauses if c.end <= self._clause_start][-(self._count - 1) :]
        told = [sentence.without_periods(c.start, c.end).strip(" ，,").removeprefix("其中") for c in before]
        told = [one.strip(" ，,：") for one in told]
        if not statistic or not own or len(told) < self._count - 1 or any(map(sentence.figures_in, before)):
            return None
        alike = all(len(one) > 1 and one[-1] == own[-1] for one in told)
        return [*(one + statistic for one in told), stem] if alike else None

    def _items_before(self, stem: str) -> list[str] | None:
        """Items named in an earlier clause: `A、B“量质齐升”，增加值占…分别达到x和y`."""
        sentence = self._sentence
        for clause in reversed([c for c in sentence.clauses if c.start < self._clause_start]):
            phrase = sentence.without_periods(clause.start, min(clause.end, self._clause_start)).rstrip("，,；; ")
            phrase = _RANKED_FIRST.sub("", re.sub(r"(?<=..)“[^”]{1,12}”$", "", phrase))
            for candidate in (phrase, subject_of(phrase, keep_list=True)[0], noun_start(phrase)):
                items = split_items(candidate, self._count)
                if items and not any(map(_COUNTED.search, items)):
                    return [item + stem if stem and not HEAD.search(item) else item for item in items]
        return None

    def _coordinated(self, spread: list[PeriodMention]) -> bool:
        return all(
            re.fullmatch(r"\s*(?:、|和|与|及|以及|,|and)\s*", self._sentence.text[a.end : b.start])
            for a, b in pairwise(spread)
        )


def _done_to(name: str) -> bool:
    """Whether a tail says what is done with what: 发送旅客, 接待游客; not 完成投资, 增加值."""
    words = tagged(name)
    verb = words[0][0] if words and words[0][1] == "v" else ""
    bare = len(verb) > 1 and not _GROWN.match(name) and not _ONLY_BRINGS.fullmatch(verb)
    return bare and is_nominal(name[len(verb) :])


def _in_unit(measure: str, unit: str) -> str:
    """The measure of a figure of a list: 分别同比增长1倍和|35.5% is growth, and 1倍 is a multiple."""
    grows = measure in ("同比", "倍数") and unit in ("%", "倍")
    return measure if not grows else "倍数" if unit == "倍" else "同比"


def _kind_of(item: str) -> str:
    """Whether a member of a list is a region or a thing; nothing for what is a statistic or a name by itself: 出口, CPI."""
    if not item or HEAD.search(item) or item.isascii():
        return ""
    return "region" if REGION.fullmatch(item) else "thing"


def _measure_on(base: str, measure: str) -> str:
    """The measure of growth on a time before: 同比 on 上年同期, 环比 on 上月."""
    return measure if measure not in GROWTHS else "同比" if "年" in base or "同期" in base else "环比"
