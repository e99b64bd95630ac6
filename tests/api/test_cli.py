"""Every command and option of the contract, on an index made for the test; every error in one line with its code."""

import csv
import gzip
import io
import json
import sqlite3
from pathlib import Path

import pytest

from index.errors import JushiError
from index.folder import STORE
from index.parts import DENSE, LEXICAL
from tests.api.conftest import BULLETIN, DOCUMENTS, Jushi, one_line, write_lines

# ingest


def test_ingest_takes_files_folders_and_documents_files(jushi: Jushi, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲地的灯塔于2026年2月1日重修完毕。", encoding="utf-8")
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "deep" / "b.md").write_text("# 乙地的渡口\n\n乙地的渡口停用了三年。\n", encoding="gb18030")
    write_lines(tmp_path / "c.jsonl", DOCUMENTS)
    with gzip.open(tmp_path / "d.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write('{"id": "well", "text": "丙地的古井水位上升。"}\n')
    ended = jushi("ingest", "a.txt", "docs", "c.jsonl", "d.jsonl.gz")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("4 files (0 unchanged): 5 documents,")
    listed = [line.split("\t")[0] for line in jushi("status", "--documents").out.splitlines()]
    assert listed == ["a.txt#1", "docs/deep/b.md#1", "dyes-2025", "c.jsonl#2", "well"]


def test_index_option_and_environment(jushi: Jushi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(BULLETIN, encoding="utf-8")
    assert jushi("ingest", "a.txt", "--index", "here/deep").code == 0
    assert (tmp_path / "here" / "deep" / STORE).is_file()
    assert not (tmp_path / ".jushi").exists()
    monkeypatch.setenv("JUSHI_INDEX", str(tmp_path / "here" / "deep"))
    assert jushi("status", "--json").json["documents"] == 1
    assert jushi("status", "--index", "elsewhere").code == 4


def test_date_option_overrules_the_text(jushi: Jushi, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BULLETIN, encoding="utf-8")
    assert jushi("ingest", "a.txt", "--date", "2026-04-18").code == 0
    assert jushi("search", "纱锭产量", "--json").json["hits"][0]["published"] == "2026-04-18"
    assert "2026-04-18 (given, 1.00)" in jushi("status", "--documents").out


def test_readers_option_keeps_the_groups(jushi: Jushi, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BULLETIN, encoding="utf-8")
    assert jushi("ingest", "a.txt", "--readers", "board", "--readers", "audit").code == 0
    with sqlite3.connect(tmp_path / ".jushi" / STORE) as database:
        assert database.execute("SELECT readers FROM documents").fetchall() == [('["board", "audit"]',)]


def test_readers_stay_until_others_are_named(jushi: Jushi, tmp_path: Path) -> None:
    def shown(*words: str) -> list[tuple[str]]:
        assert jushi("ingest", "papers", *words).code == 0
        with sqlite3.connect(tmp_path / ".jushi" / STORE) as database:
            return database.execute("SELECT readers FROM documents").fetchall()

    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text(BULLETIN, encoding="utf-8")
    assert shown("--readers", "board") == [('["board"]',)]
    assert shown("--sync") == [('["board"]',)]
    (tmp_path / "papers" / "a.txt").write_text(BULLETIN.replace("纱锭", "纱线"), encoding="utf-8")
    assert shown("--sync") == [('["board"]',)]
    assert shown("--readers", "") == [("[]",)]
    assert shown() == [("[]",)]


def test_sync_forgets_what_is_gone_from_the_folder(ready: Jushi, tmp_path: Path) -> None:
    (tmp_path / "papers" / "dyes.jsonl").unlink()
    assert ready("ingest", "papers").out.endswith("the index holds 3 documents, 6 passages, 6 facts\n")
    ended = ready("ingest", "papers", "--sync")
    assert ended.err == "jushi: forgot 1 files that are gone: papers/dyes.jsonl\n"
    assert ended.out.startswith("1 files (1 unchanged): 0 documents,")
    assert ended.out.endswith("the index holds 1 documents, 4 passages, 4 facts\n")


def test_sync_forgets_nothing_of_a_folder_that_is_empty(ready: Jushi, tmp_path: Path) -> None:
    (tmp_path / "papers").rename(tmp_path / "away")
    (tmp_path / "papers").mkdir()
    one_line(
        ready("ingest", "papers", "--sync"),
        *(2, "nothing to ingest in papers", "nothing was forgotten: `jushi forget` removes what is to go"),
    )
    assert ready("status", "--json").json["documents"] == 3


# ask


def test_ask_as_text(ready: Jushi) -> None:
    ended = ready("ask", "一季度纱锭产量增长多少", "--today", "2026-05-01")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert "6.7%" in lines[0]
    assert lines[0].endswith("[1]")
    assert "papers/bulletin.txt#1" in ended.out
    assert "“一季度，纱锭产量同比增长6.7%，比上年同期加快1.2个百分点。”" in ended.out
    assert "按：一季度 = 2026年一季度" in lines


def test_ask_as_json_has_the_shape_of_the_contract(ready: Jushi) -> None:
    answer = ready("ask", "一季度丝绸出口额是多少", "--today", "2026-05-01", "--json").json
    assert list(answer) == [
        *("id", "question", "refused", "kind", "answer", "figures", "citations", "assumed", "others", "related"),
        *("model", "ms"),
    ]
    assert (answer["id"], answer["question"], answer["model"]) == ("", "一季度丝绸出口额是多少", "extractive")
    assert (answer["refused"], answer["kind"], answer["related"]) == (False, "figure", [])
    assert isinstance(answer["ms"], float)
    assert answer["figures"] == [
        {
            "text": "3.4亿元",
            "value": "3.4",
            "unit": "亿元",
            "indicator": "丝绸出口额",
            "measure": "值",
            "period": {"start": "2026-01-01", "end": "2026-03-31", "text": "一季度"},
            "citation": 1,
        }
    ]
    (citation,) = answer["citations"]
    assert list(citation) == [
        *("n", "document", "title", "published", "source", "speaker", "page", "start", "end", "quote"),
    ]
    assert (citation["n"], citation["document"], citation["speaker"]) == (1, "papers/bulletin.txt#1", "薛成岭")
    assert (citation["title"], citation["published"]) == ("一季度纺织工业运行通报", "2026-04-16")
    assert citation["end"] - citation["start"] == len(citation["quote"])
    assert "3.4亿元" in citation["quote"]


def test_a_refusal_holds_no_figure_and_ends_with_0(ready: Jushi) -> None:
    ended = ready("ask", "一季度羊毛衫产量增长多少", "--today", "2026-05-01", "--json")
    assert ended.code == 0
    answer = ended.json
    assert (answer["refused"], answer["figures"], answer["citations"]) == (True, [], [])
    assert not any(c.isdigit() for c in answer["answer"])
    assert all(set(r) == {"document", "title", "published", "quote", "differs"} for r in answer["related"])


def test_ask_reads_standard_input(ready: Jushi) -> None:
    answer = ready("ask", "-", "--today", "2026-05-01", "--json", stdin="一季度纱锭产量增长多少\n").json
    assert answer["question"] == "一季度纱锭产量增长多少"
    assert answer["figures"][0]["text"] == "6.7%"


def test_ask_a_batch_with_history_and_today(ready: Jushi, tmp_path: Path) -> None:
    write_lines(
        tmp_path / "asked.jsonl",
        [
            {"id": "q1", "question": "一季度纱锭产量增长多少", "today": "2026-05-01"},
            {"id": 7, "question": "2025年呢？", "history": ["2024年染料产量下降多少"], "today": "2026-05-01"},
            {"question": "去年染料产量下降多少", "today": "2026-05-01"},
            {"id": None, "question": "去年染料产量下降多少", "today": "2030-05-01"},
        ],
    )
    ended = ready("ask", "--batch", "asked.jsonl")
    assert (ended.code, ended.err) == (0, "")
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert [a["id"] for a in answers] == ["q1", 7, "", None]
    assert [a["question"] for a in answers][1] == "2025年呢？"
    assert [f["text"] for f in answers[0]["figures"]] == ["6.7%"]
    assert [f["text"] for f in answers[1]["figures"]] == ["2.3%"]
    assert [f["text"] for f in answers[2]["figures"]] == ["2.3%"]
    assert answers[3]["refused"]


def test_a_batch_may_come_from_standard_input(ready: Jushi) -> None:
    ended = ready("search", "--batch", "-", "-k", "1", stdin='{"id": "a", "question": "丝绸博物馆"}\n')
    assert ended.json["hits"][0]["document"] == "papers/dyes.jsonl#2"


# search


def test_search_as_text_and_json(ready: Jushi) -> None:
    ended = ready("search", "丝绸博物馆", "-k", "2")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[1] == "   春水市今年将新建两座丝绸博物馆，馆藏以明清织机为主。"
    found = ready("search", "丝绸博物馆", "-k", "2", "--json").json
    assert (list(found), found["id"], len(found["hits"])) == (["id", "hits"], "", 2)
    first = found["hits"][0]
    assert list(first) == ["document", "passage", "score", "text", "context", "start", "end", "published"]
    assert (first["document"], first["passage"]) == ("papers/dyes.jsonl#2", "papers/dyes.jsonl#2@0")
    assert (first["start"], first["end"], first["published"]) == (0, 26, "2026-03-02")
    assert first["text"] == "春水市今年将新建两座丝绸博物馆，馆藏以明清织机为主。"
    assert first["score"] >= found["hits"][1]["score"]


# forget, facts


def test_forget_a_document_and_a_file(ready: Jushi) -> None:
    assert ready("forget", "dyes-2025") == (0, "forgot dyes-2025\n", "")
    assert "染料" not in ready("search", "染料产量", "-k", "50", "--json").out
    assert ready("forget", "papers/bulletin.txt").code == 0
    assert ready("status", "--json").json["documents"] == 1
    one_line(ready("forget", "dyes-2025"), 1, "no document dyes-2025 in .jushi", "jushi status")
    assert ready("verify").code == 0


def test_a_forgotten_document_comes_back_with_its_file(ready: Jushi) -> None:
    ready("forget", "dyes-2025")
    assert ready("ingest", "papers").out.startswith("2 files (1 unchanged): 1 documents, 1 passages, 2 facts taken")


def test_facts_as_text_and_json(ready: Jushi) -> None:
    (line,) = ready("facts", "染料产量").out.splitlines()
    assert line.split("\t")[:4] == ["染料产量", "同比", "2025年", "下降2.3%"]
    (fact,) = [json.loads(line) for line in ready("facts", "染料产量", "--json").out.splitlines()]
    assert (fact["document"], fact["start"], fact["end"], fact["text"]) == ("dyes-2025", 14, 18, "2.3%")
    assert len(ready("facts").out.splitlines()) == 6


def test_facts_of_a_period(ready: Jushi) -> None:
    told = ready("facts", "--period", "2026年一季度")
    assert [line.split("\t")[0] for line in told.out.splitlines()] == [
        "纱锭产量",
        "纱锭产量",
        "丝绸出口额",
        "丝绸出口额",
    ]
    assert told.err == ""
    year = ready("facts", "库存", "--period", "2025")
    assert [line.split("\t")[3] for line in year.out.splitlines()] == ["17.6万吨"]
    assumed = ready("facts", "--period", "一季度", "--today", "2026-05-01", "--limit", "1")
    assert (len(assumed.out.splitlines()), assumed.err) == (1, "jushi: 一季度 = 2026年一季度\n")
    assert ready("facts", "--period", "2024年一季度") == (0, "", "")


def test_facts_of_a_document(ready: Jushi) -> None:
    assert len(ready("facts", "--document", "dyes-2025").out.splitlines()) == 2
    assert len(ready("facts", "--document", "papers/bulletin.txt").out.splitlines()) == 4
    one_line(ready("facts", "--document", "nowhere", "--csv"), 1, "no document nowhere", "jushi status")


def test_facts_as_csv(ready: Jushi) -> None:
    told = ready("facts", "染料", "--csv").out
    assert told.startswith("\ufeffdocument,title,published,start,end,indicator,place,")
    assert told.count("\r\n") == told.count("\n") == 3
    first, second = csv.DictReader(io.StringIO(told.removeprefix("\ufeff"), newline=""))
    assert (first["indicator"], first["value"], first["unit"], first["period_start"]) == (
        "染料产量",
        "2.3",
        "%",
        "2025-01-01",
    )
    assert second["sentence"] == "2025年，染料产量同比下降2.3%，库存为17.6万吨。"


def test_facts_with_abbreviations_of_the_configuration(ready: Jushi, tmp_path: Path) -> None:
    assert ready("facts", "颜色料产量").out == ""
    (tmp_path / "jushi.toml").write_text('[vocabulary]\nabbreviations = { "颜色料" = "染料" }\n', encoding="utf-8")
    assert len(ready("facts", "颜色料产量").out.splitlines()) == 1


# errors of the call: 2


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("ingest", "nowhere"), ("no such file or folder: nowhere",)),
        (("ingest", "empty"), ("nothing to ingest in empty", ".txt")),
        (("ingest",), ("what is to be ingested? Name files or folders",)),
        (("ingest", "a.txt", "--date", "2026-13-01"), ("--date is '2026-13-01'", "YYYY-MM-DD")),
        (("ask",), ("what is the question?",)),
        (("ask", "  "), ("the question is empty",)),
        (("ask", "问" * 2001), ("2001 characters", "2000")),
        (("ask", "灯塔", "--today", "yesterday"), ("--today is 'yesterday'", "YYYY-MM-DD")),
        (("ask", "灯塔", "--batch", "b.jsonl"), ("both given",)),
        (("ask", "--batch", "nowhere.jsonl"), ("cannot read nowhere.jsonl", "--batch")),
        (("search", "灯塔", "-k", "0"), ("-k",)),
        (("facts", "--period", "灯塔"), ("--period is '灯塔'", "2026年一季度")),
        (("facts", "--period", ""), ("--period is ''",)),
        (("facts", "--period", "一季度和二季度"), ("--period is '一季度和二季度'",)),
        (("facts", "--period", "2025年的灯塔"), ("--period is",)),
        (("facts", "--limit", "0"), ("--limit",)),
        (("facts", "--json", "--csv"), ("both given",)),
        (("ask", "--bogus"), ("--bogus", "jushi --help")),
        (("bogus",), ("bogus", "jushi --help")),
    ],
)
def test_what_makes_no_sense_ends_with_2(
    jushi: Jushi, tmp_path: Path, words: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("灯塔在岬角上亮了一夜。", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"question": "灯塔"}', encoding="utf-8")
    jushi("ingest", "a.txt")
    one_line(jushi(*words), 2, *parts)


def test_a_call_that_makes_no_sense_makes_no_index(jushi: Jushi, tmp_path: Path) -> None:
    assert jushi("ingest", "nowhere").code == 2
    assert list(tmp_path.iterdir()) == []


# files that cannot be read: 3


def test_files_that_cannot_be_read_are_named_and_the_others_taken(jushi: Jushi, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    (folder / "a-folder.txt").mkdir(parents=True)
    (folder / "broken-link.txt").symlink_to(folder / "gone.txt")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "empty.md").write_text(" \n", encoding="utf-8")
    (folder / "empty.jsonl").write_text("\n", encoding="utf-8")
    (folder / "good.txt").write_text("灯塔在岬角上亮了一夜。", encoding="utf-8")
    ended = jushi("ingest", "mixed")
    assert ended.code == 3
    assert ended.out.startswith("5 files (0 unchanged): 1 documents, 1 passages, 0 facts taken, 4 failures;")
    lines = sorted(ended.err.splitlines())  # in the order in which they were found
    assert [line.split(":")[1].strip() for line in lines] == [
        "cannot read mixed/binary.txt",
        "cannot read mixed/broken-link.txt",
        "cannot read mixed/empty.jsonl",
        "cannot read mixed/empty.md",
    ]
    assert "it is not a text file; convert it" in lines[0]
    assert "it holds no documents; remove it or fill it" in lines[2]
    assert "it is empty; remove it or fill it" in lines[3]


def test_bad_lines_are_numbered_and_the_others_taken(jushi: Jushi, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "one", "text": "灯塔在岬角上亮了一夜。"}\nnot json\n{"title": "无正文"}\n{"id": "four", "text": "渡口停用了三年。"}\n',
        encoding="utf-8",
    )
    ended = jushi("ingest", "a.jsonl")
    assert ended.code == 3
    assert ended.out.startswith("1 files (0 unchanged): 2 documents,")
    assert [line.split(": ")[1] for line in ended.err.splitlines()] == [
        "cannot read a.jsonl:2",
        "cannot read a.jsonl:3",
    ]


# an index that is missing or damaged: 4


@pytest.mark.parametrize(
    "words", [("ask", "灯塔"), ("search", "灯塔"), ("facts",), ("status",), ("verify",), ("forget", "a")]
)
def test_no_index_ends_with_4(jushi: Jushi, tmp_path: Path, words: tuple[str, ...]) -> None:
    one_line(jushi(*words), 4, "no index in .jushi", "jushi ingest PATH --index .jushi")
    assert not (tmp_path / ".jushi").exists()


@pytest.mark.parametrize(
    ("key", "value", "part", "remedy"),
    [
        ("format", "0", "another version", "ingest into a new folder"),
        ("model", "other-model@1", "other-model@1", "`jushi ingest --reembed --index .jushi`"),
        ("words", "other", "words other", "ingest into a new folder"),
    ],
)
def test_an_index_of_another_version_or_model_ends_with_4(
    ready: Jushi, tmp_path: Path, key: str, value: str, part: str, remedy: str
) -> None:
    with sqlite3.connect(tmp_path / ".jushi" / STORE) as database:
        database.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    for words in (("ask", "纱锭产量"), ("ingest", "papers"), ("verify",)):
        one_line(ready(*words), 4, part, remedy)


def test_a_damaged_database_ends_with_4(ready: Jushi, tmp_path: Path) -> None:
    (tmp_path / ".jushi" / STORE).write_bytes(b"this is no database, whatever its name says" * 200)
    for words in (("ask", "纱锭产量"), ("status",), ("verify",), ("ingest", "papers")):
        one_line(ready(*words), 4, STORE, "remove .jushi and ingest again")


def test_pages_damaged_in_the_middle_end_with_4(ready: Jushi, tmp_path: Path) -> None:
    database = tmp_path / ".jushi" / STORE
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'facts'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    content = bytearray(database.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    database.write_bytes(content)
    one_line(ready("facts"), 4, STORE, "has not the checksum", "ingest again")
    one_line(ready("verify"), 4, STORE)


@pytest.mark.parametrize("part", [LEXICAL, DENSE])
@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_a_derived_index_is_healed_with_a_notice(ready: Jushi, tmp_path: Path, part: str, damage: str) -> None:
    right = ready("search", "丝绸", "-k", "50", "--json").out
    whole = tmp_path / ".jushi" / part
    for file in [p for p in whole.rglob("*") if p.is_file()] if whole.is_dir() else [whole]:
        if damage == "missing":
            file.unlink()
        else:
            file.write_bytes(b"\0" + file.read_bytes()[1:][::-1])
    ended = ready("ask", "一季度纱锭产量增长多少", "--today", "2026-05-01", "--json")
    assert (ended.code, ended.err.count("\n")) == (0, 1)
    assert f".jushi/{part}" in ended.err
    assert ended.err.endswith("; it is rebuilt from the store\n")
    assert ended.json["figures"][0]["text"] == "6.7%"
    again = ready("search", "丝绸", "-k", "50", "--json")
    assert (again.out, again.err) == (right, "")
    assert ready("verify").code == 0


# anything else: 1


def test_debug_shows_where_an_error_comes_from(jushi: Jushi) -> None:
    with pytest.raises(JushiError, match="no index"):
        jushi("--debug", "ask", "灯塔")
    one_line(jushi("ask", "灯塔"), 4, "no index")


def test_an_error_of_our_own_is_one_line(ready: Jushi, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("first\nsecond")

    monkeypatch.setattr("rag.assistant.Assistant.open", broken)
    one_line(ready("ask", "灯塔"), 1, "RuntimeError: first second", "--debug")


def test_a_folder_that_cannot_be_made_is_named(jushi: Jushi, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("灯塔在岬角上亮了一夜。", encoding="utf-8")
    one_line(
        jushi("ingest", "a.txt", "--index", "a.txt/index"), 1, "cannot make the index folder a.txt/index", "--index"
    )


def test_no_color_in_what_is_printed(ready: Jushi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    for words in (("ask", "纱锭产量"), ("search", "纱锭"), ("status",), ("facts",), ("ingest", "papers"), ("bogus",)):
        ended = ready(*words)
        assert "\x1b[3" not in ended.out + ended.err


@pytest.mark.parametrize("command", ["ingest", "ask", "search", "facts", "forget"])
def test_every_command_explains_itself(jushi: Jushi, command: str) -> None:
    ended = jushi(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "--index" in ended.out
