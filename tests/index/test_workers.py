"""Order, bounds, limits and failures of work done in other processes."""

import ctypes
import mmap
import os
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index import child
from index.child import allow
from index.errors import JushiError
from index.limits import Limits
from index.workers import Lost, Workers

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
CRASHED = "it crashed the reader (SIGKILL); save it anew, or as text"


def squared(n: int) -> tuple[int, int]:
    return n * n, os.getpid()


def refused(n: int) -> int:
    if n == 3:
        raise ValueError(f"{n} is\nrefused")
    return n


class OddError(Exception):
    """Cannot be unpickled: it takes more than it keeps."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_while_sending() -> None:
    assert child._current is not None
    os.write(child._current[0].fileno(), struct.pack("!Q", 1000) + b"half of what was to come")
    killed()


def refused_oddly() -> None:
    raise OddError("one", "two")


MISDEEDS: dict[str, Callable[[], Any]] = {
    "exit": lambda: os._exit(9),
    "kill": killed,
    "kill while sending": killed_while_sending,
    "fault": lambda: ctypes.string_at(0),
    "memory": lambda: bytearray(600 << 20),
    "memory of a library": lambda: mmap.mmap(-1, 600 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS),
    "sleep": lambda: time.sleep(60),
    "spin": lambda: re.match(r"(a+)+$", "a" * 40 + "b"),  # in C: no signal is heeded
    "deep": lambda: deep(0),
    "odd": refused_oddly,
    "unsendable": lambda: lambda: None,
    "panic": lambda: sys.exit(3),
    "large": lambda: b"x" * (300 << 20),
}


def misbehaved(how: str) -> Any:
    return MISDEEDS[how]() if how in MISDEEDS else how


def deep(n: int) -> int:
    return deep(n + 1) + 1


def waited(seconds: float) -> float:
    """Work longer than its limit, having asked for that."""
    allow(seconds, 0)
    time.sleep(seconds)
    return seconds


def held(megabytes: int) -> int:
    allow(0, megabytes + 300)
    return len(bytearray(megabytes << 20))


def working_folder(_: int) -> str:
    return str(Path.cwd())


def said_aloud(n: int) -> int:
    os.write(1, b"out")
    os.write(2, b"err")
    return n


def test_without_processes_each_job_is_done_as_it_is_taken() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for n in range(4):
            taken.append(n)
            yield n

    with Workers() as workers:
        for done, (job, result) in enumerate(workers.map(squared, jobs())):
            assert (job, result) == (done, (done * done, os.getpid()))
            assert taken == list(range(done + 1))


def test_without_processes_an_error_of_the_work_is_raised() -> None:
    with Workers() as workers, pytest.raises(ValueError, match="refused"):
        list(workers.map(refused, [3]))


def test_work_goes_to_others_in_order_and_a_few_jobs_ahead() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for n in range(20):
            taken.append(n)
            yield n

    processes = set()
    with Workers(2) as workers:
        for job, result in workers.map(squared, jobs()):
            assert not isinstance(result, Lost)
            assert result[0] == job * job
            assert len(taken) <= job + 7
            processes.add(result[1])
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


def test_an_error_of_the_work_costs_its_job_and_no_process() -> None:
    with Workers(1) as workers:
        ((_, (_, process)),) = [(job, r) for job, r in workers.map(squared, [1]) if not isinstance(r, Lost)]
        results = [result for _, result in workers.map(refused, range(5))]
        assert results == [0, 1, 2, Lost("the reader failed (ValueError: 3 is refused); save it anew, or as text"), 4]
        assert list(workers.map(squared, [2])) == [(2, (4, process))]


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("exit", "it crashed the reader (exit code 9); save it anew, or as text"),
        ("kill", CRASHED),
        ("kill while sending", CRASHED),
        ("fault", "it crashed the reader (SIGSEGV); save it anew, or as text"),
        pytest.param("memory", "reading it took more than 300 MB; split it, or set JUSHI_READ_MB", marks=LINUX),
        ("sleep", "reading it took more than 1 s; split it, or set JUSHI_READ_SECONDS"),
        ("spin", "reading it took more than 1 s; split it, or set JUSHI_READ_SECONDS"),
        ("deep", "it is nested too deeply; save it anew, or as text"),
        ("odd", "the reader failed (OddError: one); save it anew, or as text"),
        ("panic", "the reader failed (SystemExit: 3); save it anew, or as text"),
    ],
)
def test_what_goes_wrong_with_a_job_costs_only_that_job(how: str, reason: str) -> None:
    with Workers(2, Limits(1, 300)) as workers:
        results = [result for _, result in workers.map(misbehaved, ["a", "b", how, "c", "d", "e"])]
    assert results == ["a", "b", Lost(reason), "c", "d", "e"]


def test_what_cannot_be_sent_back_costs_only_its_job() -> None:
    with Workers(1) as workers:
        results = [result for _, result in workers.map(misbehaved, ["unsendable", "a"])]
    assert results[1] == "a"
    assert isinstance(results[0], Lost)
    assert "the reader failed" in results[0].reason


def test_a_result_has_a_largest_size() -> None:
    with Workers(1, Limits(10, 2000)) as workers:
        results = [result for _, result in workers.map(misbehaved, ["large", "a"])]
    assert results == [Lost("it gives more than 256 MB of passages; split it"), "a"]


@LINUX
def test_memory_that_a_library_takes_counts() -> None:
    with Workers(1, Limits(10, 300)) as workers:
        ((_, result),) = workers.map(misbehaved, ["memory of a library"])
    assert isinstance(result, Lost)


def test_a_job_that_asks_for_more_gets_more() -> None:
    with Workers(1, Limits(0.4)) as workers:
        assert list(workers.map(waited, [0.6])) == [(0.6, 0.6)]
        ((_, late),) = workers.map(misbehaved, ["sleep"])
    assert late == Lost("reading it took more than 0.4 s; split it, or set JUSHI_READ_SECONDS")


@LINUX
def test_a_job_that_asks_for_more_memory_gets_more() -> None:
    with Workers(1, Limits(10, 300)) as workers:
        assert list(workers.map(held, [400])) == [(400, 400 << 20)]
        ((_, result),) = workers.map(misbehaved, ["memory"])
    assert result == Lost("reading it took more than 300 MB; split it, or set JUSHI_READ_MB")


@LINUX
def test_a_job_is_received_without_limits() -> None:
    """Those of the job before it would cost it its life."""
    with Workers(1, Limits(10, 150)) as workers:
        results = [result for _, result in workers.map(misbehaved, ["a", "b" * (200 << 20), "c"])]
    assert results == ["a", Lost("reading it took more than 150 MB; split it, or set JUSHI_READ_MB"), "c"]


def test_outside_a_process_of_ours_nothing_happens_to_one_that_asks_for_more() -> None:
    assert waited(0.0) == 0.0


def test_an_end_before_all_is_done_waits_for_nothing() -> None:
    begun = time.monotonic()
    with Workers(1, Limits(60)) as workers, pytest.raises(KeyboardInterrupt):
        for job, _ in workers.map(misbehaved, ["a", "sleep", "sleep"]):
            if job == "a":
                raise KeyboardInterrupt
    assert time.monotonic() - begun < 30


def test_relative_paths_are_those_of_the_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Workers(1) as workers:
        assert list(workers.map(working_folder, [1])) == [(1, str(tmp_path))]


def test_libraries_talk_to_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers(1) as workers:
        assert list(workers.map(said_aloud, [1])) == [(1, 1)]
    assert capfd.readouterr() == ("", "")


def test_after_the_end_nothing_is_begun() -> None:
    with Workers(1) as workers:
        later = workers.map(squared, [1])
    with pytest.raises(RuntimeError):
        next(later)


def test_a_script_without_a_guard_works(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(
        "from index.workers import Workers\nprint('once')\n"
        "with Workers(1) as workers: print(list(workers.map(abs, [-1])))\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "script.py"], capture_output=True, text=True, cwd=tmp_path, check=True, env=environment
    )
    assert (done.stdout, done.stderr) == ("once\n[(-1, 1)]\n", "")


def test_it_works_from_a_command_given_as_text() -> None:
    code = (
        "from index.workers import Workers\n"
        "with Workers(2) as workers:\n"
        "    print([r for _, r in workers.map(abs, [-3, 2, -1])])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert (done.stdout, done.stderr) == ("[3, 2, 1]\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent to a group of processes")
def test_ctrl_c_ends_all_processes_without_a_word() -> None:
    code = (
        "import signal, time\n"
        "from index.workers import Workers\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job ignores it
        "with Workers(2) as workers:\n"
        "    jobs = workers.map(time.sleep, [0, 60, 60])\n"
        "    next(jobs)\n"
        "    try: print('begun', flush=True); next(jobs)\n"
        "    except KeyboardInterrupt: print('stopped')\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "begun\n"
    os.killpg(running.pid, signal.SIGINT)
    assert running.communicate(timeout=30) == ("stopped\n", "")
    assert running.returncode == 0


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ({}, Limits(8, 512)),
        ({"JUSHI_READ_SECONDS": "2.5", "JUSHI_READ_MB": " "}, Limits(2.5, 512)),
        ({"JUSHI_READ_MB": "2048"}, Limits(8, 2048)),
    ],
)
def test_the_environment_sets_limits(said: dict[str, str], limits: Limits) -> None:
    assert Limits.from_environment(said) == limits


@pytest.mark.parametrize("value", ["0", "-1", "viel", "nan", "inf"])
def test_a_limit_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(JushiError, match=f"JUSHI_READ_MB is '{value}'; it must be a number above 0"):
        Limits.from_environment({"JUSHI_READ_MB": value})


def test_a_job_gets_ten_minutes_at_most() -> None:
    assert Limits(10, 512).more(5, 100) == Limits(15, 512)
    assert Limits(595, 512).more(10, 1000) == Limits(600, 1000)
    assert Limits(700, 512).more(10, 0) == Limits(700, 512)
