"""Files that are hard on a reader: each costs itself one line, and no other file anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eval.bench.hostile import outcomes
from eval.bench.hostile_kinds import KINDS, variants
from index.folder import STORE
from index.limits import Limits
from index.store import IndexStore

ROOT = Path(__file__).parents[2]
VARIANTS = 20
SECONDS, MEGABYTES = 20, 512  # a reader is stopped after 8; starting it takes time on a loaded machine
SHORT = Limits(2)  # a quick end for what would end after the usual limit
GOOD = "缆车于2026年3月1日恢复运行，首月客流达到4.7万人次。"
JUSHI = (sys.executable, "-c", "from api.cli import main; main()")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_file_crashes_ingest_or_takes_too_much(kind: str, tmp_path: Path) -> None:
    found = list(outcomes(kind, VARIANTS, tmp_path, SHORT))
    assert len(found) == VARIANTS
    for one in found:
        assert one.crash == ""
        assert one.seconds <= SECONDS
        assert one.megabytes <= MEGABYTES
        assert one.documents or one.lines
        for line in one.lines:
            assert line.startswith(f"cannot read {tmp_path / one.name}")
            assert line.count(one.name) == 1
            assert line.isprintable()
            assert "; " in line  # what is wrong; what to do
            assert "the reader failed" not in line  # a reader knows what may be wrong with its files


def test_a_good_file_among_them_is_ingested(tmp_path: Path) -> None:
    """The command line says a line a file, and exits with 3."""
    names = []
    for kind in ("truncated", "encrypted", "entities", "valid magic"):
        for name, content in variants(kind, 4):
            (tmp_path / name).write_bytes(content)
            names.append(name)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    command = [*JUSHI, "ingest", ".", "--index", "index"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JUSHI_READ_SECONDS": "8"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    said = done.stderr.splitlines()
    texts = {d.id: d.text for d in IndexStore.open(tmp_path / "index" / STORE).documents()}
    assert done.returncode == 3
    assert texts.pop("good.txt#1") == GOOD
    for name in names:
        taken = [i for i in texts if i.startswith(name)]
        assert len([line for line in said if line.startswith(f"jushi: cannot read {name}: ")]) + bool(taken) == 1
    assert len(said) == len(names) - len({i.partition("#")[0] for i in texts})
    assert f"{len(said)} failures" in done.stdout


@pytest.mark.parametrize(("name", "value"), [("JUSHI_READ_SECONDS", "bald"), ("JUSHI_READ_MB", "0")])
def test_a_limit_that_makes_no_sense_is_a_usage_error(tmp_path: Path, name: str, value: str) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), name: value}
    command = [*JUSHI, "ingest", "good.txt"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"jushi: {name} is '{value}'; it must be a number above 0\n"


def test_variants_are_the_same_each_time() -> None:
    for kind in ("truncated", "bits flipped", "mislabelled", "encrypted"):
        assert list(variants(kind, 3)) == list(variants(kind, 3))
        assert list(variants(kind, 3)) != list(variants(kind, 3, seed=21))
