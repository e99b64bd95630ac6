"""What a total is of: the figures before it that add up to it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from index.facts.sentence import Read, Said
from index.units import counted_in, last_digit, sized

_TOTAL = re.compile(r"[，,]?\s*(?:[两三]者|[两三]项)?(?:合计|共计|总计)(?:约|为|达)?")


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
    wanted, last = sized(figure.value, figure.unit), sized(last_digit(figure.value), figure.unit)
    total, names = Decimal(0), list[str]()
    for read, one in zip(reversed(reads[:i]), reversed(said[:i]), strict=True):
        if counted_in(read.figure.unit) != counted_in(figure.unit) or one.measure != "值" or not one.indicator:
            continue
        total += sized(read.figure.value, read.figure.unit)
        names.insert(0, one.indicator)
        if abs(total - wanted) * 2 <= last and len(names) > 1:
            return "、".join(names)
    return ""
