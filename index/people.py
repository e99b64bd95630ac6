"""People named with the posts they hold, as `工业部运行局局长张三` -> 张三, 工业部运行局局长."""

import re
from collections.abc import Iterator, Sequence

from index.names import COMPOUND_SURNAMES, HAN, NAME, POST, SPEECH, SURNAMES
from index.records import Person
from index.seams import is_common_word

_FOLLOW = (
    rf"(?={SPEECH}|[、，,。；;：:！？（(）)”\s]|和(?!平)|与|及|以及|等|在|就|向|对|同|率|带|为|主持|出席|参加|会见|致辞|讲话|作|担任|解读|近日|日前|"
    r"昨日|今天|昨天|上午|下午|当天|\d|一行|分别|共同|也|还|则|将|从|到|赴|来|看|现场|先后|代表|讲|围绕|随|了解|进行|发布|签署|发表|应邀|举行|"
    r"访问|的|先生|女士|同志|$)"
)
_CHINESE = rf"(?:(?:{COMPOUND_SURNAMES})[{HAN}]{{1,2}}?|[{SURNAMES}][{HAN}]{{1,2}}?){_FOLLOW}"
_FOREIGN_CHARACTERS = (  # of foreign names written in Chinese
    "阿埃艾爱安奥巴白班邦鲍贝本比彼宾波伯博布采查达戴丹道德邓迪丁杜多恩尔法凡范菲费芬冯弗福盖戈格古哈海汉豪赫亨胡华怀霍基吉加贾杰金喀卡"
    "凯坎康考科克肯库拉莱兰劳勒雷黎里丽利莉连列林琳隆卢鲁路伦罗洛马玛迈麦曼梅门蒙米密敏明莫姆纳南内尼涅宁纽努诺欧帕潘庞佩彭皮珀蒲普齐奇"
    "契乔切琼让热瑞萨塞赛桑瑟森莎山尚舍圣施史舒斯思苏索塔泰坦汤唐特提蒂廷托瓦万王旺威韦维温沃乌伍西希锡夏香谢辛雅亚扬耶叶伊因英尤约泽扎詹"
    "珍兹佐乐仁绅朗诗妮娜歇治登堡曲义昂奈什延丘"
)
_FOREIGN = (
    rf"[{_FOREIGN_CHARACTERS}]{{2,5}}(?:·[{_FOREIGN_CHARACTERS}]{{1,6}}){{0,3}}"
    rf"(?={SPEECH}|[，,。、]|与|同|和|就|在|\d|近日|日前)"
)
_HOLDER = re.compile(rf"{POST}(?P<space>[ ]?)(?P<name>{_CHINESE}|{_FOREIGN})")
_NAME_FIRST = re.compile(
    rf"(?:(?<=\n)|(?<![^\n]))(?P<name>{NAME})[，,](?P<post>[^，,。；：:\n“”]{{2,40}}{POST})(?=[，,。])"
    rf"|(?:(?<=\n)|(?<![^\n]))(?P<name3>{NAME}|[{SURNAMES}] [{HAN}])[ 　\t]+(?P<post3>[^，,。；：:\n“”]{{2,40}}{POST})(?=[ 　]*(?:\n|$))"
    rf"|(?:(?<![{HAN}])|(?<=[有为是由者人]))(?P<name2>{NAME})[（(](?P<post2>[^（）()，。]{{0,40}}{POST})[）)]"
)
# 聘任|何小军|先生为公司|总工程师; the post ends where its clause does
_APPOINTED = re.compile(
    rf"(?:聘任|聘请|聘用|任命|委任|推选|选举)(?P<name>{NAME})(?:先生|女士|同志)?(?:为|担任|出任|任)(?:本?公司)?"
    rf"(?P<post>[^，,。；：:\n“”、]{{0,30}}{POST})(?=[，,。；;、）)\s]|$)"
)
_FORMERLY = re.compile(f"(?:(?<![{HAN}])[原前]|(?<=[由与和对向被])原|时任)$")
_GONE = re.compile(  # behind a name: 因个人原因辞职; and in front of it: 免去
    r"(?:先生|女士|同志)?(?:因[^，。；]{1,16}?[，,]?)?(?:已|申请|主动|正式|提出|向[^，。；]{1,12}?)*(?:辞职|辞去|不再担任|不再兼任|卸任|离任|被免)"
)
_DISMISSED = re.compile("免去|解聘|罢免")
_SPEAKS = re.compile(SPEECH)
_ENDS_IN_POST = re.compile(f"{POST}$")
_BEHIND = re.compile(f"副?总?{POST}")
_LONGEST_WORD = 5  # characters of the last word of a post
_BOUNDARY = re.compile(r"[。；;：:！？!?，,“”‘’（）()《》\s—…]")
_LEAD_IN = re.compile(
    r"^(?:.*(?:(?:^|[^目])的|采访了|采访到|采访|专访|邀请了?|邀|会见了?|会见|对话|请到了?|请来了?|迎来了?|来了|任命|听取了?|来自|欢迎|认识|审议了?|见到了?|陪同|陪|访问|祝贺|感谢|"
    r"听|问|报道称|记者从))?"
    r"(?:并与|并由|并|与|和|及|以及|由|据|在|对|向|经|请|让|跟|同|被|为|以|其中|如今|访|现任|时任|原|这位|一位|该|分别是|包括|以下是|今天|昨天|近日|日前|"
    r"还有|有|是|任|(?:\d{1,2}月)?\d{1,2}日)*"
)
_ORGANISATION = re.compile(
    rf"(?:^|[。；;：:！？，,”“\s])(?:在|来自|走进|位于|据)?(?P<name>[{HAN}\dA-Za-z]{{2,24}}?"
    r"(?:院|部|局|厅|委|委员会|司|署|公司|集团|中心|所|协会|学会|大学|银行|基金|联盟|办公室|厂|政府))[，,]$"
)
_MINISTRY = re.compile(r".{2,14}?(?:部|委员会|委|总局|银行|署|院)(?![长门委])")
_DEPARTMENT = re.compile(r"[^部委院、]{1,14}[司局处室](?:副?[司局处]长|副?主任)$")
_PARTICLES = "都和从向于时经应曾后全原代查单简关相"  # surnames that mostly begin another word
_BARE = 8  # characters; a post no longer than this names no organisation of its own
_LONGEST_POST = 45
_WORDS = re.compile(  # what follows a post and looks like a name
    "(?:毕业|毕业后|"
    "和|与|及|向|从|对|经|时|曾|安全|高度|相关|关于|金融|高级|高等|方面|任何|常务|常委|黄金|周边|江苏|山东|广东|宁夏|海南|温州|杭州|古代|明确|明显|成立|成功|"
    "盛会|平台|文化|农业|国家|师范|丰富|单位|游客|车辆|习惯|顾问|庄严|严格|万家|阳光|殷切|左右|石油|向好|强调|充分|边境|水利|连续|满意|代表|国期间|时表|曾在|应当|"
    "向记者|向与会|从严|时间|关注|查阅|常年|通过|全程|全国|全面|全体|全票|全会|和谐|解读|解释|相信|宣布|高兴|都表|乐观|单独|简要|计划|支持|谈到|应该|向全国|安排|"
    "居住|终于|沙龙|原本|景区|陆续|明天|明年|何时"
    ")$"
)


def find_people(text: str) -> list[Person]:
    """Find the people whose post stands next to their name; the span holds both.

    A post that names no organisation takes the one in front: `在某研究院,党委委员李四` -> 某研究院党委委员; a
    department takes the ministry of the one named before it in the sentence.

    Args:
        text: the canonical text of an article.

    Returns:
        A person for each such mention, in order; somebody named twice with a post is there twice.
    """
    people: list[Person] = []
    for person in sorted([*_holders(text), *_named_first(text), *_appointed(text)], key=lambda found: found.start):
        if people and person.start < people[-1].end:
            continue
        before = people[-1] if people else None
        body = _MINISTRY.match(before.post) if before and "。" not in text[before.end : person.start] else None
        if body and _DEPARTMENT.match(person.post) and person.post[:2] != body.group()[:2]:
            person = Person(person.name, body.group() + person.post, person.start, person.end)
        people.append(person)
    return people


def _holders(text: str) -> Iterator[Person]:
    for found in _HOLDER.finditer(text):
        name = found["name"]
        doubtful = name[0] in _PARTICLES or is_common_word(name)
        if not _WORDS.match(name) and (not doubtful or _SPEAKS.match(text, found.end())):
            start, post = _post(text, found.start(), found.start("space"))
            former = _FORMERLY.search(text, max(0, start - 3), start)
            if _DISMISSED.search(text, max(0, start - 2), found.end()) or (
                not former and _GONE.match(text, found.end())
            ):
                continue
            start, post = (former.start(), former[0] + post) if former else (start, post)
            yield Person(name, post, start, found.end())


def _appointed(text: str) -> Iterator[Person]:
    """Those who are given a post: 任命何小军为水利局局长."""
    for found in _APPOINTED.finditer(text):
        yield Person(found["name"], found["post"], found.start("name"), found.end())


def _named_first(text: str) -> Iterator[Person]:
    """Names with the post behind: `张三，工业部总工程师，` at the start of a paragraph, `张三（总工程师）`."""
    for found in _NAME_FIRST.finditer(text):
        name = (found["name"] or found["name2"] or found["name3"]).replace(" ", "")
        if not _WORDS.match(name):
            yield Person(name, found["post"] or found["post2"] or found["post3"], found.start(), found.end())


def _post(text: str, word: int, end: int) -> tuple[int, str]:
    """Where the post that ends with the word at `[word, end)` starts, and how it reads."""
    start = max(0, word - _LONGEST_POST)
    for boundary in _BOUNDARY.finditer(text, start, word):
        start = boundary.end()
    comma = text.rfind("、", start, word)
    while comma > start:
        if _ENDS_IN_POST.search(text, max(start, comma - 8), comma) or _is_one_body(text, start, comma, end):
            comma = text.rfind("、", start, comma)
        else:
            start = comma + 1
            break
    lead = _LEAD_IN.match(text[start:word])
    start += lead.end() if lead else 0
    post = text[start:end]
    if len(post) <= _BARE:
        found = _ORGANISATION.search(text, max(0, start - 30), start)
        if found:
            return found.start("name"), found["name"] + post
    return start, post


def _is_one_body(text: str, start: int, comma: int, end: int) -> bool:
    """Whether the 、 stands within the name of one body, as in 财政、工业及数字主权部."""
    joined = text[comma + 1 : min(end, comma + 10)]
    return comma - start <= 8 and ("和" in joined or "及" in joined) and text[comma - 1] not in "部委局院"


def post_of(text: str, name: str) -> str:
    """The fullest post that stands right in front of a name, or behind it (张三处长), where it is known for a name."""
    found, at, common = [""], text.find(name), is_common_word(name)  # 古巴外长 is no 外长 called 古巴
    while at >= 0:
        word = _ENDS_IN_POST.search(text, max(0, at - _LONGEST_WORD - 1), at - text[max(0, at - 1) : at].count(" "))
        behind = None if common else _BEHIND.match(text, at + len(name))
        found += [_post(text, word.start(), word.end())[1]] if word else []
        found += [behind.group()] if behind else []
        at = text.find(name, at + 1)
    return max(found, key=len)


def posts(people: Sequence[Person]) -> dict[str, str]:
    """The fullest post of everybody named, by name; an earlier one wins over one as long."""
    best: dict[str, str] = {}
    for person in people:
        if len(person.post) > len(best.get(person.name, "")):
            best[person.name] = person.post
    return best
