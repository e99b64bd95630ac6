"""Where an expression may begin: a character and what must follow it. All else costs one look at a table.

The nearer this comes to the grammar, the less a text of half expressions (1年1年…) costs: trying the grammar at a place
takes microseconds, a look ahead a tenth of one. What it lets pass may still be no expression.
"""

import re

from index.periods.english_dates import AMBIGUOUS
from index.periods.grammar import BEGAN, CN, MIDDLE_END, NOT_DAY, NOT_MONTH, RUSH_DAYS

TO = "[ ]?(?:-{1,2}|至|到)[ ]?"
COME = "[多余]?(?:以?来|间)"  # 十年来, 十多个月来, 十年间
RANGE = rf"[-至到]-?[ ]?(?:次年|翌年|来年|第二年|第)?[0-9{CN}]{{1,3}}[ ]?[月日号季]"
MONTH_NAME = "[ ](?:of )?[JFMASOND][a-z]"
TO_DAY = rf"(?:-{{1,2}}|to)[ ]?[0-9]{{1,2}}(?:st|nd|rd|th)?{MONTH_NAME}"  # 21-25 April
ORDINAL_NEXT = "[ -](?:half|quarter|to |through |and )"
# What follows a number of one or two digits. Each branch begins with a character, so that the engine need not enter it.
NUMBER_NEXT = (
    f"月{NOT_MONTH}|日{NOT_DAY}|天前|[日号][ ]?{RANGE}|{RANGE}|年{COME}|个月{COME}|[多余](?:年|个月){COME}|季度|个季度"
    "|[、和](?:第?[0-9]{1,2}[、和]){0,3}第?[0-9]{1,2}[ ]?[月季]|[QqH](?:['’]?[12][0-9])?(?![0-9A-Za-z.])"
    f"|[ ](?:月{NOT_MONTH}|日{NOT_DAY}|季度|{RANGE}|{MONTH_NAME[3:]}|{TO_DAY}|months? )|-months? |{TO_DAY}"
    + "".join(f"|{suffix}(?: ?{TO_DAY}|{MONTH_NAME}|{ORDINAL_NEXT}| F)" for suffix in ("st", "nd", "rd", "th"))
)
YEAR_NEXT = (  # after the first of four digits: 2025年, 2025Q1, 2025-03, 2021-2025, 2023、2024年; a year typed twice
    "[0-9]{3}(?:[ ]?(?:年|中报|[上下]?半|第?[一二三四]季|前|全年|[QqH][1-4]|[A-Z][a-z])|20[0-9]{2}[ ]?年"
    f"|[-/.](?:1[0-2]|0?[1-9])(?![0-9])|年?度?{TO}[12][0-9]{{3}}(?![0-9/-])"
    "|(?:年?[、和与及][12][0-9]{3}){1,5}[两二三四五2-5]?年)"
    "|[0-9]{3}(?![0-9A-Za-z%])(?:(?<=[a-z] [12][0-9]{3})|(?<=[(（][12][0-9]{3})"  # in 2025
    r"|(?<=[a-z], [12][0-9]{3})|(?<=\A[12][0-9]{3})(?= [A-Za-z]))|[0-9]{3}['’]s (?:first|second|third|fourth)"
)
SHORT_YEAR_NEXT = (
    "[0-9](?:年[第一二三四上下前0-9]|全年|[上下]半年|第?[一二三四]季|前[二两三23]|[Qq][1-4](?![0-9A-Za-z.]))"
)
DIGIT_NEXT = rf"[0-9]?(?:{NUMBER_NEXT})|{YEAR_NEXT}|{SHORT_YEAR_NEXT}|18(?:”|期间|大促|首日)"
NUMERAL_FROM = "[^，。；]{0,10}?[以至来]"
COUNTED_FROM = "[^，。；]{0,20}?[以至来]"  # an event only dates where something is counted from it
FEAST_NEXT = f"[“”‘’、和国庆中秋节]{{0,7}}(?:大促)?(?:[3-9三五七八]天|假期|假日|期间|黄金周|小长假|长假|[里内][，,]|档|(?:{BEGAN})?以来|首日|的?第|的?最后|的?(?:40|四十)天|{RUSH_DAYS})"
CN_NEXT = (
    rf"[{CN}]?月|天前|个?季度|季报|[〇○零{CN}]{{3}}年|[{CN}]?(?:月份?|季度)?[ ]?{RANGE}|[{CN}]{{0,2}}[多余]?(?:年|个月){COME}|一{FEAST_NEXT}"
    rf"|[{CN}]?(?:、[{CN}]{{1,2}}){{0,3}}[、和][{CN}]{{1,2}}月|(?:、第?[二三四]){{0,2}}[、和]第?[二三四]季"
    rf"|[一二三四五六七]五|[{CN}]?(?:大|届[三四]中|次全国){NUMERAL_FROM}"
)
COUNT = rf"的?(?:[0-9]{{1,2}}|[{CN}两]{{1,3}})[多余]?"
COUNTED = rf"{COUNT}个?(?:[年月周天日]|小时)"
FIRST = rf"(?:[0-9]{{1,2}}|[{CN}两]{{1,3}})个?[月季]"
UP_TO = rf"[ ]?(?:[0-9]{{4}}|[0-9{CN}]{{1,3}}[ ]?[年月季]|[今去上本明]|目前|现在|年[底末终初中]|“[{CN}])"
YEAR_END = rf"(?<![0-9{CN}两半多几大正每]年)[底末终初]|(?<![一-龥]年)中(?={MIDDLE_END})|(?<=[至到]年)中|内以来"
# May and March are words, too: of dates only before and behind what stands around dates
END_NEXT = "[- ](?:of[- ])?(?:the )?(?!end|the|of)"
PLACED = "(?:in|of|by|ce|il|ll|om|gh|ng|or|to|at|nd|st|is|he)"

NEXT_CHARACTERS = (
    *((digit, DIGIT_NEXT) for digit in "013456789"),
    ("2", rf"{DIGIT_NEXT}|[1-9]年(?<![^\s，。；：、？！（(“比较与和及至到从在-]2.年)"),  # 24年
    *((numeral, CN_NEXT) for numeral in CN),
    ("两", "[年多余]|个月|天前"),
    ("报", "告期末"),
    ("今", f"后{COUNTED}"),
    ("今", "[年日天后晚早晨夜]|明后?[两二三23]"),
    ("大", "前年"),
    ("大", f"年(?:初[{CN}]|三十)"),
    ("正", f"月初[{CN}]"),
    ("去", "年|今明?[两二三23]"),
    ("半", "年报"),
    ("昨", "[天日晚夜晨]"),
    ("明", "[年天日早晚晨]|后[两二2]"),
    ("后", "[年天]"),
    ("全", "年"),
    ("目", "前"),
    ("现", "在(?<![出表体呈再实展存]现在)"),
    ("如", "今"),
    ("迄", "今"),
    ("前", f"年|天|{FIRST}"),
    ("头", FIRST),
    ("首", f"季|{FIRST}"),
    ("上", "[半年月周个一旬季星]"),
    ("下", "[半月周个旬季星]|一个?季"),
    ("本", "[年月周季星]"),
    ("这", "个?[月周季星]"),
    ("当", "[年月日天季前]"),
    ("同", "[年月日]|期(?<![一-龥]同期)"),
    ("年", YEAR_END),
    ("截", f"(?:[至止]到?|到)[ ]?[0-9{CN}今昨去前上下本当同目年月首第现发记春国“]"),
    ("到", UP_TO),
    ("近", COUNTED),
    ("最", f"近{COUNTED}"),
    ("过", f"去{COUNTED}"),
    ("未", f"来{COUNTED}"),
    ("开", "年"),
    ("月", "[底末]"),
    ("党", f"的[{CN}第]{COUNTED_FROM}"),
    ("中", f"(?:共[{CN}第]|国(?:共产|正?式?加?入)|华人民共和国成){COUNTED_FROM}|旬|秋{FEAST_NEXT}"),
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
    ("第", "[一二三四1-4](?:[ ]?个?季度|(?:、第?[二三四234]){0,2}[、和至到-]第?[二三四234]季度)"),
    *((mark, f"[{CN}]{{1,3}}五|(?:五一|十一|618|双){FEAST_NEXT}") for mark in "“‘"),
    ("元", f"旦{FEAST_NEXT}"),
    ("春", f"[节运]{FEAST_NEXT}"),
    ("除", "夕"),
    ("清", f"明{FEAST_NEXT}"),
    ("端", f"午{FEAST_NEXT}"),
    ("国", f"庆{FEAST_NEXT}"),
    ("暑", f"[期假运]{FEAST_NEXT}"),
    ("双", f"1?[1十]一?{FEAST_NEXT}"),
    ("劳", f"动节{FEAST_NEXT}"),
    ("假", "期(?:[里内中首全我]|期间|各地|铁路|民航|公路|的?第|的?最|前.天|(?<=[个次]假期))"),
    ("长", "假(?:[里内中首全我]|期间|各地|铁路|民航|公路|的?第|的?最|前.天|(?<=[个次]长假))"),
    ("节", "日(?:里|期间)"),
    ("冬", "春(?:季)?新?航"),
    ("夏", "秋(?:季)?新?航"),
)


def _doubtful(month: str) -> str:
    """A month's name that is a word, too."""
    after = r"(?=\.?(?: ?-|[ ,]{0,2}(?:[0-9]|(?:of|in|to|through|this|last|next|the)\b)))"
    return rf"{month}(?![a-z])(?:(?<={PLACED} {month})|{after}|\.?\Z)"


ENGLISH = (
    *(
        "q[1-4](?![0-9a-z.])",
        "h[12](?![0-9a-z.])",
        "the end" + END_NEXT,
        "end" + END_NEXT,
        "as (?:of|at) ",
    ),
    *(word + ORDINAL_NEXT for word in ("first", "second", "third", "fourth", "final")),
    *(
        "first (?:[a-z0-9]{1,6} (?:months|quarters|years of)|year of)",
        "opening (?:[a-z0-9]{1,6} (?:months|years of)|year of)",
        "initial [a-z0-9]{1,6} months",
        "final (?:[a-z0-9]{1,6} years|year) of",
        "fy ?20",
        "fiscal 20",
        "same",
        "corresponding",
        "so far",
        "year[- ](?:to|through|end|period)",
    ),
    *("ytd", "last", "past", "next", "coming", "this", "since (?!since)"),
    *("january", "february", "feb", "april", "apr", "june", "july", "jul", "august", "aug", "september", "sept"),
    *("october", "oct", "november", "nov", "december"),
    *(_doubtful(word.lower()) for word in AMBIGUOUS),
    *(
        "between (?!between)",
        "yesterday",
        "today",
        "tomorrow",
        "national day",
        "chinese new",
        "lunar new",
        "new year",
        "spring f",
    ),
    *("labor d", "labour d", "mid-autumn", "dragon b", "qingming", "tomb", "twelve", "six", "nine", "three", "by year"),
    *("at year", "the 20", "the previous year"),
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
    """A branch a character; a numeral only where its number begins."""
    begins = {digit: f"(?<![0-9]{digit})" for digit in "0123456789"} | {one: f"(?<![{CN}]{one})" for one in CN}
    return [f"{first}{begins.get(first, '')}(?={following})" for first, following in NEXT_CHARACTERS]


TRIGGER = re.compile("|".join([*_chinese(), *_english()]))
