"""A question for several figures becomes a question for each: 产销分别多少, A和B各增长多少, 一季度和二季度."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from index.figures import UNITS
from index.listing import AND, head_of, split_items
from index.tags import is_place, is_strange, is_verb, tagged
from rag.elsewhere import KINDS_OF_PLACE
from rag.records import Question
from rag.vocabulary import base, plain

MOST = 8
EACH = re.compile(
    r"分别|各自|各是|各(?=有|为|占|增|下|达|是)|各(?=[^，,、各种类项地]{0,4}(?:多[少大高长重快深]|几))|依次"
)
_EACH_GROWS = re.compile(rf"(?P<by>同比|环比)?(?:{EACH.pattern})", re.I)  # 轴承和齿轮产量同比分别增长多少
_AND = re.compile(rf"、|以及|{AND}")
# 死了多少人|伤了多少人: two questions that no mark parts
_CLAUSE_END = re.compile(r"[，,；;?？。]\s*|(?<=[死亡难伤踪]了多少人)(?=(?:受?伤|死|死亡|遇难|失踪|被困)了?多少)")
_ASKS = re.compile(r"多[少大高长重快深]|百分之几|几(?=[个家户辆台项座所人位条款种件倍成])")
# What a clause asks of the one before it: 上半年呢, 同比, 增速呢
_TOO = re.compile(
    r"(?:那么?)?[^，。]{1,12}呢|(?:同比|环比)?(?:增长|增减|涨跌|变化|升降|增速|增幅|涨幅|降幅|增长率|占比|比重)?(?:情况)?(?<=..)"
)
# CPI同比和环比各涨多少
_BOTH = re.compile(
    r"(?P<one>同比|环比)(?:增速|增幅|涨幅)?(?:、|以及|[和与及])(?P<other>(?!(?P=one))(?:同比|环比))(?:都|各自?|分别)?(?:是|为)?"
)
# 占年度计划多少, 完成目标任务的百分之几: of what the clause before names
_DONE_OF = re.compile(
    r"(?:已|共)*(?:完成|占|为|是|达到?|相当于)(?:了|全年|年度|年初)*[^，]{0,6}(?:计划|目标|任务|预算)[^，]{0,4}"
)
_SHARE_OF = re.compile(r"占(?![了有]?(?:多少|几)|比|地|用)[^，]{2,}")  # 占全国的比例多少: of what is asked for before
# 其中高速公路多少, behind 交通投资: counted as the whole is
_OF_WHICH = re.compile(
    r"(?:其中|里[头面边])的?(?P<part>[^，]{2,12}?)(?P<asking>(?:同比|环比)?(?:增长|下降|增加|减少|[增降涨跌是有为达]|完成|实现)?[了到]?(?:多少|几).*)"
)
_INSTITUTIONS = re.compile(r"(?:多少|几)[家所座户]")  # what is asked next is of them: 床位多少张
_PER = re.compile(r"每(?:公斤|平方米|[一-鿿])\s*$")  # 汽油、柴油|每吨各涨多少
_OF_ALL = re.compile(r"全[国省市县区州球]|其中|我国|国内|世界|行业|总(?=出口|进口|额|量|数|投资|产)")
_TOWARDS = re.compile("[对从向](?=[一-鿿]{2,4}(?:进出口|出口|进口|投资|贸易))")  # 对美国出口多少，总出口多少
_PLAN = re.compile(r"(?:全年|年初|年度)?(?<!公共)(?:预算|计划|目标)$")  # 预算多少，花了多少: not of the plan
# 中国占几座, behind what the whole world has: there, whose they are tells them apart.
_OWNER = re.compile(r"(?:其中|而)?(?P<owner>中国|我国)")
_COUNTRY = {"中国": "我国", "我国": "中国"}
_WORLD = re.compile(r"全球|世界|全世界|国际")
_COUNTED = re.compile(
    r"(?:多少|几)(?:万|亿)?(?:[个家户辆台项座所人位条款种件亩套头只艘列趟场名吨]|公里|平方米|公顷)(?P<thing>[一-鿿A-Za-z0-9]{2,})$"
)
_DONE_WITH = re.compile(r"(?<=[一-鿿]了)多少(?![万亿])(?P<thing>[一-鿿]{1,6})$")  # 拉了多少|货, not 花了多少|钱
_GRADED = re.compile(r".{1,6}?(?P<kind>[级型类式])(?P<noun>[^级型类式的]{2,})$")
_ASKED = re.compile(
    r"(?:同比|环比)?(?:增长|下降|提高|提升|达到|实现|完成|占|为|是|有|要)*(?:了|到)*(?:多[少大高长重]|几).*$|[?？]\s*$"
)


_HOW_IT_GROWS = re.compile("(?:同比|环比)?(?:增速|增幅|涨幅|降幅|增长率|增减)|同比|环比")  # 出口额和|增速
# 比去年多了多少: of all that the clause before says
_THAN = re.compile(
    r"(?:同比|环比|[比较](?:年初|[上去前]年(?:同期|[末底])?|上个?(?:月|季度)|同期)[^，]{0,2}?|(?:今年|年初)以来|(?:半|一)年)(?:多|少|增|减|涨|跌|升|降|高|低|提高|上升|下降|增加|减少|增长)[了出]?(?:多少|几[^，]{0,4})"
)
_ASKED_THERE = re.compile(
    r"(?:是|有|为|达到?|了|到)*(?:多[少大高长重快深]|几)(?:万|亿)*[个家户辆台项座所人位条款种件元吨套头只艘列趟场名亩]?"
)
_BY_NOW = re.compile(r"(?:现在|目前|眼下|如今|当前|至今|已经?)")
# 国际能源署|美国和欧盟的煤炭需求
_SOURCE = re.compile("(?P<who>[^，、和与]{2,10}[部局委厅署院办司会])(?:说|称)(?P<first>[一-鿿]{2,4})(?=[、和与及])")
_RATIO_OF = re.compile("[与和同跟].+(?:的比[率例值]|之比|的?差距|之差)$")  # 总费用与生产总值的比率
_KIND = 2  # characters
_OWNERS = ("企业", "住户", "居民", "个人", "家庭", "银行", "公司", "政府", "单位", "机构")
_MORE = re.compile("[多少高低涨跌增减升降]$")  # 贷款少|了多少
_TO_COME = re.compile(r"到?(?:要|将|计划|打算|准备|得)+[一-鿿]{0,2}$")


@dataclass(frozen=True, slots=True)
class _Before:
    """What is said before a clause: the period, the subject, and the institutions counted (公立医院多少家), if any.

    `remark` is what clauses that ask nothing say first; `said` is the clause before, without what it asks; `whose` and `kind` are of what it asks about: 企业的|短期|贷款.
    """

    when: str
    subject: str = ""
    owner: str = ""
    said: str = ""
    whose: str = ""
    kind: str = ""
    remark: str = ""


class Read(Protocol):
    """Reads a question, as `rag.understand.understand` does, with the earlier ones of which it may leave things out."""

    def __call__(self, text: str, /, *, history: Sequence[str] = ()) -> Question:
        """The question understood."""


def parts(question: Question, read: Read) -> list[Question]:
    """Split a question that asks for several figures.

    Args:
        question: The question.
        read: Reads each part, of the day that the question is asked.

    Returns:
        A question for each figure, or none where only one is asked for. Whose the first is, the others are too.
    """
    found = _split(question, read)
    return [*found[:1], *(_of_the_same(found[0], part) for part in found[1:])]


def _of_the_same(first: Question, part: Question) -> Question:
    """A part with the place or firm that only the first one names: 甲市出口多少，进口多少; not 对甲国、乙国出口各多少."""
    owners = [word for n, word in enumerate(first.words) if _is_owner(base(word), first, leads=n == 0)]
    rest = [word for word in first.words if word not in owners]
    beside = rest and set(rest) <= set(part.words) and not set(part.words) <= set(first.words)
    own = any(_is_owner(base(word), part, leads=n == 0) for n, word in enumerate(part.words))
    if not owners or beside or own or _OF_ALL.search(part.text) or _TOWARDS.search(first.text):
        return part
    name = "".join(map(base, owners))
    periods = tuple(replace(m, start=m.start + len(name), end=m.end + len(name)) for m in part.periods)
    return replace(part, text=name + part.text, topic=name + part.topic, words=(*owners, *part.words), periods=periods)


def _is_owner(word: str, question: Question, *, leads: bool) -> bool:
    """Whether a word is a place, a name that passages tell, or one that no dictionary knows at the head of a question."""
    place = is_place(word) and word not in KINDS_OF_PLACE
    return place or word in question.names or (leads and is_strange(word))


def _split(question: Question, read: Read) -> list[Question]:
    if question.kind != "figure":
        return []
    if len(question.periods) > 1 and (EACH.search(question.text) or _coordinated(question)):
        return [_with_period(question, i) for i in range(min(MOST, len(question.periods)))]
    if both := _BOTH.search(question.text):
        told = question.text[: both.start()], question.text[both.end() :]
        return [replace(read(f"{told[0]}{by}{told[1]}"), kind="figure") for by in both.group("one", "other")]
    clauses = [c for c in _CLAUSE_END.split(question.text.strip("?？。")) if c.strip()]
    clauses = [part for c in clauses for part in _side_by_side(c)]
    if sum(_asks(clauses, n) for n in range(len(clauses))) > 1:
        return _each_clause(question, clauses, read)
    rest = question.text
    for mention in reversed(question.periods):
        rest = rest[: mention.start] + rest[mention.end :]
    said = _without_source(rest.strip(" ，,的"))
    each = _EACH_GROWS.search(said)
    phrase, after = (said[: each.start()], (each["by"] or "") + said[each.end() :]) if each else _phrase(said)
    phrase, after = _without_per(phrase, after)
    items = _items(phrase.strip(" ，,"), bool(each))
    if not items:
        return []
    when = "".join(m.period.text for m in question.periods[:1])
    named = [part.strip(" ，,") for part in _AND.split(phrase)]
    of_first = [n > 0 and _HOW_IT_GROWS.fullmatch(part) is not None for n, part in enumerate(named)]
    if any(of_first):
        items = [items[0] + part if bare else part for part, bare in zip(named, of_first, strict=True)]
    elif len(named) == len(items):  # 三级医院起付线和|报销比例
        stem = head_of(named[0])[0]
        items = [
            stem + part if n and _is_bare(part) else item
            for n, (item, part) in enumerate(zip(items, named, strict=True))
        ]
    asked = [read(f"{when}{item}{after}" if after else f"{when}{item}是多少") for item in items]
    if not any(of_first):
        asked = [replace(a, measure=question.measure) for a in asked]
    return [replace(a, kind="figure", periods=a.periods or question.periods) for a in asked]


def _without_per(phrase: str, after: str) -> tuple[str, str]:
    """The things named, without what each is counted by, which is asked of all of them: 汽油、柴油|每吨."""
    per = _PER.search(phrase)
    return (phrase[: per.start()], per[0] + after) if per else (phrase, after)


def _is_bare(part: str) -> bool:
    """Whether a part names a statistic and nothing that it is of: 出口额, 报销比例."""
    stem, head = head_of(part)
    return head != "" and (stem == "" or is_verb(stem))


def _without_source(said: str) -> str:
    """What is asked without who says it, in front of places side by side."""
    source = _SOURCE.match(said)
    return said[source.start("first") :] if source and is_place(source["first"]) else said


def _side_by_side(clause: str) -> list[str]:
    """The questions that a clause joins, where each asks for itself: 产能增加多少、成本降了多少; else the clause."""
    asked = [part for part in _AND.split(clause) if part]
    return asked if len(asked) > 1 and all(_ASKS.search(part) for part in asked) else [clause]


def _asks(clauses: Sequence[str], n: int) -> bool:
    """Whether a clause asks for a figure: it says so, or it, or the one behind it, asks the same of something else."""
    after = clauses[n + 1] if n + 1 < len(clauses) else ""
    return _ASKS.search(clauses[n]) is not None or _asks_too(clauses, n) or (after != "" and _asks_too(clauses, n + 1))


def _asks_too(clauses: Sequence[str], n: int) -> bool:
    return n > 0 and _TOO.fullmatch(clauses[n]) is not None


def _each_clause(question: Question, clauses: list[str], read: Read) -> list[Question]:
    """A question a clause: 企业有多少家，同比增长多少 asks two things of one subject."""
    before, found = _Before("".join(m.period.text for m in question.periods[:1])), list[Question]()
    for n, clause in enumerate(clauses):
        if not _asks(clauses, n):
            before = replace(before, subject=before.subject + clause)
            continue
        if found and _SHARE_OF.match(clause):
            asked = read(before.subject + clause)
        elif found and _asks_too(clauses, n) and not _ASKS.search(clause):
            asked = read(f"{clause.removesuffix('呢')}呢", history=[found[-1].text])
        else:
            asked = _clause_asked(clause, before, read, first=not found)
            if found:
                asked = replace(asked, in_full=_in_full(clause, asked, before))
        if not found and before.subject:  # 甲县一案，索赔多少，判了多少
            asked = _of_the_same(read(before.subject), asked)
        if not found:
            thing = _subject(_without_periods(question, clause))
            counted = _INSTITUTIONS.search(clause) and not _OF_ALL.search(clause) and not head_of(thing)[1]
            when = "" if asked.periods == () or any(m.period.text in clause for m in asked.periods) else before.when
            said = when + _ASKED_THERE.sub("", clause)
            whose, of, own = thing.rpartition("的")
            kind = _MORE.sub("", own)[-_KIND:] if of else ""
            owner, remark = thing if counted else "", before.subject
            before = _Before(before.when, before.when + thing, owner, said, whose, kind, remark)
        asked = replace(asked, kind="figure")
        found += _split(asked, read) or [asked]
    return found[:MOST]


def _clause_asked(clause: str, before: _Before, read: Read, *, first: bool) -> Question:
    """What a clause asks, with what it leaves out taken from those before it."""
    if not first and _THAN.fullmatch(clause):
        return read(before.said + clause)
    asked = read(clause)
    if not first and (of := _OF_WHICH.fullmatch(clause)) and not head_of(of["part"])[1]:
        return read(f"{before.when}{of['part']}{head_of(before.subject)[1]}{of['asking']}")
    if not first and (owner := _OWNER.match(clause)) and _WORLD.search(before.subject):
        asked = read(before.subject + clause)
        return replace(asked, words=(*asked.words, f"{owner['owner']}|{_COUNTRY[owner['owner']]}"))
    if (
        not first
        and before.kind
        and "的" not in clause
        and not _starts_with_owner(clause)
        and _MORE.sub("", _subject(clause)).endswith(before.kind)
    ):
        return read(f"{before.when}{before.whose}的{clause}")
    done = not first and _DONE_OF.match(clause) is not None
    if not asked.words or done or (not first and _is_of_what_is_done(clause, asked)):
        timed = _BY_NOW.match(clause) or asked.periods
        return read((before.subject.removeprefix(before.when) if timed else before.subject) + clause)
    if not first and before.owner and not _OF_ALL.search(clause):
        return read(f"{before.when}{before.owner}{clause}")
    return read(before.when + clause) if before.when and not asked.periods else asked


def _in_full(clause: str, asked: Question, before: _Before) -> str:
    """A clause behind what the one before it is about; empty where it was read so, or names another owner."""
    own = any(m.period.text in clause for m in asked.periods)
    subject = before.subject.removeprefix(before.when) if own else before.subject
    if head_of(_subject(clause))[1]:  # 轴承产量增长多少，|出口额|增长多少
        subject = head_of(subject)[0]
    return "" if asked.text.startswith(subject) or _starts_with_owner(clause) else before.remark + subject + clause


def _is_of_what_is_done(clause: str, asked: Question) -> bool:
    """Whether a clause names nothing but what is done: 花了多少; not 在校生多少, though 在校 is all that is kept of it."""
    named = any(len(word) > 1 and tag.startswith("n") for word, tag in tagged(_phrase(clause)[0]))
    return not named and all(is_verb(base(word)) for word in asked.words)


def _subject(clause: str) -> str:
    """What a clause asks about: 全球有多少座灯塔 is about 全球灯塔, 水泥产了多少 about 水泥产量."""
    clause = plain(clause)
    counted = _COUNTED.search(clause) or _DONE_WITH.search(clause)
    counted = counted if counted and counted["thing"] not in (*UNITS, "钱", "块") else None
    said = _TO_COME.sub("", _PLAN.sub("", _phrase(clause)[0]))
    last, tag = tagged(said)[-1] if said else ("", "")
    done = last if tag == "v" and len(last) == 1 else ""  # 船上|死|了多少人
    return said.removesuffix(done) + (counted["thing"] if counted else "")


def _without_periods(question: Question, clause: str) -> str:
    for mention in question.periods:
        clause = clause.replace(mention.period.text, "")
    return clause


def _coordinated(question: Question) -> bool:
    """Whether the periods stand side by side: 2025年一季度和2026年一季度."""
    pairs = pairwise(question.periods)
    return all(re.fullmatch(rf"\s*(?:、|{AND}|,|vs\.?|同)\s*", question.text[a.end : b.start]) for a, b in pairs)


def _phrase(said: str) -> tuple[str, str]:
    share = re.search(r"占[^，。？?]*$", said)
    cut = share or _ASKED.search(said)
    return (said[: cut.start()], said[cut.start() :]) if cut else (said, "")


def _items(phrase: str, each: bool) -> list[str]:
    head, of, rest = phrase.rpartition("的")
    owned = any(map(_starts_with_owner, _AND.split(rest)[1:]))
    if of and _AND.search(rest) and not (owned or _AND.search(head)):  # 运动会的|男、女运动员
        return [f"{head}的{item}" for item in _items(rest, each)]
    count = 0 if _RATIO_OF.search(phrase) else len(_AND.split(phrase))
    if count == 1:
        pair = split_items(phrase, 2) if each or re.search(r"产销(?!率)|进出口.*各", phrase) else None
        return pair or []
    if not 1 < count <= MOST:
        return []
    named = all(
        head_of(part)[1] for part in _AND.split(phrase)
    )  # 数控化率和普及率 are two, 科技和创新型企业 may be one
    return _of_one_kind(split_items(phrase, count) or []) if each or named else []


def _starts_with_owner(part: str) -> bool:
    """Whether what is asked begins with whose it is: 红河县|人口, 住户|贷款; not 长期贷款."""
    first = next((word for word, _ in tagged(part)), "")
    return is_place(first) or is_strange(first) or first in _OWNERS


def _of_one_kind(items: list[str]) -> list[str]:
    """Give items that only tell a grade or kind the noun of the last: 一级 and 二级|泵站, 轻型 and 重型|货车."""
    last = _GRADED.match(items[-1]) if items else None
    if last is None or not all(item.endswith(last["kind"]) for item in items[:-1]):
        return items
    return [*(item + last["noun"] for item in items[:-1]), items[-1]]


def _with_period(question: Question, i: int) -> Question:
    return replace(question, periods=(question.periods[i],))
