"""Lists that share a predicate: `A、B和C产量分别增长x、y和z` is three statements, not one."""

import re
from collections.abc import Sequence
from itertools import takewhile

from index.tags import is_place, tagged

SOLD = "(?<![国省市县区境州海])[内外]销"  # at home or abroad; not 国内|销量
# A statistic's own noun at the end of a phrase: 产量, 出口金额, 用户数; then any short word of the same shape: 数控化率.
_NAMED = (
    r"(?:进出口|出口|进口|营业|业务|销售|零售|主营|财政|税收|利润|投资|固定资产|交货|用电|发电|平均|累计|装机|总|日均|年均|人均|月均|户均)*"
    rf"(?:装机容量|总产值|产值|增加值|交货值|总值|价值|市值|产销量|产量|销量|{SOLD}量|销售量|总量|数量|存量|增量|用量|用水量|用气量|用热量|客流量|车流量|流量|容量|客运量|货运量|发运量|运量|吞吐量|周转量"
    r"|保有量|完工量|订单量|业务量|成交量|投递量|揽收量|装机量|(?:进|出|进出)口量|用电量|发电量|销售额|零售额|进出口额|出口额|进口额|成交额|交易额"
    rf"|投资额|总额|金额|余额|份额|收入|净?收益|(?:归母|扣非后?)?[净毛]?利润|(?:财务|管理|研发)费用|税收|投资|资金|消费|出口|进口|进出口|{SOLD}|贸易|成本|费用|支出|价格|均价|指数|增速|[增降涨升跌]幅|(?:增长率?|增速|[增降涨升跌]幅)(?:预期|预测)值?"
    r"|存栏量?|出栏量?|占比|比重|比例|强度|面积|里程|库容|(?:产能)?利用率|能耗|水耗|排放量|库存|订单|产能|人数|户数|次数|规模|总数|效率|用户数|普及率|占有率|渗透率|贡献率|失业率|(?:统招|最低|投档)*(?:录取|分数|控制|投档)线|起付线|封顶线|(?:补助|补贴|支付|收费|保障|资助|奖励|低保)(?:金额)?标准|人次|结余|逆差|顺差|年龄|进度|单产)$"
)
# A price moved so since the day before: 收盘上涨0.58%
TRADED = re.compile("收盘|开盘|盘中|早盘|午盘|尾盘|[现收][涨跌]|[涨跌]停")
_IS_NAMED = re.compile(_NAMED)
HEAD = re.compile(_NAMED + r"|[^、，和与及的]{1,3}(?:率|量|额|值|数|价)$")
_PAIRS = {"上": "下", "内": "外", "存": "贷", "进": "出", "收": "支"}
_KINDS = "级类型等期档"
_PAIRED = {
    "产销": ("产量", "销量"),
    "进出口": ("进口", "出口"),
    "城乡": ("城镇", "农村"),
    "收支": ("收入", "支出"),
    "供需": ("供给", "需求"),
    "量价": ("量", "价"),
}
TWO_IN_ONE = re.compile(rf"(?:{'|'.join(_PAIRED)})[量额]?$")  # 汽车产销
_LEADING = re.compile(r"^(?:其中|同时|此外|另外|截至目前|据悉|数据显示|重点是|例如|比如|以及|和|及|与|包括)[，,：:]?")
_VERB_FIRST = re.compile(
    r"^(?:提高|提升|降低|扩大|推动|加快|增加|减少|促进|确保|保持|实现|完成|力争|带动|使|将|把|让)+(?!值)"
)
_LAST = r"[，,]?\s?以及"
AND = r"[和与](?!其他)|(?<![普涉以])及(?!其他|其|率|时|格)"  # not the 及 of 普及率
_LEVELS = (
    re.compile(_LAST),
    re.compile(rf"{_LAST}|、"),
    re.compile(rf"、|{_LAST}|{AND}|\band\b|,"),
)
# Words that say which price, which area, of whom: they belong to the shared noun, not to the last item.
_QUALIFIES = (
    "民间",
    "人均",
    "可支配",
    "居民",
    "户均",
    "日均",
    "平均",
    "批发",
    "零售",
    "收购",
    "种植",
    "播种",
    "养殖",
    "销售",
    "新增",
    "净增",
    "运营",
    "营业",
)
_COUNTS_WHOM = re.compile(r"(?:接待|发送|运送|运输|输送|收治|培训)[^、]{2,6}$")  # a statistic: 接待游客 和 旅游收入
_QUALIFIED = re.compile("(?:居民|[人户日月年]均|可支配){0,4}$")  # in words that the tagger joins: 可支配收入
_OWNS = re.compile(r"(?:企业|行业|机构|单位|居民|景区|商圈|平台|学校|医院|公司|口岸|港口)+")
_OWNER = re.compile(rf"[^，、的]{{2,14}}?{_OWNS.pattern}(?=[^，、]{{2}})")
SECTORS = re.compile(r"第?[一二三](?:、[一二三])?[、和及][一二三]次?产业|(?P<all>三次|一二三)产业")  # 第一、二、三产业
_COUNTS = {numeral: n for n, numeral in enumerate("二三四五六七八九", start=2)} | {"两": 2}
# 甲、乙、丙三市|规上工业增加值
_SUMMED_WITHIN = re.compile(
    r"(?<=..)(?P<count>[二两三四五六七八九])(?:[省市县区州国镇港]|家(?:企业|银行|公司)|个(?:省|市|县|区|州|国家|地区|城市|行业)|大(?:支柱|主导|优势|特色|重点|传统|新兴)?(?:产业|行业|板块|领域|门类|集群)|[项种类](?:主要|重点)?(?:污染物|产品|商品|作物|业务|费用|基金|疾病|传染病|材料|指标))(?=(?P<tail>[^、，和与及]{2,30}$))"
)
_SUMMED = re.compile(
    r"(?<=..)(?P<count>[二两三四五六七八九])(?:(?:大|个|类|种)(?:[^、，的]{1,2}|(?:新兴|重点|主导|支柱|优势|传统|特色)(?:产业|行业|领域|板块))|[省市县区州国镇港])$"
)
# 拉动最大的三个行业是|甲业、乙业…; 面积最大的|甲、乙、丙三市
_SO_MANY = r"[二两三四五六七八九十\d]{1,2}(?:个|大|种|类|项|位)[^，、]{0,6}?(?:分别|依次)?(?:是|为|有)"
_MOST = r"[^，、]{2,16}?最[大高多快好低少小强][^，、]{0,2}的"
_INTRODUCED = re.compile(rf"^(?:{_MOST}|[^，、]{{0,12}}?前){_SO_MANY}(?=..)")
_ENUMERATED = re.compile(r"等(?:[0-9一二三四五六七八九十两]*[大个类种项]?)?")
_REGION = re.compile(
    "[一-鿿]{1,5}(?<![园景小校厂社])(?:自治[区州]|[省市县区州旗])"
)  # 青石县, which no dictionary knows
_BLOCS = ("欧盟", "东盟", "非盟", "拉美", "中亚", "中东", "非洲")  # as places are, which the tagger does not say
_REGION_FIRST = re.compile(
    r"[一-鿿]{1,5}?(?<![园景小校厂社])(?:自治[区州]|[省市县区州旗])(?=[^、和]{2})(?![场民域级区县长委政圈群带])"
)
_SAID_OF_PLACES = re.compile(
    "继续|仍然|仍是|仍为|依旧|均(?![价值额产])|都(?![市江])|是|为|成为|保持|位[居列]|分[列居]|名列|稳居|依次"
)  # 美国|继续为前三大贸易伙伴
_COMPOUND = 4  # characters of a word that is made of two
_TRADED = re.compile("(?:进口|出口)(?P<of>(?!.{0,3}[额量值]$).{3,})")


def split_items(phrase: str, count: int) -> list[str] | None:
    """Split a phrase into the `count` things that share what follows them.

    Args:
        phrase: What stands before 分别, cleaned of periods: `集成电路、液晶面板显示模组出口金额`.
        count: How many figures follow.

    Returns:
        One indicator a figure (the shared tail added to each: `集成电路出口金额`), or None where the phrase does not
        fall into `count` parts.
    """
    phrase = _INTRODUCED.sub("", _LEADING.sub("", phrase.strip(" ，,、")))
    phrase = re.sub(r"[一二两三四五六七八九]?(?:项|者|个|大指标)$", "", phrase)
    phrase = SECTORS.sub(_sectors, phrase)
    summed = _SUMMED.search(phrase)  # 散货船|三大船型
    if summed and _COUNTS.get(summed["count"]) == count:
        phrase = re.sub(rf"^{_MOST}(?=..)", "", phrase[: summed.start()])
    within = None if summed else _SUMMED_WITHIN.search(phrase)
    if within and _COUNTS[within["count"]] == count and (items := split_items(phrase[: within.start()], count)):
        return [item + within["tail"] for item in items]
    for level in _LEVELS:
        parts = [p for p in (p.strip(" ，,、") for p in level.split(phrase)) if p]
        if len(parts) == count:
            return parts if all(map(_REGION.fullmatch, parts)) else _with_owner(_shared(parts))
    if count == 2:
        for pair, names in _PAIRED.items():
            stem, found, tail = phrase.rpartition(pair)
            if found:  # 产销|量: 产量 has it already
                return [stem + name + tail.removeprefix(name[-1]) for name in names]
    return None


def _sectors(named: re.Match[str]) -> str:
    """The sectors of national accounts one by one: 第一、二产业, 三次产业."""
    return "、".join(f"第{n}产业" for n in ("一二三" if named["all"] else re.findall("[一二三]", named[0])))


def head_of(phrase: str) -> tuple[str, str]:
    """Split a phrase before its statistic's noun: 液晶面板显示模组|出口金额; the noun is empty where there is none."""
    named = _IS_NAMED.search(phrase)
    match = named or HEAD.search(phrase)
    return (phrase[: match.start()], match[0]) if match else (phrase, "")


def statistic_of(phrase: str) -> str:
    """The noun of `head_of`, in whole words: 人员数 of 卫生人员数, which has 生人员数 for its shape alone."""
    stem, head = head_of(phrase)
    at = 0
    for word, _ in tagged(phrase) if stem and head and not _IS_NAMED.search(phrase) else ():
        if at < len(stem) < at + len(word):
            return phrase[at + len(word) :]
        at += len(word)
    return head


def tail_of(phrase: str) -> tuple[str, str]:
    """Split before the tail that a list shares: the statistic's noun with what qualifies it, 西瓜|批发价格."""
    stem, head = head_of(phrase)
    if not head:
        return phrase, ""
    pieces = tagged(phrase)
    at, taken = len(phrase), 0
    for word, _ in reversed(pieces):
        snapped = at > len(stem) and len(word) < 4  # the tagger's word is longer than the noun: 货运量, not 运量
        if at - len(word) >= len(stem) or (taken and word in _QUALIFIES) or snapped:
            at -= len(word)
            taken += 1
        else:
            break
    at = min(at, len(stem))
    at = len(_QUALIFIED.sub("", phrase[:at]))
    return phrase[:at], phrase[at:]


def _leading_place(phrase: str) -> str:
    """The place that a phrase starts with and does not end with."""
    if first := next((bloc for bloc in _BLOCS if phrase.startswith(bloc) and phrase != bloc), ""):
        return first
    if region := _REGION_FIRST.match(phrase):
        return region[0]
    pieces = tagged(phrase)
    return pieces[0][0] if len(pieces) > 1 and pieces[0][1] == "ns" else ""


def _is_one_place(item: str) -> bool:
    """Whether an item is a place and nothing more: 江苏, 青石县, 对欧盟."""
    place = item.removeprefix("对")
    return place in _BLOCS or _REGION.fullmatch(place) is not None or (is_place(place) and len(tagged(place)) == 1)


def _with_owner(items: list[str]) -> list[str]:
    """Items with the owner that only the first one names: 规上纺织企业|数控化率 and 普及率."""
    owner = _OWNER.match(items[0])
    if owner is None or any(_OWNS.search(item) for item in items[1:]):
        return items
    return [items[0], *(owner[0] + item for item in items[1:])]


def _kind_of(items: list[str]) -> str:
    """What several items all end with and are, of two characters or more: 银行 of 甲银行 and 乙银行."""
    alike = takewhile(lambda last: len({*last}) == 1, zip(*map(reversed, items), strict=False))
    kind = "".join(last[0] for last in alike)[::-1]
    return kind if len(items) > 1 < len(kind) and all(len(item) > len(kind) for item in items) else ""


def _behind_kind(before: list[str], last: str) -> str:
    """What stands behind the kind that all items are of: 归母净利润 of 甲银行、乙银行、丙银行归母净利润."""
    kind = _kind_of(before)
    at = last.find(kind) if kind else 0
    return last[at + len(kind) :] if at > 0 else ""


def _kind_within(before: list[str], last: str) -> str:
    """What follows from the second half of the last item's first word on, where an item before makes a word with that half.

    保险参保人数 of 养老、工伤保险参保人数: 养老保险 is a word as 工伤保险 is.
    """
    first = next((word for word, _ in tagged(last)), "")
    if len(first) != _COMPOUND or not head_of(last)[1]:
        return ""
    half = _COMPOUND // 2
    made = (p[-half:] + first[half:] for p in before)
    return last[half:] if any(len(word) == _COMPOUND and len(tagged(word)) == 1 for word in made) else ""


def _by_letters(before: Sequence[str], last: str) -> list[str] | None:
    """Items of which the last alone has what all share behind a letter: 内、外贸吞吐量; 余额存、贷款; 三级、二级医院."""
    if any(len(p) == 1 for p in before) and len(last) > 1:
        return [*(p + last[1:] if len(p) == 1 else p for p in before), last]
    if len(before) == 1 and len(last) > 1 and _PAIRS.get(before[0][-1:]) == last[0]:
        return [before[0] + last[1:], before[0][:-1] + last]  # 缴费基数上、下限; 本外币存、贷款余额
    if all(p[-1] in _KINDS and last[len(p) - 1 : len(p)] == p[-1] and len(last) > len(p) for p in before):
        return [*(p + last[len(p) :] for p in before), last]  # 三级、二级|医院次均费用
    return None


def _shared(parts: list[str]) -> list[str]:
    parts = [_VERB_FIRST.sub("", parts[0]) or parts[0], *parts[1:]]
    *before, last = parts
    if items := _by_letters(before, last):
        return items
    enumerated = _ENUMERATED.search(last)
    if enumerated and enumerated.start() > 0:  # 废铜和废铝|等|再生资源在原料中的比重
        item, tail = last[: enumerated.start()], last[enumerated.end() :]
        return [p + tail for p in (*before, item)]
    place = _leading_place(last) if all(map(_is_one_place, before)) else ""
    if place and _SAID_OF_PLACES.match(last, len(place)):
        return [*before, place]
    if place:
        return [p + last[len(place) :] for p in (*before, place)]  # 甲国、乙国|实际对华投资
    if tail := _behind_kind(before, last) or _kind_within(before, last):
        return [*(p + tail for p in before), last]
    traded = _TRADED.match(last)
    if traded and all(p.endswith(("进口", "出口")) for p in before):
        return [*(p + traded["of"] for p in before), last]  # 进口、出口|整体通关时间
    stem, head = tail_of(last)
    stem, head = head_of(last) if len(stem) == 1 else (stem, head)  # 非|居民用电量
    if head and stem and not any(head_of(p)[1] or _COUNTS_WHOM.search(p) for p in before):
        item, within = re.fullmatch(r"(.+?)((?:在.+[中里内上])?的?)", stem).groups()  # type: ignore[union-attr]
        return [p + within + head for p in (*before, item)]
    owner, first_head = tail_of(parts[0])
    if first_head and owner:  # 消费品工业|增加值、出口交货值
        return [parts[0], *(owner + p if head_of(p)[0] == "" else p for p in parts[1:])]
    return parts
