"""Questions with the stretch of text that answers them: those of a reading set, and some made of sentences."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import rjieba

from index.train.data import Pair, read_lines

READING = "reading_drcd_dev.json.gz"
MADE, MADE_SHARE = 4, 0.5  # questions made of a text, and how often an epoch sees each
STRETCH = 220  # characters of the stretch around a sentence, about what a passage has
SENTENCE = range(14, 91)  # characters of a sentence that is asked for
KEPT = (0.3, 0.7)  # of its words, those that a made question has
ENDINGS = (
    "是什么？",
    "是多少？",
    "有多少？",
    "是谁？",
    "是哪里？",
    "是什么时候？",
    "哪一个？",
    "为什么？",
    "怎么样？",
    "如何？",
)

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")


def read_questions(data: Path) -> list[Pair]:
    """The questions of the reading set that is trained on, each with what of its passage holds the answer.

    Args:
        data: the folder of the data files.

    Returns:
        Pairs of the family `questions`.
    """
    reading = next(read_lines(data / READING))
    found = []
    for query in reading["queries"]:
        stretches = list(_stretches(reading["passages"][query["pid"]]))
        holding = (s for s in stretches if any(answer in s for answer in query["answers"]))
        found.append(Pair("questions", query["q"], next(holding, stretches[0])))
    return found


def made_questions(texts: Sequence[str], dice: random.Random) -> list[Pair]:
    """Questions made of some words of a sentence, with the stretch of the text around it.

    Args:
        texts: what is asked about, `MADE` times each.
        dice: what draws the sentence and the words.

    Returns:
        Pairs of the family `made`.
    """
    found = []
    for text in texts:
        stretches = list(_stretches(text))
        for stretch in dice.choices(stretches, k=MADE) if stretches else []:
            fitting = [sentence for sentence in _SENTENCE.findall(stretch) if len(sentence) in SENTENCE]
            if fitting:
                found.append(Pair("made", asked_of(dice.choice(fitting), dice), stretch, MADE_SHARE))
    return found


def askable(data: Path, pairs: Sequence[Pair]) -> list[str]:
    """The texts that questions are made of: news, web news and the passages of the reading set."""
    news = [pair.right for pair in pairs if pair.family in {"news", "openings"}]
    return [*news, *next(read_lines(data / READING))["passages"]]


def asked_of(sentence: str, dice: random.Random) -> str:
    """Some words of a sentence with the end of a question: as a user asks who remembers part of it.

    Args:
        sentence: what is asked for.
        dice: what draws the words and the end.

    Returns:
        The question.
    """
    words = [word for word in rjieba.cut(sentence) if word.isalnum()]
    share = dice.uniform(*KEPT)
    kept = [word for word in words if dice.random() < share]
    return "".join(kept or words) + dice.choice(ENDINGS)


def _stretches(text: str) -> Iterator[str]:
    """Cut a text at sentence ends into stretches of about `STRETCH` characters."""
    stretch = ""
    for sentence in _SENTENCE.findall(text):
        if stretch and len(stretch) + len(sentence) > STRETCH:
            yield stretch
            stretch = ""
        stretch += sentence
    if stretch:
        yield stretch
