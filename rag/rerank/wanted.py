"""What kind of thing a question asks for, and whether a sentence has one that the question does not have itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from index.script import simplified
from index.tags import tagged
from rag.vocabulary import CAUSES

_THINGS = "企业|公司|单位|机构|城市|省份|省|地区|国家|工厂|学校|平台|品牌|产品|园区|人|项目"  # that have names
# What is asked for, told by the words that ask; a question may want none of these, or several.
WANTS = {
    "number": re.compile(r"多少|几|多[大高长快久远重]|第几|百分"),
    "time": re.compile(
        r"(?:哪|何|什么)[一个些]{0,2}(?:年代?|天|日期?|月份?|时候|时间|世纪|朝代?|时期)|何时|几[年月日号点]|多久"
        r"|日期[?？]?$|时间(?:是|为)?[?？]?$"
    ),
    "person": re.compile(r"谁|哪位|何人|什么人|哪个人|哪名"),
    "place": re.compile(
        r"哪里|何处|哪儿|何地|在哪(?![个家一些位年天月])|(?:什么|哪[一二两三四五六七八九十几\d]*[个座些]*)(?:地[方点区]|[国省市县区州岛]|城市|省份|国家)"
    ),
    "organisation": re.compile(
        r"(?:哪[一二两三四五六七八九十几\d]*[个家所间些]*|什么)(?:公司|企业|机构|单位|部门|部委|大学|学校|学院|组织|政党|银行|协会|媒体|报社|医院|[船工]?厂|厂家|厂商)"
    ),
    "list": re.compile(r"哪些|哪[几两二三四五]|列出|列举"),
    "names": re.compile(
        rf"(?:哪|是哪)(?:些|几|[二两三四五六七八九十\d]+)[个家所座位款项种名]?(?:{_THINGS})|名单|具体(?:是|有|为)?哪"
        rf"|(?:{_THINGS})(?:都|分别|具体|主要)*(?:有哪些|是哪些|是哪几|有哪几|包括哪些|叫什么)"
    ),
    "reason": re.compile(r"为什么|为何|为啥|原因|缘故"),
    "manner": re.compile(r"如何|怎么|怎样"),
    "meaning": re.compile(r"是什么|什么是|指什么|何谓|什么叫|意思|含义"),
}
# … where its absence tells: 哪几级 and 几个例子 want no number, and a reason may be told without a word that says so
_SURELY_WANTS = {"number": re.compile(r"多少|第几|百分之几"), "reason": re.compile(r"(?!)")}
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = re.compile(
    rf"(?<![0-9.])[0-9][0-9,.]*|[{_NUMERALS}]+(?=[个家户辆台项座所人位艘架条款次米吨元倍成年岁只头套处张名场株公种门类届])"
)
_COUNT = rf"[0-9{_NUMERALS}]+"
_TIME = re.compile(
    rf"(?:公元前?|民国|[一-鿿]{{2}}(?=(?:元|[{_NUMERALS}]+)年))?(?:{_COUNT}|元)年[初末底代前后间]?|{_COUNT}个?(?:月|[日号](?![线楼院])|世纪|年代|天|周|星期|小时|分钟)"
    rf"|[0-9{_NUMERALS}]+[时点](?!之|候)|[今去前明近]年|[今昨明]天|[夏商周秦汉魏晋隋唐宋元明清][朝代]|[东西南北][汉晋周魏宋]|年间|[上下]半年|季度|[春夏秋冬][季天]"
    r"|时期|期间|战期|的时候|[初末]年|世纪|古代|近代"
)
_NAMES = re.compile(r"[^，。；、\s]+、[^，。；、\s]+、[^，。；、\s]+")
_REASON = re.compile(rf"因|{CAUSES}|为了|旨在|导致|使得|造成|在于|出于|鉴于")
_TITLED = re.compile(
    r"[\u4e00-\u9fff]+·[\u4e00-\u9fff]+(?<!号)(?![\u4e00-\u9fff])|[\u4e00-\u9fff]{1,4}(?:先生|女士|教授|院士)"
)
_BODIES = (
    "公司|集团|大学|学院|学校|学堂|书院|研究[院所]|银行|[协学商工议]会|联盟|联合会|基金会|委员会|医院|电视台|报社|出版社|船厂|乐团|剧团|党"
    "|[一-鿿]{2}(?<![全内外东西南北中总各一多两几干大局上下顶底背])(?:部|局|厅|署)(?![分长署落门队件位])"
)
_BODY = re.compile(rf"[\u4e00-\u9fffA-Za-z]{{1,12}}?(?:{_BODIES})")
_RULER = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[一二三四五六七八九十]世|国王|皇帝|天皇|大帝)")
_SITE = re.compile(
    r"(?:(?![的了是在为和及与])[\u4e00-\u9fff]){2,8}?(?:大楼|会堂|中心|酒店|宾馆|体育[馆场]|公园|广场|大学|学院|基地|产业园|车站|机场|剧院|(?<![跨各全外本我该多几两个农城乡都上超股门夜楼])[省市县镇乡村](?![场长民级里内外政值委]))"
)
_OF_PLACE = tuple("省市县区州镇乡村岛湾洲港城国")
_CORE = 4  # characters at the end of a name that are not in the question: 杭州知衣科技有限公司 of 知衣科技有限公司
_NOUNS = ("n", "nz", "nt")  # not nr: 王建国 is no country

# What ends as a place does and names none: 园区, 农村; the country is where everything is, unless a country is asked for.
_NOWHERE = re.compile(
    r".*(?:[我全各外两]国|[跨全各外]省)|国家|各?地区|[园小社景城市]区|城[市镇]|都市|县城|乡镇|[农乡]村|海岛|岛屿"
)
_COUNTRY, _HOME = re.compile(r"国"), "中国"
_NAMED = ("person", "place", "organisation", "names")

# What a question says of what it asks for; it is missing where the answer stands: 名字, 好处. 哪款 and 几号 only ask.
_ASKING = frozenset(
    word
    for line in files("rag").joinpath("asking.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_ASKS = re.compile(r"[哪何几谁啥]|[什甚]么|怎")
_SHORTEST = 2  # characters of a word that a text has to say: 看, 做 and 由 say little

Found = Callable[[str], frozenset[str]]


def meets(question: str, texts: Sequence[str]) -> list[float]:
    """Say of each text whether it has what a question wants.

    Args:
        question: The question.
        texts: Sentences.

    Returns:
        For each text the share of the kinds wanted of which it has one that the question has not, 0.5 where no kind is
        wanted.
    """
    kinds = [kind for kind in _FOUND if WANTS[kind].search(question)]
    if not kinds:
        return [0.5] * len(texts)
    return [sum(_has(kind, question, text) for kind in kinds) / len(kinds) for text in texts]


def is_told(word: str) -> bool:
    """Whether a text that answers would say a word of the question: 总部, not 名字, which only says what is asked for."""
    return len(word) >= _SHORTEST and word not in _ASKING and not _ASKS.search(word)


def lacks(question: str, text: str) -> bool:
    """Whether a text has nothing of some kind that a question wants: a reason may be told without a word that says so."""
    kinds = [kind for kind in _FOUND if _SURELY_WANTS.get(kind, WANTS[kind]).search(question)]
    return not all(_has(kind, question, text) for kind in kinds)


def names_none(question: str, text: str) -> bool:
    """Whether the names of things are asked for and a text has none: 共有21家平台, of 有哪些平台."""
    return WANTS["names"].search(question) is not None and not _has("names", question, text)


def _has(kind: str, question: str, text: str) -> bool:
    """Whether a text has something of a kind that the question has not."""
    found, asked = _FOUND[kind](simplified(text)), _FOUND[kind](question)
    if kind not in _NAMED:
        return bool(found - asked)
    return any(
        name[-_CORE:] not in question and not _NOWHERE.fullmatch(name)
        for name in found - asked
        if name != _HOME or _COUNTRY.search(question)
    )


def _matched(pattern: re.Pattern[str]) -> Found:
    return lambda text: frozenset(match.group() for match in pattern.finditer(text))


def _named(tag: str, *spelled: re.Pattern[str], ends: tuple[str, ...] = ()) -> Found:
    """Names by their tag, by how they are spelled, and nouns by how they end (云溪村)."""

    def found(text: str) -> frozenset[str]:
        words = {
            word
            for word, t in _tagged(text)
            if t.startswith(tag) or (len(word) > 1 and t in _NOUNS and word.endswith(ends))
        }
        return frozenset(words).union(*(_matched(pattern)(text) for pattern in spelled))

    return found


def _several(text: str) -> frozenset[str]:
    """The names of a text, where it has two at least: 济南要做…，青岛要做…."""
    names = frozenset(word for word, tag in _tagged(text) if tag in ("nr", "ns", "nt"))
    return names if len(names) > 1 else frozenset()


@lru_cache(maxsize=2_000)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(tagged(text))


_FOUND: Mapping[str, Found] = {
    "number": _matched(_NUMBER),
    "time": _matched(_TIME),
    "person": _named("nr", _TITLED, _RULER, _BODY),
    "place": _named("ns", _SITE, ends=_OF_PLACE),
    "organisation": _named("nt", _BODY),
    "names": lambda text: _matched(_NAMES)(text) or _several(text),
    "reason": _matched(_REASON),
}
