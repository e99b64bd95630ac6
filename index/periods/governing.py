"""Which period a figure of a sentence belongs to, and which mentions only compare, name or date something."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from index.periods.breakdowns import is_over
from index.periods.stretches import stretch_of
from index.records import Period, PeriodMention

LOOK = 24
NEIGHBOURS = 12  # mentions looked at before a figure
LISTED = "[0-9年月日份、和及去今前上本同期第一二三四五六七八九十季度半底末全个 -]{0,20}"
# 比2023年加快, 较去年同期, 高于上年, 比2023年和2024年; not 同比2026年, 占比2026年, 比较2026年
COMPARED_BEFORE = re.compile(
    r"(?:(?<![占同环分对之配类])比(?:起|照)?|(?<!比)较|(?<=[占对]比)较|相比于?|相较于?|相对于?|对比|[高低好快慢大小少多优]于|次于|不及|扭转了?|超过|相当于|恢复[到至]了?"
    r"|(?:compared (?:with|to)|than|from)(?: the)?|over)"
    rf"(?:了|同)?(?:疫情前的?)?[ “]?{LISTED}$"
)
FROM_BEFORE, TO_INSIDE = re.compile(r"\bfrom (?:the )?$"), re.compile(r" (?:to|through|until) ")  # from May to July
WITH_BEFORE = re.compile(rf"[与同和跟]{LISTED}$")
COMPARED_AFTER = re.compile(
    r"(?:的?(?:同期|全年|水平|同月|同季|春节|国庆|假期|“?五一”?|端午|中秋|元旦|清明|春运|暑期){0,3}(?:相比|相较|对比|持平)"
    r"|的[0-9][^，。；]{1,12}(?:相比|相较)"
    r"|的?[0-9.一二三四五六七八九十百]{1,6}[多余]?倍|(?:同期|全年)?水平)"
)
# 2023年成立的, 4月21日举行发布会: the day or year of an event, no period of a statistic
EVENTS = (
    "举行|召开|发布|公布|印发|获悉|介绍|表示|报道|记者|消息|出台|揭晓|电[，（ ]|讯[，（ ]|投产|成立|建成|开工|上市|启动"
    "|交货|交割(?=的[^，。；0-9]{0,8}期[货价])|到期|签署|投运|开业|创立|创办|诞生|颁布|起施行|起实施|收官|闭幕|开幕|落幕"
)
HELD_AFTER = re.compile("[^，。；0-9的]{0,12}(?:举行|举办|召开|开幕|闭幕|启动|开赛)，")
ENDED_AFTER = re.compile(r"[^，。；,;0-9%]{0,6}?结束(?!的)")  # 6月30日结束; not 3月2日启动，至3月18日结束
ASIDE = r"(?:[（(][^（）()]{1,12}[）)])?"  # 今天（11月12日）从…获悉
EVENT_AFTER = re.compile(rf"{ASIDE}[^，。；,;0-9%]{{0,10}}?(?:{EVENTS})")
# 总理10日|称: the day on which somebody says how things stand
SAID_AFTER = re.compile(
    rf"{ASIDE}[^，。；,;0-9%的]{{0,6}}?(?:(?<![职对名简宣堪])称|指出|强调|通报说?|透露|认为|说)(?=[，,：:“])"
)
# 2024年|开工改造老旧小区5万个: how many in the year
COUNTED_AFTER = re.compile(r"(?!\s?(?:的|后|以来|至今|会))[^，。；,;的（(]{0,16}?[0-9]")
BEGUN_BEFORE = re.compile(
    "(?:出现|发生|成立|始?建|创[立办建]|开[业工通]|投[产运用]|建成|竣工|通车|启用|落成|诞生)[于在]$"
)
# 发布《2026年一季度经济运行报告》，|工业增加值增长5%: of the time that the report is of
REPORTED_KINDS = ("month", "quarter", "half", "cumulative")
REPORT = re.compile("[^《》]{0,24}(?:报告|公报|快报|月报|季报|数据|情况)》(?:（[^（）]{1,12}）)?(?:显示|指出|[，,])")
REPORTS = re.compile("(?:^|[，。：、]|发布的?|公布的?|发表的?|根据|据)了?$")
# 与2018年|的15万台相比: the figure is what is compared with; not 相当于2018年的80%
SET_AFTER = re.compile("[^，。；0-9]{0,12}?(?:下达|确定|提出|制定|部署|设定)")  # 年初|下达目标23项，已完成14项
BASE_BETWEEN = re.compile(
    r"(?:同期|全年|同月|同季|修正后|[一-鿿]{0,4}(?:初期|[初末底前]))?(?:的(?:[约近]|(?:同比|环比)?(?:增长|上涨|上升|下降|下跌|增速|增幅|降幅))?|[（(])"
)
PART_OF_BASE = re.compile(
    r"[0-9.一二两三四五六七八九十]{1,8}[多余]?(?:倍|[%成](?![^，。；]{0,4}(?:相比|相较|对比|有所|[提增下降回上扩收缩改好反高低])))"
)
# 9月底|前公布名单，已有|58个: done before the day on which more is to be
UNTIL_THEN, ALREADY = re.compile("之?前(?![0-9])"), re.compile("[，；][^，；。]{0,6}已")
CLOSED = re.compile("[（(）)。]")
ASIDE_LOOK = 40  # code points
OF_PRICES = re.compile(
    r"(?:度|的)?(?:不变价|可比价)|(?:为|[=＝])100(?![0-9.,，]|\s?[%％万亿千百一-鿿])"
)  # 按上年|不变价计算
BEING = re.compile(
    r"(?:[，,]?(?:仅|只|还|则|也|就|是|为|有|达到?|增长|下降|上涨|[增降涨跌])){1,4}\s?-?[0-9]"
)  # 上半年|为增长0.4%
LOOKING_BACK = re.compile(r"(?:去年|上年|前年).*|.*同期|20\d\d年.*")
HIGHEST = re.compile("(?:的?历史)?(?:[峰谷]值|[高低]点)(?:时)?(?:的|[（(])")  # 较8月|峰值（34万吨）
RECORD = re.compile(
    r"来?[^，。；0-9]{0,6}?(?:首次|(?:最[高低大小快慢多少宽窄好差]|新高|新低)(?=$|[，。；、）]|的?(?:水平|点|值|单[日月周]|一[年月天次])|[一-鿿]{0,2}[增降涨跌升]幅))"
)  # 为2010年以来|最低, |首次突破
OF_BASE = re.compile("的?(?:对比|比较|同期)?(?:较|偏)?[高低]?基数")
MOVED_FROM = re.compile(
    r"[0-9][0-9.]*(?:[万亿]|(?!个?百分点|倍)[^，。；0-9]){1,8}?(?:[上回]升|提[高升]|加快|扩大|[增减]|下降|回落|放缓|收窄|[多少高低]出?(?=[0-9]))"
)
COME_TO = re.compile(r"(?:\d|[一二三四五六七八九]成)[^，。；]{0,12}?[到至为]|转为|变为|转正|转负|由[正负]转")
# 自去年6月|连续15个月下降后: since when, of which nothing is reported
SINCE_WHEN = re.compile(
    r"[^，。；]{0,16}?(?:后|以来)[^，。；]{0,4}?(?:首次|再次|重新|又|最|新高|新低)|[^，。；]{0,12}?连续[^，。；]{0,12}?后"
)
GROWN_AFTER = re.compile(r"(?:同期|全年)?(?:均|分别|都)?(?:增长|增加|上升|上涨|提高|下降|减少|回落)")
# 是去年|全年总量的1.1倍, 是2019年|的60%
TIMES_AFTER = re.compile(
    r"[^，。；0-9]{0,10}(?:的?[0-9.一二两三四五六七八九]{1,6}[多余]?倍|的[约近]?[0-9.一二两三四五六七八九]{1,6}[%成])"
)
# 2025年|全国招聘活动在某地启动: the year is in its name
NAMED_EVENT = re.compile(
    r"度?[^，。；,;0-9%]{2,30}(?:会|节|展|赛|周|季|活动|论坛|仪式|专场)[^，。；,;0-9%]{0,6}?[在于][^，。；,;0-9%]{1,10}?(?:启动|举行|举办|召开|开幕|闭幕|落幕|开赛)"
)
# 今年|第1号洪水, 今年|是正式实施15周年
NUMBERED = re.compile(r"度?(?:第[0-9一二三四五六七八九十]{1,3}[号次届批场轮]|[也正恰]?是[^，。；]{2,30}周年)")
REPORT_AFTER = re.compile(
    "(?:年?度)?(?:报告|年报)的(?:各类)?(?:企业|公司|市场主体|经营主体|个体|农民专业|单位)"
)  # 公示|2015年度报告的企业
FILED = re.compile("(?:公示|报送|提交|填报)了?$")
FIRST_OF = re.compile(r"度?首[批个次场轮]")  # 29日，…今年|首批12个项目
AFTER_THAT = re.compile(r"[，。；！？\n]|后")  # 继上月回落后继续走弱
CLAUSE_END = re.compile(r"[，。；！？,;!?\n]")
SENTENCE_END = re.compile(r"[。！？!?\n]")
# 截至目前，累计收购2023年秋粮, 截至3月底，已下达2026年资金: the year names what something is done with
ACTED_ON = re.compile(r"(?:收购|下达|发行|投放|安排|拨付|落实|采购|入库|兑付|偿还|筹集|预拨|提前批)(?:了|中央财政)?$")
CROP_AFTER = re.compile(
    r"[的产度]?(?:中央财政)?(?:夏粮|秋粮|新粮|早稻|早籼稻|中晚稻|晚稻|小麦|玉米|大豆|棉花|油菜籽)[^，。；,;]{0,4}收购"
)
PLAN_AFTER = re.compile(r"度?(?:的)?(?:计划|目标|任务|预算)")  # 完成全年|目标任务的58%，同比增长7%
PLANNED = re.compile(r"(?:年度|全年|今年|年初)(?:计划|目标|任务|预算)+[为是]?$")
PLANNED_WHAT = re.compile(r"[”’]?(?:前[一二三两]批|重点|重大|规划)")  # “十四五”|重点项目
ADVERB_BEFORE = re.compile(r"(?:[（(于在]|\b(?:in|during|for|at|by|as of)(?: the)? )$", re.I)
TARGET_BEFORE = re.compile(r"到$")


def is_comparison(text: str, mention: PeriodMention) -> bool:
    """Whether the mention is what something is compared with: 比2023年, 较去年同期, 与2019年同期相比, 2012年的1.5倍."""
    after = COMPARED_AFTER.match(text, mention.end)
    if after and ("相" in after[0] or "对比" in after[0] or "持平" in after[0]):
        return True
    if HIGHEST.match(text, mention.end) or (
        (mention.period.text.endswith(("以来", "来")) or text.startswith("来", mention.end))
        and RECORD.match(text, mention.end)
    ):
        return True
    if OF_PRICES.match(text, mention.end):
        return True
    before = text[max(0, mention.start - LOOK) : mention.start]
    if FROM_BEFORE.search(before) and TO_INSIDE.search(mention.period.text):
        return False
    if (
        before.endswith(("高出", "低出", "多出"))
        and LOOKING_BACK.fullmatch(mention.period.text)
        and not PLAN_AFTER.match(text, mention.end)
    ):
        return True  # 高出去年同期1.4个百分点
    if before.endswith(("同比", "环比")) and GROWN_AFTER.match(text, mention.end):
        return True  # 游客同比2024年增长17.8%, 环比6月增加2万箱
    if before.endswith(("是", "不足", "不到", "仅为", "约为", "接近")) and TIMES_AFTER.match(text, mention.end):
        return True
    if before.endswith(("自", "从")) and SINCE_WHEN.match(text, mention.end - 2 * mention.period.text.endswith("以来")):
        return True
    if COMPARED_BEFORE.search(before) or (WITH_BEFORE.search(before) and text.startswith(("同比", "比"), mention.end)):
        return True
    return after is not None and not mention.period.text.startswith("到")


def is_base(text: str, mention: PeriodMention) -> bool:
    """Whether a mention says on what base growth is worked out: 去年四季度|基数比较高."""
    return OF_BASE.match(text, mention.end) is not None


def is_title(text: str, mention: PeriodMention) -> bool:
    """Whether the mention is part of a name: inside 《…》, 今年|第1号洪水, “十四五”|重点项目."""
    named = {"year": NUMBERED, "plan": PLANNED_WHAT}.get(mention.period.kind)
    if named and named.match(text, mention.end):
        return True
    opened = text.rfind("《", max(0, mention.start - 80), mention.start)
    if opened < 0 or text.find("》", opened, mention.start) >= 0:
        return False
    kind = mention.period.kind
    return not (kind in REPORTED_KINDS and REPORT.match(text, mention.end) and REPORTS.search(text[:opened]))


def is_event(text: str, mention: PeriodMention) -> bool:
    """Whether the mention dates an event (4月21日举行发布会, 2003年成立) rather than a statistic."""
    if mention.period.text.endswith("以来") and text.startswith("的", mention.end):
        return True  # 延续去年四季度以来的态势
    if mention.period.kind not in ("day", "year", "month"):
        return False
    if mention.period.text.endswith("年初") and SET_AFTER.match(text, mention.end):
        return True
    if names_event(text, mention) or is_founded(text, mention):
        return True
    if is_told(text, mention):
        return True
    alone = mention.period.kind == "day" and text[max(0, mention.start - 1) : mention.start] not in ("至", "到")
    if alone and ENDED_AFTER.match(text, mention.end):
        return True
    event = EVENT_AFTER.match(text, mention.end)
    counted = mention.period.kind != "day" and event is not None and COUNTED_AFTER.match(text, event.end())
    return event is not None and not counted


def is_founded(text: str, mention: PeriodMention) -> bool:
    """Whether a time is that at which something began or was seen: 成立于|1959年, 出现在|8月3日."""
    return BEGUN_BEFORE.search(text, max(0, mention.start - LOOK), mention.start) is not None


def is_told(text: str, mention: PeriodMention) -> bool:
    """Whether a day is that on which somebody says how things stand: 总理10日|称."""
    return mention.period.kind == "day" and SAID_AFTER.match(text, mention.end) is not None


def names_event(text: str, mention: PeriodMention) -> bool:
    """Whether a year is part of an event's name, 2025年|招聘会在某地举办, and not when so many were held: …举办1200场."""
    named = NAMED_EVENT.match(text, mention.end) if mention.period.kind == "year" else None
    return named is not None and COUNTED_AFTER.match(text, named.end()) is None


def is_aside(text: str, mention: PeriodMention, position: int) -> bool:
    """Whether a mention stands in brackets with a figure of their own, and the figure outside: （上半年同比下降0.7%）; not （2025年初步核算数）."""
    floor = max(0, mention.start - ASIDE_LOOK)
    opened = max(text.rfind("（", floor, mention.start), text.rfind("(", floor, mention.start))
    end = CLOSED.search(text, mention.end, mention.end + ASIDE_LOOK) if opened >= 0 else None
    if end is None or end[0] not in "）)" or CLOSED.search(text, opened + 1, mention.start):
        return False
    inside = opened < position < end.start()
    beside = text[opened + 1 : mention.start] + text[mention.end : end.start()]
    return not inside and re.search("[0-9]", beside) is not None


def is_compared(text: str, mention: PeriodMention, position: int) -> bool:
    """Whether the figure is itself what something is compared with: 与2018年的15万台相比, 比一季度5.0%的增速加快."""
    beside = mention.end == position and MOVED_FROM.match(text, position) is not None
    return (
        mention.end <= position
        and (beside or BASE_BETWEEN.fullmatch(text, mention.end, position) is not None)
        and PART_OF_BASE.match(text, position) is None
        and is_comparison(text, mention)
    )


def is_left_behind(text: str, mention: PeriodMention, position: int) -> bool:
    """Whether the figure is what something came to, and the mention where it came from: 由2018年的15%提升到50%."""
    if text[max(0, mention.start - 1) : mention.start] not in ("由", "从", "自") or mention.period.text.endswith("来"):
        return False
    if text.startswith(("起", "开始"), mention.end):
        return False  # 从7月1日起，…从6万元提高到8万元
    return COME_TO.search(text, mention.end, position) is not None


def is_attribute(text: str, mention: PeriodMention) -> bool:
    """Whether a year says which things are meant, rather than when: 累计收购2023年秋粮."""
    if mention.period.kind != "year" or mention.period.text.startswith(("到", "截")):
        return False
    if FIRST_OF.match(text, mention.end):
        return True
    before = text[max(0, mention.start - LOOK) : mention.start]
    if PLAN_AFTER.match(text, mention.end) or (FILED.search(before) and REPORT_AFTER.match(text, mention.end)):
        return True
    return ACTED_ON.search(before) is not None or CROP_AFTER.match(text, mention.end) is not None


def is_target(text: str, mention: PeriodMention) -> bool:
    """Whether the mention is a year to reach: 到2027年."""
    return mention.period.text.startswith("到") or TARGET_BEFORE.search(text[: mention.start][-2:]) is not None


def _sentence_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in "。！？!?\n") + 1


def _after(text: str, mentions: Sequence[PeriodMention], position: int) -> PeriodMention | None:
    """The mention right after a figure in its clause."""
    for mention in mentions:
        if mention.start >= position:
            same_clause = CLAUSE_END.search(text, position, mention.start) is None
            return mention if same_clause and not mention.period.text.endswith(("以来", "至今")) else None
    return None


def governing_period(
    text: str, mentions: Sequence[PeriodMention], position: int, known: Sequence[Period] = ()
) -> Period | None:
    """The period that a figure at `position` belongs to.

    The nearest mention before it in its sentence that does not compare, name a document or date an event; else one
    right after it in its clause; else the last of `known`, the periods said in earlier sentences of the same turn.
    Mentions that stand together are one period: 二、三季度, 自7月1日启动至22日. What a year's plan sets is of the year.
    """
    found = _governing(text, mentions, position, known)
    planned = PLANNED.search(text, max(0, position - LOOK), position)
    if found is None or planned is None:
        return found
    if year := next((m for m in mentions if m.start == planned.start()), None):
        return year.period
    return replace(found, start=date(found.end.year, 1, 1), end=date(found.end.year, 12, 31), kind="year")


def is_told_beside(text: str, mention: PeriodMention) -> bool:
    """Whether a mention says how much it was at another time, beside what its sentence tells: 下降1.7%，上半年|为增长0.4%."""
    start = max(text.rfind(mark, 0, mention.start) for mark in "，；。") + 1
    opens = text[start : mention.start].strip(" 而但") == ""
    told = any(c.isdigit() for c in text[_sentence_start(text, mention.start) : start])
    return opens and told and BEING.match(text, mention.end) is not None


def _is_left_beside(
    text: str, mention: PeriodMention, position: int, before: Sequence[PeriodMention], carried: Period | None
) -> bool:
    """Whether a figure goes on with the sentence behind what was told beside: 9万辆，去年同期|为5万辆，增长|86%; 上半年|为…，其中.

    That is of an earlier time than what was spoken of before it: in its sentence, else earlier (`carried`).
    """
    if not is_told_beside(text, mention):
        return False
    ends = [m.period.end for m in before if m.start < mention.start] or ([carried.end] if carried else [])
    if ends and mention.period.end >= max(ends):
        return False
    if CLAUSE_END.search(text, mention.end, position) is None:
        return False
    return LOOKING_BACK.fullmatch(mention.period.text) is not None or "其中" in text[mention.end : position]


def _only_planned(text: str, mention: PeriodMention, position: int) -> bool:
    """Whether a mention says of which year a plan is, and the figure stands in a later clause: 完成全年目标的62%；失业率为5.1%."""
    return PLAN_AFTER.match(text, mention.end) is not None and bool(CLAUSE_END.search(text, mention.end, position))


def _governing(text: str, mentions: Sequence[PeriodMention], position: int, known: Sequence[Period]) -> Period | None:
    start = _sentence_start(text, position)
    first = bisect_left(mentions, start, key=attrgetter("start"))
    here = bisect_left(mentions, position, key=attrgetter("start"))
    near = mentions[max(first, here - NEIGHBOURS) : here + 1]
    if base := next((m for m in near if is_compared(text, m, position)), None):
        return base.period
    usable = [
        m
        for m in near
        if not (is_comparison(text, m) or is_title(text, m) or is_aside(text, m, position))
        and not (is_base(text, m) and CLAUSE_END.search(text, m.end, position))
    ]
    before = [m for m in usable if start <= m.start and m.end <= position]
    before = [m for m in before if not is_left_behind(text, m, position) and not is_over(text, m, position)]
    before = [m for m in before if not (m.period.text.endswith(("同期", "同月")) and "；" in text[m.end : position])]
    before = [m for m in before if not (text.endswith("继", 0, m.start) and AFTER_THAT.search(text, m.end, position))]
    before = [m for m in before if not (UNTIL_THEN.match(text, m.end) and ALREADY.search(text, m.end, position))]
    carried = next((p for p in reversed(known) if not p.text.endswith("同期")), None)
    before = [m for m in before if not _is_left_beside(text, m, position, before, carried)]
    # a year in an event's name is the nearest one said where its sentence has no other
    statistics = [m for m in before if not is_event(text, m)] or [m for m in before if names_event(text, m)]
    statistics = [m for m in statistics if not is_attribute(text, m)] or [
        m for m in statistics if carried is None or not _only_planned(text, m, position)
    ]
    after = _after(text, usable, position)
    adverb = after is not None and ADVERB_BEFORE.search(text[: after.start][-12:]) is not None
    if statistics and CLAUSE_END.search(text, statistics[-1].end, position) is None:
        return stretch_of(text, near, statistics[-1], position)
    if after is not None and adverb:
        return after.period
    if statistics:
        return stretch_of(text, near, statistics[-1], position)
    if after is not None and carried is None:
        return after.period
    if carried is not None:
        return carried
    if before and before[-1].period.kind == "day":
        if HELD_AFTER.match(text, before[-1].end):
            return before[-1].period  # 大会13日在青县举行，约|80位负责人与会
        return replace(before[-1].period, kind="as-of") if is_told(text, before[-1]) else None
    return before[-1].period if before and not is_founded(text, before[-1]) else None
