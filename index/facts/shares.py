"""Shares and parts of plans: `完成全年目标的|58%`, `占外贸比重|34.2%`, `八成|的企业`, `约九成|完成整治`."""

import re
from dataclasses import replace

from index.facts.counted import part_of
from index.facts.measure import GREW_BY
from index.facts.owners import Owners
from index.facts.phrases import noun_start, subject_of, tidy
from index.facts.sentence import Said
from index.sentences import BRACKETS
from index.tags import tagged
from index.units import is_points

SHARE = re.compile(r"^(?P<what>.*?)(?:分别)?占(?:到|了)?(?!比|有[率量]|用|地)(?P<base>.*)$")
_PASSED_BY = re.compile("(?P<of>.(?:合格|达标|优良|及格|优秀|满意))的$")  # 温度合格的|占63%: a rate
_THAT_SHARE = re.compile("(?:这个|这一|该|此)(?:比重|占比|比例|份额|比率)")
_OF = re.compile(r"(?:（[^（）]{1,6}）)?的")
_SPENT = re.compile("投向|用于|流向")
# 约九成|完成整治, 八成|投向民生
_DOES_SO = re.compile(
    "(?:以上|左右)?(?P<what>(?:已|均)?(?:完成|投向|用于|流向|投入|得到|获得|通过|实现)[^，。；、0-9]{2,14})(?=[，。；、]|$)"
)
ITS_RATE = re.compile("(?:[增降涨升跌]幅|增速|增长率|(?:增长率?|增速|[增降涨升跌]幅)(?:预期|预测)值?)$")
_AIM_OF = re.compile("(?:预期|预定|增长|年度|全年)*目标")  # 实现5.5%左右的|增长目标
# 是2019年同期|的1.5倍, 相当于去年全年|的八成, 恢复到2019年同期|的52%
_TIMES = re.compile(
    r"(?:^|(?<=[^但总]))(?:是|为|相当于|恢复[到至]了?)(?P<base>[^，、；是为]{0,24})(?:[的之]|(?<=同期|水平))(?:约|近|大约|超过|超|逾)?$"
)
_DONE_OF = re.compile(
    r"(?:已经?|仅|超额|提前)*完成(?:了)?(?P<plan>[^，、的]{0,10}(?:计划|目标|任务|预算|预期)[^，、的]{0,4})的(?:约|近|超过|超|逾)?$"
)
_PLAN = re.compile("计划|目标|任务|预算")
_OF_PLAN = re.compile("(?:全年|年度|年初|年|预期|目标|计划|任务|预算)+")
_OF_THE_PLAN = re.compile("(?:的?(?:目标|任务|计划))+(?:任务)?的(?:约|近|超过?)*")  # 完成全年4万家|目标的85%
# 完成全年目标|380座的56.8%: the plan itself, of which a share is told behind it
_DONE_OF_SO_MUCH = re.compile(
    r"(?:(?:已经?|仅|超额|提前)*完成(?:了)?|^[，；\s]*为)(?P<plan>[^，、的]{0,6}(?:计划|目标|任务|预算)[^，、的]{0,4})$"
)
_TIME_BASE = re.compile(r"同期|去年|上年|前年|\d年|年初|年底|季度|[上当]月|前期|之前|此前|水平|时期|前$")
_COMPARED_WITH = re.compile(r"预测值|预期|预估|水平|增速|增幅|涨幅|降幅")  # 高于此前0.9%的|预测值
_LEVIED = re.compile(r"对[^，、]{2,14}(?:征收|加征|课征)$")  # 对甲国商品加征25%的|关税
_OF_ANOTHER = re.compile(r"的[^，。；]*[、和与及](?:约|近|超过|超|逾)?$")  # 33%的|甲企业和|67%的|乙企业


class Shares:
    """Says what the shares of a sentence are of.

    Args:
        owners: Whose a figure is, where its subject does not say; it holds the sentence and what its figures say so far.
    """

    def __init__(self, owners: Owners) -> None:
        self._owners, self._sentence, self._said, self._reads = owners, owners.sentence, owners.said, owners.reads

    def that_share(self, i: int, said: Said) -> Said | None:
        """The share that was told before, of another time: 这个比重|去年是|44.8%."""
        if not _THAT_SHARE.fullmatch(self._reads[i].subject):
            return None
        told = next((s.indicator for s in reversed(self._said) if s.measure == "占比"), "")
        return replace(said, indicator=told, measure="占比") if told else None

    def is_of_share(self, i: int, subject: str) -> bool:
        """Whether points are by how much the share told in the clause before changed: 占比30%，|比上年提高|0.6个百分点."""
        if not i or subject or self._said[i - 1].measure != "占比" or not is_points(self._reads[i].figure.unit):
            return False
        return re.fullmatch(r"(?:左右|以上)?[，,][^，,；;。]*", self._sentence.between(i - 1)) is not None

    def times(self, i: int, said: Said) -> Said | None:
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
            said,
            indicator=tidy(owner),
            measure="倍数" if past else "占比",
            predicate=times[0],
            period=self._sentence.period_at(start + times.start()),
        )

    def _plan(self, i: int) -> re.Match[str] | None:
        """The plan that a figure is, where a share of it stands behind: 完成全年目标|380座的58%."""
        of = _OF.fullmatch(self._sentence.between(i))
        return _DONE_OF_SO_MUCH.search(self._reads[i].own) if of else None

    def done_of_plan(self, i: int, said: Said) -> Said | None:
        """How much of a plan is done, or the plan itself: 完成全年目标任务的|58%, 完成全年目标|380座的58%."""
        read = self._reads[i]
        if plan := self._plan(i):
            owner = subject_of(read.own[: plan.start()])[0]
            what = _OF_PLAN.sub("", plan["plan"])  # 全市完成|税收任务|100亿元的105%
            owner = owner + what if what or owner else self._owners.inherited(i)
            return replace(said, indicator=tidy(owner), measure="目标", predicate=plan[0])
        if i and self._said[i - 1].measure == "目标" and _OF_THE_PLAN.fullmatch(read.own):
            return replace(said, indicator=self._said[i - 1].indicator + "占目标", measure="占比", predicate="")
        own = BRACKETS.sub("", read.own)  # 完成年度任务（7万人）的|83.1%
        done = _DONE_OF.search(own) if read.figure.unit in ("%", "成") else None
        if done is None:
            return None
        owner = subject_of(own[: done.start()])[0] or self._owners.inherited(i)
        return replace(
            said,
            indicator=tidy(owner) + "占" + done["plan"],
            measure="占比",
            predicate=done[0],
            period=self._sentence.period_at(read.figure.start - len(read.left)),
        )

    def share(self, i: int, said: Said, share: re.Match[str]) -> Said:
        """占年度计划(170万套)的(66.2%): the first is what the second is a share of."""
        what = _PASSED_BY.sub(r"\g<of>率", re.sub(r"[约近均仅只]$", "", share["what"]))
        what, base = what if len(what) > 1 else ITS_RATE.sub("", self._owners.inherited(i)), share["base"]
        if i + 1 < len(self._reads) and _OF.fullmatch(self._sentence.between(i)):
            target = re.search(r"计划|目标|任务", base)
            return replace(said, indicator=tidy(what + base), measure="目标" if target else "值", predicate="")
        measure = "变动" if is_points(self._reads[i].figure.unit) else "占比"  # 占外贸比重提升|2.2个百分点
        return replace(said, indicator=tidy(what) + ("占" + base if base else ""), measure=measure)

    def is_share_of_base(self, i: int) -> bool:
        """Whether a figure is the share of what the figure before is: 占年度计划170万套的|66.2%."""
        of = i > 0 and _OF.fullmatch(self._sentence.between(i - 1)) is not None
        return of and ("占" in self._reads[i - 1].own or self._plan(i - 1) is not None)

    def base_owner(self, i: int) -> str:
        """占年度计划(170万套)的|66.2%: what the share is of."""
        if plan := self._plan(i - 1):
            return self._said[i - 1].indicator + "占" + plan["plan"]
        base = (SHARE.match(self._reads[i - 1].subject) or {"base": ""})["base"]
        return self._said[i - 1].indicator.removesuffix(base) + "占" + base

    def of_part(self, i: int) -> str:
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

    def does_so(self, i: int) -> str:
        """What a share of the things told before has come to or is for: 排污口33万个，约九成|完成整治."""
        read = self._reads[i]
        text, own = self._sentence.text, read.own.strip(" ，,、和约近超过逾")
        does = _DOES_SO.match(text, read.figure.end) if read.figure.unit in ("%", "成") else None
        if does is None:
            return ""
        if i and own and text.startswith(own, self._reads[i - 1].figure.end):  # 80%投向甲、80%|用于乙
            return does["what"] if _DOES_SO.match(text, self._reads[i - 1].figure.end) else ""
        if own and not (_SPENT.match(does["what"]) and noun_start(read.subject) == read.subject):
            return ""
        return (read.subject if own else self._owners.inherited(i)) + does["what"]


def _is_verbal(phrase: str) -> bool:
    words = tagged(phrase)
    return bool(words) and words[-1][1] in ("v", "vd", "vi")
