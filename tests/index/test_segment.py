import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.read.text import text_lines
from index.records import Article, Span
from index.repair import repair
from index.segment import segment, single_article


def articles(raw: str) -> list[Article]:
    return segment(repair(text_lines(raw)))


PAGE = """全县农业“一季报”给村民划重点

果园、渔业齐头并进

春耕怎么样?在4月21日举行的新闻发布会上,县农业局局长王小果介绍了情况。

果园稳步向好

今年苹果多收两成。

(本稿源自县报,标题有改动)

(上接第一版)

在变化中找路,在风雨中开船。

向海里要粮

渔船装上了冷柜。

(据县报)

两部门发文推动节水

4月22日,县水利局、县农业局《关于节水的意见》对外发布。

五部门规范果品电子秤

县市场局、县农业局等部门近日联合公布《电子秤管理规定》,自2027年9月1日起施行。

水利部门谋划新渠

县水利局4月21日召开座谈会,提出要修三条渠。

(本栏目稿件来源:县报、县政府网)"""


def test_the_articles_of_a_newspaper_page() -> None:
    found = articles(PAGE)
    assert [article.title for article in found] == [
        "全县农业“一季报”给村民划重点",
        "在变化中找路,在风雨中开船",
        "两部门发文推动节水",
        "五部门规范果品电子秤",
        "水利部门谋划新渠",
    ]
    first, second = found[:2]
    assert [first.text[span.start : span.end] for span in first.headings] == ["果园、渔业齐头并进", "果园稳步向好"]
    assert first.headings[0] == Span(0, 9)
    assert [(note.kind, note.text, note.line) for note in second.notes] == [
        ("jump", "(上接第一版)", 13),
        ("source", "(据县报)", 21),
    ]
    assert second.text == "在变化中找路,在风雨中开船。\n向海里要粮\n渔船装上了冷柜。"
    assert second.lines == ((0, 15), (15, 17), (21, 19))
    assert [(turn.speaker, turn.post) for turn in first.turns] == [("王小果", "县农业局局长")]


TRANSCRIPT = """基础好、后劲足

记者：果园怎样？

王小果：多收两成。

(本版文字由本报记者李大田整理)
"""
TAIL = """
果园支撑作用明显

7月18日，县里举行新闻发布会，介绍2025年上半年情况，县农业局局长王小果回答记者提问。
"""


def test_a_headline_and_note_behind_a_transcript_name_it() -> None:
    (article,) = articles(TRANSCRIPT + TAIL)
    assert article.title == "果园支撑作用明显"
    assert article.text.startswith("基础好、后劲足\n记者：果园怎样？")
    answer = article.turns[1]
    assert (answer.speaker, answer.post, answer.question) == ("王小果", "县农业局局长", 0)
    assert article.text[answer.start : answer.end] == "多收两成。"
    assert len(article.turns) == 2


def test_a_note_with_another_cast_is_another_article() -> None:
    found = articles(TRANSCRIPT + TAIL.replace("王小果", "赵小禾"))
    assert [article.title for article in found] == ["基础好、后劲足", "果园支撑作用明显"]


def test_an_editors_note_gives_no_title() -> None:
    raw = "## 编者按\n\n7月5日,县里举行新闻发布会,县农业局局长王小果答记者问。\n\n## 果园丰收\n\n## 桃梨都好\n\n本报记者 李大田\n\n"
    (article,) = articles(raw + "记者:果园怎样?\n\n王小果:多收两成。")
    assert article.title == "果园丰收"
    assert [article.text[span.start : span.end] for span in article.headings] == ["编者按", "桃梨都好"]
    assert [(turn.role, turn.speaker, turn.post) for turn in article.turns] == [
        ("question", "记者", ""),
        ("answer", "王小果", "县农业局局长"),
    ]


def test_a_byline_opens_an_article() -> None:
    raw = "果园丰收\n\n苹果多收两成。\n\n据县报\n\n山里有新路\n\n记者 李大田 山口报道\n\n两头通车\n\n路面宽六米。"
    found = articles(raw)
    assert [article.title for article in found] == ["果园丰收", "山里有新路"]
    assert found[1].text == "两头通车\n路面宽六米。"


def test_a_lead_in_mid_text_opens_none() -> None:
    raw = "果园丰收\n\n苹果多收两成。\n\n4月21日,县里举行发布会,介绍春耕。\n\n桃子也好。"
    assert [article.title for article in articles(raw)] == ["果园丰收"]


def test_a_file_of_notes_only_is_still_an_article() -> None:
    (article,) = articles("张大山摄")
    assert (article.text, article.notes) == ("张大山摄", ())


def test_a_single_article_stays_one() -> None:
    article = single_article(repair(text_lines(PAGE)), "整版")
    assert article.title == "整版"
    assert article.text.count("\n") == 13
    assert len(article.notes) == 4


def test_a_first_line_that_repeats_the_title_is_left_out() -> None:
    assert single_article(repair(text_lines("果园 丰收\n\n苹果多收两成。")), "果园丰收").text == "苹果多收两成。"
    assert single_article(repair(text_lines("果园丰收")), "果园丰收").text == "果园丰收"
    assert single_article(repair(text_lines("果园丰收\n\n苹果多收两成。")), "").title == "果园丰收"


def test_nothing_makes_nothing() -> None:
    assert articles("\n\n") == []
    assert single_article([], "空").text == ""


LINES = st.sampled_from(
    ["果园丰收", "苹果多收两成。", "记者：果园怎样？", "王小果：好。", "据县报", "(上接第一版)", "编者按", "近日,县里发布意见。", "张大山摄", "桃子与", "县农业局局长王小果说，好。", "7月18日，县里举行发布会，局长王小果答记者问。", "记者 李大田 山口报道", "两部门发文推动节水新政"]
)  # fmt: skip


@given(st.lists(LINES, max_size=14).map("\n\n".join))
@settings(max_examples=300, deadline=None)
def test_no_text_is_lost_and_spans_are_slices(raw: str) -> None:
    whole = ""
    for article in articles(raw):
        whole += article.title * (article.title not in article.text) + article.text
        whole += "".join(note.text for note in article.notes)
        for turn in article.turns:
            assert 0 <= turn.start < turn.end <= len(article.text)
            assert article.text[turn.start : turn.end].strip() == article.text[turn.start : turn.end]
        for span in article.headings:
            assert "\n" not in article.text[span.start : span.end]
        for person in article.people:
            assert article.text[person.start : person.end].endswith(person.name)
    for line in set(raw.split("\n\n")):
        assert re.sub(r"\s", "", line) in re.sub(r"\s", "", whole)
