"""Figure questions made of headlines, mechanically: a set to work on beside the questions that are to be answered.

`10月份港口吞吐量同比增长3.4%` of a November item becomes `2023年10月份港口吞吐量同比增长多少？`, where the item's body has 3.4%;
`…超975亿元` asks for the one figure of the body that lies just above.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from eval.bench.news import Item, NewsQuestion
from index.units import sized

_MONTHS = r"\d{1,2}(?:[—–－\-~至到、]\d{1,2})?月份?"
SPAN = (
    rf"前\d{{1,2}}个?月|前[一两三四五六七八九十]{{1,2}}个?月|前[两二三]个?季度|第?[一二三四]季度|[上下]半年|{_MONTHS}"
    r"|(?:“五一”|元旦|春节|清明|端午|中秋|国庆)+(?:假期|小长假|黄金周)"
)
_PERIOD = re.compile(
    rf"(?P<within>截至)?(?P<year>(?:20\d\d|今|去)年)?(?P<span>{SPAN})(?P<end>[底末])?"
    r"|(?P<whole>(?:20\d\d|去)年(?!度?(?:前|版|第|以来))(?:全年|[末底])?)|(?P<plan>“十[三四五]五”(?:期间|时期))"
)
_GROWS = "增长|增加|增|上涨|上升|提高|提升|下降|减少|下跌|回落|降低|收窄"
_VERB = rf"(?:(?:同比|环比|比上年|较上年)?(?:实际|名义|平均)?(?:{_GROWS})|(?:达到?|为|实现|完成|累计|新增)+)"
_UNIT = (
    "(?:%|个?百分点|元|美元|欧元|吨公里|吨标准煤|吨|公斤|斤|千瓦时|千瓦|立方米|平方公里|平方米|公里|亩|公顷|人次|人|户|家|个|件|辆|列车|列|架次|架"
    "|艘次|艘|台|项|标准箱|标箱|座|只|头|例|单|部|条|笔|套|份|场|起|种|处|名|次|所|张|宗|款|颗|枚|班)"
)
# What follows a headline's period: 水利|完成投资|超|3800|亿元|. No figure stands in what is measured, but names do: 5G手机.
_WHAT = r"(?:[^\d，。：:；？！、]|\dG|、(?=\D))"
_SAID = re.compile(
    rf"(?P<what>{_WHAT}{{2,28}}?)(?P<verb>{_VERB})?(?P<bound>超过?|突破|近|逾|约)?"
    rf"(?P<value>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿千百]*)(?P<unit>{_UNIT})(?:人民币)?(?P<rest>(?<!%)(?!以|左右|来|多|余|月){_WHAT}{{2,14}})?"
)
_UNCLEAR = re.compile("将|预计|预测|或|有望|拟|计划|力争|目标|双|均")  # what is to come, or said of two at once
_ADVERBS = re.compile("(?:首次|再|已|共)+$")
_PLACE = re.compile(r"(?:[^\d\s，：【】“”超近]|\d(?=市)){2,10}")
_FIGURE = re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)([万亿千百]*)({_UNIT})")
_NEAR = Decimal("0.1")  # a rounded headline is this far from its figure at most: 超1亿 says 1.04亿, 近九成 87%
_NUMERALS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2, "十一": 11}
_NAMED = 6  # characters that say what is measured, where the period stands in an earlier clause
_RECURS = 3  # questions that differ in nothing but their period


def questions(items: Iterable[Item], used: Collection[str]) -> list[NewsQuestion]:
    """Make a question of each headline that gives a figure for a period and whose body holds it.

    Args:
        items: The news.
        used: Ids of the items that are left out.

    Returns:
        The questions in the order of the items; where two agree in all but the figure, neither is among them.
    """
    made = [(topic, q) for item in items for topic, q in _of(item)]
    times = Counter(topic for topic, _ in {(topic, q.question) for topic, q in made})
    figures = Counter(question for question, *_ in {(q.question, q.value, q.unit) for _, q in made})
    left = {d for _, q in made for d in q.documents if figures[q.question] > 1} | set(used)
    first = {q.question: (topic, q) for topic, q in reversed(made) if not left.intersection(q.documents)}
    kept = [replace(q, recurring=times[topic] >= _RECURS) for topic, q in first.values()]
    return sorted(kept, key=lambda q: (q.published, q.id))


def _of(item: Item) -> Iterator[tuple[str, NewsQuestion]]:
    """The questions of an item's headline, each with what it asks for without its period; a later clause has it too."""
    body = re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s", "", item.text).replace("％", "%"))
    title = re.sub("【[^】]*】", "", item.title.replace("％", "%"))
    period = None
    for n, clause in enumerate(re.split(r"[\s　]+", title)):
        stated = _PERIOD.search(clause)
        before, after = (clause[: stated.start()], clause[stated.end() :]) if stated else ("", clause)
        period = stated or period
        said = _SAID.fullmatch(after)
        if not said or _UNCLEAR.search(clause) or (before and not _PLACE.fullmatch(before)):
            continue
        if said["what"][:2] in ("同比", "环比") or (not stated and (len(said["what"]) < _NAMED or said["rest"])):
            continue
        when = dated(period, item.day) if period else ""
        found = _body_value(body, said)
        if found and when is not None:
            what = said["what"] if said["rest"] else _ADVERBS.sub("", said["what"])
            topic = f"{what}{said['verb'] or ''}多少{said['unit'] + said['rest'] if said['rest'] else ''}？"
            asked = f"{before}{when}{topic}"
            yield (
                before + topic,
                NewsQuestion(f"nt-{item.id}-{n}", asked, *found, (item.id,), item.day, undated=not period),
            )


def _body_value(body: str, said: re.Match[str]) -> tuple[str, str] | None:
    """The headline's figure where the body gives it; of a bounded one, the one figure of the body that it rounds."""
    unit, bound = said["unit"], said["bound"] or ""
    wanted = sized(Decimal(said["value"].replace(",", "")), said["scale"])
    held = {sized(Decimal(value), scale): (value, scale + u) for value, scale, u in _FIGURE.findall(body) if u == unit}
    if wanted in held:
        return held[wanted]
    low, high = (1 - _NEAR, 1) if bound == "近" else (1, 1 + _NEAR) if bound in ("超", "超过", "突破", "逾") else (1, 1)
    near = [found for value, found in held.items() if wanted * low < value < wanted * high]
    return near[0] if len(near) == 1 else None


def dated(period: re.Match[str], day: date) -> str | None:
    """The period of a headline with its year: that of the item, or the one before where it would not be over by then.

    Args:
        period: What the headline says.
        day: The day of its item.

    Returns:
        The period in words; None for a year that is not over by then, as its figures still change.
    """
    if period["plan"]:
        return period["plan"]
    said = period["year"] or period["whole"] or ""
    year = int(said[:4]) if said[:1].isdigit() else day.year - 1 if said[:1] == "去" else day.year
    if period["whole"]:
        return f"{year}年{said.partition('年')[2]}" if year < day.year else None
    year -= not said and last_month(period["span"]) > day.month
    return f"{period['within'] or ''}{year}年{period['span']}{period['end'] or ''}"


def last_month(span: str) -> int:
    """The month with which a period within a year ends; 1 for a holiday, which is reported when it is over."""
    if span.endswith("半年"):
        return 6 if span.startswith("上") else 12
    if span.endswith("季度"):
        return 3 * _NUMERALS[re.sub("[前第个季度]", "", span)]
    if not span.rstrip("份").endswith("月"):
        return 1
    number = re.findall(r"\d+|[一两三四五六七八九十]+", span)[-1]
    return int(number) if number.isdigit() else _NUMERALS[number]
