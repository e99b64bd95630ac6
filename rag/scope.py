"""Where a question's words may stand for a fact to speak of them: in its indicator, its clause, or what surrounds it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.listing import HEAD, SOLD, head_of
from index.records import Fact, Span
from index.rows import BAR
from index.sentences import clauses
from index.tables import captions_above, cell_of, name_cell, of_row
from index.tags import is_adjective, is_noun, is_place
from index.units import counted_in
from rag.agree import SUFFERED
from rag.dimensions import MONEY, RATIO, measured_in
from rag.records import Candidate
from rag.vocabulary import base, contains, plain

_PERSONS = ("人", "名", "例")
_SHORTEST = 2  # characters of a statistic's name that has no verb in it: 产量
_ECONOMY = "经济"  # 中国经济|增长4.4%; not 数字经济
_NARROWS_NOTHING = ("平均", "总体", "整体", "实际", "全部", "个人", "年度", "最新", "主要")
_ALL_OF_IT = ("全球", "世界", "国民", "我国", "全国", "全省", "全市", "全县", "全区")
_DASH = "——"  # 我国最大油田——甲油田: what stands before it says of what follows what it is
_CONTEXT = 120  # code points before the sentence that still say what it is about

_CLOSED_AT = re.compile("收于|收报|报收|收在")
_BODY = re.compile("(?:协会|学会|联合会|央行|集团|公司|总局|总署|委员会)$")
FAIR = "(?:博览|交易|展览|洽谈)会"  # whose names have statistics within: 进口博览会
# What excludes each other: income is no profit, output no export.
STATISTIC = re.compile(
    rf"(?<!进)出口|进口|{SOLD}|产量|销量|利润|收入|投资|价格|产值|税收|逆差|顺差|结余|盈余|支出|成本|库存|订单|利息|利率|工资|薪酬|租金|电价|票价"
)
_MEASURE_WORD = re.compile(r"占比|比重|比例|份额|增速|增幅|降幅|涨幅|贡献率|增长率|规模|总额|金额|总量|总数")
# Qualifiers that narrow nothing a reader would miss.
HARMLESS = re.compile(
    r"^(?:规模以上|规模|以上|各级|依法|有关|部门|全国|国家|全市|全省|全区|全县|本市|本省|我国|全球|中国|国内|全部|累计|总体|全社会|社会|全口径|月度|地方|城乡|区域|跨区域|金融机构|本外币|报告期内|报告期|各项|主要|各类|产品|行业|领域|企业|增加|新|总|共|年度|年|月|同期|全年)++$"
)


def is_head(word: str) -> bool:
    """Whether a word names a statistic that has to be the fact's own: 产量, 出口额; not 增速, 占比."""
    return HEAD.search(word) is not None and not _MEASURE_WORD.fullmatch(word)


def is_skipped(word: str, previous: str, following: str, asked: str, indicator: str) -> bool:
    """Whether an indicator joins what a noun of the question parts: 集成电路|产量, where 集成电路设备产量 is asked for."""
    return (
        (is_noun(word) or (is_adjective(word) and word not in _NARROWS_NOTHING))
        and previous + word + following in asked
        and previous + following in indicator
    )


class Scope:
    """Where a word of the question may stand for a fact to speak of it, folded."""

    def __init__(self, fact: Fact, candidate: Candidate) -> None:
        text = candidate.document.text
        self.indicator = plain(_in_full(fact))
        self.place = plain(fact.place)
        self.unit = plain(fact.unit)
        self._owner = plain(fact.owner)
        self.also = plain("|".join(name for name in fact.owner.split("|") if name.endswith(_DASH)))
        if _CLOSED_AT.search(fact.predicate):
            self.also += "|收盘价"
        if fact.measure == "占比" and fact.predicate.endswith("完成"):
            self.also += "|进度"  # 已收面积10.8亿亩，完成82.7%
        self._stem, self._head = head_of(self.indicator)
        self._candidate = candidate
        row = self.is_cell = of_row(text, fact)
        own, before, others = (_cells_of(fact, text), "", "") if row else _clauses_of(fact, candidate)
        self.clause, self._before, self._others = plain(own), plain(before), plain(others)
        around = text[max(0, fact.sentence_start - _CONTEXT) : fact.sentence_start]
        context = candidate.passage.context
        self._context = plain(_about_table(fact, text, context) if row else context + around)
        self.rest = f"{self._before}|{self._others}"
        self.context = self._context if row else self._context + plain(candidate.passage.text)

    def names(self, word: str) -> bool:
        """Whether the indicator has a word; one that names no other statistic may say 发送旅客 for 旅客|发送量."""
        if contains(self.indicator, word) or contains(self.also, word):
            return True
        deeds = [one[:-1] for one in word.split("|") if one[-1:] == "量" and len(one) > _SHORTEST]
        if self._head:  # 出口|4.77万吨 is 出口量
            return self._head in deeds and measured_in(self.unit) not in ("", MONEY, RATIO)
        if "|" in word:  # 当月发电 of 发电量|发电总量; not 核能发电节约的煤
            return any(map(self.indicator.endswith, deeds))
        return any(contains(self.indicator, deed) for deed in deeds)

    def counts_by(self, word: str) -> bool:
        """Whether a word of the question only says what the figure is counted in, or by: 多少EFLOPS, 多少钱一吨 of 元/吨."""
        per = self.unit.partition("/")[2]
        return word == self.unit or (per != "" and any(one in (f"每{per}", f"一{per}") for one in word.split("|")))

    def skips(self, previous: str, word: str, following: str, asked: str) -> bool:
        """Whether the indicator joins what a noun of the question parts, which stands nowhere up to the figure."""
        if not (previous and following and is_skipped(base(word), previous, following, asked, self.indicator)):
            return False
        table = self.context if self.is_cell else ""  # a row's name and its column's are joined by no words
        return not contains("|".join((self.clause, self.rest, table)), word)

    def has(self, word: str, head: bool, following: str, asked: str) -> bool:
        """Say whether a word of the question is said of the fact.

        Args:
            word: A word of the question.
            head: Whether it names a statistic (产量, 出口): that has to be the fact's own.
            following: The word after it in the question.
            asked: The question, folded.

        Returns:
            False where it stands nowhere, or only with something else.
        """
        if self.names(word) or contains(self.clause, word):
            return True
        if head and self._stem:  # another statistic of the sentence is not this one
            if self._head:
                return False
            told = f"{self._before}|{self._others}|{self._context if self.is_cell else ''}"
            counted = self.is_cell and measured_in(self.unit) not in ("", MONEY, RATIO)
            deeds = [one[:-1] for one in word.split("|") if one[-1:] == "量" and len(one) > _SHORTEST and counted]
            return contains(told, word) or any(contains(told, deed) for deed in deeds)  # 进口量, below 主要进口商品
        narrows = (
            self._stem != ""
            and is_noun(following)
            and base(word) + following in asked
            and contains(self.indicator, following)
        )
        if narrows and self._otherwise(following, asked):
            return False  # 通用算力 is asked for, this is 智能算力
        if self._is_of_all(word):
            return False
        if contains(self.rest, word):
            return True
        if narrows and not is_head(following) and not is_place(base(word)):
            return False  # 纯电动汽车 is not 汽车, whatever else around it is 电动
        named = word.isascii() and word.isalnum()  # 5G, L3, AG600: a name has to stand with its figure
        return not named and (contains(self._context, word) or self._is_called(word))

    def _is_called(self, word: str) -> bool:
        """Whether a body that the passage names is spoken of by the end of its name: 协会|预计."""
        bodies = [body for one in word.split("|") if (body := _BODY.search(one))]
        told = f"{self._owner}|{self.clause}|{self.rest}"
        alone = (re.search(f"(?<![一-鿿]){body[0]}", told) for body in bodies)
        return any(alone) and contains(self.context, word)

    def _is_of_all(self, word: str) -> bool:
        """Whether a bare statistic stands beside its parts, of which one has a word: 货运量, told with 铁路货运量 and 公路货运量."""
        if self._stem or not self._head or contains(plain(self._candidate.document.title), word):
            return False
        told = (plain(fact.indicator) for fact in self._candidate.facts)
        parts = [named for named in told if named != self.indicator and named.endswith(self.indicator)]
        return any(contains(part, word) for part in parts) and not all(contains(part, word) for part in parts)

    def is_foreign(self, asked: str) -> bool:
        """Whether the indicator is of a statistic that is not asked for: 服务贸易|出口 for 服务贸易."""
        kind = STATISTIC.search(self._head) if self._stem else None
        return kind is not None and kind[0] not in asked

    def _otherwise(self, noun: str, asked: str) -> bool:
        """Whether the indicator qualifies a noun itself: 电子设备|制造业, where 装备制造业 is asked for."""
        at = self.indicator.find(noun)
        before = self.indicator[max(0, at - 2) : max(0, at)]
        qualified = re.search(r"[\u4e00-\u9fff]$", before) is not None and before not in asked
        return qualified and not HARMLESS.match(self.indicator[:at])


def _in_full(fact: Fact) -> str:
    """An indicator as statistics name it: 地震造成死亡 of so many people as 地震造成死亡人数."""
    of = fact.indicator.removesuffix(_ECONOMY)
    whole = of != fact.indicator and (not of or of == fact.place or of in _ALL_OF_IT or is_place(of))
    if whole and fact.measure in ("同比", "环比", "目标") and fact.unit == "%":
        return f"{fact.indicator}增长"
    counted = fact.measure == "值" and counted_in(fact.unit) in _PERSONS and SUFFERED.search(fact.indicator)
    return f"{fact.indicator}人数" if counted else fact.indicator


def _cells_of(fact: Fact, text: str) -> str:
    """The fact's own cell, those of its row without figures, and the row above that it is a part of.

    The other cells are of other measures and periods.
    """
    cell = cell_of(text, fact)
    return f"{fact.owner}|{name_cell(text, fact)}|{text[cell.start : cell.end]}"


def _about_table(fact: Fact, text: str, context: str) -> str:
    """What a passage's context and its table's caption say; its head names all columns, the rows above other things."""
    lines = context.split("\n")
    head = next((line for line in lines if BAR in line), "")
    at = text.rfind(head, 0, fact.sentence_start) if head else -1
    captions = captions_above(text, at) if at >= 0 else []
    return "|".join([*(line for line in lines if BAR not in line), *captions])


def _clauses_of(fact: Fact, candidate: Candidate) -> tuple[str, str, str]:
    """The fact's own clause, the clauses before it that hold no figure, and those that do, each joined by bars."""
    text = candidate.document.text
    siblings = [f for f in candidate.facts if f.sentence_start == fact.sentence_start and f is not fact]
    own, before, others = [], [], []
    for clause in _cut(text, fact.sentence_start, fact.sentence_end):
        if clause.start > fact.start:
            break
        said = text[clause.start : clause.end]
        if clause.end > fact.start:
            own.append(_without_siblings(_own_clause(fact, siblings, text, clause), fact, siblings))
        elif any(clause.start <= s.start < clause.end for s in siblings):
            others.append(said)
        else:
            before.append(_without_siblings(said, fact, siblings))
    return "|".join(own), "|".join(before), "|".join(others)


_cut = lru_cache(maxsize=16)(clauses)  # the facts of a sentence come one after another


def _own_clause(fact: Fact, siblings: Sequence[Fact], text: str, clause: Span) -> str:
    """The clause from the figure before to the figure after; of 建成3家甲、5家乙 each count has the verb too."""
    inside = [s for s in siblings if clause.start <= s.start < clause.end]
    after = [s.start for s in inside if s.start > fact.start]
    between = (text.find("、", fact.end, start) for start in after)
    stop = next((at for at in between if at >= 0), clause.end)  # the next of a series: 客运量3亿人次、|货运量
    if fact.listed:
        return text[clause.start : stop]
    floor = max([clause.start, *(s.end for s in inside if s.end <= fact.start)])
    counted = fact.indicator[:2] in text[fact.end : fact.end + 12]
    shared = (
        text[clause.start : min(s.start for s in inside)] + "|" if inside and counted and floor > clause.start else ""
    )
    return shared + text[floor:stop]


def _without_siblings(said: str, fact: Fact, siblings: Sequence[Fact]) -> str:
    """Take out what only another member of the fact's list is called."""
    if fact.listed:
        for sibling in siblings:
            alone = _only_in(sibling.indicator, fact.indicator)
            if sibling.listed and len(alone) > 1:
                said = said.replace(alone, "|")
    return said


def _only_in(one: str, other: str) -> str:
    """What one indicator has and the other has not, between their common head and tail."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    alone = one[start : len(one) - end]
    return alone if len(alone) != 1 else one[max(0, start - 1) : len(one) - end + 1]  # 市|二|中
