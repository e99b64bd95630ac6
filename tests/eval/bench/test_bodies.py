"""Invented news: what the index is made of, and who may see it when."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from eval.bench.bodies import body, open_index, readers_on
from eval.bench.news import NEWS, Item
from index.build import check_paths, ingest
from index.errors import UsageError
from index.folder import IndexFolder

ITEM = Item("n1", date(2024, 5, 13), "4月份蜂蜜产量同比增长8%", "4月份，云溪市蜂蜜产量同比增长8%。")
LATER = Item("n2", date(2024, 6, 13), "5月份蜂蜜产量同比增长9%", "5月份，云溪市蜂蜜产量同比增长9%。")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / NEWS, "wt", encoding="utf-8") as file:
        for item in (ITEM, LATER):
            line = {"id": item.id, "date": str(item.day), "title": item.title, "text": item.text}
            file.write(json.dumps(line) + "\n")
    return tmp_path


def test_a_body_has_no_title_and_the_readers_of_its_month_and_day() -> None:
    line = json.loads(body(ITEM))
    assert line == {"id": "n1", "date": "2024-05-13", "text": ITEM.text, "readers": ["2024-05", "2024-05-13"]}


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        (date(2024, 5, 12), set()),
        (date(2024, 5, 13), {"2024-05-13"}),
        (date(2024, 5, 31), {"2024-05-13"}),
        (date(2024, 6, 1), {"2024-05"}),
        (date(2023, 12, 31), set()),
        (date(2025, 1, 1), {"2024-05"}),
    ],
)
def test_who_sees_an_item(day: date, seen: set[str]) -> None:
    assert readers_on(day) & {"2024-05", "2024-05-13"} == seen


def test_an_index_without_what_is_hidden(data: Path, tmp_path: Path) -> None:
    whole = open_index(data, tmp_path / "whole")
    assert [d.id for d in whole.store.documents()] == ["n1", "n2"]
    assert [d.id for d in open_index(data, tmp_path / "whole").store.documents()] == ["n1", "n2"]
    assert [d.id for d in open_index(data, tmp_path / "less", {"n1"}).store.documents()] == ["n2"]


def test_an_index_without_readers_is_not_taken(data: Path, tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text(json.dumps({"id": "n1", "text": ITEM.text}) + "\n", encoding="utf-8")
    ingest(IndexFolder.create(tmp_path / "old"), check_paths([tmp_path / "old.jsonl"]))
    with pytest.raises(UsageError, match="made by an earlier version of this bench: delete it"):
        open_index(data, tmp_path / "old")
