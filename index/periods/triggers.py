"""Where an expression may begin: a character and what must follow it. All else costs one look at a table."""

import re

from index.periods.grammar import CN

DIGIT_NEXT = (
    "[0-9]{0,3}[ ]?[年月日季号至到个多余QqHJFMASOND-]"  # 3月, 1-5月, 14 March
    "|[0-9]{0,3}(?:、[0-9]{1,4}){0,4}[、和与及][0-9]{1,4}[ ]?[年月季两三四五]"  # 7、8月, 2023、2024年
    "|18(?:”|期间|大促)"
    "|[0-9]{3}(?![0-9%])|[0-9]?(?:th |st |nd |rd |[ -]months? )"  # 2025, 2026/3/31, 14th Five-Year Plan
)
COUNTED_FROM = "[^，。；]{0,20}?[以至来]"  # an event only dates where something is counted from it
CN_NEXT = rf"[{CN}〇○零]{{0,3}}(?:[年月日季至到多余-]|个月|五|(?:大|届[三四]中|次全国){COUNTED_FROM}|(?:[、和][一二三四]){{1,3}}季)|一(?:假期|期间|小长假|黄金周)"
COUNTED = rf"的?(?:[0-9]{{1,2}}|[{CN}两]{{1,3}})[多余]?个?[年月季周天日]"

NEXT_CHARACTERS = (
    *((digit, DIGIT_NEXT) for digit in "0123456789"),
    *((numeral, CN_NEXT) for numeral in CN),
    ("两", "[年多余]|个月"),
    ("今", "[年日天后晚早晨夜]|明后?[两二三23]"),
    ("大", "前年"),
    ("去", "年|今明?[两二三23]"),
    ("昨", "[天日晚夜晨]"),
    ("明", "[年天日早晚晨]|后[两二2]"),
    ("后", "[年天]"),
    ("全", "年"),
    ("目", "前"),
    ("迄", "今"),
    ("前", f"年|天|{COUNTED}"),
    ("头", COUNTED),
    ("首", f"季|{COUNTED}"),
    ("上", "[半年月周个一旬季星]"),
    ("下", "[半月周个旬季星]|一个?季"),
    ("本", "[年月周季星]"),
    ("这", "个?[月周季星]"),
    ("当", "[年月日天季前]"),
    ("同", "[年月日期]"),
    ("年", "[底末终初内]"),
    ("截", f"(?:[至止]到?|到)[ ]?[0-9{CN}今昨去前上下本当同目年月首第现发记春国“]"),
    ("到", f"[ 0-9今去上本明目现年末“{CN}]"),
    ("近", COUNTED),
    ("最", "近"),
    ("过", "去"),
    ("未", "来"),
    ("开", "年"),
    ("月", "[底末]"),
    ("党", f"的[{CN}第]{COUNTED_FROM}"),
    ("中", f"(?:共[{CN}第]|国(?:共产|正?式?加?入)|华人民共和国成){COUNTED_FROM}|旬|秋"),
    ("新", f"中国成立{COUNTED_FROM}"),
    ("建", f"国{COUNTED_FROM}"),
    ("改", f"革开放{COUNTED_FROM}"),
    ("正", f"式加入{COUNTED_FROM}"),
    ("加", f"入(?:世|WTO){COUNTED_FROM}"),
    ("入", f"世{COUNTED_FROM}"),
    ("香", f"港回归{COUNTED_FROM}"),
    ("澳", f"门回归{COUNTED_FROM}"),
    ("我", f"国(?:入世|正?式?加入){COUNTED_FROM}"),
    ("次", "年"),
    ("翌", "年"),
    ("第", f"[{CN}1-4]"),
    ("“", f"[{CN}]+五|五一|十一|618|双"),
    ("‘", f"[{CN}]+五|五一|十一|618|双"),
    *(
        ("元", "旦"),
        ("春", "节|运[期以]"),
        ("清", "明"),
        ("端", "午"),
        ("国", "庆"),
        ("暑", "[期假运]"),
        ("双", "1|十"),
        ("劳", "动节"),
    ),
)
ENGLISH = (
    *("q[1-4]", "h[12]", "first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th", "the end", "end", "as of"),
    *("as at", "same", "corresponding", "so far", "year", "ytd", "last", "past", "next", "coming", "this", "since"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    *("between", "yesterday", "today", "tomorrow", "national day", "chinese new", "lunar new", "new year", "spring f"),
    *("labor d", "labour d", "mid-autumn", "dragon b", "qingming", "tomb", "twelve", "six", "nine", "three", "by year"),
    *("at year", "the 20", "final", "the previous year"),
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
