"""Model cards: what a model is, what it was trained on, how to train it again, how well it does."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("numpy", "torch", "tokenizers", "sentence-transformers", "rjieba")
_CARD = """---
language: [zh, en]
library_name: sentence-transformers
tags: [static-embeddings, sentence-similarity, retrieval]
---
# {name}

A static embedding model for Chinese and English: {tokens:,} tokens, {dimension} dimensions (the first 128 work alone),
float32. A text's vector is the normalised mean of its tokens' vectors. Traditional characters, full-width letters and
capitals are folded inside `tokenizer.json`. `SentenceTransformer(folder)` and `index.embed.StaticEmbedder` give the
same vectors. It is made to find passages of Chinese news and official texts; it knows words, not their order, so it
tells neither who did what to whom nor one period or figure from another.

SHA-256 of `model.safetensors`: {sha256}

## Training

    jushi fit embedder --data ../shared/data --out index/model

{training} on one CPU core, seed and settings in `index/train/`; Python {python}, {versions}.
Another processor may differ in the last digits of the vectors.

| data | family | licence |
|---|---|---|
| CC-CEDICT entries | dictionary (half of them an epoch), folding of characters | CC BY-SA |
| manythings.org / Tatoeba sentences | English–Chinese | CC BY |
| WMT 2021 news test sets | English–Chinese | the text is its publishers' |
| daily TV news 2022–2025, titles and bodies | news, cloze | the text is its publishers' |
| both news, some words of a sentence as a question, and the text around it | made | the text is its publishers' |
| web news 2023, openings and rest | openings, cloze | the text is its publishers' |
| CRUD, FinNA, CSL titles and bodies | titles | see the data sets; the text is its publishers' |
| QBQTC, NCPQA, medical dialogue questions | searches, answers | see the data sets |
| DRCD dev, questions and passages | questions, made | CC BY-SA |
| LCQMC, AFQMC, ATEC, BQ, PAWS-X, OPPO, NLI, SimCLUE paraphrases | paraphrases | see the data sets |
| InsuranceQA questions (machine translated; three in ten an epoch) | insurance | see the data set |

Each pair of titles, news, openings, answers, cloze, questions and made ones has a hard negative, the text of another pair
of its family that BM25 finds by its words (`index/train/negatives.py`). DRCD test and CMRC 2018 trial (both CC BY-SA) are
only tested on; but two thirds of the articles of DRCD test have other passages in DRCD dev, and the families and the scale
of the softmax were chosen by what CMRC trial and DRCD test gained. None of the text is in this folder; of the news, the items
that the figure questions were made from were left out. SHA-256 of the files:

{hashes}

## Scores

Found among all the right-hand texts of the test, by cosine. The pairs were held out of training, with every pair that
shares a text with one; DRCD is in traditional characters. The figure questions were cut from titles and searched in
bodies of which others may hold the same figure, so that their figures are a lower bound.

| test | {measures} |
|---|{rule}
{scores}
"""


_ADAPTED = """---
language: [zh, en]
library_name: sentence-transformers
tags: [static-embeddings, sentence-similarity, retrieval]
---
# {name}

{base}, adapted to {documents:,} documents by `jushi fit embedder --index`: {tokens:,} tokens, {dimension} dimensions, float32.
The pairs were made without labels: a turn's question and its answer, a heading and what stands below it, a sentence and the
rest of its passage, words of a sentence and its passage. Only vectors of tokens that stand in those documents were moved. None of their text is in this folder;
which words they hold can be told from which vectors differ from those of {base}.

SHA-256 of `model.safetensors`: {sha256}

{settings}; Python {python}, {versions}.
The base model's card and licence hold for this one too: the bundled one is under CC BY-SA 4.0.

## Before and after

Of documents that were held out, one in five by the hash of their ids; found among all texts of the kind, by cosine. The
standard error takes the pairs of a document for one group.

{scores}
"""


def bundled_card(
    folder: Path, training: str, scores: Mapping[str, Mapping[str, float]], hashes: Mapping[str, str]
) -> str:
    """The bundled model's card.

    Args:
        folder: the model's folder, with `jushi.json` in it.
        training: how much was trained, in words.
        scores: by task, see `evaluate`.
        hashes: SHA-256 of each data file.

    Returns:
        Markdown.
    """
    model = json.loads((folder / "jushi.json").read_bytes())
    measures = list(next(iter(scores.values())))
    lines = [f"| {task} | " + " | ".join(f"{found[m]:.3f}" for m in measures) + " |" for task, found in scores.items()]
    return _CARD.format(
        **model,
        training=training,
        measures=" | ".join(measures),
        rule="---|" * len(measures),
        scores="\n".join(lines),
        hashes="\n".join(f"- `{name}` {digest}" for name, digest in hashes.items()),
        versions=_versions(),
        python=platform.python_version(),
    )


def adapted_card(folder: Path, base: str, documents: int, settings: str, scores: Sequence[str]) -> str:
    """The card of a model adapted to a user's documents.

    Args:
        folder: the model's folder, with `jushi.json` in it.
        base: name and hash of the model it started from.
        documents: how many were trained on.
        settings: seed and schedule, in words.
        scores: what was measured before and after, a line each.

    Returns:
        Markdown.
    """
    return _ADAPTED.format(
        **json.loads((folder / "jushi.json").read_bytes()),
        base=base,
        documents=documents,
        settings=settings,
        scores="\n".join(f"- {line}" for line in scores),
        versions=_versions(),
        python=platform.python_version(),
    )


def _versions() -> str:
    return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
