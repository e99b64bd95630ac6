"""Where or whose a figure is: the region, port, company or organisation that a clause names.

A place is read by part of speech and by how such names end (青石县, 乙港集团). What something is compared with, comes from
or goes to is not where the figure is (对东盟出口, 比江苏高), nor is who announces it (统计局公布).
"""

import re
from functools import lru_cache

from index.sentences import BRACKETS
from index.tags import NO_PLACES, tagged, words_in

WHOLE = ("全国", "我国", "中国", "全球", "世界")
_REGION = re.compile(r"(?:东部|中部|西部|东北|西北|西南|东南|沿海)地区")
# The place last named: 全省, 当地, 该港.
_AGAIN = re.compile(
    r"全[省市县区州镇乡村港]|当地|本[省市县区州地港]|该(?:省|市|县|区|州|镇|村|港|国|地区|公司|集团|企业|银行|机场|口岸|园区)"
)
_COMMON = NO_PLACES | words_in("facts/common_places.txt")
# What is a region whatever stands around it: 云溪市; not 工业园区
REGION = re.compile(
    r"(?!.*(?:占|全[省市县区州]$))[一-鿿]{2,8}(?<![园景小校厂城社发业辖集贸各方])(?:自治区|自治州|[省市县区州旗])"
)
_ADMINISTERED = re.compile(r"[\u4e00-\u9fff]{1,9}(?:自治区|自治州|特别行政区|[省市县区州镇乡村旗盟港岛])")
# What goes on a name: 丙地|口岸, 丁地|机场, 国能|集团
_BODY = re.compile(
    r"(?:口岸|机场|港区?|海关|车站|火车站|[东南西北]站|港口|码头|物流园|产业园|开发区|高新区|新区|示范区|合作区|先行区|试验区|实验区|自贸区|保税区"
    r"|自由贸易港|油田|气田|煤矿|核电站|电站|水电站|风电场|铁路局|交易所|证券交易所|商品交易所|大学|医院|经济区|经济圈|经济带|城市群|三角洲|湾区"
    r"|国家公园|自然保护区|新城|群岛|半岛|盆地|平原|地区|市|县|区|省|州|盟|旗|镇|乡|村|岛)$"
)
_COMPANY = re.compile(r"(?:集团|公司|股份|银行|控股)$")
_NO_NAME = re.compile("[一二两三四五六七八九十几多][省市县区州镇乡村港]$|公立|民营|.?[城乡村集]镇$")
_NO_COMPANY = re.compile(
    r"^汽车|^企业|^产业|^原|上市|保险|商业|证券|基金|跨国|外资|民营|央企|企业|中央|国有|各|家|多|龙头|大型|小型|航空公司$|商业银行$|[制性型级]银行$|科技公司$"
)
_INSTITUTION = re.compile(r"(?:银行|集团|公司|交易所|大学|学院|医院|机场|港|油田)$")
_NOT_WHERE = frozenset(
    [
        "对",
        "向",
        "从",
        "自",
        "由",
        "与",
        "和",
        "比",
        "较",
        "同",
        "跟",
        "至",
        "赴",
        "往",
        "占",
        "以及",
        "及",
        "、",
        "为",
        "抵",
        "到",
        "除",
        "给",
        "于",
        "离",
        "经",
        "途经",
        "前往",
        "运往",
        "发往",
        "来自",
        "相比",
        "是",
        "驻",
        "高于",
        "低于",
        "快于",
        "慢于",
        "好于",
        "优于",
        "多于",
        "少于",
        "大于",
        "超过",
        "高出",
        "超出",
        "领先",
        "领先于",
        "落后于",
    ]
)
_ZONE = 6  # words
# What is a name though its words are none: 某某国际物流园, 某某口岸
_NAMED_BODY = re.compile(
    r"(?:物流园|产业园|开发区|高新区|口岸|机场|交易所|示范区|先行区|核电站|水电站|油田|自贸区|保税区)$"
)
_THROUGH = re.compile(r"(?:口岸|机场|港|海关|车站|码头)$")
_GENERIC = re.compile(
    r"^(?:全国|沿海|各|主要|重点|内河|本|该|此|这|国家级|多|我国|中国|所有|全部|新|大型|一|两|三|首|部分|其他|陆路|边境|商品|证券|期货)"
)
_GOES_ON = frozenset(["、", "和", "与", "及", "以及"])
_ANNOUNCED = re.compile(
    r"(?:显示|获悉|了解到|消息|介绍|表示|公布|发布|宣布|通报|透露|披露|数据|预计|报道|称|说|统计)[，,：:]?\s*$"
)


@lru_cache(maxsize=4_096)
def place_in(clause: str, before: str = "") -> str:
    """The place that a clause is about.

    Args:
        clause: A clause, or what of it stands before a figure, without its periods.
        before: The place said before, which 全省 and 当地 mean.

    Returns:
        The first place named, in the clause's words; empty where it names none.
    """
    announced = _ANNOUNCED.search(clause) is not None
    clause = BRACKETS.sub("", clause)
    words = tagged(clause)
    if body := _body_at_start(words):
        return body
    n = 0
    while n < len(words):
        word = words[n][0]
        if _AGAIN.fullmatch(word) or (
            word in ("该", "全", "本") and n + 1 < len(words) and _AGAIN.fullmatch(word + words[n + 1][0])
        ):
            return before
        length = _name_length(words, n, announced=announced)
        if not length and (country := _country(words[n])):
            return country
        if not length:
            n += 1
            continue
        if "".join(w for w, _ in words[n : n + length + 1]) == "北京时间":
            n += length
            continue
        follows = words[n + length][0] if n + length < len(words) else ""
        if follows == "号" or (follows == "”" and n and words[n - 1][0] == "“"):  # the name of a ship, of a product
            n += length
            continue
        listed = n + length < len(words) and words[n + length][0] in _GOES_ON
        if listed or (n and words[n - 1][0] in _NOT_WHERE and not announced):
            n += length + listed
            continue
        return "".join(w for w, _ in words[n : n + length])
    return ""


def is_body(place: str) -> bool:
    """Whether a place is one through which things pass (青州口岸), rather than one that owns what is counted (青州)."""
    return _THROUGH.search(place) is not None


def _body_at_start(words: list[tuple[str, str]]) -> str:
    """The port or park whose name a clause starts with."""
    name = ""
    for word, tag in words[words[0][0] in _NOT_WHERE if words else 0 :][:6]:  # 经|某某口岸
        if tag in ("x", "p", "d", "u", "uj", "t", "c", "m", "r"):
            return ""
        name += word
        if _NAMED_BODY.search(word):
            return name if len(name) > len(word) + 1 and not _GENERIC.match(name) else ""
    return ""


def _country(word: tuple[str, str]) -> str:
    """The country of an institution: 美国劳工部."""
    if word[1] != "nt" or word[0].startswith("中华"):
        return ""
    starts = [word[0][:n] for n in (4, 3, 2) if n < len(word[0])]
    return next((start for start in starts if start not in _COMMON and tagged(start) == [(start, "ns")]), "")


def _name_length(words: list[tuple[str, str]], n: int, *, announced: bool) -> int:
    """How many words from `n` on name a place."""
    if words[n][0] in WHOLE:
        return 1 + _region_length(words, n + 1)
    if length := _region_length(words, n):
        return length
    end = n
    while end < len(words) and end - n < 6 and _is_name(*words[end]):
        end += 1
    if end > n:
        if words[n][1] == "nt" and announced:
            return 0
        while end < len(words) and end - n < 6 and _BODY.fullmatch(words[end][0]):
            end += 1
        end = _zone_end(words, end)
    return _company_end(words, n, end) - n if not announced else end - n


def _region_length(words: list[tuple[str, str]], n: int) -> int:
    """How many words from `n` on name a region: 东部|地区, 东北地区."""
    return next((k for k in (1, 2) if _REGION.fullmatch("".join(word for word, _ in words[n : n + k]))), 0)


def _zone_end(words: list[tuple[str, str]], end: int) -> int:
    """The end of the name of a zone that starts with a place: 某省某某深度合作先行区."""
    for k in range(end, min(end + _ZONE, len(words))):
        if words[k][1].startswith(("x", "p", "d", "u", "t", "c", "m", "r")):
            break
        if _NAMED_BODY.search(words[k][0]) or (words[k][0] == "区" and k > end):
            return k + 1
    return end


def _company_end(words: list[tuple[str, str]], n: int, end: int) -> int:
    """The end of a company's name that starts at `n`: 国铁集团; `end` where there is none."""
    for k in range(n, min(n + 4, len(words))):
        word, tag = words[k]
        if _COMPANY.search(word) and (k > n or len(word) > 3):
            name = "".join(w for w, _ in words[n : k + 1])
            return end if _NO_COMPANY.search(name) else k + 1
        if not tag.startswith(("n", "j", "x", "eng")) or not word[-1].isalnum():
            break
    return end


def _is_name(word: str, tag: str) -> bool:
    if (
        word in _COMMON
        or len(word) < 2
        or _NO_NAME.match(word)
        or word.startswith(("城市", "社会", "国家", "中华", "爱国"))
    ):
        return False
    if tag == "ns":
        return True
    if tag == "nt":
        return _INSTITUTION.search(word) is not None and not _NO_COMPANY.search(word)
    if tag in ("nr", "nrt") or (
        len(word) == 2
        and word[0] not in "全各本该对与和把被给从自由向据在到一二两三四五六七八九十几多"
        and word[1] in "市县港"
    ):
        return _ADMINISTERED.fullmatch(word) is not None
    return word in ("东盟", "欧盟", "珠三角", "京津冀", "欧元区")
