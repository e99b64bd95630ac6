"""What is said of the things that a figure counts: `87家|企业|完成改造` are 完成改造的企业, not all there are."""

import re

from index.facts.sentence import Sentence
from index.listing import HEAD, head_of
from index.tags import is_verb, tagged

_CLAUSE = re.compile(r"[^，。；、,;！？!?：:\n（( \u3000]*")
_LONGEST = 24  # code points of what is said; more is told elsewhere
_SHORTEST = 2
_LEADING = re.compile(r"^(?:已经|已|均|都|全部|共|也|就|目前|纷纷|陆续|先后|同时|集中(?=[一-鿿]{2}))+")
_TRAILING = re.compile(r"(?:[了着过]|超过?|逾|近|约|达到?|的|和|与|及|共)+$")
# What names nothing that was done: 12个|是山区, 3个|也在增长, 6位代表|发言后
_EMPTY = re.compile(
    r"[在从是为有等也则还又仅之外即以使让把或]|成为|构成|再现|彰显|见证|体现|相当于|以上|以下|左右|达|超|占|同比|环比|分别|各|来自|参与|参加$|组成|共同$|一起$|(?:建成|完成|实现|打造|形成)$"
    r"|.*(?:[后时前中下里内]|期间|以来)$"
)
# 12个行业|采购经理指数回升: which of them
_KIND = re.compile(r"(?:行业|企业|省份|城市|地区|产品|品种|国家|公司|机构|^[县市省区村镇])$")
_STATISTIC = re.compile("(?:累计|合计)?[一-鿿]{1,4}[率量额值数价]")  # 6座渔站|累计捕捞量
# 历史遗留矿山|修复示范工程, 定点|帮扶村: one name, though the tagger takes a part of it for a verb
_COMPOUND = re.compile(
    "(?!搭建|打造|建立|使用|利用|完成|实施|开展|提供|参加|获得|建成|新建|入驻|带来|推出|承担|参与|举办|组织|启动|进入|入选|享受|纳入|通过|取得|成为|接待|销售|生产|出口)"
    "[一-鿿]{2}(?:[一-鿿]{2}){0,2}?(?:工程|项目|中心|机构|单位|基地|平台|站点|设施|系统|村)(?=$|[在为于已将均都正]|陆续|全部|[，。；])"
)
_DOING = re.compile("^(?:进行|予以|加以)")  # 对70万亩谷子|进行|抢收
_SOMEWHERE = re.compile("^在[^，]{1,8}?[上中里内](?=[一-鿿]{2})")  # 8万人|在手机上|领用了…
_UNDER = re.compile("(?:处于|面临|陷入)[^，。；]{2,14}")  # 17万人|处于疏散令之下
_VERBS = ("v", "vd", "vi", "d", "ad", "p", "t")


def deed(sentence: Sentence, noun: str, start: int, following: int) -> tuple[str, str]:
    """Split what is counted from what is said of it in the rest of its clause.

    Args:
        sentence: The sentence.
        noun: What is counted, as it was read.
        start: The end of the figure.
        following: Where the next figure starts, or the sentence ends.

    Returns:
        What is said, empty where nothing is; and the noun, without a statistic that is part of what is said.
    """
    text = sentence.text
    end = text.find(noun, start, following) + len(noun)
    if end < start + len(noun):
        return "", noun
    clause = _CLAUSE.match(text, end)
    stop = min(clause.end() if clause else end, following)
    kind, rest = _kind_in(noun), sentence.without_periods(end, stop)
    said = noun[len(kind) :] + rest if kind else rest
    of_it = kind != "" or said.startswith("的")  # 33个行业|的物流总额实现增长
    said = _TRAILING.sub("", _LEADING.sub("", said.removeprefix("的")).strip())
    compound = _COMPOUND.match(said) if noun else None
    if compound and rest.startswith(compound[0]) and not is_verb(compound[0][-2:]):
        noun, said = noun + compound[0], said[compound.end() :]
    said = _DOING.sub("", said) if noun else _SOMEWHERE.sub("", said)
    under = not noun and _UNDER.fullmatch(said) is not None
    if not under and not _tells(said, of_it=of_it, cut=stop == following < len(text)):
        return "", noun
    if noun and said == rest and all(tag.startswith("v") for _, tag in tagged(said)):
        return "", noun + said  # 航班|取消, 集群|打击
    return said.removeprefix("被"), kind or noun


def _tells(said: str, *, of_it: bool, cut: bool) -> bool:
    """Whether words say what something does or is done with it; `of_it`: of a statistic of its; `cut`: a figure follows."""
    if not _SHORTEST <= len(said) <= _LONGEST or _EMPTY.match(said) or said.count("“") != said.count("”"):
        return False
    words = tagged(said)
    if _STATISTIC.fullmatch(said):
        return False
    if of_it:
        return not cut and words[-1][1].startswith("v") and any(HEAD.search(said[:n]) for n in range(2, len(said)))
    if not any(tag.startswith("v") for _, tag in words) or (cut and not words[-1][1].startswith("n")):
        return False
    return words[0][1].startswith(_VERBS)


def _kind_in(noun: str) -> str:
    """The kind of things that a noun starts with, where a statistic of theirs follows: 行业|采购经理指数."""
    if not head_of(noun)[1]:
        return ""
    taken = ""
    for word, _ in tagged(noun):
        taken += word
        if _KIND.search(taken) and taken != noun:
            return taken
    return ""
