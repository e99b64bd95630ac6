"""Train the models that rank passages and choose the sentences that answer: `jushi fit ranker DATA_DIR REAL_FILES`.

They learn from reading questions among web news, the ranker also from questions made of the news, and from golden
questions. What a model says of a question that it has learned from proves nothing, so the sentences are read in the order
of five rankers, each trained without the articles that it ranks (`crossed`); the models written are trained on all.
"""

import hashlib
import platform
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from eval.fit import GOLDEN, golden_sets, trees_of
from eval.gate import indexed
from eval.golden import Golden, is_evidence, load
from eval.training.passages import Ranking, of_golden, of_made, of_reading
from eval.training.reading import NEWS, SETS, ReadingQuestion, open_reading, read_questions, reading_file
from eval.training.sentences import Reading, readings
from index.protocol import Store
from rag.model import PASSAGES, SENTENCES
from rag.rerank.features import COLUMNS
from rag.rerank.sentences import NAMES, Sentence
from rag.trees import Trees

T = TypeVar("T", Ranking, Reading)

SEED = 20_260_501
FOLDS = 5
TREES, LEAVES, DEPTH, RATE = 200, 15, 6, 0.07
FEWEST = 40  # passages in a leaf
SHRINK = 3.0  # L2
GAINS = (0, 1, 3)  # of a passage that has nothing, is of the right document, holds the answer
CARD = "RANKING.md"
WORDED = ("asked.jsonl", "passages.jsonl", "english.jsonl", "unsaid.jsonl")  # more golden questions over real pages
DAY = date(2026, 5, 1)  # on which they are asked
ASKED = 10.0  # how much a golden question counts beside one of a reading set: with 3, two in seventy fewer are right
FIRST = 15  # places that count (LambdaMART's truncation)
GROWN: Mapping[str, Any] = {  # how both models are grown
    "n_estimators": TREES,
    "num_leaves": LEAVES,
    "max_depth": DEPTH,
    "learning_rate": RATE,
    "min_child_samples": FEWEST,
    "reg_lambda": SHRINK,
    "colsample_bytree": 0.6,
    "subsample": 0.7,
    "subsample_freq": 1,
    "random_state": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "n_jobs": 1,
    "verbose": -1,
}


def main(data: Path, real: Path, index: Path, out: Path = PASSAGES.parent) -> None:
    """Train both models and write them with their card.

    Args:
        data: The folder of the data sets.
        real: The files of the golden questions over real pages.
        index: Where the index of the reading sets is, or will be made.
        out: The folder of the models.
    """
    asked = [q for name in SETS for q in read_questions(data, name)]
    folder = open_reading(data, index)
    made = of_made(folder, SEED)
    rankings, read = of_reading_sets(folder, asked, made)
    rankings += made
    ranker = fit_passages(rankings)
    for goldens, documents, today in [*golden_sets(real), *((load(GOLDEN / s), real, DAY) for s in WORDED)]:
        with indexed([documents]) as assistant:
            for golden, ranking in of_golden(assistant.folder, goldens, today, ASKED):
                rankings.append(ranking)
                read += _of_golden(assistant.folder, golden, ranking, ranker)
    out.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    fit_passages(rankings).save(out / PASSAGES.name)
    fit_sentences(read).save(out / SENTENCES.name)
    (out / CARD).write_text(card(len(rankings), data), encoding="utf-8")
    sizes = ", ".join(f"{path.name} {(out / path.name).stat().st_size} bytes" for path in (PASSAGES, SENTENCES))
    sys.stdout.write(f"{len(rankings)} questions, {sum(len(r.rows) for r in read)} sentences: {sizes}\n")


def of_reading_sets(
    folder: Store, asked: Sequence[ReadingQuestion], made: Sequence[Ranking]
) -> tuple[list[Ranking], list[Reading]]:
    """What is found for reading questions, and what is read of it in the order of rankers that did not see them."""
    rankings = list(of_reading(folder, asked))
    read = [
        reading
        for question, ranking, scores in zip(asked, rankings, crossed(rankings, made), strict=True)
        for reading in readings(folder, ranking, scores, question.is_answer, {question.document}, knows_all=True)
    ]
    return rankings, read


def _of_golden(folder: Store, golden: Golden, ranking: Ranking, ranker: Trees) -> Iterator[Reading]:
    """What is read for a golden question; nothing where its evidence was not found."""
    holders = {f.passage.document for f, worth in zip(ranking.weighed, ranking.worth, strict=True) if worth}
    if holders or golden.refuse:
        scores = ranker.probability(ranking.rows.astype(float))

        def is_right(sentence: Sentence) -> bool:
            return is_evidence(golden, sentence.candidate.document.id, sentence.text)

        yield from readings(folder, ranking, scores, is_right, holders, knows_all=False)  # documents repeat each other


def fold_of(group: str) -> int:
    """The part that a group of questions is judged in."""
    return zlib.crc32(group.encode()) % FOLDS


def fit_passages(learned: Sequence[Ranking]) -> Trees:
    """Fit a LambdaMART ranker (Burges 2010) to rankings that have something to find."""
    import lightgbm

    told = [r for r in learned if r.worth.any()]
    ranker = lightgbm.LGBMRanker(**GROWN, label_gain=list(GAINS), lambdarank_truncation_level=FIRST)
    ranker.fit(
        np.vstack([r.rows for r in told]),
        np.concatenate([r.worth for r in told]),
        sample_weight=np.concatenate([np.full(len(r.worth), r.weight) for r in told]),
        group=[len(r.worth) for r in told],
        feature_name=[f"f{n}" for n in range(len(COLUMNS))],
    )
    return trees_of(ranker, COLUMNS)


def fit_sentences(learned: Sequence[Reading]) -> Trees:
    """Fit trees that say how likely a sentence answers."""
    import lightgbm

    classifier = lightgbm.LGBMClassifier(**GROWN)
    classifier.fit(
        np.vstack([r.rows for r in learned]),
        np.concatenate([r.right for r in learned]),
        sample_weight=np.concatenate([np.full(len(r.right), r.weight) for r in learned]),
        feature_name=[f"f{n}" for n in range(len(NAMES))],
    )
    return trees_of(classifier, NAMES)


def crossed_sentences(read: Sequence[Reading]) -> list[NDArray[np.float64]]:
    """The probabilities of each reading's sentences by a model that has not seen its group."""
    return _crossed(read, fit_sentences)


def crossed(rankings: Sequence[Ranking], made: Sequence[Ranking]) -> list[NDArray[np.float64]]:
    """The scores of each ranking by a model that has not seen its group; every model has seen what was made."""
    return _crossed(rankings, lambda seen: fit_passages([*seen, *made]))


def _crossed(judged: Sequence[T], fit: Callable[[Sequence[T]], Trees]) -> list[NDArray[np.float64]]:
    """What models say that each have not seen one fold, of that fold."""
    folds = [fold_of(one.group) for one in judged]
    models = [fit([one for one, fold in zip(judged, folds, strict=True) if fold != k]) for k in range(FOLDS)]
    return [models[fold].probability(one.rows.astype(float)) for one, fold in zip(judged, folds, strict=True)]


def card(questions: int, data: Path) -> str:
    """The model card: what they were trained on, with what, and how to do it again."""
    import lightgbm

    files = [reading_file(data, name) for name in SETS] + [data / NEWS]
    sums = [f"- `{path.name}`: sha256 `{hashlib.sha256(path.read_bytes()).hexdigest()}`" for path in files]
    return f"""# passages.npz, sentences.npz: what answers a question?

`passages.npz` ranks the passages that both indexes found (LambdaMART over the features of `rag/rerank/features.py`),
`sentences.npz` gives the probability that a sentence of the first ones answers (features of `rag/rerank/sentences.py`).
Each has {TREES} trees of at most {LEAVES} leaves, trained with LightGBM {lightgbm.__version__} (Python {platform.python_version()}, seed {SEED}), run from plain
arrays by `rag/trees.py`.

Trained on {questions} questions: those of DRCD (test) and CMRC 2018 (trial), both CC BY-SA 4.0, with their passages among
web news, questions made of the words of news sentences (for the ranker), and golden questions of this repository. Sentences are also shown
without the documents that answer and, of the reading sets, without the sentences that do.
`python -m eval.bench.reading DATA_DIR` measures them with models that did not learn from the article they are judged on.

Data, which belong to their publishers and are not part of the models:
{chr(10).join(sums)}

Again: `jushi fit ranker DATA_DIR REAL_FILES --out rag/model`.
"""
