"""What a clause speaks of, whole: its subject up to the predicate (甲至乙高速大桥|在…), and what it brings (设立|专项再贷款)."""

import re
from functools import lru_cache

from index.facts.phrases import ADVERBIAL, noun_start
from index.tags import tagged

_LONGEST = 40  # code points of a clause that are read
_NAME = 24  # code points of a name; more is a story
# Where a subject ends, whatever part of speech a tagger takes it for
_PREDICATE = re.compile(
    r"在|于|由|对|向|从|为|被|把|将|据|是|有|已|已经|共|又|再|也|均|都|正|正在|持续|不断|进一步|明显|全面|加快|惠及|达|达到|达成|超过|突破|实现|完成"
    r"|占|占比|同比|环比|分别|合计|共计|预计|比|较|增长|下降|提高|提升|上升|增加|减少|扩大|保持|成为|推出|出台|启动|开工|举行|召开|发布|公布|建成|设立|迎来|提供|覆盖|累计|开展|推进|显示|表示|介绍|称"
)
_NOUN = ("n", "vn", "j", "eng", "s", "l", "f")
_BRINGS = re.compile(
    r".*(?:设立|成立|建立|启动|开展|举办|举行|推出|出台|发行|建设|打造|建成|实施|签署|发布|公布|印发|创设|组建|安排|吸引)了?"
)
_DASH = re.compile(r".*——")


@lru_cache(maxsize=4_096)
def subject_in(clause: str) -> str:
    """The subject of a clause, with what a tagger takes for its verb: 异地就医直接结算|惠及, 金巴高速|是."""
    clause = ADVERBIAL.sub("", _DASH.sub("", clause)).strip(" ，,、。；;：:“”")[:_LONGEST]
    words, told = tagged(clause), False
    taken: list[tuple[str, str]] = []
    for word, tag in words:
        if _PREDICATE.fullmatch(word) or (tag == "x" and word not in "“”、+-（）"):
            told = True
            break
        taken.append((word, tag))
    while taken and not (taken[-1][1].startswith(_NOUN) or (told and taken[-1][1][:1] in "vd" and len(taken) > 1)):
        taken.pop()
    name = "".join(word for word, _ in taken)
    return name if len(name) <= _NAME else noun_start(clause)


def brought_by(clause: str) -> str:
    """What a clause says was begun or made: 设立|专项再贷款, 开展|携手促就业行动."""
    found = _BRINGS.match(clause[:_LONGEST])
    what = clause[found.end() :].strip(" ，,、。；;：:“”") if found else ""
    words = tagged(what)
    return what if 2 < len(what) <= _NAME and words[-1][1].startswith(_NOUN) else ""
