"""An English question becomes a Chinese one, term by term: all that answers reads one language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.listing import head_of
from index.periods import describe, year_stated
from index.records import PeriodMention
from rag.glossary import Lexicon
from rag.phrases import Clause, PhraseReader, in_chinese, without_events

LONGEST = 4  # words of a Chinese term that has alternatives
_YEAR = re.compile(r"\d{4}年(?=.)")
_NUMBERS = {
    "two": "两", "three": "三", "four": "四", "five": "五", "six": "六", "seven": "七", "eight": "八", "nine": "九", "ten": "十",
}  # fmt: skip
_HOW_MUCH = re.compile(
    r"\bhow (?:large|big|high|long|far|many (?:metric )?(?:tons?|tonnes?|kilometers?|kilometres?|hectares?|kilowatts?(?:[- ]hours?)?|units|yuan|dollars)(?: of)?)\b",
    re.I,
)
_HOW_FAST = re.compile(r"\bhow (?:fast|quickly|rapidly)\b", re.I)
_MINISTER = re.compile(r"\b((?:vice |deputy )?minister) (?:of|for) (?!the ministry)", re.I)
_SOURCE = re.compile(r",?\s*\baccording to [^,?]*?(?=[,?]|$| (?:in|as|at|by|for|during|from) )", re.I)
_OFFICIAL = r"(?:[\w-]+ ){0,3}?(?:minister|official|spokes\w+|director|governor|mayor|leader|person|executive|expert)\b"
_PERSON = re.compile(rf"\bwho(?:m|se)?\b|\bwhich {_OFFICIAL}", re.I)
_SAID = re.compile(r"\bwho (?:said|says|introduced|answered|explained|mentioned|announced|talked|told)\b", re.I)
_POST = re.compile(r"\b(?:what|which)(?: \w+)? (?:post|position|title|job)\b", re.I)
_LEADS = re.compile(r"\bwho (?:heads|leads|headed|led|runs|chairs)\b", re.I)
_DATE = re.compile(r"\bwhen\b|\b(?:what|which) (?:date|day|month|year|time)\b", re.I)
_WHY = re.compile(
    r"\bwhy\b|\bwhat (?:is|was|were|are) the (?:main )?(?:reasons?|causes?)\b|\bwhat (?:caused|led to)\b", re.I
)
_WHERE = re.compile(r"\bwhere\b", re.I)
_POINTS = re.compile(r"percentage points?", re.I)
_BASIS_POINTS = re.compile(r"how many basis points", re.I)
_MONTHLY = re.compile(
    r"(?:month|quarter)[- ](?:on|over)[- ](?:month|quarter)|\b[mq]o[mq]\b|(?:than|from) (?:the )?(?:previous|last) (?:month|quarter)",
    re.I,
)
_SHARE = re.compile(
    r"(?<!market )\bshares? (?:of|in)\b|\b(?:what|which|how much) share\b|\b(?:proportion|fraction)\b"
    r"|(?<!by )\bwhat percent(?:age)?\b|\bpercentage of\b|\baccount(?:s|ed)? for\b",
    re.I,
)
_CONTRIBUTION = re.compile(r"\bcontribut", re.I)
_TARGET = re.compile(r"\b(?:targets?|goals?)\b", re.I)
_YEARLY = re.compile(r"\byear[- ](?:on|over)[- ]year\b|\byoy\b", re.I)
_WHICH = re.compile(r"^\W*(?:in |by |at |from )?which\b", re.I)
_HOW_TO = re.compile(r"^\W*how (?:will|would|can|could|should|do|does|is|are|to)\b", re.I)
_TIMES = re.compile(r"\bhow many times\b|\b(?:two|three|four|five|ten|many)?fold\b", re.I)
_UP = re.compile(
    r"\bgr[eo]w|\bincreas|\bris(?:e|es|en|ing)\b|\brose\b|\bclimb|\bsurg|\bjump|\bexpand|\b(?:go|goes|went|gone|is|are|was|were) up\b|\bup (?:by|from|over)\b|\bfaster\b|\bhigher\b"
    r"|\bhow fast\b|\bgain",
    re.I,
)
_DOWN = re.compile(
    r"\bf(?:a|e)ll(?:en|s|ing)?\b|\bdeclin|\bdrop|\bdecreas|\bshr[aiu]nk|\bdown\b|\bslower\b|\blower\b|\breduc|\bcontract(?:ed|ing)\b|\bcontract (?:by|year|month|quarter)\b",
    re.I,
)
_MANY = re.compile(r"\bhow many\b", re.I)
_COUNT = re.compile(r"\bnumber of\b", re.I)
_AMOUNT = re.compile(r"\bhow (?:much|large|big|high|long|far)\b|\bwhat (?:number|rate|level|amount)\b", re.I)
_HOW = re.compile(r"\bhow\b", re.I)
_THINGS = re.compile(r"\bwhich\b|\blist\b|\bwhat\b|\bname\b", re.I)
_IS = re.compile(r"^\W*what(?:'s|’s| is| was| are| were)\b", re.I)
# What is asked for in other words than figures, whatever the year.
_THING = re.compile(
    r"(?:目标|任务|工作|重点|主题|内容|名称|特点|特征|变化|要求|措施|举措|政策|行动|方案|规划|计划|意见|挑战|困难|问题|成果|进展|突破|原因|作用|影响)$"
)
_STATISTIC = re.compile(
    r"(?:规模|比重|收入|利润|投资|出口|进口|指数|强度|里程|余额|顺差|逆差|融资|消费|支出|人口|面积|工资|产能|外资|总额|总值|就业|利率|价格|成本)$"
)


@dataclass(frozen=True, slots=True)
class Translated:
    """A question in Chinese with its periods; the alternatives of its words, and English words that are only guessed at."""

    text: str
    periods: tuple[PeriodMention, ...]
    synonyms: dict[str, str]
    unsure: tuple[str, ...]

    def with_synonyms(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words of the question as alternatives, after those that are only guessed at."""
        found, at = list(self.unsure), 0
        while at < len(words):
            ends = (n for n in range(min(len(words), at + LONGEST), at, -1) if "".join(words[at:n]) in self.synonyms)
            end = next(ends, at + 1)
            found.append(self.synonyms.get("".join(words[at:end]), words[at]))
            at = end
        return tuple(dict.fromkeys(found))


def translated(rest: str, periods: Sequence[PeriodMention], lexicon: Lexicon | None = None) -> Translated:
    """Write an English question in Chinese.

    Args:
        rest: The question without its periods.
        periods: Those that it asks about.
        lexicon: Gives the Chinese words nearest to what no term has; without it such words have none.

    Returns:
        The question in Chinese: its periods, what it is about, and what it asks of it.
    """
    reader = PhraseReader(lexicon)
    rest = _in_usual_words(rest)
    when, mentions = "", list[PeriodMention]()
    for mention in periods:
        said = _said(mention)
        start = len(when) + (when != "")
        when += "和" * (when != "") + said
        mentions.append(PeriodMention(start, len(when), replace(mention.period, text=said)))
    text = when + _question(rest, reader.clauses(rest), dated=bool(periods))
    return Translated(text, tuple(mentions), reader.synonyms, reader.unsure)


def _in_usual_words(rest: str) -> str:
    """A question without whose figures it wants, and with the usual words for how much and who."""
    rest = _HOW_FAST.sub("how much growth", _HOW_MUCH.sub("how much", _SOURCE.sub("", rest)))
    return _MINISTER.sub(r"\1 of the ministry of ", _LEADS.sub("who is the head of", rest))


def _said(mention: PeriodMention) -> str:
    """A period as official texts write it, without a year that the question does not name."""
    said = describe(mention.period)
    return said if year_stated(mention) else _YEAR.sub("", said)


def _question(rest: str, clauses: Sequence[Clause], *, dated: bool) -> str:
    """What is asked about, with how a Chinese question asks for it."""
    about = *clauses[1:], clauses[0]
    topic = in_chinese(*about)
    if _WHY.search(rest):
        return f"为什么{topic}{_way(rest)}"
    if _SAID.search(rest):
        return f"谁介绍了{in_chinese(*clauses)}"
    if _POST.search(rest):
        return f"{topic}担任什么职务"
    if _PERSON.search(rest):
        return f"{topic}是谁"
    if _DATE.search(rest):
        return in_chinese(*about, asking="什么时候")
    if _WHERE.search(rest):
        return in_chinese(*about, asking="在哪里")
    measured = "" if _WHICH.search(rest) or _HOW_TO.search(rest) else _measured(rest, without_events(clauses))
    return measured or _described(rest, topic + _way(rest), clauses, dated)


def _way(rest: str) -> str:
    """Which way something goes; empty where it goes nowhere."""
    return "下降" if _DOWN.search(rest) else "增长" if _UP.search(rest) else ""


def _measured(rest: str, clauses: Sequence[Clause]) -> str:
    """A question for a figure, by what is measured; empty where it asks for none."""
    topic = in_chinese(*clauses[1:], clauses[0])
    by = "环比" if _MONTHLY.search(rest) else "同比" if _YEARLY.search(rest) else ""
    way = _way(rest)
    if _POINTS.search(rest):
        return f"{topic}{way.replace('增长', '') or '提高'}多少个百分点"
    if _BASIS_POINTS.search(rest):
        return f"{topic.replace('个基点', '')}{way or '变动'}多少个基点"
    if _TIMES.search(rest):
        return f"{topic}{way}多少倍"
    if _SHARE.search(rest):
        return f"{_share(clauses) or topic}占比是多少"
    if _CONTRIBUTION.search(rest):
        return f"{topic}是多少"
    if _TARGET.search(rest) and way:
        return f"{topic.replace('目标', '')}{way}目标是多少"
    if _MANY.search(rest) or (_COUNT.search(rest) and not way):
        return f"{topic}{'增加' if way == '增长' else ''}有多少"
    if way or by:
        return f"{topic.removesuffix('变化')}{by}{way or '增长'}多少"
    return f"{topic}是多少" if _AMOUNT.search(rest) else ""


def _share(clauses: Sequence[Clause]) -> str:
    """Whose share of what: the share of A in B, the share of B that A has; empty where only one is named."""
    named = next((clause for clause in clauses if clause.share), clauses[0])
    others = [clause for clause in clauses if clause is not named]
    within = next((k for k, part in enumerate(named.parts) if k > 1 and part.preposition in ("in", "to")), 0)
    of, whole = named.cut(within) if within else (Clause([]), named)
    one, other = in_chinese(of, *others), in_chinese(whole)
    return f"{one}占{other}" if one and other else ""


def _described(rest: str, topic: str, clauses: Sequence[Clause], dated: bool) -> str:
    """A question for what something is, which things there are, or how they are."""
    if _HOW.search(rest):
        return f"如何{in_chinese(*clauses)}{_way(rest)}"
    statistic = head_of(topic)[1] or _STATISTIC.search(topic)
    if _IS.search(rest) and (statistic or (dated and not _THING.search(topic))):
        return f"{topic}是多少"
    if not _THINGS.search(rest):
        return topic
    first, behind = in_chinese(clauses[0]), in_chinese(*clauses[1:]) + _way(rest)
    count = next((_NUMBERS[word] for word in re.findall(r"[a-z]+", rest.lower()) if word in _NUMBERS), "")
    if count:
        return f"{behind}有哪{count}个{first}"
    if any(clause.parts[0].plural for clause in clauses):
        return f"{behind}{'的' if behind and first else ''}{first}有哪些"
    return f"{behind}是哪个{first}" if first else f"{topic}是什么"
