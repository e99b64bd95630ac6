"""The table of cold starts, and what is measured of a process."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from eval.bench import cold


def test_the_table_has_median_longest_and_most() -> None:
    assert cold.table([(0.5, 100.0), (0.75, 120.4), (2.0, 110.0)]).split() == [
        *("runs", "median", "s", "max", "s", "peak", "MB"),
        *("3", "0.75", "2.00", "120"),
    ]


def test_a_process_is_measured() -> None:
    code = "import sys; from eval.bench.cold import cold; print(*cold([sys.executable, '-c', 'held = bytearray(60_000_000)']))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    seconds, megabytes = map(float, printed.split())
    assert seconds > 0
    assert 60 < megabytes < 200


def test_a_process_that_fails_is_no_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        cold.cold([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_seeds_are_asked() -> None:
    import typer

    app = typer.Typer()
    app.command()(cold.main)
    ended = CliRunner().invoke(app, ["--runs", "1"])
    assert ended.exit_code == 0, ended.output
    assert ended.stdout.split()[:8] == ["runs", "median", "s", "max", "s", "peak", "MB", "1"]
