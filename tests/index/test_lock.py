"""One writer at a time, which is named, and whose end gives the lock back."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import JushiError
from index.lock import LOCK, held, holder, tried

HOLDING = """
import sys, time
from pathlib import Path
from index.lock import held
sys.argv = ["/usr/bin/jushi", "ingest", "资料"]
with held(Path(FOLDER)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_who_is_refused_is_told_by_whom(tmp_path: Path) -> None:
    code = HOLDING.replace("FOLDER", repr(str(tmp_path)))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(JushiError) as raised, held(tmp_path):
            pass
        since = json.loads((tmp_path / LOCK).read_text(encoding="utf-8"))["since"]
        assert str(raised.value) == (
            f"{tmp_path} is being written by another process ({other.pid}, since {since}: jushi ingest 资料): "
            "wait for it to end, then try again"
        )
        other.send_signal(signal.SIGKILL)
    with held(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text(encoding="utf-8"))["pid"] == os.getpid()


def test_it_is_given_back(tmp_path: Path) -> None:
    with tried(tmp_path) as mine, tried(tmp_path) as another:
        assert (mine, another) == (True, False)
    with tried(tmp_path) as mine:
        assert mine
    assert (tmp_path / LOCK).read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("content", ["", "[]", "{", '{"pid": 1}'])
def test_who_has_not_said_its_name_is_another_process(tmp_path: Path, content: str) -> None:
    (tmp_path / LOCK).write_text(content, encoding="utf-8")
    assert holder(tmp_path) == "another process"
    assert holder(tmp_path / "none") == "another process"


def test_a_holder_on_another_machine_is_named_with_it(tmp_path: Path) -> None:
    said = {"pid": 7, "host": socket.gethostname() + "-2", "since": "2026-05-01 08:00:00+00:00", "command": "jushi"}
    (tmp_path / LOCK).write_text(json.dumps(said), encoding="utf-8")
    assert holder(tmp_path) == f"another process on {said['host']} (7, since {said['since']}: jushi)"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(JushiError, match=r"^cannot write .*/none: No such file or directory; check that you may"):
        tried(tmp_path / "none").__enter__()
