"""A number is written as its sheet shows it."""

import pytest

from index.read.cell_format import format_name, plain, shown


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        (0.243, "0.0%", "24.3%"),
        (-0.032, "0.00%", "-3.20%"),
        (0.0005, "0%", "0%"),
        (1200.0, "", "1200"),
        (1200.0, "General", "1200"),
        (5.2384, "0.0", "5.2"),
        (5.25, "0.0", "5.3"),
        (2.675, "0.00", "2.68"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567.0, "#,##0,", "1,235"),
        (5.5, "0.##", "5.5"),
        (7.0, "000", "007"),
        (120.0, '0.0"亿元"', "120.0亿元"),
        (120.0, r"0\艘", "120艘"),
        (-3.2, "0.0;▼0.0", "▼3.2"),
        (-3.2, "0.0_ ;[Red]-0.0 ", "-3.2"),
        (-3.2, "0.0_);[Red](0.0)", "(3.2)"),
        (0.0, '0.0;-0.0;"—"', "—"),
        (-0.04, "0.0", "0.0"),
        (12.0, '_ "¥"* #,##0.00_ ', "¥12.00"),
        (12.0, "[$¥-804]#,##0", "¥12"),
        (46112.0, "yyyy/m/d", "2026/3/31"),
        (46112.0, 'yyyy"年"m"月"d"日";@', "2026年3月31日"),
        (46112.0, "[$-804]yyyy年m月", "2026年3月"),
        (46112.5, "yyyy-mm-dd hh:mm", "2026-03-31 12:00"),
        (46112.0, "yyyy-mm-dd hh:mm:ss", "2026-03-31"),
        (46112.0, "m/d/yy", "3/31/26"),
        (46112.0, "aaaa", "星期二"),
        (0.5, "h:mm", "12:00"),
        (0.0625, "mm:ss", "30:00"),
        (1.5, "[h]:mm", "36:00"),
        (1.5, "# ?/?", "1.5"),
        (12345.0, "0.00E+00", "12345"),
        (-5.0, "yyyy", "-5"),
        (5.0, "0" * 300, "5"),
        (5.0, "", "5"),
    ],
)
def test_shown(value: float, name: str, text: str) -> None:
    assert shown(value, name) == text


def test_days_counted_from_1904() -> None:
    assert shown(44650.0, "yyyy/m/d", from_1904=True) == "2026/3/31"


def test_numbers_without_a_format() -> None:
    numbers = [0.1 + 0.2, 12345678901234.0, 1e-7, -3.2, 1e300, float("inf"), 0.0]
    assert [plain(number) for number in numbers] == [
        "0.3",
        "12345678901234",
        "0.0000001",
        "-3.2",
        "1E+300",
        "Infinity",
        "0",
    ]


def test_formats_that_have_a_number() -> None:
    assert [format_name(number, "") for number in (0, 9, 10, 14, 57, 999)] == [
        "",
        "0%",
        "0.00%",
        "yyyy/m/d",
        "yyyy年m月",
        "",
    ]
    assert format_name(176, "0.0%") == "0.0%"
