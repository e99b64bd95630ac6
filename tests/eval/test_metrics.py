import math

import pytest

from eval.golden import Golden, Verdict, judge, rank
from eval.metrics import METRICS, Measured, Metric, by_kind, recall
from index.records import Hit, Passage
from rag.records import Answer, Citation

SOME = (("纸张产量.txt", "纸张产量增长3.4%"),)


def verdict(
    outcome: str = "right",
    kind: str = "figure",
    *,
    refuse: bool = False,
    refused: bool = False,
    text: str = "增长3.4%。[1]",
    cited: bool = True,
    rank: float | None = None,
    name: str = "q",
) -> Verdict:
    golden = Golden(name, "问", kind, refuse, () if refuse else (("3.4%",),), (), () if refuse else SOME)
    return Verdict(golden, Answer("问", "figure", text, refused=refused), outcome, cited, rank)


REFUSED = verdict("refused", refused=True, text="没有找到。")
RIGHTLY_REFUSED = verdict("right", "refusal", refuse=True, refused=True, text="没有找到。")
MADE_UP = verdict("wrong", "refusal", refuse=True)


def measured(name: str, *verdicts: Verdict) -> Measured:
    return METRICS[name].measure(verdicts)


def test_recall_counts_evidence_among_the_first_k() -> None:
    found = [verdict(rank=r) for r in (1, 5, 6, 10, math.inf)] + [verdict(rank=None)]
    assert measured("recall@5", *found) == Measured(2.0, 5)
    assert measured("recall@10", *found) == Measured(4.0, 5)
    assert Metric("", "", recall(1)).measure(found).value == 1 / 5


@pytest.mark.parametrize("k", [0, 11])
def test_recall_beyond_the_search_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match=f"recall@{k}: k is between 1 and 10"):
        recall(k)


def test_the_mean_reciprocal_rank() -> None:
    got = measured("mrr", *[verdict(rank=r) for r in (1, 2, 4, math.inf, None)])
    assert got.value == (1 / 1 + 1 / 2 + 1 / 4 + 0) / 4


def test_accuracy_is_over_what_has_an_answer() -> None:
    person = Golden("q", "问", "person", False, (("柳青禾",),), (), SOME)
    right = Verdict(person, Answer("问", "person", "柳青禾：局长。[1]"), "right", True)
    mixed = [verdict(), verdict("wrong"), REFUSED, right, RIGHTLY_REFUSED, MADE_UP]
    assert measured("accuracy", *mixed).value == 2 / 4
    assert measured("figure-accuracy", *mixed).value == 1 / 3


@pytest.mark.parametrize(
    ("kind", "answers", "wants"),
    [
        ("figure", (("7",),), True),
        ("english", (("3.4%",), ("3.4个百分点",)), True),
        ("list", (("3.4%", "纸浆"),), True),
        ("english", (("3.4%",), ("不少",)), False),
        ("date", (("9月1日",),), False),
        ("refusal", (), False),
    ],
)
def test_a_question_that_wants_a_figure(kind: str, answers: tuple[tuple[str, ...], ...], wants: bool) -> None:
    golden = Golden("q", "问", kind, not answers, answers, (), SOME)
    assert golden.wants_figure is wants
    got = measured("figure-accuracy", Verdict(golden, REFUSED.answer, "refused", True))
    assert got == Measured(0.0, int(wants))


def test_the_wrong_figure_rate_is_over_the_questions_where_a_figure_is_at_stake() -> None:
    person = Golden("q", "问", "person", False, (("柳青禾",),), (), SOME)
    harmless = Verdict(person, Answer("问", "person", "张三：局长。[1]"), "wrong", True)
    by_the_way = Verdict(person, Answer("问", "person", "产量增长3.4%。[1]"), "wrong", True)
    mixed = [verdict(), verdict("wrong"), REFUSED, RIGHTLY_REFUSED, MADE_UP, harmless, by_the_way]
    assert measured("wrong-figure-rate", *mixed).value == 3 / 6
    assert METRICS["wrong-figure-rate"].short(mixed) == [mixed[1], MADE_UP, by_the_way]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("增长3.4%。[1]", True),
        ("共有1.2万家。[1]", True),
        ("2026年一季度情况良好。[1]", False),
        ("自2026年7月1日起施行。[12]", False),
        ("柳青禾：局长。[1]", False),
    ],
)
def test_a_figure_is_seen_in_the_text_of_an_answer(text: str, gives: bool) -> None:
    assert verdict("wrong", text=text).gives_figure is gives
    assert verdict("wrong", text=text, refused=True).gives_figure is False


def test_citation_exactness_is_over_right_answers_with_evidence() -> None:
    mixed = [verdict(), verdict(cited=False), verdict(), verdict("wrong", cited=False), REFUSED, RIGHTLY_REFUSED]
    assert measured("citation-exactness", *mixed).value == 2 / 3
    unsourced = Golden("q", "问", "figure", False, (("3.4%",),), (), ())
    assert measured("citation-exactness", Verdict(unsourced, mixed[0].answer, "right", False)).value is None


def test_refusal_precision_and_recall() -> None:
    mixed = [verdict(), REFUSED, RIGHTLY_REFUSED, RIGHTLY_REFUSED, RIGHTLY_REFUSED, MADE_UP]
    assert measured("refusal-precision", *mixed).value == 3 / (3 + 1)
    assert measured("refusal-recall", *mixed).value == 3 / (3 + 1)
    assert measured("refusal-precision", *mixed, REFUSED).value == 3 / 5
    assert measured("refusal-recall", *mixed, MADE_UP, MADE_UP).value == 3 / 6


@pytest.mark.parametrize("name", METRICS)
def test_nothing_to_measure_has_no_value(name: str) -> None:
    assert measured(name) == Measured(0.0, 0)
    assert measured(name).value is None


def test_what_keeps_a_metric_down_stands_worst_first() -> None:
    found = [verdict(rank=r, name=str(r)) for r in (1, 3, math.inf, 2)]
    assert [v.golden.id for v in METRICS["mrr"].short(found)] == ["inf", "3", "2"]
    assert [v.golden.id for v in METRICS["recall@5"].short(found)] == ["inf"]


def test_less_is_better_for_wrong_figures_alone() -> None:
    assert [name for name, metric in METRICS.items() if metric.best == 0] == ["wrong-figure-rate"]
    assert [METRICS["wrong-figure-rate"].meets(got, 0.02) for got in (0.0, 0.02, 0.021)] == [True, True, False]
    assert [METRICS["accuracy"].meets(got, 0.9) for got in (0.89, 0.9, 1.0)] == [False, True, True]


def test_kinds_are_sorted_and_all_comes_last() -> None:
    a, b = verdict(kind="person"), verdict(kind="date")
    assert by_kind([a, b]) == {"date": [b], "person": [a], "all": [a, b]}
    assert list(by_kind([a, b])) == ["date", "person", "all"]
    assert by_kind([]) == {"all": []}


def hit(text: str, document: str = "统计/纸张产量.txt#2") -> Hit:
    return Hit(Passage(document, 0, len(text), text, "纸张产量增长3.4%"), 1.0)


def test_the_rank_is_that_of_the_first_passage_with_the_evidence() -> None:
    golden = verdict().golden
    other, right = hit("纸张出口增长1.2%。"), hit("上半年，纸张产量增长 3.4 ％，")
    assert rank(golden, [right, other]) == 1
    assert rank(golden, [other, other, right, right]) == 3
    assert rank(golden, [other]) == math.inf  # the context is searched, and is no evidence
    assert rank(golden, [hit(right.passage.text, "旧纸张产量.txt#1"), hit("产量")]) == math.inf


@pytest.mark.parametrize(
    ("quote", "cited"),
    [
        ("上半年，纸张产量增长3.4%，", True),
        ("产量增长3.4%", True),
        ("纸张", False),
        ("", False),
    ],
)
def test_a_scrap_of_the_evidence_is_no_citation(quote: str, cited: bool) -> None:
    citation = Citation(1, "纸张产量.txt#1", "", None, "", "", 1, 0, len(quote), quote)
    answer = Answer("问", "figure", "增长3.4%。[1]", citations=(citation,))
    assert judge(verdict().golden, answer).cited is cited
