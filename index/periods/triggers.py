"""Where an expression may begin: a character and what must follow it. All else costs one look at a table."""

import re

from index.periods.grammar import CN

DIGIT_NEXT = (
    "[0-9]{0,3}[ ]?[年月日季号至到个多余QqHJFMASOND-]"  # 3月, 1-5月, 14 March
    "|[0-9]{0,3}(?:、[0-9]{1,4}){0,4}[、和与及][0-9]{1,4}[ ]?[年月]"  # 7、8月, 2023、2024年
    "|[0-9]{3}(?![0-9%])|[0-9]?(?:th |st |nd |rd )"  # 2025, 2026/3/31, 14th Five-Year Plan
)
CN_NEXT = (
    rf"[{CN}〇○零]{{0,3}}(?:[年月日季至到多余-]|个月|五|(?:[、和][一二三四]){{1,3}}季)|一(?:假期|期间|小长假|黄金周)"
)
COUNTED = rf"的?(?:[0-9]{{1,2}}|[{CN}两]{{1,3}})[多余]?个?[年月季周天日]"

NEXT_CHARACTERS = (
    *((digit, DIGIT_NEXT) for digit in "0123456789"),
    *((numeral, CN_NEXT) for numeral in CN),
    ("两", "[年多余]|个月"),
    ("今", "[年日天后]"),
    ("去", "年"),
    ("昨", "[天日]"),
    ("明", "年"),
    ("后", "年"),
    ("全", "年"),
    ("目", "前"),
    ("迄", "今"),
    ("前", f"年|天|{COUNTED}"),
    ("头", COUNTED),
    ("首", f"季|{COUNTED}"),
    ("上", "[半年月周个一旬季星]"),
    ("下", "[半月周个旬季星]"),
    ("本", "[年月周季星]"),
    ("这", "个?[月周季星]"),
    ("当", "[年月日天季前]"),
    ("同", "[年月日期]"),
    ("年", "[底末终初内]"),
    ("截", f"(?:[至止]到?|到)[ ]?[0-9{CN}今去前上下本当同目年首第现发春国“]"),
    ("到", f"[ 0-9今去上本明目现年末“{CN}]"),
    ("近", COUNTED),
    ("最", "近"),
    ("过", "去"),
    ("未", "来"),
    ("开", "年"),
    ("次", "年"),
    ("翌", "年"),
    ("第", f"[{CN}1-4]"),
    ("中", "旬|秋"),
    ("“", f"[{CN}]+五|五一|十一|618|双"),
    *(
        ("元", "旦"),
        ("春", "节"),
        ("清", "明"),
        ("端", "午"),
        ("国", "庆"),
        ("暑", "[期假]"),
        ("双", "1|十"),
        ("劳", "动节"),
    ),
)
ENGLISH = (
    *("q[1-4]", "h[12]", "first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th", "the end", "end", "as of"),
    *("as at", "same", "corresponding", "so far", "year", "ytd", "last", "past", "next", "coming", "this", "since"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)


def _english() -> list[str]:
    """A branch a first letter in each case, only where a word begins."""
    branches = []
    for letter in sorted({word[0] for word in ENGLISH}):
        rest = "|".join(word[1:] for word in ENGLISH if word[0] == letter)
        branches += [
            f"{first}(?<![A-Za-z]{first})(?=(?i:{rest}))" for first in {letter, letter.upper()} if letter.isalpha()
        ]
    return branches


def _chinese() -> list[str]:
    """A branch a character; a digit only where its number begins."""
    digit_first = {digit: f"(?<![0-9]{digit})" for digit in "0123456789"}
    return [f"{first}{digit_first.get(first, '')}(?={following})" for first, following in NEXT_CHARACTERS]


TRIGGER = re.compile("|".join([*_chinese(), *_english()]))
