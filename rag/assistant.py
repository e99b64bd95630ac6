"""The pipeline on one screen: understand, retrieve, answer with citations, or refuse."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from index.errors import UsageError
from index.folder import IndexFolder
from index.models import Models
from index.protocol import Store
from index.records import Hit
from rag.answer import ENOUGH, SURE, sentence_answer
from rag.compose import figure_answer, figures_answer, is_answered, related_figures
from rag.crossencoder import Reranking
from rag.glossary import Lexicon
from rag.match import Match, matches
from rag.parts import Read, parts
from rag.person import asks_for_post, person_answer
from rag.records import Answer, Candidate, Question, Related
from rag.rerank.features import ASKERS, READ, Found
from rag.rerank.ranker import LearnedRanker, answer_model, passage_ranker
from rag.rerank.sentences import LOOKED_AT
from rag.retrieve import MOST, candidates_of, names_told, passages_found
from rag.understand import understand
from rag.vocabulary import Vocabulary, reading_with

REFUSAL = "文档里没有找到这个问题的答案。"
LONGEST_QUESTION = 2000  # characters


class Assistant:
    """Answers questions from an index, in the words of its documents."""

    def __init__(
        self,
        folder: Store,
        vocabulary: Vocabulary | None = None,
        reranking: Reranking | None = None,
        enough: float | None = None,
    ) -> None:
        self.folder, self._vocabulary, self._reranking = folder, vocabulary, reranking
        self._enough = ENOUGH if enough is None else enough

    @cached_property
    def _ranker(self) -> LearnedRanker:
        return passage_ranker(self.folder)

    @classmethod
    def open(
        cls,
        path: Path | str,
        notice: Callable[[str], None] = lambda _: None,
        vocabulary: Vocabulary | None = None,
        models: Models | None = None,
        reranking: Reranking | None = None,
        enough: float | None = None,
    ) -> "Assistant":
        """Open the index in a folder.

        Args:
            path: The folder.
            notice: Called with a line where something had to be mended.
            vocabulary: Abbreviations beside those of the language.
            models: The embedding model wanted and how it runs; by default the index's own.
            reranking: Sorts what is found anew; by default nothing does.
            enough: The probability from which a sentence is said to answer; by default `rag.answer.ENOUGH`.

        Returns:
            The assistant.

        Raises:
            BrokenIndexError: There is none, or it is damaged or of another version or model.
            JushiError: Its model cannot be loaded.
        """
        return cls(IndexFolder.open(Path(path), notice, models), vocabulary, reranking, enough)

    def ask(
        self,
        question: str,
        *,
        today: date | None = None,
        history: Sequence[str] = (),
        readers: Collection[str] | None = None,
    ) -> Answer:
        """Answer a question, or refuse.

        Args:
            question: What is asked, at most 2,000 characters.
            today: The day it is asked; this machine's by default.
            history: Earlier questions of the conversation, oldest first.
            readers: The groups of the one who asks; None sees every document.

        Returns:
            The answer; `refused` is set where the documents do not say.

        Raises:
            UsageError: The question is empty or too long.
        """
        began = time.perf_counter()
        question = question.encode("utf-8", "replace").decode()  # a lone surrogate could not be written out again
        with reading_with(self._vocabulary):
            answer = self._answer(question, today, history, readers)
        return replace(answer, question=question, ms=(time.perf_counter() - began) * 1000)

    def _answer(
        self, question: str, today: date | None, history: Sequence[str], readers: Collection[str] | None
    ) -> Answer:
        asked = self.understood(question, today, history)
        found, fused = passages_found(self.folder, asked, readers)
        if known := names_told(asked, found, self.folder.words):
            asked = self.understood(question, today, history, known)
        answer, near = None, tuple[Related, ...]()
        if (asked.words or asked.periods) and (asked.kind == "figure" or not asked.lost):
            order = self._ranker.ranked(asked, found, readers)
            if asked.kind == "figure" or asked.is_keywords:
                read = partial(self.understood, today=today, known=known)
                answer, near = self._figures(asked, self._with_facts(found, fused, order), read, readers)
            told = (asked.kind != "figure" or asked.asks_how_long) and not asked.lost
            if told and answer is None and not asked.is_dated_keywords:
                answer, near = self._passages(asked, self._best(asked, found, order), readers)
        answer = answer or _refusal(asked, near)
        if asked.completed:
            answer = replace(answer, assumed=(f"问题按上文理解为：{asked.text}", *answer.assumed))
        return answer

    def understood(
        self, question: str, today: date | None, history: Sequence[str] = (), known: Collection[str] = ()
    ) -> Question:
        """Read a question as `ask` does; names that are `known` are words of it."""
        embedder = self.folder.embedder
        lexicon = embedder if isinstance(embedder, Lexicon) else None
        return understand(_checked(question), today or date.today(), self.folder.words, history, lexicon, known)

    def ranked(self, asked: Question, found: Sequence[Found]) -> list[Candidate]:
        """What was found, best first, as `ask` reads it: where its sentences answer, the first alone that may."""
        return self._best(asked, found, self._ranker.ranked(asked, found))

    def _best(self, asked: Question, found: Sequence[Found], order: Sequence[tuple[int, float]]) -> list[Candidate]:
        """Those that are not weighed have 0: so the models that read on have learned it."""
        ranked = [(n, score if k < READ else 0.0) for k, (n, score) in enumerate(order)]
        if asked.kind != "person" and not self._reranking:
            ranked = [(n, score) for n, score in ranked if found[n].passage.speaker not in ASKERS][:LOOKED_AT]
        best = candidates_of(self.folder, [found[n] for n, _ in ranked], [score for _, score in ranked])
        return self._reranking.sorted(asked.text, best) if self._reranking else best

    def _passages(
        self, asked: Question, ranked: Sequence[Candidate], readers: Collection[str] | None
    ) -> tuple[Answer | None, tuple[Related, ...]]:
        sentences = answer_model(self.folder, readers)
        if asked.kind == "person" and (answer := person_answer(self.folder, asked, ranked, readers, sentences)):
            return answer, ()
        # who holds a post that nobody is said to hold is told by a sentence only where that is sure
        enough = max(self._enough, SURE) if asked.kind == "person" and asks_for_post(asked) else self._enough
        return sentence_answer(asked, ranked, sentences, enough)

    def _figures(
        self, asked: Question, candidates: Sequence[Candidate], read: Read, readers: Collection[str] | None
    ) -> tuple[Answer | None, tuple[Related, ...]]:
        found = self._matches(asked, candidates, readers)
        several = [self._part(part, read, readers) for part in parts(asked, read)]
        answer = figures_answer(asked, several) if several else None
        answer = answer or figure_answer(asked, found)
        return answer, () if answer else related_figures(asked, found)

    def _part(self, part: Question, read: Read, readers: Collection[str] | None) -> tuple[Question, list[Match]]:
        """A part of a question with its facts; read in full where nothing answers it as it stands: so all of it has to be said."""
        found = self._matches(part, self.with_facts(part, readers), readers)
        if part.in_full and not is_answered(part, found):
            whole = replace(read(part.in_full), kind="figure")
            further = [m for m in self._matches(whole, self.with_facts(whole, readers), readers) if not m.missing]
            if is_answered(whole, further):
                return whole, further
        return part, found

    def _matches(
        self, asked: Question, candidates: Sequence[Candidate], readers: Collection[str] | None
    ) -> list[Match]:
        return matches(asked, candidates, self.folder.words, partial(self.folder.rarity, readers=readers))

    def with_facts(self, asked: Question, readers: Collection[str] | None = None) -> list[Candidate]:
        """What was found with its facts, as a question for a figure is answered with."""
        found, fused = passages_found(self.folder, asked, readers)
        return self._with_facts(found, fused, self._ranker.ranked(asked, found, readers))

    def _with_facts(
        self, found: Sequence[Found], fused: Sequence[float], order: Sequence[tuple[int, float]]
    ) -> list[Candidate]:
        ranked = dict(order)
        best = max(ranked.values(), default=1.0) or 1.0
        return candidates_of(self.folder, found, fused, [ranked[n] / best for n in range(len(found))])

    def search(
        self, question: str, k: int = 10, *, today: date | None = None, readers: Collection[str] | None = None
    ) -> list[Hit]:
        """Find the passages nearest to a question.

        Args:
            question: What is asked, at most 2,000 characters.
            k: How many passages at most.
            today: The day it is asked; this machine's by default.
            readers: The groups of the one who asks; None sees every document.

        Returns:
            The passages with their scores, best first.

        Raises:
            UsageError: The question is empty or too long.
        """
        with reading_with(self._vocabulary):
            asked = self.understood(question, today)
            found, _ = passages_found(self.folder, asked, readers, max(MOST, k))
            read = max(k, self._reranking.candidates if self._reranking else 0)
            first = self._ranker.ranked(asked, found, readers)[:read]
            hits, scores = [found[place] for place, _ in first], [score for _, score in first]
            best = candidates_of(self.folder, hits, scores, with_facts=False)
            if self._reranking:
                best = self._reranking.sorted(asked.text, best)
        return [Hit(c.passage, c.score, c.document.title, c.document.dating.day) for c in best[:k]]


def _checked(question: str) -> str:
    if not question.strip():
        raise UsageError("the question is empty: type what you want to know")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"the question has {len(question)} characters: the limit is {LONGEST_QUESTION}")
    return question


def _refusal(question: Question, near: tuple[Related, ...]) -> Answer:
    return Answer(question.text, question.kind, REFUSAL, refused=True, related=near)
