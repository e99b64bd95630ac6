"""The real service on a free loopback port, over the archive of an invented town or whatever a test brings."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pytest
import uvicorn
from fastapi import FastAPI

import api.cli
from api.app import create_app
from api.listen import listening_socket
from api.live import Live
from api.service import Service
from index.build import check_paths, ingest
from index.folder import IndexFolder
from rag.assistant import Assistant

TODAY = date(2026, 5, 1)

Serving = Callable[[FastAPI], AbstractContextManager[str]]
Indexed = Callable[..., Path]


class Ended(NamedTuple):
    """How a call of `jushi` ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Jushi = Callable[..., Ended]


@pytest.fixture
def jushi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Jushi:
    """Run the command line in a folder of its own, as the console script does."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JUSHI_INDEX", raising=False)

    def run(*words: str, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["jushi", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        code: Any = 0
        try:
            api.cli.main()
        except SystemExit as ended:
            code = ended.code
        captured = capsys.readouterr()
        return Ended(int(code or 0), captured.out, captured.err)

    return run


def one_line(ended: Ended, code: int, *parts: str) -> None:
    """The call failed with a code, nothing on stdout, and one line that holds these parts."""
    assert (ended.code, ended.out, ended.err.count("\n")) == (code, "", 1), ended
    assert ended.err.startswith("jushi: ")
    for part in parts:
        assert part in ended.err


@contextmanager
def _serving(app: FastAPI) -> Iterator[str]:
    # the socket listens before the server runs: the first request waits in its queue, nobody has to poll
    with listening_socket("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", ws="none"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Serve an app: `with serving(app) as address`."""
    return _serving


@pytest.fixture(scope="session")
def archive_address(archive: Assistant) -> Iterator[str]:
    """Where the archive of the invented town is served."""
    with _serving(create_app(archive.folder.path, today=lambda: TODAY)) as address:
        yield address


@pytest.fixture
def indexed(tmp_path: Path) -> Indexed:
    """Write documents into an index and give its folder; again to change them."""

    def make(*documents: dict[str, object]) -> Path:
        lines = [json.dumps(document, ensure_ascii=False) for document in documents]
        (tmp_path / "documents.jsonl").write_text("\n".join(lines), encoding="utf-8")
        folder = IndexFolder.create(tmp_path / "index")
        assert ingest(folder, check_paths([tmp_path / "documents.jsonl"])).failures == []
        folder.store.close()
        return tmp_path / "index"

    return make


class Broken(Assistant):
    """Fails as a mistake in the code would; its message quotes the question."""

    def ask(self, question: str, **_: object) -> object:  # type: ignore[override]
        raise ZeroDivisionError(question)


@pytest.fixture
def broken_app(archive: Assistant) -> FastAPI:
    """An app whose assistant fails."""
    path = archive.folder.path
    return create_app(path, service=Service(Live(path, lambda p: Broken(IndexFolder.open(p))), lambda: TODAY))
