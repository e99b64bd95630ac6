"""The bundled models of answering."""

from functools import lru_cache
from pathlib import Path

from rag.trees import Trees

FIGURES = Path(__file__).with_name("figures.npz")
"""Trees that say which fact a question asks for; its card is beside it."""
PASSAGES = FIGURES.with_name("passages.npz")
"""Trees that rank passages."""
SENTENCES = FIGURES.with_name("sentences.npz")
"""Trees that say how likely a sentence answers."""


@lru_cache(maxsize=1)
def figure_model() -> Trees:
    """The trees that weigh the features of facts."""
    return Trees.load(FIGURES)


@lru_cache(maxsize=1)
def passage_model() -> Trees:
    """The trees that weigh the features of passages."""
    return Trees.load(PASSAGES)


@lru_cache(maxsize=1)
def sentence_model() -> Trees:
    """The trees that weigh the features of sentences."""
    return Trees.load(SENTENCES)
