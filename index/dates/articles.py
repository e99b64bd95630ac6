"""The articles of a file are dated: what is stated first, then what the text tells, then what stands beside it."""

from collections.abc import Sequence
from datetime import date

from index.dates.certainty import NOTHING, Found
from index.dates.stated import from_date_line, from_masthead, from_metadata, from_month_in_name, from_name
from index.dates.told import from_text
from index.records import Article, Dating

STRONG = 0.9  # certainty from which what the file's metadata say stands before the text
SURE = 0.7  # certainty from which an article's day says something about the other articles of its file
_ROUNDS = 2  # in the first, days without a year or month find it; in the second, articles without a day take theirs


def date_articles(
    articles: Sequence[Article], *, given: date | None, stated: Dating | None = None, file_name: str
) -> list[Dating]:
    """Date the articles of one file, those that do not say it by the others.

    Args:
        articles: The articles of the file.
        given: The day the user states.
        stated: What the file says of itself: a sidecar or metadata, which date all its articles where they are sure, and
            else those that nothing dates.
        file_name: The name of the file, without its folder.

    Returns:
        A dating for each article.
    """
    datings = [date_article(article, given=given, stated=stated, file_name=file_name) for article in articles]
    for _ in range(_ROUNDS if len(articles) > 1 else 0):
        for at, article in enumerate(articles):
            others = [other for i, other in enumerate(datings) if i != at and other.certainty >= SURE]
            if others and datings[at].certainty < SURE:
                datings[at] = date_article(article, given=given, stated=stated, file_name=file_name, neighbours=others)
    return datings


def date_article(
    article: Article,
    *,
    given: date | None,
    stated: Dating | None = None,
    file_name: str,
    neighbours: Sequence[Dating] = (),
) -> Dating:
    """Find the day an article was published.

    Tried in this order: the day given; what the file's metadata say, where that is sure; front matter; the file name; a
    line with a date; the head of the page; the text; the other articles of the file; the month in the file name; metadata
    that are not sure.

    Args:
        article: The article.
        given: The day the user states.
        stated: What the file says of itself.
        file_name: The name of the file, without its folder.
        neighbours: What was found for the other articles of the same file.

    Returns:
        The dating; its day is None when nothing tells.
    """
    if given is not None:
        return Found("given", given, "given").dating
    if stated is not None and stated.certainty >= STRONG:
        return stated
    found = find(article, file_name, neighbours)
    if found.day is None and stated is not None and stated.day is not None:
        return stated
    return found.dating


def find(article: Article, file_name: str, neighbours: Sequence[Dating] = ()) -> Found:
    """What tells the day of an article, leaving aside what the user or the file's metadata state."""
    return (
        from_metadata(article.notes)
        or from_name(file_name)
        or from_date_line(article.notes)
        or from_masthead(article.text, article.notes)
        or from_text(article, file_name, neighbours)
        or _from_neighbours(neighbours)
        or from_month_in_name(file_name)
        or NOTHING
    )


def _from_neighbours(neighbours: Sequence[Dating]) -> Found | None:
    days = [dating.day for dating in neighbours if dating.day]
    newest = max(days, default=None)
    return Found("day of a neighbour", newest, f"the day of another article of the file, {newest}") if newest else None
