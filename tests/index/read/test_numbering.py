"""Numbers before the items of a list."""

import pytest

from index.read.numbering import ordinal


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (1, "decimal", "1"),
        (3, "chineseCounting", "三"),
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (1001, "chineseCounting", "一千零一"),
        (2, "chineseLegalSimplified", "贰"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"),
        (2, "ideographZodiac", "丑"),
        (20, "decimalEnclosedCircleChinese", "⑳"),
        (27, "lowerLetter", "aa"),
        (2, "A", "B"),
        (1994, "lowerRoman", "mcmxciv"),
        (4, "I", "IV"),
        (7, "decimalZero", "07"),
        (7, "unknown", "7"),
        (0, "chineseCounting", "0"),
        (10_000, "chineseCounting", "10000"),
    ],
)
def test_ordinal(number: int, style: str, text: str) -> None:
    assert ordinal(number, style) == text
