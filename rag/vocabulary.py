"""Words that say the same in questions and documents, and words that carry nothing."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.resources import files
from operator import add

from index.errors import UsageError
from index.listing import SOLD
from index.script import half_width, simplified

_QUOTES = re.compile(r"[“”‘’《》「」\"]")
_SPACE = re.compile(r"\s(?:\s+|(?![a-zA-Z])|(?<![a-zA-Z]\s))")  # all but one space between two letters
# The other side of what two have between them: 中欧双边贸易, 中美贸易
_SIDES = {
    "美": "美国", "欧": "欧盟", "日": "日本", "韩": "韩国", "俄": "俄罗斯", "德": "德国", "法": "法国", "英": "英国", "澳": "澳大利亚",
    "印": "印度", "非": "非洲", "越": "越南", "泰": "泰国", "朝": "朝鲜", "哈": "哈萨克斯坦", "蒙": "蒙古", "加": "加拿大",
}  # fmt: skip
# What people type → what official texts write, where it takes more than a name: what all of it has, for a text that has it
# not need not be searched, the pattern, what is written. Names are in the two tables.
_TABLES = ("abbreviations.tsv", "statistics.tsv")
_SCALES = "(?:万亿|万|亿|千|百)"
_SOME = rf"(?:多少|几){_SCALES}?"  # 卖了|多少万平方米: what is sold is told by its unit
# Economies that are a part of all: 数字经济总量 is no GDP
_PARTS = "数字|民营|海洋|低空|平台|私营|实体|绿色|个体|集体|银发|冰雪|首发|文旅|工业|林下|循环|口岸|临空|假日|总部|楼宇|共享|服务|外向型|制|夜"
_OF_ALL = "".join(f"(?<!{part})" for part in _PARTS.split("|"))
NUMBERED = "线|楼|机组|台风|泊位|高炉|井|地块|洪水"  # of which there are several: 3号线
_CARRIERS = {"火车": "铁路", "飞机": "民航"}  # whose passengers are counted
_SAME = [
    (has, re.compile(p), r)
    for has, p, r in (
        (
            "消费",
            r"居民消费价格(?:总水平|总?指数)?(?:\(?消费价格\)?)?|消费者(?:价格|物价)指数(?:\(?消费价格\)?)?",
            "消费价格",
        ),
        ("出厂价格", r"工业生产者出厂价格(?:指数)?(?:\(?工业生产者出厂价格\)?)?", "工业生产者出厂价格"),
        ("(", r"(?i:GDP)\((?i:GDP)\)", "GDP"),
        ("新设立", r"新设立", "新设"),
        ("农民", r"农民(?=[，,\u2060]*(?:的)?(?:人均|平均|可支配))", "农村居民"),
        ("外商", r"外商投资企业", "外资企业"),
        ("服贸", r"服贸", "服务贸易"),
        ("扣除价格", r"扣除价格(?:变动)?因素(?:的?影响)?[之以]?后?[，,]?(?:的)?(?=实际)", ""),
        ("销量", rf"({SOLD})量", r"\1"),
        ("限额以上", r"限额以上(?:单位|企业)", "限额以上"),
        ("份额", r"(?<=占)([^，。、]{1,10}?)的?(?:多大|多少|几成)的?份额", r"\1多少"),
        ("打了", r"(?<=[麦稻粮谷豆米])打了(?=多少|几)", "产量"),
        ("多长", r"(?<=[线路桥隧道廊河渠管期段堤坝])(?:一?共|总共)?有?多长(?![时期])", "全长多少"),
        ("亩", r"[每一]亩地?(?:能|可|平均)*(?:打|产|收)了?(?=多少|几)", "单产"),
        ("每", r"每(?P<of>[万千百])名(?:居民|人口|人)(?:中?拥有|中?有)?", r"每\g<of>人"),
        (
            "食品",
            r"(?:剔除|扣除)食品[和、与及]能源(?:价格)?(?:因素|影响)*[之以]?后?的?(?:核心|(?=[^，。]{0,8}(?:消费价格|消费品价格|CPI|cpi)))",
            "核心",
        ),
        ("比重要", r"比重要(?=$|，|提|达|降|到|占|升)", "比重"),
        ("平", rf"(?<=多少)({_SCALES}?)平(?=$|[，,？?。])", r"\1平方米"),
        ("没", r"(?:还|仍)?没有?(?:卖|售)(?:出去|出|掉|完)的?", "待售"),
        ("000", r"(?<!\d)(?i:1000M(?:bps)?)(?![A-Za-z])(?:(?:及以上)?(?:接入)?速率的?)?", "千兆"),
        ("往", r"往(?:国外|海外|境外|外国)(?:卖|销售|销量|出口)[出掉]?去?了?", "出口"),
        ("", rf"(?:卖|售|销售)[出掉]?去?了?(?={_SOME}平)", "销售面积"),
        ("", rf"(?:卖|售|销售)[出掉]?去?了?(?={_SOME}(?:元|钱|块))", "营业额"),
        ("用", rf"(?<![利使应运采信])用了?({_SOME})(?:度?电|度|千瓦时)", r"用电量\1"),
        ("发", rf"(?<![开颁下分印])发了?({_SOME})(?:度?电|度|千瓦时)", r"发电量\1"),
        ("快递", rf"(?<![收分派开启])[发寄]了?({_SOME}件?)快递(?=$|[，,？?。])", r"快递业务量\1"),
        ("快递", rf"快递(?:一共|总共|共)?[发寄]了?(?={_SOME}件)", "快递业务量"),
        ("运", rf"(?<![托客货搬])运了?(?={_SOME}吨)", "货运量"),
        (
            "坐",
            r"[乘搭]?坐(轨道交通|公交|火车|高速铁路|铁路|飞机|民航|轮渡)(?:出行|出门|回家)?的?(?:旅客|乘客|人)?(?:预计|大概|大约|能|会|一?共|总共|有)*(?=多少|几|日均|人数)",
            lambda m: f"{_CARRIERS.get(m[1], m[1])}客运量",
        ),
        ("坐", r"(?P<many>(?:多少|几)万?人)[乘搭]?坐(?=$|[，,？?。])", r"客运量\g<many>"),
        ("种", rf"种了?(?={_SOME}(?:亩|公顷))", "播种面积"),
        ("招", r"招了?(?=多少|几)", "招生"),
        ("收", r"(?<=[税费])收了?(?=多少|几)", "收入"),
        ("交", r"(?<![税付款])(?:要|得|需要|应该)交(?=多少(?:元|钱|块|[，,？?]|$))", "缴费"),
        ("补", r"(?:能|可以?|给)?补(?=多少|几)", "补助"),
        ("贷", r"(?:能|可以?)贷(?=多少|几)", "贷款"),
        ("2.5(", r"(?i:PM2\.5)\((?i:PM2\.5)\)", "PM2.5"),
        ("卖", r"卖[出掉]?去?了?(?=多少|几)", "卖出"),  # how many, or their worth: a row of the table
        ("", r"售出了?|(?<![外买拍专贩变])卖得|销售量|(?<![外买拍专贩变叫义倒])卖掉?了?(?![出场家方点])", "销量"),
        ("造了", r"造了(?=多少|几)", "产量"),
        ("产", r"(?<!再)(?<!扩大)生产了?(?=多少|几)|(?<![投量达减增停转生破复流])产了(?=多少|几)", "产量"),
        ("营收", r"营收", "营业收入"),
        ("盈利", r"盈利了?(?=(?:多少|几)(?:万亿|[万亿])?(?:元|钱|[，,？?。]|$))", "利润"),
        (
            "归属于",
            r"归属于(?:上市公司|母?公司|本公司)(?:普通股)?(?:股东|所有者)的?净利润?",
            "归属于母公司股东的净利润",
        ),
        ("扣除非", r"(?:归属于[^，。]{2,8}的)?扣除非经常性损益[之以]?后?的?净利润?", "扣非净利润"),
        (
            "计算机",
            r"计算机、?通信(?:和其他)?电子(?:设备)?(?:制造业?|这个行业|行业)",
            "电子信息制造业",
        ),  # its name in the statistical classification
        ("往", r"(?<=[岁元人级吨亩年米户平万亿千百\d])往(?=[上下])", "以"),  # 60岁往上
        ("外", r"(?:卖|销量|销售|[远畅外]?销|出售)(?:到|往)了?(?:国外|海外|境外|外国)了?", "出口"),
        # not 数字经济总量, which is a part
        ("经济", rf"{_OF_ALL}经济(?:总量|盘子|总盘子|体量)", "GDP"),
        ("进出口", r"服务贸易进出口|(?<!运输)(?<!旅行)(?<!密集型)服务进出口", "服务贸易"),
        ("外资", r"(?:吸收|引进|(?:实际)?(?:利用|使用))外资", "使用外资"),
        ("贸", r"(?<!内)(?<!跨境)(?:对外贸易|货物贸易|外贸)(?=出口|进口)", ""),  # 外贸|出口 is no 进出口
        ("贸", r"(?<!内)(?<!跨境)(?:对外贸易|货物贸易|外贸)(?:进出口)?(?:总值|总额|额)?", "进出口"),
        ("贸易总", r"(?:双边|(?<=[对与]..)|(?<=[对与]...))贸易总[值额]", "进出口"),
        ("进出口", r"进出口(?:总值|总额|额)", "进出口"),
        ("经济", r"经济(?=[，,]?(?:同比|环比|增长率?|萎缩|增速))", "GDP"),
        ("出口", r"出口(?:金|总)?额|出口总值|出口值", "出口额"),
        ("进口", r"进口(?:金|总)?额|进口总值|进口值", "进口额"),
        (
            "中",
            rf"(?<![目其项年])中(?P<side>[{''.join(_SIDES)}])(?:两国)?(?=双边|贸易|货物贸易|进出口|经贸往来)",
            lambda m: f"中国{_SIDES[m['side']]}",
        ),
        (
            "额",
            r"(?<=成交|交易|合同|销售|采购|投资|贷款|融资|捐赠|赔付|签约|订单|理赔|退税|减免|零售|贸易)[金总]额(?!度)",
            "额",
        ),
    )
]
# A reason follows or stands before; whoever looks for one adds what else it takes for a reason
CAUSES = "由于|源于|得益于"
BECAUSE = f"因为|原因|是因|{CAUSES}"
# Asked for or counted, but naming nothing by itself.
GENERIC = frozenset(
    word
    for line in files("rag").joinpath("generic.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_COMPOUND = re.compile(r"进出口")
_KEPT = 20_000  # folded texts: the facts of a passage share their sentence and context; about 10 MB when full
_LONGEST_CHAIN = 8  # an abbreviation read as one that is read as another


class Vocabulary:
    """What is read as what: the tables of the language, and the abbreviations that a user adds to them.

    Args:
        abbreviations: What is written → what it is read as: 规上 → 规模以上. They come before those of the language.

    Raises:
        UsageError: One is empty or of one character, or they lead to each other in a circle.
    """

    def __init__(self, abbreviations: Mapping[str, str] | None = None) -> None:
        added = {_key(short): ("", "", said) for short, said in (abbreviations or {}).items()}
        ours = {s: row for s, row in _built_in().items() if not any(one in row[2] for one in added)}
        table = {**ours, **added}
        for short, (_, _, said) in table.items():
            if len(short) < 2 or not said.strip():
                raise UsageError(
                    f'abbreviation {short!r} = {said!r}: write two characters or more, as "规上" = "规模以上"'
                )
        self._readings = {short: said for short, (_, _, said) in table.items()}
        longest = sorted(table, key=len, reverse=True)
        self._written = [(short, short.lower(), f"(?:{_pattern(short, *table[short])})") for short in longest]
        self._by_start = dict[str, list[int]]()  # which of them begin with two characters
        for n, (_, short, _) in enumerate(self._written):
            self._by_start.setdefault(short[:2], []).append(n)
        self._of_some = lru_cache(maxsize=_KEPT)(self._pattern_of)
        self._readings = {short: self._final(short) for short in table}
        self.plain = lru_cache(maxsize=_KEPT)(self._folded)
        self._alternatives = lru_cache(maxsize=_KEPT)(
            lambda word: tuple(self.plain(one) for one in word.removeprefix(UNSURE).split("|"))
        )

    def contains(self, text: str, word: str) -> bool:
        """Whether a folded text has a word, or one of its alternatives (`exports|出口`); 出口 is not in 进出口, nor 5 in 15."""
        if "|" not in word:
            return _stands(text, word)
        return any(one in text and _stands(text, one) for one in self._alternatives(word))

    def spellings(self, word: str) -> list[str]:
        """What may stand in a text where the folded text contains a word: the word, or an abbreviation that says it."""
        return [word, *(short.lower() for short, said in self._readings.items() if word in said.lower())]

    def _folded(self, text: str) -> str:
        """Fold a text for matching: NFKC, simplified, lower case, the same words for the same things, no spaces in Chinese."""
        text = self._in_full(_QUOTES.sub("", _SPACE.sub("", simplified(half_width(text)))))
        for has, pattern, replacement in _SAME:
            if has in text:
                text = pattern.sub(replacement, text)
        return text.lower()

    def variants(self, text: str) -> list[str]:
        """What else a folded text may have been written as, in parts: 轨道交通 of 轨道交通客运量 as 地铁."""
        return [short.lower() for short, said in self._readings.items() if said.lower() in text]

    def _in_full(self, text: str) -> str:
        lower = text.lower()
        starts = self._by_start.keys() & set(map(add, lower, lower[1:]))
        written = tuple(sorted(n for start in starts for n in self._by_start[start] if self._written[n][1] in lower))
        if not written:
            return text
        return self._of_some(written).sub(
            lambda m: self._readings[self._written[written[(m.lastindex or 1) - 1]][0]], text
        )

    def _pattern_of(self, written: tuple[int, ...]) -> re.Pattern[str]:
        """What finds those of the table that a text has: hundreds of alternatives are not tried at each of its places."""
        return re.compile("|".join(self._written[n][2] for n in written))

    def _final(self, short: str) -> str:
        """What an abbreviation is read as, once what that is read as has been followed."""
        said = self._readings[short]
        for _ in range(_LONGEST_CHAIN):
            if (further := self._in_full(said)) == said:
                return said
            said = further
        raise UsageError(
            f"abbreviation {short!r} is read as {said!r:.60}, and so on without end: leave one of them out"
        )


def _built_in() -> dict[str, tuple[str, str, str]]:
    """The tables of the language: by what is written, what may not stand before and behind it, and what it is read as."""
    table = {}
    for short, said, before, behind in _rows():
        if "|" not in said:
            table[_key(short)] = before.replace("-", ""), behind.replace("-", ""), said
    return table


def _rows() -> Iterator[tuple[str, ...]]:
    for name in _TABLES:
        for line in files("rag").joinpath(name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield (*line.split("\t"), "-", "-")[:4]


@lru_cache(maxsize=1)
def everyday() -> Mapping[str, str]:
    """Everyday words of a question that stand for one of several official ones, with those and itself: 花 → 支出|费用|花."""
    return {short: f"{said}|{short}" for short, said, *_ in _rows() if "|" in said}


def _key(short: str) -> str:
    return _QUOTES.sub("", unicodedata.normalize("NFKC", short)).strip()


def _pattern(short: str, before: str, behind: str, said: str) -> str:
    """An abbreviation where it is one: with what already stands around it of its reading, 央企 in 中央企业, 社融 in 社融规模."""
    head, inside, tail = said.partition(short)
    ends = [tail] if inside else [said[n:] for n in range(1, len(said) - 1)]
    around = rf"(?:{re.escape(head)})?" if inside and head else ""
    rest = "|".join(re.escape(end) for end in ends if end)
    word = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
    opens = (word[0] if short[0].isascii() else "") + (f"(?<![{re.escape(before)}])" if before else "")
    closes = (word[1] if short[-1].isascii() else "") + (f"(?![{re.escape(behind)}])" if behind else "")
    flag = "(?i:" if short.isascii() else "(?:"
    return f"{opens}({around}{flag}{re.escape(short)}){closes}{f'(?:{rest})?' if rest else ''})"


@lru_cache(maxsize=1)
def of_the_language() -> Vocabulary:
    """The vocabulary without anything of a user's."""
    return Vocabulary()


# Of the thread or task that answers; without one, the table of the language.
_IN_USE: ContextVar["Vocabulary | None"] = ContextVar("vocabulary", default=None)


@contextmanager
def reading_with(vocabulary: Vocabulary | None) -> Iterator[None]:
    """Let `plain` and `contains` read with a vocabulary.

    Args:
        vocabulary: The vocabulary; None for the table of the language alone.

    Yields:
        None: While it is in use.
    """
    before = _IN_USE.set(vocabulary)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def plain(text: str) -> str:
    """Fold a text as `Vocabulary.plain` does, with the vocabulary in use."""
    return (_IN_USE.get() or of_the_language()).plain(text)


def spellings(word: str) -> list[str]:
    """How a word may be written, as `Vocabulary.spellings` says, with the vocabulary in use."""
    return (_IN_USE.get() or of_the_language()).spellings(word)


def variants(text: str) -> list[str]:
    """What else a folded text may have been written as, as `Vocabulary.variants` says, with the vocabulary in use."""
    return (_IN_USE.get() or of_the_language()).variants(text)


UNSURE = "~"  # stands before an English word whose Chinese is only a guess


def contains(text: str, word: str) -> bool:
    """Whether a folded text has a word, as `Vocabulary.contains` says, with the vocabulary in use."""
    return (_IN_USE.get() or of_the_language()).contains(text, word) if "|" in word else _stands(text, word)


def synonyms(word: str) -> tuple[str, ...]:
    """The other words that say the same in a text about figures: 投用 and 落成 of 建成. None of a word that has none."""
    return _synonyms().get(word, ())


@lru_cache(maxsize=1)
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in files("rag").joinpath("synonyms.txt").read_text(encoding="utf-8").splitlines():
        group = [] if line.startswith("#") else line.split()
        for word in group:
            found.setdefault(word, {}).update((other, None) for other in group if other != word and len(other) > 1)
    return {word: tuple(others) for word, others in found.items()}


def base(word: str) -> str:
    """A word of a question without its alternatives: 建成 of 建成|落成."""
    return word.removeprefix(UNSURE).partition("|")[0]


def _stands(text: str, word: str) -> bool:
    if word not in text:
        return False
    if word in ("出口", "进口", "出口额", "进口额"):
        return word in _COMPOUND.sub("〇", text)
    if word[:1].isascii() or word[-1:].isascii():
        after = (
            r"(?![a-z0-9]|\.\d|-[a-z0-9])" if word[0].isdigit() else r"(?![a-z0-9]|-[a-z0-9])"
        )  # 15 is not in 15.2, pm2 is in pm2.5
        return re.search(rf"(?<![a-z0-9.]){re.escape(word)}{after}", text) is not None
    return True


def weight(word: str) -> float:
    """How much a word says, by its length: longer Chinese words are rarer and more specific."""
    word, _, alternatives = word.partition("|")
    if alternatives and word.isascii():
        return 1.0
    return 0.6 if len(word) == 1 else min(2.0, 0.5 * len(word)) if not word.isascii() else 1.0 + 0.1 * min(len(word), 5)
