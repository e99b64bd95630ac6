"""Things that the figures of a sentence count, by what stands behind them: `1260家|5G工厂`, `12人|死亡`, `72公里|是无人区`."""

import re
from dataclasses import replace

from index.facts.ages import YEARS_OLD, aged_people
from index.facts.counted import bare_head, counted
from index.facts.deeds import deed
from index.facts.owners import Owners
from index.facts.phrases import CLAUSE_END, is_nominal, noun_start, tidy
from index.facts.sentence import Read, Said
from index.listing import head_of
from index.tags import tagged
from index.units import counted_in

_AMONG = re.compile(r"\s*(?:其中|另外?|还)\s*[，,]?\s*(?:有|共)?(?:约|近|超过|超)?\s*")
_THERE = re.compile(r"(?P<where>(?:正?在|已|均已?|全部|位于|来自|属于)[^，,。；;、的\d]{2,14})(?=[，,。；;]|$)")
_BATCH = re.compile("(?:第[一二三四五六七八九十0-9]{1,3}[批期]|[首本]批|首期|新一批)$")
_ISSUES = re.compile("^(?:公布|发布|推出|启动|举办|公示|下达|认定)了?")
_IS_NOUN = re.compile(r"(?:以上|以下|左右)?(?:均|都|全)?(?:为|是)(?P<what>[^，。；,;、]{2,24})")
_OF_THEM = re.compile("(?P<whole>[^，。；、]{2,16})(?:中|当中)，?(?:有|约|近|超过?)*")  # 失业者中|45%|是渔民
_OF_THE_AIM = re.compile(
    "的?(?:全年|年度|年初|预期|既定|预定|工作)*(?:目标|任务)(?:任务|数)?(?=[，。；、]|$|的[约近]?[0-9])"
)
_REACHED = re.compile("(?:完成|实现)了?(?:全年|年度|年初|今年|本年)?(?:约|近|超过?)*$")
_ALL_TOGETHER = "(?:[总一]?共计?|合计|总计)"
_APPOSED = re.compile(
    "(?:^|[^、])(?P<members>[^，。；、0-9]{1,16}(?:、[^，。；、0-9]{1,16})*(?:[和及与][^，。；、0-9]{1,16})?)等?$"
)
_HAS_COME_TO = re.compile(
    "(?:其中)?(?:目前|现)?(?:均?已经?|全部)(?P<what>完成|恢复|开工|复工|整改|办结|销号|竣工|投产|通车|建成|开通|投运|修复|落地|交付|兑付|解决|关停)了?(?:约|近|超过?|逾)*"
)
_CARRIES_OUT = re.compile("(?:发动|进行|开展|实施|举行|发起|展开)(?:了|过)?(?:约|近|超过?)*$")
_HELPS = re.compile("(?:带动|惠及|覆盖|服务|帮助|支持|促进|解决|保障|涉及)$")  # 带动3万|农户|的就业
_LONGEST_DEED = 8  # code points of what is carried out
# Verbs that only bring what is counted: 提出12项措施 are 措施
_BRINGS = re.compile(
    r"建成|建设|培育|打造|形成|拥有|建立|设立|设置|设有|实现|完成|包括|包含|涉及|提出|明确|推出|出台|发布|公布|制定|共有|已有|含有|达到|超过|来自|汇聚|聚集|累计|共计|开展|举办|召开|举行|实施|组织|安排|部署|发生|进行|展开|出现|产生|具有|参与|就绪|列入"
)
_EVERY = re.compile(r"每(?:隔)?\s*$")
_DOES = re.compile(r"(?:就|便|即)?(?:能|可|会|有)?(?P<what>[^，。；,;]{2,24})")
# 组织人员|对|涉水受损的28座|桥梁
_TO_WHOM = re.compile("^[^的，]{2,16}?(?<![应面针])(?:对|把|将|给|向)(?=[^的，]{2,}的$)")
_HARM = re.compile(r"(?P<verb>造成|导致|致使|(?<!一)致)\D{0,6}$")
_HARMED = r"死亡|遇难|受伤|失踪|丧生|伤亡|被困|感染|受灾|重伤|轻伤|遇害|身亡"
_BESIDE_COUNTED = re.compile(r"(?P<noun>[^，。；、\d]{2,16}?)[、和与及](?:约|近|超过|超|逾)?")
_PERSONS = ("万人", "亿人", "千人", "百人")
# 12人|死亡; not 300名|受灾群众
_SUFFERED = re.compile(
    rf"[^，。；、\d无未没]{{0,6}}?(?P<what>{_HARMED})(?!群众|人员|人口|者|民众|居民|村民|户|学生|儿童|游客|职工|工人|乘客|家庭)"
)
_SUFFERED_END = re.compile(rf"(?:{_HARMED})$")
_CAME_UP = re.compile(r"(?:出现|录得|呈现)了?$")
_BUILDS = re.compile(r"(?:建成|建设|培育|打造|形成|拥有|设立|开通|布局)$")
_IS_BRANCH = re.compile(r"(?:业|领域|系统|园区|地区|都市圈)$")


class Things:
    """Says what the figures of a sentence count.

    Args:
        owners: Whose a figure is, where its subject does not say; it holds the sentence and what its figures say so far.
    """

    def __init__(self, owners: Owners) -> None:
        self._owners, self._sentence, self._said, self._reads = owners, owners.sentence, owners.said, owners.reads
        self._deeds: dict[int, str] = {}  # what is said of what a figure counts

    def behind_all(self, i: int) -> str:
        """The subject of a figure, without the last of the things counted before that all share it: 5家甲和8家|乙共|接待游客."""
        read = self._reads[i]
        told = self._deeds.get(i - 1, "")
        noun = self._said[i - 1].indicator.rpartition(f"{told}的")[2] if i else ""
        all_of = re.match(f"{re.escape(noun)}{_ALL_TOGETHER}", read.subject) if len(noun) > 1 else None
        return (read.subject[all_of.end() :] if all_of else "") or read.subject

    def done_of_them(self, i: int) -> str:
        """What has come to something of the things that the figure before counts: 163项任务，已完成|120项."""
        read, before = self._reads[i], self._said[-1] if self._said else None
        done = _HAS_COME_TO.fullmatch(read.own.strip(" ，,；"))
        if not done or before is None or before.measure != "值" or not before.indicator:
            return ""
        alike = counted_in(read.figure.unit) == counted_in(self._reads[i - 1].figure.unit) not in ("", "元", "%")
        return f"{done['what']}的{before.indicator}" if alike else ""

    def counted(self, i: int) -> str:
        """What a figure counts, with whose that is and what it does: 青县|完成改造的|企业."""
        read, sentence = self._reads[i], self._sentence
        following = self._reads[i + 1].figure.start if i + 1 < len(self._reads) else len(sentence.text)
        start = read.figure.end
        if following == start and i + 1 < len(self._reads) and self._reads[i + 1].figure.unit in YEARS_OLD:
            return aged_people(sentence.text, self._reads[i + 1].figure)
        if following == start and i + 1 < len(self._reads):  # 4个|5000吨级|泊位
            start = self._reads[i + 1].figure.end
            following = self._reads[i + 2].figure.start if i + 2 < len(self._reads) else len(sentence.text)
        noun = counted(sentence, read, start, following) or self._carried_out(read, following)
        if not noun and read.figure.unit in _PERSONS:  # 3.9万人|因病失去工作
            who = deed(sentence, "", start, following)[0]
            return (read.subject if is_nominal(read.subject) else "") + f"{who}的人" if who else ""
        if not noun:
            return ""
        relative = re.fullmatch(r"(.{2,20})的", read.own.strip())
        if relative and not is_nominal(relative[1]):  # 入选的200个|项目
            own = _TO_WHOM.sub("", read.own.strip())
            return tidy(re.sub(r"^(?:高于|低于|超过|其中|将|由)", "", own) + noun)
        said, noun = deed(sentence, noun, start, following)
        if said:
            self._deeds[i] = said
        return self._whose(i, noun, start) + (f"{said}的{noun}" if said else noun)

    def _whose(self, i: int, noun: str, start: int) -> str:
        """What stands before a figure and belongs to what it counts: 青县|1260家工厂, 新建|3座, 推出第二批|119场招聘会."""
        read, sentence = self._reads[i], self._sentence
        beside = i > 0 and re.search(r"[、和及的]\s*$", sentence.between(i - 1)) is not None
        if beside or (i and read.own.strip() == self._said[-1].indicator) or self._is_apposed(read):
            return ""  # 3家甲、5家乙: what stands before 5家 is what the 3 are; 甲馆、乙馆|2个|主题馆
        subject = tidy(re.sub(r"^[在于对]", "", self._behind_counted(i)))
        if head_of(noun) == ("", noun) or _CAME_UP.search(subject):  # 迎来3万人次的|客流量, 实现5亿元|结余: whose?
            return noun_start(_CAME_UP.sub("", subject)) or head_of(self._owners.inherited(i))[0]
        if batch := _BATCH.search(read.own.strip()):
            whose = _ISSUES.sub("", subject.removesuffix(batch[0]))  # 推出第二批|119场|招聘会
            return (whose if is_nominal(whose) else "") + batch[0]
        if (worth := bare_head(subject)) and noun.endswith(worth):
            return ""  # 打造出|年产值|60亿元的|产业集群年产值
        if is_nominal(subject):
            return subject
        if new := re.search(r"新(?:[增建开签]|开通|开辟|投用|投产|成立|设立|注册)$", read.own):
            return new[0]
        owning = sentence.text.startswith("的", start + len(noun))  # 获得550位|科学家|的手稿
        return _builder(subject) or ("" if owning and not _HELPS.search(subject) else _done(subject))

    def _carried_out(self, read: Read, following: int) -> str:
        """What was done so many times, where the tagger takes it for a verb: 发动了93次|空袭和炮击."""
        if counted_in(read.figure.unit) not in ("次", "场", "轮") or not _CARRIES_OUT.search(read.own):
            return ""
        done = CLAUSE_END.split(self._sentence.text[read.figure.end : following])[0]
        return done if 1 < len(done) <= _LONGEST_DEED and "的" not in done else ""

    def _is_apposed(self, read: Read) -> bool:
        """Whether as many names as are counted stand before the figure: 甲某、乙某、丙某|3名|船员."""
        listed = _APPOSED.search(read.own)
        members = len(re.split("[、和及与]", listed["members"])) if listed else 0
        return members > 1 and (members == read.figure.value or read.own.endswith("等"))

    def _behind_counted(self, i: int) -> str:
        """A subject without what the figure before counts: 在67个|村|新建1000个…."""
        subject, counts = self._reads[i].subject, self._said[-1].indicator if i else ""
        if i and re.search("[，；。、]", self._sentence.between(i - 1)):
            return subject
        at = next((n for n in range(len(subject), 0, -1) if counts.endswith(subject[:n])), 0)
        return subject[at:] if self._sentence.between(i - 1).startswith(subject[:at]) else subject

    def suffered(self, read: Read) -> str:
        """What people came to: 造成12人|死亡、30人|受伤."""
        after = _SUFFERED.match(self._sentence.text, read.figure.end)
        if not after or not re.search(r"[人名]$", read.figure.unit):
            return ""
        harm = _HARM.search(read.own)
        if harm:
            return read.own[: harm.end("verb")].strip(" ，,") + after["what"]
        before = self._said[-1].indicator if self._said else ""
        stem = _SUFFERED_END.sub("", before)
        return (stem if stem != before else "") + after["what"]

    def every(self, read: Read) -> str:
        """What happens every so often: 每53秒|就能下线一辆车."""
        if not _EVERY.search(read.own) or not re.search(r"秒|分钟|小时|天", read.figure.unit):
            return ""
        match = _DOES.match(self._sentence.text, read.figure.end)
        return match["what"] if match else ""

    def there(self, i: int) -> str:
        """What of the things said before is somewhere, or has come to something: 其中有|62座在甲国, 其中|35个已建成运行."""
        read = self._reads[i]
        where = _THERE.match(self._sentence.text, read.figure.end)
        of_base = i > 0 and self._sentence.is_base(i - 1) and not read.own.strip(" 约近超")
        return self._owners.inherited(i) + where["where"] if where and (of_base or _AMONG.fullmatch(read.own)) else ""

    def aimed(self, i: int) -> str:
        """What an aim is of that was reached: 新增就业1206人，超额完成1100人|的预期目标."""
        read = self._reads[i]
        reached = _REACHED.search(read.own) is not None and read.figure.unit != "%"
        aim = _OF_THE_AIM.match(self._sentence.text, read.figure.end) if reached else None
        return self._owners.aimed_at(i) if aim else ""

    def is_noun(self, i: int) -> str:
        """What a figure without a subject is said to be: 有近七成|为技术人员, 72公里|是无人区."""
        read = self._reads[i]
        among = _OF_THEM.fullmatch(read.own)
        if not among and re.sub(r"^其中|[有约近超仅过共]", "", read.own).strip(" ，,"):
            return ""
        match = _IS_NOUN.match(self._sentence.text, read.figure.end)
        noun = noun_start(match["what"]) if match else ""
        noun = match["what"] if match and re.fullmatch("第?[一首]次", noun) else noun
        return (among["whole"] if among else "") + noun if noun else ""

    def share_tail(self) -> list[Said]:
        """Give counted things of one list the noun that only the last one has: 基础级、先进级…领航级智能工厂."""
        said = list(self._said)
        for i in range(len(said) - 1, 0, -1):
            end = said[i - 1].indicator[-1:]
            alike = counted_in(self._reads[i - 1].figure.unit) == counted_in(self._reads[i].figure.unit)
            short = (
                alike and 0 < len(said[i - 1].indicator) <= 4 and not said[i - 1].predicate and not said[i].predicate
            )
            beside = re.search(r"[、和]\s*(?:约|近|超过|超|逾)?$", self._sentence.between(i - 1)) is not None
            if short and beside and end in said[i].indicator[1:-1]:
                tail = said[i].indicator.rpartition(end)[2]
                said[i - 1] = replace(said[i - 1], indicator=said[i - 1].indicator + tail)
        return said

    def share_deeds(self, said: list[Said]) -> list[Said]:
        """Give counted things of one list what is said of all behind the last: 3个甲、|5名|乙|参展."""
        for i in range(len(said) - 1, 0, -1):
            told = self._deeds.get(i, "")
            beside = _BESIDE_COUNTED.fullmatch(self._sentence.between(i - 1))
            if told and beside and i - 1 not in self._deeds and said[i - 1].indicator.endswith(beside["noun"]):
                noun = beside["noun"]
                before = said[i - 1].indicator.removesuffix(noun)
                self._deeds[i - 1] = told
                said[i - 1] = replace(said[i - 1], indicator=f"{before}{told}的{noun}")
        return said


def _builder(subject: str) -> str:
    """The branch or region that has built what is counted: 装备工业|已建成|工厂."""
    return noun if _BUILDS.search(subject) and _IS_BRANCH.search(noun := noun_start(subject)) else ""


def _done(subject: str) -> str:
    """The verb that says what is done with what is counted, where that is no mere being: 取消|航班, 缴获|毒品."""
    words = tagged(subject)
    verb = words[-1][0] if words and words[-1][1] == "v" else ""
    return "" if len(verb) < 2 or _BRINGS.fullmatch(verb) else verb
