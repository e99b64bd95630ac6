"""Is a fact of another place than the one asked for, or with another partner?"""

import re
from collections.abc import Sequence

from index.records import Fact
from index.tags import COUNTRIES, PROVINCES, is_noun, is_place, is_strange, tagged
from rag.records import Question
from rag.vocabulary import base, plain

KINDS_OF_PLACE = ("城镇", "乡镇", "城市", "城乡", "农村")  # tagged as places
_NATION = re.compile(r"全国|我国|中国|国内")
_OF_NATION = re.compile("全国|我国")
_AT_HOME = re.compile("中国|我国|国内(?!外)|全国")
_HOME_ECONOMY = re.compile("(?:中国|我国)(?:20\\d\\d年|今年|明年|全年)*的?(?:经济|贸易|GDP|gdp)")
_HOME_MARKET = re.compile("(?:中国|国内|我国)市场|在(?:中国|国内|我国)(?=[卖销售])")
_ABROAD = re.compile("全球|世界|海外|境外|国外")
_OF_THE_WORLD = re.compile("全球|世界")
_LOCAL = re.compile(r"^[全本我][省市区县]|^[一-鿿]{2,6}?(?:示范区|新区|开发区|试验区|高新区)")
_SHORT_NAME = 2  # characters
_LEVELLED = (
    r"(?<![级辖城都超股楼车房夜菜大各两开省全本地])[市县](?![场民委长政价值域级区辖])"  # of any two characters: 青石|市
)
_ZONE = re.compile(r"(?:高新|经开|开发|示范|试验|保税|自贸|园)区$")  # tagged as no places
LEVEL = re.compile(r"(?<=..)[省市县区州]$")  # 云溪市 and 云溪 are one
_PARTNER = re.compile(
    r"[对向](?P<who>[一-鿿、]{2,16}?)(?:的|国家|地区)*(?=(?:非金融类?)?(?:直接)?投资|(?:进出|[进出])口|(?:货物)?贸易)"
)  # 对尼泊尔|出口
_OF_REGION = re.compile(r"([一-鿿]{2})(?:[省市县]|自治[区州])(?![场值民价政级域电公])")  # 云溪|市国民经济运行情况
_ALIASES = {"印尼": "印度尼西亚", "沙特": "沙特阿拉伯", "蒙古": "蒙古国"}
_LONGEST_KIND = 10  # characters behind a superlative
_SUPERLATIVE = re.compile(r"最[大高多长低少小短快早远深厚]|首[条个座家批台]")


def is_elsewhere(
    question: Question, fact: Fact, before: str, missing: Sequence[str], titled: str, announced: str
) -> bool:
    """Whether a fact is of another place than the question: 山东, where 江苏 is asked about, or 全国, or one of its cities.

    Args:
        question: The question.
        fact: The fact.
        before: What stands before the figure in its clause.
        missing: The question's words that stand neither with the fact nor around it.
        titled: What its document says of itself in title and headings, folded.
        announced: The same with its opening.

    Returns:
        Whether it is of another place, or of trade with another.
    """
    told = f"{fact.indicator}|{fact.place}|{fact.owner}|{before}"
    return (
        _is_named_nowhere(question, [word for word in missing if word not in announced], announced)
        or _is_of_nation(fact, missing)
        or _is_of_another_place(question, fact, before)
        or _is_with_another(question, fact, before)
        or _is_of_the_world(question, fact)
        or _is_of_another_level(question, told)
        or _is_local(question, fact.indicator)
        or _is_of_local_paper(question, told, titled)
    )


def _is_of_nation(fact: Fact, missing: Sequence[str]) -> bool:
    """Whether a place is asked for and a figure is of the whole country, though its document may name the place."""
    return _OF_NATION.match(fact.indicator) is not None and any(map(is_place, missing))


def _is_of_another_place(question: Question, fact: Fact, before: str) -> bool:
    """Whether a province or a country is asked about, and a figure is of another: 江西, where 安徽 is asked about."""
    said = plain(f"{fact.indicator}|{before}")
    words = [_ALIASES.get(word, word) for word in map(base, question.words)]
    for places in (PROVINCES, COUNTRIES):
        own = max((name for name in places if fact.place.startswith(name)), key=len, default="")
        asked = [name for name in words if own and name in places]
        if asked and _ALIASES.get(own, own) not in asked and not any(name in said for name in asked):
            return True
    return False


def _is_with_another(question: Question, fact: Fact, before: str) -> bool:
    """Whether trade or investment with a place is asked for, and the figure's clause names none of those asked for."""
    partner = _PARTNER.search(question.text)
    with_whom = [word for word, tag in tagged(partner["who"]) if tag == "ns"] if partner else []
    said = plain(f"{fact.indicator}|{fact.place}|{fact.owner}|{before}")
    return bool(with_whom) and not any(
        plain(name) in said or re.search(f"[对向与同中]{name[0]}", said) for name in with_whom
    )


def _is_of_the_world(question: Question, fact: Fact) -> bool:
    """Whether a country is asked about, and a figure is of the world or of what is abroad: 全球销量, where 中国市场 is asked about."""
    abroad = _ABROAD.search(fact.indicator) and not _AT_HOME.search(fact.indicator)
    if not abroad or _ABROAD.search(question.text):
        return False
    if _OF_THE_WORLD.match(fact.indicator) and fact.measure in ("同比", "目标"):
        return _HOME_ECONOMY.search(question.text) is not None
    return fact.measure == "值" and _HOME_MARKET.search(question.text) is not None


def _is_named_nowhere(question: Question, absent: Sequence[str], announced: str) -> bool:
    """Whether a place that is asked for is named by neither the fact nor its document."""
    told = {name for name in question.names if LEVEL.search(name)}  # 临港区
    places = (
        word
        for word in absent
        if is_place(word) or _ZONE.search(word) or word in told or _is_strange_place(word, question.text)
    )
    return any(LEVEL.sub("", word) not in announced for word in places)


def _is_of_another_level(question: Question, told: str) -> bool:
    """Whether a place of the same name but of another level is told of: 长沙县, where 长沙市 is asked for."""
    for name in filter(is_place, map(base, question.words)):  # not 上海市场
        asked, own = (
            set(re.findall(rf"{re.escape(name)}([省市县州])(?![场民域级区县])", text)) for text in (question.text, told)
        )
        if asked and own and not asked & own:
            return True
        inside = re.search(
            rf"{re.escape(name)}省?(?P<part>(?![省市县区州各等及和与全])[一-鿿]{{2}})[市县州](?![场民委长])",
            told.partition("|")[0],
        )
        if inside and inside["part"] not in question.text and _is_region(inside["part"]):
            return True  # 浙江|义乌市
    return False


def _is_strange_place(word: str, asked: str) -> bool:
    """Whether a name that the dictionary does not know is one of a place, as a question says: 临沄市."""
    name = LEVEL.sub("", word)
    levelled = is_strange(name) and re.search(rf"{re.escape(name)}[省市县区州]", asked) is not None
    return levelled or (len(name) == _SHORT_NAME and re.search(rf"{re.escape(name)}{_LEVELLED}", asked) is not None)


def _is_of_local_paper(question: Question, told: str, titled: str) -> bool:
    """Whether the whole country is asked about, and a figure says nothing of it in a document that names its region."""
    asked = "全国" in question.text and any(map(_is_region, _OF_REGION.findall(titled)))
    return asked and not _NATION.search(told) and not _NATION.search(titled)


def _is_region(name: str) -> bool:
    """Whether two characters before 市 or 县 are the name of one: 云溪; not 年上 of 上市, 家级 of 国家级县."""
    return is_place(name) or (is_strange(name) and name[-1] not in "上辖贫强级各超夜股")


def _is_the_most(asked: str, indicator: str) -> bool:
    """Whether the largest of its kind is asked about, and an indicator is of such a thing: 最大油田 of 绥中油田|产量."""
    most = _SUPERLATIVE.search(asked)
    if most is None or _SUPERLATIVE.search(indicator):
        return False
    kinds = [
        word for word, _ in tagged(asked[most.end() : most.end() + _LONGEST_KIND]) if len(word) > 1 and is_noun(word)
    ]
    return any(kind in indicator and not indicator.endswith(kind) for kind in kinds)


def _is_local(question: Question, indicator: str) -> bool:
    """Whether the whole country is asked about, and an indicator begins with a place of it that the question does not name."""
    asked = question.said
    if not _NATION.search(asked if question.text.isascii() else question.text):  # not 全国用电量 for 澜江全社会用电量
        return False
    indicator = re.sub(rf"^(?:{_NATION.pattern})+", "", plain(indicator))
    if (local := _LOCAL.match(indicator)) and local[0] not in asked:
        return True
    if _is_the_most(question.text, indicator):
        return False
    first = next((word for word, _ in tagged(indicator)), "")
    named = is_place(first) and not _NATION.search(first) and first not in KINDS_OF_PLACE
    return named and LEVEL.sub("", first) not in asked
