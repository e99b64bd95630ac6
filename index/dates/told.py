"""The day that the text itself tells: in full, or as month and day whose year is found elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import date

from index.dates.certainty import Found
from index.dates.days import Day, bare_day, day_of, days_in
from index.dates.infer import infer
from index.dates.published import FIRST, Sign, published_on
from index.dates.stated import month_in_name
from index.dates.years import MASKED, Named, named_years
from index.periods.numerals import fold
from index.records import Article, Dating

_YEAR = (("sure", 2.2), ("likely", 1.4), ("from little", 1.0))  # leads, as log odds; less is no year
_AHEAD = ("target", "plan", "announced")
_KINDS: dict[Sign, str] = {
    "dateline": "dateline",
    "today": "today",
    "act": "full date, something done",
    "early": "full date, early",
}


def from_text(article: Article, file_name: str, neighbours: Sequence[Dating]) -> Found | None:
    """The day a text says it was published on, or on which something it tells of happened.

    Args:
        article: The article.
        file_name: The name of its file; a month in it tells the year of a day.
        neighbours: What was found for other articles of the file; they tell the year, or month, where nothing else does.

    Returns:
        The day; None where the text has none, or its year is not known.
    """
    text, month = _masked(article.text), month_in_name(file_name)
    published = published_on(text, list(days_in(text)), month)
    if published is None:
        return _from_bare_day(text, month, neighbours)
    day, sign = published
    named = [*_of_title(article.title), *named_years(text)]
    if day.year is not None:
        return _whole(day, sign, named)
    return _without_year(text, day, sign, named, month, neighbours)


def _masked(text: str) -> str:
    """The text folded; titles of works and spans of years are blanked, as they do not tell when it was written."""
    return MASKED.sub(lambda found: "＿" * len(found.group()), fold(text))


def _of_title(title: str) -> Iterator[Named]:
    for item in named_years(_masked(title)):
        yield Named(-1, item.first, item.last, item.phrase, item.way, item.told)


def _whole(day: Day, sign: Sign, named: Sequence[Named]) -> Found | None:
    """A full date; one that lies before what the text reports is of something long past."""
    whole = day.whole()
    later = (item for item in named if item.way not in _AHEAD and item.first.year >= (day.year or 0))
    if whole is None or (sign in ("act", "early") and any(_follows(item, whole) for item in later)):
        return None
    return Found(_KINDS[sign], whole, f"{day.text} in the text")


def _follows(item: Named, whole: date) -> bool:
    """Whether the text tells of something after a day: a later year, or figures of a time that ends later."""
    return item.first.year > whole.year or (item.told and item.way in ("part", "end") and item.last > whole)


def _without_year(
    text: str,
    day: Day,
    sign: Sign,
    named: Sequence[Named],
    month: tuple[int, int] | None,
    neighbours: Sequence[Dating],
) -> Found | None:
    told = f"{day.text} in the text, year from"
    if month and month[1] == day.month and (whole := day.within(month[0])):
        return Found("year from the file name", whole, f"{told} the file name")
    inferred, near = infer(text, day, named), _nearest(neighbours, day)
    grade = next((name for name, lead in _YEAR if inferred and inferred.lead >= lead), "")
    if near and grade in ("", "from little"):
        return Found("year from a neighbour", near, f"{told} another article of the file")
    if inferred is None or not grade:
        return None
    said = "said day" if sign in ("dateline", "today") else "day"
    return Found(f"{said}, year {grade}", inferred.day, f"{told} {inferred.phrase}")


def _nearest(neighbours: Sequence[Dating], day: Day) -> date | None:
    """The day in the year that brings it closest to the other articles."""
    known = [dating.day for dating in neighbours if dating.day]
    near = [(abs(found - of), found) for of in known for year in (-1, 0, 1) if (found := day.within(of.year + year))]
    return min(near)[1] if near else None


def _from_bare_day(text: str, month: tuple[int, int] | None, neighbours: Sequence[Dating]) -> Found | None:
    """20日举行, in the month of another article of the file or of the file's name."""
    bare = bare_day("\n".join(text.split("\n")[:FIRST]))
    if bare is None:
        return None
    for known in (dating.day for dating in neighbours if dating.day):
        if found := day_of(known.year, known.month, bare):
            return Found(
                "month from a neighbour", found, f"{bare}日 in the text, month from another article of the file"
            )
    found = day_of(*month, bare) if month else None
    return (
        Found("month from the file name", found, f"{bare}日 in the text, month from the file name") if found else None
    )
