"""The shares right of the days found."""

import gzip
import json
from datetime import date
from pathlib import Path

from eval.bench.dates import Share, alone, items, shares, together
from index.dates.certainty import NOTHING, Found

NEWS = [
    {"id": "1", "date": "2026-04-21", "title": "渠", "text": "今天（4月21日），2026年春茶节在县里开幕。"},
    {"id": "2", "date": "2026-04-21", "title": "路", "text": "路面宽六米。"},
    {"id": "3", "date": "2026-04-21", "title": "桥", "text": "在20日举行的会上，县里介绍了桥。"},
    {"id": "4", "date": "2026-04-22", "title": "山", "text": "山路通了。"},
    {"id": "5", "date": None, "title": "水", "text": "水渠通了。"},
]


def news(folder: Path) -> Path:
    path = folder / "news.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(item) + "\n" for item in NEWS)
    return path


def test_each_item_with_a_day_is_in_one_half(tmp_path: Path) -> None:
    path = news(tmp_path)
    halves = [[item.article.title for item in items(path, half)] for half in (False, True)]
    assert sorted([*halves[0], *halves[1]]) == sorted("渠路桥山")


def test_items_alone_and_together(tmp_path: Path) -> None:
    path = news(tmp_path)
    all_items = sorted([*items(path, False), *items(path, True)], key=lambda item: item.day)
    first = next(item for item in all_items if item.article.title == "渠")
    ((day, found),) = alone([first])
    assert (day, found.kind, found.day) == (date(2026, 4, 21), "said day, year likely", date(2026, 4, 21))
    kinds = sorted((one.kind, str(one.day)) for _, one in together(all_items))
    assert kinds == [("day of a neighbour", "2026-04-21"), ("month from a neighbour", "2026-04-20")]


def test_shares() -> None:
    true = date(2026, 1, 2)
    days = [date(2026, 1, 2), date(2025, 12, 30), date(2026, 2, 2), date(2024, 1, 2)]
    found = [(true, Found("today", day, "")) for day in days]
    assert shares([*found, (true, NOTHING)]) == {"today": Share(4, 1 / 4, 2 / 4, 2 / 4)}
