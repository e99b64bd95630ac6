import pytest

from eval.bench.answers import Outcome, diagram, table
from eval.bench.asking import clock, line
from eval.bench.reading import measures, place


def test_places_are_of_documents_not_of_passages() -> None:
    assert place(["a", "a", "b", "a", "c"], "b") == 2
    assert place(["a", "a"], "b") == 0


def test_recall_and_reciprocal_rank() -> None:
    assert measures([1, 2, 0, 11]) == "R@1 0.250  R@10 0.500  MRR@10 0.375"  # (1 + 1/2) / 4


def outcomes() -> list[Outcome]:
    told = [Outcome("a", "nothing", n / 20, n > 4, n > 2) for n in range(1, 21)]
    document = (Outcome("a", "documents", n / 40, False, False) for n in range(20))
    return [*told, *document, *(Outcome("a", "sentences", n / 20, False, False) for n in range(20))]


def test_thresholds_refuse_their_share() -> None:
    first, *rest = table("a", outcomes())
    assert first == "a: 20 questions; the sentence holds the answer 80.0%, the quote 90.0%\n"
    lines = "".join(rest).splitlines()
    assert [one.split()[0] for one in lines] == ["2%", "5%", "10%", "default"]
    assert "refused 10.0%" in lines[2]
    assert lines[3].startswith("  default 0.055: refused 5.0%, without the document 15.0%, the sentence 10.0%")


def test_the_diagram_compares_said_and_was() -> None:
    said = [Outcome("a", "nothing", 0.95, right, right) for right in (True, True, True, False)]
    *lines, last = diagram(said)
    assert lines[-1].split()[:3] == ["95.0%", "75.0%", "4"]
    assert last == "expected calibration error 0.200\n"


def test_times_and_their_line() -> None:
    seen: list[int] = []
    assert len(clock(seen.append, [1, 2, 3])) == 3
    assert seen == [1, 2, 3, 1, 2, 3]
    assert line("ask", [1.0, 2.0, 3.0]).split() == ["ask", "2.0", "2.9"]


@pytest.mark.parametrize("places", [[0], [0, 0]])
def test_nothing_found(places: list[int]) -> None:
    assert measures(places) == "R@1 0.000  R@10 0.000  MRR@10 0.000"
