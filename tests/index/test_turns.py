from index.people import find_people
from index.records import Span, Turn
from index.turns import find_turns


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
    assert turns(sole + "问：渠呢？\n答：好了。")[-2:] == [
        ("question", "", "渠呢？", None),
        ("answer", "王小渠", "好了。", 0),
    ]
    assert turns("Q: Is it done?\nA: Yes.") == [("question", "", "Is it done?", None), ("answer", "", "Yes.", 0)]
    assert turns("主持人：现在开会。\n王小渠（县长）：好。") == [
        ("speech", "主持人", "现在开会。", None),
        ("speech", "王小渠", "好。", None),
    ]


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
