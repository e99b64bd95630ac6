"""An index outlives every death: before each call that changes a file, of the process alone and with the power gone.

`make test` dies before every other call by a kill and before those between with the power gone; `make nightly` both ways
before each.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROCESSES = 2  # share the deaths
EVERY = int(os.environ.get("JUSHI_DEATHS_EVERY", "2"))  # 1 in `make nightly`
CALLS = 900  # at least so many are there in the story: SQLite's own are seen, and the halves of files

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("how", "first"), [("kill", 0), ("cut", 1 % EVERY)])
def test_nothing_is_lost_wherever_it_dies(tmp_path: Path, how: str, first: int) -> None:
    command = [sys.executable, "-m", "tests.durable.deaths"]
    parts = range(first, PROCESSES * EVERY, EVERY)
    said, died = list[str](), 0
    for process in [
        subprocess.Popen(
            [*command, str(tmp_path / f"{n}"), how, f"{n}", f"{PROCESSES * EVERY}"], stdout=subprocess.PIPE
        )
        for n in parts
    ]:
        lines = [json.loads(line) for line in process.communicate()[0].splitlines()]
        assert process.returncode == 0
        died += lines.pop()
        said += lines
    assert said == []
    assert died > CALLS // EVERY
