"""What no fact says: indicators that are no names, and units that do not go with what is said to be counted."""

import re

from index.facts.phrases import MISTAGGED, is_nominal
from index.facts.sentence import Read, Said
from index.tags import tagged
from index.units import counted_in

# 80万户|大关, 3%的|双重影响, 13.6%|有所修复, 1.25%至1.45%|之间: no noun that is counted
_NOTHING_AFTER = re.compile(
    r"\s*(?:(?!\d{1,3}周?岁)[，,。；;、！!\d]|$|大关|(?P<passed>关口|台阶|红线|门槛)|之间|有所|的(?:双重|多重|共同|叠加|综合)影响)"
)
COUNTERS = tuple("个家名位项种款条座所处支批只头单宗起件")
_COMPARABLE = re.compile(
    r"(?:相当于|每(?:生产|投入|销售|支付|花费|消费|增加|减少)?)(?:约|近)?$"
)  # 相当于|7个足球场, 每生产|5块屏幕
_RATIOS = ("%", "成", "倍")
_SAID_OF = re.compile(r"对|均|都|被|因|已|在|向|从|将|也")
_LASTING = re.compile(r"(?:小时|分钟|秒|天|年|个月|工作日|岁)$")
_ROUND_THE_CLOCK = re.compile(
    "(?:全覆盖|全天候|不|值[守班]|在线|开放|营业|监|服务|轮|待命|运[行转])"
)  # 24小时|全覆盖监管
_A_DAY = 24  # hours
_LENGTH = re.compile(
    r"(?:(?<!为)期|期限|时间|时长|周期|寿命|年限|工期|历史|里程|年龄|假|间隔|月数|天数|可支付|够付|用时|时延|延时|耗时|时速|年份|长度|续航)$"
)
_MADE = re.compile("[成进入立办设育盖]$")  # 5G工厂|建成|1260家: what is made is counted, and stands before
# What is done to the thing before it, which is counted: 项目|复工, 债券|发行; not 企业|推出
_BEFELL = re.compile(
    "(?:[开复停竣完]工|发行|[投停复]产|上市|签约|落地|备案|注册|获批|入库|关停|办结|立案|结案|审结|受理|到货|交付|下线|入选|达标|挂牌|摘牌|揭牌|封顶|合龙)$"
)
_DONE = re.compile(
    "(?:实施|完成|开展|启动|推进)(?:了)?[^，]{2,12}(?:改造|建设|修缮|整治|修复|更新|加装|提升|治理|维修|改扩建|检修)$"
)
_BARE = " ，,、约近超逾过"
_OF_THEM = re.compile("^(?:其中|另外|另|还|其余|此外)+[，,]?(?:约|近|超过?|逾)*")
_THERE_ARE = re.compile("^(?:已经?|还|另|共|又)?有$")  # 已有|311人|因溺水失去生命
_PRONOUN = re.compile(r"[两二三四五六]者|[两二三四五六]项|不[足到]|超过|接近|综合")
# What nothing can end or begin with: 站最|快68分钟, 全球第一|和|第二
_CUT_OFF = re.compile(
    r"^[）)”』】、，和与及/]|^(?:全|本|该|各)[省市县区州镇村国球]$|^[省市县区]的|^从(?![业事军严])|^被(?!子)|^在(?![产校线建职读途册研库编岗网外港手售用孵飞])|[（(“『【、，]$|(?:(?<![自理])由|将|最|(?<![植棉])被|把|(?<![转出])让|(?<![大行])使|(?<![名职简])称|认为|表示|指出|从|到|是|了"
    r"|(?<![方动转意去导走])向|(?<![占同环价对之])比|较|(?<![饱总缓共])和|(?<!参)与|(?<![普惠涉波])及|另外|一起|整整|(?<![集空高初国途水郑])中|每|等的|预计|预测|才会|(?<![存所潜外内现实自正])在)$"
)
_NO_THING = re.compile(
    r"[两三四五六七八九十]年(?:平均|间)?|[两二三四五六]者.*|(?:去年|上年|上月|上周|今年|往年|同期)+|[按分].{1,6}分|.*了\d+"
)  # times, how things are parted, 结束了7
_WITHIN = re.compile(r"(?<=..)在[^，]{2,16}[中里内]$")  # 增加值|在全部工业中 (占27%)
_WORD = re.compile("[A-Za-z一-鿿]")
_FIGURE_WITHIN = re.compile(
    r"\d[\d.,]*\s?[多余]?(?:[%％]|[万亿千百]|元|个|家|人次|吨|台|辆|公里|平方|倍|成|米|名|项|[kMG]?Wh)(?![^，、]{0,4}(?:以上|以下|以内|级|伏|瓦))"
)


def is_nothing_after(follows: str, unit: str) -> bool:
    """Whether nothing behind a figure of a unit is counted by it; 3条|红线 are, 80万亿元|关口 is not."""
    found = _NOTHING_AFTER.match(follows)
    return found is not None and not (found["passed"] and unit in COUNTERS)


def is_sound(indicator: str) -> bool:
    """Whether an indicator can be a name: whole, without a figure, not cut where something would follow."""
    if len(indicator) < 2 or _FIGURE_WITHIN.search(indicator) or _PRONOUN.fullmatch(indicator):
        return False
    if _NO_THING.fullmatch(indicator) or not _WORD.search(indicator):
        return False
    if _CUT_OFF.search(_WITHIN.sub("", indicator)):
        return False
    return indicator.count("（") == indicator.count("）") and indicator.count("(") == indicator.count(")")


def can_be(read: Read, said: Said, follows: str, before: str, inherited: str) -> bool:
    """Say whether a figure of its unit can be of what it is said of: hours of a length of time, a count of things.

    Args:
        read: The figure with its clause.
        said: What it is taken to say.
        follows: What stands after it.
        before: The indicator of the figure before.
        inherited: What the figure would be of if its clause named nothing.

    Returns:
        False where the indicator must be wrong.
    """
    unit = counted_in(read.figure.unit) or read.figure.unit
    if not said.indicator or said.measure != "值":
        return True
    if read.figure.value == _A_DAY and unit == "小时" and _ROUND_THE_CLOCK.match(follows):
        return False
    if _LASTING.search(unit):
        return _can_last(read, said.indicator)
    if _COMPARABLE.search(read.left) and unit not in _RATIOS:
        return False
    bare = not _THERE_ARE.sub("", _OF_THEM.sub("", read.own.strip(_BARE)))
    if (
        bare
        and unit in (*COUNTERS, "人")
        and _SAID_OF.match(follows)
        and not said.indicator.endswith("的人")
        and follows[:3] not in said.indicator
    ):
        return False  # 3人|对事实供认不讳: who they are stands before
    listed = read.own.strip(" ，,、和与及约近超逾")
    bare = bare or (len(listed) > 1 and before.endswith(listed))  # 100个甲、500名|乙
    goes_on = bare and said.indicator == inherited and not is_nothing_after(follows, read.figure.unit)
    if unit == "人":  # 近1亿人|受益: who they are is not said before
        return not goes_on
    return unit not in COUNTERS or _can_be_counted(read, said.indicator, before, goes_on=goes_on)


def _can_last(read: Read, indicator: str) -> bool:
    """Whether what is said to last is a length of time, or a noun of the figure's own clause."""
    if read.left.rstrip(" 约近超逾").endswith("连续"):
        return False  # 连续3个月保持增长: how long it has been so is no length of it
    if read.left.endswith("每") or _LENGTH.search(indicator):
        return True
    if tagged(read.subject)[-1:] and tagged(read.subject)[-1][1] in ("ns", "nt", "nr", "nrt", "nz"):
        return False
    return is_nominal(read.subject) and indicator.endswith(read.subject) and not read.left.endswith("的")


def _can_be_counted(read: Read, indicator: str, before: str, *, goes_on: bool) -> bool:
    """Whether things are counted rather than what is done; `goes_on`: what is counted stands after and was not read."""
    if goes_on or (read.own.strip().endswith("的") and indicator == before):
        return False
    last, tag = tagged(indicator)[-1]
    scaled = read.figure.unit not in COUNTERS  # 消费投诉|19万件: the tagger's verb may be a noun
    made = (_MADE.search(last) or _BEFELL.search(last)) is not None and len(indicator) > len(last) + 1
    done = _DONE.search(read.own.strip(_BARE)) is not None  # 实施危旧桥梁|改造|2135座
    verb = tag == "v" and last not in MISTAGGED and not done
    return scaled or made or not verb or len(last) == 1 or not read.subject.endswith(last)
