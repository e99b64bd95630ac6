"""What each figure of a sentence says: alone, or as one of a list."""

import re
from collections.abc import Iterator
from dataclasses import replace

from index.facts.counted import counted, part_of, used_for
from index.facts.deeds import deed
from index.facts.lists import group_of, listed
from index.facts.measure import GREW_BY, GROWTHS, is_on_term_before, measure_of
from index.facts.owners import Owners
from index.facts.phrases import GROWTH, brought, is_nominal, noun_start, subject_of, tidy
from index.facts.places import REGION
from index.facts.sentence import NOTHING, Read, Said, Sentence
from index.facts.sound import COUNTERS, can_be, is_nothing_after
from index.facts.totals import total_of
from index.listing import head_of, tail_of
from index.records import Period
from index.sentences import BRACKETS
from index.tags import tagged
from index.units import counted_in, is_points

_SHARE = re.compile(r"^(?P<what>.*?)(?:分别)?占(?:到|了)?(?!比|有[率量]|用|地)(?P<base>.*)$")
_PASSED_BY = re.compile("(?P<of>.(?:合格|达标|优良|及格|优秀|满意))的$")  # 温度合格的|占63%: a rate
_PRONOUN = re.compile(r"^(?:它的|它|其(?![他余它])|这一|该|此|当时的|那时的)(?!数字|数据|数值|指标|比例|比重)(?=.)")
_YEARS, _AND_OVER = r"\d+(?:[—\-~至到]\d+)?周?岁", "(?:及?以[上下])?"
_AGED = re.compile(_YEARS + _AND_OVER)
_YEARS_OLD = ("岁", "周岁")
_AGE = f"(?:{_YEARS}|百岁){_AND_OVER}"
_IS_GIVEN = "的?(?:老年?人)?(?:每人)?(?:每[月年天])?(?:补贴|发放|补助|为)?(?:约)?"
_FOR_AGED = re.compile(_AND_OVER + _IS_GIVEN)
_IS_AGED = re.compile(f"(?P<age>{_AGE}){_IS_GIVEN}$")
_IS_AGED_FIRST = re.compile(f"^{_AGE}")
_OF_AGE = re.compile(rf"{_AGED.pattern}的?(?P<whose>(?![及以])[一-鿿]{{2,}})$")
_THAT_SHARE = re.compile("(?:这个|这一|该|此)(?:比重|占比|比例|份额|比率)")
_OF = re.compile(r"(?:（[^（）]{1,6}）)?的")
_AMONG = re.compile(r"\s*其中\s*[，,]?\s*(?:有|共)?(?:约|近|超过|超)?\s*")
_THERE = re.compile(r"(?P<where>(?:在|已|均已?|全部|位于|来自|属于)[^，,。；;、的\d]{2,14})(?=[，,。；;]|$)")
_OF_SHARE, _CAME = re.compile("占|比重|份额"), re.compile("，?(?:至|到|达到?)了?(?:约|近)?")
_THEN = re.compile(
    "(?:(?:去年|上年)同[期月]|(?:较|(?<![占同环对])比(?!利时))[^，；。、的]{0,10}[期初末底前时])的(?:约|近)?$"
)
_BATCH = re.compile("(?:第[一二三四五六七八九十0-9]{1,3}[批期]|[首本]批|首期|新一批)$")
_ISSUES = re.compile("^(?:公布|发布|推出|启动|举办|公示|下达|认定)了?")
_IS_NOUN = re.compile(r"(?:为|是)(?P<what>[^，。；,;、]{2,24})")
_TURNED = re.compile(r"[由从][^，。；]{0,16}(?:转为|转|变为)")
_TURNS = re.compile("转为|转至|变为")  # 由下降0.2%|转为持平
_CAME_FROM = re.compile("[从由自]|不足")
_CAME_TO = re.compile(
    r"(?:转为|转|变为)(?:同比|环比)?(?:增长|上涨|上升|下降|下跌|回升|回落)(?:了|约|近|超过)?|(?:左右|以上|以下)?(?:稳步|快速|大幅|逐步|逐年)?(?:增长|增加|上升|上涨|提高|提升|扩大|下降|降低|减少|缩短|缩小|收窄|回落|回升|反弹|下滑|下跌|滑落|放缓|加快|增|升|降|跃升|攀升|跌|提|提速|扩|扩容|扩展|延长|上调|下调|调整|调|改|突破|压减|压缩)?(?:到|至|为)(?:了)?(?:目前|现在|如今)?的?(?:约|近|超过|超|逾|不低于)?"
)
# Verbs that only bring what is counted: 提出12项措施 are 措施
_BRINGS = re.compile(
    r"建成|建设|培育|打造|形成|拥有|建立|设立|设置|设有|实现|完成|包括|包含|涉及|提出|明确|推出|出台|发布|公布|制定|共有|已有|含有|达到|超过|来自|汇聚|聚集|累计|共计|开展|举办|召开|举行|实施|组织|安排|部署|发生|进行|展开|出现|产生|具有|参与|就绪|列入"
)
# （|约合420万元|）: the figure before, once more
_AGAIN_AS = re.compile(
    r"\s*[（(](?:约|折|合|即|大约|相当于|人民币|按.{1,8}计)*\s*|[^，。；\d]{0,6}[，,](?:约合|折合|约折合|合|相当于|约)人民币(?:约)?"
)
_AMONG_ALL = re.compile(r"(?:[在于]?(?:全[国省市县区球]|我[国省市]|世界|同类|行业)[^，]{0,4})?$")
_ITS_RATE = re.compile("(?:[增降涨升跌]幅|增速|增长率)$")
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
_OF_TIME = re.compile("(?:同期|全年|同月|末|底)?(?:的|（|(?:数|值)?(?:为|是|：)?)(?:约|近|为)*")
_OF_AIM = re.compile("(?:左右|以上)?[”]?的(?!年度|全年|年初|既定)(?:[一-鿿]{2,6})?目标")
_AIM_OF = re.compile("(?:预期|预定|增长|年度|全年)*目标")  # 实现5.5%左右的|增长目标
_EXACTLY = re.compile(r"[，,]达到?了?")  # 占比突破四成，达|43.1%
# 产量120万台（上年同期为|115万台）
_A_YEAR_BEFORE = re.compile(
    r"[^（）]{0,4}[（(](?:上年|去年)同[期月季](?:值|数)?(?:为|是|：|约|近|达到?)*|[，,]?[比较](?:上年|去年)同[期月季]的(?:约|近)?"
)
# 是2019年同期|的1.5倍, 相当于去年全年|的八成, 恢复到2019年同期|的52%
_TIMES = re.compile(
    r"(?:^|(?<=[^但总]))(?:是|为|相当于|恢复[到至]了?)(?P<base>[^，、；是为]{0,24})(?:[的之]|(?<=同期|水平))(?:约|近|大约|超过|超|逾)?$"
)
_DONE_OF = re.compile(
    r"(?:已经?|仅|超额|提前)*完成(?:了)?(?P<plan>[^，、的]{0,10}(?:计划|目标|任务|预算|预期)[^，、的]{0,4})的(?:约|近|超过|超|逾)?$"
)
_PLAN = re.compile("计划|目标|任务|预算")
_OF_PLAN = re.compile("(?:全年|年度|年初|年|预期|目标|计划|任务|预算)+")
# 完成全年目标|380座的56.8%: the plan itself, of which a share is told behind it
_DONE_OF_SO_MUCH = re.compile(
    r"(?:(?:已经?|仅|超额|提前)*完成(?:了)?|^[，；\s]*为)(?P<plan>[^，、的]{0,6}(?:计划|目标|任务|预算)[^，、的]{0,4})$"
)
_TIME_BASE = re.compile(r"同期|去年|上年|前年|\d年|年初|年底|季度|[上当]月|前期|之前|此前|水平|时期|前$")
_ON_AVERAGE = re.compile(r"(?:日均|周均|月均|人均|户均|单日|每日|每月|平均每[天日月年])")
_EVERY = re.compile(r"每(?:隔)?\s*$")
_DOES = re.compile(r"(?:就|便|即)?(?:能|可|会|有)?(?P<what>[^，。；,;]{2,24})")
_GROWTH_OF_IT = re.compile("的(?P<what>[^，。；、的]{2,10}?)(?:增长|增速)(?![率量点极面目])")
_BROUGHT_ABOUT = re.compile("(?:(?:以|实现|保持|取得)了?年均|支撑了?(?:年均)?)(?:约|近|超过?)*$")
_COMPARED_WITH = re.compile(r"预测值|预期|预估|水平|增速|增幅|涨幅|降幅")  # 高于此前0.9%的|预测值
_LEVIED = re.compile(r"对[^，、]{2,14}(?:征收|加征|课征)$")  # 对甲国商品加征25%的|关税
_HARM = re.compile(r"(?P<verb>造成|导致|致使|(?<!一)致)\D{0,6}$")
_HARMED = r"死亡|遇难|受伤|失踪|丧生|伤亡|被困|感染|受灾|重伤|轻伤|遇害|身亡"
_BESIDE_COUNTED = re.compile(r"(?P<noun>[^，。；、\d]{2,16}?)[、和与及](?:约|近|超过|超|逾)?")
_OF_ANOTHER = re.compile(r"的[^，。；]*[、和与及](?:约|近|超过|超|逾)?$")  # 33%的|甲企业和|67%的|乙企业
_IN_ALL = re.compile(r"(?P<noun>[^，。；、,;]{2,12}?)(?:里|中|当中)[，,]")
_IN = re.compile(r"^(?:在|其中)?")
_PERSONS = ("万人", "亿人", "千人", "百人")
_SUFFERED = re.compile(rf"[^，。；、\d]{{0,6}}?(?P<what>{_HARMED})")
_SUFFERED_END = re.compile(rf"(?:{_HARMED})$")
_CAME_UP = re.compile(r"(?:出现|录得|呈现)了?$")
_BUILDS = re.compile(r"(?:建成|建设|培育|打造|形成|拥有|设立|开通|布局)$")
_IS_BRANCH = re.compile(r"(?:业|领域|系统|园区|地区|都市圈)$")
_RANKED = re.compile(
    r"(?:连续.{1,4}[年月])?(?:稳|跃|位|仍|均|分别|继续|始终|升至|跃升至|上升到)*(?:居|排名|排在|排行|列|名列|位列|升至|跃至|升到)(?:于|在|至)?(?:全国|全球|世界|全省|亚洲|同类[^，]{0,6}|国内|中部|西部|东部)?[^，、]{0,4}$"
)


class Statements:
    """Says of each figure of a sentence what it measures."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence, self._reads = sentence, sentence.reads
        self._said: list[Said] = []
        self._deeds: dict[int, str] = {}  # what is said of what a figure counts
        self._untimed: list[int] = []  # of a year before, of which nobody says which
        self._owners = Owners(sentence, self._said)

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
                if origin and said[i].period == origin.period:  # 将从250公里提至|300公里: no time tells it apart
                    said[i - 1] = replace(origin, indicator="")
            else:
                said.extend(self._listed(group))
            i += len(group)
        told = self._share_deeds(self._share_tail())
        return [replace(said, indicator="") if n in self._untimed else said for n, said in enumerate(told)]

    def _base(self, i: int) -> Said:
        """How many there are in all, where a clause says only that: 在41个|行业中，有24个…."""
        read, base = self._reads[i], _IN_ALL.match(self._sentence.between(i))
        if base is None or read.figure.unit not in COUNTERS or not is_nominal(base["noun"]):
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
        return [self._in_full(said, self._reads[group[0]].figure.start) for said in named_by]

    def _in_full(self, said: Said, start: int) -> Said:
        """A member of a list, or people of an age, named in full: 甲|增长3%, where 甲、乙产量 were told before."""
        told = [s for s in reversed(self._said) if s.indicator]
        if _AGED.fullmatch(said.indicator):
            whose = next((aged["whose"] for s in told if (aged := _OF_AGE.search(s.indicator))), "")
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
        if said.measure == "值" and read.figure.unit == "%" and _ITS_RATE.search(said.indicator):
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
        if share := self._times(i, said) or self._done_of_plan(i, said) or self._that_share(i, said):
            return share
        for indicator, measure in self._otherwise(i, said.measure):
            if indicator:
                return replace(said, indicator=tidy(indicator), measure=measure, predicate="")
        subject = brought(_PRONOUN.sub("", read.subject))
        if said.measure == "名次":
            return self._ranked(i, said)
        if self._is_share_of_base(i):
            return replace(said, indicator=self._base_owner(i), measure="占比")
        if of := _SHARE.match(subject):
            return self._share(i, said, of)
        owned = self._said[i - 1].indicator if self._is_of_share(i, subject) else self._owners.owned(i, subject)
        return replace(said, indicator=tidy(owned if subject else self._on_average(read, owned)))

    def _of_age(self, i: int, said: Said) -> Said:
        """What is so much for people of an age: 高龄津贴80至89周岁每人60元，90至99周岁|200元; an age alone says nothing then."""
        read, behind = self._reads[i], self._sentence.between(i)
        if read.figure.unit in _YEARS_OLD and _FOR_AGED.fullmatch(behind) and i + 1 < len(self._reads):
            return NOTHING
        money = said.measure == "值" and "元" in read.figure.unit
        aged = _IS_AGED.search(self._sentence.text, read.clause.start, read.figure.start) if money else None
        if aged is None:
            return said
        told = (s.indicator for s in reversed(self._said) if s.indicator)
        of = subject_of(self._sentence.without_periods(read.clause.start, aged.start()))[0]
        of = of if len(of) > 1 else _IS_AGED_FIRST.sub("", next(told, ""))
        return (
            said
            if not of or _IS_AGED_FIRST.search(of) or re.search(r"\d", of)
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

    def _that_share(self, i: int, said: Said) -> Said | None:
        """The share that was told before, of another time: 这个比重|去年是|44.8%."""
        if not _THAT_SHARE.fullmatch(self._reads[i].subject):
            return None
        told = next((s.indicator for s in reversed(self._said) if s.measure == "占比"), "")
        return replace(said, indicator=told, measure="占比") if told else None

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
            return _ITS_RATE.sub("", owned) if "比" in read.predicate else owned
        unit, told = counted_in(read.figure.unit), zip(self._said, self._reads, strict=False)
        alike = [s.indicator for s, r in told if s.measure == "值" and counted_in(r.figure.unit) == unit]
        owned = alike[-1] if alike else owned
        return owned if mean[0] in owned else mean[0] + owned

    def _is_of_share(self, i: int, subject: str) -> bool:
        """Whether points are by how much the share told in the clause before changed: 占比30%，|比上年提高|0.6个百分点."""
        if not i or subject or self._said[i - 1].measure != "占比" or not is_points(self._reads[i].figure.unit):
            return False
        return re.fullmatch(r"(?:左右|以上)?[，,][^，,；;。]*", self._sentence.between(i - 1)) is not None

    def _times(self, i: int, said: Said) -> Said | None:
        """A figure that is so many times, or such a part of, what stands between 是 and 的."""
        read = self._reads[i]
        times = _TIMES.search(read.left) if read.figure.unit in ("%", "倍", "成", "") else None
        if times is None:
            return None
        start = read.figure.start - len(read.left)
        subject = subject_of(self._sentence.without_periods(start, start + times.start()))[0]
        owner = self._owners.owned(i, subject)
        past = read.figure.unit == "倍" or _TIME_BASE.search(times["base"])
        if _PLAN.search(times["base"]):  # 为年度计划的|72%
            owner += "占" + times["base"]
        elif not past and times[0].startswith("相当于"):  # 相当于青县生产总值的|2.6%
            owner += "相当于" + times["base"]
        return replace(
            said, indicator=tidy(owner), measure="倍数" if past else "占比", predicate=times[0],
            period=self._sentence.period_at(start + times.start()),
        )  # fmt: skip

    def _plan(self, i: int) -> re.Match[str] | None:
        """The plan that a figure is, where a share of it stands behind: 完成全年目标|380座的58%."""
        of = _OF.fullmatch(self._sentence.between(i))
        return _DONE_OF_SO_MUCH.search(self._reads[i].own) if of else None

    def _done_of_plan(self, i: int, said: Said) -> Said | None:
        """How much of a plan is done, or the plan itself: 完成全年目标任务的|58%, 完成全年目标|380座的58%."""
        read = self._reads[i]
        if plan := self._plan(i):
            owner = subject_of(read.own[: plan.start()])[0]
            what = _OF_PLAN.sub("", plan["plan"])  # 全市完成|税收任务|100亿元的105%
            owner = owner + what if what or owner else self._owners.inherited(i)
            return replace(said, indicator=tidy(owner), measure="目标", predicate=plan[0])
        own = BRACKETS.sub("", read.own)  # 完成年度任务（7万人）的|83.1%
        done = _DONE_OF.search(own) if read.figure.unit in ("%", "成") else None
        if done is None:
            return None
        owner = subject_of(own[: done.start()])[0] or self._owners.inherited(i)
        return replace(
            said, indicator=tidy(owner) + "占" + done["plan"], measure="占比", predicate=done[0],
            period=self._sentence.period_at(read.figure.start - len(read.left)),
        )  # fmt: skip

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
        after = sentence.text[read.figure.end : read.figure.end + 8]
        if is_nothing_after(after, read.figure.unit) or _TURNS.match(after):
            return
        levied = "值" if read.own.rstrip("了约").endswith(("征收", "加征", "课征")) else share  # 加征|30%的关税
        if grown := self._growth_of_it(read):
            yield grown, "同比"
        yield self._of_part(i), "目标" if _OF_AIM.match(after) else levied
        yield used_for(sentence, read), measure
        yield self._suffered(read), measure
        yield self._every(read), measure
        yield self._there(i), measure
        yield self._is_noun(i), "占比" if read.figure.unit in ("%", "成") else measure
        aimed = read.figure.unit not in COUNTERS and re.match(r"[^，。；]{0,4}目标", after)
        yield self._counted(i), "目标" if aimed else measure

    def _share(self, i: int, said: Said, share: re.Match[str]) -> Said:
        """占年度计划(170万套)的(66.2%): the first is what the second is a share of."""
        what = _PASSED_BY.sub(r"\g<of>率", re.sub(r"[约近均仅只]$", "", share["what"]))
        what, base = what if len(what) > 1 else _ITS_RATE.sub("", self._owners.inherited(i)), share["base"]
        if i + 1 < len(self._reads) and _OF.fullmatch(self._sentence.between(i)):
            target = re.search(r"计划|目标|任务", base)
            return replace(said, indicator=tidy(what + base), measure="目标" if target else "值", predicate="")
        measure = "变动" if is_points(self._reads[i].figure.unit) else "占比"  # 占外贸比重提升|2.2个百分点
        return replace(said, indicator=tidy(what) + ("占" + base if base else ""), measure=measure)

    def _is_share_of_base(self, i: int) -> bool:
        of = i > 0 and _OF.fullmatch(self._sentence.between(i - 1)) is not None
        return of and ("占" in self._reads[i - 1].own or self._plan(i - 1) is not None)

    def _base_owner(self, i: int) -> str:
        """占年度计划(170万套)的|66.2%: what the share is of."""
        if plan := self._plan(i - 1):
            return self._said[i - 1].indicator + "占" + plan["plan"]
        base = (_SHARE.match(self._reads[i - 1].subject) or {"base": ""})["base"]
        return self._said[i - 1].indicator.removesuffix(base) + "占" + base

    def _of_part(self, i: int) -> str:
        """The indicator of a share with what it is a share of after it: 八成的企业."""
        read = self._reads[i]
        after = part_of(self._sentence, read)
        if not after:
            return ""
        if GREW_BY.match(after):
            return read.subject or self._owners.inherited(i)
        if _AIM_OF.match(after):
            return self._said[-1].indicator if self._said else self._owners.inherited(i)
        if _COMPARED_WITH.match(after):
            return self._owners.inherited(i)
        if levied := _LEVIED.search(read.own):
            return levied[0] + after
        subject = "" if i and _OF_ANOTHER.match(self._sentence.between(i - 1)) else read.subject
        return (subject if noun_start(subject) or not _is_verbal(subject) else "") + after

    def _growth_of_it(self, read: Read) -> str:
        """What grew by a percentage that somebody brought about: 支撑了年均5.7%的|工业经济|增长."""
        brought_about = read.figure.unit == "%" and _BROUGHT_ABOUT.search(read.own)
        grown = _GROWTH_OF_IT.match(self._sentence.text, read.figure.end) if brought_about else None
        return grown["what"] if grown else ""

    def _counted(self, i: int) -> str:
        read, sentence = self._reads[i], self._sentence
        following = self._reads[i + 1].figure.start if i + 1 < len(self._reads) else len(sentence.text)
        start = read.figure.end
        if following == start and i + 1 < len(self._reads):  # 4个|5000吨级|泊位
            start = self._reads[i + 1].figure.end
            following = self._reads[i + 2].figure.start if i + 2 < len(self._reads) else len(sentence.text)
        noun = counted(sentence, read, start, following)
        if not noun and read.figure.unit in _PERSONS:  # 3.9万人|因病失去工作
            who = deed(sentence, "", start, following)[0]
            return (read.subject if is_nominal(read.subject) else "") + f"{who}的人" if who else ""
        if not noun:
            return ""
        relative = re.fullmatch(r"(.{2,20})的", read.own.strip())
        if relative and not is_nominal(relative[1]):  # 入选的200个|项目
            return tidy(re.sub(r"^(?:高于|低于|超过|其中|将|由)", "", read.own.strip()) + noun)
        said, noun = deed(sentence, noun, start, following)
        after = f"{said}的{noun}" if said else noun
        if said:
            self._deeds[i] = said
        if i and (
            re.search(r"[、和及的]\s*$", sentence.between(i - 1)) or read.own.strip() == self._said[-1].indicator
        ):
            return after  # 3家甲、5家乙: what stands before 5家 is what the 3 are
        subject = tidy(re.sub(r"^[在于对]", "", self._behind_counted(i)))
        if head_of(noun) == ("", noun) or _CAME_UP.search(subject):  # 迎来3万人次的|客流量, 实现5亿元|结余: whose?
            return (noun_start(_CAME_UP.sub("", subject)) or head_of(self._owners.inherited(i))[0]) + after
        if batch := _BATCH.search(read.own.strip()):
            whose = _ISSUES.sub("", subject.removesuffix(batch[0]))  # 推出第二批|119场|招聘会
            return (whose if is_nominal(whose) else "") + batch[0] + after
        new = re.search(r"新[增建开签]$", read.own)
        if is_nominal(subject):
            return subject + after
        return (new[0] if new else _builder(subject) or _done(subject)) + after

    def _behind_counted(self, i: int) -> str:
        """A subject without what the figure before counts: 在67个|村|新建1000个…."""
        subject, counts = self._reads[i].subject, self._said[-1].indicator if i else ""
        if i and re.search("[，；。、]", self._sentence.between(i - 1)):
            return subject
        at = next((n for n in range(len(subject), 0, -1) if counts.endswith(subject[:n])), 0)
        return subject[at:] if self._sentence.between(i - 1).startswith(subject[:at]) else subject

    def _suffered(self, read: Read) -> str:
        """What people came to: 造成12人|死亡、30人|受伤."""
        after = _SUFFERED.match(self._sentence.text, read.figure.end)
        if not after or not re.search(r"[人名]$", read.figure.unit):
            return ""
        harm = _HARM.search(read.own)
        if harm:
            return read.own[: harm.end("verb")].strip(" ，,") + after["what"]
        before = self._said[-1].indicator if self._said else ""
        stem = _SUFFERED_END.sub("", before)
        return (stem if stem != before else "") + after["what"]

    def _every(self, read: Read) -> str:
        """What happens every so often: 每53秒|就能下线一辆车."""
        if not _EVERY.search(read.own) or not re.search(r"秒|分钟|小时|天", read.figure.unit):
            return ""
        match = _DOES.match(self._sentence.text, read.figure.end)
        return match["what"] if match else ""

    def _there(self, i: int) -> str:
        """What of the things said before is somewhere, or has come to something: 其中有|62座在甲国, 其中|35个已建成运行."""
        read = self._reads[i]
        where = _THERE.match(self._sentence.text, read.figure.end)
        return self._owners.inherited(i) + where["where"] if where and _AMONG.fullmatch(read.own) else ""

    def _is_noun(self, i: int) -> str:
        """What a figure without a subject is said to be: 有近七成|为技术人员, 72公里|是无人区."""
        read = self._reads[i]
        if re.sub(r"^其中|[有约近超仅过共]", "", read.own).strip(" ，,"):
            return ""
        match = _IS_NOUN.match(self._sentence.text, read.figure.end)
        return noun_start(match["what"]) if match else ""

    def _share_tail(self) -> list[Said]:
        """Give counted things of one list the noun that only the last one has: 基础级、先进级…领航级智能工厂."""
        said = self._said
        for i in range(len(said) - 1, 0, -1):
            end = said[i - 1].indicator[-1:]
            alike = counted_in(self._reads[i - 1].figure.unit) == counted_in(self._reads[i].figure.unit)
            short = (
                alike and 0 < len(said[i - 1].indicator) <= 4 and not said[i - 1].predicate and not said[i].predicate
            )
            beside = re.search(r"[、和]\s*(?:约|近|超过|超|逾)?$", self._sentence.between(i - 1)) is not None
            if short and beside and end in said[i].indicator[1:-1]:
                tail = said[i].indicator.rpartition(end)[2]
                said[i - 1] = replace(said[i - 1], indicator=said[i - 1].indicator + tail)
        return said

    def _share_deeds(self, said: list[Said]) -> list[Said]:
        """Give counted things of one list what is said of all behind the last: 3个甲、|5名|乙|参展."""
        for i in range(len(said) - 1, 0, -1):
            told = self._deeds.get(i, "")
            beside = _BESIDE_COUNTED.fullmatch(self._sentence.between(i - 1))
            if told and beside and i - 1 not in self._deeds and said[i - 1].indicator.endswith(beside["noun"]):
                noun = beside["noun"]
                before = said[i - 1].indicator.removesuffix(noun)
                self._deeds[i - 1] = told
                said[i - 1] = replace(said[i - 1], indicator=f"{before}{told}的{noun}")
        return said


def _builder(subject: str) -> str:
    """The branch or region that has built what is counted: 装备工业|已建成|工厂."""
    return noun if _BUILDS.search(subject) and _IS_BRANCH.search(noun := noun_start(subject)) else ""


def _done(subject: str) -> str:
    """The verb that says what is done with what is counted, where that is no mere being: 取消|航班, 缴获|毒品."""
    words = tagged(subject)
    verb = words[-1][0] if words and words[-1][1] == "v" else ""
    return "" if len(verb) < 2 or _BRINGS.fullmatch(verb) else verb


def _whole_unit(unit: str) -> str:
    """What a unit counts, whatever it is per: 元 of 元/公斤, whose 元 a clause may go on with."""
    return counted_in(unit).partition("/")[0]


def _is_verbal(phrase: str) -> bool:
    words = tagged(phrase)
    return bool(words) and words[-1][1] in ("v", "vd", "vi")
