from datetime import date

import pytest

from index.dates import date_article, date_articles
from index.read.text import text_lines
from index.records import Dating
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
    assert dating(HELD + "苹果比2023年多。") == Dating(date(2024, 7, 5), "7月5日 in the text, year from 2023年", 0.6)
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
        ("2026-04-22", 0.75),
        ("2026-04-22", 0.6),
    ]
    given = date_articles(segment(repair(text_lines(page))), given=date(2026, 5, 1), file_name="a.txt")
    assert {one.day for one in given} == {date(2026, 5, 1)}
