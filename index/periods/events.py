"""Events with a known day that official texts count from: 党的十八大以来, 改革开放以来, since the 18th CPC National Congress.

The days on which the party congresses and plenums opened are those of the party's own chronicle (中国共产党大事记); the
others are the founding of the People's Republic (1 October 1949), the third plenum that began 改革开放, the accession to
the WTO (protocol in force on 11 December 2001) and the returns of Hong Kong and Macao.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

CONGRESSES: Mapping[int, date] = MappingProxyType(
    {
        11: date(1977, 8, 12),
        12: date(1982, 9, 1),
        13: date(1987, 10, 25),
        14: date(1992, 10, 12),
        15: date(1997, 9, 12),
        16: date(2002, 11, 8),
        17: date(2007, 10, 15),
        18: date(2012, 11, 8),
        19: date(2017, 10, 18),
        20: date(2022, 10, 16),
    }
)
REFORM = date(1978, 12, 18)
PLENUMS: Mapping[tuple[int, int], date] = MappingProxyType(
    {(11, 3): REFORM, (18, 3): date(2013, 11, 9), (20, 3): date(2024, 7, 15), (20, 4): date(2025, 10, 20)}
)
FOUNDING = date(1949, 10, 1)
ACCESSION = date(2001, 12, 11)
HONG_KONG, MACAO = date(1997, 7, 1), date(1999, 12, 20)

NAMED = (
    (re.compile("新中国|建国|中华人民共和国|founding of|People's Republic", re.I), FOUNDING),
    (re.compile("改革开放|reform and opening", re.I), REFORM),
    (re.compile("世贸|世界贸易|入世|WTO|World Trade", re.I), ACCESSION),
    (re.compile("香港|Hong Kong", re.I), HONG_KONG),
    (re.compile("澳门|Maca[ou]", re.I), MACAO),
)
# 党的十八大; the other parties' only in their own words (越共十三大)
_PARTY = "(?:(?<!产)党的|中共|中国共产党的?|(?:(?<![一-龥])|(?<=[自从对了《])))"
_CONGRESS = _PARTY + r"(?:第?{n}次全国代表大会|{n}大)(?:胜利)?(?:召开|闭幕)?"
_PLENUM = _PARTY + r"{n}届[三四]中全会(?:召开|闭幕)?"
_OTHERS = (
    "(?:新中国|中华人民共和国)成立|建国|改革开放|(?:中国|我国)?(?:正式)?加入(?:世贸组织|世界贸易组织|WTO)|(?:中国|我国)?入世"
    "|(?:香港|澳门)回归(?:祖国)?"
)
# 新中国成立75年来, 改革开放40多年来
_SINCE = "(?:以来|至今|(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[多余]?年[多余]?(?:以)?来)"
_NUMBER = "(?:十[一二三四五六七八九]|二十)"
CHINESE = f"(?:{_CONGRESS.format(n=_NUMBER)}|{_PLENUM.format(n=_NUMBER)}|{_OTHERS}){_SINCE}"
ENGLISH = (
    r"(?:(?P<congress>1[1-9]|20)th\ (?:(?:CPC|Party)\ )?(?:National\ )?(?:Party\ )?Congress(?:\ of\ the\ (?:CPC|Communist\ Party\ of\ China))?"
    r"|(?P<other>(?:the\ )?founding\ of\ (?:the\ )?(?:New\ China|People's\ Republic(?:\ of\ China)?|PRC)|(?:the\ )?reform\ and\ opening[- ]up"
    r"|(?:China(?:'s)?\ )?(?:joined|joining|entry\ (?:in)?to|accession\ to)\ the\ (?:WTO|World\ Trade\ Organi[sz]ation)"
    r"|(?:Hong\ Kong|Macao|Macau)(?:'s)?\ (?:returned|return)(?:\ to\ (?:China|the\ motherland))?))"
)


def day_named(words: str) -> date | None:
    """The day of an event that is named by its own words (新中国成立, China joined the WTO)."""
    return next((day for pattern, day in NAMED if pattern.search(words)), None)
