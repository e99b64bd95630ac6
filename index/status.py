"""What an index holds, by date and source, and in what state its parts are: read from the disk, no model is loaded."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.dense import DenseIndex
from index.durable import bytes_of
from index.errors import BrokenIndexError
from index.folder import STORE
from index.lexical import LexicalIndex
from index.parts import DENSE, LEXICAL
from index.records import EmbedderRecord
from index.store import IndexStore

_SOURCES = 20  # that are given: a folder of files has one for each
_UNDATED = 10  # documents without a day that are named


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an index: its bytes on the disk, and the write it reflects; why it cannot be said, where it is damaged."""

    name: str
    size: int
    sequence: int | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """What an index holds; days and sources are counted in documents.

    Attributes:
        counts: Documents, passages, facts and undated, by these names.
        model: Whose vectors it has.
        coming: The model with which it is being embedded anew.
        words: The tokeniser.
        sequence: How many writes there have been.
        size: Bytes on the disk.
        parts: The database first; another one lags behind where its sequence is smaller.
        months: 2026-04 and how many, in order.
        sources: The most frequent ones and how many, most first.
        all_sources: How many sources there are.
        undated: Ids of the first documents without a day.
    """

    counts: dict[str, int]
    model: EmbedderRecord
    coming: EmbedderRecord | None
    words: str
    sequence: int
    size: int
    parts: tuple[Part, ...]
    months: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    all_sources: int
    undated: tuple[str, ...]

    @property
    def years(self) -> dict[str, list[tuple[str, int]]]:
        """Months of each year that has any, without the year."""
        years: dict[str, list[tuple[str, int]]] = {}
        for month, documents in self.months:
            years.setdefault(month[:4], []).append((month[5:], documents))
        return years


def read_status(path: Path) -> Status:
    """Read what an index holds.

    Args:
        path: The folder.

    Returns:
        Its status.

    Raises:
        BrokenIndexError: There is no index, its database is damaged, or another version made it.
    """
    with closing(IndexStore.open(path / STORE)) as store:
        by_source = "SELECT source, count(*) FROM documents GROUP BY source ORDER BY count(*) DESC, source LIMIT ?"
        return Status(
            counts=store.counts(),
            model=store.model(),
            coming=store.coming_model(),
            words=store.cut_by(),
            sequence=store.sequence,
            size=bytes_of(path),
            parts=(
                Part(STORE, sum(map(bytes_of, path.glob(f"{STORE}*"))), store.sequence),
                *(_part(path / name) for name in (LEXICAL, DENSE)),
            ),
            months=tuple(
                store.rows(
                    "SELECT substr(published, 1, 7), count(*) FROM documents WHERE published IS NOT NULL "
                    "GROUP BY 1 ORDER BY 1"
                )
            ),
            sources=tuple(store.rows(by_source, _SOURCES)),
            all_sources=store.row("SELECT count(DISTINCT source) FROM documents")[0],
            undated=tuple(
                name
                for (name,) in store.rows(
                    "SELECT id FROM documents WHERE published IS NULL ORDER BY number LIMIT ?", _UNDATED
                )
            ),
        )


def _part(path: Path) -> Part:
    """A derived index, of which only as much is read as says what it reflects."""
    try:
        sequence = (DenseIndex if path.name == DENSE else LexicalIndex).sequence_of(path)
    except BrokenIndexError as error:
        return Part(path.name, bytes_of(path), None, str(error).split("; rebuild")[0])
    return Part(path.name, bytes_of(path), sequence)
