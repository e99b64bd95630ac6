"""Figures as they are written: number, unit and bound, and what only looks like a figure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise

from index.records import Bound, Span
from index.units import is_points

# 1,203 and 1 203, as the national standard writes it; a space parts other numbers
_DIGITS = (
    r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|(?<![\d.,，])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d,，])|\d+)(?:[.．]\d+)?"
)
_RANGE = r"[—–~～\-－至到]{1,2}"
_HAN = "零〇一二两三四五六七八九十百千半几"
_COUNTED = "一二两三四五六七八九十百千"
_SCALE = "万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百"
_MANY = r"余|多(?![\d])|来(?!自)"

UNITS = [
    unit.replace("_", " ")
    for line in files("index").joinpath("units.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for unit in line.split()
]
# 9部门, 3家庭, 5组织: a unit's character may begin the noun instead
_BEGINS_NOUN = {
    "部": "门", "组": "织合", "条": "件约例", "级": "别", "场": "馆所", "家": "庭长", "种": "植", "台": "湾风", "点": "半钟整档", "位": "于",
    "层": "次", "件": "套", "名": "单称", "节": "日点", "分": "钟别之辨", "字": "节", "轮": "胎船", "门": "类", "单": "位元", "份": "额", "代": "表",
    "手": "机", "支": "付", "期": "间", "股": "票东份权", "票": "价", "对": "于", "米": "袋", "天": "津", "元": "旦", "人": "大均民口才类", "根": "据", "首": "届次个批都府要付相脑席创发先家批台", "集": "团群装中体合散会资约贸训结聚齐采市镇成", "基": "地站金础本建准于因数层点", "孔": "径洞子隙雀", "年": "代期", "升": "至到", "个": "季", "帕": "金米萨", "口": "岸径腔味",
}  # fmt: skip


def any_unit(units: Collection[str]) -> str:
    """A pattern for any of some units, the longest first, where none begins a noun: 9家, not 9家庭."""
    guards = {u: f"(?![{nouns}])" for u, nouns in _BEGINS_NOUN.items()}
    return "|".join(re.escape(u) + guards.get(u, "") for u in sorted(set(units), key=lambda u: (-len(u), u)))


_UNIT = any_unit(UNITS)

# 近四成, 超八成, 两成半 | 三分之一, 百分之五 | 两位数 | 一倍, 两倍
_WORDED = (
    rf"百分之[{_HAN}点]+|[{_COUNTED}]{{1,3}}分之[{_COUNTED}]{{1,3}}|(?<!分)[一二两三四五六七八九]成(?:半|[一二三四五六七八九](?=$|[^一-鿿]|左右|以上|的|提|升|降|增|减|和|与|及|到|多))?(?![为立员功本果都长型熟分交品])"
    rf"|[两三]位数|[一二两三四五六七八九十]{{1,2}}倍(?:多)?|(?:一半|半数)(?=以上|左右|[，。；,;]|$)"
)
# 两万多元, 三百余家: written out, with a unit
_SPELLED = (
    rf"(?<![{_COUNTED}第])(?P<digit>[一两三四五六七八九十][{_COUNTED}]{{0,3}}|(?<=[超近约逾达上过])[百千])(?P<many3>{_MANY})?(?P<scale2>万亿|亿|万)(?P<many4>{_MANY})?"
    rf"(?P<unit2>(?!年|里|点|分)(?:{_UNIT}))"
)
# 位居第3位, 排名全国第二
_RANK = r"第\s?(?P<rank>\d{1,4}|[一二三四五六七八九十]{1,3})\s?(?:位|名(?![单字称额])|(?=[、，。；,;和]|$))"
# 全国1/9的经济总量, 约1/3; not 3/4拍
_FRACTION = r"(?<![\d/.])(?P<above>\d)/(?P<below>\d{1,2})(?![\d/.])(?=[的以左，。；、]|$)"
# 5小时41分, 11分42秒: one length of time, in minutes or seconds; not 1分05秒54
_LASTS = r"(?<![\d.])(?:(?P<hours>\d{1,3})个?小时(?P<minutes>\d{1,2})分钟?(?:(?P<rest>\d{1,2})秒)?|(?P<whole>\d{1,3})分钟?(?P<seconds>\d{1,2})秒钟?(?!\d))"
# 6亿1163.2万人次, 14万7470元: one number in two scales
_MIXED = rf"(?<![\d.,，])(?P<big>\d{{1,6}})(?:(?P<eights>亿)(?P<rest8>\d{{1,4}}(?:\.\d+)?)(?P<fours>万)?|万(?P<rest4>\d{{3,4}}(?:\.\d+)?))(?P<many5>{_MANY})?(?P<unit3>{_UNIT})"
# 5块6, 12块钱, 9块2一斤: money as it is spoken; not 5块屏幕
_SPOKEN_MONEY = r"(?<![\d.,，])(?P<yuan>\d{1,5})块(?:(?P<jiao>\d)[毛角]?(?=[，,。；;、！!？?”）)\s]|[一每多左的涨跌到至]|$)|钱)(?:一(?P<per>公斤|千克|平方米|[斤吨个张份次件亩度盒箱袋瓶只头枚碗天克米株]))?"
_FIGURE = re.compile(
    rf"{_FRACTION}|{_MIXED}|{_LASTS}|{_SPOKEN_MONEY}|(?P<number>[+\-−]?{_DIGITS})(?:(?P<first>\s?(?:[%％](?={_RANGE}{_DIGITS}\s?[%％])|[万亿]?元(?=[—–~～\-－])|万|亿))?{_RANGE}(?P<upper>{_DIGITS}))?\s?"
    rf"(?P<many>{_MANY})?(?P<scale>{_SCALE})?(?P<many1>{_MANY})?\s?(?P<unit>(?:{_UNIT})(?:/(?:[人户亩吨台辆桶年秒升斤度克个件张头只盒支股次天月套条床间单箱株枚]|小时|平方米|㎡|m²|立方米|m³|m3|公斤|千克))?)?(?P<many2>{_MANY})?"
    rf"|(?P<worded>{_WORDED})|(?P<spelled>{_SPELLED})|{_RANK}",
    re.IGNORECASE,
)
# Where a figure may begin: it is tried nowhere else
_BEGINS = re.compile(
    rf"[\d+\-−{_COUNTED}半第](?:(?<=[\d+\-−])|(?<!第)(?=[{_COUNTED}]{{0,3}}[分成位倍半数余多来万亿])"
    rf"|(?=\s?[\d{_COUNTED}]{{1,4}}\s?(?:[位名、，。；,;和]|$)))"
)
_BEFORE = {
    "about": re.compile(r"(?:(?<![节合签])约|大约|近|接近|将近|大概|nearly|about|around|almost)\s?$"),
    "over": re.compile(r"(?:超过了?|超|逾|突破|高于|大于|不低于|不少于|不小于|至少|over|above|more than|at least)\s?$"),
    "under": re.compile(r"(?:不足|不到|低于|少于|小于|不超过|至多|under|below|less than)\s?$"),
}
_ITSELF = r"(?:[（(]不?含(?:本数)?[）)])?[及或]?"  # 30万元（含）以上
_AFTER = {
    "over": re.compile(rf"{_ITSELF}(?:以上|之上)"),
    "under": re.compile(rf"{_ITSELF}(?:以下|以内|之内)"),
    "about": re.compile(r"左右|上下"),
}
_AFTER_LOOK = 9  # code points

# Part of a longer number: 几10倍, 数10个, 1.2.3; not 参保人数|3亿
_WITHIN_NUMBER = re.compile(r"(?:[\d０-９][.．/]?|几|(?<=[^\d.])\d{1,3}[ \u00a0\u2009\u202f])$")  # 面积3 28.5万: torn
_SEVERAL = re.compile(r"(?<![人户总指次件系台辆家分点额码倍])数10{1,3}(?![\d.．])")  # 数10个; not 基站数|8.4万个
_SEVERAL_TENS = re.compile(r"(?<![人户总指次件系台辆家分点额码倍])数$")  # 数|十万个
_GOES_ON = re.compile(r"[.．]\d")

# What a number may not touch: 5G L2 AG600 RISC-V 第3条 〔2026〕12号 “618” 10G PON No.5
_NAME_BEFORE = re.compile(r"(?:[A-Za-z][A-Za-z\-.]*|第|№|[〔\[]|No\.)\s?$")
_DEGREES = re.compile(r"(?:[东西]经|[南北]纬)约?$")
_LATIN_WORD_BEFORE = re.compile(r"(?:\b[a-z]{2,}|[A-Z]{2,})\s$")
_BELOW_ZERO, _COLD = re.compile(r"零下$"), ("摄氏度", "℃", "度")
_NAME_AFTER = re.compile(
    r"\s?(?:[A-Za-z](?![A-Za-z]*(?:FLOPS|bps))|[〕\]]|号|版|条(?=[，。规的])|世纪|度(?=电|以上?角))"
)
# 3.0阶段, 迭代到4.0
_OPENS = re.compile(r"(?:^|[，。；、：:,;（(\n ]|其中|[全本我各][省市县区州国地]|各类)$")  # not 投入200亿元以上
_RATIO, _RATIO_BEFORE = re.compile(r"\s?[:：]\s?\d"), re.compile(r"\d\s?[:：]\s?$")
_VERSION = re.compile(r"[0-9]\.[0-9]")
_VERSION_AFTER = re.compile(r"阶段|时代|版|模式")
_VERSION_BEFORE = re.compile(r"(?:迭代|(?<!指数)升级)[到至为]?$")
# Who or what kind is meant, not how many: 60岁及以上|人口, 65岁及以上|62万人, 2025届|毕业生
_KIND_AFTER = re.compile(r"岁(?:及?以[上下])[一-鿿\d]|(?<=(?:19|20)\d\d)[届级](?!地震)|公里|米")
# 5000万元以上|项目1300个, 1000Mbps及以上|速率用户2亿户: which things are counted
_SIZED_AFTER = re.compile(r"(?:（含）|\(含\))?及?以[上下](?:的(?=[0-9])|的?(?:(?![左右是为])[一-鿿]){2,14}[0-9])")
_SIZED_THINGS = re.compile("(?:项目|企业|单位|工程|园区|公司|基地|集群|平台)[0-9]$")  # 实施投资800万元以上|项目312个
_SIZED_ASIDE, _RATIOS = re.compile("(?:（含）)?及?以[上下][）)]"), ("%", "成", "倍", "‰")
_AGE_OF = re.compile(
    r"(?:及?以[上下])?(?:[0-9]|人口|人群|儿童|学生|青年|老年|老人|女性|男性|妇女|居民|劳动|组|年龄段|高龄|青少年|婴幼儿|参保|群体|的?人)"
)
_EVENT_BEFORE = re.compile(r"(?:男|女)子?(?:个人|团体)?$")  # 女子200米自由泳
# 6亿1163万|人次 of no known unit: neither half is the figure
_IN_TWO_SCALES = re.compile(
    r"\d{1,6}亿\d{1,4}(?:\.\d+)?万|(?<=\d亿)\d{1,4}(?:\.\d+)?万|\d{1,6}万\d{3,4}(?![\d%])|(?<=\d万)\d{3,4}(?![\d%])"
)
# A place in an order is a figure where something takes it: 位居第3位, 排名全国第二; not 第3条
_TAKEN = re.compile(
    r"(?:居|排名|排在|排行|位列|名列|列|升至|升到|跃至|跃升至|位次[由从为至到]*)(?:[^，。；,;！？0-9]{0,6}\d{1,3}个)?[^，。；,;！？0-9]{0,10}$"
)
# 60多年前, 26年来, 2022年: when, not how much; 72小时准时率, 24小时值守: part of a name
_PAST = r"(?:之?[前后来]|以[来前后]|间|里|内(?!的))"
_WHEN = re.compile(rf"(?:余|多)?[万亿]?(?:年|个月|天|小时|分钟|秒钟?|周){_PAST}")
_THEN = re.compile(_PAST)
_SPLIT_SECOND = re.compile(r"0\d(?!\d{0,3}[.．])|\d{1,3}分\d\d?秒|\d\d?秒\d")  # 1分05秒54, 2分23秒009
_HALF = re.compile(r"(?P<half>半)?(?P<of>小时|月)?")  # 2个半小时, 2斤半, 3个多小时
# 3000公里外的海岛, 70公斤级: how far away, which class
_NO_AMOUNT = re.compile(
    r"(?:公里|千米|米|海里)(?:以?外|之外|远处|处(?!理)|的(?:地方|位置|范围|区域)|范围|时速)|(?:公斤|千克|吨|千伏|升|座)级"
)
_CLASS = re.compile("[百千万亿]级$")  # 7个|十亿级|产业
_AHEAD = re.compile(r"(?:未来|今后|过去|往后|[上下前后这]一?个)\s?$")  # 未来10年, 上一个5年
_OCLOCK = re.compile(r"\d[时点]$")  # 11时|41分54秒
_CLOCK = re.compile(
    r"(?:(?:上午|下午|凌晨|晚上?|早上?|中午)\d{1,2}[点时]\s?[到至—~～\-]|\d时|\d[点:：]|凌晨|上午|下午|中午|晚上?|早上?|傍晚|清晨|当日|今天)\s?$"
)  # 6时51分, 凌晨1点
_CALENDAR = re.compile(r"(?:19|20)\d\d年")
_TIMED = re.compile(r"(?:小时|分钟|天)[^，。；、0-9%]{0,8}?率")
_OF_POINTS = ("", "个")  # units of a figure whose points stand behind the next one
_SCALES_ALONE = ("万", "亿")  # 分别接待|38.7万|和21.9万人次
_MOST_POINTS = 100
_LISTED = re.compile("[、和与及]|以及")
_LIST = 32  # code points of a list
_RESPECTIVELY = re.compile("(?:分别|依次)(?![位在])[^，。；]*$")
# 分别为|3|、4和5万吨: the last of them has the unit
_IN_LIST = re.compile(rf"(?:(?:{_LISTED.pattern}){_DIGITS})+\s?(?:{_SCALE})?(?:{_UNIT})")
_QUOTED_NAME = 8  # code points; what is quoted so shortly is a name: “新12条”
_QUOTED = re.compile(r"[“\"‘《「][^”\"’》」]{0,40}[”\"’》」]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit at `[start, end)`; for a range, `value` is the lower end."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    bound: Bound


def find_figures(text: str, start: int, end: int, taken: list[Span]) -> list[Figure]:
    """Find the figures of `text[start:end]`.

    Args:
        text: The text, read with what stands around the stretch.
        start: First code point of the stretch.
        end: End of the stretch.
        taken: Spans that are something else (periods); a figure may not touch them.

    Returns:
        The figures in order, without overlap.
    """
    found = []
    for match in _matches(text, start, end):
        figure = _read(text, match)
        if figure is None or any(s.start < figure.end and figure.start < s.end for s in taken):
            continue
        found.append(figure)
    if not found:
        return found
    quoted = [Span(m.start(), m.end()) for m in _QUOTED.finditer(text, start, end)]
    if quoted:
        found = [
            f for f in found if not any(s.start < f.start and f.end < s.end and _is_quoted_name(f, s) for s in quoted)
        ]
    return _without_runs(_in_unit(text, found))


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What is written like a figure, from left to right, without overlap."""
    while begins := _BEGINS.search(text, start, end):
        match = _FIGURE.match(text, begins.start(), end)
        start = match.end() if match else begins.end()
        if match:
            yield match


def _in_unit(text: str, figures: list[Figure]) -> list[Figure]:
    """Give figures the unit of the one behind them: 分别回落0.1个和0.2个百分点, 高3.3、2.6和2.2个百分点, 分别为3、4和5万吨."""
    read = list(figures)
    for n in range(len(read) - 2, -1, -1):
        one, after = read[n], read[n + 1]
        scaled = one.unit in _SCALES_ALONE and after.unit in (one.unit + "人次", one.unit + "人")
        if not (scaled or one.unit in _OF_POINTS) or not _LISTED.fullmatch(text, one.end, after.start):
            continue
        points = abs(one.value) < _MOST_POINTS and is_points(after.unit)
        if points or ((scaled or one.unit == "") and _RESPECTIVELY.search(text, max(0, one.start - _LIST), one.start)):
            read[n] = replace(one, unit=after.unit)
    return read


def _without_runs(figures: list[Figure]) -> list[Figure]:
    """Leave out figures that touch on both sides or beside such: no prose has three in a row, 1%2%3%."""
    touching = [False, *(a.end == b.start for a, b in pairwise(figures)), False]
    runs = [touching[i] and touching[i + 1] for i in range(len(figures))]
    return [
        f
        for i, f in enumerate(figures)
        if not (runs[i] or (touching[i] and runs[i - 1]) or (touching[i + 1] and runs[i + 1]))
    ]


def _is_quoted_name(figure: Figure, quoted: Span) -> bool:
    """Whether a figure inside quotation marks is part of a name: “新12条”; not “30%”."""
    return figure.unit == "" or (quoted.end - quoted.start <= _QUOTED_NAME and figure.start > quoted.start + 1)


def _read(text: str, match: re.Match[str]) -> Figure | None:
    start, end = match.span()
    while end > start and text[end - 1].isspace():
        end -= 1
    before, after = text[max(0, start - 16) : start], text[end : end + 4]
    if match["rank"]:
        taken = _TAKEN.search(before)
        return Figure(start, end, text[start:end], _ordinal(match["rank"]), "位", "") if taken else None
    if _is_part_of_more(text, match, Span(start, end), before, after):
        return None
    if written := _written(match):
        many = match["many3"] or match["many4"] or match["many5"] or ""
        return Figure(start, end, text[start:end], *written, _bound(before, text[end : end + _AFTER_LOOK], many))
    return _in_digits(text, match, Span(start, end), before, after)


def _is_part_of_more(text: str, match: re.Match[str], span: Span, before: str, after: str) -> bool:
    """Whether what is written like a figure is part of a longer number, of a time or of a name."""
    return (
        _is_of_time(match, before, after)
        or (match["above"] is not None and after[:1] not in tuple("的以左") and "占" not in before)  # 3/4，
        or _WITHIN_NUMBER.search(before[-12:]) is not None
        or _SEVERAL.match(text, span.start - 1) is not None
        or _GOES_ON.match(after) is not None
        or (match["big"] is None and _IN_TWO_SCALES.match(text, span.start) is not None)
        or (match["worded"] is not None and after.startswith("决赛"))
        or (match["spelled"] is not None and _SEVERAL_TENS.search(before) is not None)
        or _CLASS.search(text, span.start, span.end) is not None
    )


def _in_digits(text: str, match: re.Match[str], span: Span, before: str, after: str) -> Figure | None:
    """A figure whose number is written in digits."""
    start, end = span.start, span.end
    scale, unit = match["scale"] or "", (match["unit"] or "").replace("％", "%")
    if not scale and (_SPLIT_SECOND.match(text, match.start()) or (unit in ("点", "分") and _CLOCK.search(before))):
        return None
    if unit == "度" and _DEGREES.search(before):
        return None
    if (unit == "年" and _AHEAD.search(before)) or _NO_AMOUNT.match(text, end - len(unit)):
        return None
    if _is_name(text, match, before[-12:], after, scale, unit) or _is_time(text, match, unit):
        return None
    number = re.sub("[,，\\s]", "", match["number"]).replace("−", "-").replace("．", ".")
    many = match["many"] or match["many1"] or match["many2"] or ""
    value = Decimal(number)
    half = _HALF.match(text, end)
    if half and not scale and (half["of"] and unit == "个" if unit in ("个", "次", "") else half["half"]):
        value += Decimal("0.5") if half["half"] else 0
        end, unit = half.end("of" if unit == "个" else "half"), unit + (half["of"] or "" if unit == "个" else "")
    if unit in _COLD and _BELOW_ZERO.search(before):
        start, value = start - len("零下"), -value
    return Figure(start, end, text[start:end], value, scale + unit, _bound(before, text[end : end + _AFTER_LOOK], many))


def _is_of_time(match: re.Match[str], before: str, after: str) -> bool:
    """Whether hours or minutes say when: 5小时41分|后, 11时|41分54秒."""
    past = (match["hours"] or match["whole"]) and _THEN.match(after)
    return bool(past) or bool(match["whole"] and _OCLOCK.search(before))


def _written(match: re.Match[str]) -> tuple[Decimal, str] | None:
    """Value and unit of what is not one number in plain digits: 三成, 两万多元, 1/9, 5小时41分."""
    if match["yuan"]:
        return Decimal(int(match["yuan"])) + Decimal(int(match["jiao"] or 0)) / 10, "元" + (
            f"/{match['per']}" if match["per"] else ""
        )
    if match["hours"]:
        minutes = int(match["hours"]) * 60 + int(match["minutes"])
        return (Decimal(minutes * 60 + int(match["rest"])), "秒") if match["rest"] else (Decimal(minutes), "分钟")
    if match["whole"]:
        return Decimal(int(match["whole"]) * 60 + int(match["seconds"])), "秒"
    if match["worded"]:
        return _worded(match["worded"])
    if match["big"]:
        return _mixed(match), ("亿" if match["eights"] else "万") + match["unit3"]
    if match["spelled"]:
        return numeral(match["digit"]), match["scale2"] + match["unit2"]
    if match["above"]:
        below = Decimal(match["below"])
        return (Decimal(match["above"]) / below, "") if below else None
    return None


def _mixed(match: re.Match[str]) -> Decimal:
    """A number in two scales, in the larger of them: 6.111632亿, 14.747万."""
    if match["rest4"]:
        return Decimal(match["big"]) + Decimal(match["rest4"]).scaleb(-4)
    return Decimal(match["big"]) + Decimal(match["rest8"]).scaleb(-4 if match["fours"] else -8)


def _ordinal(text: str) -> Decimal:
    return Decimal(text) if text.isdecimal() else numeral(text)


def _is_time(text: str, match: re.Match[str], unit: str) -> bool:
    """Whether a number of years or hours says when, or is part of a name."""
    at = match.end("number")
    return unit.endswith(("年", "月", "天", "小时", "分钟")) and (
        _WHEN.match(text, at) is not None
        or _CALENDAR.match(text, match.start()) is not None
        or _TIMED.match(text, at) is not None
    )


def _is_name(text: str, match: re.Match[str], before: str, after: str, scale: str, unit: str) -> bool:
    if _NAME_BEFORE.search(before) and not _LATIN_WORD_BEFORE.search(before):
        return True
    if not unit and _NAME_AFTER.match(text[match.end("number") : match.end("number") + 4]):
        return True
    if unit == "岁" and _AGE_OF.match(text, match.end()):
        return True  # 0—14岁|62万人
    kind = _KIND_AFTER.match(text, match.end("number"))
    if kind and (kind[0][0] not in "公米" or _EVENT_BEFORE.search(before)):
        return True
    if unit or scale:
        if _SIZED_ASIDE.match(text, match.end()) and unit not in _RATIOS:
            return True  # 贵宾客户（存款50万元以上）
        sized = _SIZED_AFTER.match(text, match.end())
        return sized is not None and (
            sized[0][-2] == "的" or _OPENS.search(before) is not None or _SIZED_THINGS.search(sized[0]) is not None
        )
    if _VERSION.fullmatch(match["number"]) and (_VERSION_AFTER.match(after) or _VERSION_BEFORE.search(before)):
        return True
    at = match.end("number")
    if _IN_LIST.match(text, at) and _RESPECTIVELY.search(text, max(0, match.start() - _LIST), match.start()):
        return False
    # A bare number is a figure only where an index or price is reported: 为50.4, 升至 51。
    if _RATIO.match(text, match.end()) or _RATIO_BEFORE.search(before):
        return True  # 71.2:19.6:9.2
    decimal = "." in match["number"]
    reported = re.search(r"(?:为|达|达到|至|到|报|是|收于|at|to|was|is)\s?$", before) and re.match(
        r"[，。；,;）)]|$", after
    )
    return not (decimal or reported)


def _bound(before: str, after: str, many: str) -> Bound:
    if many:
        return "over"
    for bound, pattern in _BEFORE.items():
        if pattern.search(before):
            return bound  # type: ignore[return-value]
    for bound, pattern in _AFTER.items():
        if pattern.match(after):
            return bound  # type: ignore[return-value]
    return ""


_NUMERAL = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def numeral(text: str) -> Decimal:
    """Read a Chinese numeral up to 9,999 or with a decimal point (十二, 三百, 五点六); 几 and 半 read as 0 and 0.5."""
    if "点" in text:
        whole, _, rest = text.partition("点")
        return numeral(whole) + Decimal("0." + "".join(str(_NUMERAL.get(c, 0)) for c in rest))
    if text == "半":
        return Decimal("0.5")
    total, digit = 0, 0
    for character in text:
        if character in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        else:
            digit = digit * 10 + _NUMERAL.get(character, 0)
    return Decimal(total + digit)


def _worded(text: str) -> tuple[Decimal, str]:
    if text.startswith("百分之"):
        return numeral(text[3:]), "%"
    if "分之" in text:
        below, _, above = text.partition("分之")
        return numeral(above) / numeral(below), ""
    if text.endswith("位数"):
        return Decimal(10 ** (int(numeral(text[0])) - 1)), "位数"
    if "成" in text:
        rest = Decimal("0.5") if text.endswith("半") else numeral(text[2:]) / 10  # 六成五
        return numeral(text[0]) + rest, "成"
    if "倍" in text:
        return numeral(text.split("倍", maxsplit=1)[0]), "倍"
    return Decimal(50), "%"
