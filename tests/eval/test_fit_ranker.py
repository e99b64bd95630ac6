from collections import Counter
from datetime import date

import numpy as np

from eval.fit_ranker import FOLDS, crossed, crossed_sentences, fit_passages, fold_of
from eval.training.passages import ANSWERS, Ranking
from eval.training.sentences import Reading
from rag.records import Question
from rag.rerank.features import COLUMNS
from rag.rerank.sentences import NAMES

QUESTION = Question("水渠", "passage", date(2026, 5, 1), (), "水渠", ("水渠",))
FOUND = 12


def rankings(count: int) -> list[Ranking]:
    """Questions whose answer is the passage with most words around it."""
    chance = np.random.default_rng(7)
    made = []
    for n in range(count):
        rows = chance.uniform(size=(FOUND, len(COLUMNS))).astype(np.float32)
        worth = np.zeros(FOUND, np.int8)
        worth[rows[:, COLUMNS.index("words around")].argmax()] = ANSWERS
        made.append(Ranking(QUESTION, (), rows, worth, np.zeros(FOUND), f"article {n % 20}"))
    return made


def test_what_ranks_first_is_learned() -> None:
    trees = fit_passages(rankings(200))
    fresh = rankings(250)[200:]
    firsts = [int(trees.probability(r.rows.astype(float)).argmax()) == int(r.worth.argmax()) for r in fresh]
    assert sum(firsts) > 0.6 * len(firsts)  # one in twelve by chance


def test_a_group_is_in_one_fold_and_all_folds_have_some() -> None:
    folds = Counter(fold_of(f"article {n}") for n in range(200))
    assert sorted(folds) == list(range(FOLDS))
    assert fold_of("article 3") == fold_of("article 3")


def test_no_question_is_ranked_by_a_model_that_saw_its_article() -> None:
    made = rankings(100)
    beside = rankings(30)
    scores = crossed(made, beside)
    assert [len(s) for s in scores] == [FOUND] * len(made)
    without = fit_passages([*(r for r in made if fold_of(r.group) != fold_of(made[0].group)), *beside])
    assert scores[0].tolist() == without.probability(made[0].rows.astype(float)).tolist()


def test_sentences_that_answer_are_learned() -> None:
    chance = np.random.default_rng(5)
    said = NAMES.index("words")
    read = []
    for n in range(120):
        rows = chance.uniform(size=(FOUND, len(NAMES))).astype(np.float32)
        read.append(Reading(QUESTION, rows, rows[:, said] > 0.9, (), f"article {n}", "nothing", 1.0))
    likely = crossed_sentences(read)
    right = [float(p[r.right].mean()) for p, r in zip(likely, read, strict=True) if r.right.any()]
    wrong = [float(p[~r.right].mean()) for p, r in zip(likely, read, strict=True)]
    assert np.mean(right) > 0.8
    assert np.mean(wrong) < 0.1
