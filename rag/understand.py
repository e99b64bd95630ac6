"""A question is understood: what kind of answer it wants, of which period, about what."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from index.figures import UNITS, any_unit
from index.listing import head_of
from index.periods import find_periods
from index.script import simplified
from index.tags import PLACES, is_noun, is_particle, is_place, is_strange, names, tagged
from index.words import Words, is_part
from rag.followup import with_history
from rag.glossary import Lexicon, is_english
from rag.kinds import ASKS_OTHERWISE, BY_HOW_MUCH_MORE, COUNTS, HOW_MANY_GREW, kind_of
from rag.records import Asked, Question
from rag.times import (
    GONE,
    PART,
    from_then,
    is_compared,
    is_of_plan_done,
    is_on_the_term_before,
    so_far,
    with_feasts,
    with_years,
    without,
)
from rag.translate import translated
from rag.vocabulary import GENERIC, NUMBERED, everyday, plain, synonyms

_MEASURES: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (
        "change",
        re.compile(
            r"百分点|(?:[上下]调|调[高低]|降低|提高)(?![以之]?[后前到至])[^，。？?到至]{1,16}率了?(?:多少|几)|(?:增速|增幅|占比|比重|(?<!年)率)[^。]{0,16}(?:加快|放缓|提高|提升|回落|扩大|收窄|上升|下降|变[化动])了?(?:多少|几)"
            r"|(?:增速|增幅|涨幅|降幅)[^。]{0,16}[快慢高低][了出]*(?:多少|几)|[快慢][了出]*几个?(?:百分)?点",
        ),
    ),
    ("contribution", re.compile(r"贡献率|贡献了?多少")),
    ("month-on-month", re.compile(r"环比")),
    (
        "share",
        re.compile(
            r"(?:完成|[为是]|达到?|相当于)了?[^，。？]{0,8}(?:计划|目标|任务|预算)[^，。？]{0,3}(?:多少|百分之几|几成|比例|比重)"
            r"|(?:计划|目标|任务)(?:已经?|都)?完成了?(?:多少(?![万亿个家户人元吨项件套台处座辆条张亩公])|百分之几|几成)"
            r"|占(?!有[率量]|地|[了有]?(?:多少|几)(?:万|亿)?[家户辆台项座所人位艘架条款钱元])|比重|份额",
        ),
    ),
    ("multiple", re.compile(r"多少倍|几倍|翻了?几番")),
    (
        "growth",
        re.compile(
            r"[涨增升](?:了?还)?是[跌减降]|涨跌|(?<!新)增减(?![税产免])|变化(?:了?多少|[幅率])|[涨跌降](?=多少|几)|变动(?:多少|[幅率][度]?|情况|[?？]?$)|同比|(?<!自然)增长(?!面)|增速|增幅|涨幅|降幅|涨了|跌了|增了|降了|上涨|上升|升了|下降|下滑|下跌|萎缩|收缩|攀升|回升|激增|猛增|飙升|大增|加快|放缓|增加了?(?:百分|多少)|[增减][产收]了?(?:多少|几)|提[高升]了?(?:多少|百分|几)|减少了?(?:多少|百分|几成)|降低了?(?:多少|百分|几)"
            r"|多(?:百分之[几多]|几个?(?:百分)?点|几成)|(?<![用花吃卖丢扔])掉了|(?:(?:[多少高低]|(?<![用花吃卖丢扔])掉)[了出]|(?:[比较][^，。？?]{1,14}|同比)[多少高低])[了出]*(?:多少|几|百分)"
            rf"|{BY_HOW_MUCH_MORE}",
        ),
    ),
    (
        "level",
        re.compile(
            r"多少(?:个|家|户|辆|台|项|座|所|人|亿|万|位|艘|架|条|款|次|米|吨|元|只|件|套|公里|千瓦|张|场|名)|几(?:个|家|户|辆|台|项|座|所|艘|架|条|款)|有多少",
        ),
    ),
)
_LONG_UNIT = "|".join(
    sorted((u for u in UNITS if len(u) > 1), key=len, reverse=True)
)  # 人次, 平方米: no noun begins so
_SHORT_UNIT = any_unit([*(u for u in UNITS if len(u) == 1), "钱", "块"])
_UNIT = re.compile(
    rf"(?:多少|(?<![那这好前后近])几)(?P<unit>万亿|万|亿)?(?P<count>{_LONG_UNIT}|{_SHORT_UNIT})(?!(?<=块)(?![钱一每呢吗啊了吧])[一-鿿])"
)
_OF_MONEY = {"钱": "元", "块": "元"}
_COUNTERS = r"头(?![条寸等部号盔脑])|匹(?!配)|株(?!洲)|台(?!湾)|项(?!目)|次(?!数)|条(?!例|件)|人(?![口才员均])|名(?!义)|位(?!数)"  # 多少|台, not 多少|台湾
_ASKING = re.compile(
    rf"(?:是|有|达到了?|为|占)?多少(?:万亿|万|亿|千|百)?(?:(?:{_SHORT_UNIT})(?=[，,？?。]|$)|{_LONG_UNIT}|[个家户辆套件座所艘架款种吨元米床张亩棵块枚](?!季)|只(?!有)|{_COUNTERS})|"
    r"(?:出席|参加|主持)[^，的]{0,12}(?:发布会|会议|座谈会)的?|在?[^，,的]{0,10}(?:发布会|会议|座谈会)上的?|(?:一共|总共)(?=[一-鿿]{1,6}?多少)|请问|我想知道|我想问|想问一下|想了解|帮我查一下|帮我查|查一下|告诉我|能否介绍一?下|介绍一下|是多少|有多少|(?<![通抵到直发])达到?了?多少|为多少|占多少|几何|多[大高长快](?=[,，?？]|$)"
    r"|各[涨跌增降升减]了?(?=多少|几)|[在于为是](?:什么|哪个|哪一?个?|多少)(?:价格|价位|利率)?(?:区间|范围)(?=[，,？?。]|$)"
    rf"|多少(?:万亿|万|亿|千|百)?(?:[个家户辆套件座所艘架款种吨元米亩棵块枚]|{_COUNTERS})?|百分之几|第几|几成|几倍|几个?(?:小时|钟头|工作日|星期)|几(?:块|毛)钱?|[（(](?:百分比|%|[一-鿿]{{0,2}}元|[一-鿿]{{1,3}}吨)[）)]"
    r"|是?[涨增升](?:了?还)?是[跌减降]了?|目标(?=[是为]?(?:多少|[，,？?]|$))|(?<!哪)几(?:[只头株张套辆座所艘架款件块枚吨](?![月钱])|米(?!粉)|台(?![湾风])|条(?![例件])|公里)|什么概念|什么时候|何时|哪一?天|为什么|为啥|哪些|哪几个?|哪里|哪个|哪年|什么职务|什么职位|担任什么|是谁|谁是|哪位|什么|怎么样|怎么|怎样|如何|为何|[?？!！。]|吗$|呢$|了$"
)
_BY_HOW_MUCH = re.compile(
    r"(?:[多少高低快慢掉涨增升降跌减][了出]+|(?<=[一-鿿])[多少高低](?=多少)|(?<!新)(?:减少|增加)(?=多少))(?=多少|几|百分)"
)  # 少了|多少人: how, not what
_REACHED = re.compile(r"(?:增|升|降|涨|跌|提高|上升|下降|增加|减少|扩大|回落|回升|上?调|下调|修正)[至到](?!百分)")
_REACHES = re.compile(rf"{_REACHED.pattern}了?(?=多少|几)")
# 汽油|柴油每吨各涨多少
_EACH_OF_TWO = re.compile(
    r"(?P<one>(?P<first>[一-鿿])(?P<last>[一-鿿]))(?P<other>(?!(?P=first)|全)[一-鿿](?P=last))(?=[^，。？?、和与及]{0,8}各[涨跌增降升减有多是占为])"
)
_NAMED_GROWTH = re.compile(r"增速|增幅|涨幅|降幅|跌幅|增长率")  # 涨幅升至多少
_RATE = re.compile(r"增速|增幅|占比|比重|率.*[比较]")
_WORTH = re.compile("(?P<of>出口|进口|进出口|销售|成交|交易|贸易|投资|零售|签约|融资)额")
_PROVINCE_AND_CITY = "吉林"  # which of the two is meant its level says
_OF_RATE = re.compile("增速|增幅|涨幅|降幅|跌幅|占比|比重|率|点")  # these change by points
# The same period a year before, of which nothing was said: no figure can be of it.
_NO_ANTECEDENT = re.compile(r"(?<![比较与同和跟])(?:去年|上年)同期")
_BEFORE_ALL = re.compile(
    "(?<=[一-鿿])(?<![安完健齐周保双])(?=全(?:社会|行业|[市省县区州国球]))|(?<=[学中校园职])(?=生均)"
)  # 澜江|全社会, 初中|生均图书
# names with a number in them: 5g-a, pm2.5, eg.5, 80后, 3号线
_HYPHENATED = re.compile(
    rf"[a-z0-9]+(?:-[a-z0-9]+)+|[a-z]+\d*(?:\.\d+)+|(?<!\d)\d[05]后|20\d\d[届级]|\d{{1,3}}号(?:{NUMBERED}|桥|隧道)"
)
_SHORTEST_REMARK = 2  # words
_MOST_JOINED = 5  # words that a name with a synonym is made of
_ACRONYM = re.compile(r"[A-Z]{2}")
_REPORTS = re.compile("(?:报告|公布|发布|显示|称|说|表示|指出|认为|介绍|预计|通报)$")
_COUNT = re.compile(r"[一二两三四五六七八九十几\d]+[个项大条种类位方]?")
_SO_MANY = re.compile(
    r"(多少|几)个(?=(?:万亿|[万亿])(?:元|美元)?(?:的|[，,？?。]|$))"
)  # 多少个亿, not 多少个亿吨级港口
_TWO = re.compile("俩(?=月|季)")
# 交通运输部说|铁路投资增长多少: who says it is not what it is of
_SAID = re.compile(r"^[一-鿿]{2,12}?[部局委厅署院办行司会](?:说(?![明法服])|称(?![重号呼谢赞])|表示)(?=.{4})")
_FASTER = re.compile(r"[快慢][了出]*几个?点|拉动|率(?:同比|环比)?[一-鿿]{0,3}?[升降涨跌掉落增减高低][了出]*几个?点")
_OF_LEVEL = re.compile(
    r"(?:增速|增幅|涨幅|降幅|占比|比重|率)(?:当月|累计)?(?:是|为|有|达到?)?几个?点(?![位钟])"
)  # 增速几个点: so many percent
_FROM_HOW_MUCH = re.compile(r"[由从]多少(?=[^，。？?]{0,3}[升降增减涨跌提扩缩变调改][^，。？?]*(?:多少|几))")
_POINTS = re.compile(r"(?:几|多少)个?点(?![位钟])")
# counted in points, where nothing rose or fell by them
_INDEX, _AT_POINTS = (
    re.compile("指数|[综成]指|沪指|点位|大盘|收[盘于报]"),
    re.compile("(?<![涨升降跌高低快慢多少落增减了出])多少点"),
)
_SAID_OTHERWISE = (
    (re.compile(r"(?:要|须|必须|应|得)?(?:压减?|控制|限制|保持)[在到]多少(?:以内|之内|以下)?"), "目标是多少"),
    (re.compile(r"(?<=[一-鿿])便宜了(?=多少|几|百分)"), "价格下降了"),
    (re.compile(r"(?<=[一-鿿])(?<!珍)贵了(?=多少|几|百分)"), "价格上涨了"),
    (re.compile(r"[涨增升]得?快不快|长得快不快"), "增长多少"),
    (re.compile(r"新增(?P<of>[^，。？?增]{0,8}[贷存]款)(?=[是有为]?(?:多少|几))"), r"\g<of>增加"),
    (
        re.compile(r"(?:想|打算|准备)(?P<to>[增涨提升扩降减压][长高到加升少低]*到?|达到?|完成)了?(?=多少|几|百分)"),
        r"目标\g<to>",
    ),
    (re.compile(r"参加了?(?=[^，。？?的]{2,10}(?:保险|保障)的)"), "参保"),
    (re.compile(r"收盘?报(?=多少)"), "收盘"),
    (re.compile(r"每?隔?(?:几分钟|多长时间|多久)(?:能|会)?(?:来|发|有|开)?一[趟班]车?"), "行车间隔几分钟"),
    (re.compile(r"(?<=[一-鿿])(?P<sex>[男女])的(?=占|有|比|是|多少|几)"), r"\g<sex>性"),
    (re.compile(r"(?<=[率例重额量数])实际(?=是多少|为多少|有多少|达)"), ""),
    (re.compile(r"最[多高]的?(?:那一?|一)[天日]|[一单][天日]最[多高](?=[拉运卖送有是达接发])"), "单日最高"),
    (re.compile(r"(?P<n>[一三四1-4])季报(?P<rest>[^，。？?]{0,20}?)的?(?:单季|当季)(?!度)"), r"\g<n>季度\g<rest>"),
    (re.compile(r"(?P<of>季度|[Qq][1-4]|季报)(?P<rest>[^，。？?]{0,20}?)的?(?:单季|当季)(?!度)"), r"\g<of>\g<rest>"),
    (re.compile(r"(?<=[一-鿿A-Za-z])(?:的)?最新(?:一[期次]|数据|数字)(?:的?(?:数据|数字))?(?=$|[，,？?。是有])"), ""),
)  # 猪肉便宜了多少, CPI同比最新一期
_SOME_TENS = re.compile(rf"(?<![那这好前后近十])几(?P<scale>万亿|[十百千万亿])(?=个?(?:{_LONG_UNIT}|{_SHORT_UNIT}))")
_NOW = re.compile(r"(?:截至|截止到?|到)?(?:目前|现在|当前|今天)(?:为止)?|近期|最近|today", re.I)
# Of a year that runs, what is meant is what there was so far, unless the whole of it is asked for.
_WILL = re.compile("^(?:要|将|会)(?=[建修盖招增投种开]$)")  # a word to nobody but the cutter: 要建
_LATELY = re.compile(r"今年以来|so far this year|year[ -]to[ -]date|ytd", re.I)


def understand(
    text: str,
    today: date,
    words: Words,
    history: Sequence[str] = (),
    lexicon: Lexicon | None = None,
    known: Collection[str] = (),
) -> Question:
    """Read a question.

    Args:
        text: What was asked.
        today: The day it was asked: 今年, 上月 and a period without a year are seen from it.
        words: The tokeniser of the index.
        history: Earlier questions, oldest first; a follow-up (`那出口呢？`, `2025年呢？`) takes what it leaves out from them.
        lexicon: Gives the Chinese words for English ones; without it an English question has its own words only.
        known: Names in it that the dictionary does not know: each is a word.

    Returns:
        The question understood.
    """
    alone = simplified(text.strip())
    text = with_history(alone, [simplified(earlier) for earlier in history], today)
    completed = text != alone
    text = _SOME_TENS.sub(_how_many, text) if not (ASKS_OTHERWISE.search(text) or COUNTS.search(text)) else text
    text = _TWO.sub("两个", _SO_MANY.sub(r"\1", text))
    text = _FROM_HOW_MUCH.sub("", text)
    for pattern, otherwise in _SAID_OTHERWISE:
        text = pattern.sub(otherwise, text)
    of_rate = (_RATE.search(text) and not _OF_LEVEL.search(text)) or _FASTER.search(text)
    if not (_INDEX.search(text) and _AT_POINTS.search(text)):
        text = _POINTS.sub("几个百分点" if of_rate else "百分之几", text)
    text = _EACH_OF_TWO.sub(r"\g<one>、\g<other>", text)
    text = with_feasts(with_years(text, today))
    said = [from_then(m, text, today) for m in find_periods(text, today, asked=True)]
    asked = (m for m in said if not (_NOW.fullmatch(m.period.text) or is_compared(text, m) or is_of_plan_done(text, m)))
    periods = tuple(so_far(m, text, today) for m in asked)
    marked = _SAID.sub("", without(text, said))
    rest = marked.replace(GONE, "")
    english = translated(rest, periods, lexicon) if is_english(text) else None
    if english is not None:
        text, periods = english.text, english.periods
        marked = rest = without(text, periods).replace(GONE, "")
    kind = kind_of(text)
    if kind != "figure":  # 今年以来有哪些举措 wants the latest
        periods = tuple(m for m in periods if not _LATELY.fullmatch(m.period.text))
    topic = plain(_to_the_point(marked) if kind == "figure" else rest)
    topic = _ASKING.sub(",", _REACHES.sub(",", _BY_HOW_MUCH.sub("", topic)))
    unique = _content(topic, words, known, alternatives=kind == "figure" and english is None)
    lost = bool(_NO_ANTECEDENT.search(text)) and not periods
    if english is not None:
        unique = english.with_synonyms(unique)
    unit = _UNIT.search(plain(text))
    measure: Asked = "any"
    if kind == "figure" and (not _REACHED.search(rest) or _NAMED_GROWTH.search(rest)):
        measure = next((m for m, pattern in _MEASURES if pattern.search(rest)), "any")
    if measure in ("growth", "month-on-month") and HOW_MANY_GREW.search(rest):
        measure = "level"
    if measure == "growth" and not _OF_RATE.search(text) and is_on_the_term_before(text, said, periods):
        measure = "month-on-month"
    count = _OF_MONEY.get(unit["count"], unit["count"]) if unit else ""
    return Question(text, kind, today, periods, topic, unique, measure, count, lost, completed, tuple(known))


def _how_many(some: re.Match[str]) -> str:
    """几万辆 as it is asked for: 多少万辆; of 几百人 it may be any number."""
    return f"多少{some['scale'] if some['scale'] in '万亿' else ''}"


def _to_the_point(rest: str) -> str:
    """A question without the remark before it, of which the names stay: 外贸增速转正 进出口总值增长多少.

    Only the places stay where what is asked for says by itself of what it is: 经济开局良好 工业增加值增长多少. Where only a
    period stands behind a part, it is no remark unless somebody reports there: 新增就业|全年|完成多少.
    """
    *parts, last = pieces = PART.split(rest)
    ends = [not after.startswith(GONE) for after in pieces[1:]]
    remarks = [_is_remark(p) and (end or _REPORTS.search(p)) for p, end in zip(parts, ends, strict=True)]
    asked = re.sub(r"(?:同比|环比)?(?:增长|上涨|下降|下跌|提高).*$|多少.*$", "", plain(last))
    if any(remarks) and any(is_noun(word) and word not in GENERIC for word, _ in tagged(asked)):
        kept = ("ns",) if _names_its_own(head_of(asked)[0]) or _ACRONYM.search(last) else ("n", "j", "eng", "b")
        parts = [_of_kinds(p, kept) if remark else p for p, remark in zip(parts, remarks, strict=True)]
        rest = "，".join([*parts, last])
    return rest.replace(GONE, "")


def _of_kinds(part: str, kinds: tuple[str, ...]) -> str:
    """The words of a part that are of these parts of speech."""
    return "".join(word for word, tag in tagged(part) if tag.startswith(kinds))


def _is_remark(part: str) -> bool:
    """Whether a part of a question says how something is or what happened: 物价总体平稳; not 规模多大, which asks."""
    words = tagged(part)
    says = len(words) > _SHORTEST_REMARK and words[-1][1] in ("a", "ad", "an", "v")
    return says and not words[-1][0].startswith("多")


def _names_its_own(stem: str) -> bool:
    """Whether what stands before a statistic says of what it is: 工业|增加值, 家电|零售; not 核心|产业规模, 进口."""
    return any(
        len(word) > 1 and word not in GENERIC and names(word) and word not in ("核心", "产业")
        for word, _ in tagged(stem)
    )


def _content(topic: str, words: Words, known: Collection[str], *, alternatives: bool) -> tuple[str, ...]:
    """The words of a topic that name something, each once; a hyphenated name (5G-A, RISC-V) is one word, and PM2.5.

    With `alternatives` each has those behind it that say the same of a figure: 建成|落成.
    """
    topic = _BEFORE_ALL.sub(" ", topic)
    names = _HYPHENATED.findall(topic)
    topic = _HYPHENATED.sub(" ", topic)
    whole = {**{name: name for name in known}, **{place: place[:2] for place in _places(topic, words)}}
    told = "|".join(map(re.escape, sorted(whole, key=len, reverse=True)))
    pieces = re.split(f"({told})", topic) if told else [topic]
    cut = ([whole[piece]] if piece in whole else _cut(piece, words) for piece in pieces)
    parts = [part for some in cut for part in some]
    read = _alternatives(parts) if alternatives else parts
    said = (
        _everyday(w)
        for p, w in zip(parts, read, strict=True)
        if not _is_empty(p) and not (alternatives and is_particle(p))
    )
    return tuple(dict.fromkeys([*names, *said]))


def _cut(said: str, words: Words) -> list[str]:
    cut = (_without_particle(word, words) for word in words.cut(said))
    return [part for word in cut for part in _parts(_WILL.sub("", _counted(word)), words)]


def _without_particle(word: str, words: Words) -> str:
    """A word that was only guessed without what is no part of it: 屏|到."""
    return word[0] if len(word) == 2 and word[1] in "到了在" and len(words.spans(word)) > 1 else word


def _places(topic: str, words: Words) -> list[str]:
    """Places that the dictionary does not know, told by what they are: 栖岚县, cut as 栖|岚县; not 沄溪市 of 沄溪市民."""
    spans = words.spans(topic)
    alone = {start for start, end in spans if is_part(topic[start:end])}
    whole = {start for start, end in spans if end - start > 1}
    begun = (
        n for n in sorted(alone) if n - 1 not in alone or not is_strange(topic[n - 1 : n + 1])
    )  # not 州城 of 澜州城市
    named = (topic[n : n + 3] for n in begun if n + 2 not in whole and topic[n + 2 : n + 3] in tuple(PLACES))
    return [name for name in named if name[:2] not in GENERIC and is_strange(name[:2])]


def _is_empty(word: str) -> bool:
    """Whether a word of a question names nothing: 多少, 那个, 三项."""
    return not word or word in GENERIC or _COUNT.fullmatch(word) is not None


def _alternatives(parts: Sequence[str]) -> list[str]:
    """The words with others that say the same of each, or of several together: 保 and 租房 of 保障性租赁住房."""
    said = [dict.fromkeys([part, *synonyms(part)]) for part in parts]
    for start in range(len(parts)):
        for end in range(start + 2, min(len(parts), start + _MOST_JOINED) + 1):
            others = synonyms("".join(parts[start:end]))
            for n in range(start, end) if others else ():
                said[n].update(dict.fromkeys(others))
    return ["|".join(one) for one in said]


def _everyday(word: str) -> str:
    """A word with the official ones that it may stand for: 花了 may be 支出, 出口额 出口, 北京市 北京."""
    alone, bar, others = word.partition("|")
    known = is_place(alone[:-1]) and alone[:-1] != _PROVINCE_AND_CITY
    if len(alone) > 2 and alone[-1] in "省市" and (known or is_strange(alone[:-1])):
        return alone[:-1] + bar + others
    if alone not in everyday() and (worth := _WORTH.fullmatch(alone)):
        return f"{alone}|{worth['of']}{bar}{others}"
    return everyday().get(alone.removesuffix("了"), alone) + bar + others


def _parts(word: str, words: Words) -> list[str]:
    """The words that a long one is made of, where they make all of it: 汽车出口 → 汽车, 出口."""
    inside = [w for w in words.cut_for_index(word) if w != word and len(w) > 1]
    return inside if len(word) == 4 and "".join(inside) == word else [word]


def _counted(word: str) -> str:
    """A counted thing without the count: 基站数 → 基站, 项目数量 → 项目, 报名人数 → 报名."""
    return re.sub(
        r"(?<=..)(?:总数|数量|总人数|人数|[台辆件家户只艘套列班架]数|数)$|^[台辆件家户只艘套列班架]数$", "", word
    )
