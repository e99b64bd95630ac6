"""English words of a question get Chinese ones: from a table of terms, else those nearest to them in the embedding model."""

import re
from functools import cache
from importlib.resources import files
from typing import Protocol, runtime_checkable

from rag.vocabulary import GENERIC, UNSURE

NEAREST = 8  # tokens looked at for a word
SURE = 0.33  # cosine from which a Chinese word may stand for an English one
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_NAME = re.compile(r"(?=.*[a-z])(?=.*\d)(?!\d+(?:st|nd|rd|th)$).+")  # 5g, l3: Chinese texts write it so too
_WORD = re.compile(r"[a-z0-9][a-z0-9'\-]*", re.I)


@runtime_checkable
class Lexicon(Protocol):
    """A model that can name the tokens nearest to a text."""

    def nearest(self, text: str, k: int) -> list[tuple[str, float]]:
        """Find the k tokens nearest to a text: (token, cosine), best first."""
        ...


def is_english(text: str) -> bool:
    """Whether a question is written in Latin letters, without a Chinese character."""
    return not re.search(r"[\u4e00-\u9fff]", text) and re.search(r"[A-Za-z]{3}", text) is not None


def glossed(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the content words of an English text, each as its alternatives: `exports|出口`.

    Args:
        text: The question, without its periods.
        lexicon: The model.

    Returns:
        A word a term; what has no Chinese word stands alone.
    """
    words = [w.lower().removesuffix("'s") for w in _WORD.findall(text)]
    terms = _terms()
    found, at = [], 0
    while at < len(words):
        length = next((n for n in range(min(7, len(words) - at), 0, -1) if " ".join(words[at : at + n]) in terms), 0)
        if length:
            term = " ".join(words[at : at + length])
            found.append(f"{term}|{terms[term]}")
        elif words[at] not in GENERIC and not re.search(r"(?:ed|ing)$", words[at]):  # what was done to it says little
            near = _near(words[at], lexicon)
            found.append(words[at] if _NAME.fullmatch(words[at]) else UNSURE + "|".join([words[at], *near]))
        at += length or 1
    return tuple(dict.fromkeys(found))


@cache
def _terms() -> dict[str, str]:
    lines = files("rag").joinpath("glossary.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {english.strip(): chinese.strip() for english, _, chinese in pairs}


def _near(word: str, lexicon: Lexicon) -> list[str]:
    near = lexicon.nearest(word, NEAREST) if word.isalpha() else []
    return [token for token, cosine in near if cosine >= SURE and _HAN.fullmatch(token)]
