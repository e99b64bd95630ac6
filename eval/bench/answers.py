"""Sentences that answer reading questions, and refusals of what is not said: `python -m eval.bench.answers DATA_DIR`.

Each question of DRCD test and CMRC trial is asked among their passages and web news: as it is, without the document that
answers it, and without only the sentences of it that do, when the topic is there and what is asked is not. Prints for how
many the sentences chosen hold an accepted answer, how many are refused at several thresholds, and a reliability diagram: how often what was said to be likely was right. Neither the passages nor the
sentences of a question are judged by a model that has learned from its article. Questions for figures are left out;
`eval.bench.figures` asks such.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from eval.fit_ranker import SEED, crossed_sentences, of_reading_sets
from eval.training.passages import of_made
from eval.training.reading import SETS, ReadingQuestion, open_reading, read_questions
from eval.training.sentences import Reading, Without
from index.script import simplified
from rag.answer import ENOUGH, chosen
from rag.quote import quoted
from rag.rerank.answers import Scored, SentenceReader
from rag.rerank.offers import offer
from rag.rerank.ranker import sentence_reader

REFUSED = (0.02, 0.05, 0.10)  # shares of the answerable questions that a threshold refuses
BINS = 10
FIRST = 10  # sentences, the likeliest, of which one is chosen
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is chosen for a question: how likely it is said to be, whether the sentence and the quote hold an answer."""

    set: str
    without: Without
    probability: float
    sentence: bool
    quote: bool


def main(
    data: Path,
    index: Annotated[Path, typer.Option(help="Where the index is, or will be made.")] = Path(".jushi-reading"),
    every: Annotated[int, typer.Option(help="Take every nth question.", min=1)] = 1,
) -> None:
    """Print the tables."""
    folder = open_reading(data, index)
    asked = [q for name in SETS for q in read_questions(data, name)][::every]
    named = {(question.article, simplified(question.text)): question for question in asked}
    _, read = of_reading_sets(folder, asked, of_made(folder, SEED))
    reader = sentence_reader(folder)
    outcomes = [
        _outcome(named[reading.group, reading.question.text], reading, scores, reader)
        for reading, scores in zip(read, crossed_sentences(read), strict=True)
        if reading.question.kind != "figure"
    ]
    for name in SETS:
        sys.stdout.writelines(table(name, [o for o in outcomes if o.set == name]))
    sys.stdout.writelines(diagram(outcomes))


def table(name: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Lines on one set: how many answers are there, and what thresholds refuse."""
    told, document, part = (
        [o for o in outcomes if o.without == without] for without in ("nothing", "documents", "sentences")
    )
    sentence, quote = (sum(getattr(o, what) for o in told) / len(told) for what in ("sentence", "quote"))
    yield f"{name}: {len(told)} questions; the sentence holds the answer {sentence:.1%}, the quote {quote:.1%}\n"
    thresholds = {f"{share:.0%}": float(np.quantile([o.probability for o in told], share)) for share in REFUSED}
    for label, threshold in {**thresholds, "default": ENOUGH}.items():
        refused = sum(o.probability < threshold for o in told) / len(told)
        rightly, there = (sum(o.probability < threshold for o in some) / len(some) for some in (document, part))
        said = [o for o in told if o.probability >= threshold]
        yield f"  {label:>7} {threshold:.3f}: refused {refused:.1%}, without the document {rightly:.1%}, the sentence {there:.1%}; "
        yield f"of what is said {sum(o.quote for o in said) / len(said):.1%} right\n"


def diagram(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The reliability diagram, and the expected calibration error (Naeini et al. 2015)."""
    likely, right = np.array([o.probability for o in outcomes]), np.array([o.sentence for o in outcomes])
    bins = np.minimum((likely * BINS).astype(int), BINS - 1)
    error = 0.0
    yield "said to be right, was right (of the sentences chosen, with evidence and without)\n"
    for number in sorted(set(bins.tolist())):
        inside = bins == number
        said, was = float(likely[inside].mean()), float(right[inside].mean())
        error += float(inside.mean()) * abs(said - was)
        yield f"  {said:6.1%} {was:6.1%} {int(inside.sum()):6} {'█' * round(was * _WIDTH)}\n"
    yield f"expected calibration error {error:.3f}\n"


def _outcome(
    question: ReadingQuestion, reading: Reading, scores: NDArray[np.float64], reader: SentenceReader
) -> Outcome:
    """What the product says, were any probability enough; 0 is that of what it does not say at any."""
    first = np.argsort(-scores, kind="stable")[:FIRST]
    likely = [(reading.read[n], float(scores[n])) for n in first]
    read = [Scored(one, score, offer(reading.question, one.candidate, one.span)) for one, score in likely]
    best = chosen(reading.question, read, 0.0, reader)
    if best is None:
        return Outcome(question.set, reading.without, 0.0, sentence=False, quote=False)
    quote, document = quoted(reading.question, best), best.sentence.candidate.document
    text = document.text[quote.start : quote.end]
    held = (
        reading.answerable and document.id == question.document and any(answer in text for answer in question.answers)
    )
    right = reading.answerable and question.is_answer(best.sentence)
    return Outcome(question.set, reading.without, best.probability, right, held)


if __name__ == "__main__":
    typer.run(main)
