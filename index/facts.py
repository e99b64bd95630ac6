"""A paragraph becomes facts: every figure with its indicator, measure and period.

The indicator is read from the figure's own clause (`集成电路产量同比增长24.3%`), from the clauses before it where its own
names none (`电信业务总量同比增长8.3%，增速提高0.6个百分点`), or from what is counted after it (`建成1260家5G工厂`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from index.figures import Figure, find_figures
from index.listing import HEAD, head_of, split_items
from index.periods import find_periods, governing_period, is_comparison
from index.records import Fact, Period, PeriodMention, Span
from index.sentences import clauses, sentences
from index.tags import tagged

_GROWTH = "增长|增加|拉高|高出|超出|多出|上升|上涨|提高|提升|扩大|增产|多增|攀升|回升|下降|减少|降低|回落|下滑|收窄|缩小|加快|放缓|下跌|增|降|升|涨|跌|高|低|快|慢|多|少"
_TRAILING = re.compile(
    rf"(?:同比|环比|分别|各|均|都|共计|共|累计|合计|总计|已经|已|将|则|就|又|再|也|还|约|近|超过|超|逾|不足|不到|突破|接近|达成|达到|达|"
    rf"为|是|有|至|到|了|已有|不低于|不少于|不高于|不超过|至少|要|需|{_GROWTH}|完成|实现|保持|仅|只|净|大幅|平均|继续|进一步|高达|多达|依次|用上|手握|总体|全年|稳定在|在|于|按可比价计算|扣除价格因素)$"
)
_COMPARED = re.compile(r"(?:(?<![占对同环无相可])比|较|与|同)(?![重例率业济价])[^，、,]{0,18}$")
_GROWTH_END = re.compile(rf"(?:{_GROWTH})(?:了|到|至|为|约|近|超过|超|逾)*(?:分别|均)?$")
_DEPENDENT = re.compile(
    r"^(?:增速|增幅|降幅|涨幅|跌幅|占比|比重|比例|份额|贡献率|同比|环比|其|这一|该|总额|总量|规模|总数|数量|金额|市场占有率|占有率|对.{1,24}的?(?:贡献率?|拉动)|拉动.*|把.*|高于.*|低于.*|高出.*|超出.*|所占.*|在.{1,16}[中里内]的?(?:占比|比重|份额|贡献率)?|占.*)$"
)
_SHARE = re.compile(r"^(?P<what>.*?)(?:分别)?占(?!比|有率|用|地)(?P<base>.*)$")
# Verbs that join a subject to its figure, however the words after them are tagged.
_PREDICATE = re.compile(
    r"实现|保持|达到|完成|超过|突破|获得|成为|包括|涉及|带动|推动|覆盖|分布|增长|下降|提高|降低|累计|集聚|位居|占据|拥有|均已|已经|全部"
)
_EACH = re.compile(r"分别|依次|各(?=为|达|增|是|占)")
_PRONOUN = re.compile(r"^(?:它的|它|其|这一|该|此)(?=.)")
_COMPARING = re.compile(
    r"^(?:与|和|同(?!比|期)|较|比(?!重|例))[^，、]{0,14}(?:相比|比|的)?(?=增速|增幅|降幅|涨幅|占比|比重|总量|$)"
)
_WITHIN = ("的", "、", "“", "”", "和", "与", "及", "+", "我国", "全国", "各类", "其他")
_LONGEST_SENTENCE = 800  # code points; reading a sentence takes time in the square of its figures
_SOURCE = re.compile(r"(?:显示|获悉|了解到|消息|介绍|表示|公布|发布|发布数据|数据)[，,：:]?$")
_PARENTHESIS = re.compile(r"[（(][^（）()]*[）)]")
_ADVERBIAL = re.compile(
    r"^(?:其中|以及|此外|同时|另外|截至|今年以来|数据显示|据统计|据介绍|据悉|特别是|总体来看|从.{1,10}看|预计|目前|当前|现在|到现在|是|即|而|且|并|也|但|一是|二是|三是|四是|五是|六是|首先|其次|最后|比如|例如)+[，,]?"
)
_BARE = re.compile(r"^(?:累计|实现|完成|共|总计|合计|达成|取得|全年)+")
_TARGET = re.compile(
    r"力争|争取|目标|到\s?\d{4}\s?年(?!底[，,]?(?:我国|全国)?已)|将.{0,8}(?:提高|达到|降|增)|计划|规划|确保|不低于|不小于"
)
_NOUN_TAGS = ("n", "vn", "a", "b", "j", "eng", "x", "s", "f", "l", "i", "k", "z", "an", "nz", "q", "m")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a figure says."""

    indicator: str
    measure: str
    period: Period | None
    predicate: str
    listed: bool = False


_NOTHING = _Said("", "", None, "")


@dataclass(frozen=True, slots=True)
class _Read:
    """A figure with what its clause says of it; `since` is what stands between it and the figure before."""

    figure: Figure
    clause: Span
    since: str
    left: str
    subject: str
    predicate: str


def read_facts(
    text: str, stretch: Span, document: str, anchor: date | None, known: Sequence[Period] = ()
) -> list[Fact]:
    """Read the facts of one paragraph or turn.

    Args:
        text: The document's canonical text.
        stretch: The paragraph or turn within it.
        document: Id of the document.
        anchor: The day the document was published, None when unknown.
        known: Periods said before (in the document's introduction, in the question), nearest last.

    Returns:
        The facts in the order of their figures.
    """
    facts: list[Fact] = []
    said = list(known)
    topic = ""
    for span in _readable(text, stretch):
        reader = _SentenceReader(text, span, anchor, said, topic)
        facts.extend(reader.facts(document, anchor))
        said.extend(m.period for m in reader.mentions if _lasts(reader.text, m, anchor))
        topic = reader.topic_after() or topic
    return facts


def _readable(text: str, stretch: Span) -> Iterator[Span]:
    """The sentences of a stretch; one that no person would write whole is read in pieces that end with a clause."""
    for sentence in sentences(text[stretch.start : stretch.end]):
        start, end = stretch.start + sentence.start, stretch.start + sentence.end
        while end - start > _LONGEST_SENTENCE:
            limit = start + _LONGEST_SENTENCE
            cut = max(text.rfind(mark, start, limit) for mark in "，,；;、") + 1
            cut = cut if cut > start else limit
            yield Span(start, cut)
            start = cut
        yield Span(start, end)


def _lasts(sentence: str, mention: PeriodMention, anchor: date | None) -> bool:
    """Whether sentences after this one still speak of the period.

    Not a day, a target, a running year, a comparison, nor a part set apart (1—5月增长6.2%，其中5月增长5.9%).
    """
    period = mention.period
    if re.search(r"其中[，,]?$", sentence[: mention.start]):
        return False
    if period.kind in ("day", "plan") or re.search(r"同期|目前|以来", period.text) or is_comparison(sentence, mention):
        return False
    if period.kind == "year" and anchor is not None and period.end > anchor:
        return False
    return not re.search(
        r"(?:到|力争|争取|目标|计划)\W?$", sentence[: mention.start][-4:]
    ) and not period.text.startswith("到")


class _SentenceReader:
    """Reads one sentence; periods and the topic said before it are given."""

    def __init__(self, text: str, span: Span, anchor: date | None, known: Sequence[Period], topic: str) -> None:
        self.text = text[span.start : span.end]
        self.span, self.known, self.topic = span, known, topic
        self.mentions: list[PeriodMention] = find_periods(self.text, anchor, known=known)
        taken = [Span(m.start, m.end) for m in self.mentions]
        self.figures = find_figures(self.text, 0, len(self.text), taken)
        self.clauses = clauses(self.text, 0, len(self.text))

    def facts(self, document: str, anchor: date | None) -> list[Fact]:
        """The sentence's facts, lists resolved; without a period they speak of the day of the document."""
        undated = None if anchor is None else Period(anchor, anchor, "as-of", "", "assumed")
        reads = [self._read(i) for i in range(len(self.figures))]
        facts = []
        for read, said in zip(reads, self._statements(reads), strict=True):
            if not said.indicator:
                continue
            f, at = read.figure, self.span.start
            facts.append(
                Fact(document, at + f.start, at + f.end, f.text, f.value, f.unit, said.indicator, said.measure, f.bound,
                     said.period or undated, self.span.start, self.span.end, said.predicate, said.listed)
            )  # fmt: skip
        return facts

    def topic_after(self) -> str:
        """What the sentence is about: what the next one means by 它的增加值, or leaves out."""
        told = [c for c in self.clauses if not re.fullmatch(r".{1,6}[：:]", self.text[c.start : c.end])]  # 陶青：
        first = next((n for c in told if len(n := _named(self._without_periods(c.start, c.end))) > 1), "")
        return head_of(first)[0]

    def _read(self, i: int) -> _Read:
        figure = self.figures[i]
        clause = next(c for c in self.clauses if c.start <= figure.start < c.end)
        start = max([clause.start, *(f.end for f in self.figures[:i] if f.end > clause.start)])
        whole = ""
        of_base = i > 0 and self._is_base(i - 1) and clause.start <= self.figures[i - 1].start
        if of_base:  # 全市51个县区中的43个: what is counted stands before and after the 51
            base = self.figures[i - 1]
            floor = max([clause.start, *(f.end for f in self.figures[: i - 1] if f.end > clause.start)])
            whole = self._without_periods(floor, base.start)
        left = self.text[start : figure.start]
        own = self._without_periods(start, figure.start)
        subject, predicate = _subject(
            whole + re.sub(r"中(?:的|有)?\s*$", "", own) if whole or (i and self._is_base(i - 1)) else own
        )
        since = self.text[self.figures[i - 1].end if i else 0 : figure.start]
        return _Read(figure, clause, since, left, subject, predicate)

    def _is_base(self, i: int) -> bool:
        """Whether a figure is only what the next one is part of: 97个大类中的86个."""
        if i + 1 >= len(self.figures):
            return False
        between = self.text[self.figures[i].end : self.figures[i + 1].start]
        if re.match(r"[^，。；、,;]{1,12}(?:里|中|当中)[，,]", between):  # 97个国民经济大类里，
            return True
        return re.fullmatch(r"[^，。；、,;]{1,12}中(?:的|有)?\s*", between) is not None

    def _without_periods(self, start: int, end: int) -> str:
        pieces, at = [], start
        for mention in self.mentions:
            if mention.end <= start or mention.start >= end:
                continue
            pieces.append(self.text[at : max(at, mention.start)])
            at = mention.end
        return "".join([*pieces, self.text[at:end]])

    def _statements(self, reads: list[_Read]) -> list[_Said]:
        said: list[_Said] = []
        i = 0
        while i < len(reads):
            group = self._group(reads, i)
            if self._is_base(i):
                said.append(_NOTHING)
            elif len(group) == 1:
                said.append(self._single(reads, i, said))
            else:
                listed = self._listed(reads, group, said)
                said.extend(listed or [_NOTHING] * len(group))  # a figure of unknown owner is no fact
            i += len(group)
        return _share_tail(said)

    def _group(self, reads: list[_Read], i: int) -> list[int]:
        """Positions of the figures that stand together from `i` on: `22%、30%和25%`."""
        group = [i]
        while group[-1] + 1 < len(reads):
            between = self.text[reads[group[-1]].figure.end : reads[group[-1] + 1].figure.start]
            if not re.fullmatch(r"\s*(?:、|和|与|及|以及|，以及|,|and)\s*(?:约|近|超过|超|逾)?\s*", between):
                break
            group.append(group[-1] + 1)
        if len(group) > 1 and not _EACH.search(self.text[: reads[i].figure.start]) and "respectively" not in self.text:
            return [i]
        return group

    def _listed(self, reads: list[_Read], group: list[int], said: list[_Said]) -> list[_Said] | None:
        """One statement a figure of `A、B…分别…x、y`, or None where the owners cannot be told apart."""
        first, count = reads[group[0]], len(group)
        measure = _measure(first, self.text)
        position = max(
            (m.start() for m in _EACH.finditer(self.text, 0, first.figure.start)), default=first.figure.start
        )
        clause_start = max((c.start for c in self.clauses if c.start <= position), default=0)
        while re.match(r"以及|和|及|与", self.text[clause_start:]) and clause_start:
            clause_start = max((c.start for c in self.clauses if c.start < clause_start), default=0)
        own = self._without_periods(clause_start, position).strip(" ，,")
        share = _SHARE.match(self.text[position : first.figure.start])
        tail = "占" + _subject(share["base"])[0] if share and share["base"] else ""
        named = _subject(_EACH.sub("", self.text[position : first.figure.start]))[0]
        if not tail and HEAD.fullmatch(named):  # 对东盟、欧盟分别|进出口|4.7万亿元、…
            tail = named
        stem = _subject(own, keep_list=True)[0]
        indicators: list[str] | None
        periods = self._spread_periods(first, count)
        if periods is not None:
            indicators = self._spread(reads, group, own, said)
        else:
            periods = [governing_period(self.text, self.mentions, first.figure.start, self.known)] * count
            indicators = split_items(stem, count) if stem else None
            earlier = [s.indicator for s in said[-count:] if s.listed]
            if indicators is None and len(earlier) == count and (not stem or _DEPENDENT.match(stem)):
                indicators = [e + (stem if stem not in e else "") for e in earlier]
            indicators = indicators or self._items_before(clause_start, stem, count)
        if indicators is None:
            return None
        predicate = _EACH.sub("", first.predicate)
        return [_Said(_tidy(i) + tail, measure, p, predicate, True) for i, p in zip(indicators, periods, strict=True)]

    def _spread(self, reads: list[_Read], group: list[int], own: str, said: list[_Said]) -> list[str]:
        """The one indicator of a list of periods: 一季度和二季度，工业增加值分别增长…."""
        subject = _subject(own)[0] or self._inherited(reads, group[0], said)
        return [subject] * len(group)

    def _spread_periods(self, first: _Read, count: int) -> list[Period | None] | None:
        """The periods that are the list, where they are as many as its figures and stand side by side."""
        before = [m for m in self.mentions if m.end <= first.figure.start and not is_comparison(self.text, m)][-count:]
        if len(before) < count or not self._coordinated(before):
            return None
        return [m.period for m in before]

    def _items_before(self, clause_start: int, stem: str, count: int) -> list[str] | None:
        """Items named in an earlier clause: `A、B“量质齐升”，增加值占…分别达到x和y`."""
        for clause in reversed([c for c in self.clauses if c.start < clause_start]):
            phrase = self._without_periods(clause.start, min(clause.end, clause_start)).rstrip("，,；; ")
            for candidate in (phrase, _subject(phrase, keep_list=True)[0], _noun_start(phrase)):
                items = split_items(candidate, count)
                if items:
                    return [item + stem if stem and not HEAD.search(item) else item for item in items]
        return None

    def _coordinated(self, spread: list[PeriodMention]) -> bool:
        return all(
            re.fullmatch(r"\s*(?:、|和|与|及|以及|,|and)\s*", self.text[a.end : b.start]) for a, b in pairwise(spread)
        )

    def _single(self, reads: list[_Read], i: int, said: list[_Said]) -> _Said:
        read = reads[i]
        period = governing_period(self.text, self.mentions, read.figure.start, self.known)
        measure = _measure(read, self.text)
        subject = read.subject
        counted = _part_of(self.text, read) or _counted(
            self.text, read, reads[i + 1].figure.start if i + 1 < len(reads) else len(self.text)
        )
        if counted and i and re.search(r"[、和及的]\s*$", self.text[reads[i - 1].figure.end : read.figure.start]):
            subject = ""  # 3家甲、5家乙: what stands before 5家 is what the 3 are
        if counted:
            owner = subject if _noun_start(subject) or not _ends_in_verb(subject) else ""
            return _Said(_tidy(owner + counted), measure, period, "")
        share = _SHARE.match(subject)
        if share:
            what = share["what"] or self._inherited(reads, i, said)
            return _Said(_tidy(what) + "占" + share["base"], "占比", period, read.predicate)
        subject = _PRONOUN.sub("", subject)
        stem, head = head_of(_BARE.sub("", subject))
        if not subject or _DEPENDENT.match(subject):
            owner = self._inherited(reads, i, said)
            subject = owner + ("" if owner.endswith(subject) else subject)
        elif head and not stem:  # 实现利润总额: whose?
            told = [s for s in said if s.measure not in ("占比", "贡献率", "变动")]  # an aside names no new subject
            subject = head_of(self._inherited(reads, i, told))[0] + head
        elif head and said and len(stem) > 1 and said[-1].indicator.endswith(stem):  # 5G用户达…，|用户|普及率
            subject = said[-1].indicator + head
        return _Said(_tidy(subject), measure, period, read.predicate)

    def _inherited(self, reads: list[_Read], i: int, said: Sequence[_Said]) -> str:
        """The subject said last before a figure's clause: what an earlier clause starts with, or an earlier figure's."""
        floor = max((b.figure.end for b in reads[:i]), default=0)
        earlier = [c for c in self.clauses if c.end <= reads[i].clause.start]
        nouns = [(c, _named(self._without_periods(c.start, c.end))) for c in reversed(earlier)]
        for clause, noun in nouns:
            if clause.start >= floor and len(noun) > 1 and not _DEPENDENT.match(noun):
                return noun
        for statement in reversed(said):
            if statement.indicator:
                return _owner(statement.indicator)
        return next((noun for _, noun in nouns if len(noun) > 1), self.topic)


def _share_tail(said: list[_Said]) -> list[_Said]:
    """Give counted things of one list the noun that only the last one has: 基础级、先进级…领航级智能工厂."""
    for i in range(len(said) - 1, 0, -1):
        end = said[i - 1].indicator[-1:]
        if (
            end
            and end in said[i].indicator[1:-1]
            and not said[i - 1].predicate
            and not said[i].predicate
            and len(said[i - 1].indicator) <= 4
        ):
            tail = said[i].indicator.rpartition(end)[2]
            said[i - 1] = replace(said[i - 1], indicator=said[i - 1].indicator + tail)
    return said


def _owner(indicator: str) -> str:
    """What an inherited figure belongs to: 装备工业增加值占比 → 装备工业增加值."""
    return re.sub(r"(?:增速|增幅|占比|占.*|对.*贡献率)$", "", indicator) or indicator


def _subject(left: str, *, keep_list: bool = False) -> tuple[str, str]:
    """Split what stands before a figure into subject and predicate: `集成电路产量|同比增长`."""
    said = _PARENTHESIS.sub("", left).strip(' ，,：:、；;“”"')
    phrase = said if keep_list else _ADVERBIAL.sub("", said)
    said = phrase
    if not keep_list:
        phrase = _COMPARING.sub("", phrase)
    before, grew = said[: len(said) - len(phrase)], False
    while not HEAD.search(phrase) or grew:
        grew = grew or bool(_GROWTH_END.search(phrase))
        shorter = _TRAILING.sub("", phrase).rstrip(" ，,")
        if shorter == phrase and grew:
            phrase, grew = _COMPARED.sub("", phrase).rstrip(" ，,"), False
            continue
        if shorter == phrase:
            break
        phrase = shorter
    predicate = said[len(before) + len(phrase) :] if phrase else said
    return phrase.strip(" ，,的"), predicate.strip(" ，,的")


def _measure(read: _Read, sentence: str) -> str:
    clause = read.since if not read.subject else sentence[read.clause.start : read.figure.start]
    near, unit = read.left + read.predicate, read.figure.unit
    if "百分点" in unit or "percentage" in unit:
        return "变动"
    if "贡献率" in clause:
        return "贡献率"
    ratio = unit in ("%", "成", "倍", "位数", "percent")
    grew = re.search(rf"同比|环比|(?:{_GROWTH_WORDS})(?!到|至)", read.predicate)
    if ("环比" in near or re.search(r"[比较]上(?:个?月|季度)", near)) and "同比" not in near and ratio:
        return "环比"
    if _TARGET.search(sentence[max(0, read.figure.start - 60) : read.figure.start]) and "同比" not in near:
        return "目标"
    own = read.left if read.subject else clause
    if ratio and (grew or re.search(r"同比|增速|增幅|降幅|涨幅", own)):
        return "倍数" if unit == "倍" else "同比"
    if (ratio and re.search(r"占|比重|份额", clause)) or re.search(
        r"(?:占比|比重|份额|比例)(?:分别)?[是为]?[：:]", sentence[: read.figure.start]
    ):
        return "占比"
    if (
        ratio
        and sentence[read.figure.end : read.figure.end + 1] == "的"
        and not read.predicate.endswith(("增长", "为", "是"))
    ):
        return "占比"
    if not ratio and grew and re.search(r"[比较]|同比|环比|再|又", read.predicate) and not HEAD.search(read.predicate):
        return "变动"  # 较上年末增加568亿美元: what came on top, not what there is
    return "值"


_GROWTH_WORDS = "增长|上升|上涨|提升|下降|减少|降低|回落|下滑|增加|提高|增产|增|降|涨|跌"


def _part_of(text: str, read: _Read) -> str:
    """What a share is a share of: `超过八成|的行业实现增长`."""
    share = read.figure.unit in ("%", "成") or "分之" in read.figure.text
    if not share or text[read.figure.end : read.figure.end + 1] != "的":
        return ""
    return re.split(r"[，。；,;！？\n]", text[read.figure.end + 1 :], maxsplit=1)[0][:24]


def _counted(text: str, read: _Read, limit: int) -> str:
    """What stands after a count: `1260家|分类分级、特色鲜明的5G工厂`."""
    if (
        read.figure.unit in ("%", "成", "倍", "位数", "")
        or "百分点" in read.figure.unit
        or re.search(r"元|吨|千瓦|里|米", read.figure.unit)
    ) and not (read.figure.unit and read.figure.unit[-1] in "亿万千百"):
        return ""
    chunk = re.split(r"[，。；,;！？!?：:）)\n]|——", text[read.figure.end : max(limit, read.figure.end)], maxsplit=1)[
        0
    ].strip()
    if chunk[:1] in "(（":
        return ""
    chunk = re.sub(r"^(?:以上|以下|左右|上下|以内)", "", chunk).rstrip("的")
    chunk = chunk.rpartition("的")[2] if "的" in chunk and not chunk.startswith("的") else chunk.split("、")[0]
    return _noun_start(chunk)


def _noun_start(phrase: str) -> str:
    """The noun phrase that a clause starts with, by part of speech: `制造业投资|企稳回升`."""
    phrase = _ADVERBIAL.sub("", phrase.strip(" ，,。；;：:"))
    pieces = tagged(phrase)
    taken = 0
    for i, (word, tag) in enumerate(pieces):
        noun_next = i + 1 < len(pieces) and pieces[i + 1][1].startswith(("n", "j", "x"))
        modifies = tag in ("v", "d") and len(word) > 1 and noun_next and not _PREDICATE.fullmatch(word)
        if word in "是有" or not (tag.startswith(_NOUN_TAGS) or modifies or word in _WITHIN):
            break
        taken += len(word)
    return phrase[:taken].strip(" 、和与及的，,")


def _named(clause: str) -> str:
    """What a clause names: the noun phrase it starts with, or the whole of it where it is one: 提供千兆服务的端口."""
    if _SOURCE.search(clause):
        return ""
    noun = _noun_start(clause)
    clause = clause.strip(" ，,。；;：:")
    whole = len(clause) <= 30 and "的" in clause and not noun and tagged(clause)[-1][1].startswith(("n", "eng"))
    return clause if whole else re.sub(r"方面$", "", noun)


def _ends_in_verb(phrase: str) -> bool:
    words = tagged(phrase)
    return bool(words) and words[-1][1] in ("v", "vd", "vi")


def _tidy(indicator: str) -> str:
    indicator = _ADVERBIAL.sub("", indicator).strip(" ，,、：:；;的。")
    indicator = re.sub(r"(?:全部|均|都)$", "", indicator)
    return re.sub(
        r"^(我国|全国)?(?:已|累计|共|总共|培育|建成|建设了?|打造|形成|拥有|建立|设立|实现|完成)+(?=[一-鿿A-Za-z0-9“]{2})",
        r"\1",
        indicator,
    )
