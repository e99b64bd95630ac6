"""What each figure of a sentence says: alone, or as one of a list."""

import re
from collections.abc import Iterator
from dataclasses import replace

from index.facts.ages import AGED, FOR_AGED, IS_AGED, IS_AGED_FIRST, OF_AGE, YEARS_OLD
from index.facts.counted import used_for
from index.facts.lists import group_of, listed
from index.facts.measure import GROWTHS, is_on_term_before, measure_of
from index.facts.owners import Owners
from index.facts.phrases import GROWTH, brought, is_nominal, subject_of, tidy
from index.facts.places import REGION
from index.facts.sentence import NOTHING, Read, Said, Sentence
from index.facts.shares import ITS_RATE, SHARE, Shares
from index.facts.sound import COUNTERS, can_be, is_nothing_after
from index.facts.things import Things
from index.facts.totals import total_of
from index.listing import head_of, tail_of
from index.periods import first_and_last_year
from index.records import Period
from index.units import counted_in

_AFTER = 12  # code points behind a figure that are looked at
_PRONOUN = re.compile(r"^(?:它的|它|其(?![他余它])|这一|该|此|当时的|那时的)(?!数字|数据|数值|指标|比例|比重)(?=.)")
_OF_SHARE, _CAME = re.compile("占|比重|份额"), re.compile("，?(?:至|到|达到?)了?(?:约|近)?")
_THEN = re.compile(
    "(?:(?:去年|上年)同[期月]|(?:较|(?<![占同环对])比(?!利时))[^，；。、的]{0,10}[期初末底前时])的(?:约|近)?$"
)
_BESIDE_AIMED = re.compile("[^，。；、0-9]{1,16}(?:、|和|以及|及)[^，。；、0-9]{0,6}")
_TURNED = re.compile(r"[由从][^，。；]{0,16}(?:转为|转|变为)")
_TURNS = re.compile("转为|转至|变为")  # 由下降0.2%|转为持平
_CAME_FROM = re.compile("[从由自]|不足")
_CAME_TO = re.compile(
    r"(?:转为|转|变为)(?:同比|环比)?(?:增长|上涨|上升|下降|下跌|回升|回落)(?:了|约|近|超过)?|(?:左右|以上|以下)?(?:稳步|快速|大幅|逐步|逐年)?(?:增长|增加|上升|上涨|提高|提升|扩大|下降|降低|减少|缩短|缩小|收窄|回落|回升|反弹|下滑|下跌|滑落|放缓|加快|增|升|降|跃升|攀升|跌|提|提速|扩|扩容|扩展|延长|上调|下调|上修|下修|调整|调|改|突破|压减|压缩|压降)?(?:到|至|为)(?:了)?(?:目前|现在|如今)?的?(?:约|近|超过|超|逾|不低于)?"
)
# （|约合420万元|）: the figure before, once more
_AGAIN_AS = re.compile(
    r"\s*[（(](?:约|折|合|即|大约|相当于|人民币|按.{1,8}计)*\s*|[^，。；\d]{0,6}[，,](?:约合|折合|约折合|合|相当于|约)人民币(?:约)?"
)
_AMONG_ALL = re.compile(r"(?:[在于]?(?:全[国省市县区球]|我[国省市]|世界|同类|行业)[^，]{0,4})?$")
_ITS_GROWTH = re.compile(rf"（?[，,]?(?:即|也就是)?(?:[增降涨跌升]幅|{GROWTH})(?:了|为|约|近|达到?)*")
_EXTREME = re.compile(
    "(?:[比较]|[自由从])[^，。；]*(?:[峰谷]值|[高低峰]点|谷底)(?:时)?的?[（(]?$"
)  # 较6月高点的|468元: what was so on one day
_THAN_TIME = re.compile(
    "[^（），；。]{0,4}（|(?:[^，。；（）0-9]{0,4}[，；])?(?:但|仍|仅|略|明显|也)*(?:[高低快慢好少多]于|[比较])"
)
_AIM_ASIDE = re.compile("（(?:年度|全年|年|计划)?(?:目标|计划|任务)(?:数|值)?(?:为|是|约)*")
_NAME_BEFORE = re.compile("[^，。；、：（）的是为有和与及]{2,12}$")
_GROWTH_OF = re.compile(
    "(?P<what>[^，。；、：（）的0-9]{2,12}?)(?P<verb>负增长|增长|下降|上涨|下跌)(?:的[^，。；、：（）0-9]{0,6}?|[，,]分别)(?:是|有|为|包括)(?:[^，。；：]*[、和及])?$"
)
_WAS = re.compile("(?:还|则|就|也)?(?:仅|只)?(?:为|是|有)")
# 某行|将青国经济增长预期|由2.1%上调: who set it is not what it is
_SET = re.compile(
    r"(?:[^，、的将后]{2,24}|[^，、将]{2,30}》[^，、将]{0,4})(?<!技术)(?<!项目)(?<!工程)将(?=[^，将]{3,}$)"
)
_SETS = re.compile("(?:预期|目标|标准)?(?:[由从至到]|[上下]调|[提调]高|[降减]低|调整|定)")
_COMPARES, _THEN_FROM = (
    re.compile("(?:^|[，。；：])[与同和较比]$"),
    re.compile("(?:相比较?|相较|比)?，?[^，。；0-9]{1,20}[由从]"),
)
_OF_TIME = re.compile("(?:同期|全年|同月|末|底)?(?:的|（|(?:数|值)?(?:为|是|：)?)(?:约|近|为)*")
_OF_AIM = re.compile("(?:左右|以上)?[”]?的(?!年度|全年|年初|既定)(?:[一-鿿]{2,6})?目标")
_EXACTLY = re.compile(r"[，,]达到?了?")  # 占比突破四成，达|43.1%
# 产量120万台（上年同期为|115万台）
_A_YEAR_BEFORE = re.compile(
    r"[^（）]{0,4}[（(](?:上年|去年)同[期月季](?:值|数)?(?:为|是|：|约|近|达到?)*|[，,]?[比较](?:上年|去年)同[期月季]的(?:约|近)?"
)
_ON_AVERAGE = re.compile(r"(?:日均|周均|月均|人均|户均|单日|每日|每月|平均每[天日月年])")
_GROWTH_OF_IT = re.compile("的(?P<what>[^，。；、的]{2,10}?)(?:增长|增速)(?![率量点极面目])")
_BROUGHT_ABOUT = re.compile("(?:(?:以|实现|保持|取得)了?年均|支撑了?(?:年均)?)(?:约|近|超过?)*$")
_IN_ALL = re.compile(r"(?P<noun>[^，。；、,;]{2,12}?)(?:里|中|当中)[，,]")
_IN = re.compile(r"^(?:在|其中)?")
_RANKED = re.compile(
    r"(?:连续.{1,4}[年月])?(?:稳|跃|位|仍|均|分别|继续|始终|升至|跃升至|上升到)*(?:居|排名|排在|排行|列|名列|位列|升至|跃至|升到)(?:于|在|至)?(?:全国|全球|世界|全省|亚洲|同类[^，]{0,6}|国内|中部|西部|东部)?[^，、]{0,4}$"
)


class Statements:
    """Says of each figure of a sentence what it measures."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence, self._reads = sentence, sentence.reads
        self._said: list[Said] = []
        self._untimed: list[int] = []  # of a year before, of which nobody says which
        self._owners = Owners(sentence, self._said)
        self._shares = Shares(self._owners)
        self._things = Things(self._owners)

    def all(self) -> list[Said]:
        """One statement a figure, in order; those of figures that say nothing by themselves have no indicator."""
        said, i = self._said, 0
        while i < len(self._reads):
            read = self._reads[i]
            passed = any(s.start <= read.figure.start < s.end for s in self._sentence.steps)
            if passed or _EXTREME.search(read.left):
                said.append(NOTHING)
                i += 1
                continue
            group = group_of(self._sentence, i)
            if self._sentence.is_base(i):
                said.append(self._base(i))
            elif len(group) == 1:
                origin = self._origin(i)
                said.append(self._single(i, origin))
                if origin and said[i].period == origin.period:
                    self._part_times(i, origin)
            else:
                said.extend(self._listed(group))
            i += len(group)
        told = self._share_aims(self._things.share_deeds(self._things.share_tail()))
        return [replace(said, indicator="") if n in self._untimed else said for n, said in enumerate(told)]

    def _part_times(self, i: int, origin: Said) -> None:
        """Give the years at which it began and ended to what came from one figure to another: 2012年至2024年，从1.2万亿元跃升至|2.7万亿元.

        Where no time tells the two apart (将从250公里提至300公里), the first says nothing.
        """
        said, ends = self._said, first_and_last_year(origin.period) if origin.period else None
        if ends:
            said[i - 1], said[i] = replace(origin, period=ends[0]), replace(said[i], period=ends[1])
        elif began := self._began(i):
            said[i - 1] = replace(origin, period=began)
        else:
            said[i - 1] = replace(origin, indicator="")

    def _began(self, i: int) -> Period | None:
        """When what came from one figure to another was at the first: 与2021年相比，由9家增加到38家."""
        text, start = self._sentence.text, self._reads[i - 1].figure.start
        last = next((m for m in reversed(self._sentence.mentions) if m.end <= start), None)
        compared = last is not None and last.period.kind == "year" and _COMPARES.search(text[: last.start]) is not None
        return last.period if compared and last and _THEN_FROM.fullmatch(text, last.end, start) else None

    def _share_aims(self, said: list[Said]) -> list[Said]:
        """Make aims of all that a list is to bring: 将实施80项|甲和|60项|乙."""
        for i in range(1, len(said)):
            aimed = said[i - 1].measure == "目标" and said[i].measure == "值" and said[i].period == said[i - 1].period
            if aimed and _BESIDE_AIMED.fullmatch(self._sentence.between(i - 1)):
                said[i] = replace(said[i], measure="目标")
        return said

    def _base(self, i: int) -> Said:
        """How many there are in all, where a clause says only that: 在41个|行业中，有24个…."""
        read, base = self._reads[i], _IN_ALL.match(self._sentence.between(i))
        if base is None or counted_in(read.figure.unit) not in COUNTERS or not is_nominal(base["noun"]):
            return NOTHING
        before = _IN.sub("", read.own).strip(" ，,的")
        return Said(
            tidy(f"{before}的{base['noun']}" if before else base["noun"]), "值", self._period(read), "",
            place=self._sentence.place_at(read.figure.start),
        )  # fmt: skip

    def _listed(self, group: list[int]) -> list[Said]:
        named_by = listed(self._sentence, group, self._said, self._owners.inherited(group[0]))
        if named_by is None:
            return [NOTHING] * len(group)  # a figure of unknown owner is no fact
        named = [self._in_full(said, self._reads[group[0]].figure.start) for said in named_by]
        if any(s.measure != "值" or not REGION.fullmatch(s.indicator) for s in named):
            return named
        headed = zip(group, named, strict=True)
        named = [replace(said, indicator=said.indicator + self._owners.heading(i)) for i, said in headed]
        return [replace(said, measure="同比") if ITS_RATE.search(said.indicator) else said for said in named]

    def _in_full(self, said: Said, start: int) -> Said:
        """A member of a list, or people of an age, named in full: 甲|增长3%, where 甲、乙产量 were told before."""
        told = [s for s in reversed(self._said) if s.indicator]
        if AGED.fullmatch(said.indicator):
            whose = next((aged["whose"] for s in told if (aged := OF_AGE.search(s.indicator))), "")
            return replace(said, indicator=said.indicator + whose)
        if not said.indicator or said.measure == "值":  # 甲县|120家
            return said
        at = max((r.figure.end for r, s in zip(self._reads, self._said, strict=False) if s.listed), default=0)
        between = self._sentence.without_periods(at, start).split("，")[:-1]
        if any(head_of(re.sub("(?:方面|上|中)$", "", part))[1] for part in between):
            return said  # 出口方面，甲|增长3%
        members = (s.indicator.removeprefix("对") for s in told if s.listed)
        whole = (name for name in members if head_of(name)[1] and head_of(name)[0] == said.indicator)
        return replace(said, indicator=next(whole, said.indicator))

    def _single(self, i: int, origin: Said | None) -> Said:
        read = self._reads[i]
        if read.left.endswith("（") and not read.subject:
            return self._named_before(i)
        if i and self._grows_beside(i):
            return NOTHING
        if self._is_of_no_time(read):
            self._untimed.append(i)
        said = self._in_full(self._alone(i, origin), read.figure.start)
        said = self._of_age(i, said)
        before = self._said[-1].indicator if i else ""
        if said.measure == "值" and read.figure.unit == "%" and ITS_RATE.search(said.indicator):
            said = replace(said, measure="同比")  # 降幅由一季度的2.6%、二季度的|1.5%收窄
        follows = self._sentence.text[read.figure.end : read.figure.end + 8]
        sure = origin or self._a_year_before(i) or self._aimed_aside(i)
        return said if sure or can_be(read, said, follows, before, self._owners.inherited(i)) else NOTHING

    def _alone(self, i: int, origin: Said | None) -> Said:
        read = self._reads[i]
        measure = "环比" if self._is_rate_of_change(i) else measure_of(read, self._sentence)
        place = self._sentence.place_at(read.figure.start)
        over = self._sentence.growth_period(read.figure) if measure == "同比" else None
        predicate = self._sentence.since_year(read) or read.predicate
        said = Said("", measure, over or self._period(read), predicate, place=place)
        if origin:
            return replace(
                said, indicator=origin.indicator, measure="目标" if said.measure == "目标" else origin.measure
            )
        if again := self._again(i):
            return again
        if (together := total_of(self._reads, self._said, i)) is not None:
            return replace(said, indicator=together)
        if (
            share := self._shares.times(i, said)
            or self._shares.done_of_plan(i, said)
            or self._shares.that_share(i, said)
        ):
            return share
        for indicator, measure in self._otherwise(i, said.measure):
            if indicator:
                return replace(said, indicator=tidy(indicator), measure=measure, predicate="")
        return self._of_subject(i, said)

    def _of_subject(self, i: int, said: Said) -> Said:
        """A figure of what stands before it in its clause, or of what was told before that."""
        read = self._reads[i]
        if done := self._things.done_of_them(i):
            return replace(said, indicator=done, predicate="")
        subject = brought(_PRONOUN.sub("", self._things.behind_all(i)))
        subject = self._owners.of_cars(i, subject)
        subject = self._without_setter(subject, read.predicate)
        if said.measure == "名次":
            return self._ranked(i, said)
        if self._shares.is_share_of_base(i):
            return replace(said, indicator=self._shares.base_owner(i), measure="占比")
        if of := SHARE.match(subject):
            return self._shares.share(i, said, of)
        owned = self._said[i - 1].indicator if self._shares.is_of_share(i, subject) else self._owners.owned(i, subject)
        return replace(said, indicator=tidy(owned if subject else self._on_average(read, owned)))

    def _without_setter(self, subject: str, predicate: str) -> str:
        """What is set without who sets it, where it says of what it is: not 某行将|利率."""
        what = _SET.sub("", subject) if _SETS.match(predicate) else subject
        return what if head_of(what)[0] else subject

    def _of_age(self, i: int, said: Said) -> Said:
        """What is so much for people of an age: 高龄津贴80至89周岁每人60元，90至99周岁|200元; an age alone says nothing then."""
        read, behind = self._reads[i], self._sentence.between(i)
        if read.figure.unit in YEARS_OLD and FOR_AGED.fullmatch(behind) and i + 1 < len(self._reads):
            return NOTHING
        money = said.measure == "值" and "元" in read.figure.unit
        aged = IS_AGED.search(self._sentence.text, read.clause.start, read.figure.start) if money else None
        if aged is None:
            return said
        told = (s.indicator for s in reversed(self._said) if s.indicator)
        of = subject_of(self._sentence.without_periods(read.clause.start, aged.start()))[0]
        of = of if len(of) > 1 else IS_AGED_FIRST.sub("", next(told, ""))
        return (
            said
            if not of or IS_AGED_FIRST.search(of) or re.search(r"\d", of)
            else replace(said, indicator=aged["age"] + of)
        )

    def _grows_beside(self, i: int) -> bool:
        """Whether growth stands beside growth and nobody says of what: 发运315列25968标箱，同比增长202.88%、|202.80%."""
        rates = self._reads[i].figure.unit == self._reads[i - 1].figure.unit == "%"
        return (
            rates
            and self._sentence.between(i - 1).strip() in tuple("、和与及")
            and self._said[i - 1].measure in GROWTHS
        )

    def _is_of_no_time(self, read: Read) -> bool:
        """Whether a figure is of an earlier time, of which nobody says which: 低于去年同期的|3.6元, 较高峰时的|30万人."""
        then = _THEN.search(self._sentence.text, read.clause.start, read.figure.start)
        return then is not None and not any(then.start() <= m.start < then.end() for m in self._sentence.mentions)

    def _named_before(self, i: int) -> Said:
        """A figure that brackets add to a name: 收入负增长的是甲县（|-4.7%）、乙县（|-2.1%）; nothing where it is not told of what.

        It may also be what the figure before says once more, or of another time.
        """
        if told := self._again(i):
            return told
        read, text = self._reads[i], self._sentence.text[: self._reads[i].figure.start - 1]
        name = _NAME_BEFORE.search(text)
        grown = _GROWTH_OF.search(text[: name.start()]) if name else None
        if name is None or grown is None or read.figure.unit != "%" or not is_nominal(name[0]):
            return NOTHING
        statistic = tail_of(grown["what"])[1] or grown["what"]
        place = name[0] if REGION.fullmatch(name[0]) else self._sentence.place_at(read.figure.start)
        return Said(name[0] + statistic, "同比", self._period(read), grown["verb"], place=place)

    def _is_rate_of_change(self, i: int) -> bool:
        """Whether a percentage says how much the amount is that came on top of the term before: 较上周下跌0.25元，|跌幅1.8%."""
        ratio = self._reads[i].figure.unit == "%"
        if (
            not (ratio and i)
            or self._said[-1].measure != "变动"
            or not _ITS_GROWTH.fullmatch(self._sentence.between(i - 1))
        ):
            return False
        return is_on_term_before(self._reads[i - 1], self._sentence, whole=True)

    def _again(self, i: int) -> Said | None:
        """What the figure before says, told once more: in another unit, more exactly, or of a year before."""
        before, between = (self._said[-1], self._sentence.between(i - 1)) if i else (NOTHING, "")
        if before.indicator and _AGAIN_AS.fullmatch(between):
            return before
        if before.measure in GROWTHS and self._reads[i].figure.unit == "%":
            read = self._reads[i]
            timed = any(self._reads[i - 1].figure.end <= m.start < read.figure.start for m in self._sentence.mentions)
            if timed and _WAS.fullmatch(read.own.strip(" ，,；的当月")):  # 7月降幅为4.4%，8月当月为|1.9%; 上半年是|1.1%
                return replace(before, period=self._period(read))
        if before.measure == "占比" and self._is_exact(i) and _EXACTLY.fullmatch(between):
            return replace(before, predicate="达")
        return self._aimed_aside(i) or self._a_year_before(i) or self._came_to(i)

    def _came_to(self, i: int) -> Said | None:
        """What the share of which the change was told came to: 占外贸比重提升2.2个百分点至|34.2%."""
        before = self._said[-1] if i else NOTHING
        share = before.measure == "变动" and _OF_SHARE.search(before.indicator) is not None
        if not share or self._reads[i].figure.unit != "%" or not _CAME.fullmatch(self._sentence.between(i - 1)):
            return None
        return replace(before, measure="占比", predicate=self._reads[i].predicate)

    def _is_exact(self, i: int) -> bool:
        """Whether a percentage says, at the end of its clause, what the tenths before it only say roughly."""
        figure = self._reads[i].figure
        closed = self._sentence.text[figure.end : figure.end + 1] in ("", *"，。；、）")
        return figure.unit == "%" and closed and self._reads[i - 1].figure.unit == "成"

    def _a_year_before(self, i: int) -> Said | None:
        """What the figure before says, told in brackets behind it, or behind its growth, for a year before."""
        figure = self._reads[i].figure
        between = self._sentence.between(i - 1) if i else ""
        if not i or not (_A_YEAR_BEFORE.fullmatch(between) or self._is_base_told(i, between)):
            return None
        unit, end = _whole_unit(figure.unit), self._reads[i - 1].figure.end
        then = next((m.period for m in self._sentence.mentions if end <= m.start < figure.start), None)
        told = zip(self._said[::-1], self._reads[i - 1 :: -1], strict=True)
        of = next((s for s, r in told if _whole_unit(r.figure.unit) == unit and s.measure != "变动"), None)
        return replace(of, period=then, predicate="") if of and of.indicator and then else None

    def _is_base_told(self, i: int, between: str) -> bool:
        """Whether a figure is what another is compared with, said with its time: 增长6.4%，仅低于3月份的|6.8%; 比2020年（|23.1%）."""
        last = next((m for m in reversed(self._sentence.mentions) if m.end <= self._reads[i].figure.start), None)
        floor = self._reads[i - 1].figure.end
        if (
            last is None
            or last.start < floor
            or not _OF_TIME.fullmatch(self._sentence.text, last.end, self._reads[i].figure.start)
        ):
            return False
        return _THAN_TIME.fullmatch(between[: last.start - floor]) is not None

    def _aimed_aside(self, i: int) -> Said | None:
        """What was aimed at, told in brackets behind what there is: 新增学位4860个（目标|4500个）."""
        if not i or not _AIM_ASIDE.fullmatch(self._sentence.between(i - 1)):
            return None
        before, unit = self._said[-1], counted_in(self._reads[i].figure.unit)
        alike = before.indicator and counted_in(self._reads[i - 1].figure.unit) == unit
        return replace(before, measure="目标", predicate="") if alike else None

    def _ranked(self, i: int, said: Said) -> Said:
        """What has a place in an order: 总量|居全国|第13位."""
        read, sentence = self._reads[i], self._sentence
        own = read.own
        subject = _RANKED.sub("", own).strip(" ，,")
        if i and sentence.is_base(i - 1):  # 总量在全省14个市州中居|第3位
            subject = _RANKED.sub(
                "", _AMONG_ALL.sub("", sentence.without_periods(read.clause.start, self._reads[i - 1].figure.start))
            )
            return replace(said, indicator=tidy(self._owners.owned(i, subject.strip(" ，,"))), predicate="居")
        return replace(said, indicator=tidy(self._owners.owned(i, subject)), predicate=own[len(subject) :])

    def _on_average(self, read: Read, owned: str) -> str:
        """What a figure without a subject is of, a mean of what was counted before in its unit: 快递业务量31亿件，单票收入7元，日均|1166万件."""
        mean = _ON_AVERAGE.search(read.own)
        if mean is None:  # 涨幅4.2%，同比跌|1.8%: of the price
            return ITS_RATE.sub("", owned) if "比" in read.predicate else owned
        unit, told = counted_in(read.figure.unit), zip(self._said, self._reads, strict=False)
        alike = [s.indicator for s, r in told if s.measure == "值" and counted_in(r.figure.unit) == unit]
        owned = alike[-1] if alike else owned
        return owned if mean[0] in owned else mean[0] + owned

    def _period(self, read: Read) -> Period | None:
        """The period of a figure; 由11月份下降转为增长3% is of the period said before 由."""
        turned = _TURNED.search(read.left)
        if turned is None:
            return self._sentence.period_of(read.figure)
        return self._sentence.period_at(read.figure.start - len(read.left) + turned.start())

    def _origin(self, i: int) -> Said | None:
        """What the figure before says, where this one is what it came to: 由不足1%|上升到目前的5%."""
        if not i or not self._said[i - 1].indicator or self._said[i - 1].measure == "变动":
            return None
        before, figure = self._reads[i - 1], self._reads[i].figure
        if not _CAME_FROM.search(before.own) or counted_in(before.figure.unit) != counted_in(figure.unit):
            return None
        since = self._sentence.without_periods(before.figure.end, figure.start)
        return self._said[i - 1] if _CAME_TO.fullmatch(since) else None

    def _otherwise(self, i: int, measure: str) -> Iterator[tuple[str, str]]:
        """Indicators that do not stand before the figure, with their measure; empty ones say nothing."""
        read, sentence = self._reads[i], self._sentence
        share = "占比" if read.figure.unit in ("%", "成") and measure == "值" else measure
        after = sentence.text[read.figure.end : read.figure.end + _AFTER]
        if is_nothing_after(after, read.figure.unit) or _TURNS.match(after):
            return
        levied = "值" if read.own.rstrip("了约").endswith(("征收", "加征", "课征")) else share  # 加征|30%的关税
        if grown := self._growth_of_it(read):
            yield grown, "同比"
        yield self._shares.of_part(i), "目标" if _OF_AIM.match(after) else levied
        yield used_for(sentence, read), measure
        yield self._things.suffered(read), measure
        yield self._things.every(read), measure
        yield self._things.there(i), measure
        yield self._shares.does_so(i), share
        yield self._things.aimed(i), "目标"
        yield self._things.is_noun(i), "占比" if read.figure.unit in ("%", "成") else measure
        aimed = read.figure.unit not in COUNTERS and re.match(r"[^，。；]{0,4}目标", after)
        yield self._things.counted(i), "目标" if aimed else measure

    def _growth_of_it(self, read: Read) -> str:
        """What grew by a percentage that somebody brought about: 支撑了年均5.7%的|工业经济|增长."""
        brought_about = read.figure.unit == "%" and _BROUGHT_ABOUT.search(read.own)
        grown = _GROWTH_OF_IT.match(self._sentence.text, read.figure.end) if brought_about else None
        return grown["what"] if grown else ""


def _whole_unit(unit: str) -> str:
    """What a unit counts, whatever it is per: 元 of 元/公斤, whose 元 a clause may go on with."""
    return counted_in(unit).partition("/")[0]
