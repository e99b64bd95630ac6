"""Train the model that says which fact a question asks for: `jushi fit figures DATA_DIR REAL_FILES`.

It learns from questions whose figure is known: those made of headlines (`eval.bench.headlines`), the working part of
`news_figures_2022_2025.jsonl`, questions worded by readers of news (`eval/golden/news.jsonl`), twins
(`eval.training.cases`), and the golden sets `seeds`, `real` and the odd half of `office`. The held-out thirds of the
benches and the other golden sets are not read.
"""

import hashlib
import platform
import random
import sys
from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from eval.bench.bodies import open_index
from eval.bench.figures import part_of
from eval.bench.headlines import questions
from eval.bench.news import NEWS, QUESTIONS, read_items, read_questions, read_worded
from eval.gate import indexed
from eval.golden import Golden, load
from eval.training.cases import of_golden, of_news, of_worded, twins
from eval.training.examples import Example, examples
from rag.features import COLUMNS
from rag.model import FIGURES
from rag.trees import Trees

SEED = 20_260_501
TREES, LEAVES, RATE = 250, 16, 0.045
FEWEST = 30  # examples in a leaf
SHRINK = 3.0  # L2
ASKED = 3.0  # how much a question that a person or an editor worded counts beside a twin
GOLDEN = Path(__file__).with_name("golden")
SEEDS = GOLDEN.parent.parent / "seeds"
# More of these never speaks against a fact, more of those never for it.
_FOR = ("words in", "characters in", "measure", "period", "unit", "retrieved", "ranked", "closeness", "rare words")
_AGAINST = (
    "narrowed",
    "before",
    "between",
    "after",
    "heaviest",
    "missing",
    "other",
    "distance",
    "forecast",
    "rounded",
    "said of",
    "counts",
    "last",
    "words by",
)


def main(data: Path, real: Path, index: Path, out: Path = FIGURES) -> None:
    """Train the model and write it with its card.

    Args:
        data: The folder of the data sets.
        real: The files of the golden questions over real pages.
        index: Where the index of the news is, or will be made.
        out: Where the model is written.
    """
    chosen = random.Random(SEED)
    folder = open_index(data, index)
    given = read_questions(data)
    used = {name for question in given for name in question.documents}
    headlines = [q for q in questions(read_items(data), used) if not q.undated]
    asked = [of_news(q) for q in chain(headlines, given) if part_of(q) == "working"]
    asked += [of_worded(q) for q in read_worded() if part_of(q) == "working"]
    others = twins(folder, chosen)
    learned = [*examples(folder, asked, ASKED, chosen), *examples(folder, others, 1.0, chosen)]
    sets = golden_sets(real)
    for goldens, documents, today in sets:
        with indexed([documents]) as assistant:
            cases = [of_golden(g, today) for g in goldens if g.wants_figure or g.refuse]
            learned += examples(assistant.folder, cases, ASKED, chosen)
    out.parent.mkdir(parents=True, exist_ok=True)
    fit(learned).save(out)
    counts = {"questions": len(asked), "twins": len(others), "golden": sum(len(g) for g, _, _ in sets)}
    out.with_name("README.md").write_text(card(counts, data), encoding="utf-8")
    sys.stdout.write(f"{counts}, {sum(len(e.rows) for e in learned)} facts: {out}, {out.stat().st_size} bytes\n")


def golden_sets(real: Path) -> list[tuple[list[Golden], Path, date]]:
    """The golden sets that are learned from, with their documents and the day they are asked."""
    odd = [g for g in load(GOLDEN / "office.jsonl") if int(g.id.rpartition("-")[2]) % 2]
    return [
        (load(GOLDEN / "seeds.jsonl"), SEEDS, date(2026, 5, 1)),
        (load(GOLDEN / "real.jsonl"), real, date(2026, 5, 1)),
        (odd, GOLDEN / "office", date(2026, 7, 31)),
    ]


def fit(learned: Sequence[Example]) -> Trees:
    """Fit trees to examples; more agreement never lowers what they say."""
    import lightgbm

    classifier = lightgbm.LGBMClassifier(
        n_estimators=TREES,
        num_leaves=LEAVES,
        learning_rate=RATE,
        min_child_samples=FEWEST,
        reg_lambda=SHRINK,
        monotone_constraints=[direction(name) for name in COLUMNS],
        random_state=SEED,
        deterministic=True,
        force_row_wise=True,
        n_jobs=1,
        verbose=-1,
    )
    right = np.concatenate([e.right for e in learned])
    weights = np.concatenate([np.full(len(e.rows), e.weight) for e in learned])
    names = [f"f{n}" for n in range(len(COLUMNS))]  # LightGBM takes no spaces and commas
    classifier.fit(np.vstack([e.rows for e in learned]), right, sample_weight=weights, feature_name=names)
    return trees_of(classifier, COLUMNS)


def trees_of(model: Any, names: Sequence[str]) -> Trees:
    """The trees of a LightGBM model, under the names of their columns."""
    return Trees.from_lightgbm({**model.booster_.dump_model(), "feature_names": list(names)})


def direction(name: str) -> int:
    """1 where more of a feature may only speak for a fact, -1 where it may only speak against it, else 0."""
    if name == "period stated":
        return 0
    return 1 if name.startswith(_FOR) else -1 if name.startswith(_AGAINST) else 0


def card(counts: dict[str, int], data: Path) -> str:
    """The model card: what it was trained on, with what, and how to do it again."""
    import lightgbm

    sums = [
        f"- `{name}`: sha256 `{hashlib.sha256((data / name).read_bytes()).hexdigest()}`" for name in (NEWS, QUESTIONS)
    ]
    return f"""# figures.npz: which fact does a question ask for?

{TREES} gradient-boosted trees of {LEAVES} leaves over the features of `rag/features.py`, trained with LightGBM {lightgbm.__version__}
(Python {platform.python_version()}, seed {SEED}) and run from plain arrays by `rag/trees.py`. They give the probability that a fact of
the right period is the one asked for; more agreement never lowers it (monotone constraints).

Trained on {counts["questions"]} questions for figures of news, {counts["twins"]} made of facts that two items give in different words, and
{counts["golden"]} golden questions of this repository. Each was also shown without the documents that answer it, with few documents,
and altered so that nothing answers it. `eval/bench/figures.py` measures it on thirds that were not read.

Data, which belong to their publishers and are not part of the model:
{chr(10).join(sums)}

Again: `jushi fit figures DATA_DIR REAL_FILES --out rag/model/figures.npz`.
"""
