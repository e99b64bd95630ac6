"""The words before and after a figure: the subject, what joins it to the figure, and the nouns of a clause."""

import re

from index.listing import HEAD
from index.sentences import BRACKETS
from index.tags import tagged

CLAUSE_END = re.compile("[，。；、,;（]")  # of a clause, or of a member of a list
GROWTH = (
    "增长|增加|拉高|高出|超出|多出|上升|上涨|提高|提升|扩大|增产|多增|攀升|回升|下降|减少|降低|回落|下滑|收窄|缩小|加快|放缓|下跌"
    "|激增|猛增|大增|劲增|陡增|飙升|跃升|跃增|反弹|萎缩|收缩|扩张|下挫|上扬|缩减|减产|骤降|锐减|走高|走低|升值|贬值"
    "|增|减|降|升|涨|跌|高|低|快|慢|多|少|上浮|下浮|缩短|延长|压缩|压减|拉长|拉大"
)
# 按可比口径, 扣除价格因素, 经季节调整后: how it was worked out, not what
BASIS = (
    r"(?:按|以)[^，、]{0,8}?(?:口径|价格?|汇率|年率|同口径)(?:计算|折算|计)?|(?:扣除|剔除)[^，、]{1,12}?(?:因素|影响)(?:后|外|之后)?"
    r"|经(?:过)?季节(?:性)?(?:因素)?调整(?:后)?|季调后|折(?:合)?年率(?:计算)?|可比口径|[以按][^，、]{1,6}计(?![划算价量])"
)
_TRAILING = re.compile(
    rf"(?:同比|环比|分别|各|(?<![人户日月周年平])均|都|共计|共|累计|合计|总计|已经|已|将|则|就|又|再|也|(?<![退归偿返])还|(?<![合条签契预公特节])约|近|大约|大概|超过|超|逾|不足|不到|突破|接近|达成|达到|(?<!下)达|"
    rf"(?<=同[比期])[多少][一-鿿]{{1,2}}|(?<![本上下每一两双单金庆节末首次当该整全0-9])周(?:环比)?[涨跌升降增减]|为|是|拥有|有|至|到|了|已有|不低于|不少于|不高于|不超过|至少|要|需|新增|净增|净减|巩固|稳定|维持|徘徊|{GROWTH}|完成|实现|保持|仅|只|净|大幅|小幅|平均|继续|进一步|最[高多大低少]达|高达|多达|依次|用上|手握"
    rf"|总体|全年|连续[\d一二三四五六七八九十两]{{1,3}}个?(?:季度|月|年|周|天|交易日)|稳定在|维持在|(?<=[指价盘数])报|(?<=[率准额度价金])[提调]|在|于|(?<=[^，]){BASIS}|(?<![通经])过|预计|有望|可望|力争|争取|预期(?!寿命)|(?<!许)可|从|(?<!自)由|连续|每(?:立方米|千瓦时|公斤|千克|吨|斤|升|桶|盎司)|每人每年|每人每月|每秒|每分钟|每小时|每年|每月|每天|每周|每日|日均|周均|月均|人均|户均|转为|由负|由正|明显|显著|略|微|持续|快速|较快|稳步|实际|名义"
    rf"|[上下]调|[上下]修(?=[至到为])|(?<![实发出体呈再兑变表展涌浮贴提套折取闪涌重])现|(?:收盘|开盘|盘中)|全力|反而|(?<![冷忘退推])却|压降|(?<=..)(?<![保叫当看])做|保持着|始终|(?<=[量值率额数价])能|创下|录得|双双|收于|收报|正式|首次|提前|率先|如期|年均|更|去年|最高|最低|高速|强劲|低于|高于|首超|恢复|(?<!后)继|约合|折合|合|相当于|仍|仍然|其中|首次|原则上|也?是第一次|跨上|迈上|迈入|登上|站上|越过|可达|将达|或将|跃至|落至|少于|多于)$"
)
_OF_UNITS = "盎司|立方米|平方米|千瓦时|公斤|千克|公里|吨|斤|升|头|只|枚|克|片|桶|亩|瓦|股|箱|个|台|辆|套|件|张|米|度"
_LONGEST_SUBJECT = 120  # code points; what is longer names nothing
_LONGEST_TRAIL = 24  # code points of the longest alternative of `_TRAILING`
# 比亚迪 and 比利时 compare nothing
_THAN = "比(?!亚迪|利时|特[币大]|什凯克|邻星|萨[饼拉]|基尼|赛|喻|拟|分)"
_COMPARED = re.compile(
    rf"(?:相比(?:于|较)?|相较于?|(?<![占对同环无相可]){_THAN}|较(?![高低多少大小快慢好强长短早晚]的)|与|同(?![城类行步名质源样学]))(?![重例率业济价])(?![^，、,]{{0,18}}(?:比率|比例|比值|之比|差额)$)[^，、,]{{0,18}}$"
)
_GROWTH_END = re.compile(rf"(?:{GROWTH})(?:了|到|至|为|约|近|超过|超|逾)*(?:分别|均)?$")
_COMPARING = re.compile(
    rf"^(?![^，、]{{0,18}}(?:比率|比例|比值|之比|差额)(?:为|是|达到?|约)*$)(?:与|和|同(?![比期城类行步名质源样学])|较|{_THAN}(?!重|例))[^，、]{{0,14}}(?:相比|比|的)?(?=增速|增幅|降幅|涨幅|占比|比重|总量|$)"
)
# What leaves its owner unsaid.
DEPENDENT = re.compile(
    r"^(?:(?:增速|增幅|降幅|涨幅|占比|比重)(?:明显|远|分别|均)?(?:高于|低于|快于|慢于|好于).*|年?增速|年?增长率|平均增速|年均增速|(?:同比|环比|累计|月度|平均)?(?:增幅|降幅|涨幅|跌幅|升幅)|(?:这一|这个|该|此)(?:数字|数据|数值|指标|比例|比重)|占比|比重|比例|份额|贡献率|同比|环比|其|这一|该|总额度?|总量|规模|总数|数量|金额|进度|市场占有率|占有率|对.{1,24}的?(?:贡献率?|拉动)|拉动.*|把.*|远?高于.*|远?低于.*|高出.*|超出.*|所占.*|与[^，、]{2,16}(?:比率|比值|之比)|在.{1,16}[中里内]的?(?:占比|比重|份额|贡献率)?|在[^，、]{2,16}(?:占比|比重|份额)|占.*)$"
)
_APPOSED = re.compile(r"(?<=[^，]{3})(?<![立随在])(?:即|也就是)(?=[^，]{4}).*$")
# 达到创纪录的(1620亿美元), 创历史新高的: praise, no subject
_PRAISE = re.compile(r"(?:达到?了?|为|创下?了?|是)?[^，]{0,6}(?:纪录|新高|新低|最高|最低|之最)(?:水平)?的$")
# 湟鱼|较(2002年)保护初期的|2500多吨: on when, not of what
_ON_THEN = re.compile(rf"(?<=..)(?:较|(?<![占同环对]){_THAN})[^，、的]{{0,10}}(?:期|初|末|底|前|时)的(?:约|近)?$")
# 交易规模|快速增长，交易量达到…
_GREW_FAST = re.compile(
    "(?<=...)(?:继续|持续|不断|较快|稳步|平稳|快速|高速|迅速|大幅|明显)(?:增长|扩大|提升|上升|下降|回升|回落)$"
)
_AND_END = re.compile(r"(?:[、和与 ]|(?<![惠涉普波])及)+$")
_HIGHEST = re.compile(
    r"(?<=..)(?:[一二三四五六七八九十多数\d]{1,2}次)?(?:再创|创下?|刷新)了?(?:历史|同期|新|纪录|近).*$|(?<=...)(?:部分|一部分)$"
)
# 由此前的, 从年初预测的: what it was before
_FORMERLY = re.compile(
    r"(?<=..)已?[从由](?:此前|早前|早先|之前|先前|最早|当初|过去|原来|原先|年初|现在最[快慢]?)的?(?:预测|预计|预期)?的?约?$|已?[从由](?:上世纪|20世纪)\d0年代初?末?(?:的|刚过?)?约?近?$"
)
# 运价|从(年初)的每立方米, 均价|每吨: per what it is counted stands in the unit
_PER = re.compile(
    rf"(?<=..)[由从自](?:的)?每(?:{_OF_UNITS})$|(?<=[价费])的?每(?:{_OF_UNITS})$|(?<=..)[由从自]每(?:{_OF_UNITS})的?$"
)
_AGO = re.compile(r"[从由]?(?:\d{1,3}|[一二三四五六七八九十几]{1,3})多?年前的?$")  # 比重由5年前的
MISTAGGED = (
    "提案",
    "举措",
    "结余",
    "缺口",
    "组织",
    "青年",
    "投诉",
    "举报",
    "咨询",
)  # nouns that the tagger takes for verbs
_SOME = re.compile(r"(?<=..)(?:一批|一系列|一些|多个|多项|许多|众多).*$")
_WITHIN = ("的", "、", "“", "”", "和", "与", "及", "+", "我国", "全国", "各类", "其他")
_SOURCE = re.compile(
    r"(?:显示|获悉|了解到|消息|介绍|表示|公布|发布|发布数据|数据|(?:发布|公布|发表)[^，]{0,8}(?:报告|公报|通报|声明|文章))[，,：:]?$"
)
# 某公司|披露年度报告: who reports of itself
_REPORTS = re.compile(
    r"(?P<who>[^，,“]{2,30}?)(?<![协学]会)(?<![中所部局委厅院])(?<!中心)(?:日前|近日|今日|昨日|晚间|正式|对外|已)*(?:发布|披露|公布|公告|交出)了?(?:其|公司)?"
    r"(?:(?:年度|半年度|季度|中期)的?(?:业绩)?(?:报告|公告)|年报|半年报|[一三]?季报|中报|财报|财务报告|业绩(?:报告|公告|快报|预告)?)(?:的?(?:摘要|全文))?"
)
ADVERBIAL = re.compile(
    rf"^(?:(?:[^，。；]{{0,14}}?(?:确定|提出|设定|制定|下达|明确|[规拟]?定)的[^，]{{0,4}}?(?:目标|任务)[是为](?=[一-鿿]{{2}})|其中|以及|此外|至此(?![番轮次类])(?=..)|同时|另外|截至|今年以来|数据显示|据统计|据介绍|据悉|特别是|尤其是|(?:总的|总体|整体|具体|综合)(?:上)?来?看|(?:单月|当月)看|从.{{1,10}}看|分.{{1,6}}看|预计|预测|不过(?=[一-鿿]{{2}})|目前|当前|现在(?![册岗编用])|到现在|如今|至今|迄今|届时|近年来|近期|另有|另外|另|的(?:任务|目标)[是为](?=[一-鿿]{{2}})|可将|拟将|将(?=..)|把|并且|同期|其间|期间(?!费用)|是|即|而|且|并|也|但|一是|二是|三是|四是|五是|六是|首先|(?:其次|再次|最后|第[二三四五]|紧随其后的)[为是](?=[一-鿿]{{2}})|其次|最后|比如|例如|为此|确保|力争|争取|因此|仅|只|{BASIS})[，,]?)+"
)
# A clause that names nothing by itself: how, why, according to whom.
_CIRCUMSTANCE = re.compile(
    rf"^(?:{BASIS}|谢谢|感谢|请问|想问|为此|对此|针对|根据|依据|随着|由于|受.*影响|为了|按照|通过|(?:再|又|均|连续|共同)*(?:创下?|刷新)(?:了|出)?(?:历史|同期|新|纪录|近|单)|与.*相比|和.*相比|同.*相比|据.*|较.*|{_THAN}.*)"
)
_PASSED = re.compile(
    "(?<=..)(?:首次|一举)?(?:突破|超过|跨过|站上|越过)[百千万亿]+(?![一-鿿]{2})"
)  # 箱量|首次突破百万占比
_CLOSED = re.compile(
    "^[^（]*）|^(?:左右|以上|以下|以内)?”的"
)  # （7条线，换乘站22座）|完成客运量; “5.5%左右”的|预期目标
_TERMS = re.compile(
    "逐[季月年](?:加快|回升|放缓|回落|改善|向好|提高|走高|走低|递增|上升|下降)"
)  # names nothing: 逐季加快，|三季度…
_SEEN_FROM = re.compile(
    "(?<=..)(?:节奏|总体|整体|程度|层面|角度|布局|落实|执行|安排|分布|结构)上$"
)  # 投资节奏上，上半年…
_PREDICATE = re.compile(
    r"采用|进行|搭建|建立|乘车|前往|喜获|喜迎|再现|走进|遍布|齐聚|落户|通达|围绕|迎来|开展|汇聚|列入|负责|滞留|免费|提供|签署|划拨|下拨|拨付|发放|涵盖|包含|惠及|出席|认为|进入|考上|来自|处于|位于|坐落于|坐落|属于|面对|经过|历经|距离|围绕|聚焦|合计|共计|总计|运行|加快|呈现|延续|落地|实现|保持(?:稳定|平稳)?|持续保持|达到|完成|超过|突破|获得|成为|包括|涉及|带动|推动|覆盖|分布|增长|下降|提高|降低|累计|集聚|位居|占据|拥有|均已|已经|全部"
)
_GOES_ON_SO = re.compile("(?:持续|继续|保持)(?!$)")  # 货邮量|持续保持高位: the tagger takes it for a noun
_UNENDING = ("a", "ad", "b", "v", "d", "c", "uj")
_NOUN_TAGS = ("n", "vn", "a", "b", "j", "eng", "x", "s", "f", "l", "i", "k", "z", "an", "nz", "q", "m")
# 财政部提前|下达|补助资金: who brings it is not what it is
_BROUGHT = re.compile(
    r"^(?P<who>[^，]{0,40}?)(?<!新)(?:提前|日前|近日|已经|已|将|累计|共|共计|又|再|仅|就|也|首日就|还)*"
    r"(?:下达|下拨|拨付|安排|发放|迎来|明确|预测|预估|估计|推出|提出|包括|涉及|打造出|打造|制定|出台|报告(?=新增))(?:了|出)?(?!的)(?P<what>[^，]{2,})$"
)

# 某国总统称|经济增速; not 受访者认为…, which is what was asked
_REPORTED = re.compile(
    r"^(?:得知|获悉|了解到)(?=[^，]{3})|^[^，、的]{1,10}?(?<![者人士业民众商家])(?:(?<![名职对号简自堪])称(?![号重呼])|(?<![小传演学解])说(?![明法服])|认为|表示|指出)[，：]?(?=[^，]{3})"
)
_FRAMES = re.compile("告诉|看到|了解到|获悉|发现|标题|如果|假如|即便|那么|宣布|让")
# 负责人告诉记者|业务量, 如果|产量, 某行宣布将|利率
_FRAMED = re.compile(
    r"^(?:[^，]{1,24}?告诉(?:[总本][台报])?记者[，：]?|(?:[总本][台报])?(?:记者)?(?:看到|了解到|获悉|发现)[，：]?|原标题[：:]?|(?:如果|假如|即便|那么)"
    r"|[^，、的]{2,12}?宣布(?:将|把)|[^，、的]{2,10}(?<![转出礼退推避谦受割])让(?![利渡价])(?=[^，]*[率量值额比度]$))(?=[^，]{2})"
)
_EXPECTED = re.compile(
    r"(?<=..)(?:预计|有望|预期(?!指数|目标|值|收益|寿命))(?:将|可)?(?=[^，、]{2})"
)  # 铁路|预计|发送旅客
_ONCE_BUILT = re.compile(
    r"^(?P<what>[^，、]{0,8}?)(?:全部|全面)?(?:建成|投产|达产|完工|竣工|通车|投运)(?:投产|投用|投运|运行|使用)?后(?=..)"
)
# 以新产业、新业态为主要内容的|经济增加值: what it is like, not what it is called
_DESCRIBED = re.compile(
    r"^(?P<where>[^，]{0,4}?)(?<!规模)以(?![上下内外]|旧换新)[^，]{2,40}?为(?:主|代表|核心|重点|龙头|主要|支撑|特色|引领)[^，的、]{0,6}的(?=..)"
)
_BUILT = re.compile(
    r"(?<=..)(?:在(?:全国|我国|全省|全市|全球))?(?:已经|已)?(?:总共|一共|累计|共计|共)(?:已经|已)?(?:建成|开通|建有|培育|打造|拥有)$"
)
# 全国|累计建成|充电桩: verbs that only bring what is named
_BRINGS = re.compile(
    r"(?P<of>我国|全国)?(?:已经|已|累计|共计|共|总共|培育|建成(?!区)|建设了?(?!筹集|改造|运营|银行|工程|项目|单位|用地|投资|规模|面积|资金|速度)|打造|形成|拥有|建立|设立|实现|完成|设有?(?![区市县]))+(?!了)(?=[一-鿿A-Za-z0-9“]{2})"
)
# 报告把“|粮食产量|1.4亿吨”列为…
_TAKEN = re.compile(
    r"^[^，、]{1,16}?(?<![一二三两几每第大门车扫拖火投])把(?=“?[一-鿿]{2})(?![握关手守脉控门柄式戏酒风])“?"
)
_CHAPTERS = re.compile(r"(?<=》)共?[0-9一二三四五六七八九十]+[章编篇部]分?$")  # 《条例》|共5章|75条
_FROM_OF, _ON_TERM_END = re.compile(r"(?<=[从由到至自])(?:[上去]年同期)?的$"), re.compile(r"(?<=..)(?:同比|环比)$")
_DEGREE_END = re.compile(r"(?<=..)(?:(?<!比)较|更|最|总体|整体)$")
_ALL_END, _DRIVES = re.compile(r"(?:全部|均|都|首次|原则上|先后)$"), re.compile(r"^(?:带动|推动|促使)")
_FROM_FIGURE = re.compile(r"(?<=..)[由从自]-?\d[\d.]*$")  # 客运量|由12|升至15万人次
# 展会|在金融、商贸等领域|达成成果; not 在新能源等领域投资, which is a part of all
_IN_FIELDS = re.compile(
    r"(?<=..)(?<![存现所实正内外旨])在[^，]{2,30}?等(?:多个|重点)?(?:领域|方面)(?=达成|签约|签署|促成)"
)
_IN_WHOSE = re.compile(r"^在(?=[^，、]{2,}的[^，、]{2})")
_BOUND_FIRST = re.compile(r"^(?:以上|以下|以内|左右)的?|^为(?=亏损|盈利|净)")
_LONGEST_WORD = 4  # code points
_STATISTIC_OF = re.compile(rf"..(?:{HEAD.pattern})")
_BECAUSE_OF = re.compile(r"(?<=..)(?<![遭承接感享经深])受[^，]{2,24}(?:影响|带动|拉动|拖累)(?:下)?$")
# what stands before a statistic and does not say whose it is
BARE = re.compile(r"^(?:累计|实现|完成|共|总计|合计|达成|取得|全年|年|单[季月]|其中)+")
_WITHIN_YEARS = re.compile(r"(?:在|用)?\d{1,3}[多余]?(?:年|个月|天|小时)(?:之?内|里|间)")


def subject_of(left: str, *, keep_list: bool = False) -> tuple[str, str]:
    """Split what stands before a figure into subject and predicate: `集成电路产量|同比增长`."""
    said = BRACKETS.sub(_kept, _CLOSED.sub("", left[-_LONGEST_SUBJECT:]))
    said = said[said.rfind("（") + 1 if said.rfind("（") > said.rfind("）") else 0 :].strip(' ，,：:、；;“”"')
    said = _PER.sub("", _FORMERLY.sub("", _ON_THEN.sub("", said)))
    said = _AGO.sub("", said.replace("在的", ""))  # 在(第二季度)的
    said = _PRAISE.sub("", _FROM_OF.sub("", said))  # 从(2012年)的, 增长到(2020年)的
    phrase = said if keep_list else ADVERBIAL.sub("", said)
    said = phrase
    if not keep_list:
        phrase = _COMPARING.sub("", phrase)
    before, grew = said[: len(said) - len(phrase)], False
    while not HEAD.search(phrase) or grew:
        grew = grew or bool(_GROWTH_END.search(phrase[-_LONGEST_TRAIL:]))
        shorter = _without_trail(phrase)
        if shorter == phrase and grew:
            bare = _COMPARED.sub("", phrase).rstrip(" ，,")
            if HEAD.search(phrase) and not HEAD.search(bare):
                break  # 有色|与|新能源板块成交量
            phrase, grew = bare, False
            continue
        if shorter == phrase:
            break
        phrase = shorter
    if not keep_list:  # 价格|同比、环比均上涨
        phrase = _ON_TERM_END.sub("", _AND_END.sub("", phrase))
    predicate = said[len(before) + len(phrase) :] if phrase else said
    phrase = phrase if keep_list else _APPOSED.sub("", phrase)
    return unquoted(phrase.strip(" ，,的")), predicate.strip(" ，,的")


def _kept(parenthesis: re.Match[str]) -> str:
    """What stays of a parenthesis: all of one that says where, which makes a name another, 中欧班列（西安）."""
    inside = tagged(parenthesis["inside"])
    return parenthesis[0] if inside and all(tag == "ns" for _, tag in inside) else ""


def unquoted(phrase: str) -> str:
    """A phrase without quotation marks that have lost their other half, or that hold the whole of it."""
    bare = phrase.strip("“”")
    return phrase if bare.count("“") != bare.count("”") and phrase.count("“") == phrase.count("”") else bare


def _without_trail(phrase: str) -> str:
    match = _TRAILING.search(phrase, max(0, len(phrase) - _LONGEST_TRAIL))
    return phrase[: match.start()].rstrip(" ，,") if match else phrase


def brought(subject: str) -> str:
    """What a verb of giving or saying brings, where the subject holds one: 某部提前下达补助资金 → 补助资金."""
    match = _BROUGHT.fullmatch(subject)
    if match is None:
        return subject
    often = re.search(r"(?:每[年月周日天]|[日周月年人]均)$", match["who"])
    what = (often[0] if often else "") + match["what"]
    who = noun_start(match["who"]) or match["who"].rpartition("的")[2]  # 签署的|协议|涉及金额
    return what if len(what) > 4 else who + what


def noun_start(phrase: str) -> str:
    """The noun phrase that a clause starts with, by part of speech: `制造业投资|企稳回升`."""
    phrase = ADVERBIAL.sub("", phrase[:_LONGEST_SUBJECT].strip(" ，,。；;：:"))
    pieces = tagged(phrase)
    taken = at = 0
    for i, (word, tag) in enumerate(pieces):
        noun_next = i + 1 < len(pieces) and (
            pieces[i + 1][1].startswith(("n", "j", "x")) or pieces[i + 1][0] in MISTAGGED[:3]
        )
        prefix = i == 0 and word in ("超", "准", "非", "总", "新")
        modifies = (
            tag in ("v", "d")
            and (len(word) > 1 or prefix)
            and (noun_next or prefix or _verbs_to_noun(pieces, i))
            and not _PREDICATE.fullmatch(word)
        )
        if i and _GOES_ON_SO.match(word):  # 营业收入|持续增长
            taken = at if HEAD.search(phrase[:at]) else taken
            break
        if word in ("是", "有", "同比", "环比") or not (
            tag.startswith(_NOUN_TAGS) or modifies or word in _WITHIN or word in MISTAGGED
        ):
            break
        at += len(word)
        if tag not in _UNENDING or word in MISTAGGED:  # 企业|积极…: an adjective ends no name
            taken = at
    return _DEGREE_END.sub("", phrase[:taken].strip(" 、和与及的，,"))


def _verbs_to_noun(pieces: list[tuple[str, str]], i: int) -> bool:
    """Whether a word narrows another of its kind and a noun follows both: 长期|特别|国债."""
    after = pieces[i + 1 : i + 3]
    narrows = ("d",) if pieces[i][1] == "d" else ("vn",) if i else ()  # 科技|创新|合作|联盟
    return len(after) == 2 and after[0][1] in narrows and after[1][1].startswith("n")


def named(clause: str) -> str:
    """What a clause names: the noun phrase it starts with, or the whole of it where it is one: 提供千兆服务的端口."""
    clause = clause[:_LONGEST_SUBJECT].strip(" ，,。；;：:")
    if reports := _REPORTS.fullmatch(clause):
        return noun_start(reports["who"])
    if _SOURCE.search(clause) or _CIRCUMSTANCE.match(clause) or _SEEN_FROM.search(clause) or _TERMS.fullmatch(clause):
        return ""
    noun = _HIGHEST.sub("", _SOME.sub("", noun_start(clause)))
    noun = _GREW_FAST.sub("", noun)
    noun = "" if re.fullmatch("仍?[高低快慢好]于“?", noun) else noun
    noun = "" if noun in ("首次", "连续", "再次", "持平") else noun  # 是今年以来首次转正, 与上月持平
    whole = len(clause) <= 30 and "的" in clause and not noun and tagged(clause)[-1][1].startswith(("n", "eng"))
    return clause if whole else re.sub(r"方面$|（$", "", noun)


def is_nominal(phrase: str) -> bool:
    """Whether a phrase is all noun: 全国, 装备工业; not 会议提出, 设置."""
    return bool(phrase) and noun_start(phrase) == phrase and not tagged(phrase)[-1][1].startswith(("v", "a"))


def _bare(indicator: str) -> str:
    """What was built in all, without the verb behind it: 5G基站|在全国总共建成."""
    bare = _BUILT.sub("", indicator)
    return bare if bare not in ("全国", "我国", "全省", "全市") else indicator


def tidy(indicator: str) -> str:
    """An indicator without the adverbs and verbs that only bring it: 全国累计建成充电桩 → 全国充电桩."""
    indicator = _ONCE_BUILT.sub(r"\g<what>", indicator)
    indicator = unquoted(ADVERBIAL.sub("", indicator[:_LONGEST_SUBJECT]).strip(" ，,、：:；;的。±"))
    if _FRAMES.search(indicator):
        indicator = _FRAMED.sub("", indicator)
    indicator = _REPORTED.sub("", _ALL_END.sub("", indicator))
    indicator = _BECAUSE_OF.sub("", _EXPECTED.sub("", _WITHIN_YEARS.sub("", indicator)))
    if indicator.count("“") != indicator.count("”"):
        indicator = re.sub("[“”]", "", indicator)
    if (bare := _DRIVES.sub("", indicator)) and _STATISTIC_OF.search(bare):
        indicator = bare  # 带动|服务价格上涨
    indicator = _bare(_PASSED.sub("", indicator))
    indicator = _DESCRIBED.sub(r"\g<where>", indicator)
    indicator = _FROM_FIGURE.sub("", indicator)  # 客运量|由12|升至15万人次
    indicator = _IN_WHOSE.sub("", _IN_FIELDS.sub("", indicator))
    indicator = _CHAPTERS.sub("", _TAKEN.sub("", indicator) if "把" in indicator else indicator)
    indicator = _BOUND_FIRST.sub("", indicator)
    brings = _BRINGS.match(indicator)
    if brings is None or not _ends_word(indicator, brings.end()):
        return indicator
    return (brings["of"] or "") + indicator[brings.end() :]


def _ends_word(phrase: str, position: int) -> bool:
    """Whether a word of a phrase ends at a position: 共|投放单车, not 共享单车."""
    at = 0
    for word, _ in tagged(phrase[: position + _LONGEST_WORD]):
        at += len(word)
        if at >= position:
            break
    return at == position
