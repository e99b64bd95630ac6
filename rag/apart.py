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
from index.tags import is_adjective, is_noun, is_place, is_strange, is_verb, names, tagged
from index.units import sized
from rag.agree import SUFFERED
from rag.elsewhere import KINDS_OF_PLACE, is_elsewhere
from rag.kinds import HOW_MANY_GREW
from rag.records import Question
from rag.scope import FAIR, HARMLESS, STATISTIC, is_skipped
from rag.vocabulary import NUMBERED, base, contains, plain

_UNIVERSAL = re.compile(
    r"^(?:全国|我国|中国|国内|规模以上|全部|其中|全?社会|全[省市区县])+"
)  # before a thing, they leave it whole
_HARM = re.compile("死|亡|遇难|伤|失踪|丧|罹难|感染|确诊|病例|被困|受灾|遇害|丢了?命|没了|牺牲|殉职|围困|失联|[离去]世")
_BOTH = re.compile(r"推进口岸|进出口|出入境|进出境|国内外|内外贸|城乡|国内生产总值|收支|产销")
_ONE_WAY = re.compile("(?!.*进出口).*(?:进口|出口)(?:总?[额值]|金额|规模)?")  # of what is asked both ways
_BOTH_WAYS = re.compile("进出口(?:总?[额值]|金额|规模)?$")  # of what is asked one way
_WAY = re.compile("出口|进口")
_EACH_WAY = re.compile("(?<!进)出口|进口|各|分别|[顺逆]差")
_CONTRARIES = (
    ("国内", "国际"), ("内贸", "外贸"), ("境内", "境外"), ("出口", "进口"), ("出境", "入境"), ("国内", "入境"), ("城镇", "农村"), ("线上", "线下"), ("职工", "居民"),
    ("公路", "铁路", "水路", "民航"), ("上行", "下行"), ("公办", "民办"), ("顺差", "逆差"), ("大型", "中型", "小型", "微型"), ("新建", "二手"),
)  # fmt: skip
_WITHIN_IT = ("里", "里头", "里面", "里边", "中")  # ends of words that say where
_PART_WITHIN = re.compile(
    r"的?(?P<part>(?:(?![说称提里了])[一-鿿A-Za-z0-9]){2,12}?)(?=(?:有|占|是|为|共|总共|分别)*(?:多少|几|[，？?]|$))"
)
_UNDONE = re.compile("驳回|撤销|注销|吊销|作废")
_LESS_TAX, _ASKS_FOR_RELIEF = re.compile("[减退]税|减免|抵扣"), re.compile("[减退免抵]|优惠|扣除|降费|让利")
# 去除生鲜食品和能源的|价格
_EXCLUDES = re.compile(
    "(?:去除|剔除|扣除|除去|不含|不包括|不计)(?P<what>[^，。；的]{2,14}?)(?=的|[之以]?[后外]|因素|[，。；]|$)"
)
_EARNED, _TURNOVER = re.compile("赚(?!取)"), re.compile("营业总?收入|营收|销售收入|主营业务收入|营业额")
_BREAKDOWN = re.compile(
    "(?:^|[，。；：])[分按](?!析|布|配|可比|年度|计划|现价)[一-鿿]{2,6}(?:来?看|划?分)(?:[（(][^）)]*[）)])?[，：,:]"
)
_OF_PRICES = re.compile("价格|物价|通胀|通货膨胀|因素|影响|波动|变动|消费价格")  # 扣除价格因素 says how, not of what
_MOVED = (re.compile("涨|升|增"), re.compile("跌|降|减"), re.compile("持平"))
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
    before, behind = clause
    return (
        _is_said(question, fact)
        or _is_another_statistic(fact, missing)
        or (_NOT.search(question.text) is None) != (_NOT.search(f"{before}|{behind}") is None)  # 多少家没有完成
        or _is_of_whole_of_part(question, fact, before)
        or is_elsewhere(question, fact, before, missing, titled, announced)
        or _is_relief(question, fact)
        or _is_undone(question, fact)
        or _is_turnover(question, fact)
        or _moved_otherwise(question, fact, before)
        or _is_without_another(question, fact, before, missing)
        or _is_harm(question, fact)
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
        or (
            _EACH.search(f"{fact.indicator}|{BRACKETS.sub('', before)}") is not None
            and not _MEAN.search(question.said)
            and not _PER_HEAD.search(fact.indicator)
        )
        or (_A_DAY.search(question.text) is not None and not _is_of_a_day(fact, before))
    )


def is_one_of_a_breakdown(question: Question, fact: Fact, listed: str, others: Sequence[Fact]) -> bool:
    """Whether a figure is of one of the kinds that its sentence goes through, and the question is not for that one.

    Args:
        question: The question: 电动车销量.
        fact: The fact, of 电动三轮车.
        listed: Its sentence up to the figure: 分车型看，电动两轮车15万辆，电动三轮车.
        others: The other facts of its sentence.

    Returns:
        Whether the figure is of a part of what is asked for: another kind has as many of the question's words.
    """
    if not _BREAKDOWN.search(listed):
        return False
    own, said = _words_in(question, fact), plain(fact.indicator)
    asked = "|".join((question.said, *question.words))
    if all(word in asked for word, _ in tagged(said) if is_noun(word) or is_adjective(word)):
        return False  # it is named: 三轮车
    alike = (f for f in others if (f.measure, f.unit) == (fact.measure, fact.unit) and plain(f.indicator) != said)
    return any(_words_in(question, other) == own for other in alike)


def _words_in(question: Question, fact: Fact) -> list[str]:
    """The words of a question that an indicator has."""
    said = plain(fact.indicator)
    return [word for word in question.words if contains(said, word)]


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


def _is_relief(question: Question, fact: Fact) -> bool:
    """Whether a figure is of taxes that were not taken, where nobody asks for such: 减税, where 收了多少税 is asked for."""
    return _LESS_TAX.search(fact.indicator) is not None and _ASKS_FOR_RELIEF.search(question.text) is None


def _is_undone(question: Question, fact: Fact) -> bool:
    """Whether a figure is of what was taken back or refused, where nobody asks for such: 驳回商标申请, where 注册 is asked for."""
    undone = _UNDONE.search(fact.indicator)
    return undone is not None and not any(undone[0] in said for said in (question.text, *question.words))


def _moved_otherwise(question: Question, fact: Fact, before: str) -> bool:
    """Whether things that rose are counted, where those that fell are asked for, or on another base: 环比下降的城市有几个."""
    if not HOW_MANY_GREW.search(question.text):
        return False
    told = f"{fact.indicator}|{before}"
    asked = {kind for kind in _MOVED if kind.search(question.text)}
    based = [base for base in ("同比", "环比") if base in question.text]
    return asked != {kind for kind in _MOVED if kind.search(told)} or any(base not in told for base in based)


def _is_turnover(question: Question, fact: Fact) -> bool:
    """Whether a figure is of all that was taken in, where 赚了多少 asks what was left of it."""
    earned = _EARNED.search(question.text) and not _TURNOVER.search(question.text)
    return bool(earned) and _TURNOVER.search(fact.indicator) is not None


def _is_without_another(question: Question, fact: Fact, before: str, missing: Sequence[str]) -> bool:
    """Whether more or less is left out than a question says: 去除生鲜食品|价格, where 去除生鲜食品和能源的价格 is asked for."""
    asked = _EXCLUDES.search(question.text)
    told = _EXCLUDES.search(f"{fact.indicator}|{before}") if asked else None
    if asked is None:
        return False
    left_out = [word for word in missing if word in asked["what"] and not _OF_PRICES.fullmatch(word)]
    more = (word for word, _ in tagged(told["what"]) if names(word)) if told else ()
    return bool(left_out) or any(word not in question.text and not _OF_PRICES.fullmatch(word) for word in more)


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
    if "进出口" not in question.said and _BOTH_WAYS.search(indicator) and _WAY.search(question.said):
        return True
    asked, indicator = _BOTH.sub("", _EVENT.sub("", question.said)), _BOTH.sub("", indicator)
    return any(
        {one for one in pair if one in asked} and {one for one in pair if one in indicator}
        and not any(one in asked and one in indicator for one in pair)
        for pair in _CONTRARIES
    )  # fmt: skip


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
