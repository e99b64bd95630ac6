"""What kind of thing a question asks for, and whether a sentence has one that the question does not have itself."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from index.tags import tagged

# What is asked for, told by the words that ask; a question may want none of these, or several.
WANTS = {
    "number": re.compile(r"多少|几|多[大高长快久远重]|第几|百分|\bhow (?:many|much)\b"),
    "time": re.compile(r"哪一?年|什么时候|何时|哪一?天|日期|时间|年代|世纪|几[年月日号]|哪个?月|朝代"),
    "person": re.compile(r"谁|哪位|何人|什么人|哪个人|哪名"),
    "place": re.compile(r"哪里|何处|哪儿|何地|什么地方|哪[一个座]*[国省市县区城州岛]|位于|地点"),
    "organisation": re.compile(
        r"(?:哪[一个家所间些]*|什么)(?:公司|企业|机构|单位|部门|部委|大学|学校|学院|组织|政党|银行|协会|媒体|报社|医院)"
    ),
    "list": re.compile(r"哪些|哪[几两二三四五]|列出|列举"),
    "reason": re.compile(r"为什么|为何|原因|因为|缘故"),
    "manner": re.compile(r"如何|怎么|怎样"),
    "meaning": re.compile(r"是什么|什么是|指什么|何谓|什么叫|意思|含义"),
}
_NUMBER = re.compile(r"[0-9][0-9,.]*|[零〇一二两三四五六七八九十百千万亿]+")
_TIME = re.compile(
    r"[0-9〇一二三四五六七八九十]+(?:年代?|月|[日号]|世纪|时|点)|[今去前明]年|[今昨明]天|上午|下午|年间|时期|朝"
)
_BECAUSE = re.compile(r"因|由于|源于|得益于|为了|旨在|导致|使得|造成|在于|出于|鉴于")
_TITLED = re.compile(r"[\u4e00-\u9fff]·[\u4e00-\u9fff]|先生|女士|教授|院士|部长|局长|主任|主席|经理")
_OF_PLACE = re.compile(r"[省市县区州镇乡村岛湾洲]|大楼|会堂|中心")
_OF_BODY = re.compile(r"公司|集团|大学|学院|银行|[委部局厅院会社署]|协会|中心|[工船]?厂")


def meets(question: str, texts: Sequence[str]) -> list[float]:
    """Say of each text whether it has what a question wants.

    Args:
        question: The question.
        texts: Sentences.

    Returns:
        For each text the share of the kinds wanted of which it has one that the question has not, 0.5 where no kind is
        wanted.
    """
    wanted = [has for kind, has in _HAS.items() if WANTS[kind].search(question)]
    if not wanted:
        return [0.5] * len(texts)
    return [sum(has(text, question) for has in wanted) / len(wanted) for text in texts]


def _other(found: Iterable[str], question: str) -> bool:
    return any(one not in question for one in found)


def _named(tag: str, spelled: re.Pattern[str]) -> Callable[[str, str], bool]:
    def has(text: str, question: str) -> bool:
        return _other(_names(text).get(tag, ()), question) or _other(spelled.findall(text), question)

    return has


@lru_cache(maxsize=2_000)
def _names(text: str) -> Mapping[str, tuple[str, ...]]:
    """The names in a text by their tag: nr of a person, ns of a place, nt of an organisation."""
    found: dict[str, tuple[str, ...]] = {}
    for word, tag in tagged(text):
        if tag in ("nr", "ns", "nt"):
            found[tag] = (*found.get(tag, ()), word)
    return found


_HAS: Mapping[str, Callable[[str, str], bool]] = {
    "number": lambda text, question: _other(_NUMBER.findall(text), question),
    "time": lambda text, question: _other(_TIME.findall(text), question),
    "person": _named("nr", _TITLED),
    "place": _named("ns", _OF_PLACE),
    "organisation": _named("nt", _OF_BODY),
    "reason": lambda text, _: _BECAUSE.search(text) is not None,
}
