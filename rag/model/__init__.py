"""The bundled models of answering."""

from functools import lru_cache
from pathlib import Path

from rag.trees import Trees

FIGURES = Path(__file__).with_name("figures.npz")
"""Trees that say which fact a question asks for; its card is beside it."""


@lru_cache(maxsize=1)
def figure_model() -> Trees:
    """The trees that weigh the features of facts."""
    return Trees.load(FIGURES)
