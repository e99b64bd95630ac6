"""Turns and paragraphs become passages: slices of the canonical text, with a context that is searched, never quoted."""

from collections.abc import Iterator

from index.records import Article, Document, Passage, Span, Turn

LONGEST = 300  # code points; a passage of this size still reads as one statement
_SEPARATORS = ["\n", "。", "！", "？", "；", ";", "，", ",", "、", " ", ""]  # the last cut a text that has none of them
_QUESTION = 120  # code points of the question that an answer's context repeats


def passages(document: Document, article: Article) -> list[Passage]:
    """Cut an article into passages, in reading order."""
    found = []
    for paragraph, heading in paragraphs(article):
        turn = turn_at(article, paragraph.start)
        context = _context(document, article, heading, turn)
        speaker, post = (turn.speaker, turn.post) if turn else ("", "")
        for piece in _pieces(article.text, paragraph):
            text = article.text[piece.start : piece.end]
            found.append(Passage(document.id, piece.start, piece.end, text, context, speaker, post))
    return found


def paragraphs(article: Article) -> Iterator[tuple[Span, str]]:
    """Give the paragraphs of an article, each with the heading it stands under."""
    headings = {h.start for h in (*article.headings, *article.columns)}
    heading, at = "", 0
    for line in article.text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if start in headings:
            heading = line
        elif line.strip():
            yield Span(start, end), heading


def turn_at(article: Article, position: int) -> Turn | None:
    """The turn that holds a position; the label in front of a turn (`陶青：`) belongs to it."""
    for turn in article.turns:
        line_start = article.text.rfind("\n", 0, turn.start) + 1
        if line_start <= position < turn.end:
            return turn
    return None


def question_of(article: Article, turn: Turn | None) -> str:
    """The question that a turn answers, or nothing."""
    if turn is None or turn.question is None:
        return ""
    asked = article.turns[turn.question]
    return article.text[asked.start : asked.end]


def _context(document: Document, article: Article, heading: str, turn: Turn | None) -> str:
    day = document.dating.day
    speaker = f"{turn.post}{turn.speaker}" if turn else ""
    asked = question_of(article, turn)[-_QUESTION:]
    parts = [
        document.title,
        day.isoformat() if day else "",
        heading if heading != document.title else "",
        speaker,
        asked,
    ]
    return "\n".join(p for p in parts if p)


def _pieces(text: str, paragraph: Span) -> list[Span]:
    if paragraph.end - paragraph.start <= LONGEST:
        return [paragraph]
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS, keep_separator="end", chunk_size=LONGEST, chunk_overlap=0, strip_whitespace=False
    )
    pieces, at = [], paragraph.start
    for chunk in splitter.split_text(text[paragraph.start : paragraph.end]):
        pieces.append(Span(at, at + len(chunk)))
        at += len(chunk)
    return pieces
