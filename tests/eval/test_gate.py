"""The gate passes on the assistant as it is, and fails, with the right rows, on one that is broken in one way."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from eval.gate import Gate, indexed, read_gate, shortfalls, shortfalls_text
from eval.golden import Golden, Verdict, load
from eval.metrics import METRICS
from eval.run import Answers, run
from index.errors import JushiError, UsageError
from index.records import Hit
from rag.assistant import REFUSAL, Assistant
from rag.records import Answer, Citation

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "jushi.toml"
OTHER = Citation(1, "seeds/无关.txt#1", "", None, "", "", 1, 0, 8, "与此完全无关的话。")


class Recorded:
    """What the assistant said and found, once, so that it can be changed as often as a test wants."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._said: dict[str, Answer] = {}
        self._found: dict[str, Sequence[Hit]] = {}

    def ask(self, question: str, *, today: date | None = None, history: Sequence[str] = ()) -> Answer:
        if question not in self._said:
            self._said[question] = self._answers.ask(question, today=today, history=history)
        return self._said[question]

    def search(self, question: str, k: int = 10, *, today: date | None = None) -> Sequence[Hit]:
        if question not in self._found:
            self._found[question] = self._answers.search(question, k, today=today)
        return self._found[question]


class Scripted:
    """An assistant whose answers are changed before they are given."""

    def __init__(self, answers: Answers, change: Callable[[Answer], Answer]) -> None:
        self._answers, self._change = answers, change

    def ask(self, question: str, *, today: date | None = None, history: Sequence[str] = ()) -> Answer:
        return self._change(self._answers.ask(question, today=today, history=history))

    def search(self, question: str, k: int = 10, *, today: date | None = None) -> Sequence[Hit]:
        return self._answers.search(question, k, today=today)


def swaps_a_digit(answer: Answer) -> Answer:
    """24.3% becomes 25.3%: the last digit before the unit or the point, and not one of the period or of [1]."""
    text = re.sub(r"(\d)(?=\.\d|%|万|个|家|EFLOPS|亿)", lambda m: str((int(m[1]) + 1) % 10), answer.text)
    return replace(answer, text=text)


def cites_the_wrong_document(answer: Answer) -> Answer:
    return replace(answer, citations=(OTHER,)) if answer.citations else answer


def never_refuses(answer: Answer) -> Answer:
    return replace(answer, text="增长7.77%。[1]", refused=False, citations=(OTHER,)) if answer.refused else answer


def refuses_everything(answer: Answer) -> Answer:
    return Answer(answer.question, answer.kind, REFUSAL, refused=True)


@pytest.fixture(scope="module")
def gate() -> Gate:
    return read_gate(CONFIG)


@pytest.fixture(scope="module")
def goldens(gate: Gate) -> list[Golden]:
    return load(gate.golden_set)


@pytest.fixture(scope="module")
def recorded(seeds: Assistant, gate: Gate, goldens: list[Golden]) -> Recorded:
    recorded = Recorded(seeds)
    run(recorded, goldens, today=gate.today)
    return recorded


Rows = dict[tuple[str, str], tuple[Verdict, ...]]


@pytest.fixture
def rows(recorded: Recorded, gate: Gate, goldens: list[Golden]) -> Callable[[Callable[[Answer], Answer]], Rows]:
    """Give the shortfalls of a changed assistant: of a kind and metric, the questions that failed."""

    def of(change: Callable[[Answer], Answer]) -> Rows:
        found = shortfalls(gate.thresholds, run(Scripted(recorded, change), goldens, today=gate.today))
        return {(one.kind, one.metric.name): one.failed for one in found}

    return of


def test_every_metric_is_gated_and_few_figures_may_be_wrong(gate: Gate, goldens: list[Golden]) -> None:
    assert gate.thresholds["all"].keys() == METRICS.keys()
    assert {limits["wrong-figure-rate"] for limits in gate.thresholds.values() if "wrong-figure-rate" in limits} == {
        0.02
    }
    assert gate.thresholds.keys() == {"all", *(g.kind for g in goldens)}


def test_the_assistant_passes(gate: Gate, goldens: list[Golden], recorded: Recorded) -> None:
    found = shortfalls(gate.thresholds, run(recorded, goldens, today=gate.today))
    assert found == [], shortfalls_text(found)


def test_a_swapped_digit_does_not_pass(rows: Callable[[Callable[[Answer], Answer]], Rows]) -> None:
    found = rows(swaps_a_digit)
    assert {("all", "accuracy"), ("all", "figure-accuracy"), ("all", "wrong-figure-rate")} <= found.keys()
    assert {("figure", "accuracy"), ("figure", "wrong-figure-rate"), ("english", "wrong-figure-rate")} <= found.keys()
    assert not {metric for _, metric in found} & {"recall@5", "recall@10", "mrr", "refusal-precision", "refusal-recall"}
    wrong = found["figure", "wrong-figure-rate"]
    assert {v.golden.kind for v in wrong} == {"figure"}
    assert all(v.outcome == "wrong" for v in wrong)
    assert "一季度集成电路产量同比增长多少？" in {v.golden.question for v in wrong}


def test_one_swapped_digit_names_its_question(
    rows: Callable[[Callable[[Answer], Answer]], Rows], gate: Gate, recorded: Recorded, goldens: list[Golden]
) -> None:
    asked = [g for g in goldens if g.kind == "refusal"] + [g for g in goldens if g.id == "g001"]
    verdicts = run(Scripted(recorded, swaps_a_digit), asked, today=gate.today)
    (one,) = shortfalls({"all": {"wrong-figure-rate": 0.02}}, verdicts)
    assert (one.metric.name, one.kind, one.wanted, one.got.total, one.got.of) == (
        "wrong-figure-rate",
        "all",
        0.02,
        1.0,
        len(asked),
    )
    assert [v.golden.id for v in one.failed] == ["g001"]


def test_the_wrong_document_does_not_pass(rows: Callable[[Callable[[Answer], Answer]], Rows], gate: Gate) -> None:
    found = rows(cites_the_wrong_document)
    gated = {(kind, "citation-exactness") for kind, limits in gate.thresholds.items() if "citation-exactness" in limits}
    assert found.keys() == gated
    assert all(v.outcome == "right" and not v.cited for v in found["all", "citation-exactness"])


def test_never_refusing_does_not_pass(
    rows: Callable[[Callable[[Answer], Answer]], Rows], goldens: list[Golden]
) -> None:
    found = rows(never_refuses)
    required = {
        ("all", "wrong-figure-rate"),
        ("all", "refusal-precision"),  # nothing was refused: there is nothing to measure
        ("all", "refusal-recall"),
        ("refusal", "refusal-recall"),
        ("refusal", "wrong-figure-rate"),
    }
    assert required <= found.keys()
    # where it guesses at figures that were refused before, those kinds fail too, and nothing else
    assert {name for _, name in found.keys() - required} <= {"wrong-figure-rate"}
    to_be_refused = {g.id for g in goldens if g.refuse}
    assert {v.golden.id for v in found["all", "refusal-recall"]} == to_be_refused
    assert {v.golden.id for v in found["refusal", "wrong-figure-rate"]} == to_be_refused
    assert found["all", "refusal-precision"] == ()


def test_refusing_everything_does_not_pass(
    rows: Callable[[Callable[[Answer], Answer]], Rows], gate: Gate, goldens: list[Golden]
) -> None:
    found = rows(refuses_everything)
    harmless = {"recall@5", "recall@10", "mrr", "refusal-recall", "wrong-figure-rate"}
    every = {(kind, name) for kind, limits in gate.thresholds.items() for name in limits}
    assert found.keys() == {row for row in every if row[1] not in harmless}
    answerable = {g.id for g in goldens if not g.refuse}
    assert {v.golden.id for v in found["all", "accuracy"]} == answerable
    assert {v.golden.id for v in found["all", "refusal-precision"]} == answerable
    assert found["all", "citation-exactness"] == ()  # nothing was answered: there is nothing to measure


def verdict(name: str, outcome: str, text: str = "增长3.4%。[1]", rank: float | None = 1.0) -> Verdict:
    golden = Golden(name, f"纸张{name}？", "figure", False, (("3.4%",),), ("1.2%",), (("a.txt", "纸张增长3.4%"),))
    return Verdict(golden, Answer("", "figure", text, refused=outcome == "refused"), outcome, True, rank)


def test_the_table_of_what_fell_short() -> None:
    verdicts = [verdict("a", "right"), verdict("b", "wrong", "增长4.3%。[1]"), verdict("c", "right", rank=4.0)]
    thresholds = {"all": {"mrr": 0.9, "accuracy": 0.5, "wrong-figure-rate": 0.02}, "figure": {"refusal-recall": 0.9}}
    assert shortfalls_text(shortfalls(thresholds, verdicts)).splitlines() == [
        "metric             kind      wanted    got  of  questions",
        "mrr                all     >= 0.900  0.750   3  c",
        "wrong-figure-rate  all      <= 2.0%  33.3%   3  b",
        "refusal-recall     figure  >= 90.0%      -   0",
        "",
        "c  纸张c？",
        "    right, but the evidence is passage 4: 增长3.4%。[1]",
        "    3.4%; not 1.2%",
        "b  纸张b？",
        "    wrong figure: 增长4.3%。[1]",
        "    3.4%; not 1.2%",
    ]


def test_a_long_table_is_cut() -> None:
    found = shortfalls({"all": {"accuracy": 0.5}}, [verdict(f"q{n:02}", "refused") for n in range(23)])
    lines = shortfalls_text(found).splitlines()
    assert lines[1] == "accuracy  all   >= 50.0%  0.0%  23  q00 q01 q02 q03 q04 q05 +17"
    assert lines[-1] == "and 3 more; `jushi eval run` writes them all"
    assert sum(line.startswith("q") for line in lines) == 20


def test_a_threshold_that_is_just_met_is_met() -> None:
    verdicts = [verdict("a", "right"), verdict("b", "wrong")]
    assert shortfalls({"all": {"accuracy": 0.5, "wrong-figure-rate": 0.5}}, verdicts) == []


def test_a_threshold_for_a_kind_that_was_not_asked_makes_no_sense() -> None:
    with pytest.raises(UsageError, match="there is no question of the kind 'figures'; there are figure, all"):
        shortfalls({"figures": {"accuracy": 0.5}}, [verdict("a", "right")])


GOOD = 'set = "golden.jsonl"\ndocuments = "papers"\ntoday = 2026-05-01\n'


def written(folder: Path, text: str) -> Path:
    (folder / "jushi.toml").write_text(text, encoding="utf-8")
    return folder / "jushi.toml"


def test_a_configuration_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, f"[eval]\n{GOOD}[eval.thresholds.all]\nmrr = 1\n'recall@5' = 0.5\n[another]\nx = 1\n")
    limits = {"all": {"mrr": 1.0, "recall@5": 0.5}}
    assert read_gate(path) == Gate(tmp_path / "golden.jsonl", (tmp_path / "papers",), date(2026, 5, 1), limits)
    path = written(tmp_path, '[eval]\nset = "g"\ndocuments = ["a", "b"]\n[eval.thresholds.x]\naccuracy = 0\n')
    assert read_gate(path) == Gate(tmp_path / "g", (tmp_path / "a", tmp_path / "b"), None, {"x": {"accuracy": 0.0}})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[eval", "it is no TOML"),
        ("[evil]\nx = 1", "there is no table 'eval' in it; the README shows one"),
        (f"[eval]\n{GOOD}", "there is no table 'thresholds' in it"),
        (f"[eval]\n{GOOD}sets = 1", "[eval] knows no 'sets'; it has set, documents, today and thresholds"),
        ('[eval]\ndocuments = "papers"', '[eval] names no golden set; write set = "golden.jsonl"'),
        ('[eval]\nset = "g"', '[eval] names no documents; write documents = "folder"'),
        ('[eval]\nset = "g"\ndocuments = []', "[eval] names no documents"),
        (
            '[eval]\nset = "g"\ndocuments = "d"\ntoday = "2026-05-01"',
            "today is '2026-05-01'; write a day without quotes",
        ),
        ('[eval]\nset = "g"\ndocuments = "d"\ntoday = 2026-05-01T08:00:00', "write a day without quotes"),
        (f"[eval]\n{GOOD}[eval.thresholds]\nmrr = 1", "[eval.thresholds.mrr] is 1; write the thresholds of a kind"),
        (f"[eval]\n{GOOD}[eval.thresholds.all]\nmr = 1", "[eval.thresholds.all] knows no 'mr'; there are recall@5, "),
        (
            f"[eval]\n{GOOD}[eval.thresholds.all]\nmrr = 92",
            "[eval.thresholds.all] mrr is 92; write a number from 0 to 1",
        ),
        (f"[eval]\n{GOOD}[eval.thresholds.all]\nmrr = true", "mrr is True; write a number"),
        (f"[eval]\n{GOOD}[eval.thresholds.all]\nmrr = nan", "mrr is nan; write a number"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as raised:
        read_gate(path)
    assert str(path) in str(raised.value)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_configuration_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"cannot read .*none\.toml: No such file or directory; --config names another"
    ):
        read_gate(tmp_path / "none.toml")


def test_documents_that_cannot_be_read_stop_the_gate(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("2026年一季度，纸张产量增长3.4%。", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\xff\xfe\xfd")
    with pytest.raises(JushiError, match=r"cannot read .*bad\.txt"), indexed([tmp_path]):
        pass


def project(folder: Path, answer: str) -> Path:
    """A folder with a document, a golden question and a configuration."""
    (folder / "papers").mkdir()
    told = "2026年4月18日\n\n2026年一季度，纸张产量同比增长3.4%。"
    (folder / "papers" / "a.txt").write_text(told, encoding="utf-8")
    evidence = [{"file": "a.txt", "quote": "纸张产量同比增长3.4%"}]
    line = {"id": "p1", "question": "2026年一季度纸张产量增长多少？", "answers": [answer], "evidence": evidence}
    (folder / "golden.jsonl").write_text(json.dumps(line), encoding="utf-8")
    return written(folder, f"[eval]\n{GOOD}[eval.thresholds.all]\naccuracy = 1\nmrr = 1\n")


HEAD = "kind    asked     R@5    R@10    MRR   right  figure"


def test_the_command_passes(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["eval", "gate", "--config", str(project(tmp_path, "3.4%"))])
    assert (result.exit_code, result.stdout.splitlines()[0][: len(HEAD)]) == (0, HEAD)
    assert result.stdout.endswith("\n\nall 2 thresholds are met\n")


def test_the_command_fails_with_the_table(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["eval", "gate", "--config", str(project(tmp_path, "4.3%"))])
    assert result.exit_code == 1
    assert result.stdout.split("\n\n")[1].splitlines() == [
        "metric    kind     wanted   got  of  questions",
        "accuracy  all   >= 100.0%  0.0%   1  p1",
    ]
    assert result.stdout.endswith("    wrong figure: 2026年一季度，纸张产量同比增长3.4%。[1]\n    4.3%\n")


def test_the_command_asks_an_index_that_is_there(tmp_path: Path) -> None:
    config, place = project(tmp_path, "3.4%"), str(tmp_path / "index")
    CliRunner().invoke(app, ["ingest", str(tmp_path / "papers"), "--index", place])
    (tmp_path / "papers" / "a.txt").unlink()
    assert CliRunner().invoke(app, ["eval", "gate", "--config", str(config), "--index", place]).exit_code == 0
    assert isinstance(CliRunner().invoke(app, ["eval", "gate", "--config", str(config)]).exception, UsageError)


def test_a_run_writes_its_reports(tmp_path: Path) -> None:
    project(tmp_path, "3.4%")
    place, golden_set = str(tmp_path / "index"), str(tmp_path / "golden.jsonl")
    CliRunner().invoke(app, ["ingest", str(tmp_path / "papers"), "--index", place])
    asked = ["eval", "run", golden_set, "--index", place, "--today", "2026-05-01"]
    files = [tmp_path / name for name in ("out.json", "out.xml", "out.md")]
    reports = [f"--json={files[0]}", f"--junit={files[1]}", f"--markdown={files[2]}"]
    result = CliRunner().invoke(app, [*asked, *reports])
    assert (result.exit_code, result.stdout.splitlines()[0][: len(HEAD)]) == (0, HEAD)
    kept = json.loads(files[0].read_text(encoding="utf-8"))
    assert (kept["set"], kept["today"], kept["scores"]["all"]["accuracy"]["value"]) == ("golden.jsonl", "2026-05-01", 1)
    assert '<testcase classname="golden.figure" name="p1 ' in files[1].read_text(encoding="utf-8")
    assert files[2].read_text(encoding="utf-8").startswith("## golden.jsonl: 1 questions\n")
    raised = CliRunner().invoke(app, [*asked, "--junit", str(tmp_path / "none" / "out.xml")]).exception
    assert str(raised) == f"cannot write {tmp_path / 'none' / 'out.xml'}: No such file or directory"
