from datetime import date

import pytest

from index.periods import find_periods
from index.records import Period
from index.table_periods import When, base_period, period_in, summed_to

DAY = date(2026, 6, 20)


def period(text: str, day: date = DAY) -> Period:
    return find_periods(text, day)[0].period


def said(when: When) -> str:
    if not when.said:
        return ""
    return f"{when.period.start}/{when.period.end}" if when.period else "untold"


@pytest.mark.parametrize(
    ("base", "name", "interval"),
    [
        ("2026年5月", "本月", "2026-05-01/2026-05-31"),
        ("2026年5月", "累计", "2026-01-01/2026-05-31"),
        ("2026年1—5月", "本月", "2026-05-01/2026-05-31"),
        ("2026年1—5月", "本月止累计", "2026-01-01/2026-05-31"),
        ("2026年一季度", "当月", "2026-03-01/2026-03-31"),
        ("2026年一季度", "累计", "2026-01-01/2026-03-31"),
        ("2026年5月", "1—5月", "2026-01-01/2026-05-31"),
        ("2026年5月", "5月累计", "2026-01-01/2026-05-31"),
        ("2026年5月", "上年同期", "2025-05-01/2025-05-31"),
        ("2026年5月", "上年同期累计", "2025-01-01/2025-05-31"),
        ("2026年2月", "上年同月", "2025-02-01/2025-02-28"),
        ("2025年", "上年", "2024-01-01/2024-12-31"),
        ("2026年5月", "上月", "2026-04-01/2026-04-30"),
        ("2026年5月", "期末", "2026-05-31/2026-05-31"),
        ("2026年一季度", "本报告期末", "2026-03-31/2026-03-31"),
        ("2026年一季度", "年初至报告期末", "2026-01-01/2026-03-31"),
        ("2025年三季度", "年初至本报告期末金额", "2025-01-01/2025-09-30"),
        ("2026年5月", "去年5月", "2025-05-01/2025-05-31"),
        ("2026年一季度", "上年度末", "2025-12-31/2025-12-31"),
        ("2026年5月", "上年末", "2025-12-31/2025-12-31"),
        ("2025年", "去年年底余额", "2024-12-31/2024-12-31"),
        ("2026年5月", "本期", "2026-05-01/2026-05-31"),
        ("2026年5月", "2025", "untold"),  # its May, or all of it?
        ("2026年5月", "2026年", "2026-05-01/2026-05-31"),
        ("2026年5月", "2025年全年", "2025-01-01/2025-12-31"),
        ("2025年", "2024", "2024-01-01/2024-12-31"),
        ("2025年", "本月", "untold"),
        ("2026年5月", "上年", "untold"),
        ("2026年5月", "期初", "untold"),
        ("2026年5月", "4月和5月", "untold"),
        ("2026年5月", "产量", ""),
    ],
)
def test_what_a_column_says_of_a_table(base: str, name: str, interval: str) -> None:
    assert said(period_in(name, period(base), DAY)) == interval


@pytest.mark.parametrize(
    ("names", "interval"),
    [
        (("本月", "同比", "1—6月累计", "同比"), "2026-01-01/2026-06-30"),
        (("1—6月累计", "同比"), None),
        (("本月", "同比"), None),
        (("本月", "1—6月累计", "1—5月累计"), None),
    ],
)
def test_the_months_that_columns_are_summed_to(names: tuple[str, ...], interval: str | None) -> None:
    when = summed_to(names, date(2026, 7, 17))
    assert (said(when) if when else None) == interval


@pytest.mark.parametrize("name", ["本月", "累计", "上年同期", "期末"])
def test_words_that_look_back_on_nothing(name: str) -> None:
    assert said(period_in(name, None, DAY)) == "untold"


@pytest.mark.parametrize(
    ("caption", "known", "interval"),
    [
        ("一、工业\n表1 2026年一季度主要产品产量\n单位：万吨", "", "2026-01-01/2026-03-31"),
        ("2025年\n2026年一季度", "", "2026-01-01/2026-03-31"),
        ("主要产品产量", "2026年5月", "2026-05-01/2026-05-31"),
        ("主要产品产量", "", ""),
        ("2025年和2026年产量", "2026年5月", "untold"),
        ("2026年主要产品产量", "", "untold"),  # the year is not over
        ("2026年主要产品产量", "2026年1—5月", "2026-01-01/2026-05-31"),
        ("2025年主要产品产量", "2026年1—5月", "2025-01-01/2025-12-31"),
    ],
)
def test_the_period_a_table_is_about(caption: str, known: str, interval: str) -> None:
    assert said(base_period(caption, [period(known)] if known else [], DAY)) == interval
