"""What the bundled embedder is trained and tested on: pairs of texts that belong together, in families."""

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEED = 20260101
# Source of a pair -> family, and how often an epoch sees it. A batch holds one family: its negatives are of a kind.
SOURCES = {
    "crud_origtitle_body": ("titles", 1.0),
    "finna_title_body": ("titles", 1.0),
    "csl_title_abstract": ("titles", 1.0),
    "ncpqa_q_a": ("answers", 1.0),
    "med_dialogue_ask_answer": ("answers", 0.5),
    "qbqtc_query_title": ("searches", 1.0),
    "afqmc": ("paraphrases", 0.3),
    "atec": ("paraphrases", 0.3),
    "bq": ("paraphrases", 0.3),
    "atec_ccks": ("paraphrases", 0.3),
    "manythings_en_zh": ("sentences", 1.0),
    "wmt21_en-zh": ("news sentences", 2.0),
    "wmt21_zh-en": ("news sentences", 2.0),
    "insuranceqa_q_en_zh": ("insurance", 0.3),
    "cedict": ("dictionary", 0.5),
}
OTHER_SOURCE = ("paraphrases", 1.0)
CLOZE_LENGTHS = range(12, 81)  # characters of a sentence taken for a question
CLOZE_AROUND = 3  # sentences before and after it
# Family -> the task that its pairs held out are, and how many.
HELD_OUT = {
    "sentences": ("English sentence → Chinese", 2_000),
    "news sentences": ("English news sentence → Chinese", 500),
    "news": ("news title → body", 2_000),
}
DATA_FILES = (
    "pairs_zh_en.jsonl.gz",
    "news_2022_2025.jsonl.gz",
    "news_figures_2022_2025.jsonl",
    "web_news_2023.jsonl.gz",
    "reading_drcd_dev.json.gz",
    "reading_drcd_test.json.gz",
    "reading_cmrc2018_trial.json.gz",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: a question and its passage, a sentence and its translation."""

    family: str
    left: str
    right: str
    share: float = 1.0


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a `.jsonl` or `.jsonl.gz` file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_pairs(data: Path) -> list[Pair]:
    """All pairs to train on or to hold out: the pairs file, titles and bodies of the news, openings of web news.

    News items that stand in `news_figures_2022_2025.jsonl` are left out: they are the product's test.

    Args:
        data: the folder of the data files.

    Returns:
        The pairs in the order of the files.
    """
    pairs = []
    for item in read_lines(data / "pairs_zh_en.jsonl.gz"):
        family, share = SOURCES.get(item["src"], OTHER_SOURCE)
        pairs.append(Pair(family, item["q"], item["p"], share))
    tested = {name for item in read_lines(data / "news_figures_2022_2025.jsonl") for name in item["documents"]}
    for item in read_lines(data / "news_2022_2025.jsonl.gz"):
        if item["id"] not in tested:
            pairs.append(Pair("news", item["title"], item["text"]))
    for item in read_lines(data / "web_news_2023.jsonl.gz"):
        opening, _, rest = item["text"].partition("。")
        if 8 <= len(opening) <= 200 and len(rest) >= 50:
            pairs.append(Pair("openings", opening, rest))
    return pairs


def cloze(pairs: Sequence[Pair], dice: random.Random) -> list[Pair]:
    """A sentence of each news text and the sentences around it (inverse cloze task, Lee et al. 2019).

    Args:
        pairs: of all families; only news and web news are used.
        dice: what draws the sentence.

    Returns:
        A pair for each text that has a sentence of fitting length and others around it.
    """
    found = []
    for pair in pairs:
        sentences = pair.right.split("。") if pair.family in {"news", "openings"} else []
        fitting = [i for i, sentence in enumerate(sentences) if len(sentence) in CLOZE_LENGTHS]
        if fitting and len(sentences) > CLOZE_AROUND:
            i = dice.choice(fitting)
            around = sentences[max(0, i - CLOZE_AROUND) : i] + sentences[i + 1 : i + 1 + CLOZE_AROUND]
            found.append(Pair("cloze", sentences[i], "。".join(around)))
    return found


def hold_out(pairs: Sequence[Pair], family: str, count: int, dice: random.Random) -> tuple[list[Pair], list[Pair]]:
    """Set pairs of one family aside for testing.

    Args:
        pairs: pairs of all families.
        family: the family to draw from.
        count: how many pairs, all different on both sides.
        dice: what draws them.

    Returns:
        The pairs left for training, none of which shares a side with a pair held out; the pairs held out.
    """
    drawn: list[Pair] = []
    lefts: set[str] = set()
    rights: set[str] = set()
    for pair in dice.sample(
        [pair for pair in pairs if pair.family == family], len([p for p in pairs if p.family == family])
    ):
        if len(drawn) < count and pair.left not in lefts and pair.right not in rights:
            drawn.append(pair)
            lefts.add(pair.left)
            rights.add(pair.right)
    return [pair for pair in pairs if pair.left not in lefts and pair.right not in rights], drawn


def set_aside(pairs: Sequence[Pair]) -> tuple[list[Pair], dict[str, list[Pair]]]:
    """Split what is trained on from what is tested on.

    Args:
        pairs: pairs of all families, as `read_pairs` gives them.

    Returns:
        The pairs left for training; those held out, by the name of their task (`HELD_OUT`).
    """
    left, held_out = list(pairs), {}
    for family, (task, count) in HELD_OUT.items():
        left, held_out[task] = hold_out(left, family, count, random.Random(SEED))
    return left, held_out


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
