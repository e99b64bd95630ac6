from index.cast import Cast
from index.people import find_people
from index.records import Span
from index.reported import find_reported


def reported(text: str, *, talk: bool = False) -> list[tuple[str, str]]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    cast = Cast(find_people(text), text, "", [])
    return [(turn.speaker, text[turn.start : turn.end]) for turn in find_reported(text, lines, cast, talk=talk)]


def test_a_paragraph_of_one_speaker_is_one_turn() -> None:
    text = "渠很长。县水利局局长王小渠表示，渠修好了。王小渠还说，要种树。\n水很清。"
    assert reported(text) == [("王小渠", text.split("\n")[0])]


def test_two_speakers_share_a_paragraph_at_sentence_ends() -> None:
    text = "县水利局局长王小渠表示，渠修好了。水很清。县医院院长李水清指出，井也要修。"
    assert reported(text) == [
        ("王小渠", "县水利局局长王小渠表示，渠修好了。水很清。"),
        ("李水清", "县医院院长李水清指出，井也要修。"),
    ]


def test_a_quotation_in_front_belongs_to_who_said_it() -> None:
    text = "县水利局局长王小渠表示，渠修好了。“井也要修。要快。”县医院院长李水清说。"
    assert reported(text)[1] == ("李水清", "“井也要修。要快。”县医院院长李水清说。")


def test_a_quotation_behind_a_colon_belongs_to_who_stands_before_it() -> None:
    text = "县水利局局长王小渠说：“渠修好了。”县医院院长李水清说，井也要修。"
    assert [said for _, said in reported(text)] == [
        "县水利局局长王小渠说：“渠修好了。”",
        "县医院院长李水清说，井也要修。",
    ]


def test_two_in_one_sentence_are_not_parted() -> None:
    text = "县水利局局长王小渠说渠好，县医院院长李水清说井好。"
    assert reported(text) == [("王小渠", text)]


def test_surname_and_post_stand_for_the_name() -> None:
    assert reported("县水利局局长王小渠到会。\n王局长表示，渠修好了。") == [("王小渠", "王局长表示，渠修好了。")]


def test_a_note_on_the_cast_is_nobodys_speech_in_a_talk() -> None:
    text = "今天举行发布会，县水利局局长王小渠回答了记者提问。"
    assert reported(text, talk=True) == []
    assert reported(text) == [("王小渠", text)]


def test_nobody_known_says_nothing() -> None:
    assert reported("他表示，渠修好了。") == []
