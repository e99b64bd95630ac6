"""English phrases in Chinese order: what qualifies a thing goes before it, what is done with it goes behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from rag.glossary import Lexicon, Term, guesses, term_at, words_of
from rag.vocabulary import GENERIC, UNSURE

MOST_GUESSED = 12  # words of a question that no term has: each takes the model a look at its whole table

# 5G, L2, AG600, BYD: Chinese texts write them so too
_NAME = re.compile(r"[\u4e00-\u9fff].*|(?=.*[A-Za-z])(?=.*\d)(?!\d+(?:st|nd|rd|th)$).+|(?=.*[A-Z].*[A-Z]).+")
_PREPOSITIONS = re.compile(
    r"of|in|on|at|by|for|from|with|within|to|into|under|between|among|through"
    r"|via|against|across|over|during|as|about|per|since|until|after|before|using|regarding|concerning"
)
# What stands between the thing asked for and what is said of it.
_CLAUSES = re.compile(
    r"is|are|was|were|been|be|do|does|did|has|have|had|will|would|can"
    r"|could|should|may|might|came|comes|come|took|take|takes|made|makes|make|stood|stand|saw|see|recorded|achieved|posted|reported|experienced"
)
_SHARE = frozenset(("share", "proportion", "percentage", "percent", "fraction", "accounted", "account"))
_CALLED = ("industry", "sector", "field")
_EVENT = re.compile("举行|召开|开始|启动|开通|获得")
_DONE = re.compile(r"(?:ed|ing|ly)$")  # what was done to it, and how, says little
_GATHERING = re.compile(r"(?:会|论坛)$")
_PLURAL = re.compile(r"(?<![sui])s$")


@dataclass(slots=True)
class Clause:
    """What stands on one side of the verb, in parts that each follow a preposition; the first follows none."""

    parts: list["Part"] = field(default_factory=lambda: [Part()])
    verb: str = ""  # before what it is done to: 支持|中小企业
    share: bool = False  # a share of something is named in it

    def cut(self, at: int) -> tuple["Clause", "Clause"]:
        """Its parts before one of them, and from there."""
        return Clause(self.parts[:at], self.verb), Clause(self.parts[at:])


@dataclass(slots=True)
class Part:
    """A preposition with what it governs."""

    preposition: str = ""
    nouns: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    plural: bool = False

    @property
    def said(self) -> str:
        """What it names; 上 behind a meeting that something was said at."""
        said = re.sub(r"^和+|和+$|(?<=和)和", "", "".join(self.nouns))
        return said + "上" if self.preposition == "at" and _GATHERING.search(said) else said


def in_chinese(*clauses: Clause, asking: str = "") -> str:
    """Clauses as a Chinese phrase.

    Args:
        *clauses: In each, what qualifies a thing goes before it, and what qualifies a verb behind its subject.
        asking: A question word, which goes before the verbs.

    Returns:
        The phrase, with the verbs of all clauses at its end.
    """
    nouns = "".join(clause.verb + "".join(part.said for part in _ordered(clause.parts)) for clause in clauses)
    return nouns + asking + "".join(verb for clause in clauses for part in clause.parts for verb in part.verbs)


def without_events(clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses without verbs that say only that something is there: how many forums were held."""
    return [
        replace(clause, parts=[replace(p, verbs=[v for v in p.verbs if not _EVENT.fullmatch(v)]) for p in clause.parts])
        for clause in clauses
    ]


def _ordered(parts: Sequence[Part]) -> Iterator[Part]:
    at = next((k + 1 for k, part in enumerate(parts) if part.verbs), len(parts))
    return chain(reversed(parts[:at]), reversed(parts[at:]))


class PhraseReader:
    """Reads the clauses of an English question.

    `synonyms` gives the alternatives of a Chinese word, `unsure` the words that no term has, each with its guesses.

    Args:
        lexicon: Gives the Chinese words nearest to what no term has; without it such words have none.
    """

    def __init__(self, lexicon: Lexicon | None) -> None:
        self._lexicon = lexicon
        self.synonyms: dict[str, str] = {}
        self._guessed: dict[str, str] = {}

    @property
    def unsure(self) -> tuple[str, ...]:
        """The words that no term has, with the Chinese that may stand for them."""
        return tuple(self._guessed.values())

    def clauses(self, text: str) -> list[Clause]:
        """Read the clauses of a question: what stands before its verb, and what behind."""
        clauses = [Clause()]
        terms = list(self._terms(text))
        for (word, term), (_, object_) in pairwise([*terms, ("", None)]):
            clause = clauses[-1]
            if term is not None and term.verb and object_ is not None and object_.chinese and not object_.verb:
                clauses.append(Clause(verb=term.chinese[0]))
            elif term is not None:
                self._add(clause.parts[-1], word, term)
            elif _CLAUSES.fullmatch(word):
                clauses.append(Clause())
            elif word in _SHARE:
                clause.share = True
            elif _PREPOSITIONS.fullmatch(word):
                clause.parts.append(Part(word))
            elif word in ("and", "&"):
                clause.parts[-1].nouns.append("和")
            elif word.lower() not in GENERIC:
                self._unknown(clause.parts[-1], word)
        return clauses

    def _terms(self, text: str) -> Iterator[tuple[str, Term | None]]:
        """The terms of a text with their last word; what is none stands alone, in lower case but for names."""
        words = words_of(text)
        lower = [word.lower() for word in words]
        at = 0
        while at < len(words):
            length, term = term_at(lower, at)
            word = lower[at + length - 1] if length else words[at] if _NAME.fullmatch(words[at]) else lower[at]
            yield word, term
            at += length or 1

    def _add(self, part: Part, word: str, term: Term) -> None:
        if not term.chinese or (part.nouns and (part.nouns[-1] in term.chinese or word in _CALLED)):
            return  # nothing, the abbreviation of what was said (purchasing managers' index (PMI)), or the steel industry
        said = term.chinese[0]
        if len(term.chinese) > 1:
            self.synonyms[said] = "|".join(term.chinese)
        (part.verbs if term.verb else part.nouns).append(said)
        part.plural = part.plural or _PLURAL.search(word) is not None

    def _unknown(self, part: Part, word: str) -> None:
        if _NAME.fullmatch(word) or word[0].isdigit():
            part.nouns.append(word)
        elif not _DONE.search(word):
            part.plural = part.plural or _PLURAL.search(word) is not None
            if word not in self._guessed and len(self._guessed) < MOST_GUESSED:
                self._guessed[word] = UNSURE + "|".join([word, *guesses(word, self._lexicon)])
