"""An ingest that is killed in the middle goes on where it was, and ends as one that was not; other readers embed nothing."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from index.embed import StaticEmbedder
from index.errors import JushiError
from index.folder import IndexFolder
from tests.api.conftest import DOCUMENTS, Jushi, write_lines

INGEST = (sys.executable, "-c", "from api.cli import main; main()", "ingest", "big.jsonl", "files", "--index", "killed")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def stored(path: Path) -> int:
    with suppress(JushiError):
        return IndexFolder.records(path).counts()["documents"]
    return 0


def killed_after(path: Path, documents: int) -> int:
    """Kill an ingest once so many documents are stored; how many are then."""
    with subprocess.Popen(INGEST, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT) as process:
        while stored(path) < documents:
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
    return stored(path)


def contents(path: Path) -> dict[str, Any]:
    records = IndexFolder.records(path)
    return {d.id: (d, [p for _, p, _ in records.all_passages([d.id])]) for d in records.documents()}


def hits(jushi: Jushi, index: str) -> list[str]:
    ended = jushi("search", "第77号码头的缆绳", "-k", "20", "--json", "--index", index)
    return [hit["passage"] for hit in ended.json["hits"]]


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on_where_it_was(jushi: Jushi, tmp_path: Path) -> None:
    write_lines(tmp_path / "big.jsonl", [{"text": f"第{n}号码头的缆绳换过了，用了{n}米。"} for n in range(6000)])
    (tmp_path / "files").mkdir()
    for n in range(40):
        (tmp_path / "files" / f"{n}.txt").write_text(f"第{n}号渡口停用了。", encoding="utf-8")
    first = killed_after(tmp_path / "killed", 500)
    second = killed_after(tmp_path / "killed", first + 700)
    assert 500 <= first < second < 6000
    assert jushi("verify", "--index", "killed").code == 0
    ended = jushi("ingest", "big.jsonl", "files", "--index", "killed")
    assert ended.out.startswith(f"41 files (0 unchanged): {6040 - second} documents,")
    assert jushi("verify", "--index", "killed", "--all").code == 0
    assert jushi("ingest", "big.jsonl", "files", "--index", "clean").code == 0
    assert contents(tmp_path / "killed") == contents(tmp_path / "clean")
    assert hits(jushi, "killed") == hits(jushi, "clean")
    assert jushi("ingest", "big.jsonl", "files", "--index", "killed").out.startswith("41 files (41 unchanged): 0 ")


# readers


class Counted:
    """How many texts were embedded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts = 0
        embed = StaticEmbedder.embed_passages

        def counted(embedder: StaticEmbedder, texts: list[str]) -> Any:
            self.texts += len(texts)
            return embed(embedder, texts)

        monkeypatch.setattr(StaticEmbedder, "embed_passages", counted)


def seen_by(path: Path, readers: Iterable[str]) -> set[str]:
    """Documents that either index finds for these groups."""
    folder = IndexFolder.open(path)
    words = folder.search_words(folder.words.cut("一季度纱锭产量 染料产量 丝绸博物馆"), 50, readers=list(readers))
    vector = folder.embedder.embed_queries(["一季度纱锭产量"])[0]
    near = folder.search_vectors(vector, 50, readers=list(readers))
    found = folder.passages([number for number, _ in (*words, *near)])
    folder.close()
    return {passage.document for passage in found.values()}


BULLETIN_ID, DYES, MUSEUM = "papers/bulletin.txt#1", "dyes-2025", "papers/dyes.jsonl#2"


def test_readers_of_the_call_are_changed_without_embedding(
    ready: Jushi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, counted = tmp_path / ".jushi", Counted(monkeypatch)
    assert seen_by(path, []) == {BULLETIN_ID, DYES, MUSEUM}
    assert ready("ingest", "papers", "--readers", "board").code == 0
    assert (seen_by(path, []), seen_by(path, ["board"])) == (set(), {BULLETIN_ID, DYES, MUSEUM})
    assert ready("ingest", "papers", "--readers", "crew", "--readers", "audit").code == 0
    assert (seen_by(path, ["board"]), seen_by(path, ["audit"])) == (set(), {BULLETIN_ID, DYES, MUSEUM})
    assert ready("ingest", "papers").code == 0
    assert (seen_by(path, []), seen_by(path, ["audit"])) == (set(), {BULLETIN_ID, DYES, MUSEUM})
    assert ready("ingest", "papers", "--readers", "").code == 0
    assert (seen_by(path, []), counted.texts) == ({BULLETIN_ID, DYES, MUSEUM}, 0)
    assert ready("verify", "--all").code == 0


def test_a_changed_sidecar_changes_readers_without_embedding(
    ready: Jushi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, counted = tmp_path / ".jushi", Counted(monkeypatch)
    sidecar = tmp_path / "papers" / "bulletin.txt.meta.json"
    for readers, mine, others in (
        (["board"], {DYES, MUSEUM}, {BULLETIN_ID, DYES, MUSEUM}),
        ([], *[{DYES, MUSEUM, BULLETIN_ID}] * 2),
    ):
        sidecar.write_text(json.dumps({"readers": readers}), encoding="utf-8")
        assert ready("ingest", "papers").out.startswith("2 files (1 unchanged): 1 documents,")
        assert (seen_by(path, ["crew"]), seen_by(path, ["board"])) == (mine, others)
    assert counted.texts == 0


def test_changed_readers_of_a_line_touch_no_other_line(
    ready: Jushi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, counted = tmp_path / ".jushi", Counted(monkeypatch)
    for readers, mine in ((["board"], {BULLETIN_ID, MUSEUM}), (["crew"], {BULLETIN_ID, DYES, MUSEUM})):
        write_lines(tmp_path / "papers" / "dyes.jsonl", [DOCUMENTS[0] | {"readers": readers}, DOCUMENTS[1]])
        assert ready("ingest", "papers").out.startswith("2 files (1 unchanged): 1 documents,")
        assert seen_by(path, ["crew"]) == mine
    assert counted.texts == 0
