"""Days in every notation."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates.days import bare_day, find_days, first_whole


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2026年4月21日", 2026, 4, 21),
        ("2026 年 4 月 21 日", 2026, 4, 21),
        ("2026年4月21", 2026, 4, 21),
        ("2026-04-21", 2026, 4, 21),
        ("2026/4/21", 2026, 4, 21),
        ("2026.4.21", 2026, 4, 21),
        ("２０２６年４月２１日", 2026, 4, 21),
        ("二〇二六年四月二十一日", 2026, 4, 21),
        ("二○二六年十二月三十一日", 2026, 12, 31),
        ("4月21号", None, 4, 21),
        ("十月一日", None, 10, 1),
        ("April 21, 2026", 2026, 4, 21),
        ("Apr. 21", None, 4, 21),
        ("Sept 3rd, 2026", 2026, 9, 3),
        ("21 April 2026", 2026, 4, 21),
        ("2月29日", None, 2, 29),
    ],
)
def test_notations(text: str, year: int | None, month: int, day: int) -> None:
    (found,) = find_days(f"（{text}）")
    assert (found.text, found.year, found.month, found.day) == (text, year, month, day)


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "2025年2月29日",
        "13月1日",
        "4月21",
        "4月日",
        "2026.4.215",
        "1.2026.4.21",
        "May 5G",
        "4月21日线",
        "一百日",
        "2026年4月",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert list(find_days(text)) == []


@pytest.mark.parametrize(
    ("text", "weekday", "in_2026"),
    [
        ("4月21日（星期二）", 1, date(2026, 4, 21)),
        ("4月21日，周二", 1, date(2026, 4, 21)),
        ("4月21日星期天", 6, None),
        ("4月21日周年", None, date(2026, 4, 21)),
    ],
)
def test_the_day_of_the_week_fixes_the_year(text: str, weekday: int | None, in_2026: date | None) -> None:
    (found,) = find_days(text)
    assert (found.weekday, found.within(2026)) == (weekday, in_2026)


def test_a_day_that_the_year_does_not_have() -> None:
    (found,) = find_days("2月29日")
    assert (found.within(2024), found.within(2025), found.whole()) == (date(2024, 2, 29), None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26-04-21", date(2026, 4, 21)),
        ("4月2日，2026年4月21日", date(2026, 4, 21)),
        ("8826-04-211", None),
        ("99-04-21", None),
    ],
)
def test_the_first_whole_day(text: str, expected: date | None) -> None:
    assert first_whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("在20日举行的发布会上", 20), ("4月20日举行", None), ("20日元", None), ("第20日，天晴", None)],
)
def test_a_day_of_the_month_alone(text: str, expected: int | None) -> None:
    assert bare_day(text) == expected


@settings(deadline=None)
@given(st.text("0123456789一二十三〇年月日号-/. ，（星期四Apr２", max_size=60))
def test_days_stand_where_they_say(text: str) -> None:
    found = list(find_days(text))
    assert all(text[day.start : day.end] == day.text for day in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
