"""An index outlives every death: before each call that changes a file, of the process alone and with the power gone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PARTS = 2  # processes that share the deaths
CALLS = 900  # at least so many are there in the story: SQLite's own are seen, and the halves of files

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("how", ["kill", "cut"])
def test_nothing_is_lost_wherever_it_dies(tmp_path: Path, how: str) -> None:
    command = [sys.executable, "-m", "tests.durable.deaths"]
    said, died = list[str](), 0
    for process in [
        subprocess.Popen([*command, str(tmp_path / str(part)), how, str(part), str(PARTS)], stdout=subprocess.PIPE)
        for part in range(PARTS)
    ]:
        lines = [json.loads(line) for line in process.communicate()[0].splitlines()]
        assert process.returncode == 0
        died += lines.pop()
        said += lines
    assert said == []
    assert died > CALLS
