"""Whether an index is whole: the database and its spans, and that both derived indexes hold what it holds and no more."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.parts import DENSE, LEXICAL, OUT_OF_STEP, Parts
from index.store import IndexStore
from index.words import Words

SAMPLE = 2_000  # vectors searched for unless all are: 10 s among 200,000 that are compared one by one
_DOCUMENTS = 200  # whose texts are compared at once: some MB
_VECTORS = 1_000  # searched for at once
_REMOVE = "remove it, the next question rebuilds it"

# Products of vectors of length 1 that are equal but for the rounding of their halves and of an index of one byte a
# dimension differ by less; those of other passages may too, and then either is the nearest.
_ROUNDING = 0.01

Progress = Callable[[str, int, int], None]
Ids = NDArray[np.int64]


def findings(path: Path, store: IndexStore, words: Words, sample: int | None, progress: Progress) -> Iterator[str]:
    """Give what is wrong with an index whose writer's lock is held; nothing, where all is right.

    What lags behind on the disk is brought in step, as by any question; that is no finding.

    Args:
        path: The folder.
        store: Its database.
        words: The tokeniser.
        sample: How many vectors are searched for, spread over all; None for every one.
        progress: Called with what is checked, how much of it is done and how much there is.

    Yields:
        str: A finding, in one line that says what to do.
    """
    progress("the database", 0, 0)
    if wrong := store.check():
        yield wrong
    yield from _access(path, store)
    yield from _spans(path, store, progress)
    progress("checksums", 0, 0)
    parts = Parts(path, store, words, lambda _: None)
    parts.look()
    for why in parts.damage.values() if store.sequence else ():  # else there is nothing that they could have lost
        if not why.endswith(OUT_OF_STEP):
            yield f"{why}; the next question rebuilds it"
    parts.settle(seal=False)  # of a database without checksums this finds what it can, before it gets them
    held = np.array([number for (number,) in store.rows("SELECT id FROM passages ORDER BY id")], np.int64)
    yield from _unlike(LEXICAL, parts.lexical.ids(), held)
    yield from _unlike(DENSE, parts.dense.ids, held)
    yield from _lost(store, parts, _spread(held, sample), progress)
    parts.seal()


def _spans(path: Path, store: IndexStore, progress: Progress) -> Iterator[str]:
    """What is quoted has to be the slice of its document's text, as the database cuts it out; a name stands in its span."""
    documents = [name for (name,) in store.rows("SELECT id FROM documents ORDER BY number")]
    for start in range(0, len(documents), _DOCUMENTS):
        progress("spans", start, len(documents))
        names = documents[start : start + _DOCUMENTS]
        texts = dict(store.many("SELECT id, text FROM documents WHERE id IN ({})", names))
        wanted = "JOIN documents d ON d.number = p.document WHERE d.id IN ({})"
        numbers = [number for (number,) in store.many(f"SELECT p.id FROM passages p {wanted}", names)]
        quoted = [(p.document, p.start, p.end, p.text) for p in store.passages(numbers).values()]
        quoted += [(f.document, f.start, f.end, f.text) for facts in store.facts_of(numbers).values() for f in facts]
        wrong = [place for *place, text in quoted if text != texts[place[0]][place[1] : place[2]]]
        people = store.many(f'SELECT d.id, p.start, p."end", p.name FROM people p {wanted}', names)
        wrong += [place for *place, name in people if name not in texts[place[0]][place[1] : place[2]]]
        for document, first, end in wrong:
            yield f"{path}: the span {first}-{end} of {document} is not what stands there; {_again(path)}"


def _access(path: Path, store: IndexStore) -> Iterator[str]:
    """The table of who may see what has to say what the documents say."""
    said = (
        "SELECT r.reader, d.number AS document, coalesce(min(p.id), 0), coalesce(max(p.id) + 1, 0) FROM ("
        "SELECT number, '*' AS reader FROM documents WHERE readers = '[]' "
        "UNION SELECT number, '=' || value FROM documents, json_each(documents.readers)"
        ") r JOIN documents d ON d.number = r.number LEFT JOIN passages p ON p.document = d.number "
        "GROUP BY r.reader, d.number"
    )
    kept = 'SELECT reader, document, first, "end" FROM access'
    for one, other in ((said, kept), (kept, said)):
        row = store.row(f"SELECT document FROM (SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})) LIMIT 1")
        if row:
            yield f"{path}: who may see document {row[0]} is not what it says; {_again(path)}"


def _unlike(name: str, there: Ids, held: Ids) -> Iterator[str]:
    """An index has to hold each passage of the store once, and no other."""
    if len(there) != len(held):
        yield f"{name} holds {len(there)} passages, its store {len(held)}; {_REMOVE}"
    elif not np.array_equal(there, held):
        lacking = np.setdiff1d(held, there)
        yield f"{name} lacks {len(lacking)} passages of its store, and holds as many others; {_REMOVE}"


def _lost(store: IndexStore, parts: Parts, numbers: Ids, progress: Progress) -> Iterator[str]:
    """Each passage's own vector has to find it, or one that is as near."""
    for start in range(0, len(numbers), _VECTORS):
        progress("vectors", start, len(numbers))
        some = numbers[start : start + _VECTORS]
        vectors = _vectors(store, some)
        nearest, products = parts.dense.nearest(vectors)
        for row in np.flatnonzero(nearest != some):
            mine = np.zeros(int(some[row]) + 1, bool)
            mine[-1] = True
            found = parts.dense.search(vectors[row], 1, allowed=mine)
            if not found or found[0][1] < products[row] - _ROUNDING:
                (document,) = store.row(
                    "SELECT d.id FROM passages p JOIN documents d ON d.number = p.document WHERE p.id = ?",
                    int(some[row]),
                )
                yield f"{DENSE} does not find passage {some[row]} of {document} by its own vector; {_REMOVE}"


def _vectors(store: IndexStore, numbers: Ids) -> NDArray[np.float32]:
    halves = dict(store.many("SELECT id, vector FROM passages WHERE id IN ({})", numbers.tolist()))
    rows = b"".join(halves[number] for number in numbers.tolist())
    return np.frombuffer(rows, np.float16).astype(np.float32).reshape(len(numbers), -1)


def _spread(numbers: Ids, sample: int | None) -> Ids:
    if sample is None or len(numbers) <= sample:
        return numbers
    return numbers[np.linspace(0, len(numbers) - 1, sample, dtype=np.int64)]


def _again(path: Path) -> str:
    return f"remove {path} and ingest again, or restore a backup"
