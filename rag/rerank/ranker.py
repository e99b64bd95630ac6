"""The learned ranker: features of all candidates at once, weighed by trees."""

from collections.abc import Collection, Sequence
from functools import partial

from index.embed import aligner
from index.protocol import Store
from rag.model import passage_model, sentence_model
from rag.records import Question
from rag.rerank.answers import AnswerModel, SentenceReader
from rag.rerank.asked import Asked, asked_text
from rag.rerank.features import Found, Weighed, features
from rag.trees import Trees


class LearnedRanker:
    """Ranks the passages that an index found.

    Args:
        trees: The model, over the columns of `rag.rerank.features`.
        folder: The index: its words, how rare they are, its static model.
    """

    def __init__(self, trees: Trees, folder: Store) -> None:
        self._trees, self._folder = trees, folder
        self._embedder = aligner(folder.embedder)

    def ranked(
        self, question: Question, found: Sequence[Found], readers: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Rank passages of which no more is read yet.

        Args:
            question: The question.
            found: The passages.
            readers: The groups of the one who asks; None sees everything.

        Returns:
            The place in `found` of each with its score, best first; those that are not weighed go on from the last that is,
            the less the less likely they are.
        """
        if not found:
            return []
        read = self.features(asked_text(question), found, readers)
        passages, scores = [f.passage for f in found], self._trees.probability(read.rows).tolist()
        weighed = sorted(
            zip(read.order.tolist(), scores, strict=False),
            key=lambda one: (-one[1], passages[one[0]].document, passages[one[0]].start),
        )
        rest = read.likely[len(scores) :] * (min(scores) / (read.likely[len(scores) - 1] or 1.0))
        return [*weighed, *zip(read.order[len(scores) :].tolist(), rest.tolist(), strict=True)]

    def features(self, asked: str, found: Sequence[Found], readers: Collection[str] | None = None) -> Weighed:
        """What the trees weigh."""
        read = Asked.of(asked, self._folder.words, partial(self._folder.rarity, readers=readers))
        return features(read, found, self._embedder)


def passage_ranker(folder: Store) -> LearnedRanker:
    """The ranker of an index."""
    return LearnedRanker(passage_model(), folder)


def answer_model(folder: Store, readers: Collection[str] | None = None) -> AnswerModel:
    """What chooses the sentences of an index for somebody; None sees everything."""
    return AnswerModel(sentence_model(), sentence_reader(folder, readers))


def sentence_reader(folder: Store, readers: Collection[str] | None = None) -> SentenceReader:
    """What reads the sentences of an index for somebody; how rare a word is it asks the index of the moment."""
    return SentenceReader(folder.words, partial(folder.rarity, readers=readers), aligner(folder.embedder))
