from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates import date_article, date_articles
from index.read.text import text_lines
from index.records import Article, Dating
from index.repair import repair
from index.segment import segment, single_article


def dating(text: str, file_name: str = "a.txt", given: date | None = None, *others: Dating) -> Dating:
    return date_article(
        single_article(repair(text_lines(text)), "标题"), given=given, file_name=file_name, neighbours=others
    )


def day(text: str, file_name: str = "a.txt") -> str:
    return str(dating(text, file_name).day)


HELD = "7月5日，县里举行新闻发布会，介绍果园情况。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4月21日，县里举行发布会，介绍2026年一季度情况。", "2026-04-21"),
        ("1月21日，县里举行发布会，介绍2025年农业发展成效。", "2026-01-21"),
        ("7月18日，县里举行发布会，介绍2025年上半年情况，印发《方案（2025—2027年）》。", "2025-07-18"),
        (HELD + "前5个月产量增长6%，增速比2023年加快1.6个百分点。截至2023年年底，果园有三处。", "2024-07-05"),
        (HELD + "2023年苹果销售额达到15亿元。2023年梨增长3%。力争到2027年，两样都翻番。", "2024-07-05"),
        (HELD + "2024年1—5月，产量增长6%。自2026年9月1日起施行新规。", "2024-07-05"),
        (HELD + "2024年前三季度产量增长6%。", "2025-07-05"),
        ("2026年果园怎么干?县里1月21日举行新闻发布会。\n2026年,县里将修三条渠。", "2026-01-21"),
        ("12月21日，县里举行新闻发布会。2026年怎么干?\n2026年,县里将修三条渠。", "2025-12-21"),
        ("县水利局2026年4月21日邀请村民座谈，谈修渠。", "2026-04-21"),
        ("新华社兰州2025年4月21日电 水渠完工。", "2025-04-21"),
        ("发布时间：2025-04-21 10:00\n水渠完工。", "2025-04-21"),
        ("水渠完工。\n2025年4月21日", "2025-04-21"),
        ("---\ndate: 2025-04-21\n---\n\n水渠完工。", "2025-04-21"),
        (HELD + "1994年村里通电。", "None"),
        (HELD + "到2030年，果园翻番。", "None"),
        ("水渠将于5月1日完工。", "None"),
        ("县里二〇二六年四月二十一日开会谈修渠。", "2026-04-21"),
        ("２０２６年４月２１日，县里开会谈修渠。", "2026-04-21"),
        ("On April 21, 2026, the county opened a canal.", "2026-04-21"),
        ("（记者 甲）4月21日，县里发布消息，今年是“十五五”开局之年。", "2026-04-21"),
        ("今天（5月20日），县里通报春耕。明年是“十四五”规划收官之年。", "2024-05-20"),
        ("“十五五”开局之年，春耕怎么干？4月21日，县里举行发布会。", "2026-04-21"),
        ("9月8日，县里举行歌会。今年是新中国成立75周年。", "2024-09-08"),
        ("庆祝新中国成立75周年的歌还在唱。9月8日，县里举行歌会。", "None"),
        ("十五届全国人大二次会议今天（3月6日）继续举行。", "2029-03-06"),
        ("今天（6月22日）是端午节，村里赛龙舟。", "2023-06-22"),
        ("4月21日（星期二），县里举行发布会。2025年的渠修好了。", "2026-04-21"),
        ("4月21日（星期一），县里举行发布会。2025年的渠修好了。", "2025-04-21"),
        ("昨天（2月28日），县里开渠，2025年春灌由此开始。", "2025-02-28"),  # 29 February or 1 March
        ("昨天（3月31日），县里举行仪式，2025年春灌由此开始。", "2025-04-01"),
        ("新华社兰州4月21日电 2025年春茶节在县里开幕。", "2025-04-21"),
        ("2020年5月6日，渠塌了一段。今天（4月21日），县里通报修渠，2025年春灌照常。", "2025-04-21"),
        ("2020年5月6日，县里召开大会。2024年，渠修好了。", "None"),
        ("今天（4月9日）是修渠20周年。2005年4月9日，第一锹土动了。", "2025-04-09"),
        ("水渠完工。", "None"),
    ],
)
def test_the_text_tells(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("20260421.txt", "2026-04-21"),
        ("纪要2026-04-21定稿.md", "2026-04-21"),
        ("notes_2026_04_21.txt", "2026-04-21"),
        ("2026年04月21日.txt", "2026-04-21"),
        ("2026-04-page.txt", "2026-04-30"),
        ("2026年2月.txt", "2026-02-28"),
        ("000_1643721548f8b879.txt", "None"),
        ("26-04-21纪要.txt", "2026-04-21"),
        ("2026年4月21日纪要.txt", "2026-04-21"),
        ("简报2026.4.21.txt", "2026-04-21"),
        ("二〇二六年四月二十一日简报.txt", "2026-04-21"),
        ("规划2026-2030.txt", "None"),
        ("12345678.txt", "None"),
        ("20261321.txt", "None"),
    ],
)
def test_the_file_name_tells(name: str, expected: str) -> None:
    assert day("水渠完工。", name) == expected


def test_the_month_of_the_file_name_gives_the_year() -> None:
    found = dating("4月21日，县里举行发布会。", "2026-04-page.txt")
    assert found == Dating(date(2026, 4, 21), "4月21日 in the text, year from the file name", 0.9)


def test_how_and_how_sure() -> None:
    assert dating("水渠完工。", given=date(2020, 1, 2)) == Dating(date(2020, 1, 2), "given", 1.0)
    assert dating("4月21日，县里举行发布会，介绍2026年一季度情况。") == Dating(
        date(2026, 4, 21), "4月21日 in the text, year from 2026年一季度", 0.85
    )
    assert dating("今天（4月21日），县里举行发布会。截至2025年底，渠长五里，比2025年宽。") == Dating(
        date(2026, 4, 21), "4月21日 in the text, year from 2025年底", 0.85
    )
    assert dating(HELD + "苹果比2023年多。") == Dating(None, "no date found", 0.0)  # one in two is of a later year
    assert dating("水渠完工。") == Dating(None, "no date found", 0.0)


def test_other_articles_of_the_file_tell() -> None:
    near = Dating(date(2026, 1, 21), "given", 1.0)
    assert dating("水渠完工。", "a.txt", None, near).day == date(2026, 1, 21)
    assert dating("在20日举行的发布会上，县里介绍水渠。", "a.txt", None, near).day == date(2026, 1, 20)
    assert dating("12月30日，县里举行发布会。", "a.txt", None, near).day == date(2025, 12, 30)


def test_the_articles_of_a_file_are_dated_together() -> None:
    page = (
        "春耕开局良好\n\n4月21日，县里举行发布会，介绍2026年一季度情况。\n\n据县报\n\n"
        "两部门发文推动节水\n\n4月22日,县水利局公布《节水意见》。\n\n据县报\n\n山里修了新路\n\n路面宽六米。"
    )
    found = date_articles(segment(repair(text_lines(page))), given=None, file_name="a.txt")
    assert [(str(one.day), one.certainty) for one in found] == [
        ("2026-04-21", 0.85),
        ("2026-04-22", 0.8),
        ("2026-04-22", 0.65),
    ]
    stated = date_articles(segment(repair(text_lines(page))), given=date(2026, 5, 1), file_name="a.txt")
    assert {one.day for one in stated} == {date(2026, 5, 1)}


WEAK = Dating(date(2020, 1, 1), "created 2020-01-01, the file's own properties", 0.3)
STRONG = Dating(date(2026, 4, 22), "metadata: PubDate", 0.95)


@pytest.mark.parametrize(
    ("text", "name", "stated", "expected"),
    [
        ("今天（4月21日），2025年春茶节开幕。", "a.pdf", WEAK, "2025-04-21"),
        ("水渠完工。", "2026-04.pdf", WEAK, "2026-04-30"),
        ("水渠完工。", "a.pdf", WEAK, "2020-01-01"),
        ("新华社兰州2025年4月21日电 水渠完工。", "20250420.html", STRONG, "2026-04-22"),
        ("水渠完工。", "a.pdf", None, "None"),
    ],
)
def test_what_the_file_says_of_itself_has_its_place(text: str, name: str, stated: Dating | None, expected: str) -> None:
    (article,) = segment(repair(text_lines(text)))
    (found,) = date_articles([article], given=None, stated=stated, file_name=name)
    assert str(found.day) == expected


def test_a_day_given_stands_before_metadata_which_date_every_article() -> None:
    page = segment(
        repair(text_lines("渠修好了\n\n4月21日，县里举行发布会。\n\n据县报\n\n路修好了\n\n路面宽六米。\n\n据县报"))
    )
    assert len(page) == 2
    assert date_articles(page, given=None, stated=STRONG, file_name="a.html") == [STRONG, STRONG]
    by_hand = date_articles(page, given=date(2026, 5, 1), stated=STRONG, file_name="a.html")
    assert [one.how for one in by_hand] == ["given", "given"]


def test_metadata_that_are_not_sure_say_nothing_of_the_other_articles() -> None:
    page = segment(
        repair(
            text_lines("渠修好了\n\n2026年4月21日，县里举行发布会。\n\n据县报\n\n路修好了\n\n路面宽六米。\n\n据县报")
        )
    )
    found = date_articles(page, given=None, stated=WEAK, file_name="a.pdf")
    assert [str(one.day) for one in found] == ["2026-04-21", "2026-04-21"]


PIECES = [
    *"0129一二十零〇年月日号初底末前到至比将第，。（）()《》“”\n -/.届次",
    *("2026", "2025年", "2099年12月31日", "2月29日", "4月21日", "（星期二）", "季度", "上半年", "个月", "周年", "以来"),
    *("今天（", "昨天（", "今年是", "明年是", "新中国成立", "抗战胜利", "“十五五”", "开局之年", "最后一年", "除夕"),
    *("十四届全国人大", "会议", "是端午节", "电", "讯", "举行", "召开", "发布会", "发布时间：", "增长3%"),
    *("April 21, 2026", "Feb. 30", "21 May"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.text("2026-4年月.a", max_size=12))
def test_nothing_breaks_it(pieces: list[str], name: str) -> None:
    text = "".join(pieces)
    found = date_article(Article(text[:9], text), given=None, file_name=name)
    assert (found.day is None) == (found.certainty == 0.0)
