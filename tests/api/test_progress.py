"""How far, how fast, how long still: in a terminal as a bar, elsewhere a line a minute."""

import io
from itertools import count

import pytest
from rich.console import Console

from api.progress import Lines, amount, pace, progress


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (("bytes", 3 << 29, 6 << 30, 2 << 20), "1.5 GB of 6.0 GB, 2.0 MB/s, 38:24 left"),
        (("passages", 1000, 61_000, 100.0), "1,000 passages of 61,000 passages, 100 passages/s, 10:00 left"),
        (("bytes", 0, 100, 0.0), "0 B of 100 B"),
        (("", 0, 0, 0.0), ""),
    ],
)
def test_pace(said: tuple[str, float, float, float], text: str) -> None:
    assert pace(*said) == text


def test_bytes_in_the_unit_that_suits_them() -> None:
    assert [amount("bytes", n) for n in (1023, 1024, 5 << 20, 3 << 31)] == ["1023 B", "1.0 kB", "5.0 MB", "6.0 GB"]


def test_a_line_a_minute_where_nobody_watches() -> None:
    told: list[str] = []
    seconds = count(0, 25)
    show = Lines("bytes", told.append, lambda: float(next(seconds)))
    for done in range(1, 8):
        show("a.jsonl", done << 20, 10 << 20)
    assert told == [
        "a.jsonl: 3.0 MB of 10.0 MB, 41.0 kB/s, 2:55 left",
        "a.jsonl: 6.0 MB of 10.0 MB, 41.0 kB/s, 1:40 left",
    ]


def test_a_bar_in_a_terminal() -> None:
    screen = io.StringIO()
    with progress("bytes", Console(file=screen, force_terminal=True, width=100, _environ={})) as show:
        show("灯塔.txt", 1 << 20, 4 << 20)
    assert "灯塔.txt" in screen.getvalue()
    assert "1.0 MB of 4.0 MB" in screen.getvalue()


def test_nothing_is_said_of_what_takes_no_minute(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("bytes") as show:
        show("a", 1, 2)
    assert capsys.readouterr() == ("", "")
