"""What processes take, as this one sees itself and a child."""

import os
import subprocess
import sys
from threading import Event

import pytest

from eval.bench.memory import children, family, highest, peak, shared


def test_the_highest_of_what_is_measured() -> None:
    values, seen = [1.0, 3.0, 2.0], Event()

    def measure() -> float:
        if len(values) == 1:
            seen.set()
        return values.pop(0) if len(values) > 1 else values[0]

    with highest(measure, 0.001) as most:
        assert seen.wait(10)
    assert most == [3.0]


def test_what_is_over_at_once_is_measured_too() -> None:
    with highest(lambda: 2.0, 60) as most:
        pass
    assert most == [2.0]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_process_and_its_child() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert process.pid in set(children(os.getpid()))
        assert {os.getpid(), process.pid} <= set(family(os.getpid()))
        assert peak(process.pid) > 0 and shared(process.pid) > 0
        process.communicate(b"\n")
    assert peak(process.pid) == shared(process.pid) == 0
