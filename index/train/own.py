"""Pairs made of a user's own documents, without labels.

A turn's question and its answer, a heading and what stands below it, a sentence and the rest of its passage, and some words
of a sentence, asked as a question, with the passage. The last is nearest to what users do: on passages of DRCD, whose
questions nothing was told of, it added one point of MRR@10 to the others.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from index.protocol import Records
from index.records import Document, Passage
from index.sentences import sentences
from index.train.data import SEED, Pair
from index.train.questions import asked_of

TURNS, HEADINGS, SENTENCES = "question → answer", "heading → body", "sentence → rest of its passage"
MADE = "words of a sentence → its passage"
KINDS = (TURNS, HEADINGS, SENTENCES, MADE)
HELD_OUT = 5  # one document in so many is held out
BODY = 600  # characters of an answer or a body: more than training sees of it at once
LEAST_BODY = 20
ASKED = range(10, 121)  # characters of a sentence taken for a question

_PART = re.compile(r"第\d+(?:—\d+)?点，共\d+点")  # which items of an enumeration a passage holds, see `index.chunk`


def is_held_out(document: str) -> bool:
    """Whether a document is not trained on, by the hash of its id: the same each time."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % HELD_OUT == 0


def own_pairs(store: Records) -> Iterator[tuple[str, list[Pair]]]:
    """The pairs of each document of an index, in the order of ingest.

    Args:
        store: the index.

    Yields:
        tuple[str, list[Pair]]: A document's id, and its pairs; the family of a pair is one of `KINDS`.
    """
    documents = store.documents()
    for id_, group in groupby((passage for _, passage, _ in store.all_passages()), lambda passage: passage.document):
        document = next(d for d in documents if d.id == id_)
        headings = {document.text[span.start : span.end] for span in store.layout(id_).headings}
        yield id_, pairs_of(document, headings, list(group))


def pairs_of(document: Document, headings: set[str], passages: Sequence[Passage]) -> list[Pair]:
    """The pairs of one document.

    Args:
        document: the document.
        headings: its heading lines.
        passages: its passages, in reading order.

    Returns:
        Its title with its beginning, each heading with what stands below it, each turn's question with the answer, and
        of each passage that has several sentences one with the others, and words of one with all.
    """
    dice = random.Random(f"{SEED} {document.id}")
    found = [_pair(HEADINGS, document.title, passages)]
    for heading, group in groupby(passages, lambda passage: _heading(passage, headings)):
        if heading != document.title:
            found.append(_pair(HEADINGS, heading, list(group)))
    for (_, question), group in groupby(passages, lambda passage: (passage.speaker, _question(passage))):
        found.append(_pair(TURNS, question, list(group)))
    for passage in passages:
        found += _sentences(passage, dice)
    return [pair for pair in found if pair.left.strip() and len(pair.right) >= LEAST_BODY]


def _pair(kind: str, left: str, passages: Sequence[Passage]) -> Pair:
    return Pair(kind, left, "\n".join(passage.text for passage in passages)[:BODY])


def _heading(passage: Passage, headings: set[str]) -> str:
    return next((line for line in passage.context.split("\n")[1:] if line in headings), "")


def _question(passage: Passage) -> str:
    """The question that the context repeats behind the line of the speaker; nothing where nobody was asked."""
    lines = passage.context.split("\n")
    speaker = passage.post + passage.speaker
    if not passage.speaker or speaker not in lines:
        return ""
    asked = lines[lines.index(speaker) + 1 :]
    if asked and _PART.fullmatch(asked[-1]):
        asked = asked[:-1] if asked[-1].startswith("第1") else asked[:-2]  # an announcement stands before later items
    return "\n".join(asked)


def _sentences(passage: Passage, dice: random.Random) -> Iterator[Pair]:
    spans = sentences(passage.text)
    fitting = [span for span in spans if span.end - span.start in ASKED]
    if fitting and len(spans) > 1:
        chosen = dice.choice(fitting)
        rest = passage.text[: chosen.start] + passage.text[chosen.end :]
        yield Pair(SENTENCES, passage.text[chosen.start : chosen.end], rest.strip())
        chosen = dice.choice(fitting)
        yield Pair(MADE, asked_of(passage.text[chosen.start : chosen.end], dice), passage.text)
