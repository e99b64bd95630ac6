"""The figures behind a chart of an Office document -> the cells of a table."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.read.cell_format import shown
from index.read.package import children, first, whole_number

_MOST_POINTS = 5000  # of a series


def chart_cells(root: Element) -> Iterator[tuple[str, list[list[str]]]]:
    """Read the figures that a chart keeps with itself.

    Args:
        root: A part of DrawingML charts, names without namespaces.

    Yields:
        tuple[str, list[list[str]]]: the title, and a grid with the series as columns; one where there is any.
    """
    title = "".join(text.text or "" for title in root.iter("title") for text in title.iter("t"))[:200]
    series = list(root.iter("ser"))
    names = [" ".join(_points(first(one, "tx")).values()) for one in series]
    labels: dict[int, str] = {}
    for one in series:
        labels = labels or _labels(first(one, "cat"))
    values = [_points(first(one, "val")) for one in series]
    at = sorted({point for points in (labels, *values) for point in points})
    if any(values):
        head = ["", *names]
        yield title, [head, *([labels.get(n, ""), *(points.get(n, "") for points in values)] for n in at)]


def _labels(element: Element | None) -> dict[int, str]:
    """The names of the points, each with those of the groups that it stands in: 2026年 1月."""
    levels = [_points_in(level) for level in element.iter("lvl")] if element is not None else []
    if not levels:
        return _points(element)
    named: dict[int, str] = {}
    for at, name in sorted(levels[0].items()):
        above = (max((begin for begin in groups if begin <= at), default=-1) for groups in levels[1:])
        over = [groups.get(begin, "") for groups, begin in zip(levels[1:], above, strict=True)]
        named[at] = " ".join(filter(None, [*reversed(over), name]))
    return named


def _points(element: Element | None) -> dict[int, str]:
    """The points of a series as it was saved last."""
    if element is None:
        return {}
    caches = [cache for cache in element.iter() if cache.tag in ("strCache", "numCache", "strLit", "numLit")]
    return _points_in(caches[0]) if caches else {}


def _points_in(cache: Element) -> dict[int, str]:
    code = first(cache, "formatCode")
    name = (code.text or "") if code is not None else ""
    found: dict[int, str] = {}
    for point in children(cache, "pt"):
        value = first(point, "v")
        if value is not None and len(found) < _MOST_POINTS:
            text = value.text or ""
            found[whole_number(point.get("idx", "0"))] = _number(text, name) if cache.tag[0] == "n" else text
    return found


def _number(text: str, name: str) -> str:
    try:
        return shown(float(text), name)
    except ValueError:
        return text
