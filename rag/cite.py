"""A draft gets its citations; what does not stand in its cited span is not said. Every composer ends here."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from index.columns import folded
from index.periods import find_periods, same_interval
from index.records import Document, Fact, Period, Span
from index.tables import cell_of, names_unit, of_row, table_above
from rag.records import Candidate, Citation

_FALLING = "-－−–▼↓▲"
_NUMBER = re.compile(r"[^\d.]")
LONGEST_QUOTE = 240  # code points; the sentence of the figure is quoted even where it is longer
_REACH = 400  # how far before a figure's sentence its period may have been said and still be quoted with it


def quote_span(document: Document, fact: Fact) -> Span:
    """The sentence of a fact, begun where its period is said if that stands shortly before in the same paragraph.

    Of a table it is the row.
    """
    sentence = Span(fact.sentence_start, fact.sentence_end)
    if of_row(document.text, fact):
        return sentence
    if fact.period is None or fact.period.text in document.text[sentence.start : sentence.end]:
        return sentence
    line = document.text.rfind("\n", 0, sentence.start) + 1
    said = (
        document.text.rfind(fact.period.text, max(line, sentence.start - _REACH), sentence.start)
        if fact.period.text
        else -1
    )
    if said < 0:
        return sentence
    ends = [i + 1 for i, c in enumerate(document.text[line:said]) if c in "。！？；"]
    start = line + ends[bisect_right(ends, said - line) - 1] if ends else line
    return Span(start, sentence.end) if sentence.end - start <= LONGEST_QUOTE else sentence


def holds(document: Document, fact: Fact, quote: Span) -> bool:
    """Whether a fact stands in a quote: its characters, its unit, and no other period.

    A period that the quote does not name was announced before it (by the question answered, the introduction); then
    the quote may not name one that contradicts it as the only period before the figure.
    """
    text = document.text
    if not (quote.start <= fact.start and fact.end <= quote.end) or text[fact.start : fact.end] != fact.text:
        return False
    if of_row(text, fact):
        return _holds_in_row(document, fact)
    if str(abs(fact.value)) not in fact.text.replace(",", "").replace("，", "") and fact.text[:1].isdigit():
        return False
    if fact.period is None or fact.period.text in text[quote.start : quote.end]:
        return True
    named = [m.period for m in find_periods(text[quote.start : fact.start], document.dating.day)]
    return not named or any(same_interval(p, fact.period) for p in named) or fact.period.source != "stated"


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
