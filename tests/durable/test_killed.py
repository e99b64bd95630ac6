"""`jushi ingest` and `jushi forget`, killed at any moment, lose nothing that an earlier one had ended with."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.build import ingest
from index.folder import IndexFolder
from tests.durable.story import MODELS, SAID, Seen, seen

KILLS = int(os.environ.get("JUSHI_KILLS", "12"))  # 200 in `make nightly`
LINES = 220  # documents of a file: three batches

pytestmark = pytest.mark.slow

Command = tuple[str, ...]


def jushi(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", *command, "--index", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def done(folder: Path, *command: str) -> float:
    """Run a command to its end; says how long that took."""
    began = time.monotonic()
    _, said = (process := jushi(folder, *command)).communicate()
    assert process.returncode == 0, said.decode()
    return time.monotonic() - began


def done_here(folder: Path, command: str, what: str) -> None:
    if command == "forget":
        IndexFolder(folder, models=MODELS).forget(what)
    else:
        report = ingest(IndexFolder.create(folder, models=MODELS), [Path(what)])
        assert report.failures == []


def killed(folder: Path, after: float, *command: str) -> None:
    with jushi(folder, *command) as process:
        try:
            process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()  # it alone: those who read files for it find that out themselves


def write(sources: Path, name: str, generation: int) -> Path:
    """A documents file whose documents are others each time but for those that are the same."""
    words, path = list(SAID), sources / name
    rows = [
        {"id": f"{name}-{n}", "title": "通报", "text": SAID[words[(n * generation) % 5]] + f"第{n}号。", "date": "2026-04-18"}
        for n in range(generation % 3, LINES)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def by_document(found: Seen, name: str) -> dict[str, tuple[str, ...]]:
    return {d: told for d, told in found.documents.items() if d.startswith(name)}


def test_a_killed_command_can_be_given_again(tmp_path: Path) -> None:
    dice, folder, clean = random.Random(4), tmp_path / "killed", tmp_path / "clean"
    files = [f"f{n}.jsonl" for n in range(3)]
    for n, name in enumerate(files):
        took = done(folder, "ingest", str(write(tmp_path, name, n + 1)))
        done_here(clean, "ingest", str(tmp_path / name))
    expected = seen(clean)
    assert seen(folder) == expected
    for turn in range(KILLS):
        name = files[turn % 3]
        forgets = turn % 4 == 3
        command = ("forget", f"{name}-{turn % 50 + 5}") if forgets else ("ingest", str(write(tmp_path, name, turn + 4)))
        killed(folder, dice.uniform(0.2, 1.1) * took, *command)
        assert IndexFolder.check(folder, MODELS) is None
        found = seen(folder)
        for other in files:
            if other != name:
                assert by_document(found, other) == by_document(expected, other)
        gone = command[1] not in found.documents
        if not forgets or not gone:
            took = max(took, done(folder, *command))
        done_here(clean, *command)
        expected = seen(clean)
        assert seen(folder) == expected
