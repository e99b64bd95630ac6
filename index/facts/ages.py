"""Ages within sentences: `80至89周岁每人60元`, `1.2亿|65岁及以上|老年人`."""

import re

from index.facts.phrases import CLAUSE_END, noun_start
from index.figures import Figure

YEARS_OLD = ("岁", "周岁")  # units
_YEARS, _AND_OVER = r"\d+(?:[—\-~至到]\d+)?周?岁", "(?:及?以[上下])?"
AGED = re.compile(_YEARS + _AND_OVER)
_AGE = f"(?:{_YEARS}|百岁){_AND_OVER}"
_IS_GIVEN = "的?(?:老年?人)?(?:每人)?(?:每[月年天])?(?:补贴|发放|补助|为)?(?:约)?"
FOR_AGED = re.compile(_AND_OVER + _IS_GIVEN)
IS_AGED = re.compile(f"(?P<age>{_AGE}){_IS_GIVEN}$")
IS_AGED_FIRST = re.compile(f"^{_AGE}")
OF_AGE = re.compile(rf"{AGED.pattern}的?(?P<whose>(?![及以])[一-鿿]{{2,}})$")
_OVER = re.compile(f"{_AND_OVER}的?")
_LONGEST = 16  # code points behind an age


def aged_people(text: str, age: Figure) -> str:
    """People of an age: 65岁及以上|老年人; empty where nobody of it is named behind it."""
    over = _OVER.match(text, age.end)
    behind = over.end() if over else age.end
    people = noun_start(CLAUSE_END.split(text[behind : behind + _LONGEST])[0])
    return text[age.start : behind] + people if people else ""
