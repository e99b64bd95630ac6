"""How a text sees the years it names, and what that says of its own."""

from datetime import date

import pytest

from index.dates.days import find_days
from index.dates.infer import infer
from index.dates.years import MASKED, named_years


@pytest.mark.parametrize(
    ("text", "way", "last"),
    [
        ("2026年一季度，产量增长6%", "part", "2026-03-31"),
        ("2026年第2季度，产量增长6%", "part", "2026-06-30"),
        ("2026年前三季度，产量增长6%", "part", "2026-09-30"),
        ("2026年1-5月，产量增长6%", "part", "2026-05-31"),
        ("2026年前5个月，产量增长6%", "part", "2026-05-31"),
        ("2026年2月份，产量增长6%", "part", "2026-02-28"),
        ("截至2025年底，渠长五里", "end", "2025-12-31"),
        ("产量比2025年多", "compared", "2025-12-31"),
        ("2025年，产量增长6%", "whole", "2025-12-31"),
        ("2025年度十大工程", "whole", "2025-12-31"),
        ("介绍2025年修渠的事", "whole", "2025-12-31"),
        ("2025年以来，渠长了", "since", "2025-12-31"),
        ("创1979年有记录以来新高", "since", "1979-12-31"),
        ("2025年3月修渠", "month", "2025-03-31"),
        ("2025年3月2日修渠", "day", "2025-03-02"),
        ("到2030年，渠长百里", "target", "2030-12-31"),
        ("2030年前修完", "target", "2030-12-31"),
        ("将于2026年一季度完工", "target", "2026-03-31"),
        ("2026年，县里将修渠", "announced", "2026-12-31"),
        ("2026年县里计划修渠", "plan", "2026-12-31"),
        ("2026年春茶节在县里开幕", "event", "2026-12-31"),
        ("2026年的春茶香", "named", "2026-12-31"),
    ],
)
def test_ways(text: str, way: str, last: str) -> None:
    (found,) = named_years(text)
    assert (found.way, str(found.last)) == (way, last)


@pytest.mark.parametrize("text", ["2026级新生", "2000年代的渠", "2026.5", "二十年", "12026年"])
def test_what_names_no_year(text: str) -> None:
    assert [found.phrase for found in named_years(text)] == []


def test_titles_and_spans_of_years_are_left_out() -> None:
    text = "《2026年修渠方案（2025-2027年）》和2025-2027年的渠"
    assert MASKED.sub("", text) == "和的渠"
    assert MASKED.sub("", "《不曾合上的书名2026年") == "《不曾合上的书名2026年"


@pytest.mark.parametrize(
    ("text", "expected", "lead"),
    [
        ("4月21日，县里介绍情况。2026年一季度，产量增长6%。", "2026-04-21", 3.0),
        ("4月21日，县里介绍2026年一季度情况。", "2026-04-21", 4.0),
        ("4月21日，2026年春茶节在县里开幕。", "2026-04-21", 1.5),
        ("1月21日，2026年的春茶上市。", "2026-01-21", 1.0),
        ("12月21日，2026年春茶节在县里启动。", "2026-12-21", 0.75),
        ("4月21日，县里举行茶会。产量比2025年多。", "2026-04-21", 0.6),
        ("4月21日，县里举行茶会。产量比2025年多，比2025年好。", "2026-04-21", 1.0),
        ("1月21日，县里举行茶会。2025年下半年，产量增长6%。", "2026-01-21", 2.0),
        ("4月21日，县里举行茶会。2026年4月20日，路通了。", "2026-04-21", 3.0),
        ("4月21日，县里举行茶会。2010年4月的路还在。", "2010-04-21", 0.3),
    ],
)
def test_the_year_with_the_lead(text: str, expected: str, lead: float) -> None:
    day = next(find_days(text))
    found = infer(text, day, list(named_years(text)))
    assert found is not None
    assert (str(found.day), found.lead) == (expected, lead)


def test_a_leap_day_is_of_a_leap_year() -> None:
    text = "2月29日，县里举行茶会。产量比2023年多，2023年产量增长3%。"
    found = infer(text, next(find_days(text)), list(named_years(text)))
    assert found is not None
    assert found.day == date(2024, 2, 29)


def test_nothing_points_to_a_year() -> None:
    text = "4月21日，县里举行茶会。"
    assert infer(text, next(find_days(text)), list(named_years(text))) is None
