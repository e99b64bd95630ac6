"""Facts are asked for in their own words."""

import json
from datetime import date
from pathlib import Path

import pytest

from eval.bench.echo import asked, judged, main
from index.build import check_paths, ingest
from index.folder import IndexFolder
from rag.assistant import Assistant

TODAY = date(2026, 5, 1)


def test_an_archive_answers_to_what_it_holds(archive: Assistant) -> None:
    echoes = list(asked(archive, TODAY, 20))
    outcomes = sorted(judged(fact, answer) for _, fact, answer in echoes)
    assert outcomes == [*["right"] * 5, "wrong"]  # two bulletins disagree, and the newer one is answered with
    assert [question for question, *_ in echoes] == [question for question, *_ in asked(archive, TODAY, 20)]


def test_one_name_with_two_values_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {
        "a": "2026年一季度，轴承总产量为5万套。",
        "b": "2026年一季度，轴承总产量为7万套。",
        "c": "2026年，齿轮总产量为3万套。",
    }
    lines = [json.dumps({"id": name, "text": text, "date": "2026-04-18"}) for name, text in said.items()]
    (tmp_path / "said.jsonl").write_text("\n".join(lines), encoding="utf-8")
    report = ingest(IndexFolder.create(tmp_path / "index"), check_paths([tmp_path / "said.jsonl"]))
    assert report.failures == []
    main(tmp_path / "index", "2026-05-01", documents=10, show=True, doubles=True)
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("wrong: 2026年一季度轴承总产量多少？ | ")
    assert told[1:] == [
        "3 facts: right 66.7%, wrong 33.3%, refused 0.0%",
        "轴承总产量, 2026年一季度: 5万套 a:15; 7万套 b:15",
        "2 names of a time, 1 with several values",
    ]
