"""Who speaks where: labelled turns (`记者：`, `问：`, `张三：`, names in bold or on lines of their own), then reported speech."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from index.cast import Cast
from index.labels import Label, names_alone, read_label
from index.people import find_people
from index.records import Person, Span, Turn, TurnRole
from index.reported import find_reported

_LONGEST_DECLARATION = 60  # characters that say only who presides, as 主持人：新闻办副主任张三


@dataclass(frozen=True, slots=True)
class _Opening:
    """A label taken for one, and the line it opens."""

    line: int
    start: int
    role: TurnRole
    speaker: str
    post: str
    number: str


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    heading: bool


def find_turns(
    text: str,
    headings: Sequence[Span],
    people: Sequence[Person],
    *,
    title: str = "",
    last: int | None = None,
    bold: Mapping[int, int] | None = None,
) -> tuple[Turn, ...]:
    """Split an article's text into what each speaker says.

    A labelled turn goes on until the next label, or until a heading under which somebody else is asked or speaks.
    Paragraphs outside such turns belong to the known people they are attributed to.

    Args:
        text: canonical text, a line a heading or paragraph.
        headings: spans of the heading lines.
        people: everybody named with a post.
        title: the article's title, which may name who answers.
        last: where the talk ends at the latest, for a headline and note printed behind it.
        bold: where lines start that open in bold, and how many characters are.

    Returns:
        The turns in order; a labelled one starts behind its label.
    """
    lines = _lines(text, {heading.start for heading in headings}, len(text) if last is None else last)
    labels = _labels(text, lines, bold or {})
    named = [*people, *find_people(title)]
    labels, host = _presiding(text, lines, labels, {person.name for person in named})
    if not labels and not named:
        return ()
    opening = min((lines[at].start for at in labels), default=0)
    cast = Cast(named, f"{title}\n{text}", f"{title}\n{text[:opening]}", list(labels.values()), host)
    spoken = _labelled(_openings(text, lines, labels, cast), lines)
    free = [Span(line.start, line.end) for line in lines if not line.heading and not _within(line, spoken)]
    return _in_order(spoken, find_reported(text, free, cast, talk=bool(spoken)))


def _lines(text: str, headings: set[int], last: int) -> list[_Line]:
    """Every line up to `last` that is not empty."""
    lines, start = [], 0
    for line in text[:last].rstrip().split("\n"):
        if line:
            lines.append(_Line(start, start + len(line), start in headings))
        start += len(line) + 1
    return lines


def _labels(text: str, lines: Sequence[_Line], bold: Mapping[int, int]) -> dict[int, Label]:
    """The labels by the position of the line that they open."""
    labels: dict[int, Label] = {}
    for at, line in enumerate(lines):
        found = None if line.heading else read_label(text, line.start, line.end, bold=bold.get(line.start, 0))
        if found is not None and found.end < len(text):
            labels[at] = found
    alone = names_alone(["" if line.heading else text[line.start : line.end] for line in lines])
    for at, label in alone.items():
        labels.setdefault(at, replace(label, start=lines[at].start, end=lines[at + 1].start))
    if not any(label.kind == "question" for label in labels.values()):  # A. is an answer only where there is a Q.
        labels = {at: label for at, label in labels.items() if label.firm or label.kind != "answer"}
    return dict(sorted(labels.items()))


def _presiding(
    text: str, lines: Sequence[_Line], labels: Mapping[int, Label], names: Collection[str]
) -> tuple[dict[int, Label], str]:
    """The labels without those that only say who presides, and that name."""
    left, host = dict(labels), ""
    for at, label in labels.items():
        said = text[label.end : lines[at].end]
        if label.kind == "host" and 0 < len(said) <= _LONGEST_DECLARATION:
            found = find_people(said)
            if len(found) == 1 and found[0].end - found[0].start >= len(said) - 1:
                host = found[0].name
                del left[at]
            elif said in names:
                host = said
                del left[at]
    return left, host


def _openings(text: str, lines: Sequence[_Line], labels: Mapping[int, Label], cast: Cast) -> list[_Opening]:
    openings: list[_Opening] = []
    asked = awaited = False
    for at, line in enumerate(lines):
        label = labels.get(at) or (None if line.heading else cast.named_at(text, line.start, line.end))
        found = cast.speaker(label, awaited=awaited) if label else None
        if label is None or found is None:
            continue
        role, speaker, post = found
        if role == "question":
            asked = awaited = True
        elif label.kind != "host":
            role, awaited = ("answer" if asked or label.kind == "answer" else "speech"), False
        openings.append(_Opening(at, label.end, role, speaker, post, label.number))
    return openings


def _labelled(openings: Sequence[_Opening], lines: Sequence[_Line]) -> list[Turn]:
    turns: list[Turn] = []
    question: int | None = None
    numbered: dict[str, int] = {}
    for at, opening in enumerate(openings):
        stop = openings[at + 1].line if at + 1 < len(openings) else len(lines)
        while stop - 1 > opening.line and lines[stop - 1].heading:  # headings right before the next label belong to it
            stop -= 1
        end = lines[stop - 1].end
        if end <= opening.start:
            continue
        if opening.role == "question":
            question = len(turns)
            numbered[opening.number] = question
        asked = numbered.get(opening.number, question) if opening.number else question
        turns.append(
            Turn(
                opening.role,
                opening.speaker,
                opening.post,
                opening.start,
                end,
                asked if opening.role == "answer" else None,
            )
        )
    return turns


def _within(line: _Line, spoken: Sequence[Turn]) -> bool:
    """Whether a labelled turn holds some of the line."""
    following = bisect_left(spoken, line.end, key=lambda turn: turn.start)
    return following > 0 and line.start < spoken[following - 1].end


def _in_order(spoken: Sequence[Turn], reported: Sequence[Turn]) -> tuple[Turn, ...]:
    """Both kinds by where they start; answers keep pointing at their questions."""
    turns = sorted([*spoken, *reported], key=lambda turn: turn.start)
    places = {id(turn): at for at, turn in enumerate(turns)}
    return tuple(
        turn if turn.question is None else replace(turn, question=places[id(spoken[turn.question])]) for turn in turns
    )
