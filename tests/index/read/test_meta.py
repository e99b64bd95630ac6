"""Stamps and fields of metadata."""

from datetime import date

import pytest

from index.read.meta import PageMeta, day_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-21", date(2026, 4, 21)),
        ("2026-04-21 09:30:00", date(2026, 4, 21)),
        ("2026年4月21日", date(2026, 4, 21)),
        ("2026/4/21", date(2026, 4, 21)),
        ("2026.04.21", date(2026, 4, 21)),
        ("20260421", date(2026, 4, 21)),
        ("2026-04-21T23:30:00+08:00", date(2026, 4, 21)),
        ("2026-04-20T15:59:00Z", date(2026, 4, 20)),
        ("2026-04-20T16:00:00Z", date(2026, 4, 21)),
        ("2026-04-20T16:00:00+00:00", date(2026, 4, 21)),
        ("2026-13-01", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_day_of(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("tag", "values"),
    [
        ("meta", {"name": "PubDate", "content": "2026-04-21"}),
        ("meta", {"name": "publishdate", "content": "2026-04-21"}),
        ("meta", {"property": "article:published_time", "content": "2026-04-21T08:00:00+08:00"}),
        ("meta", {"itemprop": "datePublished", "content": "2026-04-21"}),
        ("meta", {"name": "DC.date", "content": "2026-04-21"}),
        ("time", {"datetime": "2026-04-21"}),
        ("span", {"itemprop": "datePublished", "content": "2026-04-21"}),
    ],
)
def test_the_day_that_a_page_gives(tag: str, values: dict[str, str]) -> None:
    meta = PageMeta()
    meta.tag(tag, values)
    dating = meta.dating()
    assert dating is not None
    assert (dating.day, dating.certainty) == (date(2026, 4, 21), 0.95)


def test_structured_data_give_a_day() -> None:
    meta = PageMeta()
    meta.script('{"@type": "NewsArticle", "datePublished": "2026-04-20T20:00:00Z"}')
    dating = meta.dating()
    assert dating is not None
    assert dating.day == date(2026, 4, 21)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("渡口修好了_临河日报", "渡口修好了"),
        ("渡口修好了 - 县政府", "渡口修好了"),
        ("渡口修好了|要闻|县报", "渡口修好了"),
        ("渡口--临河", "渡口"),
        ("渡口修好了——临河新闻网", "渡口修好了"),
        ("两岸连心——临河渡口的四十年", "两岸连心——临河渡口的四十年"),
        ("一季度5-7艘", "一季度5-7艘"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(title: str, shown: str) -> None:
    assert PageMeta(title_parts=[title]).title == shown


def test_a_title_that_is_given_stands_whole() -> None:
    meta = PageMeta(title_parts=["临河日报"])
    meta.tag("meta", {"name": "ArticleTitle", "content": "上_下册"})
    assert meta.title == "上_下册"


def test_addresses_are_of_the_web() -> None:
    meta = PageMeta()
    meta.tag("meta", {"property": "og:url", "content": "javascript:x"})
    assert meta.url == ""
