"""What a total is of: the figures before it that add up to it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from math import prod

from index.facts.sentence import Read, Said, counted_in

_TOTAL = re.compile(r"[，,]?\s*(?:[两三]者|[两三]项)?(?:合计|共计|总计)(?:约|为|达)?")
_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


def total_of(reads: Sequence[Read], said: Sequence[Said], i: int) -> str | None:
    """Say what a total is of: A3亿元，B2亿元，合计|5亿元 is of A、B.

    Args:
        reads: The figures of a sentence.
        said: What those before the total say.
        i: The total's position.

    Returns:
        The names of what adds up to it as exactly as it is written, empty where nothing does; None of what is no total.
    """
    figure = reads[i].figure
    if not i or not _TOTAL.fullmatch(reads[i].own):
        return None
    wanted, last = sized(figure.value, figure.unit), sized(_last_digit(figure.value), figure.unit)
    total, names = Decimal(0), list[str]()
    for read, one in zip(reversed(reads[:i]), reversed(said[:i]), strict=True):
        if counted_in(read.figure.unit) != counted_in(figure.unit) or one.measure != "值" or not one.indicator:
            continue
        total += sized(read.figure.value, read.figure.unit)
        names.insert(0, one.indicator)
        if abs(total - wanted) * 2 <= last and len(names) > 1:
            return "、".join(names)
    return ""


def sized(value: Decimal, unit: str) -> Decimal:
    """A figure without the scale of its unit: 1.2万亿元 is 1,200,000,000,000."""
    scale = re.match("[百千万亿]*", unit)
    return value * prod(_SCALES[letter] for letter in (scale[0] if scale else ""))


def _last_digit(value: Decimal) -> Decimal:
    """What one of a number's last digit counts: 0.1 of 1.2."""
    return Decimal(1).scaleb(int(value.as_tuple().exponent))
