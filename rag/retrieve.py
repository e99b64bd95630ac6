"""A question finds its candidates: both indexes are asked, their scores fused, the facts of what was found read."""

from collections.abc import Collection, Sequence

from index.folder import IndexFolder
from index.periods import period_key
from index.records import Document, Fact, Passage
from rag.records import Candidate, Question
from rag.vocabulary import plain

LEXICAL_DEPTH = 80  # passages asked of each index; the forty months of one indicator fit in
DENSE_DEPTH = 40
DENSE_WEIGHT = 0.35  # of the dense score beside the lexical one, both scaled to 0..1; see eval/bench/fusion.py


def retrieve(folder: IndexFolder, question: Question, readers: Collection[str] | None = None) -> list[Candidate]:
    """Find the passages that may answer, best first.

    Args:
        folder: The index.
        question: What is asked.
        readers: The groups of the one who asks; None sees everything.

    Returns:
        Candidates with their documents and facts, best first.
    """
    scores = _fused(folder, question, readers)
    kept = folder.store.passages(list(scores))
    names = sorted({p.document for p in kept.values()})
    documents = {name: found for name in names if (found := folder.store.document(name))}
    facts = folder.store.facts(names)
    candidates = [
        Candidate(
            passage, documents[passage.document], _inside(passage, facts.get(passage.document, [])), scores[number]
        )
        for number, passage in kept.items()
        if passage.document in documents
    ]
    return sorted(candidates, key=lambda c: (-c.score, c.document.id, c.passage.start))


def _fused(folder: IndexFolder, question: Question, readers: Collection[str] | None) -> dict[int, float]:
    asked = plain(question.text)
    words = list(dict.fromkeys([*folder.words.cut(asked), *folder.words.cut(question.text), *question.words]))
    keys = [period_key(m.period) for m in question.periods]
    lexical = dict(folder.lexical_search(words, LEXICAL_DEPTH, keys, readers))
    vector = folder.embedder.embed([question.text])[0]
    dense = dict(folder.dense_search(vector, DENSE_DEPTH, readers))
    best = max(lexical.values(), default=1.0) or 1.0
    return {
        number: (lexical.get(number, 0.0) / best + DENSE_WEIGHT * max(0.0, dense.get(number, 0.0))) / (1 + DENSE_WEIGHT)
        for number in {*lexical, *dense}
    }


def _inside(passage: Passage, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(f for f in facts if passage.start <= f.start < passage.end)


def text_of(document: Document, start: int, end: int) -> str:
    """A stretch of a document's canonical text."""
    return document.text[start:end]
