"""Order, bounds and failures of work done in other processes."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.workers import Workers

ROOT = Path(__file__).parents[2]


def squared(n: int) -> tuple[int, int]:
    return n * n, os.getpid()


def refused(n: int) -> int:
    raise ValueError(f"{n} is refused")


def killed(n: int) -> int:
    if multiprocessing.parent_process():
        os._exit(9)
    return n


def test_without_processes_each_job_is_done_as_it_is_taken() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[tuple[int, int]]:
        for n in range(4):
            taken.append(n)
            yield n, 10

    with Workers() as workers:
        for done, (job, (square, process)) in enumerate(workers.map(squared, jobs())):
            assert (job, square, process) == (done, done * done, os.getpid())
            assert taken == list(range(done + 1))


def test_little_work_starts_no_process() -> None:
    with Workers(2, worth=100) as workers:
        results = list(workers.map(squared, [(n, 10) for n in range(10)]))
    assert {process for _, (_, process) in results} == {os.getpid()}


def test_much_work_goes_to_others_in_order_and_a_few_jobs_ahead() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[tuple[int, int]]:
        for n in range(20):
            taken.append(n)
            yield n, 10

    here = []
    with Workers(1, worth=25) as workers:
        for job, (square, process) in workers.map(squared, jobs()):
            assert square == job * job
            assert len(taken) <= job + 4
            here.append(process == os.getpid())
    assert here == [True] * 2 + [False] * 18


def test_an_error_of_the_work_comes_back() -> None:
    with Workers(1, worth=0) as workers, pytest.raises(ValueError, match="3 is refused"):
        list(workers.map(refused, [(3, 1)]))


@pytest.mark.parametrize("jobs", [1, 5])
def test_what_a_process_that_was_killed_had_is_done_here(jobs: int) -> None:
    def run() -> Iterator[tuple[int, int]]:
        with Workers(1, worth=0) as workers:
            yield from workers.map(killed, [(n, 1) for n in range(jobs)])

    assert list(run()) == [(n, n) for n in range(jobs)]


def test_it_works_from_a_command_given_as_text() -> None:
    code = (
        "from index.workers import Workers\n"
        "with Workers(2, worth=0) as workers:\n"
        "    print([r for _, r in workers.map(abs, [(n, 1) for n in (-3, 2, -1)])])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert (done.stdout, done.stderr) == ("[3, 2, 1]\n", "")
