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

BULLETIN = (
    "一季度纺织工业运行通报\n\n春水市工业局4月16日举行新闻发布会，工业局局长薛成岭介绍2026年一季度工业运行情况。\n\n"
    "一季度，纱锭产量同比增长6.7%，比上年同期加快1.2个百分点。\n\n记者：丝绸出口怎么样？\n\n"
    "薛成岭：一季度，丝绸出口额达到3.4亿元，同比增长11.8%。\n"
)
DOCUMENTS: list[dict[str, Any]] = [
    {
        "id": "dyes-2025",
        "title": "2025年染料行业小结",
        "date": "2026-01-20",
        "source": "春水市染料协会",
        "url": "https://example.org/dyes",
        "text": "2025年，染料产量同比下降2.3%，库存为17.6万吨。",
    },
    {"text": "春水市今年将新建两座丝绸博物馆，馆藏以明清织机为主。", "date": "2026-03-02"},
]

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


@pytest.fixture
def ready(jushi: Jushi, tmp_path: Path) -> Jushi:
    """The same, in a folder with an index of a bulletin and a documents file."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "bulletin.txt").write_text(BULLETIN, encoding="utf-8")
    write_lines(tmp_path / "papers" / "dyes.jsonl", DOCUMENTS)
    ended = jushi("ingest", "papers")
    assert ended == (
        0,
        "2 files (0 unchanged): 3 documents, 6 passages, 6 facts taken, 0 failures; "
        "the index holds 3 documents, 6 passages, 6 facts\n",
        "",
    )
    return jushi


def write_lines(path: Path, documents: list[dict[str, Any]]) -> None:
    """Write a documents file."""
    path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")


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
