"""What stands after a figure and is counted by it: `建成1260家|5G工厂`, `投入3亿元|专项资金`, `八成|的企业`."""

import re

from index.facts.phrases import GROWTH, is_nominal, noun_start
from index.facts.places import place_in
from index.facts.sentence import Read, Sentence
from index.listing import HEAD, head_of
from index.sentences import BRACKETS
from index.tags import is_place, tagged
from index.units import is_points

_RATIOS = ("%", "成", "倍", "位数", "")
_AMOUNTS = re.compile(r"元|英镑|卢布|卢比|吨|千瓦|里|米|亩|公顷|斤|克|立方|桶|升")
_IN_ALL = re.compile("(?:共计?|总计|合计|累计|不超过|不低于|至少|仅)+$")
_SHORT_CLAUSE = 16  # code points before an amount in which its verb stands
# What says how much there is, not what is done: 达到, 位于, 长
_LEVELS = re.compile(
    rf"(?:{GROWTH}|达到?|[为是占至到有]|超过?|突破|位于|距离?|相距|[长宽高深重厚]|约合|折合|相当于|不足|低于|高于|保持|维持|稳定|报收?|收于|共计?|累计|合计|总计|[上下]调|[上下]修(?=[至到为])|恢复|推迟|提前|延长|缩短|历时|耗时|用时|途经|相差)$"
)
_PROVIDES = re.compile(
    r"(?:造成|导致|致使|存在|出现|面临|提供|投入|安排|发放|捐赠|获得|签下|签订|引进|创造)了?\s*(?:超|近|约|逾|超过)?$"
)
_MEASURED = re.compile(r"[^的、，]{0,8}(?:生产总值|高度|长度|宽度|深度|面积|里程|距离|产值|规模|市值|价格)")
_SPACES = (" ", "\u3000")
_STOP = re.compile(r"[，。；,;！？!?：:）)\n]|——")
_OWNING = tuple("家户个位名")  # units of what has something: 550位|科学家|的手稿
_OF_WHOM = re.compile(r"(?:[^的，、。；]{2,16}(?:、[^的，、。；]{2,8}){0,2}|[省市县区州镇乡村国厂店校站])(?=的)")
_LONGEST_WHOM = 18  # code points
_OF_TASK = re.compile(r"(?P<what>[^的，、。；]{2,12})的[^的，、。；]{0,6}(?:任务|目标)(?=[，。；]|$)")
_KINDS = re.compile("(?:大|小|主要)?(?:品种|种类|类型|门类|品类|批次|系列|型号)")
_CLASSED = re.compile(
    "[级型类式性种]$|规模|不同|以[上下]$|学[历位]$|职称$|资[质格]$|经验|丰富$|对口$|水平$|背景$"
)  # 5个国家级|的|项目
# 900件|渔网、渔船等用具; without 用具 the list itself
_SUCH_AS = re.compile(r"(?P<list>[^，、的等]{2,12}(?:、[^，、的等]{2,12})+)等")
_LONGEST = 60  # code points read after a figure
_NEARLY = re.compile(r"(?:[ 超近约逾]|(?<!下)达)+$")
_OPENS = re.compile(r"(?:在[^，]{2,16}，)?[约近超逾有共过达\s]*")  # 在青县，|30多万亩|枫林
_FOR = re.compile(r"支持|用于|帮助|资助|补助(?!资金)|奖励(?!资金)|重点|专项用于")
_COMPOUND = 10  # code points
_CURRENCY = re.compile(r"^(?:人民币|美元|欧元|港元|日元|等值)+$")
_ABOUT = re.compile(r"^(?:以上|以下|左右|上下(?!游)|以内|之多)")
# Verbs that take what stands after the amount: 发放3亿元|消费券
_GIVES = re.compile(
    r"(?:安排|下达|下拨|拨付|发放|投入|发行|筹集|提供|新增|实现|达成|签订|签署|建设|建成|完成|改造|治理|修复|播种|种植|收获|出现|录得|节约|减少|减排|输送|处理|回收|利用|征收|加征|创造|贷款|捐赠|出口|进口|生产|采购|储备|投放|预拨|划拨|追加|增拨|累计|共|为|有|了|达|超|近|约|过|超过|、|和|及|将|对|造成|导致)$"
)
# 17道工序|全部纯手工完成
_ALTOGETHER = re.compile("(?<=..)(?:全部|全都|全面|专门(?!学校|委员会|机构|人才|人员|法院)|一起|一同|全天候|免费).*$")
_TOLD = tuple("条项件份则")  # units of what somebody says
# What follows a noun that is counted by itself: 22家银行|也拿出…, 33个行业|的物流总额, 63个国家|带来了…
_GOES_ON = re.compile(r"[的被由因在向从处]|已|将|均|都|也|正|全部|共|就|[\u4e00-\u9fff]{1,2}[了着过到在出]")
# What a statistic of the counted goes on with: 36家店客流量|超14, 浓度|为每立方米30
_TELLS = re.compile(
    rf"(?:同比|环比|实际|平均|均|都|已|共|累计|合计|总计)*(?:{GROWTH}|达到?|为|超过?|突破|不足|近|约|逾)?(?:了|到|至|约|近|超过?|逾|每[^，。；\d]{{1,5}})*\d"
)
_STATISTIC = re.compile("(?:[率量额度值数积价]|收入|资金|投资|规模|利润|里程|年龄|寿命|工资|薪酬|成绩)$")
_BUILDS = re.compile("新建|改建|扩建|修建|建成|铺设|安装|布设|投放|种植|栽植|开设|设立|设置|新增|改造|整治")
_AREA = re.compile("亩|公顷")
_QUALIFIES = ("a", "ad", "d", "q", "m")  # tags of what only qualifies the statistic behind it: 平均
_WHOSE = re.compile(
    r".{0,12}?(?:城市(?!群|化|更新)|企业|公司|行业|国家|地区|省份|省市|县市|家庭|学校|高校|医院|机构|园区|平台|口岸|港口|机场|站点|县(?![级域城]))(?=.{2})"
)
_USED_FOR = re.compile(r"(?:用于|用以|专项用于|支持|专门用于)(?P<what>[^，。；,;]{2,40})")


def part_of(sentence: Sentence, read: Read) -> str:
    """What a share is a share of: `超过八成|的行业实现增长`, `75%以上|的人口`."""
    figure, text = read.figure, sentence.text
    share = figure.unit in ("%", "成") or "分之" in figure.text or "/" in figure.text
    after = re.match(r"(?:以上|以下|左右)?”?(?:（[^（）]{1,8}）)?的", text[figure.end : figure.end + 14])
    if not share or (after is None and read.subject):
        return ""
    if after is None:  # 近四成|企业实现增长, 八成以上|项目; not 3%|和5%
        rest = re.sub(r"^(?:以上|以下|左右)", "", _rest(sentence, figure.end))
        return rest if len(noun_start(rest)) > 1 and rest[0] not in "和与及（" else ""
    return _rest(sentence, figure.end + after.end()).rstrip("、和与及 约近超")


def _rest(sentence: Sentence, start: int) -> str:
    """What stands from a position on, up to the clause's end or the next figure."""
    following = next((f.start for f in sentence.figures if f.start >= start), len(sentence.text))
    return _STOP.split(sentence.text[start:following], maxsplit=1)[0][:24]


def counted(sentence: Sentence, read: Read, start: int, following: int) -> str:
    """The noun after a count: `1260家|分类分级、特色鲜明的5G工厂`; it stands between `start` and the figure `following`."""
    figure, text = read.figure, sentence.text
    unit = figure.unit
    scaled = unit[-1:] in tuple("亿万千百")
    if (unit in _RATIOS or is_points(unit)) and not scaled:
        return ""
    if unit == "位" and figure.text.startswith("第"):
        return ""
    if text.startswith(_SPACES, start):  # 3万人|　无人伤亡
        return ""
    if _AMOUNTS.search(unit) and not scaled:
        return _of_amount(text, read, following)
    following = next((m.start for m in sentence.mentions if start + 1 < m.start < following), following)
    task = _OF_TASK.match(text, start, following) if unit[-1:] not in ("项", "条") else None
    if task and _can_own(task["what"]):
        return task["what"]  # 1000列|班列|的发运任务
    noun = _noun_after(text, start, following, told=unit[-1:] in _TOLD)
    owner = _OF_WHOM.match(text, start, min(start + _LONGEST_WHOM, following))
    if unit[-1:] in _OWNING and owner:
        if _KINDS.fullmatch(owner[0]):  # 30个品种的|樱花|
            return _noun_after(text, owner.end() + 1, following) + owner[0]
        if _can_own(owner[0]):
            return owner[0]  # 33个|行业|的物流总额
    return _without_statistic(noun, text, start)


def _can_own(noun: str) -> bool:
    """Whether what stands before 的 is what is counted, not what it is like: 行业|的物流总额; not 国家级|的项目."""
    nominal = len(noun) == 1 or (is_nominal(noun) and tagged(noun)[-1][1] == "n")
    return nominal and not _CLASSED.search(noun)


def _without_statistic(noun: str, text: str, start: int) -> str:
    """What is counted, where a statistic of it is told behind: 10个|工业大省|增加值增长6%, 339个|地级以上城市|平均浓度为37.3."""
    if not text.startswith(noun, start):
        return noun
    end = start + len(noun)
    words = tagged(noun) if text[end : end + 1].isdigit() else []
    if len(words) > 1 and _BUILDS.fullmatch(words[-1][0]):
        return "".join(word for word, _ in words[:-1])  # 在67个|村|新建1000个
    if not _TELLS.match(text, end):
        return noun
    if whose := _WHOSE.match(noun):
        return whose[0]
    alone = re.sub("[合总]计$", "", noun)
    words, (of, statistic) = tagged(alone), head_of(alone)
    if not (statistic and len(of) > 1) and not (len(words) > 1 and _STATISTIC.search(words[-1][0])):
        return noun
    kept = words[:-1]
    verb = next((n for n, (word, tag) in enumerate(kept) if n and tag.startswith("v") and len(word) > 1), len(kept))
    kept = kept[:verb]
    while len(kept) > 1 and kept[-1][1] in _QUALIFIES:
        kept.pop()
    return "".join(word for word, _ in kept) or of


def _of_amount(text: str, read: Read, following: int) -> str:
    """What an amount is of: `新建300万亩|高标准农田`; `总投资85亿元的|工厂` is the total investment of the works."""
    figure = read.figure
    if of_it := re.match(r"(?:左右|上下|以上)?的", text[figure.end : figure.end + 3]):
        head = bare_head(read.subject)
        given = _PROVIDES.search(read.own) or _is_governed(read.own)
        of = _noun_after(text, figure.end + of_it.end(), following)
        if head_of(of) == ("", of) or _MEASURED.fullmatch(of):
            return of  # 约23万亿美元的|国内生产总值: whose stands before
        return of + head if of and (head or given) else ""
    bare = read.own.strip().rstrip("约近超逾有共达")
    whole = place_in(bare) == bare != "" or bare in ("国家", "中央")  # 甲县|3万亩|棉花
    opens = _OPENS.fullmatch(read.own) is not None  # 近30万亩|枫林
    gives = _GIVES.search(_NEARLY.sub("", read.own)) or _is_governed(read.own)
    if not (opens or whole or read.own.endswith("的") or gives):
        return ""
    what = _CURRENCY.sub("", _noun_after(text, figure.end, following))
    what = _without_statistic(what, text, figure.end) if _AREA.search(figure.unit) else what
    return what if len(what) > 1 and not _FOR.match(what) else ""


def _is_governed(own: str) -> bool:
    """Whether what stands before an amount ends with a verb or 以, which takes what stands behind it: 构建了384平方公里的|大世界."""
    bare = re.sub("[了过]$", "", _IN_ALL.sub("", _NEARLY.sub("", own.strip(" ，,"))))
    words = tagged(bare[-_SHORT_CLAUSE:])
    if not words or _LEVELS.search(bare) or HEAD.search(words[-1][0]):
        return False
    return (
        words[-1][1] == "v"
        or bare.endswith(("这片", "这块", "一片"))
        or words[-1][0] in ("以", "对", "用", "凭", "凭借", "获", "享", "需", "仅需")
    )


def bare_head(subject: str) -> str:
    """The statistic that a subject is, where it names nothing else: 其中包括|总投资, 打造出|年产值."""
    if worth := re.search(
        r"(?:总?价值|总投资|年产值|投资|面积|全长|总长|长度|直径|高度|跨度|时速|容量|售价|单价|票价)$", subject
    ):
        return worth[0]
    bare = re.sub(r"^.*(?:包括|打造出?|建成|形成|拥有|成为|有)", "", subject)
    stem, head = head_of(bare)
    return bare if head and len(stem.strip("年总")) == 0 else ""


def _noun_after(text: str, start: int, limit: int, *, told: bool = False) -> str:
    """The noun that stands from a place on; what is `told`, by whom stands before it: 67条|渔民反映的|问题."""
    chunk = text[start : max(min(limit, start + _LONGEST), start)]
    if chunk[:1] in ("(", "（") and chunk[:1]:
        return ""
    chunk = _STOP.split(BRACKETS.sub("", chunk), maxsplit=1)[0].strip()  # 省（自治区、直辖市）
    if chunk.count("（") != chunk.count("）"):
        chunk = chunk.partition("（")[0]
    chunk = _ABOUT.sub("", chunk).rstrip("的")
    if (such := _SUCH_AS.match(chunk)) and is_nominal(such["list"].partition("、")[0]):
        kind = noun_start(chunk[such.end() :])
        if not chunk.startswith("的", such.end() + len(kind)):
            return such[0] + kind if kind else such["list"]
    first = noun_start(chunk)
    if first and "的" in chunk and not told and _goes_on(chunk, len(first)) and is_nominal(first):
        return first
    chunk = chunk.rpartition("的")[2] if "的" in chunk and not chunk.startswith("的") else chunk.split("、")[0]
    noun = noun_start(chunk)
    if not noun and 2 < len(chunk) <= _COMPOUND and all(t[:1] in "vnab" for _, t in tagged(chunk)):
        noun = chunk if tagged(chunk)[-1][1].startswith("n") else ""  # 创新|发展|高地
    noun = _ALTOGETHER.sub("", noun)
    noun = re.sub(r"(?<=...)部分$|(?<=..)(?:线下|线上|集中|竞相|共同|圆满|陆续|正在|正式)$", "", noun)
    if len(noun) < len(chunk):  # 3家公司计划|新开航线
        noun = re.sub(r"(?<=..)计划$", "", noun)
    return re.sub(r"基础上?$|(?:以?及|和)(?:配套|相关|附属|其他).*$", "", noun)


def _goes_on(chunk: str, position: int) -> bool:
    """Whether something is said of the noun that ends at a position, rather than that it goes on."""
    if _GOES_ON.match(chunk, position):
        return True
    words = tagged(chunk[position:])
    return bool(words) and words[0][1] == "v" and len(words[0][0]) > 1


def used_for(sentence: Sentence, read: Read) -> str:
    """What money is for: `下达15亿元用于|困难群众救助补助资金`."""
    figure = read.figure
    if "元" not in figure.unit:
        return ""
    match = _USED_FOR.match(sentence.text, figure.end)
    return match["what"] if match and not is_place(match["what"]) else ""  # 支持甲、乙两省: whom, not what for
