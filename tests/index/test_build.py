"""Ingest again and again: what is unchanged, changed, gone, unreadable, or seen by some readers only."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import Options, Report, check_paths, ingest, missing
from index.child import command
from index.folder import IndexFolder
from index.limits import Limits
from index.read import RawDocument
from index.read.text import text_lines
from index.records import RawFile
from index.workers import Workers
from rag.assistant import Assistant

LIGHTHOUSE = "灯塔于2026年2月1日重修完毕。"
FERRY = "渡口已经停用了三年。"
WELL = "古井的水位在夏天上升。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IndexFolder:
    """An empty index; the test's files lie in the working directory."""
    (tmp_path / "files").mkdir()
    monkeypatch.chdir(tmp_path / "files")
    return IndexFolder.create(tmp_path / "index")


Take = Callable[..., Report]


@pytest.fixture
def take(folder: IndexFolder) -> Take:
    """Ingest files by name, and check that both derived indexes hold what the store holds."""

    def run(*names: str, **said: Any) -> Report:
        report = ingest(folder, check_paths([Path(name) for name in names]), Options(**said))
        assert IndexFolder.check(folder.path) is None
        return report

    return run


def text(name: str, *articles: str) -> None:
    """Write a file of several articles, each ended by its source."""
    blocks = [
        f"{title}\n\n近日，{body}\n\n（来源：春水日报）\n" for title, _, body in (a.partition("|") for a in articles)
    ]
    Path(name).write_text("\n".join(blocks), encoding="utf-8")


def lines(name: str, *documents: dict[str, Any] | str) -> None:
    kept = [d if isinstance(d, str) else json.dumps(d, ensure_ascii=False) for d in documents]
    Path(name).write_text("\n".join(kept) + "\n", encoding="utf-8")


def held(folder: IndexFolder) -> dict[str, str]:
    return {d.id: d.text for d in folder.store.documents()}


def found(folder: IndexFolder, question: str) -> list[str]:
    """Documents that either index finds, all of them in the store."""
    words = folder.lexical.search(folder.words.cut(question), 50)
    near = folder.search_vectors(folder.embedder.embed_queries([question])[0], 50)
    ids = {i for i, _ in words} | {i for i, score in near if score > 0.5}
    passages = folder.store.passages(sorted(ids))
    assert passages.keys() == ids
    return sorted({p.document for p in passages.values()})


def test_unchanged_files_are_skipped(folder: IndexFolder, take: Take) -> None:
    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    lines("b.jsonl", {"text": FERRY})
    first = take("a.txt", "b.jsonl")
    assert (first.files, first.unchanged, first.documents, first.passages) == (2, 0, 2, 2)
    before = folder.store.sequence
    again = take("a.txt", "b.jsonl")
    assert (again.files, again.unchanged, again.documents, again.passages) == (2, 2, 0, 0)
    assert folder.store.sequence == before


def test_a_changed_file_replaces_what_it_held(folder: IndexFolder, take: Take) -> None:
    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    take("a.txt")
    assert found(folder, "灯塔重修") == ["a.txt#1"]
    Path("a.txt").write_text(FERRY, encoding="utf-8")
    assert take("a.txt").documents == 1
    assert found(folder, "灯塔重修") == []
    assert found(folder, "渡口停用") == ["a.txt#1"]
    assert held(folder) == {"a.txt#1": FERRY}


def test_a_file_with_fewer_articles_than_before(folder: IndexFolder, take: Take) -> None:
    text("a.txt", "灯塔重修完毕的消息|灯塔在岬角上亮了一夜。", "渡口停用三年的消息|渡口停用了三年，船都上了岸。")
    assert take("a.txt").documents == 2
    assert found(folder, "渡口停用") == ["a.txt#2"]
    text("a.txt", "灯塔重修完毕的消息|灯塔在岬角上亮了一夜。")
    take("a.txt")
    assert list(held(folder)) == ["a.txt#1"]
    assert found(folder, "渡口停用") == []


def test_the_same_file_by_two_paths_is_one(folder: IndexFolder, take: Take) -> None:
    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    assert take("a.txt", str(Path("a.txt").resolve()), "./a.txt").files == 1
    assert take(str(Path("a.txt").resolve())).unchanged == 1
    assert list(held(folder)) == ["a.txt#1"]


def test_two_files_of_one_name(folder: IndexFolder, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, content in (("one", LIGHTHOUSE), ("two", FERRY)):
        Path(place).mkdir()
        Path(place, "a.txt").write_text(content, encoding="utf-8")
    here = Path.cwd()
    for place in ("one", "two"):
        monkeypatch.chdir(here / place)
        take("a.txt")
    assert held(folder) == {"a.txt#1": LIGHTHOUSE, f"{here}/two/a.txt#1": FERRY}


def test_lines_that_change_come_and_go(folder: IndexFolder, take: Take) -> None:
    lines("a.jsonl", {"id": "one", "text": LIGHTHOUSE}, {"id": "two", "text": FERRY}, {"id": "three", "text": WELL})
    take("a.jsonl")
    lines("a.jsonl", {"id": "three", "text": WELL}, {"id": "two", "text": "渡口已经重新启用。"})
    assert take("a.jsonl").documents == 1
    assert held(folder) == {"three": WELL, "two": "渡口已经重新启用。"}
    assert found(folder, "灯塔重修") == []


def test_an_id_of_two_documents_files_is_one_document(folder: IndexFolder, take: Take) -> None:
    lines("a.jsonl", {"id": "same", "text": LIGHTHOUSE})
    lines("b.jsonl", {"id": "same", "text": FERRY}, {"id": "other", "text": WELL})
    take("a.jsonl", "b.jsonl")
    assert held(folder) == {"same": FERRY, "other": WELL}
    assert found(folder, "灯塔重修") == []
    lines("a.jsonl", {"id": "more", "text": "石桥有七个桥孔。"})
    take("a.jsonl", "b.jsonl")
    assert held(folder) == {"same": FERRY, "other": WELL, "more": "石桥有七个桥孔。"}


def test_an_id_without_one_leads_back_to_its_line(folder: IndexFolder, take: Take) -> None:
    lines("a.jsonl", {"id": "one", "text": LIGHTHOUSE}, "", {"text": FERRY})
    take("a.jsonl")
    assert held(folder) == {"one": LIGHTHOUSE, "a.jsonl#3": FERRY}
    document = folder.store.document("a.jsonl#3")
    assert document is not None
    assert document.source == "a.jsonl"


def test_what_was_indexed_stays_where_a_file_becomes_unreadable(folder: IndexFolder, take: Take) -> None:
    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    lines("b.jsonl", {"id": "two", "text": FERRY})
    take("a.txt", "b.jsonl")
    Path("a.txt").write_bytes(bytes(range(256)) * 20)
    Path("b.jsonl").write_bytes(b"")
    report = take("a.txt", "b.jsonl")
    assert [str(f) for f in report.failures] == [
        "cannot read a.txt: it is not a text file; convert it to text, or name its real type",
        "cannot read b.jsonl: it holds no documents; remove it or fill it",
    ]
    assert held(folder) == {"a.txt#1": LIGHTHOUSE, "two": FERRY}
    assert found(folder, "灯塔重修") == ["a.txt#1"]
    assert len(take("a.txt", "b.jsonl").failures) == 2


def test_a_bad_line_keeps_the_old_documents_until_it_is_mended(folder: IndexFolder, take: Take) -> None:
    lines("a.jsonl", {"id": "one", "text": LIGHTHOUSE}, {"id": "two", "text": FERRY})
    take("a.jsonl")
    lines("a.jsonl", {"id": "one", "text": LIGHTHOUSE}, '{"id": "two", "text": ', {"id": "three", "text": WELL})
    report = take("a.jsonl")
    assert [str(f).split(";")[0].split(" (")[0] for f in report.failures] == ["cannot read a.jsonl:2: it is not JSON"]
    assert held(folder) == {"one": LIGHTHOUSE, "two": FERRY, "three": WELL}
    lines("a.jsonl", {"id": "one", "text": LIGHTHOUSE}, {"id": "three", "text": WELL})
    assert take("a.jsonl").failures == []
    assert held(folder) == {"one": LIGHTHOUSE, "three": WELL}


def test_a_line_without_prose_is_named(folder: IndexFolder, take: Take) -> None:
    lines("a.jsonl", {"id": "one", "text": LIGHTHOUSE}, {"id": "two", "text": "\u200b\n\ufeff"})
    report = take("a.jsonl")
    assert [str(f) for f in report.failures] == ["cannot read a.jsonl:2: it holds no prose; remove it or fill it"]
    assert held(folder) == {"one": LIGHTHOUSE}


def test_a_packed_file_that_ends_early_gives_what_stands_before(folder: IndexFolder, take: Take) -> None:
    random = np.random.default_rng(7)
    noise = ["".join(chr(0x4E00 + int(c)) for c in random.integers(0, 20000, 400)) for _ in range(40)]
    whole = gzip.compress("".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(noise)).encode())
    Path("a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    report = take("a.jsonl.gz")
    assert [str(f).split(":")[0] for f in report.failures] == ["cannot read a.jsonl.gz"]
    assert 5 < len(held(folder)) < 40
    Path("a.jsonl.gz").write_bytes(whole)
    assert take("a.jsonl.gz").failures == []
    assert len(held(folder)) == 40


def test_other_options_take_a_file_again(folder: IndexFolder, take: Take) -> None:
    Path("a.txt").write_text(FERRY, encoding="utf-8")
    take("a.txt")
    assert take("a.txt", day=date(2026, 3, 2)).documents == 1
    assert take("a.txt", day=date(2026, 3, 2), readers=("board",)).documents == 1
    document = folder.store.document("a.txt#1")
    assert document is not None
    assert (document.dating.day, document.readers) == (date(2026, 3, 2), ("board",))
    assert found(folder, "渡口停用") == ["a.txt#1"]


def test_readers_of_a_line_stand_before_those_of_the_call(folder: IndexFolder, take: Take) -> None:
    lines("a.jsonl", {"id": "one", "text": FERRY, "readers": ["crew"]}, {"id": "two", "text": WELL})
    take("a.jsonl", readers=("board",))
    assert {d.id: d.readers for d in folder.store.documents()} == {"one": ("crew",), "two": ("board",)}


def test_hidden_documents_never_appear_for_other_readers(folder: IndexFolder, take: Take) -> None:
    said = "一季度，帆布产量同比增长{}。春水市商会会长秦若川说，帆布仓库迁到了北岸。"
    lines(
        "a.jsonl",
        {"id": "open", "text": said.format("4.1%").replace("北岸", "南岸"), "date": "2025-04-18", "title": "帆布快讯"},
        {
            "id": "hidden",
            "text": said.format("9.9%").replace("秦若川", "秦若山"),
            "date": "2026-04-18",
            "readers": ["board"],
        },
    )
    take("a.jsonl")
    assistant, today = Assistant(folder), date(2026, 5, 1)
    questions = (
        "一季度帆布产量增长多少",
        "帆布产量增长多少",
        "2026年一季度帆布产量增长多少",
        "帆布仓库迁到了哪里",
        "秦若山是什么职务",
    )
    for question in questions:
        for readers in ([], ["crew"]):
            shown = json.dumps(assistant.ask(question, today=today, readers=readers).as_dict(), ensure_ascii=False)
            assert not any(secret in shown for secret in ("hidden", "9.9%", "北岸", "2026年一季度，")), (
                question,
                shown,
            )
            hits = assistant.search(question, 50, today=today, readers=readers)
            assert {h.passage.document for h in hits} <= {"open"}
    for shown_to in (["crew", "board"], None):
        answer = assistant.ask("2026年一季度帆布产量增长多少", today=today, readers=shown_to)
        assert [f.fact.text for f in answer.figures] == ["9.9%"]
        assert {h.passage.document for h in assistant.search("帆布产量", today=today, readers=shown_to)} == {
            "open",
            "hidden",
        }


def test_facts_and_passages_are_slices_of_the_document(folder: IndexFolder, take: Take) -> None:
    Path("a.txt").write_text(
        "帆布产量通报\n\n一季度，帆布产量\n同比增长4.1%，库存为3.2万吨。\n\n"
        + "仓库里的帆布很多，" * 60
        + "都要运走。\n",
        encoding="utf-8",
    )
    take("a.txt", day=date(2026, 4, 18))
    (document,) = folder.store.documents()
    passages = [p for _, p, _ in folder.store.all_passages()]
    assert all(document.text[p.start : p.end] == p.text for p in passages)
    assert "".join(p.text for p in passages[1:]) == "仓库里的帆布很多，" * 60 + "都要运走。"
    facts = folder.store.facts([document.id])[document.id]
    assert [f.text for f in facts] == ["4.1%", "3.2万吨"]
    assert all(document.text[f.start : f.end] == f.text for f in facts)


def test_progress_names_files_and_counts_bytes(folder: IndexFolder) -> None:
    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    lines("b.jsonl", {"text": FERRY}, {"text": WELL})
    seen: list[tuple[str, int, int]] = []
    ingest(folder, check_paths([Path("a.txt"), Path("b.jsonl")]), progress=lambda *said: seen.append(said))
    one, all_ = (sum(Path(name).stat().st_size for name in names) for names in (["a.txt"], ["a.txt", "b.jsonl"]))
    assert seen == [("a.txt", 0, all_), ("b.jsonl", one, all_), ("b.jsonl 2", all_, all_), ("", all_, all_)]


def test_a_documents_file_is_taken_some_lines_at_a_time(folder: IndexFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded: list[int] = []
    embed = folder.embedder.embed_passages

    def counted(texts: Sequence[str]) -> NDArray[np.float32]:
        embedded.append(len(texts))
        return embed(texts)

    monkeypatch.setattr(folder.embedder, "embed_passages", counted)
    lines("a.jsonl", *({"text": f"第{n}号码头的缆绳换过了。"} for n in range(250)))
    ingest(folder, [Path("a.jsonl")])
    assert embedded == [100, 100, 50, 0]


def test_what_a_document_said_before_is_not_embedded_again(
    folder: IndexFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines("a.jsonl", {"id": "one", "text": LIGHTHOUSE}, {"id": "two", "text": f"{FERRY}\n\n{WELL}"})
    ingest(folder, [Path("a.jsonl")])
    before = sorted(next(folder.store.all_vectors())[1].tolist())
    embedded: list[str] = []
    embed = folder.embedder.embed_passages

    def noted(texts: Sequence[str]) -> NDArray[np.float32]:
        embedded.extend(texts)
        return embed(texts)

    monkeypatch.setattr(folder.embedder, "embed_passages", noted)
    ingest(folder, [Path("a.jsonl")], Options(readers=("board",)))
    assert (embedded, {d.readers for d in folder.store.documents()}) == ([], {("board",)})
    assert sorted(next(folder.store.all_vectors())[1].tolist()) == before
    lines("a.jsonl", {"id": "one", "text": LIGHTHOUSE}, {"id": "two", "text": f"{FERRY}\n\n石桥有七个桥孔。"})
    ingest(folder, [Path("a.jsonl")], Options(readers=("board",)))
    assert [text.split("\n")[-1] for text in embedded] == ["石桥有七个桥孔。"]
    assert found(folder, "石桥桥孔") == ["two"]
    assert IndexFolder.check(folder.path) is None


def test_readers_that_are_not_said_stay(take: Take, folder: IndexFolder) -> None:
    def shown() -> list[tuple[str, tuple[str, ...]]]:
        return sorted((d.id, d.readers) for d in folder.store.documents())

    text("a.txt", f"灯塔|{LIGHTHOUSE}")
    lines("b.jsonl", {"id": "own", "text": FERRY, "readers": ["crew"]}, {"id": "plain", "text": WELL})
    take("a.txt", "b.jsonl", readers=("board",))
    stay = [("a.txt#1", ("board",)), ("own", ("crew",)), ("plain", ("board",))]
    assert shown() == stay
    assert (take("a.txt", "b.jsonl").unchanged, shown()) == (2, stay)
    text("a.txt", f"灯塔|{FERRY}", f"古井|{WELL}")
    lines("b.jsonl", {"id": "own", "text": WELL}, {"id": "plain", "text": FERRY}, {"id": "more", "text": LIGHTHOUSE})
    assert take("a.txt", "b.jsonl").documents == 5
    now = ["a.txt#1", "a.txt#2", "more", "own", "plain"]  # what said `crew` says nothing any more
    assert shown() == [(id_, ("board",)) for id_ in now]
    Path("a.txt.meta.json").write_text('{"readers": ["crew"]}', encoding="utf-8")
    take("a.txt")
    assert shown()[:2] == [("a.txt#1", ("crew",)), ("a.txt#2", ("crew",))]
    Path("a.txt.meta.json").unlink()
    take("a.txt")
    assert shown() == [(id_, ("board",)) for id_ in now]
    folder.forget("plain")
    assert (take("b.jsonl").documents, shown()) == (1, [(id_, ("board",)) for id_ in now])
    take("a.txt", "b.jsonl", readers=())  # said: everybody
    assert shown() == [(id_, ()) for id_ in now]
    text("c.txt", f"灯塔|{LIGHTHOUSE}")
    take("c.txt")
    assert ("c.txt#1", ()) in shown()


def test_lines_are_read_as_they_are_taken(folder: IndexFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    held_at: list[int] = []

    def read(_: Path) -> Iterator[RawDocument]:
        for n in range(300):
            held_at.append(folder.store.counts()["documents"])
            yield RawDocument(str(n), "", f"第{n}号码头的缆绳换过了。", None, "", "", (), n + 1)

    monkeypatch.setattr("index.build.read_documents_file", read)
    Path("a.jsonl").write_text("{}", encoding="utf-8")
    ingest(folder, [Path("a.jsonl")])
    assert held_at == [0] * 100 + [100] * 100 + [200] * 100


def test_what_was_stored_before_an_interruption_is_in_step(folder: IndexFolder) -> None:
    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    Path("b.txt").write_text(FERRY, encoding="utf-8")

    def stop(name: str, *_: object) -> None:
        if name == "b.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(folder, [Path("a.txt"), Path("b.txt")], progress=stop)
    assert IndexFolder.check(folder.path) is None
    assert held(folder) == {"a.txt#1": LIGHTHOUSE}


def test_a_file_that_is_read_in_part_is_taken_again(
    folder: IndexFolder, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_in_part(path: Path) -> RawFile:
        return RawFile(tuple(text_lines(LIGHTHOUSE)), unread="a.txt: page 2 has no text; install jushi[ocr]")

    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("index.parse.read_file", read_in_part)
        for _ in range(2):
            report = take("a.txt")
            assert (report.documents, report.unchanged) == (1, 0)
            assert [str(f) for f in report.failures] == ["a.txt: page 2 has no text; install jushi[ocr]"]
    assert found(folder, "灯塔重修") == ["a.txt#1"]
    assert (take("a.txt").failures, take("a.txt").unchanged) == ([], 1)


def test_a_file_of_which_nothing_is_read_says_only_why(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.parse.read_file", lambda path: RawFile((), unread="a.txt: its page is a picture"))
    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    assert [str(f) for f in take("a.txt").failures] == ["a.txt: its page is a picture"]


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ("MOST_CHARACTERS", "it has 27 characters; 2 are the most, split it"),
        ("MOST_LINES", "it has 3 lines; 2 are the most, split it"),
    ],
)
def test_a_file_that_is_too_much_is_refused(
    take: Take, monkeypatch: pytest.MonkeyPatch, limit: str, reason: str
) -> None:
    Path("a.txt").write_text(f"{LIGHTHOUSE}\n{FERRY}\n", encoding="utf-8")
    monkeypatch.setattr(f"index.parse.{limit}", 2)
    assert [str(f) for f in take("a.txt").failures] == [f"cannot read a.txt: {reason}"]


def test_files_are_read_in_other_processes_with_the_same_result(folder: IndexFolder, tmp_path: Path) -> None:
    Path("a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    lines("b.jsonl", {"text": FERRY}, "{", {"text": WELL})
    reports, texts = [], []
    for processes in (0, 2):
        other = IndexFolder.create(tmp_path / f"index{processes}")
        report = ingest(other, check_paths([Path()]), processes=processes)
        reports.append((report.documents, report.passages, report.facts, [str(f) for f in report.failures]))
        texts.append(held(other))
    assert reports[0] == reports[1]
    assert texts[0] == texts[1] == {"a.txt#1": LIGHTHOUSE, "b.jsonl#1": FERRY, "b.jsonl#3": WELL}


def test_a_line_that_costs_too_much_costs_no_other(folder: IndexFolder) -> None:
    documents = [{"text": FERRY}, {"text": f"{'塔' * 3_000_000}。"}, {"text": WELL}]
    lines("a.jsonl", *documents)
    Path("b.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    report = ingest(folder, check_paths([Path()]), processes=1, limits=Limits(60, 128))
    assert [str(f) for f in report.failures] == [
        "cannot read a.jsonl:2: reading it took more than 128 MB; split it, or set JUSHI_READ_MB"
    ]
    assert held(folder) == {"a.jsonl#1": FERRY, "a.jsonl#3": WELL, "b.txt#1": LIGHTHOUSE}
    assert (
        ingest(folder, check_paths([Path()])).unchanged == 1
    )  # of the two; the line may be taken where more is allowed


def test_processes_that_are_kept_read_for_the_next_ingest_too(
    folder: IndexFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = list[str]()

    def counted(module: str) -> list[str]:
        started.append(module)
        return command(module)

    monkeypatch.setattr("index.workers.command", counted)
    with Workers(1, Limits(60, 128)) as workers:
        for name, taken in (("one", 1), ("two", 1), ("much", 0), ("three", 1)):
            text(f"{name}.txt", f"{'塔' * 3_000_000}。" if name == "much" else LIGHTHOUSE)
            assert ingest(folder, [Path(f"{name}.txt")], workers=workers).documents == taken
    assert len(started) == 2  # another for the one that was lost


def test_missing_files_are_those_of_the_folders_named(folder: IndexFolder, take: Take) -> None:
    for name in ("one/a.txt", "one/b.txt", "two/c.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(f"{LIGHTHOUSE}{name}", encoding="utf-8")
    take("one", "two")
    Path("one/a.txt").unlink()
    Path("two/c.txt").unlink()
    assert missing(folder, [Path("one")]) == ["one/a.txt"]
    assert missing(folder, [Path("one"), Path("two/c.txt")]) == ["one/a.txt"]


def test_the_report_counts_what_was_done_and_what_is_held() -> None:
    report = Report(files=3, unchanged=1, documents=2, passages=9, facts=4)
    assert report.line({"documents": 5, "passages": 20, "facts": 8}) == (
        "3 files (1 unchanged): 2 documents, 9 passages, 4 facts taken, 0 failures; "
        "the index holds 5 documents, 20 passages, 8 facts"
    )
