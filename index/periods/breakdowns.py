"""A whole told again by its parts: by times (分季度看，一季度…) or by what it is made of (分行业看)."""

import re

from index.records import PeriodMention

BY_TIMES = re.compile(r"[分按](?:季度?|月份?|月度|年度?|年份|旬|时段|阶段)来?看[，,：:]?")
BY_OTHERS = re.compile(r"[分按](?![季月年旬时阶])[^，。；,;：:0-9]{1,12}?来?看(?=[，,：:])")
SENTENCE_ENDS = "。！？!?\n"
FAR = 200  # code points before a period in which the sentence that breaks down begins


def is_time_of_whole(text: str, mention: PeriodMention) -> bool:
    """Whether a mention is a time that a whole is broken down by: 分季度看，|一季度|增长5.6%; nothing goes on with it."""
    far = max(0, mention.start - FAR)
    begun = max(far, *(text.rfind(end, far, mention.start) + 1 for end in SENTENCE_ENDS))
    times = BY_TIMES.search(text, begun, mention.start)
    return times is not None and BY_OTHERS.search(text, times.end(), mention.start) is None


def is_over(text: str, mention: PeriodMention, position: int) -> bool:
    """Whether what stands at a position is broken down by something else than the times that the mention is one of."""
    others = BY_OTHERS.search(text, mention.end, position)
    return others is not None and is_time_of_whole(text, mention)
