"""English terms and their Chinese: from a table, else the words nearest to them in the embedding model."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol, runtime_checkable

NEAREST = 8  # tokens looked at for a word
SURE = 0.33  # cosine from which a Chinese word may stand for an English one
LONGEST = 13  # words of a term
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_À-ž&+'.%]*(?:-[A-Za-z0-9]+)*|[\u4e00-\u9fff][\u4e00-\u9fff·、0-9]*")
# Who is 谢存?, not: DeepSeek是什么
_ASKS = re.compile(r"\b(?:who|what|when|where|which|why|how|growth|grew|grow|share|tell|list)\b", re.I)
_ASKS_IN_CHINESE = re.compile(r"什么|谁|哪|多少|几|吗|呢|怎|如何|为何|何时|是否|[？]")
_ARTICLES = re.compile("the|a|an|its|their|our|his|her|this|these|that|those", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_PLURAL = re.compile(r"(?<=[a-z]{2})(?:(?P<y>ies)|(?<=ss|sh|ch)es|(?<=x)es|(?<![sui])s)$")
_KEPT = frozenset(("news", "goods", "gas", "services", "series", "economics", "measures", "securities"))
_SPELLINGS = (
    (re.compile(r"centre"), "center"),
    (re.compile(r"(?<=[bv])our(?=s?$|ite)"), "or"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"aluminium"), "aluminum"),
    (re.compile(r"defence"), "defense"),
    (re.compile(r"isation"), "ization"),
    (re.compile(r"fibre"), "fiber"),
)


@runtime_checkable
class Lexicon(Protocol):
    """A model that can name the tokens nearest to a text."""

    def nearest(self, text: str, k: int) -> list[tuple[str, float]]:
        """Find the k tokens nearest to a text: (token, cosine), best first."""
        ...


@dataclass(frozen=True, slots=True)
class Term:
    """The Chinese of an English term, the usual word first; none where the term says nothing."""

    chinese: tuple[str, ...]
    verb: bool = False


def is_english(text: str) -> bool:
    """Whether a question is asked in English; what it asks about may be named in Chinese."""
    if re.search(r"[\u4e00-\u9fff]", text):
        return _ASKS.search(text) is not None and not _ASKS_IN_CHINESE.search(text)
    return re.search(r"[A-Za-z]{3}", text) is not None


def words_of(text: str) -> list[str]:
    """The words of an English text without articles; value-added is two, RISC-V and 5G-A are one."""
    tokens = _TOKEN.findall(re.sub(r"(?<=\d) ?per ?cent\b", "%", text.replace("’", "'")))
    words = [word for token in tokens for word in _parts(token.removesuffix("'s").rstrip(".'"))]
    return [word for word in words if not _ARTICLES.fullmatch(word)]


def _parts(token: str) -> Sequence[str]:
    return [token] if "-" not in token or re.search(r"\d|-[A-Z]\b", token) else token.split("-")


def term_at(words: Sequence[str], at: int) -> tuple[int, Term | None]:
    """Find the longest term that begins at a word.

    Args:
        words: Lower case, hyphenated words in their parts.
        at: Which of them.

    Returns:
        How many words it has, and the term; (0, None) where none begins there.
    """
    table = _terms()
    keys = [_key(word) for word in words[at : at + LONGEST]]
    for length in range(len(keys), 0, -1):
        if term := table.get(" ".join(keys[:length])):
            return length, term
    return 0, None


def guesses(word: str, lexicon: Lexicon | None) -> list[str]:
    """The Chinese words that may stand for one that no term has."""
    near = lexicon.nearest(word, NEAREST) if lexicon and word.isalpha() else []
    return [token for token, cosine in near if cosine >= SURE and _HAN.fullmatch(token)]


@cache
def _terms() -> Mapping[str, Term]:
    lines = files("rag").joinpath("glossary.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    table = {}
    for english, _, chinese in pairs:
        said = chinese.strip()
        key = " ".join(map(_key, words_of(english)))
        table[key] = Term(tuple(said.removeprefix("!").split("|")) if said else (), said.startswith("!"))
    return table


def _key(word: str) -> str:
    """A word in the singular and in American spelling."""
    if not word.isalpha() or word in _KEPT:
        return word
    for spelling, usual in _SPELLINGS:
        word = spelling.sub(usual, word)
    return _PLURAL.sub(lambda m: "y" if m["y"] else "", word)
