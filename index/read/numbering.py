"""The numbers that Word, Writer and web pages put before the items of a list by themselves."""

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"),
    *(
        "taiwaneseCountingThousand",
        "japaneseDigitalTenThousand",
        "一, 二, 三, ...",
        "cjk-ideographic",
        "simp-chinese-informal",
    ),
}


def ordinal(number: int, style: str) -> str:
    """Write a number as a list's style has it.

    Args:
        number: The number, from 1.
        style: A name of WordprocessingML (`chineseCounting`), OpenDocument (`一, 二, 三, ...`) or HTML (`a`).

    Returns:
        It, in Arabic digits where the style is not known.

    >>> [ordinal(12, style) for style in ("decimal", "chineseCounting", "upperRoman", "lowerLetter")]
    ['12', '十二', 'XII', 'l']
    """
    if not 0 < number < 10_000:
        return str(number)
    if style in _CHINESE:
        return _chinese(number, _DIGITS, "十百千")
    if style in ("chineseLegalSimplified", "ideographLegalTraditional", "壹, 贰, 叁, ..."):
        return _chinese(number, _LEGAL, "拾佰仟")
    if style in ("ideographTraditional", "甲, 乙, 丙, ...") and number <= len(_STEMS):
        return _STEMS[number - 1]
    if style in ("ideographZodiac", "子, 丑, 寅, ...") and number <= len(_BRANCHES):
        return _BRANCHES[number - 1]
    if style.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("lowerLetter", "upperLetter", "a", "A"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if style in ("upperLetter", "A") else letters
    if style in ("lowerRoman", "upperRoman", "i", "I"):
        return _roman(number).upper() if style in ("upperRoman", "I") else _roman(number)
    return f"{number:02}" if style == "decimalZero" else str(number)


def _chinese(number: int, digits: str, places: str) -> str:
    """一百零五, 十二."""
    words, pending = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += (digits[0] if pending and words else "") + digits[digit] + (places[place - 1] if place else "")
            pending = False
        else:
            pending = True
    return words[1:] if 10 <= number < 20 else words


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        words += letters * count
    return words
