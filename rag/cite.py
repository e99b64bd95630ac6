"""A draft gets its citations; what does not stand in its cited span is not said. Every composer ends here."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from index.columns import folded
from index.periods import find_periods
from index.records import Document, Fact, Period, Span
from index.tables import cell_of, names_unit, of_row, table_above
from rag.records import Candidate, Citation
from rag.standing import measure_stands, missing, number_stands, period_stands

_FALLING = "-－−–▼↓▲"
_NUMBER = re.compile(r"[^\d.]")
LONGEST_QUOTE = 240  # code points; the sentence of the figure is quoted even where it is longer
_REACH = 400  # how far before a figure's sentence its period may have been said and still be quoted with it


def quote_span(document: Document, fact: Fact) -> Span:
    """The sentence of a fact, begun where its period and its subject are said if that is shortly before in its paragraph.

    Of a table it is the row.
    """
    text, sentence = document.text, Span(fact.sentence_start, fact.sentence_end)
    if of_row(text, fact):
        return sentence
    starts = [sentence.start, _period_said(text, fact), _subject_said(text, fact)]
    return Span(
        min(start for start in starts if sentence.end - start <= LONGEST_QUOTE or start == sentence.start), sentence.end
    )


def _period_said(text: str, fact: Fact) -> int:
    """Where the sentence begins in which a fact's period is said: its own, or one before in the paragraph."""
    start, period = fact.sentence_start, fact.period
    if period is None or not period.text or period.text in text[start : fact.sentence_end]:
        return start
    line = text.rfind("\n", 0, start) + 1
    said = text.rfind(period.text, max(line, start - _REACH), start)
    return start if said < 0 else _begun(text, line, said)


def _subject_said(text: str, fact: Fact) -> int:
    """Where the sentence begins in which a fact's subject is said: its own, or one before in the paragraph."""
    line, subject = text.rfind("\n", 0, fact.sentence_start) + 1, missing(text, fact)
    for length in range(len(subject), 1, -1):
        said = text.rfind(subject[:length], max(line, fact.sentence_start - _REACH), fact.sentence_start)
        if said >= 0:
            return _begun(text, line, said)
    return fact.sentence_start


def _begun(text: str, line: int, said: int) -> int:
    ends = [i + 1 for i, c in enumerate(text[line:said]) if c in "。！？；"]
    return line + ends[bisect_right(ends, said - line) - 1] if ends else line


def holds(document: Document, fact: Fact, quote: Span, context: str = "") -> bool:
    """Whether a fact stands in a quote: its characters, its unit, its measure, the words of its indicator, its period.

    What was announced before the quote need not be said in it again: a subject in the paragraph, the title, the heading
    or the question answered, a period in the turn or the introduction; then the quote may not contradict it.

    Args:
        document: The document.
        fact: What is said of it.
        quote: The span that is cited.
        context: What stands around its passage: heading, question.

    Returns:
        Whether it may be said.
    """
    text = document.text
    if not (quote.start <= fact.start and fact.end <= quote.end) or text[fact.start : fact.end] != fact.text:
        return False
    if of_row(text, fact):
        return _holds_in_row(document, fact)
    line = text.rfind("\n", 0, fact.sentence_start) + 1
    around = "\n".join((text[line : fact.sentence_start], document.title, context))
    return (
        number_stands(text, fact)
        and measure_stands(text, fact, quote)
        and not missing(text, fact, around)
        and period_stands(document, fact, quote, context)
    )


def _holds_in_row(document: Document, fact: Fact) -> bool:
    """Whether a row says a fact: the figure is a whole number of its cell, its unit stands in the row or its table's head.

    So do the characters of its indicator. A period that its column names is no other than the fact's.
    """
    text = document.text
    if not _is_whole(text, fact) or Decimal(_NUMBER.sub("", folded(fact.text)) or "-1") != abs(fact.value):
        return False
    above = "".join(table_above(text, fact.sentence_start))
    said = {*document.title, *above, *text[fact.sentence_start : fact.sentence_end]}
    if not names_unit(text, fact) or not {*fact.indicator} <= said:
        return False
    cell = cell_of(text, fact)
    named = [m.period for m in find_periods(text[cell.start : fact.start], document.dating.day)]
    told = [p for p in named if p.source == "stated"]
    return fact.period is None or not told or any(_is_of(fact.period, p) for p in told)


def _is_of(period: Period, named: Period) -> bool:
    """Whether a cell's period is the one its column names, or a part of the year that it names."""
    return period.end == named.end or (named.kind == "year" and period.end.year == named.end.year)


def _is_whole(text: str, fact: Fact) -> bool:
    """Whether a figure is not part of a longer number, and a fall has its sign."""
    before, after = text[max(0, fact.start - 2) : fact.start], text[fact.end : fact.end + 2]
    cut = re.search(r"\d[.,，]?$|[-－−▼]$", before) or re.match(r"\d|[.,，]\d", after)
    return not cut and (fact.value >= 0 or fact.text[:1] in _FALLING)


class Citations:
    """The numbered citations of one answer; the same span is cited once."""

    def __init__(self) -> None:
        self._made: list[Citation] = []

    def cite(self, candidate: Candidate, span: Span, speaker: str | None = None) -> Citation:
        """Return the citation of a span, a new number where it is new."""
        d = candidate.document
        for made in self._made:
            if made.document == d.id and made.start == span.start and made.end == span.end:
                return made
        citation = Citation(
            n=len(self._made) + 1,
            document=d.id,
            title=d.title,
            published=d.dating.day,
            source=d.source,
            speaker=candidate.passage.speaker if speaker is None else speaker,
            page=d.place(span.start).page,
            start=span.start,
            end=span.end,
            quote=d.text[span.start : span.end],
        )
        self._made.append(citation)
        return citation

    @property
    def made(self) -> Sequence[Citation]:
        """The citations in the order of their numbers."""
        return tuple(self._made)
