"""The five real documents of ../shared/seeds: article counts, titles, dates and speakers against a hand-made key."""

from pathlib import Path

import pytest

from index.dates import date_articles
from index.read import read_file
from index.records import Article
from index.repair import repair
from index.segment import segment

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents of ../shared/seeds are not here")

# by the number that opens the file's name: (characters of the title, headings, day) of every article
ARTICLES = {
    "000": [
        (19, 4, "2026-04-21"),
        (19, 2, "2026-04-22"),
        (16, 0, "2026-04-22"),
        (14, 0, "2026-04-22"),
        (14, 0, "2026-04-21"),
        (14, 0, "2026-04-22"),
    ],
    "001": [(22, 6, "2026-04-21")],
    "002": [(22, 4, "2026-01-21"), (22, 0, "2026-01-21"), (35, 3, "2026-01-21")],
    "003": [(23, 5, "2024-07-05")],
    "004": [(20, 5, "2025-07-18")],
}
CASTS = {
    "001": {"张云明": "工业和信息化部副部长", "陶青": "工业和信息化部新闻发言人、运行监测协调局局长"}
    | {"谢存": "工业和信息化部新闻发言人、信息通信发展司司长"},
    "003": {"金壮龙": "工业和信息化部党组书记、部长", "辛国斌": "工业和信息化部党组成员、副部长"}
    | {"赵志国": "工业和信息化部新闻发言人、总工程师"},
    "004": {"谢少锋": "工业和信息化部总工程师", "陶青": "工业和信息化部新闻发言人、运行监测协调局局长"}
    | {"谢存": "工业和信息化部信息通信发展司司长"},
}
ANSWERS = {
    "001": ["张云明", "陶青", "谢存", "谢存", "陶青", "谢存", "张云明", "张云明"],
    "003": ["金壮龙", "辛国斌", "金壮龙", "辛国斌", "赵志国", "赵志国", "金壮龙"],
    "004": ["谢少锋", "陶青", "谢存", "谢存", "谢存", "陶青", "谢少锋"],
}
SPEECH = {
    "000": [
        ["张云明", "张云明", "谢存", "张云明", "陶青", "陶青"],
        ["高敏", "张均", "张均", "宋洪军", "李凯", "丁晓华", "赵磊", "博乐仁"],
        *([[]] * 4),
    ],
    "002": [["张云明"] * 4, [], ["封立树"]],
}
# notes of all articles: captions, bylines, source lines and jumps
NOTES = {
    "000": ["source", "jump", "source", "source"],
    "001": ["source"],
    "002": ["caption", "source", "source", "byline"],
    "003": ["byline", "caption", "jump"],
    "004": ["source"],
}


def page(number: str) -> tuple[list[Article], str]:
    path = next(SEEDS.glob(f"{number}*.txt"))
    return segment(repair(read_file(path).lines)), path.name


@pytest.mark.parametrize("number", ARTICLES)
def test_articles_and_their_days(number: str) -> None:
    articles, name = page(number)
    days = [str(dating.day) for dating in date_articles(articles, given=None, file_name=name)]
    found = [(len(article.title), len(article.headings), day) for article, day in zip(articles, days, strict=True)]
    assert found == ARTICLES[number]


@pytest.mark.parametrize("number", ANSWERS)
def test_questions_answers_and_posts(number: str) -> None:
    (article,) = page(number)[0]
    answers = [turn for turn in article.turns if turn.role == "answer"]
    assert [turn.speaker for turn in answers] == ANSWERS[number]
    assert {turn.speaker: turn.post for turn in answers} == CASTS[number]
    assert [turn.role for turn in article.turns] == ["question", "answer"] * len(answers)
    assert [turn.question for turn in answers] == list(range(0, 2 * len(answers), 2))


@pytest.mark.parametrize("number", SPEECH)
def test_reported_speech(number: str) -> None:
    assert [[turn.speaker for turn in article.turns] for article in page(number)[0]] == SPEECH[number]


@pytest.mark.parametrize("number", NOTES)
def test_notes(number: str) -> None:
    assert [note.kind for article in page(number)[0] for note in article.notes] == NOTES[number]


@pytest.mark.parametrize("number", ARTICLES)
def test_no_paragraph_is_left_torn(number: str) -> None:
    for article in page(number)[0]:
        headings = {span.start for span in article.headings}
        start = 0
        for line in article.text.split("\n"):
            assert start in headings or line[-1] in "。？?！”…：:；", line[-12:]
            start += len(line) + 1


@pytest.mark.parametrize(
    ("number", "mended"),
    [
        ("000", ["顺利出坞", "行业竞争", "背景下,", "新动能和", "未来产业"]),
        ("001", ["联合多部门", "实施以来", "达到了69%"]),
        ("002", ["促进中小企业", "大中小企业", "提升县为", "完整社区", "北方地区"]),
        ("003", ["支持新型技术", "典型场景", "高质量发展"]),
        ("004", ["455万个", "1565.3万辆，同比", "720万，", "748 EFLOPS", "传统产业深度", "重点是提高废"]),
    ],
)
def test_torn_words_and_numbers_are_whole(number: str, mended: list[str]) -> None:
    text = "\n".join(article.text for article in page(number)[0])
    assert [words for words in mended if words not in text] == []
