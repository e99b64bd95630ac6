"""Whose a figure is, where its subject does not say: 增速, 利润总额, 开行, 卓越级."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice, takewhile

from index.facts.measure import GROWTHS, RATED_IN
from index.facts.phrases import BARE, DEPENDENT, is_nominal
from index.facts.places import REGION, is_body, place_in
from index.facts.sentence import PAPERS, Said, Sentence
from index.facts.sound import is_sound
from index.facts.topics import subject_in
from index.listing import head_of, statistic_of, tail_of
from index.periods import BY_TIMES
from index.records import Span
from index.tags import is_place, is_verb, tagged
from index.units import counted_in, is_points

_OF_MUCH = ("%", "元")
_ANY_AMOUNT = re.compile("总[量数额值]|数量|规模|金额")
_ITSELF = re.compile("(?:本|该|我)?(?:公司|集团|企业|股)")  # whoever reports: it says nothing to repeat it
_ACHIEVED = re.compile("(?<=..)(?:实现|完成|取得|达成)$")
_ACHIEVED_OF = re.compile("(?<=..)(?:实现|完成)[^，、的]{1,6}$")
_SHORT_WORD = 2  # characters
_INVESTED, _FIXED = "投资", "固定资产投资"
_TERMED = re.compile("(?:短期|中期|长期|中长期|活期|定期|直接|间接|线上|线下|[一二三四五两][年季])(?!的)[^，、]{2,4}$")
_IN_ALL = re.compile("总[量数]")
_NEWLY = re.compile("(?<=..)(?:新设|新增|净增)(?:数?量|数)?$")  # 新设量8.6万户，|总量120万户
_APPOSITION = re.compile(r"^(?:即|也就是|也即|亦即)")
# 贷款利率公布，|1年期|降至3%
_TERM = re.compile(r"(?:\d{1,2}(?:年|个月)|隔夜|半年)期?(?:以上|及以上)?$")
_BARE_VERB = 2  # code points
_ASIDE = ("占比", "贡献率", "变动", "名次")  # such a figure names no new subject
_MEANS = "日均|周均|月均|年均|人均|户均|平均|单日"
_MEAN = re.compile(rf"^(?:{_MEANS}|日|年)(?=..)")
_TOWARDS = re.compile(r"^对[^，、]{1,14}$")
_THIS = re.compile(r"(?:这一|这个|该|此)(?:数字|数据|数值|指标|比例|比重)")
# 消费价格上涨0.8%。|扣除食品和能源价格后|上涨1.3%
_EXCLUDED = re.compile("(?:扣除|剔除)食品[和、与及]能源(?:价格)?(?:因素|影响)*[之以]?后的?")
# 东盟为我国第一大贸易伙伴，|双边贸易总值|4.73万亿元
_PARTNER = re.compile(
    "(?P<who>[一-鿿]{2,6}?)(?:继续|仍然?|依然|稳居|保持)*[为是](?P<of>我国|我省|我市|中国|全[省市])?的?"
    "(?:第?[一二三四五六七八九十]?大|最大)?(?:货物)?(?:贸易伙伴|出口市场|进口来源地)，$"
)
_UNIONS = ("东盟", "欧盟")  # tagged as other names
_TRADE_VALUE = re.compile("(?:双边)?(?:货物)?(?:贸易|进出口|出口|进口)(?:总?[值额]|规模)?")
# 新能源汽车产销…，|新车|销量占汽车新车总销量的56.3%
_NEW_CARS = re.compile("新车[产销]")
_CARS = re.compile("(?P<kind>新能源汽车|乘用车|商用车|客车|货车|卡车|轿车)(?:当月|累计)?(?:产销|产量|销量)")
_WITH = re.compile(
    r"与[^，。；]{2,30}?(?:进出口|出口|进口|贸易)(?:总额|总值|额|值|规模|量)?"
)  # 某省与甲国…；与乙国|进出口额
_LONG_NAME = 6  # code points
_NUMBER = re.compile(r"(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、)")
_INSTALLED = re.compile("装机.*$")  # 火电, below 发电|装机容量
_AIM = re.compile("(?:预期)?(?:目标|任务|计划)$")
_AIM_MISSED = re.compile(
    "不?(?:低于|高于|优于|好于)(?:年度|全年|年初|预期|控制|考核|既定|规划)*目标值?"
)  # 损耗率4%，|低于年度控制目标|5%
_SIZE = re.compile(
    "海拔|(?:东西|南北)[长宽]|(?:线路|桥梁|隧道|大桥|全线)?(?:全长|总长度?|总里程|设计时速|最高时速|运行时速|占地面积|总占地面积|总建筑面积|建筑面积|总面积)"
)
_LIES = re.compile(
    "(?<=..)(?:[东南西北](?:起|至|接|连)|终至|止于|起自|起于|起点|始于|位于|坐落于|连接).*$|(?<=[期线路桥道段])[东南西北]$"
)  # 青白铁路|西起…
_POINTED = re.compile("该|此|这[条座个项]|全[线长桥]")  # 该线|全长: of what was told before
_SIZE_END, _OF_SIZE = re.compile(f"{_SIZE.pattern}$"), re.compile(f"(?<=..){_SIZE.pattern}$")
_BEGAN = re.compile(
    "(?<=...)(?:正式)?(?:上线|开通|启动|开工|开业|通车|投产|投运|开幕|竣工|完工)$"
)  # 消费券|上线，总额度6000万元
_AIM_SET = re.compile(
    "[^，、]{0,14}?(?:确定|提出|设定|制定|下达|明确|规定|(?<![一确稳])定)的(?:预期)?(?:目标|任务|计划)[值数]?"
)
_BALANCE = re.compile("(?:当期|当年|本期|累计|滚存|期末)(?:累计)?(?:结余|赤字|盈余|结存)")
_FOR_HOW_LONG = re.compile("短期|中期|长期|中长期|活期|定期")
_PART_OF = re.compile("占比|比重|份额")
_DIVIDED = re.compile("(?:其中[，：])?[分按].{1,6}看[，：]")  # 分类别看，食品价格…，居住上涨0.1%
_FAULTY = re.compile("[次劣废残不未非]")  # 次品, of which no 合格率 is told
_RATE_OF = re.compile("(?:率|比例|比重|占比|增速|[增降涨跌]幅)$")
_YEARS_PLAN = re.compile("(?:年度|全年|今年|本年度?)(?:投资)?(?:计划|目标|任务)(?:投资)?(?:完成)?")
_OF_ALL = ("进出口", "社会消费品", "固定资产", "一般公共预算", "规模以上工业", "地区生产总值")
_ITS_GROWTH = ("", "增速", "增幅", "增长率")
_IS = ("", "为", "是", "达", "达到")  # predicates that say nothing
_SURE = re.compile("，?(?:确保|力争|争取)")
_DOINGS = ("l", "v", "vn")  # tags of what may be said to be done with what is counted
_TRADE = re.compile(r"(?:合计)?(?:生产|销售|内销|外销|(?<!进)出口|进口)$")  # of one thing one after the other
_TRADED_FIRST = re.compile(
    "^(?:累计|共)?(?:生产|销售)(?![性资经线者要人区额量总值收价])(?=[^，、]{2,}$)"
)  # 生产|挖掘机1286台；累计生产
_DEEDS = ("出院", "入院", "住院", "门诊", "急诊", "转诊")  # tagged as nouns
# 累计修复|基站1.2万个、光缆|近6万公里: what is done with all that is listed
_DEALS = re.compile(
    "(?:发送|运送|运输|装卸|调运|发运|开行|修复|改造|新建|改建|建设|铺设|架设|安装|发放|投放|种植|栽植|收割|出动|投入|接待|处理|清理|清运|拆除|整治"
    "|排查|检查|培训|销售|出口|进口|生产|采购|捐赠|救助|安置|转移|查处|查获|缴获|抓获|办理|审结|受理|完成|新增|更新|购置|配备|储备|招收|录用|播种|收购|征集|收集|获得|吸引|带动)了?"
)
_ADVERBS = re.compile("(?:实际|累计|合计|共计|总?共|已经?|预计|计划|将|仅|又)+$")
_CARRIED = re.compile("^[，,、]?(?:完成|实现)")
_PAPER = re.compile(rf"(?:{'|'.join(PAPERS)}|[年中]报|数据|消息|文件|通知|计划|方案|意见|规划|办法|白皮书)$")
_FURTHEST = 8  # clauses back that a figure without a subject looks for one
_KIND = re.compile(r"^(?!.{0,2}(?:升|转|评|降)[级型])[^，、的]{1,4}[级型类档]")


# 其中, 分季度看: of what the sentence before counted
_GOES_ON = re.compile(rf"其中|{BY_TIMES.pattern}")


class Owners:
    """Completes what the figures of a sentence are of from what was said before them.

    Args:
        sentence: The sentence.
        said: What its figures so far say; it grows as they are read.
    """

    def __init__(self, sentence: Sentence, said: Sequence[Said]) -> None:
        self.sentence, self.said, self.reads = sentence, said, sentence.reads

    def owned(self, i: int, subject: str) -> str:
        """A subject with what it leaves unsaid: 增速, 利润总额, 用户."""
        said = self.said
        if _APPOSITION.match(self.reads[i].own):
            return self.inherited(i)
        stem, head = head_of(BARE.sub("", subject))
        if named := self._with_other(i) or self._excluding(i, subject) or self._partner(i, subject):
            return named
        if _THIS.fullmatch(subject):
            return self.sentence.led or self.inherited(i)
        unit = self.reads[i].figure.unit
        missed = (_AIM_MISSED,) if unit == "%" or is_points(unit) else ()
        said_alone = (*missed, _SIZE, _AIM, _AIM_SET, _TERM, _YEARS_PLAN, _FOR_HOW_LONG, _BALANCE)
        if not subject or DEPENDENT.match(BARE.sub("", subject)) or any(p.fullmatch(subject) for p in said_alone):
            return self._completed(i, subject)
        if head and not stem:  # 实现利润总额: whose?
            return head if self._is_another_of_all(i, head) else self._with_owner(i, head)
        before = said[-1].indicator if said else ""
        if before and (mean := _as_mean(before, subject)):
            return mean
        if not head:
            return self._of_whole(i, subject) + self._of_no_statistic(i, subject)
        if len(stem) == _BARE_VERB and stem in before and is_verb(stem) and not head_of(before)[1]:
            return before + subject  # 收购秋粮3亿吨，|收购进度
        if before and len(stem) > 1 and before.endswith(stem):  # 5G用户达…，|用户|普及率
            return before + head
        return subject

    def _with_other(self, i: int) -> str:
        """Trade of a place told before: 某省与甲国…；与乙国|进出口额."""
        other = _WITH.match(self.reads[i].own.strip(" ，,"))
        place = self.sentence.place_at(self.reads[i].clause.start) if other else ""
        return place + other[0] if other and place else ""

    def _excluding(self, i: int, subject: str) -> str:
        """What was told of all, without a part of it: 消费价格上涨0.8%。|扣除食品和能源价格后|上涨1.3%."""
        whole = self.inherited(i, whole=True) if _EXCLUDED.fullmatch(subject) else ""
        return f"{subject.removesuffix('的')}的{whole}" if whole else ""

    def _partner(self, i: int, subject: str) -> str:
        """Trade with whom the clause before says is a partner."""
        if not _TRADE_VALUE.fullmatch(subject):
            return ""
        sentence, start = self.sentence, self.reads[i].clause.start
        before = sentence.without_periods(sentence.clause_at(max(0, start - 1)).start, start).strip(" ；")
        partner = _PARTNER.fullmatch(before.removeprefix("其中，").removeprefix("其中"))
        known = partner and (is_place(partner["who"]) or partner["who"] in _UNIONS)
        return f"{partner['of'] or ''}对{partner['who']}{subject}" if partner and known else ""

    def of_cars(self, i: int, subject: str) -> str:
        """New cars with what kind they are, as was said right before."""
        last = self.said[i - 1].indicator if i and _NEW_CARS.match(subject) else ""
        cars = _CARS.fullmatch(last)
        return cars["kind"] + subject if cars else subject

    def _holder(self, i: int) -> str:
        """Whose a balance is: 统筹基金收入5亿元，支出4亿元，当期结余1亿元，|累计结余|8亿元."""
        told = (s.indicator for s in reversed(self.said[:i]) if s.indicator)
        of = next((name for name in told if not _BALANCE.search(name)), "")
        return _ACHIEVED.sub("", head_of(of)[0]) if of else head_of(self.sentence.led)[0]

    def _as_long(self, i: int) -> str:
        """What has a length or an area: of which one was told right before, else what the sentence begins with."""
        last = self.said[-1].indicator if self.said else ""
        owner = _SIZE_END.sub("", last) if _SIZE_END.search(last) else ""
        owner = owner or _LIES.sub("", self.inherited(i, first=True))
        return "" if _POINTED.match(owner) else owner

    def aimed_at(self, i: int) -> str:
        """What an aim is of that only says who set it: the level told last in its unit."""
        unit, told = counted_in(self.reads[i].figure.unit), zip(self.said, self.reads, strict=False)
        levels = [
            s.indicator for s, r in told if counted_in(r.figure.unit) == unit and s.measure not in ("变动", *GROWTHS)
        ]
        return levels[-1] if levels else self.inherited(i)

    def _completed(self, i: int, subject: str) -> str:
        """What says only how much or how far, or what is planned, with what it is of."""
        if _BALANCE.fullmatch(subject):
            return self._holder(i) + subject
        if _SIZE.fullmatch(subject):
            return self._as_long(i) + subject
        if _AIM_SET.fullmatch(subject) or _AIM_MISSED.fullmatch(subject):  # 占比67.8%，方案定的2028年|目标是75%
            return self.aimed_at(i)
        if _YEARS_PLAN.fullmatch(subject) and (of := self.inherited(i)):
            return (head_of(of)[0] or of) + subject  # 甲铁路：总投资187亿元，|年度计划|32亿元
        if _FOR_HOW_LONG.fullmatch(subject) and (of := self.said[-1].indicator if self.said else ""):
            of = re.sub(_FOR_HOW_LONG.pattern, "", of)
            return of[:-_SHORT_WORD] + subject + of[-_SHORT_WORD:]  # 住户贷款118亿元（|短期|41亿元
        if _PART_OF.fullmatch(subject):
            return re.sub("(?:增速|[增降涨跌]幅)$", "", self.inherited(i)) + subject
        owner = _TERM.sub("", self.inherited(i)) if subject else self.inherited(i, whole=True)
        owner = _NEWLY.sub("", owner) if _IN_ALL.fullmatch(subject) else owner
        owner = owner.removesuffix("增量") if _IN_ALL.fullmatch(subject) else owner  # 经济增量居第一，|总量
        owner = _without_verb(owner) if subject.startswith("拉动") else owner  # 消费券|核销4千万元，|拉动消费1亿元
        return owner + ("" if owner.endswith(subject) else subject)

    def _of_whole(self, i: int, subject: str) -> str:
        """Whose a part is that says only for how long or by which way: 企业贷款2万亿元，其中|短期贷款|1万亿元."""
        at = self.sentence.text.rfind("其中", 0, self.reads[i].figure.start) if _TERMED.match(subject) else -1
        counted = counted_in(self.reads[i].figure.unit)
        kind, told = subject[-_SHORT_WORD:], zip(self.said, self.reads, strict=False)
        alike = [(s.indicator, r) for s, r in told if counted_in(r.figure.unit) in (counted, *RATED_IN)]
        beside = [name for name, r in alike if r.figure.start > at >= 0 and name.endswith(kind)]
        wholes = [name for name, r in alike if r.figure.start < at]
        other = next((name for name in reversed(beside) if not _TERMED.search(name)), "")  # 其中住户贷款…，|短期贷款
        whole = other or (wholes[-1] if wholes else "")
        return whole.removesuffix(kind) if whole.endswith(kind) else ""

    def _of_no_statistic(self, i: int, subject: str) -> str:
        """A subject that names no statistic with what it leaves unsaid: 基础级, 对甲国, 开行, 其中空调."""
        if _TRADE.fullmatch(deed := BARE.sub("", subject)):  # 洗衣机生产8万台，|销售|7万台
            owner = _TRADE.sub("", _TRADED_FIRST.sub("", self.inherited(i)))
            return (head_of(owner)[0] or owner) + deed
        if _KIND.fullmatch(subject) and not self.reads[i].predicate:  # 智能工厂分四级，基础级|3万家
            return subject + _KIND.sub("", self.inherited(i))
        if done := self._dealt_with(i, subject):
            return done + subject
        if _TOWARDS.match(subject):
            return subject + self._statistic_towards(i)
        if is_verb(subject) and not _DIVIDED.match(self.sentence.text):  # 开行1400列、运送14万标箱: whose?
            owner = self.inherited(i, [s for s in self.said if len(s.indicator) > len(subject)])
            owner = _without_verb(owner)  # 班列|开行|1400列、|运送|14万标箱
            done = re.sub(r"^(?:已经|已|累计)", "", subject)
            return re.sub(f"计划(?=新?{re.escape(done)})", "", owner) if done in owner else owner + subject
        return subject + (self._statistic_of_sibling(i, subject) or self._statistic_headed(i, subject))

    def _dealt_with(self, i: int, subject: str) -> str:
        """What is done with all things of a list, told before the first: 累计修复基站1.2万个、|光缆|近6万公里."""
        first = i
        while first and self.reads[first].left.startswith("、"):
            first -= 1
        other = self.reads[first].clause != self.reads[i].clause or "元" in self.reads[i].figure.unit
        if first == i or other or not is_nominal(subject) or head_of(subject)[1] or tagged(subject)[0][1] == "v":
            return ""
        own = self.reads[first].own
        deals = _deals_in(own)
        return own[: deals[0].end()].strip(" ，,") if len(deals) == 1 and not head_of(own)[1] else ""

    def _who_deals(self, i: int) -> str:
        """Who does what the clause before counts: 青县线路|开行列车280列，完成|客运量…."""
        own = self.reads[i - 1].own if i and _CARRIED.match(self.reads[i].own) else ""
        deals = _deals_in(own)
        who = _ADVERBS.sub("", own[: deals[-1].start()]).strip(" ，,") if deals else ""
        return who if is_nominal(who) else ""

    def _statistic_headed(self, i: int, subject: str) -> str:
        """The statistic that the sentence says first of all, whose parts follow: 住院费用报销比例，职工|86%、居民|69%."""
        named = self.reads[i].predicate in _IS and is_nominal(subject) and len(subject) <= _LONG_NAME
        return self.heading(i) if named else ""

    def heading(self, i: int) -> str:
        """The statistic with which a sentence begins, alone in its clause, where a figure may be of it: 2、投资增速：甲县为|5%."""
        read, sentence = self.reads[i], self.sentence
        first = next((c for c in sentence.clauses if sentence.name_of(c)), read.clause)
        heading = sentence.name_of(first) if not sentence.figures_in(first) and first.end <= read.clause.start else ""
        whole = _NUMBER.sub("", sentence.without_periods(first.start, first.end).strip(" ，：:"), count=1)
        heading = _NUMBER.sub("", heading, count=1)
        if not heading or whole.removeprefix(heading) not in _ITS_GROWTH:
            return ""
        heading = re.sub("^(?:主要|重点)(?:产品|商品)?", "", whole)
        rate = read.figure.unit == "%"
        return heading if head_of(heading)[1] and rate == (_RATE_OF.search(heading) is not None) else ""

    def _is_another_of_all(self, i: int, head: str) -> bool:
        """Whether a statistic that is whole by itself stands beside others: 规上工业增加值增长8%；|固定资产投资|增长3%."""
        if not i or "；" not in self.sentence.between(i - 1):
            return i > 0 and head.startswith(_OF_ALL) and _SURE.match(self.reads[i].left) is not None
        return head.startswith("固定资产") or (
            head == "发电量" and not any("瓦" in read.figure.unit for read in self.reads[:i])
        )

    def _with_owner(self, i: int, head: str) -> str:
        """A bare statistic with its owner: the place that it shares with what stands beside it, else what was said before."""
        if place := self._shared_place(i):
            return place + head
        if who := self._who_deals(i):
            return who + head
        told = [s for s in self._before_parts(i) if s.measure not in _ASIDE]
        owner = self.inherited(i, told, first=True)
        doer = _stem(self._doer(owner, i))
        if head == _INVESTED and statistic_of(owner) == _FIXED:
            head = _FIXED  # 1—8月完成固定资产投资2万亿元；8月当月完成|投资|3127亿元
        if _ITSELF.fullmatch(doer):
            return head
        return _joined(_TRADE.sub("", doer) if _TRADE.fullmatch(head) else doer, head)

    def _before_parts(self, i: int) -> Sequence[Said]:
        """What was said of the whole, where a clause goes on behind its parts: 销售面积8万平方米，其中住宅下降5%；|销售额."""
        text, start = self.sentence.text, self.reads[i].figure.start
        at = text.rfind("其中", 0, start)
        if at <= 0 or "；" not in self.sentence.between(i - 1) or "；" in text[at : self.reads[i - 1].figure.end]:
            return self.said
        return [s for s, r in zip(self.said, self.reads, strict=False) if r.figure.start < at]

    def _doer(self, owner: str, i: int) -> str:
        """The things counted before, without what they do behind their figure: 首批12个|项目|开工，总投资40亿元."""
        before = self.reads[i - 1] if i else None
        behind = self.sentence.text[before.figure.end : before.clause.end].strip(" ，,；;、") if before else ""
        if not behind or not owner.endswith(behind):
            return owner
        if tagged(behind)[0][1] in ("d", "v"):
            return owner.removesuffix(behind)  # 1.5万个项目中，1.1万个|已经开工，开工率72%
        while len(bare := _without_verb(owner)) < len(owner) and len(owner) - len(bare) < len(behind):
            owner, behind = bare, behind[: len(bare) - len(owner)]
        return owner

    def _shared_place(self, i: int) -> str:
        """The place that two things side by side have in common: 青州口岸|出入境车辆3万辆次、进出口总值5亿元."""
        if not i or not self.said[-1].indicator or not self.sentence.between(i - 1).lstrip().startswith("、"):
            return ""
        place = self.said[-1].place
        return place if is_body(place) and self.said[-1].indicator.startswith(place) else ""

    def _statistic_towards(self, i: int) -> str:
        """The statistic that 对甲国 leaves out: that of the sentence, else of what was said before."""
        told = re.search(r"对[^，。；]{1,16}?(进出口|出口|进口|投资)", self.sentence.text)
        return told[1] if told else head_of(self.inherited(i))[1]

    def _statistic_of_sibling(self, i: int, subject: str) -> str:
        """The statistic that a part leaves out: 家电销量2万台，其中空调|8000台; in the same unit as its sibling's."""
        read, counted = self.reads[i], counted_in(self.reads[i].figure.unit)
        told_so = zip(self.said, self.reads, strict=False)
        same = [(s, r) for s, r in told_so if s.measure == "值" and counted_in(r.figure.unit) == counted]
        alike = [s.indicator for s, r in same if r.predicate == s.predicate]
        last = same[-1][0].indicator if same and counted else ""
        alone = REGION.fullmatch(subject) or place_in(subject, "") == subject
        if last and alone and (place := _leading_place(last)):
            return last.removeprefix(place)  # 甲地区PM2.5浓度45.1微克/立方米，乙市为|25.3微克/立方米
        if read.figure.unit == "%" and REGION.fullmatch(subject.rpartition("的")[2]):
            told = head_of(alike[-1]) if alike else ("", "")  # 甲县机械化率88%；山区的乙县只有|67%
            return told[1] if REGION.match(told[0]) else ""
        starts = self.sentence.text[read.clause.start : read.figure.start].startswith(read.left)
        starts = starts or read.left.startswith("、")  # 内贸9亿吨、外贸|4亿吨
        if read.predicate or not starts or not is_nominal(subject):
            return ""
        rate = statistic_of(alike[-1]) if read.figure.unit == "%" and alike else ""
        if rate.endswith("率") and alike[-1].removesuffix(rate).endswith(subject[-1]) and not _FAULTY.match(subject):
            return rate  # 箱板纸开工率64%；瓦楞纸|68%: both 纸
        if counted in _OF_MUCH:  # so much is of the same only where 其中 says so
            return self._statistic_of_whole(i)
        if not alike or not counted:
            return ""
        stem, head = tail_of(alike[-1])
        if head:
            installed = _INSTALLED.search(head)
            return head if stem else installed[0] if installed else ""
        words = tagged(alike[-1])
        done = words[-1][0] if len(words) > 1 and words[-1][1] in _DOINGS and len(words[-1][0]) > 1 else ""
        return "" if tagged(subject)[-1][1] in _DOINGS or subject in _DEEDS else done  # 生猪出栏3万头，生猪存栏|2万头

    def _statistic_of_whole(self, i: int) -> str:
        """The statistic of what 其中 parts: 人均可支配收入3万元，其中城镇居民|4万元，农村居民|2万元."""
        read, text = self.reads[i], self.sentence.text
        at = text.rfind("其中", 0, read.figure.start)
        if at < 0:
            return ""
        counted = counted_in(read.figure.unit)
        told = list(zip(self.said, self.reads, strict=False))
        if any(counted_in(r.figure.unit) not in (counted, *RATED_IN) for _, r in told if r.figure.start > at):
            return ""
        of = [s for s, r in told if r.figure.start < at and s.measure == "值" and counted_in(r.figure.unit) == counted]
        statistic = tail_of(of[-1].indicator)[1] if of else ""
        return "" if _ANY_AMOUNT.fullmatch(statistic) else _unsaid(read.subject, statistic)

    def inherited(self, i: int, told: Sequence[Said] | None = None, *, first: bool = False, whole: bool = False) -> str:
        """The subject said last before a figure's clause: what an earlier clause starts with, or an earlier figure's.

        Where several clauses stand between it and the figure before, the `first` of them may say it for all. What the
        sentence before spoke of is meant with its statistic where nothing more is said of the figure (`whole`).
        """
        sentence, read = self.sentence, self.reads[i]
        told = self.said if told is None else told
        floor = self.reads[i - 1].figure.end if i else 0
        at = bisect_right(sentence.clauses, read.clause.start, key=lambda c: c.end)
        held = self._closed_before(i)
        outside = (c for c in reversed(sentence.clauses[:at]) if not any(a.start < c.start < a.end for a in held))
        earlier = list(islice(outside, _FURTHEST))
        since = takewhile(lambda clause: clause.start >= floor, earlier)
        named = ((c, n) for c in since if len(n := sentence.name_of(c)) > 1 and not DEPENDENT.match(n) and not _does(n))
        nouns = [self._made_by(c, n) for c, n in named]
        if nouns:
            beside = len({noun[-2:] for noun in nouns}) < len(nouns)  # 小麦面积稳定，玉米面积扩大: the nearest
            return _BEGAN.sub("", nouns[-1 if first and not beside else 0])
        for statement in reversed(self._outside(i, told)):
            if is_sound(statement.indicator) and (owner := _owner(statement.indicator)):
                return owner
        stem, statistic = head_of(sentence.led)
        goes_on = _GOES_ON.match(sentence.text) or (whole and (stem == sentence.topic or sentence.opens_with_period))
        topic = sentence.led if goes_on and statistic else sentence.topic
        topic = _BEGAN.sub("", _NUMBER.sub("", topic, count=1) if _NUMBER.match(topic) else topic)
        return next((noun for c in earlier if len(noun := sentence.name_of(c)) > 1), topic)

    def _made_by(self, clause: Span, name: str) -> str:
        """What a clause speaks of, where it names first who made it: 母基金出资组建的|专项基金|启动."""
        whole = subject_in(self.sentence.without_periods(clause.start, clause.end))
        made = whole.rpartition("的")[2] if "的" in whole[len(name) :] and whole.startswith(name) else ""
        return made if len(made) > _SHORT_WORD and is_nominal(made) and not _PAPER.search(made) else name

    def _closed_before(self, i: int) -> list[Span]:
        start = self.reads[i].figure.start
        return [s for s in self.sentence.asides if s.end <= start]

    def _outside(self, i: int, told: Sequence[Said]) -> Sequence[Said]:
        """What was said outside brackets that closed before a figure's clause: 线网（车站168座，换乘站22座）完成客运量|7万人次."""
        held = self._closed_before(i)
        if not held:
            return told
        pairs = zip(self.said, self.reads, strict=False)
        inside = {id(s) for s, r in pairs if any(a.start < r.figure.start < a.end for a in held)}
        return [s for s in told if id(s) not in inside]


def _deals_in(own: str) -> list[re.Match[str]]:
    """The verbs of dealing with things before which nothing but the thing stands to the figure: 累计|修复|基站."""
    return [m for m in _DEALS.finditer(own) if is_nominal(own[m.end() :])]


def _leading_place(indicator: str) -> str:
    """The place that an indicator starts with and says more of."""
    region = REGION.match(indicator)
    place = region[0] if region else place_in(indicator, "")
    return place if indicator.startswith(place) and len(indicator) > len(place) + 1 else ""


def _does(noun: str) -> bool:
    """Whether what a clause starts with says what is done (布局六个重点方向), rather than who or what does (提供服务的端口)."""
    word, tag = tagged(noun)[0]
    return tag == "v" and len(word) > 1 and len(noun) > _LONG_NAME and "的" not in noun and not head_of(noun)[1]


def _as_mean(told: str, subject: str) -> str:
    """What was told in all, as a mean of days or people: 铁路|单日|客运量 behind 铁路客运量; nothing where the subject is none."""
    if re.fullmatch(_MEANS, subject):
        stem, statistic = tail_of(re.sub(rf"^(?:{_MEANS})", "", told))
        return stem + subject + statistic if statistic else subject + stem
    mean = _MEAN.match(subject)
    if mean is None or not told.endswith(subject[mean.end() :]):
        return ""
    whose = re.sub(r"(?:累计|共)$", "", told.removesuffix(subject[mean.end() :]))  # 铁路发送旅客…，|日均发送旅客
    return ("" if re.fullmatch(_MEANS, whose) else whose) + subject


def _without_verb(owner: str) -> str:
    """Who does something, without what is done."""
    words = tagged(owner)
    return owner.removesuffix(words[-1][0]) if len(words) > 1 and words[-1][1] == "v" else owner


def _owner(indicator: str) -> str:
    """What an inherited figure belongs to: 装备工业增加值占比 → 装备工业增加值, 产值目标 → 产值; nothing of an aim alone."""
    indicator = _OF_SIZE.sub("", indicator)
    bare = re.sub(
        r"(?:增速|增幅|占比|占(?!有[率量]).*|对.*贡献率|(?<=..)远?(?:高于|低于|快于|慢于|好于|高出|超出).*)$",
        "",
        indicator,
    )
    return re.sub("(?<=..)(?:年度|全年|本年)$", "", _AIM.sub("", bare or indicator))


def _stem(indicator: str) -> str:
    """What an indicator is of: 软件业务|收入."""
    head = statistic_of(indicator)
    stem = BARE.sub("", indicator.removesuffix(head))
    if not head.startswith("业务"):
        return _ACHIEVED.sub("", stem)
    doer = _ACHIEVED_OF.sub("", stem)  # 软件业|实现软件|业务收入
    return doer if doer != stem else stem + "业务"


def _joined(owner: str, head: str) -> str:
    """An owner with its statistic; what both have is said once: 甲国贸易目标|贸易额 is 甲国贸易额."""
    owner = _AIM.sub("", owner)
    return owner + _unsaid(owner, head)


def _unsaid(owner: str, head: str) -> str:
    """What of a statistic its owner does not end with: 人均收入 of 居民人均收入, behind 城镇居民."""
    shared = next((n for n in range(min(len(owner), len(head)), 1, -1) if owner.endswith(head[:n])), 0)
    return head[shared:]
