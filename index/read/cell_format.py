"""A number in a sheet -> what the sheet shows: 0.243 under `0.0%` is 24.3%, 46112 under `yyyy"年"m"月"` is 2026年3月."""

import operator
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

_EPOCH = datetime(1899, 12, 30)  # day 0 of a sheet, as the leap day that 1900 had not is counted
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_465  # 31 December 9999
_BUILT_IN = {  # the formats that have a number instead of a text
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    14: "yyyy/m/d",
    15: "yyyy/m/d",
    16: "m月d日",
    17: "yyyy年m月",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: "yyyy年m月",
    28: "m月d日",
    29: "m月d日",
    30: "m/d/yy",
    31: "yyyy年m月d日",
    32: "h时mm分",
    33: "h时mm分ss秒",
    36: "yyyy年m月",
    45: "mm:ss",
    46: "h:mm:ss",
    47: "mm:ss",
    50: "yyyy年m月",
    51: "m月d日",
    52: "yyyy年m月",
    53: "m月d日",
    54: "m月d日",
    57: "yyyy年m月",
    58: "m月d日",
}
# quoted text · escaped character · [Red] [$-804] [h] · _x padding · *x filling · date and time letters · digits · rest
_TOKENS = re.compile(
    r'"([^"]*)"|[\\!](.)|\[([^\]]*)\]|_.|\*.|(上午/下午|AM/PM|A/P|y+|e+(?![+-])|m+|d+|h+|s+|a{3,4})'
    r"|((?:[0#?][0#?,.]*[0#?]|[0#?]),*)|(.)",
    re.IGNORECASE | re.DOTALL,
)
_GENERAL = re.compile("general|g/通用格式", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|[<>=])(-?\d+(?:\.\d+)?)\]")
_HOLDS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_WEEKDAYS = "一二三四五六日"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MOST_DIGITS = 15  # that a sheet keeps of a number
_LONGEST_FORMAT = 255


class _Part(NamedTuple):
    kind: str  # "text", "sign" (that is not quoted, so that % and / say how the number is written), "date" or "digits"
    text: str


def format_name(number: int, given: str) -> str:
    """The format of a cell.

    Args:
        number: The number by which its style names the format.
        given: The text of the format, where the sheet gives one.

    Returns:
        It, "" where numbers are shown as they are.
    """
    return given or _BUILT_IN.get(number, "")


def shown(value: float, name: str, from_1904: bool = False) -> str:
    """Write a number as its sheet shows it.

    Args:
        value: The number.
        name: Its format.
        from_1904: Whether days are counted from 1904.

    Returns:
        What a reader sees; the number as it is where the format is not understood.

    >>> [shown(0.243, "0.0%"), shown(1234567.891, "#,##0.00"), shown(1200.0, ""), shown(-3.2, "0.0;▼0.0")]
    ['24.3%', '1,234,567.89', '1200', '▼3.2']
    """
    if not name or name == "@" or len(name) > _LONGEST_FORMAT:
        return plain(value)
    sections = _sections(name)
    at, signed = _fitting(value, sections)
    if at == len(sections):
        return plain(value)
    parts = _parts(_GENERAL.sub("#", sections[at]))
    try:
        if any(part.kind == "date" for part in parts):
            return _day(value, parts, from_1904)
        return _number(value, parts, signed, general=_GENERAL.search(sections[at]) is not None)
    except (InvalidOperation, OverflowError):  # more digits, or a later day, than can be reckoned with
        return plain(value)


def plain(value: float) -> str:
    """A number without a format: as short as it can be said.

    >>> [plain(1200.0), plain(0.1 + 0.2), plain(12345678901234.0)]
    ['1200', '0.3', '12345678901234']
    """
    try:
        number = Decimal(f"{value:.{_MOST_DIGITS}g}")
    except InvalidOperation:
        return str(value)
    return f"{number.normalize():f}" if abs(number.adjusted()) < 40 else str(number)


@lru_cache(maxsize=512)
def _sections(name: str) -> tuple[str, ...]:
    """The formats for numbers above, below and at nothing."""
    found, start, quoted = [], 0, False
    for at, character in enumerate(name):
        quoted ^= character == '"'
        if character == ";" and not quoted:
            found.append(name[start:at])
            start = at + 1
    return (*found, name[start:])


def _fitting(value: float, sections: tuple[str, ...]) -> tuple[int, bool]:
    """Which section a number is shown by, their count where none fits, and whether a minus is set before it there."""
    conditions = [(found[1], float(found[2])) if (found := _CONDITION.search(s)) else None for s in sections]
    if not any(conditions):
        at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
        return at, at != 1
    fitting = (at for at, condition in enumerate(conditions) if condition is None or _holds(value, condition))
    at = next(fitting, len(sections))
    own = conditions[at] if at < len(sections) else None
    negative = own is not None and own[0] in ("<", "<=") and own[1] <= 0
    return at, not negative and not (at == 1 and conditions[0] in ((">", 0), (">=", 0)))


def _holds(value: float, condition: tuple[str, float]) -> bool:
    return bool(_HOLDS[condition[0]](value, condition[1]))


@lru_cache(maxsize=512)
def _parts(section: str) -> tuple[_Part, ...]:
    found: list[_Part] = []
    for match in _TOKENS.finditer(section):
        quoted, escaped, bracket, letters, digits, other = match.groups()
        if letters:
            found.append(_Part("date", letters.lower()))
        elif digits:
            found.append(_Part("digits", digits))
        elif other:
            found.append(_Part("sign", other))
        elif bracket is not None:
            if bracket.lower() in ("h", "hh", "m", "mm", "s", "ss"):
                found.append(_Part("date", f"[{bracket.lower()}]"))
            elif bracket.startswith("$"):
                found.append(_Part("text", bracket[1:].split("-")[0]))
        else:
            found.append(_Part("text", quoted or escaped or ""))
    return tuple(found)


def _number(value: float, parts: tuple[_Part, ...], signed: bool, general: bool) -> str:
    places = [part for part in parts if part.kind == "digits"]
    if not places:
        text = "".join(part.text for part in parts)
        return text if text.strip() else plain(value)
    signs = "".join(part.text if part.kind == "sign" else " " for part in parts)
    if len(places) > 1 or re.search(r"[eE][+-]|/", signs):
        return plain(value)
    number = Decimal(plain(abs(value))) * Decimal(100) ** signs.count("%")
    text = plain(abs(value)) if general else _digits(number, places[0].text)
    sign = "-" if value < 0 and signed and text.strip("0.,") else ""
    return sign + "".join(text if part.kind == "digits" else part.text for part in parts).strip()


def _digits(number: Decimal, digits: str) -> str:
    """Round to the digits of a format, set the thousands apart where it does, and leave out those that commas cut."""
    before, _, after = digits.partition(".")
    thousands = before.rstrip(",")
    cut = len(before) - len(thousands) + len(after) - len(after.rstrip(","))
    least, most = sum(c in "0?" for c in after), sum(c in "0#?" for c in after)
    rounded = number.scaleb(-3 * cut).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    if not rounded and "0" not in digits:
        return ""  # `??` and `#` show no nought
    text = f"{rounded:,f}" if "," in thousands else f"{rounded:f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    whole = whole.zfill(thousands.count("0")) if "," not in thousands else whole
    return f"{whole}.{fraction}" if fraction else whole


def _day(value: float, parts: tuple[_Part, ...], from_1904: bool) -> str:
    if not 0 <= value <= _LAST_DAY:
        return plain(value)
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(seconds=round(value * 86400))
    written, hours = [], False
    for at, part in enumerate(parts):
        if part.kind != "date":
            written.append(part.text)
            continue
        seconds = any(later.text.startswith("s") for later in parts[at + 1 : at + 3] if later.kind == "date")
        written.append(_date_part(part.text, moment, value, hours or seconds))
        hours = part.text.strip("[").startswith("h") or (hours and part.text.startswith("m"))
    text = "".join(written).strip()
    return text.removesuffix(" 0:00").removesuffix(" 00:00").removesuffix(" 0:00:00").removesuffix(" 00:00:00")


def _date_part(letters: str, moment: datetime, value: float, minutes: bool) -> str:
    if letters.startswith("["):
        return str(round(value * 86400) // {"h": 3600, "m": 60, "s": 1}[letters[1]])
    if letters.startswith(("y", "e")):
        return f"{moment.year % 100:02}" if letters in ("y", "yy") else f"{moment.year}"
    if letters.startswith("mmm") and not minutes:
        month = _MONTHS[moment.month - 1]
        return {3: month[:3], 5: month[0]}.get(len(letters), month)
    if letters.startswith("a"):
        half = "上午" if moment.hour < 12 else "下午"
        return half if "/" in letters else ("星期" if len(letters) == 4 else "") + _WEEKDAYS[moment.weekday()]
    if letters.startswith("上午"):
        return "上午" if moment.hour < 12 else "下午"
    number = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}
    if letters.startswith("d") and len(letters) > 2:
        return f"星期{_WEEKDAYS[moment.weekday()]}"
    return f"{number.get(letters.strip('[]')[0], 0):0{min(2, len(letters.strip('[]')))}}"
