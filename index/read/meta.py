"""What a web page, a mail or a book says of itself: title, source, address, and the day it was published."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from index.records import Dating

CERTAIN = 0.95  # of a day that the publishing system wrote
_CHINA = timezone(timedelta(hours=8))
_PUBLISHED = (  # the names, lower case and without marks, under which pages give their day; the surest first
    *("pubdate", "publishdate", "articlepublishedtime", "publishedtime", "datepublished", "publishtime", "pubtime"),
    *("ogpublishedtime", "ogarticlepublishedtime", "weiboarticlecreateat", "dcdateissued", "dctermsissued", "dcdate"),
    *("dctermsdate", "dctermscreated", "dcdatecreated", "createdate", "date", "time"),
)
_SOURCES = ("contentsource", "source", "articlesource", "ogsitename", "sitename", "dcpublisher", "dcsource")
_TITLES = ("articletitle", "ogtitle", "dctitle", "title")
# before the name of the site; a dash within a title is as long, and no site follows
_SITE = re.compile(r"[_|｜]|\s+[-–—]+\s+|--+|——+(?=[^—]{1,12}(?:网|[日晚早晨时]报|频道|在线|门户)(?:网站)?$)")
_DAY = re.compile(
    r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)|((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)
_SCRIPT_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_TAG = re.compile(r"<[^>]{0,200}>")
_LONGEST_SCRIPT = 100_000


@dataclass(slots=True)
class PageMeta:
    """What is gathered while a page is read."""

    named: dict[str, str] = field(default_factory=dict)
    title_parts: list[str] = field(default_factory=list)
    canonical: str = ""
    marked_day: str = ""

    def tag(self, tag: str, values: Mapping[str, str]) -> None:
        """Take what a tag says: `<meta>`, `<link rel=canonical>`, `<time datetime>`, `itemprop`."""
        if tag == "meta":
            name = values.get("name") or values.get("property") or values.get("itemprop") or ""
            self.named.setdefault(_plain(name), values.get("content", "").strip())
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or values.get("href", "").strip()
        elif tag == "time" and not self.marked_day:
            self.marked_day = values.get("datetime", "")
        elif values.get("itemprop", "") == "datePublished":
            self.marked_day = values.get("content", "") or values.get("datetime", "") or self.marked_day

    def script(self, text: str) -> None:
        """Take the day that structured data give."""
        found = _SCRIPT_DAY.search(text[:_LONGEST_SCRIPT])
        if found:
            self.named.setdefault("datepublished", found.group(1))

    @property
    def title(self) -> str:
        """The title of what the page shows, without the name of its site."""
        given = next((self.named[name] for name in _TITLES if self.named.get(name)), "")
        whole = " ".join(_TAG.sub("", given or "".join(self.title_parts)).split())
        return whole if given else _SITE.split(whole)[0].strip()

    @property
    def source(self) -> str:
        """Who published it."""
        given = next((self.named[name] for name in _SOURCES if self.named.get(name)), "")
        return " ".join(_TAG.sub("", given).split())[:80]

    @property
    def url(self) -> str:
        """Its address."""
        given = self.canonical or self.named.get("ogurl", "")
        return given if given.startswith(("http://", "https://")) else ""

    def dating(self) -> Dating | None:
        """The day it was published, as its publishing system says."""
        for name in _PUBLISHED:
            day = day_of(self.named.get(name, ""))
            if day:
                return stated(day, name)
        day = day_of(self.marked_day)
        return stated(day, "time") if day else None


def stated(day: date, name: str) -> Dating:
    """The dating that a field of metadata gives."""
    return Dating(day, f"metadata: {name}", CERTAIN)


def day_of(text: str) -> date | None:
    """The day that a stamp names, in China where it gives the hour of Greenwich.

    >>> day_of("2026-04-20T16:30:00Z")
    datetime.date(2026, 4, 21)
    """
    text = text.strip()[:60]
    if re.search(r"(?:Z|[+-]00:?00)$", text):
        try:
            return datetime.fromisoformat(text).astimezone(_CHINA).date()
        except ValueError:
            pass
    found = _DAY.search(text)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower()[:60])
