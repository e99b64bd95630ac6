"""What each figure of a sentence says: alone, or as one of a list."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from index.facts.counted import counted, part_of, used_for
from index.facts.lists import group_of, listed
from index.facts.measure import GREW_BY, measure_of
from index.facts.phrases import DEPENDENT, brought, is_nominal, noun_start, subject_of, tidy
from index.facts.sentence import NOTHING, Read, Said, Sentence
from index.facts.sound import COUNTERS, NOTHING_AFTER, can_be
from index.listing import head_of
from index.records import Period
from index.tags import is_verb, tagged

_SHARE = re.compile(r"^(?P<what>.*?)(?:分别)?占(?:到|了)?(?!比|有率|用|地)(?P<base>.*)$")
_PRONOUN = re.compile(r"^(?:它的|它|其|这一|该|此)(?=.)")
_BARE = re.compile(r"^(?:累计|实现|完成|共|总计|合计|达成|取得|全年|年|其中)+")
_APPOSITION = re.compile(r"^(?:即|也就是|也即|亦即)")
_OF = re.compile(r"(?:（[^（）]{1,6}）)?的")
_BARE_VERB = 2  # code points
_ASIDE = ("占比", "贡献率", "变动", "名次")  # such a figure names no new subject
_IS_NOUN = re.compile(r"(?:为|是)(?P<what>[^，。；,;、]{2,24})")
_TURNED = re.compile(r"[由从][^，。；]{0,16}(?:转为|转|变为)")
_CAME_TO = re.compile(
    r"(?:转为|转|变为)(?:同比|环比)?(?:增长|上涨|上升|下降|下跌|回升|回落)(?:了|约|近|超过)?|(?:左右|以上|以下)?(?:稳步|快速|大幅|逐步|逐年)?(?:增长|增加|上升|提高|提升|扩大|下降|降低|减少|缩短|缩小|收窄|回落|增|升|降|跃升|攀升|跌|提|提速|扩|扩容|扩展|延长|上调|下调|调整|突破|压减|压缩)?(?:到|至|为)(?:了)?(?:目前|现在|如今)?的?(?:约|近|超过|超|逾|不低于)?"
)
# Verbs that only bring what is counted: 提出12项措施 are 措施
_BRINGS = re.compile(
    r"建成|建设|培育|打造|形成|拥有|建立|设立|设置|设有|实现|完成|包括|包含|涉及|提出|明确|推出|出台|发布|公布|制定|共有|已有|含有|达到|超过|来自|汇聚|聚集|累计|共计|开展|举办|召开|举行|实施|组织|安排|部署|发生|进行|展开|出现|产生|具有|参与|就绪|列入"
)
# 贷款利率公布，|1年期|降至3%
_TERM = re.compile(r"(?:\d{1,2}(?:年|个月)|隔夜|半年)期?(?:以上|及以上)?$")
_LONG_NAME = 6  # code points
_FURTHEST = 8  # clauses back that a figure without a subject looks for one
# （|约合420万元|）: the figure before, once more
_AGAIN_AS = re.compile(r"\s*[（(](?:约|折|合|即|大约|相当于|人民币|按.{1,8}计)*\s*")
# 是2019年同期|的1.5倍, 相当于去年全年|的八成
_TIMES = re.compile(
    r"(?:^|(?<=[^但总]))(?:是|为|相当于)(?P<base>[^，、；是为]{0,24})(?:的|之)(?:约|近|大约|超过|超|逾)?$"
)
_TOTAL = re.compile(r"[，,]?\s*(?:[两三]者|[两三]项)?(?:合计|共计|总计)(?:约|为|达)?")
_DONE_OF = re.compile(r"(?:已经?|超额|提前)*完成(?:了)?(?P<plan>[^，、的]{0,10}(?:计划|目标|任务)[^，、的]{0,4})的(?:约|近|超过|超|逾)?$")
_TIME_BASE = re.compile(r"同期|去年|上年|前年|\d年|年初|年底|季度|[上当]月|前期|之前|此前|水平|时期|前$")
_ON_AVERAGE = re.compile(r"(?:日均|月均|人均|户均|单日|每日|每月|平均每[天日月年])")
_EVERY = re.compile(r"每(?:隔)?\s*$")
_DOES = re.compile(r"(?:就|便|即)?(?:能|可|会|有)?(?P<what>[^，。；,;]{2,24})")
_COMPARED_WITH = re.compile(r"预测值|预期|预估|水平|增速|增幅|涨幅|降幅")  # 高于此前0.9%的|预测值
_LEVIED = re.compile(r"对[^，、]{2,14}(?:征收|加征|课征)$")  # 对甲国商品加征25%的|关税
_MEAN = re.compile(r"^(?:日均|月均|年均|人均|户均|平均|单日|日|年)(?=..)")
_TOWARDS = re.compile(r"^对[^，、]{1,14}$")
_HARM = re.compile(r"(?P<verb>造成|导致|致使|(?<!一)致)\D{0,6}$")
_HARMED = r"死亡|遇难|受伤|失踪|丧生|伤亡|被困|感染|受灾|重伤|轻伤|遇害|身亡"
_SUFFERED = re.compile(rf"[^，。；、\d]{{0,6}}?(?P<what>{_HARMED})")
_SUFFERED_END = re.compile(rf"(?:{_HARMED})$")
_RANKED = re.compile(
    r"(?:连续.{1,4}[年月])?(?:稳|跃|位|仍|均|分别|继续|始终|升至|跃升至|上升到)*(?:居|排名|排在|排行|列|名列|位列|升至|跃至|升到)(?:于|在|至)?(?:全国|全球|世界|全省|亚洲|同类[^，]{0,6}|国内|中部|西部|东部)?[^，、]{0,4}$"
)


class Statements:
    """Says of each figure of a sentence what it measures."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence, self._reads = sentence, sentence.reads
        self._said: list[Said] = []

    def all(self) -> list[Said]:
        """One statement a figure, in order; those of figures that say nothing by themselves have no indicator."""
        said, i = self._said, 0
        while i < len(self._reads):
            group = group_of(self._sentence, i)
            if self._sentence.is_base(i):
                said.append(NOTHING)
            elif len(group) == 1:
                said.append(self._single(i))
            else:
                said.extend(self._listed(group))
            i += len(group)
        return self._share_tail()

    def _listed(self, group: list[int]) -> list[Said]:
        named_by = listed(self._sentence, group, self._said, self._inherited(group[0]))
        if named_by is None:
            return [NOTHING] * len(group)  # a figure of unknown owner is no fact
        return named_by

    def _single(self, i: int) -> Said:
        said = self._alone(i)
        read, before = self._reads[i], self._said[-1].indicator if i else ""
        follows = self._sentence.text[read.figure.end : read.figure.end + 8]
        return said if can_be(read, said, follows, before, self._inherited(i)) else NOTHING

    def _alone(self, i: int) -> Said:
        read = self._reads[i]
        said = Said(
            "", measure_of(read, self._sentence), self._period(read), read.predicate,
            place=self._sentence.place_at(read.figure.start),
        )  # fmt: skip
        if self._moved(i):
            before = self._said[-1]
            return replace(said, indicator=before.indicator, measure=before.measure)
        if i and self._said[-1].indicator and _AGAIN_AS.fullmatch(self._sentence.between(i - 1)):
            return self._said[-1]
        if together := self._together(i):
            return replace(said, indicator=together)
        if times := self._times(i, said) or self._done_of_plan(i, said):
            return times
        for indicator, measure in self._otherwise(i, said.measure):
            if indicator:
                return replace(said, indicator=tidy(indicator), measure=measure, predicate="")
        subject = brought(_PRONOUN.sub("", read.subject))
        if said.measure == "名次":
            subject = _RANKED.sub("", read.own).strip(" ，,") or self._inherited(i)
            return replace(said, indicator=tidy(subject), predicate=read.own[len(subject) :])
        share = _SHARE.match(subject)
        if self._is_share_of_base(i):
            return replace(said, indicator=self._base_owner(i), measure="占比")
        if share:
            return self._share(i, said, share)
        owned = self._owned(i, subject)
        mean = _ON_AVERAGE.search(read.own) if not subject else None
        return replace(said, indicator=tidy((mean[0] if mean and mean[0] not in owned else "") + owned))

    def _times(self, i: int, said: Said) -> Said | None:
        """A figure that is so many times, or such a part of, what stands between 是 and 的."""
        read = self._reads[i]
        times = _TIMES.search(read.left) if read.figure.unit in ("%", "倍", "成", "") else None
        if times is None:
            return None
        start = read.figure.start - len(read.left)
        subject = subject_of(self._sentence.without_periods(start, start + times.start()))[0]
        past = read.figure.unit == "倍" or _TIME_BASE.search(times["base"])
        return replace(
            said, indicator=tidy(self._owned(i, subject)), measure="倍数" if past else "占比", predicate=times[0],
            period=self._sentence.period_at(start + times.start()),
        )  # fmt: skip

    def _together(self, i: int) -> str:
        """What a total is of: A3亿元，B2亿元，合计|5亿元; empty where the figures before do not add up to it."""
        read, names = self._reads[i], list[str]()
        if not _TOTAL.fullmatch(read.own):
            return ""
        left = read.figure.value
        for other, said in zip(reversed(self._reads[:i]), reversed(self._said), strict=True):
            if other.figure.unit != read.figure.unit or said.measure != "值" or not said.indicator:
                break
            left -= other.figure.value
            names.insert(0, said.indicator)
            if left <= 0:
                break
        return "、".join(names) if not left and len(names) > 1 else ""

    def _done_of_plan(self, i: int, said: Said) -> Said | None:
        """How much of a plan is done: 完成全年目标任务的|58%."""
        read = self._reads[i]
        done = _DONE_OF.search(read.own) if read.figure.unit in ("%", "成") else None
        if done is None:
            return None
        owner = subject_of(read.own[: done.start()])[0] or self._inherited(i)
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

    def _moved(self, i: int) -> bool:
        """Whether a figure is what the one before came to: 由不足1%|上升到目前的5%."""
        if not i or not self._said[-1].indicator or self._said[-1].measure == "变动":
            return False
        before = self._reads[i - 1]
        alike = _plain(before.figure.unit) == _plain(self._reads[i].figure.unit)
        since = self._sentence.without_periods(before.figure.end, self._reads[i].figure.start)
        return alike and re.search(r"[从由自]|不足", before.own) is not None and _CAME_TO.fullmatch(since) is not None

    def _otherwise(self, i: int, measure: str) -> Iterator[tuple[str, str]]:
        """Indicators that do not stand before the figure, with their measure; empty ones say nothing."""
        read, sentence = self._reads[i], self._sentence
        share = "占比" if read.figure.unit in ("%", "成") and measure == "值" else measure
        after = sentence.text[read.figure.end : read.figure.end + 8]
        if NOTHING_AFTER.match(after):
            return
        yield self._of_part(i), "目标" if after.startswith("的目标") else share
        yield used_for(sentence, read), measure
        yield self._suffered(read), measure
        yield self._every(read), measure
        yield self._is_noun(i), "占比" if read.figure.unit in ("%", "成") else measure
        aimed = read.figure.unit not in COUNTERS and re.match(r"[^，。；]{0,4}目标", after)
        yield self._counted(i), "目标" if aimed else measure

    def _share(self, i: int, said: Said, share: re.Match[str]) -> Said:
        """占年度计划(170万套)的(66.2%): the first is what the second is a share of."""
        what = re.sub(r"[约近均]$", "", share["what"])
        what, base = what if len(what) > 1 else self._inherited(i), share["base"]
        if i + 1 < len(self._reads) and _OF.fullmatch(self._sentence.between(i)):
            target = re.search(r"计划|目标|任务", base)
            return replace(said, indicator=tidy(what + base), measure="目标" if target else "值", predicate="")
        return replace(said, indicator=tidy(what) + ("占" + base if base else ""), measure="占比")

    def _owned(self, i: int, subject: str) -> str:
        """A subject with what it leaves unsaid: 增速, 利润总额, 用户."""
        said = self._said
        if _APPOSITION.match(self._reads[i].own):
            return self._inherited(i)
        stem, head = head_of(_BARE.sub("", subject))
        if not subject or DEPENDENT.match(subject) or _TERM.fullmatch(subject):
            owner = _TERM.sub("", self._inherited(i)) if subject else self._inherited(i)
            return owner + ("" if owner.endswith(subject) else subject)
        if head and not stem:  # 实现利润总额: whose?
            told = [s for s in said if s.measure not in _ASIDE]
            return _joined(_stem(self._inherited(i, told)), head)
        if head and said and len(stem) == _BARE_VERB and stem in said[-1].indicator and is_verb(stem):
            return said[-1].indicator + subject  # 收购秋粮3亿吨，|收购进度
        if _TOWARDS.match(subject) and not head:
            return subject + self._statistic_towards(i)
        mean = _MEAN.match(subject)
        if mean and said and said[-1].indicator.endswith(subject[mean.end() :]):  # 铁路发送旅客…，|日均发送旅客
            return re.sub(r"(?:累计|共)$", "", said[-1].indicator.removesuffix(subject[mean.end() :])) + subject
        if len(subject) == _BARE_VERB and is_verb(subject):  # 开行1400列、运送14万标箱: whose?
            owner = self._inherited(i, [s for s in said if len(s.indicator) > len(subject)])
            return owner + ("" if owner.endswith(subject) else subject)
        if not head:
            return subject + self._statistic_of_sibling(i, subject)
        if head and said and len(stem) > 1 and said[-1].indicator.endswith(stem):  # 5G用户达…，|用户|普及率
            return said[-1].indicator + head
        return subject

    def _statistic_towards(self, i: int) -> str:
        """The statistic that 对甲国 leaves out: that of the sentence, else of what was said before."""
        told = re.search(r"对[^，。；]{1,16}?(进出口|出口|进口|投资)", self._sentence.text)
        return told[1] if told else head_of(self._inherited(i))[1]

    def _statistic_of_sibling(self, i: int, subject: str) -> str:
        """The statistic that a part leaves out: 家电销量2万台，其中空调|8000台; in the same unit as its sibling's."""
        read, said = self._reads[i], self._said
        alike = [
            s.indicator
            for s, r in zip(said, self._reads, strict=False)
            if s.measure == "值" and r.predicate == s.predicate and _plain(r.figure.unit) == _plain(read.figure.unit)
        ]
        starts = self._sentence.text[read.clause.start : read.figure.start].startswith(read.left)
        if (
            not alike
            or read.predicate
            or not starts
            or not is_nominal(subject)
            or _plain(read.figure.unit) in ("", "%", "元")
        ):
            return ""
        stem, head = head_of(alike[-1])
        if head:
            return head if stem else ""
        words = tagged(alike[-1])
        return words[-1][0] if len(words) > 1 and words[-1][1] in ("l", "v", "vn") and len(words[-1][0]) > 1 else ""

    def _is_share_of_base(self, i: int) -> bool:
        return i > 0 and bool(_OF.fullmatch(self._sentence.between(i - 1))) and "占" in self._reads[i - 1].own

    def _base_owner(self, i: int) -> str:
        """占年度计划(170万套)的|66.2%: what the share is of."""
        base = (_SHARE.match(self._reads[i - 1].subject) or {"base": ""})["base"]
        return self._said[i - 1].indicator.removesuffix(base) + "占" + base

    def _of_part(self, i: int) -> str:
        """The indicator of a share with what it is a share of after it: 八成的企业."""
        read = self._reads[i]
        after = part_of(self._sentence, read)
        if not after:
            return ""
        if GREW_BY.match(after):
            return read.subject or self._inherited(i)
        if after.startswith("目标"):
            return self._said[-1].indicator if self._said else self._inherited(i)
        if _COMPARED_WITH.match(after):
            return self._inherited(i)
        if levied := _LEVIED.search(read.own):
            return levied[0] + after
        subject = read.subject
        return (subject if noun_start(subject) or not _is_verbal(subject) else "") + after

    def _counted(self, i: int) -> str:
        read, sentence = self._reads[i], self._sentence
        following = self._reads[i + 1].figure.start if i + 1 < len(self._reads) else len(sentence.text)
        start = read.figure.end
        if following == start and i + 1 < len(self._reads):  # 4个|5000吨级|泊位
            start = self._reads[i + 1].figure.end
            following = self._reads[i + 2].figure.start if i + 2 < len(self._reads) else len(sentence.text)
        after = counted(sentence, read, start, following)
        if not after:
            return ""
        relative = re.fullmatch(r"(.{2,20})的", read.own.strip())
        if relative and not is_nominal(relative[1]):  # 入选的200个|项目
            return tidy(re.sub(r"^(?:高于|低于|超过|其中|将|由)", "", read.own.strip()) + after)
        if i and (
            re.search(r"[、和及的]\s*$", sentence.between(i - 1)) or read.own.strip() == self._said[-1].indicator
        ):
            return after  # 3家甲、5家乙: what stands before 5家 is what the 3 are
        subject = tidy(re.sub(r"^[在于对]", "", read.subject))
        if head_of(after) == ("", after):  # 迎来3万人次的|客流量, 实现5亿元|结余: whose?
            return (noun_start(subject) or head_of(self._inherited(i))[0]) + after
        new = re.search(r"新[增建开签]$", read.own)
        return (subject if is_nominal(subject) else new[0] if new else _done(subject)) + after

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

    def _is_noun(self, i: int) -> str:
        """What a figure without a subject is said to be: 有近七成|为技术人员, 72公里|是无人区."""
        read = self._reads[i]
        if re.sub(r"^其中|[有约近超仅过共]", "", read.own).strip(" ，,"):
            return ""
        match = _IS_NOUN.match(self._sentence.text, read.figure.end)
        return noun_start(match["what"]) if match else ""

    def _inherited(self, i: int, told: Sequence[Said] | None = None) -> str:
        """The subject said last before a figure's clause: what an earlier clause starts with, or an earlier figure's."""
        sentence, read = self._sentence, self._reads[i]
        told = self._said if told is None else told
        floor = self._reads[i - 1].figure.end if i else 0
        at = bisect_right(sentence.clauses, read.clause.start, key=lambda c: c.end)
        earlier = list(islice(reversed(sentence.clauses[:at]), _FURTHEST))
        for clause in earlier:
            if clause.start < floor:
                break
            noun = sentence.name_of(clause)
            if len(noun) > 1 and not DEPENDENT.match(noun) and not _does(noun):
                return noun
        for statement in reversed(told):
            if statement.indicator:
                return _owner(statement.indicator)
        return next((noun for c in earlier if len(noun := sentence.name_of(c)) > 1), sentence.topic)

    def _share_tail(self) -> list[Said]:
        """Give counted things of one list the noun that only the last one has: 基础级、先进级…领航级智能工厂."""
        said = self._said
        for i in range(len(said) - 1, 0, -1):
            end = said[i - 1].indicator[-1:]
            alike = _plain(self._reads[i - 1].figure.unit) == _plain(self._reads[i].figure.unit)
            short = (
                alike and 0 < len(said[i - 1].indicator) <= 4 and not said[i - 1].predicate and not said[i].predicate
            )
            beside = re.search(r"[、和]\s*(?:约|近|超过|超|逾)?$", self._sentence.between(i - 1)) is not None
            if short and beside and end in said[i].indicator[1:-1]:
                tail = said[i].indicator.rpartition(end)[2]
                said[i - 1] = replace(said[i - 1], indicator=said[i - 1].indicator + tail)
        return said


def _does(noun: str) -> bool:
    """Whether what a clause starts with says what is done (布局六个重点方向), rather than who or what does (提供服务的端口)."""
    word, tag = tagged(noun)[0]
    return tag == "v" and len(word) > 1 and len(noun) > _LONG_NAME and "的" not in noun and not head_of(noun)[1]


def _owner(indicator: str) -> str:
    """What an inherited figure belongs to: 装备工业增加值占比 → 装备工业增加值."""
    return re.sub(r"(?:增速|增幅|占比|占.*|对.*贡献率)$", "", indicator) or indicator


def _done(subject: str) -> str:
    """The verb that says what is done with what is counted, where that is no mere being: 取消|航班, 缴获|毒品."""
    words = tagged(subject)
    verb = words[-1][0] if words and words[-1][1] == "v" else ""
    return "" if len(verb) < 2 or _BRINGS.fullmatch(verb) else verb


def _stem(indicator: str) -> str:
    """What an indicator is of: 软件业务|收入."""
    stem, head = head_of(indicator)
    return stem + "业务" if head.startswith("业务") else stem


def _joined(owner: str, head: str) -> str:
    """An owner with its statistic; what both have is said once: 甲国贸易目标|贸易额 is 甲国贸易额."""
    owner = re.sub(r"(?:目标|任务|计划)$", "", owner)
    shared = next((n for n in range(min(len(owner), len(head)), 1, -1) if owner.endswith(head[:n])), 0)
    return owner + head[shared:]


def _plain(unit: str) -> str:
    """A unit without its scale: 万人次 and 亿人次 count the same."""
    return unit.lstrip("百千万亿")


def _is_verbal(phrase: str) -> bool:
    words = tagged(phrase)
    return bool(words) and words[-1][1] in ("v", "vd", "vi")
