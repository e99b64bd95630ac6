"""A question finds its candidates: both indexes are asked, their scores fused, the facts of what was found read."""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import islice, pairwise

from index.periods import period_key
from index.periods.intervals import month_length
from index.protocol import Store
from index.records import Period
from index.script import half_width, simplified
from index.tags import PLACES, is_strange
from index.words import Words, is_part
from rag.records import Candidate, Question
from rag.rerank.features import Found
from rag.vocabulary import UNSURE, plain, variants
from rag.when import is_so_far

_QUOTED = re.compile("[“「《]([^“”「」《》]{2,20})[”」》]")
LEXICAL_DEPTH = 80  # passages asked of each index; the forty months of one indicator fit in
PERIOD_DEPTH = 40  # of the right period, where one is asked for
DENSE_DEPTH = 40
_LONGEST_FIRM = 4  # words of a firm's name behind what the dictionary does not know
_LEVEL = re.compile(f"(?<=[一-鿿][一-鿿])[{PLACES}]")
_TWICE = 2  # or more a name stands in what was found
TOGETHER = 0.8  # of the times that a character of a name is written
OF_PERIOD = 0.3  # added to the score of what is of the period asked for: the months before and after say the same words
MOST = 70  # candidates whose facts and sentences are read; 160 take twice the time for one news question more of 347
DENSE_WEIGHT = 0.5  # of the dense score beside the lexical one, both scaled to 0..1; see eval/bench/reading.py


def retrieve(
    folder: Store, question: Question, readers: Collection[str] | None = None, most: int = MOST
) -> list[Candidate]:
    """Find the passages that may answer.

    Args:
        folder: The index.
        question: What is asked.
        readers: The groups of the one who asks; None sees everything.
        most: How many passages at most.

    Returns:
        Candidates with their documents and facts, best first by the sum of their scores in both indexes.
    """
    return candidates_of(folder, *passages_found(folder, question, readers, most))


def candidates_of(
    folder: Store,
    found: Sequence[Found],
    scores: Sequence[float],
    ranked: Sequence[float] = (),
    *,
    with_facts: bool = True,
) -> list[Candidate]:
    """Passages with their scores, documents and facts, in their order; one whose document is gone is left out."""
    ranked = ranked or [1.0] * len(found)
    documents = folder.documents_of(list(dict.fromkeys(f.passage.document for f in found)))
    facts = folder.facts_of([f.number for f in found]) if with_facts else {}
    return [
        Candidate(f.passage, document, tuple(facts.get(f.number, ())), score, f.lexical, f.dense, by_ranker)
        for f, score, by_ranker in zip(found, scores, ranked, strict=True)
        if (document := documents.get(f.passage.document))
    ]


def passages_found(
    folder: Store, question: Question, readers: Collection[str] | None = None, most: int = MOST
) -> tuple[list[Found], list[float]]:
    """Ask both indexes.

    Args:
        folder: The index.
        question: What is asked.
        readers: The groups of the one who asks; None sees everything.
        most: How many passages at most.

    Returns:
        The passages that score highest in both together, best first, and those scores, 0 to 1; of documents that have
        what a question that wants no figure puts in quotation marks, where any has.
    """
    lexical, dense, of_period = _scores(folder, question, readers, most)
    best = max(lexical.values(), default=1.0) or 1.0
    fused = {
        number: (lexical.get(number, 0.0) / best + DENSE_WEIGHT * max(0.0, dense.get(number, 0.0))) / (1 + DENSE_WEIGHT)
        for number in {*lexical, *dense}
    }
    first = sorted(fused, key=lambda number: (-fused[number] - OF_PERIOD * (number in of_period), number))[:most]
    passages = folder.passages(first)
    there = [number for number in first if number in passages]
    there.sort(key=lambda number: (-fused[number], passages[number].document, passages[number].start))
    quoted = _QUOTED.findall(question.text) if question.kind != "figure" else []  # of a figure its indicator says it
    if quoted:
        has = {name: _has(folder, name, quoted) for name in {p.document for p in passages.values()}}
        there = [number for number in there if has[passages[number].document]] or there
    found = [Found(n, passages[n], lexical.get(n, 0.0), max(0.0, dense.get(n, 0.0))) for n in there]
    return found, [fused[number] for number in there]


def _has(folder: Store, document: str, quoted: Sequence[str]) -> bool:
    """Whether a document has what stands in quotation marks, as it is written."""
    there = folder.document(document)
    text = simplified(half_width(f"{there.title}\n{there.text}")) if there else ""
    return all(half_width(name) in text for name in quoted)


def names_told(question: Question, found: Sequence[Found], words: Words) -> list[str]:
    """Places and firms that a question and passages name, where the question was cut through their names.

    Args:
        question: The question: 栖州长者食堂, cut as 栖|州长|者|食堂; 骋岳传动, cut as 骋|岳|传动.
        found: The passages: 栖州市, or 骋岳 again and again.
        words: The tokeniser of the index.

    Returns:
        The names that the dictionary does not know and the question does not say with their level; of a firm as much of it
        as the question says.
    """
    text = question.text
    spans = words.spans(text)
    alone = {start for start, end in spans if end - start == 1}
    pairs = {text[n : n + 2] for n in range(len(text) - 1) if {n, n + 1} & alone}
    strange = [pair for pair in sorted(pairs) if is_strange(pair) and pair not in question.words]
    strange = [pair for pair in strange if not re.search(rf"{re.escape(pair)}[{PLACES}]", text)]
    parts = [start for start, end in spans if is_part(text[start:end])]
    torn = _torn(text, spans)
    if not strange and not parts and not torn and not any(map(is_strange, question.words)):
        return []
    told = "\n".join(f"{f.passage.context}\n{f.passage.text}" for f in found)
    names = dict.fromkeys(
        [
            *_placed(strange, told),
            *(name for name in torn if re.search(rf"(?<![一-鿿]){name}", told)),
            *_again_and_again(question, parts, told),
            *_misguessed(question, spans, told),
            *(word for word in question.words if is_strange(word)),
        ]
    )
    full = (_in_full(name, text, spans, told) for name in names)
    return list(dict.fromkeys(name for name in full if name not in question.words))


def _torn(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """What has a place's level at its end, and the question was cut through: 临港区 of 临|港区."""
    cut = {start for start, _ in spans}
    ends = (m.end() for m in _LEVEL.finditer(text))
    return [
        text[end - 3 : end] for end in ends if end - 3 in cut and end in cut and end - 2 in cut and end - 1 not in cut
    ]


def _placed(pairs: Sequence[str], told: str) -> list[str]:
    """The pairs of characters that passages have with a place's level: 栖州市."""
    return [n for n in pairs if re.search(rf"(?<![一-鿿]){n}[{PLACES}]|[{PLACES}]{n}[{PLACES}]", told)]


def _again_and_again(question: Question, parts: Sequence[int], told: str) -> list[str]:
    """The pairs of characters that a question was cut through and that passages have as one name.

    `parts` are where the characters begin that are no words.
    """
    together, last = dict[str, bool](), -1
    for start, after in pairwise(parts):
        pair = question.text[start : start + 2]
        if start <= last or after > start + 1 or pair[1] in PLACES:
            continue
        if pair not in together:
            together[pair] = pair in question.words or _belongs_together(pair, told)
        last = after if together[pair] else last
    return [pair for pair, is_one in together.items() if is_one]


def _misguessed(question: Question, spans: Sequence[tuple[int, int]], told: str) -> Iterator[str]:
    """Names of which a word of the question that was only guessed has the last character: 阿斯麦, of 阿斯|麦接.

    The guessed word stands in no passage, the name in several places.
    """
    ends = {end: start for start, end in spans}
    for word in question.words:
        at = question.text.find(word)
        if len(word) == 2 and at in ends and at + 1 in ends and word not in told:
            name = question.text[ends[at] : at + 1]
            if told.count(name) >= _TWICE:
                yield name


def _in_full(name: str, text: str, spans: Sequence[tuple[int, int]], told: str) -> str:
    """A firm's name with the words of the question behind it that are of it: 骋岳传动, of 骋岳传动科技股份有限公司.

    A single character is of none: 澜江|全社会, though there is a 澜江全省农资公司.
    """
    at = text.find(name) + len(name)
    for start, end in islice(((start, end) for start, end in spans if start >= at), _LONGEST_FIRM):
        longer = name + text[start:end]
        if start != at or end - start == 1 or not re.search(rf"{re.escape(longer)}[一-鿿]{{0,8}}(?:公司|集团)", told):
            break
        name, at = longer, end
    return name


def _belongs_together(pair: str, told: str) -> bool:
    """Whether two characters stand in passages as one name: together more than once, and one of them seldom alone."""
    together = told.count(pair)
    return together >= _TWICE and together >= TOGETHER * min(map(told.count, pair))


def _scores(
    folder: Store, question: Question, readers: Collection[str] | None, most: int
) -> tuple[dict[int, float], dict[int, float], set[int]]:
    """What the index of words finds, what that of vectors finds meanwhile, and which are of the period asked for."""
    further = max(0, most - MOST)
    vector = folder.embedder.embed_queries([question.text])[0]
    dense = _beside(os.getpid()).submit(folder.search_vectors, vector, DENSE_DEPTH + further, readers=readers)
    asked = plain(question.text)
    topic = [one for word in question.words for one in word.removeprefix(UNSURE).split("|")]
    told = [folder.words.cut(said) for said in (asked, question.text, *variants(asked))]
    words = list(dict.fromkeys([*(word for said in told for word in said), *topic]))
    keys = sorted({key for m in question.periods for key in _keys(m.period)})
    search = partial(
        folder.search_words, words, LEXICAL_DEPTH + further, pairs=folder.words.pairs(asked), readers=readers
    )
    lexical, held = dict(search()), search(periods=keys) if keys else []
    best = sorted((lexical | dict(held)).items(), key=lambda hit: (-hit[1], hit[0]))[: LEXICAL_DEPTH + further]
    # The months before and after say the same words: those of the right period get places of their own.
    lexical = dict(best) | dict(held[:PERIOD_DEPTH])
    return lexical, dict(dense.result()), {number for number, _ in held[:PERIOD_DEPTH]}


@lru_cache(maxsize=1)
def _beside(process: int) -> ThreadPoolExecutor:
    """The threads of a process in which vectors are searched beside words: of a million both take as long."""
    return ThreadPoolExecutor(thread_name_prefix=f"vectors-{process}")


def _keys(period: Period) -> list[str]:
    """Keys under which facts of a period may stand: its own, and those of the spans that end with it."""
    end = period.end
    if is_so_far(period):  # what was since January, up to any month
        lasts = [date(end.year, month, month_length(end.year, month)) for month in range(1, end.month + 1)]
        return [period_key(replace(period, end=last)) for last in lasts]
    starts = {
        period.start,
        end,
        end.replace(day=1),
        end.replace(month=(end.month - 1) // 3 * 3 + 1, day=1),
        date(end.year, 1, 1),
    }
    return [period_key(replace(period, start=start)) for start in starts]
