"""Small numbers as dates write them, and the folding of look-alike characters."""

DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | {"两": 2}

# One character for one, so that offsets stay: full-width forms, every dash, every space, a few traditional characters.
FOLD: dict[int, str] = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"}
    | dict.fromkeys(map(ord, "—–‒―‐‑−－~～〜"), "-")
    | dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f\t"), " ")
    | {ord(old): new for old, new in zip('個週時間內後來「」『』〝〞"', "个周时间内后来“”“”“”“", strict=True)}
)


def fold(text: str) -> str:
    """The text with look-alikes made equal, character by character."""
    return text.translate(FOLD)


def number(text: str) -> int:
    """The value of 12, 十二, 二十, 两 or of digits in a row (二〇二六); of 二三十 and 十五六 the larger one."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if ten:
        return (DIGITS[tens[-1]] if tens else 1) * 10 + (DIGITS[ones[-1]] if ones else 0)
    return int("".join(str(DIGITS[digit]) for digit in text))
