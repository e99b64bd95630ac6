import pytest

from rag.rerank.wanted import meets

SAID = (
    "水渠由王建国于1962年修建。",
    "开渠的仪式在云溪市举行。",
    "有三千人出席。",
    "因为下雨，仪式推迟了。",
    "宏达建设集团承建了水渠。",
)


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("水渠由谁修建？", [1, 0, 0, 0, 0]),
        ("仪式在哪里举行？", [0, 1, 0, 0, 0]),
        ("有多少人出席？", [1, 0, 1, 0, 0]),
        ("水渠是什么时候修建的？", [1, 0, 0, 0, 0]),
        ("仪式为什么推迟？", [0, 0, 0, 1, 0]),
        ("水渠由哪家公司承建？", [0, 0, 0, 0, 1]),
        ("水渠叫什么名字？", [0.5] * 5),
    ],
)
def test_what_is_asked_for(question: str, has: list[float]) -> None:
    assert meets(question, SAID) == has


def test_what_the_question_says_itself_is_not_asked_for() -> None:
    assert meets("1962年修建的水渠有多少公里？", ["水渠于1962年修建。", "它长25公里。"]) == [0, 1]


def test_half_of_what_is_asked_for() -> None:
    assert meets("谁在什么时候修建水渠？", ["由王建国修建。", "由王建国于1962年修建。"]) == [0.5, 1]
