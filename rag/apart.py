"""Is a fact of the very thing asked for, or of another place, of a part of it, of a mean?"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from index.listing import head_of
from index.periods import find_periods
from index.periods.numerals import number
from index.records import Fact
from index.sentences import BRACKETS
from index.tags import COUNTRIES, PROVINCES, is_noun, is_place, is_strange, is_verb, names, tagged
from index.units import sized
from rag.agree import SUFFERED
from rag.records import Question
from rag.scope import FAIR, HARMLESS, STATISTIC, is_skipped
from rag.vocabulary import NUMBERED, base, contains, plain

_UNIVERSAL = re.compile(
    r"^(?:全国|我国|中国|国内|规模以上|全部|其中|全?社会|全[省市区县])+"
)  # before a thing, they leave it whole
_NATION = re.compile(r"全国|我国|中国|国内")
_OF_NATION = re.compile("全国|我国")
_AT_HOME = re.compile("中国|我国|国内(?!外)|全国")
_HOME_MARKET = re.compile("(?:中国|国内|我国)市场|在(?:中国|国内|我国)(?=[卖销售])")
_ABROAD = re.compile("全球|世界|海外|境外|国外")
_HARM = re.compile("死|亡|遇难|伤|失踪|丧|罹难|感染|确诊|病例|被困|受灾|遇害|丢了?命|没了|牺牲|殉职|围困|失联|[离去]世")
_LOCAL = re.compile(r"^[全本我][省市区县]|^[一-鿿]{2,6}?(?:示范区|新区|开发区|试验区|高新区)")
KINDS_OF_PLACE = ("城镇", "乡镇", "城市", "城乡", "农村")  # tagged as places
_SHORT_NAME = 2  # characters
_LEVELLED = (
    r"(?<![级辖城都超股楼车房夜菜大各两开省全本地])[市县](?![场民委长政价值域级区辖])"  # of any two characters: 青石|市
)
_ZONE = re.compile(r"(?:高新|经开|开发|示范|试验|保税|自贸|园)区$")  # tagged as no places
LEVEL = re.compile(r"(?<=..)[省市县区州]$")  # 云溪市 and 云溪 are one
_BOTH = re.compile(r"推进口岸|进出口|出入境|进出境|国内外|内外贸|城乡|国内生产总值|收支|产销")
_ONE_WAY = re.compile("(?!.*进出口).*(?:进口|出口)(?:总?[额值]|金额|规模)?")  # of what is asked both ways
_EACH_WAY = re.compile("(?<!进)出口|进口|各|分别|[顺逆]差")
_CONTRARIES = (
    ("国内", "国际"), ("内贸", "外贸"), ("境内", "境外"), ("出口", "进口"), ("出境", "入境"), ("国内", "入境"), ("城镇", "农村"), ("线上", "线下"), ("职工", "居民"),
    ("公路", "铁路", "水路", "民航"), ("上行", "下行"), ("公办", "民办"), ("顺差", "逆差"), ("大型", "中型", "小型", "微型"),
)  # fmt: skip
_PARTNER = re.compile(
    r"[对向](?P<who>[一-鿿、]{2,16}?)(?:的|国家|地区)*(?=(?:非金融类?)?(?:直接)?投资|(?:进出|[进出])口|(?:货物)?贸易)"
)  # 对尼泊尔|出口
_WITHIN_IT = ("里", "里头", "里面", "里边", "中")  # ends of words that say where
_PART_WITHIN = re.compile(
    r"的?(?P<part>(?:(?![说称提里了])[一-鿿A-Za-z0-9]){2,12}?)(?=(?:有|占|是|为|共|总共|分别)*(?:多少|几|[，？?]|$))"
)
_UNDONE = re.compile("驳回|撤销|注销|吊销|作废")
_LESS_TAX, _ASKS_FOR_RELIEF = re.compile("[减退]税|减免|抵扣"), re.compile("[减退免抵]|优惠|扣除|降费|让利")
_OF_REGION = re.compile(r"([一-鿿]{2})(?:[省市县]|自治[区州])(?![场值民价政级域电公])")  # 云溪|市国民经济运行情况
_ALIASES = {"印尼": "印度尼西亚", "沙特": "沙特阿拉伯", "蒙古": "蒙古国"}
_NEWLY = re.compile(r"新增|净增")
# 工厂|在装备工业建成, 灯塔工厂|在中国
_WITHIN = re.compile(
    r"(?<=..)在(?:(?P<where>[^，、的]{2,8}?)(?:累计|共|已)*(?:建成|落地|投用|开通|应用)|(?P<country>中国|我国|国内|境外|海外))$"
)
_POINTED = re.compile(
    "(?:相关|上述|该项|此项|这部分)(?:收入|投资|支出|费用|资金|利润|订单|金额|产值|贷款)$"
)  # of what was told before
_BATCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}批|(?<!日)[首本]批(?!发)|新一批")
# A mean of what is asked for in all: 平均每天新增400家 is not how many there were.
_EACH = re.compile(
    r"(?:平均|(?<!为)(?<!为每人)(?<!为每户))每[^，。]{0,2}[天日月年时分人户家套]|[日月年户]均(?!价|线|值|活跃)|人均|单日|(?:行业|全国|全[省市]|全球|世界)平均"
)
_DAILY = re.compile(rf"{_EACH.pattern}|每[天日]|天天|日最高|最高日|一天|当日|日(?=客流|产|供|发)")
_A_DAY = re.compile(
    "单日|日均|平均每天|每天(?=[^，。？?都]*多少)"
)  # 单日最高运了多少人 is not how many there were in all
_MEAN = re.compile(r"[均每]|单日|一[天日]")
_PER_HEAD = re.compile("标准(?:每[人户])?$")  # 缴费标准|每人420元 is what everybody pays
_SIDE_BY_SIDE = re.compile(r"[|、和与及]")
_WHOLE = re.compile(r"占[^，。]{0,2}全(?P<whole>[国球省市区县])")
_GROWTH = re.compile(r"(?:占比|比重|比例|份额|增速|增幅|降幅|涨幅|贡献率|增长率)?")
_EVENT = re.compile(rf"(?:中国)?国际[一-鿿]{{2,8}}{FAIR}")
_NOT = re.compile(
    r"(?<![有罚淹埋沉出吞覆])没(?![收落入顶])有?(?!有?(?:卖|售)(?:出|掉|完))(?=[一-鿿])|未(?!来|成年|必|免)|尚无|不[再能予]|无法"
)
_OF_COMPANY = re.compile("股份|有限|责任|集团|控股|公司")  # behind the name of one
_SOME_OF = re.compile(
    r"(?P<some>[^等]*、[^等]*)等(?=[一-鿿]{2})(?![一二两三四五六七八九十各主]|新[兴型]|重点|特色|优势|产品|商品)"
)  # 汽车、船舶|等制造业; not 等“新三样”, 等新兴业务, which are all of these
_SIZE = re.compile(
    r"(?<![\d.])(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<scale>[万亿千百]{0,2})(?P<of>周?岁|元|人|千瓦|吨|平方米|亩|公里|户)口?及?(?:以(?P<side>[上下内]))?"
)
_FIRM = re.compile("公司|企业|集团|本厂|我厂|全厂")
# 二期, 第140届, 3号线: which one of several
_PHASE = re.compile(
    r"第(?P<nth>\d{1,4}|[一二三四五六七八九十]{1,3})(?P<times>[届次号批轮])"
    "|(?<![第前后近中长短分周学定为每一二三四五六七八九十])(?P<phase>[一二三四五六七八九十]{1,2})期(?![间货限末初刊望待权内满一])"
    rf"|(?<!\d)(?P<number>\d{{1,3}})号(?P<what>{NUMBERED})"
)
_TERM = re.compile(r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})(?P<of>年|个月|天)期")
_VERIFIES = re.compile("是不是|是否|有没有|有无|对不对|吗|达没达")
_COLLECTIVE = ("群", "类")  # 水库|群
_GOODS = "货物"  # what is meant where nobody says services: 进口|货物|整体通关时间
_LONGEST_KIND = 10  # characters behind a superlative
_SUPERLATIVE = re.compile(r"最[大高多长低少小短快早远深厚]|首[条个座家批台]")
_DWELT_IN = ("城镇", "农村", "乡下")  # parts of what is told of all, where 农村 is asked for
_DWELLERS = re.compile(r"(?:城镇|农村)居民")


def is_apart(
    question: Question, fact: Fact, missing: Sequence[str], clause: tuple[str, str], titled: str, announced: str
) -> bool:
    """Whether a fact is not of what is asked for, however many of its words it has.

    江苏 is not answered with a figure of 山东, nor 纯电动汽车 with one of 汽车, nor 全国 with one of a city.

    Args:
        question: The question.
        fact: The fact.
        missing: The question's words that stand neither with the fact nor around it.
        clause: What stands before the figure in its clause, and what behind it.
        titled: What its document says of itself in title and headings, folded.
        announced: The same with its opening.

    Returns:
        Whether it is about something else.
    """
    missing = [base(word) for word in missing]
    absent = [word for word in missing if word not in announced]
    before, behind = clause
    return (
        _is_said(question, fact)
        or _is_another_statistic(fact, missing)
        or (_NOT.search(question.text) is None) != (_NOT.search(f"{before}|{behind}") is None)  # 多少家没有完成
        or _is_of_whole_of_part(question, fact, before)
        or _is_elsewhere(question, absent, announced)
        or _is_of_nation(fact, missing)
        or _is_of_another_place(question, fact, before)
        or _is_with_another(question, fact, before)
        or _is_relief(question, fact)
        or _is_undone(question, fact)
        or _is_of_the_world(question, fact)
        or _is_harm(question, fact)
        or _is_of_another_level(question, f"{fact.indicator}|{fact.place}|{fact.owner}|{before}")
        or _is_of_more(
            question, fact, [w for w in missing if not (_owns(w, fact) or _is_announced(question, w, titled))]
        )
        or _is_of_whole(question, fact, before)
        or _is_of_other_dwellers(question, fact, before)
        or any(word in _DWELT_IN for word in missing)
        or _is_parted(question, fact, missing, titled)
        or _is_of_other_size(question, fact)
        or _is_of_another_term(question, fact)
        or _is_replaced(question, fact, [word for word in missing if word not in titled])
        or _is_of_another_phase(question, fact, f"{before}|{titled}")
        or _is_contrary(question, plain(fact.indicator))
        or _is_of_less(question.said, fact.indicator)
        or _is_local(question, fact.indicator)
        or _is_of_local_paper(question, f"{fact.indicator}|{fact.place}|{fact.owner}|{before}", titled)
        or (
            _EACH.search(f"{fact.indicator}|{BRACKETS.sub('', before)}") is not None
            and not _MEAN.search(question.said)
            and not _PER_HEAD.search(fact.indicator)
        )
        or (_A_DAY.search(question.text) is not None and not _is_of_a_day(fact, before))
    )


def _is_said(question: Question, fact: Fact) -> bool:
    """Whether a figure is what a question itself says: 700公里 of 700公里轨道运载能力是多少."""
    said = re.search(rf"(?<![0-9.]){re.escape(fact.text)}", question.text) if fact.text[:1].isdigit() else None
    return said is not None and not _VERIFIES.search(question.text)


def _is_of_whole_of_part(question: Question, fact: Fact, before: str) -> bool:
    """Whether a part of something is asked for, and a figure is of all of it: 重点项目里|产业项目|有几个, of how many 重点项目 there are."""
    part = _part_within(question.text)
    said = plain(f"{fact.indicator}|{before}") if part else ""
    asked = (word for word in question.words if base(word) in part and names(base(word)))
    return any(len(base(word)) > 1 and not contains(said, word) for word in asked)


@lru_cache(maxsize=64)
def _part_within(asked: str) -> str:
    """The part of something that a question asks for, empty where it asks for none: it is weighed against many facts."""
    at = 0
    for word, tag in tagged(asked):
        began, at = at, at + len(word)
        within = began and tag == "f" and word.endswith(_WITHIN_IT)
        if within and (part := _PART_WITHIN.match(asked, at)):
            return part["part"]
    return ""


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


def _is_relief(question: Question, fact: Fact) -> bool:
    """Whether a figure is of taxes that were not taken, where nobody asks for such: 减税, where 收了多少税 is asked for."""
    return _LESS_TAX.search(fact.indicator) is not None and _ASKS_FOR_RELIEF.search(question.text) is None


def _is_undone(question: Question, fact: Fact) -> bool:
    """Whether a figure is of what was taken back or refused, where nobody asks for such: 驳回商标申请, where 注册 is asked for."""
    undone = _UNDONE.search(fact.indicator)
    return undone is not None and not any(undone[0] in said for said in (question.text, *question.words))


def _is_of_the_world(question: Question, fact: Fact) -> bool:
    """Whether a country is asked about, and a figure is of the world or of what is abroad: 全球销量, where 中国市场 is asked about."""
    abroad = fact.measure == "值" and _ABROAD.search(fact.indicator) and not _AT_HOME.search(fact.indicator)
    return bool(abroad) and _HOME_MARKET.search(question.text) is not None and not _ABROAD.search(question.text)


def _is_harm(question: Question, fact: Fact) -> bool:
    """Whether a figure is of the dead or hurt, where nobody asks for them: 4人遇难 is not how many came to help."""
    asked = "|".join((question.said, *question.words))
    hurt = SUFFERED.search(fact.indicator)
    return hurt is not None and (_HARM.search(asked) is None or ("受灾" in asked and "受灾" not in fact.indicator))


def _is_of_a_day(fact: Fact, before: str) -> bool:
    """Whether a figure is of one day, or a mean of days."""
    one = fact.period is not None and fact.period.kind == "day"
    return one or _DAILY.search(f"{fact.indicator}|{fact.owner}|{before}") is not None


def _is_another_statistic(fact: Fact, missing: Sequence[str]) -> bool:
    """Whether a statistic that is asked for stands nowhere, and the indicator has one: 电信业务|总量, where 收入 is asked for."""
    lacks = (word for word in missing if not (fact.measure == "占比" and word in fact.owner))  # 收入里税收占多少
    return any(STATISTIC.fullmatch(word) for word in lacks) and not _GROWTH.fullmatch(head_of(plain(fact.indicator))[1])


def _is_elsewhere(question: Question, absent: Sequence[str], announced: str) -> bool:
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


def _is_of_more(question: Question, fact: Fact, absent: Sequence[str]) -> bool:
    """Whether what narrows the thing asked for stands nowhere, and the indicator is of all of it."""
    asked = plain(question.text).replace("类", "")  # 汽车类|商品零售额
    named = _UNIVERSAL.sub("", plain(fact.indicator))
    return any(
        one in absent
        and one + other in asked
        and named.startswith(other)
        and names(one)
        and not HARMLESS.match(one)  # 轻工|企业
        and (not is_place(one) or one in KINDS_OF_PLACE)  # `_is_elsewhere`
        and is_noun(other)
        and not is_place(other)  # 大运会|湖南
        for one, other in pairwise(map(base, question.words))
    )


def _is_of_whole(question: Question, fact: Fact, before: str) -> bool:
    """Whether an indicator says that it is of all, and its clause lacks what narrows the thing asked for: 汽车|总销量."""
    named, said, asked = plain(fact.indicator), plain(f"{fact.indicator}|{before}"), plain(question.text)
    pairs = pairwise(map(base, question.words))
    return any(
        one + other in asked
        and named.startswith(f"{other}总")
        and one not in said
        and names(one)
        and not is_place(one)
        and names(other)
        for one, other in pairs
    )


def _owns(word: str, fact: Fact) -> bool:
    """Whether a fact's sentence, or one before it, speaks of what a word names: 民航完成…。国际|客运规模."""
    return any(word in plain(owner) for owner in _SIDE_BY_SIDE.split(fact.owner))


def _is_of_other_dwellers(question: Question, fact: Fact, before: str) -> bool:
    """Whether townspeople or villagers are asked for, and a figure is of all people: 居民人均收入, where 城镇居民 are."""
    asked = _DWELLERS.search(plain(question.text))
    return asked is not None and "居民" in fact.indicator and asked[0][:2] not in plain(f"{fact.indicator}|{before}")


def _is_announced(question: Question, word: str, announced: str) -> bool:
    """Whether a document says of itself what narrows the thing asked for: 电动汽车 by 电动车; 装备制造业 not by 装备工业."""
    if (is_strange(word) or word in question.names) and word in announced:
        return True
    following = next((other for one, other in pairwise(map(base, question.words)) if one == word), "")
    behind = ((announced[m.end() : m.end() + 2], m.end()) for m in re.finditer(re.escape(word), announced))
    return any(
        not "一" <= c[:1] <= "龥" or c[0] in following or _OF_COMPANY.match(c) or at in _times(announced)
        for c, at in behind
    )


@lru_cache(maxsize=256)
def _times(announced: str) -> frozenset[int]:
    """Where periods begin in what a document says of itself: 恒宁新能源|一季度营收."""
    return frozenset(m.start for m in find_periods(announced, None))


def _is_parted(question: Question, fact: Fact, missing: Sequence[str], titled: str) -> bool:
    """Whether a noun that stands nowhere parts what the indicator joins: 轴承产量, where 轴承|设备|产量 is asked for.

    Not where the title has it as the question does: 新接订单, below 新接船舶订单增长.
    """
    asked, named = plain(question.text), plain(fact.indicator)
    words = [base(word) for word in question.words]
    return any(
        one in missing
        and one not in (*_COLLECTIVE, _GOODS)
        and not HARMLESS.match(one)
        and one + behind not in titled
        and is_skipped(one, before, behind, asked, named)
        for before, one, behind in zip(words, words[1:], words[2:], strict=False)
    )


def _is_of_other_size(question: Question, fact: Fact) -> bool:
    """Whether a number says which things are asked for, and another which are meant: 65岁以上 and 60岁以上."""
    asked, own = _sizes(question.topic), _sizes(plain(fact.indicator))
    return bool(asked) and bool(own) and not asked & own


@lru_cache(maxsize=256)
def _sizes(text: str) -> frozenset[tuple[Decimal, str, str]]:
    """The sizes that a text tells things apart by, each with what it counts and its side (500万元以上)."""
    found = _SIZE.finditer(text)
    return frozenset(
        (sized(Decimal(m["number"]), m["scale"]), m["of"][-1], m["side"] or "")
        for m in found
        if m["side"] or m["of"].endswith("岁")
    )


def _is_of_another_term(question: Question, fact: Fact) -> bool:
    """Whether a loan or a deposit of some years is asked for, and a figure is of another: 5年期, where 1年期 is told of."""
    asked, told = (
        {(number(m["n"]), m["of"]) for m in _TERM.finditer(said)} for said in (question.text, fact.indicator)
    )
    return bool(asked) and bool(told) and not asked & told


def _is_of_another_phase(question: Question, fact: Fact, around: str) -> bool:
    """Whether another of several things is asked for than what is told of: 三期, where 二期 is spoken of, 第140届 and 第139届."""
    asked, told = _phases(question.text), _phases(f"{fact.indicator}|{fact.owner}|{around}")
    return any(told.get(kind) and not numbers & told[kind] for kind, numbers in asked.items())


def _phases(text: str) -> dict[str, set[int]]:
    """The numbers of things of which there are several, by what they are: 届, 期, 线."""
    found = dict[str, set[int]]()
    for match in _PHASE.finditer(text):
        which = match["nth"] or match["phase"] or match["number"]
        times = match["times"] or ""
        of = times + text[match.end() : match.end() + 2] if times and times != "届" else times  # 第5次|普查, 第3次|会议
        found.setdefault(of or match["what"] or "期", set()).add(number(which))
    return found


def _is_replaced(question: Question, fact: Fact, missing: Sequence[str]) -> bool:
    """Whether a noun stands nowhere, and what the indicator has before its statistic is another: 粮食|产量, where 棉花产量 is asked for."""
    stem, head = head_of(plain(fact.indicator))
    last = tagged(stem)[-1][0] if stem else ""
    return bool(last) and any(
        one in missing
        and names(one)
        and len(following) > 1
        and head.startswith(following)
        and not is_verb(last)
        and not _FIRM.fullmatch(last)
        and last not in question.said
        for one, following in pairwise(map(base, question.words))
    )


def _is_contrary(question: Question, indicator: str) -> bool:
    """Whether one of two things that exclude each other is asked for, and the indicator is of the other.

    What only the full name of something has is not asked for: 国际 of 消博会.
    """
    if "进出口" in question.said and not _EACH_WAY.search(question.said) and _ONE_WAY.fullmatch(indicator):
        return True
    asked, indicator = _BOTH.sub("", _EVENT.sub("", question.said)), _BOTH.sub("", indicator)
    return any(
        {one for one in pair if one in asked} and {one for one in pair if one in indicator}
        and not any(one in asked and one in indicator for one in pair)
        for pair in _CONTRARIES
    )  # fmt: skip


def _is_of_local_paper(question: Question, told: str, titled: str) -> bool:
    """Whether the whole country is asked about, and a figure says nothing of it in a document that names its region."""
    asked = "全国" in question.text and any(map(_is_region, _OF_REGION.findall(titled)))
    return asked and not _NATION.search(told) and not _NATION.search(titled)


def _is_region(name: str) -> bool:
    """Whether two characters before 市 or 县 are the name of one: 云溪; not 年上 of 上市, 家级 of 国家级县."""
    return is_place(name) or (is_strange(name) and name[-1] not in "上辖贫强级各超夜股")


def _is_of_less(asked: str, indicator: str) -> bool:
    """Whether an indicator is of what was added, of one batch, of one sort of people, of a part of the country, where all is asked for."""
    if all(_NEWLY.search(part) for part in indicator.split("、")) and not re.search(
        r"[新增净]|多[了出]|投放|发放|放了", asked
    ):
        return True
    within = _WITHIN.search(indicator)
    if within and (where := within["country"] or _UNIVERSAL.sub("", within["where"])) and where not in asked:
        return True
    if _BATCH.search(indicator) and "批" not in asked:
        return True
    if _POINTED.match(indicator) and indicator not in asked:
        return True
    some = _SOME_OF.match(indicator)
    if some and not any(one and one in asked for one in some["some"].split("、")) and not _is_done_with(some):
        return True
    if _DWELLERS.search(indicator) and not re.search(r"[城镇农村乡]", asked):
        return True
    one, other = _WHOLE.search(asked), _WHOLE.search(indicator)
    return one is not None and other is not None and one["whole"] != other["whole"]


def _is_done_with(some: re.Match[str]) -> bool:
    """Whether what is listed is how something is done, or for what: 通过债券、股票等|方式提供支持."""
    done = any(is_verb(word) for word, tag in tagged(some.string[some.end() :]) if tag != "p")
    return done and any(tag == "p" for _, tag in tagged(some["some"]))


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
