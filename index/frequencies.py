"""How many passages have a word: of all, or of those that somebody may see, so that what is hidden makes no word common."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache, partial

import tantivy

from index.readers import seen_by

STEP = 1 / 16  # of scores: 32 bits sum them exactly, in whatever order, and four digits write them
_KEPT = 1 << 16  # counts that are kept: some MB
_FEW = 16  # words of readers that are looked for each by itself; of more, all passages are gathered first

Frequency = Callable[[str, str], int]  # of a field and a word
Clauses = list[tuple[tantivy.Occur, tantivy.Query]]


class Frequencies:
    """Counts of one generation of the index of words.

    Args:
        searcher: Searches it.
        schema: Its fields.
    """

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher, self._schema = searcher, schema
        self._counted = lru_cache(_KEPT)(self._count)

    def of(self, readers: Collection[str] | None) -> tuple[int, Frequency]:
        """How many passages somebody may see, and what says in how many of them a word stands in a field.

        Args:
            readers: The groups of the one who asks; None sees all, and with them those removed, as tantivy counts.

        Returns:
            Both.
        """
        if readers is None:
            return int(self._searcher.num_docs), self._searcher.doc_freq
        seen = tuple(seen_by(readers))
        return self._counted(seen), partial(self._counted, seen)

    def terms(
        self, sought: Mapping[str, Sequence[str]], readers: Collection[str], weights: Mapping[str, float]
    ) -> Clauses:
        """What scores a word by its inverse document frequency among what readers may see, in steps, wherever it stands.

        tantivy's own score is no use for them: it knows how common a word is in all passages, and how long they all are.

        Args:
            sought: The words, by field.
            readers: The groups of the one who asks.
            weights: What a word counts, by field.

        Returns:
            A clause for each word and field.
        """
        make, terms = tantivy.Query, Clauses()
        count, held = self.of(readers)
        for field, words in sought.items():
            for word, times in Counter(words).items():
                holding = held(field, word)
                steps = math.ceil(weights[field] * times * math.log1p((count - holding + 0.5) / (holding + 0.5)) / STEP)
                term = make.term_query(self._schema, field, word, "basic")
                terms.append((tantivy.Occur.Should, make.const_score_query(term, steps * STEP)))
        return terms

    def _count(self, seen: tuple[str, ...], field: str = "", word: str = "") -> int:
        """How many passages that are kept under some words of `index.readers` have a word; without one, all of them."""
        make, must = tantivy.Query, tantivy.Occur.Must
        if word and not self._searcher.doc_freq(field, word):
            return 0
        clauses = [(must, self._shown(seen))]
        if word:
            clauses.append((must, make.term_query(self._schema, field, word, "basic")))
        found = self._searcher.search(make.boolean_query(clauses), 1, count=True)
        return int(found.count or 0)  # type: ignore[attr-defined]  # its stubs leave it out

    def _shown(self, seen: tuple[str, ...]) -> tantivy.Query:
        make, should = tantivy.Query, tantivy.Occur.Should
        if len(seen) > _FEW:
            return make.term_set_query(self._schema, "readers", list(seen))
        return make.boolean_query([(should, make.term_query(self._schema, "readers", one, "basic")) for one in seen])
