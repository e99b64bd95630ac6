"""A question finds its candidates: both indexes are asked, their scores fused, the facts of what was found read."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from index.folder import IndexFolder
from index.periods import period_key
from index.records import Period
from rag.records import Candidate, Question
from rag.vocabulary import UNSURE, plain

LEXICAL_DEPTH = 80  # passages asked of each index; the forty months of one indicator fit in
PERIOD_DEPTH = 40  # of the right period, where one is asked for
DENSE_DEPTH = 40
MOST = 70  # candidates whose facts and sentences are read; 160 take twice the time for one news question more of 347
DENSE_WEIGHT = 0.5  # of the dense score beside the lexical one, both scaled to 0..1; see eval/bench/reading.py


def retrieve(folder: IndexFolder, question: Question, readers: Collection[str] | None = None) -> list[Candidate]:
    """Find the passages that may answer, best first.

    Args:
        folder: The index.
        question: What is asked.
        readers: The groups of the one who asks; None sees everything.

    Returns:
        Candidates with their documents and facts, best first.
    """
    fused = _fused(folder, question, readers)
    scores = dict(sorted(fused.items(), key=lambda item: (-item[1], item[0]))[:MOST])
    kept = folder.store.passages(list(scores))
    names = {p.document for p in kept.values()}
    documents = {name: found for name in names if (found := folder.store.document(name))}
    facts = folder.store.facts_of(list(kept))
    candidates = [
        Candidate(passage, documents[passage.document], tuple(facts.get(number, ())), scores[number])
        for number, passage in kept.items()
        if passage.document in documents
    ]
    return sorted(candidates, key=lambda c: (-c.score, c.document.id, c.passage.start))


def _fused(folder: IndexFolder, question: Question, readers: Collection[str] | None) -> dict[int, float]:
    asked = plain(question.text)
    topic = [one for word in question.words for one in word.removeprefix(UNSURE).split("|")]
    words = list(dict.fromkeys([*folder.words.cut(asked), *folder.words.cut(question.text), *topic]))
    keys = sorted({key for m in question.periods for key in _keys(m.period)})
    search = folder.lexical.search
    lexical = dict(search(words, LEXICAL_DEPTH, periods=keys, readers=readers))
    if keys:  # the months before and after say the same words: those of the right period get places of their own
        lexical |= dict(search(words, PERIOD_DEPTH, periods=keys, readers=readers, only=True))
    vector = folder.embedder.embed_queries([question.text])[0]
    dense = dict(folder.dense_search(vector, DENSE_DEPTH, readers))
    best = max(lexical.values(), default=1.0) or 1.0
    return {
        number: (lexical.get(number, 0.0) / best + DENSE_WEIGHT * max(0.0, dense.get(number, 0.0))) / (1 + DENSE_WEIGHT)
        for number in {*lexical, *dense}
    }


def _keys(period: Period) -> list[str]:
    """Keys under which facts of a period may stand: its own, and those of the spans that end with it."""
    end = period.end
    starts = {
        period.start,
        end,
        end.replace(day=1),
        end.replace(month=(end.month - 1) // 3 * 3 + 1, day=1),
        date(end.year, 1, 1),
    }
    return [period_key(replace(period, start=start)) for start in starts]
