import pytest

from rag.rerank.wanted import is_told, lacks, meets

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
        ("水渠由谁修建？", [1, 0, 0, 0, 1]),
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


@pytest.mark.parametrize(
    ("question", "text", "has"),
    [
        ("2025年有多少家企业？", "共有25家企业。", 1),
        ("2025年有多少家企业？", "共有5家。", 1),
        ("2025年有多少家企业？", "企业一直很好。", 0),
        ("哪一年结束？", "他访问了朝鲜。", 0),
        ("水渠在哪里？", "本市场面积大。", 0),
        ("水渠在哪里？", "水渠在云溪村。", 1),
        ("1990年代的乐队有谁？", "乐队有王建国。", 1),
        ("开渠在哪一年？", "开渠在1990年。", 1),
    ],
)
def test_what_only_looks_like_it(question: str, text: str, has: int) -> None:
    assert meets(question, [text]) == [has]


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("仪式在哪里举行？", "仪式4月21日举行。", True),
        ("仪式在哪里举行？", "仪式在云溪市举行。", False),
        ("水渠由哪家公司承建？", "水渠已经建成。", True),
        ("仪式为什么推迟？", "仪式推迟了。", False),
        ("水渠叫什么名字？", "水渠叫云渠。", False),
        ("水渠分为哪几级？", "水渠分为干渠、支渠。", False),
        ("水渠有多少公里？", "水渠很长。", True),
        ("哪三座城市修了水渠？", "上海修了水渠，北京也修了。", False),
        ("哪三座城市修了水渠？", "三座城市修了水渠。", True),
        ("哪三座城市修了水渠？", "水渠让市民、村民用得上。", True),
        ("水渠在哪里开工？", "中国的水渠在园区顺利开工，面向全国。", True),
        ("水渠在哪个国家开工？", "水渠在中国开工。", False),
        ("水渠在哪里开工？", "水渠通向农村，是首个跨省的工程。", True),
        ("宏达公司的创始人是谁？", "云溪宏达公司修了水渠。", True),
        ("船交给了谁？", "“云溪·花城号”完成交付。", True),
        ("水渠由谁修建？", "水渠有多部闸门，内部很新。", True),
        ("水渠由谁修建？", "水渠由水利部修建。", False),
        ("水渠由誰修建？", "水渠由腓特烈二世修建。", False),
        ("渡口在哪一年出現？", "東漢已有渡口。", False),
        ("渡口何时出现？", "康熙三十二年已有渡口。", False),
        ("渡口何时关闭？", "渡口冬季关闭。", False),
        ("渡口何时关闭？", "渡口已经关闭。", True),
    ],
)
def test_what_a_text_lacks(question: str, text: str, lacking: bool) -> None:
    assert lacks(question, text) is lacking


def test_half_of_what_is_asked_for() -> None:
    assert meets("谁在什么时候修建水渠？", ["由王建国修建。", "由王建国于1962年修建。"]) == [0.5, 1]


@pytest.mark.parametrize("word", ["名字", "好处", "包括", "哪款", "几号", "什么", "做", "谁"])
def test_a_word_that_only_asks_need_not_be_told(word: str) -> None:
    assert not is_told(word)


@pytest.mark.parametrize("word", ["总部", "处罚", "创始人", "exports"])
def test_a_word_that_an_answer_says(word: str) -> None:
    assert is_told(word)
