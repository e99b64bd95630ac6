"""A cross-encoder reads question and passage together and sorts the candidates anew. Needs the extra `models`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embed import embedded_text, encodable
from index.errors import JushiError
from rag.records import Candidate

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker(Protocol):
    """What says how well each passage answers a question."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (passages,), higher where a passage answers better."""


@dataclass(frozen=True, slots=True)
class Reranking:
    """A reranker, and how many candidates it reads: the first ones, the others stay behind them."""

    reranker: Reranker
    candidates: int

    def sorted(self, question: str, found: Sequence[Candidate]) -> list[Candidate]:
        """Sort candidates anew.

        The scores of retrieval stay, dealt out in the new order: what reads them further on was trained on them.

        Args:
            question: What is asked.
            found: The candidates, best first.

        Returns:
            The same candidates, those that were read by the reranker's score, best first.
        """
        read = found[: self.candidates]
        scores = self.reranker.scores(question, [embedded_text(c.passage) for c in read])
        order = np.argsort(-scores, kind="stable").tolist()
        best_first = [replace(read[n], score=place.score) for n, place in zip(order, read, strict=True)]
        return [*best_first, *found[self.candidates :]]


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers with one score a pair, `BAAI/bge-reranker-v2-m3` for instance."""

    def __init__(self, name: str, model: "CrossEncoder", batch: int) -> None:
        self.name, self._model, self._batch = name, model, batch

    @classmethod
    def load(cls, name: str, device: str | None = None, batch: int = 32) -> "CrossEncoderReranker":
        """Load a model, which may download it and takes seconds.

        Args:
            name: A folder, or a model's name on the hub.
            device: Where it runs; None leaves that to sentence-transformers.
            batch: Pairs at once.

        Returns:
            The reranker.

        Raises:
            JushiError: sentence-transformers is not installed, or the model cannot be loaded or is no reranker.
        """
        from index.transformer import loading

        folder = Path(name).expanduser()
        with loading(name):
            from sentence_transformers import CrossEncoder

            model = CrossEncoder(str(folder) if folder.is_dir() else name, device=device)
        if model.num_labels != 1:
            raise JushiError(f"the model {name} gives a pair {model.num_labels} scores: a reranker gives one")
        return cls(name, model, batch)

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Score passages; what a pair has beyond the model's longest input is not seen.

        Args:
            question: What is asked.
            passages: Any strings.

        Returns:
            An array of shape (passages,), each from 0 to 1: the sigmoid of the model's score.

        Raises:
            JushiError: The model fails, for want of memory for instance.
        """
        from index.transformer import running

        with running(self.name):
            from torch.nn import Sigmoid

            found = self._model.predict(
                [(encodable(question), encodable(passage)) for passage in passages],
                batch_size=self._batch,
                activation_fn=Sigmoid(),
                show_progress_bar=False,
            )
        return np.asarray(found, np.float32).reshape(len(passages))
