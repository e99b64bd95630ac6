"""`jushi status` and `verify` on an index made for the test."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import index.verify
from index.embed import StaticEmbedder
from index.folder import STORE
from index.parts import DENSE, LEXICAL
from tests.api.conftest import Jushi, one_line

HERE = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}  # for commands in a folder of their own

# status


def test_status_as_json(ready: Jushi) -> None:
    status = ready("status", "--json").json
    assert status.pop("model")
    assert status.pop("words")
    assert status.pop("bytes") > sum(part["bytes"] for part in status["parts"]) - 1
    assert [(p["name"], p["sequence"], p["fault"]) for p in status.pop("parts")] == [
        (STORE, 3, None),
        (LEXICAL, 3, None),
        (DENSE, 3, None),
    ]
    assert status == {
        "documents": 3,
        "passages": 6,
        "facts": 6,
        "undated": 0,
        "sequence": 3,
        "coming_model": None,
        "months": {"2026-01": 1, "2026-03": 1, "2026-04": 1},
        "without_date": [],
        "all_sources": 3,
        "sources": {"papers/bulletin.txt": 1, "papers/dyes.jsonl": 1, "春水市染料协会": 1},
    }


def test_status_as_text(ready: Jushi) -> None:
    lines = ready("status").out.splitlines()
    assert lines[0].startswith(".jushi: 3 documents, 6 passages, 6 facts, ")
    assert lines[3:] == [
        "2026: 3 documents (01: 1, 03: 1, 04: 1)",
        "sources: papers/bulletin.txt 1, papers/dyes.jsonl 1, 春水市染料协会 1",
    ]


def test_status_says_how_each_day_was_found(ready: Jushi) -> None:
    lines = ready("status", "--documents").out.splitlines()
    assert len(lines) == 3
    assert lines[1] == "dyes-2025\t2025年染料行业小结\t2026-01-20 (given, 1.00)"
    dates = {day.pop("document"): day for day in ready("status", "--documents", "--json").json["dates"]}
    assert len(dates) == 3
    assert dates["dyes-2025"] == {"published": "2026-01-20", "how": "given", "certainty": 1.0}


def test_status_of_what_lags_or_is_damaged_loads_no_model(
    ready: Jushi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".jushi" / DENSE).unlink()
    (tmp_path / ".jushi" / LEXICAL / "current.json").write_text("{}")
    monkeypatch.setattr(StaticEmbedder, "__init__", None)
    faults = {part["name"]: part["fault"] for part in ready("status", "--json").json["parts"]}
    assert faults == {
        STORE: None,
        LEXICAL: f"cannot read .jushi/{LEXICAL}/current.json: it is damaged",
        DENSE: f"cannot read .jushi/{DENSE}: No such file or directory",
    }
    one_line(ready("status", "--index", "nowhere"), 4, "no index in nowhere")


# verify


def test_verify_ends_with_0_or_4(ready: Jushi, tmp_path: Path) -> None:
    assert ready("verify") == (0, ".jushi: nothing wrong was found\n", "")
    (tmp_path / ".jushi" / DENSE).unlink()
    one_line(ready("verify"), 4, DENSE, "the next question rebuilds it")
    with sqlite3.connect(tmp_path / ".jushi" / STORE) as database:
        database.execute('UPDATE passages SET "end" = 100000 WHERE id = 1')
    one_line(ready("verify"), 4, "papers/bulletin.txt#1", "outside its text")


def test_verify_says_how_many_it_searched_for(ready: Jushi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.verify, "SAMPLE", 4)
    told = ".jushi: nothing wrong was found; 4 of 6 vectors were searched for, --all searches for each\n"
    assert ready("verify").out == told
    assert ready("verify", "--all").out == ".jushi: nothing wrong was found\n"


# backup, restore


def test_backup_and_restore(ready: Jushi, tmp_path: Path) -> None:
    ended = ready("backup", "b.zip")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("backed up 3 documents, 6 passages, 6 facts (sequence 3, 20")
    right = ready("ask", "一季度纱锭产量增长多少", "--today", "2026-05-01").out
    one_line(ready("restore", "b.zip"), 1, ".jushi holds an index", "--force")
    ready("forget", "papers/bulletin.txt")
    ended = ready("restore", "b.zip", "--force")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("restored 3 documents, 6 passages, 6 facts (sequence 3, 20")
    assert ended.out.endswith(") to .jushi\n")
    assert ready("ask", "一季度纱锭产量增长多少", "--today", "2026-05-01") == (0, right, "")
    assert ready("restore", "b.zip", "--index", "new").code == 0
    assert ready("verify", "--index", "new", "--all").code == 0


def test_what_cannot_be_backed_up_or_restored(ready: Jushi, tmp_path: Path) -> None:
    one_line(ready("backup", "b.zip", "--index", "nowhere"), 4, "no index in nowhere")
    one_line(ready("backup", "nowhere/b.zip"), 1, "cannot write nowhere/b.zip")
    one_line(ready("restore", "b.zip", "--index", "new"), 2, "no such file: b.zip")
    (tmp_path / "b.zip").write_text("not a zip")
    one_line(ready("restore", "b.zip", "--index", "new"), 4, "cannot restore b.zip", "take another")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("command", ["status", "verify", "backup", "restore", "compact", "watch"])
def test_every_command_explains_itself(jushi: Jushi, command: str) -> None:
    ended = jushi(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "--index" in ended.out


# compact


def test_compact(ready: Jushi) -> None:
    ready("forget", "papers/bulletin.txt")
    ended = ready("compact")
    assert (ended.code, ended.err) == (0, "")
    assert re.fullmatch(r"\.jushi: [\d.]+ [kM]B before, [\d.]+ kB now\n", ended.out)
    assert ready("verify", "--all").code == 0
    one_line(ready("compact", "--index", "nowhere"), 4, "no index in nowhere")


# watch


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_watch_follows_a_folder_until_it_is_stopped(ready: Jushi, tmp_path: Path, ending: signal.Signals) -> None:
    command = [sys.executable, "-c", "from api.cli import main; main()", "watch", "papers", "--every", "0.1"]
    told = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=HERE)
    assert told.stdout
    (tmp_path / "papers" / "ferry.txt").write_text("渡口已经停用了三年。", encoding="utf-8")
    assert told.stdout.readline() == "took papers/ferry.txt: 1 documents\n"
    assert ready("search", "渡口停用", "-k", "1", "--json").json["hits"][0]["document"] == "papers/ferry.txt#1"
    (tmp_path / "papers" / "dyes.jsonl").unlink()
    assert told.stdout.readline() == "forgot papers/dyes.jsonl\n"
    told.send_signal(ending)
    assert (told.wait(60), *told.communicate()) == (0, "", "")
    assert ready("status", "--json").json["documents"] == 2
    assert ready("verify", "--all").code == 0


def test_what_cannot_be_watched(ready: Jushi) -> None:
    one_line(ready("watch", "nowhere"), 2, "nowhere")
    one_line(ready("watch", "papers/bulletin.txt"), 2, "papers/bulletin.txt")
    one_line(ready("watch"), 2, "DIR")
