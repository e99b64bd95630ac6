import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.read.text import text_lines
from index.records import Article, Block, Span
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


def titles(raw: str, title: str = "") -> list[str]:
    return [article.title for article in segment(repair(text_lines(raw)), title)]


FEATURE = """果园丰收的背后藏着什么

4月21日,县里举行发布会,介绍春耕情况。

新渠引来活水

近日,县水利局发布通知,新渠全线通水。

老树换上新枝

果农们忙着嫁接。

冷库留住鲜味

近日,县供销社启动三座冷库。"""


def test_sections_that_open_with_a_day_begin_no_article() -> None:
    (article,) = articles(FEATURE)
    assert [article.text[span.start : span.end] for span in article.headings] == [
        "新渠引来活水",
        "老树换上新枝",
        "冷库留住鲜味",
    ]


def test_a_kicker_stands_above_its_headline() -> None:
    page = (
        "■ 外贸\n前8个月渡轮出口增长9.2%　创下新高\n\n　　本报讯（记者张衡）昨日，记者从渡运局获悉，今年前8个月，全市渡轮出口3亿元。\n\n"
        "■ 出行\n渡口8月日均客流86万　周五最挤\n\n　　本报讯（记者李棠）渡运集团昨天公布，今年8月，渡口日均运送旅客86万人次。\n"
    )
    assert [a.title for a in segment(repair(text_lines(page)))] == [
        "前8个月渡轮出口增长9.2%　创下新高",
        "渡口8月日均客流86万　周五最挤",
    ]


def test_a_scene_under_a_heading_begins_no_article() -> None:
    raw = "全县果园迎来丰收年\n\n苹果多收两成。\n\n机器开进了老果园里\n\n近日,记者来到东村,机器正在摘果。"
    assert titles(raw) == ["全县果园迎来丰收年"]


def test_briefs_of_a_page_are_articles_though_only_a_day_opens_them() -> None:
    raw = (
        "东村小学搬进了新楼\n\n4月20日,东村小学的孩子坐进新教室。\n\n西村老桥今天拆除完毕\n\n4月21日,西村的老桥没有了。"
    )
    assert titles(raw) == ["东村小学搬进了新楼", "西村老桥今天拆除完毕"]
    assert titles(raw.replace("4月20日,", "")) == ["东村小学搬进了新楼"]


LEVELS = {
    "level 1, each with prose": ("# 果园丰收\n\n桃多。\n\n# 渔船归港\n\n鱼多。", ["果园丰收", "渔船归港"]),
    "level 1 with sections": (
        "# 果园丰收\n\n桃多。\n\n## 近况如何全县一起来看\n\n近日,县里发布通知。\n\n# 渔船归港\n\n鱼多。",
        ["果园丰收", "渔船归港"],
    ),
    "level 1 with a byline": (
        "# 果园丰收\n\n桃多。\n\n# 一、渔船归港\n\n记者 李大田 山口报道\n\n鱼多。",
        ["果园丰收", "一、渔船归港"],
    ),
    "a title above sections of level 1": ("全县农业年报\n\n# 果园\n\n桃多。\n\n# 渔业\n\n鱼多。", ["全县农业年报"]),
    "a title of level 1 above sections of level 1": (
        "# 全县农业年报\n\n# 果园\n\n桃多。\n\n# 渔业\n\n鱼多。",
        ["全县农业年报"],
    ),
    "numbered sections": ("# 一、果园\n\n桃多。\n\n# 二、渔业\n\n鱼多。", ["一、果园"]),
    "sections by their names": ("# 果园的丰收\n\n桃多。\n\n# 结语\n\n真好。", ["果园的丰收"]),
    "front matter": ("---\ntitle: 年报\n---\n\n# 果园\n\n桃多。\n\n# 渔业\n\n鱼多。", ["果园"]),
    "deeper headings behind a source": ("# 果园丰收\n\n桃多。\n\n来源：县统计局\n\n## 产量\n\n三万吨。", ["果园丰收"]),
    "a shallower heading": ("## 果园丰收\n\n桃多。\n\n# 渔船归港\n\n鱼多。", ["果园丰收", "渔船归港"]),
    "headings without marks among marked ones": (
        "# 果园丰收\n\n桃多。\n\n县里的果园又有新规矩\n\n近日,县里发布通知。",
        ["果园丰收"],
    ),
    "questions under headings of level 1": (
        "# 渠修好了\n\n水多。\n\n# 谁来管\n\n问：谁管？\n\n答：村里管。",
        ["渠修好了"],
    ),
}


@pytest.mark.parametrize(("raw", "known"), LEVELS.values(), ids=LEVELS.keys())
def test_levels_of_headings(raw: str, known: list[str]) -> None:
    assert titles(raw) == known


def test_a_file_with_a_title_has_sections() -> None:
    assert titles("# 果园丰收\n\n桃多。\n\n# 渔船归港\n\n鱼多。", "年报") == ["果园丰收"]


TABLE = "| 村 | 产量 |\n| --- | --- |\n| 东村 | 3 |"


def test_tables_neither_begin_nor_end_an_article() -> None:
    raw = f"果园丰收\n\n桃多。\n\n据县报\n\n各村产量\n\n{TABLE}\n\n山里有新路\n\n近日,县里发布通知。"
    first, second = articles(raw)
    assert [first.title, second.title] == ["果园丰收", "山里有新路"]
    assert [first.text[row.start : row.end] for row in (*first.columns, *first.rows)] == ["村 | 产量", "东村 | 产量 3"]
    (article,) = articles(f"{TABLE}\n\n近日,县里发布通知。")
    assert article.text.count("\n") == 2


def test_a_table_behind_a_source_belongs_to_the_article_before_it() -> None:
    first, second = articles(f"果园丰收\n\n桃多。\n\n据县报\n\n{TABLE}\n\n山里有了新路\n\n路面宽六米。")
    assert (len(first.rows), second.title) == (1, "山里有了新路")


def test_a_headline_at_the_end_names_a_talk() -> None:
    found = articles(TRANSCRIPT + "\n果园支撑作用明显\n")
    assert [article.title for article in found] == ["果园支撑作用明显"]
    assert found[0].text.endswith("王小果：多收两成。")
    assert titles("果园丰收\n\n桃多。\n\n据县报\n\n渔业要闻") == ["果园丰收"]
    assert titles("桃多，梨也多。\n\n据县报\n\n果园丰收") == ["果园丰收"]


LINES = st.sampled_from(
    ["果园丰收", "苹果多收两成。", "记者：果园怎样？", "王小果：好。", "据县报", "(上接第一版)", "编者按", "近日,县里发布意见。", "张大山摄", "桃子与", "县农业局局长王小果说，好。", "7月18日，县里举行发布会，局长王小果答记者问。", "记者 李大田 山口报道", "两部门发文推动节水新政"]
)  # fmt: skip


BLOCKS = st.builds(
    lambda kind, text, level, bold: Block(kind, text, ((0, 1),), level if kind == "heading" else 0, min(bold, len(text))),
    st.sampled_from(["heading", "heading", "paragraph", "paragraph", "columns", "row", "caption", "byline", "source", "jump", "furniture"]),
    LINES,
    st.integers(0, 3),
    st.sampled_from([0, 0, 2, 3, 40]),
)  # fmt: skip


@given(st.lists(BLOCKS, max_size=16))
@settings(max_examples=400, deadline=None)
def test_every_block_is_in_an_article_as_often_as_it_stands(blocks: list[Block]) -> None:
    blocks = [replace(block, lines=((0, at),)) for at, block in enumerate(blocks, 1)]
    found: Counter[str] = Counter()
    for article in segment(blocks):
        lines = article.text.split("\n") if article.text else []
        found.update([*lines, *(note.text for note in article.notes)])
        made = article.title not in {block.text for block in blocks}  # from its first words
        found.update([] if made else [article.title])
    known = Counter(block.text for block in blocks)
    assert known - found == Counter()


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


def test_a_newspapers_page_with_its_head_between_is_cut_into_its_articles() -> None:
    page = (
        "02 要闻\n2026年8月19日  星期三\n责任编辑：沈 宁　版式：小　满\n春水日报\nCHUNSHUI RIBAO\n\n"
        "帆布出口创下今年新高\n\n　　本报讯（记者 孙宁）上半年帆布出口增长4.1%，品种比去年同期更多。\n\n"
        "　　市里派人帮企业找到了更多的买家。\n\n企业有了信心\n\n　　仓库里已经没有存货。\n\n"
        "全市渔港建设正在加快\n\n　　本报讯（记者 钱宁）全市渔港已经达到9座。\n\n"
        "春水日报\n2026年8月19日  星期三\n03 民生·综合\n\n"
        "小病不出镇 大病不出县\n\n　　“以前要坐车去县城。”村民说。\n\n■ 本报记者 李宁 文／图\n\n　　医院有112家。\n"
    )
    found = segment(repair(text_lines(page)))
    titles = ["帆布出口创下今年新高", "全市渔港建设正在加快", "小病不出镇 大病不出县"]
    assert [article.title for article in found] == titles
    assert all("日报" not in article.text and "要闻" not in article.text for article in found)
    assert [article.paper for article in found] == ["", "春水日报", ""]  # 全市 is 春水


def test_the_head_of_a_page_in_one_line_names_the_newspaper() -> None:
    page = "春水经济日报 2026年8月19日 星期三 要闻 责编 孙宁 美编 钱宁 2\n\n渔港建设正在加快\n\n　　本报讯（记者 钱宁）全市渔港已经达到9座。\n"
    assert [article.paper for article in segment(repair(text_lines(page)))] == ["春水经济日报"]


def test_a_paragraph_that_begins_with_who_says_it_is_one() -> None:
    prose = "　　全市的渔港建设正在加快推进之中\n，码头上到处都是忙碌的人们和机器\n，到了晚上也还是灯火通明的样子。\n\n"
    said = "　　市农业农村局渔业科科长孙宁\n介绍，渔港达到9座。\n"
    assert repair(text_lines(prose * 3 + said))[-1].text == "市农业农村局渔业科科长孙宁介绍，渔港达到9座。"


def test_what_is_called_as_a_newspaper_is_keeps_its_title_where_no_page_is() -> None:
    (report,) = segment(repair(text_lines("春水电网生产日报\n\n7月25日，全网最高负荷达到5000万千瓦，创下新高。\n")))
    assert (report.title, report.paper) == ("春水电网生产日报", "")
