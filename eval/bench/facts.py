"""Facts read of annotated news sentences against what people wrote down: `python -m eval.bench.facts DATA_DIR`.

Reads the items named in `eval/golden/facts.jsonl` (id, and offsets in the raw text) and counts, sentence by sentence, which
figures were found and what of each agrees. A third of the sentences is held out and read with --held-out only; annotations
marked doubtful are counted apart.

What agrees:
    value: the number, without its sign and without regard to its unit's scale where that is written in the text; 一半 is 1/2.
    measure: the same; 变动 counts as 同比 and as 环比, as a change by an amount or in points is both (上升2.1个百分点).
        A multiple of growth (增长20多倍) is 同比 as well as 倍数.
    period: both days; 今年 of a running year is what has passed of it; a figure that the annotators left without a period speaks of the published day.
    indicator: see `agrees`.
    together: value, indicator and period, as issue 5 asks.

Precision is over the facts read in these sentences, except those of doubtful annotations and what nobody annotated (名次, 两位数);
recall over the clear annotations.
"""

import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.bench.news import Item, document_of, read_items
from index.parse import facts_of
from index.records import Article, Fact
from index.tags import tagged
from index.units import counted_in

GOLDEN = Path(__file__).parent.parent / "golden" / "facts.jsonl"
SAID = 0.8  # share of a gold indicator's characters that ours has to have: 货物吞吐总量 for 货物吞吐量
BEYOND = 1 / 3  # of our indicator's characters, what may stand beyond the gold one: 端午香囊等节庆商品 for 节庆商品
_NEAR = 80  # characters before a figure
_APART = re.compile(r"[\d。；]")
_COUNTED = re.compile(r"\d[^，。；]{0,3}$")  # 84家|景区接待游客: all of them are meant
ASPECTS = ("figure", "value", "measure", "period", "indicator", "together")

_VERBAL = ("v", "vd", "vi", "d", "p", "c", "u", "uj", "ul")
_EMPTY = set("的了和与及等为、，,（）()“”")
# What narrows no indicator: the whole country, region or time, and verbs that only bring a figure.
_HARMLESS = re.compile(r"我国|全国|国内|全省|全市|全区|全县|当地|全球|规模以上|完成|实现|累计|预计|总共|合计|达到|共")


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated figure and the fact read for it; either may be missing."""

    sentence: str
    gold: Mapping[str, Any] | None
    fact: Fact | None
    right: Mapping[str, bool]

    @property
    def doubtful(self) -> bool:
        """Whether the annotator was in doubt."""
        return self.gold is not None and bool(self.gold["doubtful"])


def main(
    data: Path,
    held_out: Annotated[bool, typer.Option(help="Read the held-out third instead of the working part.")] = False,
    show: Annotated[bool, typer.Option(help="Print what does not agree, of the working part only.")] = False,
    golden: Annotated[Path, typer.Option(help="The annotated sentences.")] = GOLDEN,
) -> None:
    """Print precision and recall of each aspect, clear annotations first."""
    rows = [json.loads(line) for line in golden.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if bool(row.get("held_out")) == held_out]
    named = {row["id"] for row in rows}
    pairs = list(compared(rows, {item.id: item for item in read_items(data) if item.id in named}))
    if show and not held_out:
        sys.stdout.writelines(map(_shown, (p for p in pairs if not p.doubtful and not p.right.get("together"))))
    part = "held out" if held_out else "working"
    for kind, mine in (("clear", [p for p in pairs if not p.doubtful]), ("doubtful", [p for p in pairs if p.doubtful])):
        gold, read = sum(p.gold is not None for p in mine), sum(p.fact is not None for p in mine)
        sys.stdout.write(f"{part}, {kind}: {gold} annotated, {read} read\n")
        for aspect, (precision, recall) in scores(mine).items():
            sys.stdout.write(f"  {aspect:10}precision {precision:6.1%}  recall {recall:6.1%}\n")


def scores(pairs: Sequence[Pair]) -> dict[str, tuple[float, float]]:
    """Precision (right of read) and recall (right of annotated) of each aspect."""
    gold, read = sum(p.gold is not None for p in pairs), sum(p.fact is not None for p in pairs)
    right = Counter(aspect for p in pairs for aspect in ASPECTS if p.right.get(aspect))
    return {a: (right[a] / read if read else 0.0, right[a] / gold if gold else 0.0) for a in ASPECTS}


def compared(rows: Sequence[Mapping[str, Any]], items: Mapping[str, Item]) -> Iterator[Pair]:
    """Every annotated figure with the fact read at its place, and the facts that nobody annotated."""
    for row in rows:
        item = items[row["id"]]
        document, article = document_of(item)
        sentence = item.text[row["start"] : row["end"]].strip()
        facts = _placed(item.text, article, facts_of(document, article), row)
        yield from _paired(sentence, row["facts"], facts, item.day, article.text)


def _paired(
    sentence: str, golds: Sequence[Mapping[str, Any]], facts: Sequence[tuple[int, int, Fact]], day: date, text: str
) -> Iterator[Pair]:
    left = list(facts)
    for gold in golds:
        hit = next((f for f in left if f[0] < gold["end"] and gold["start"] < f[1]), None)
        if hit is None:
            yield Pair(sentence, gold, None, {})
        else:
            left.remove(hit)
            before = text[max(hit[2].sentence_start, hit[2].start - _NEAR) : hit[2].start]
            yield Pair(sentence, gold, hit[2], judged(gold, hit[2], day, before))
    for _, _, fact in left:
        if fact.measure == "名次" or fact.unit == "位数":  # nobody annotated places in an order, nor 两位数
            continue
        yield Pair(sentence, None, fact, {})


def judged(gold: Mapping[str, Any], fact: Fact, day: date, before: str = "") -> dict[str, bool]:
    """Say which aspects of a fact agree with its annotation; `day` is that of publication, `before` what stands before it."""
    right = {
        "figure": True,
        "value": _value_agrees(gold, fact),
        "measure": _measure_agrees(gold["measure"], fact),
        "period": _period_agrees(gold["period"], fact, day),
        "indicator": agrees(_bare(gold, fact), fact.indicator, fact.place, fact.owner, before),
    }
    return right | {"together": right["value"] and right["period"] and right["indicator"]}


def _bare(gold: Mapping[str, Any], fact: Fact) -> str:
    """The annotated indicator without what its period (“五一”档|票房) or unit (运送|标箱) says, which are compared by themselves."""
    name = str(gold["indicator"])
    unit = counted_in(gold["unit"])
    if len(unit) > 1 and fact.unit.endswith(unit):
        name = name.replace(unit, "")
    for block in SequenceMatcher(
        None, name, fact.period.text if fact.period else "", autojunk=False
    ).get_matching_blocks():
        if block.size > 1:
            name = name.replace(str(gold["indicator"])[block.a : block.a + block.size], "")
    return name if len(_content(name)) > 1 else str(gold["indicator"])


def agrees(gold: str, indicator: str, place: str = "", owner: str = "", before: str = "") -> bool:
    """Whether an indicator names what the annotator named.

    Annotators wrote the shortest name that tells the figure apart, in the sentence's words but not always in their order
    (城市轨道交通客运量), with the place and the owner before it (民航旅客运输量). So the order does not count: `SAID` of the gold
    characters stand in our indicator, place or owner. Ours may not name another thing: its characters beyond the gold ones,
    without the place and what narrows nothing (全国, 完成, verbs), are at most `BEYOND` of it. What qualifies a name that is complete without it is no other
    thing: it may be read without what stands before 等 or 的, or in brackets (重点监测企业的粽子销售额 for 粽子销售额), and a
    share without what it is a share of (出口占外贸总值 for 出口). A fuller name that the sentence has right before the
    figure, and that ends as the gold one does, names the same (国务院部门办理建议 for 办理建议).

    Args:
        gold: The annotated indicator.
        indicator: The one read.
        place: The place read.
        owner: The owner read.
        before: What stands before the figure.

    Returns:
        Whether they agree.
    """
    gold = re.sub(r"（[A-Za-z0-9\-]{1,12}）", "", gold)  # 广义货币（M2）余额: another name of the same
    wanted = _content(_HARMLESS.sub("", gold)) or _content(gold)
    given = _content(indicator)
    whole = Counter([*given, *(c for c in _content(place + owner) if c not in given)])
    if not wanted:
        return True
    said = sum((Counter(wanted) & (whole + whole)).values())  # a character counts once or twice: 旅游客运量 for 客运量
    if said / len(wanted) < SAID:
        return False
    return _is_fuller(indicator, gold, before) or any(_beyond(n, wanted, place) <= BEYOND for n in _names(indicator))


def _is_fuller(indicator: str, gold: str, before: str) -> bool:
    """Whether an indicator stands right before its figure, and what it and the gold one end with is half of it."""
    at = before.rfind(indicator)
    if at < 0 or _APART.search(before, at + len(indicator)) or _COUNTED.search(before[:at]):
        return False
    alike = next((n for n, (a, b) in enumerate(zip(reversed(indicator), reversed(gold), strict=False)) if a != b), None)
    alike = min(len(indicator), len(gold)) if alike is None else alike
    return 2 * alike >= len(indicator)


def _names(indicator: str) -> Iterator[str]:
    """An indicator as it is, and without what only qualifies it."""
    bare = re.sub(r"（[^（）]*）", "", indicator)
    yield bare
    yield re.sub(r"(?<=.)占.*", "", bare)
    yield from (bare[m.end() :] for m in re.finditer(r"[的等](?=..)", bare))


def _beyond(name: str, wanted: Sequence[str], place: str) -> float:
    """The share of a name's characters that the annotator's has not; verbs name nothing."""
    words = tagged(_HARMLESS.sub("", name))
    length = sum(len(_content(word)) for word, _ in words)
    beyond = [
        c for word, tag in words if tag not in _VERBAL for c in _content(word) if c not in wanted and c not in place
    ]
    return len(beyond) / max(1, length)


def _content(text: str) -> list[str]:
    return [c for c in text if c not in _EMPTY and not c.isspace()]


def _value_agrees(gold: Mapping[str, Any], fact: Fact) -> bool:
    try:
        return abs(Decimal(gold["value"])) == abs(fact.value)
    except InvalidOperation:  # 1/9; 一半 is read as 50%
        above, _, below = gold["value"].partition("/")
        given = fact.value / 100 if fact.unit == "%" else fact.value
        return abs(Decimal(above) / Decimal(below) - given) < Decimal("1e-9")


def _measure_agrees(gold: str, fact: Fact) -> bool:
    if fact.measure == "变动":
        return gold in ("变动", "同比", "环比")
    return gold == fact.measure or (gold == "同比" and fact.measure == "倍数")


def _period_agrees(gold: Mapping[str, str] | None, fact: Fact, day: date) -> bool:
    assumed = fact.period is None or fact.period.source == "assumed" or (fact.period.start == fact.period.end == day)
    if gold is None:
        return assumed
    given = fact.period or None
    days = (str(given.start), str(given.end)) if given else (str(day), str(day))
    running = given is not None and given.kind == "year" and given.start <= day <= given.end
    return days == (gold["start"], gold["end"]) or (running and days[0] == gold["start"] and gold["end"] == str(day))


def _placed(raw: str, article: Article, facts: Sequence[Fact], row: Mapping[str, Any]) -> list[tuple[int, int, Fact]]:
    """The facts of an annotated sentence, at their offsets in the raw text; repair moves nothing but white space."""
    solid, kept = _solid(raw), _solid(article.text)
    wanted = "".join(raw[k] for k in solid)
    given = "".join(article.text[k] for k in kept)
    sentence = "".join(c for c in raw[row["start"] : row["end"]] if not c.isspace())
    shift = bisect_left(solid, row["start"]) - given.find(sentence) if wanted != given else 0
    found = []
    for fact in facts:
        start, end = bisect_left(kept, fact.start) + shift, bisect_left(kept, fact.end) + shift
        if 0 <= start < len(solid) and row["start"] <= solid[start] < row["end"]:
            found.append((solid[start], solid[end - 1] + 1, fact))
    return found


def _solid(text: str) -> list[int]:
    return [k for k, c in enumerate(text) if not c.isspace()]


def _shown(pair: Pair) -> str:
    gold, fact = pair.gold, pair.fact
    wrong = ", ".join(a for a in ("value", "indicator", "period") if fact and gold and not pair.right[a])
    lines = [f"{wrong or ('too many' if fact else 'missed')} | {pair.sentence}"]
    if gold:
        days = gold["period"] and f"{gold['period']['start']}/{gold['period']['end']}"
        lines.append(f"    gold {gold['indicator']} {gold['measure']} {gold['value']}{gold['unit']} {days}")
    if fact:
        days = fact.period and f"{fact.period.start}/{fact.period.end}"
        lines.append(f"    ours {fact.indicator} [{fact.place}] {fact.measure} {fact.text} {days}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    typer.run(main)
