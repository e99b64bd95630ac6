import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.people import find_people
from index.read.text import text_lines
from index.records import Line, Span, Turn
from index.repair import repair
from index.segment import segment
from index.turns import find_turns

TRANSCRIPTS = Path(__file__).with_name("transcripts.txt")
ROLES = {"question": "问", "answer": "答", "speech": "说"}


def transcripts() -> Iterator[tuple[str, str, list[list[str]]]]:
    """Each with what it shows, its text, and a line a turn: role and the question's position|speaker|post|first words."""
    for part in re.split(r"(?m)^=== ", TRANSCRIPTS.read_text(encoding="utf-8"))[1:]:
        name, rest = part.split("\n", 1)
        text, turns_of_it = rest.split("\n---\n")
        yield name, text, [line.split("|") for line in turns_of_it.strip().split("\n")]


def lines_of(text: str) -> list[Line]:
    """The lines as a reader gives them: what stands between ** at their start is set in bold."""
    bold = [re.match(r"\*\*(.+?)\*\*", line) for line in text.split("\n")]
    return [
        replace(line, bold=len(found[1]) if found else 0) for line, found in zip(text_lines(text), bold, strict=True)
    ]


@pytest.mark.parametrize(("text", "known"), [pytest.param(t, k, id=name) for name, t, k in transcripts()])
def test_the_turns_of_a_transcript(text: str, known: list[list[str]]) -> None:
    found: list[list[str]] = []
    openings: list[str] = []
    for article in segment(repair(lines_of(text))):
        before = len(found)
        for turn in article.turns:
            question = "" if turn.question is None else str(before + turn.question)
            found.append([ROLES[turn.role] + question, turn.speaker, turn.post])
            openings.append(article.text[turn.start : turn.end])
    assert found == [row[:3] for row in known]
    assert [o[: len(row[3])] for o, row in zip(openings, known, strict=True)] == [row[3] for row in known]


def turns(text: str, *headings: str, last: int | None = None) -> list[tuple[str, str, str, int | None]]:
    spans = [Span(text.index(heading), text.index(heading) + len(heading)) for heading in headings]
    found = find_turns(text, spans, find_people(text), last=last)
    assert all(isinstance(turn, Turn) for turn in found)
    return [(turn.role, turn.speaker, text[turn.start : turn.end], turn.question) for turn in found]


CAST = "水利部副部长王小渠、农水司司长李水出席。\n"


def test_questions_and_answers() -> None:
    text = (
        CAST
        + "记者：渠修好了吗？\n王小渠：修好了。\n还要修桥。\n李水：桥明年修。\n人民日报记者：路呢？\n王小渠:路也修。"
    )
    assert turns(text) == [
        ("question", "记者", "渠修好了吗？", None),
        ("answer", "王小渠", "修好了。\n还要修桥。", 0),
        ("answer", "李水", "桥明年修。", 0),
        ("question", "人民日报记者", "路呢？", None),
        ("answer", "王小渠", "路也修。", 3),
    ]


def test_a_heading_before_a_question_ends_the_answer() -> None:
    text = "记者：渠呢？\n王小渠：好了。\n修桥\n水多。\n修路\n记者：路呢？\n王小渠：快了。"
    assert [turn[2] for turn in turns(text, "修桥", "修路")] == ["渠呢？", "好了。\n修桥\n水多。", "路呢？", "快了。"]


def test_short_labels() -> None:
    sole = "水利部副部长王小渠接受采访。\n"
    assert turns(sole + "问：渠呢？\n答：好了。") == [
        ("question", "", "渠呢？", None),
        ("answer", "王小渠", "好了。", 0),
    ]
    assert turns("Q: Is it done?\nA: Yes.") == [("question", "", "Is it done?", None), ("answer", "", "Yes.", 0)]
    assert turns("主持人：现在开会。\n王小渠（县长）：好。") == [
        ("speech", "主持人", "现在开会。", None),
        ("speech", "王小渠", "好。", None),
    ]


def test_an_answer_points_at_its_question_behind_reported_speech() -> None:
    assert turns("水利部副部长王小渠表示，渠修好了。\n问：桥呢？\n答：快了。") == [
        ("speech", "王小渠", "水利部副部长王小渠表示，渠修好了。", None),
        ("question", "", "桥呢？", None),
        ("answer", "王小渠", "快了。", 1),
    ]


def test_numbered_answers_find_their_questions() -> None:
    text = "问题1：渠呢？\n问题2：桥呢？\n答1：渠好了。\n答2：桥快了。"
    assert [turn[3] for turn in turns(text)] == [None, None, 0, 1]


def test_the_post_comes_from_the_cast_or_the_label() -> None:
    text = CAST + "记者：渠呢？\n李水：好了。\n县长王大田：还要修桥。\n赵小禾（渠长）：水多。"
    found = find_turns(text, [], find_people(text))
    assert [(turn.speaker, turn.post) for turn in found[1:]] == [
        ("李水", "水利部农水司司长"),
        ("王大田", "县长"),
        ("赵小禾", "渠长"),
    ]


def test_common_words_are_no_speakers() -> None:
    assert turns("记者：渠呢？\n王小渠：好了。具体来说：\n一是：修。\n方面：好。\n高度：三米。") == [
        ("question", "记者", "渠呢？", None),
        ("answer", "王小渠", "好了。具体来说：\n一是：修。\n方面：好。\n高度：三米。", 0),
    ]


def test_reported_speech_belongs_to_its_paragraph() -> None:
    text = "“渠好了。”水利部副部长王小渠说。\n水真清。\n王小渠表示，还要修桥。\n王小渠的家在村东。"
    assert turns(text) == [
        ("speech", "王小渠", "“渠好了。”水利部副部长王小渠说。", None),
        ("speech", "王小渠", "王小渠表示，还要修桥。", None),
    ]


def test_the_talk_ends_before_a_note_printed_behind_it() -> None:
    text = "记者：渠呢？\n王小渠：好了。\n今天举行发布会，水利部副部长王小渠回答记者提问。"
    assert [turn[2] for turn in find_ends(text)] == ["渠呢？", "好了。"]


def find_ends(text: str) -> list[tuple[str, str, str, int | None]]:
    return turns(text, last=text.index("今天举行"))
