"""Words that say the same in questions and documents, and words that carry nothing."""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

# What people type → what official texts write. Applied to questions and to what is matched with them.
_SAME = [
    (re.compile(p), r)
    for p, r in (
        (r"规上", "规模以上"),
        (r"比重要(?=$|，|提|达|降|到|占|升)", "比重"),
        (r"卖出?了?(?=多少|几)|售出了?|卖得|销售量|卖掉?了?", "销量"),
        (r"(?<!再)(?<!扩大)生产了?(?=多少|几)|造了(?=多少|几)", "产量"),
        (r"营收", "营业收入"),
        (r"计算机、?通信和其他电子设备制造业", "电子信息制造业"),  # its name in the statistical classification
        (r"服务贸易进出口|服务进出口", "服务贸易"),
        (r"(?:吸收|引进|(?:实际)?(?:利用|使用))外资", "使用外资"),
        (r"(?<!内)(?<!跨境)(?:对外贸易|货物贸易|外贸)(?:进出口)?(?:总值|总额|额)?", "进出口"),
        (r"进出口(?:总值|总额|额)", "进出口"),
        (r"经济(?=[，,]?(?:同比|环比|增长率?|萎缩|增速))", "GDP"),
        (r"出口(?:金|总)?额|出口总值|出口值", "出口额"),
        (r"进口(?:金|总)?额|进口总值|进口值", "进口额"),
        (r"工信部(?!门)", "工业和信息化部"),
        (r"发改委", "发展改革委"),
        (r"国新办", "国务院新闻办"),
        (r"消费价格指数|(?<![A-Za-z])CPI(?![A-Za-z])", "消费价格"),
        (r"(?<![A-Za-z])PPI(?![A-Za-z])", "工业生产者出厂价格"),
        (r"国内生产总值", "GDP"),
        (r"(?<![A-Za-z])PMI(?![A-Za-z])", "采购经理指数"),
        (r"“|”|‘|’|《|》|「|」|\"", ""),
    )
]
# Asked for or counted, but naming nothing by itself.
GENERIC = frozenset(
    word
    for line in files("rag").joinpath("generic.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_COMPOUND = re.compile(r"进出口")


@lru_cache(maxsize=20_000)  # the facts of a passage share their sentence and context; about 10 MB when full
def plain(text: str) -> str:
    """Fold a text for matching: NFKC, lower case, the same words for the same things, no spaces between Chinese."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<![a-zA-Z])\s+|\s+(?![a-zA-Z])", "", text)
    for pattern, replacement in _SAME:
        text = pattern.sub(replacement, text)
    return text.lower()


UNSURE = "~"  # stands before an English word whose Chinese is only a guess


def contains(text: str, word: str) -> bool:
    """Whether a folded text has a word, or one of its alternatives (`exports|出口`); 出口 is not in 进出口, nor 5 in 15."""
    if "|" in word:
        return any(contains(text, plain(one)) for one in word.removeprefix(UNSURE).split("|"))
    if word in ("出口", "进口", "出口额", "进口额"):
        text = _COMPOUND.sub("〇", text)
    if word[:1].isascii() or word[-1:].isascii():
        after = (
            r"(?![a-z0-9]|\.\d|-[a-z0-9])" if word[0].isdigit() else r"(?![a-z0-9]|-[a-z0-9])"
        )  # 15 is not in 15.2, pm2 is in pm2.5
        return re.search(rf"(?<![a-z0-9.]){re.escape(word)}{after}", text) is not None
    return word in text


def weight(word: str) -> float:
    """How much a word says, by its length: longer Chinese words are rarer and more specific."""
    if "|" in word:
        return 1.0
    return 0.6 if len(word) == 1 else min(2.0, 0.5 * len(word)) if not word.isascii() else 1.0 + 0.1 * min(len(word), 5)
