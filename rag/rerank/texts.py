"""Many texts as one array of characters, and what of a question stands in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.script import simplified_forms

_END = "\0"  # stands behind every text, so that no run goes from one to the next
CODES = 0x110000  # of Unicode
_FULL_WIDTH, _HALF_WIDTH = 0xFF01, 0x21  # of the exclamation mark, the first of the 94 printable characters
_PRINTABLE = 94
_IDEOGRAPHIC_SPACE = 0x3000


def codes_of(text: str) -> NDArray[np.uint32]:
    """The characters of a text as half-width, lower-case, simplified code points, one for one, shape (characters,)."""
    return _forms()[np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)]


@lru_cache(maxsize=1)
def _forms() -> NDArray[np.uint32]:
    """What each code point is read as."""
    forms = np.arange(CODES, dtype=np.uint32)
    forms[_FULL_WIDTH : _FULL_WIDTH + _PRINTABLE] = np.arange(_HALF_WIDTH, _HALF_WIDTH + _PRINTABLE)
    forms[_IDEOGRAPHIC_SPACE] = ord(" ")
    capital = (forms >= ord("A")) & (forms <= ord("Z"))
    forms[capital] += ord("a") - ord("A")
    for old, new in simplified_forms().items():
        forms[old] = new
    return forms


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts, folded: `codes` has the characters of all with a 0 behind each, text i begins at `starts[i]`."""

    codes: NDArray[np.uint32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        """Fold texts; there must be one at least."""
        joined = _END.join(texts) + _END
        if joined.count(_END) != len(texts):  # hardly any text has one itself
            joined = _END.join(text.replace(_END, " ") for text in texts) + _END
        codes = codes_of(joined)
        return cls(codes, np.concatenate([[0], np.flatnonzero(codes == 0)[:-1] + 1]))

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Characters of each text, shape (n,)."""
        return np.diff([*self.starts, len(self.codes)]) - 1


def common_runs(asked: NDArray[np.uint32], texts: Texts) -> NDArray[np.int16]:
    """How long the longest run of characters is that a text shares with the question, by where in the question it ends.

    Args:
        asked: The question's characters.
        texts: The texts.

    Returns:
        Shape (len(asked), n): of character i and text k, the length of the longest run of both that ends with i.
    """
    longest = np.zeros((len(asked), len(texts.starts)), np.int16)
    before, here = (np.zeros(len(texts.codes) + 1, np.int16) for _ in range(2))
    for number, code in enumerate(asked):
        np.add(before[:-1], 1, out=here[1:])
        np.multiply(here[1:], texts.codes == code, out=here[1:])
        np.maximum.reduceat(here[1:], texts.starts, out=longest[number])
        before, here = here, before
    return longest


def covered(runs: NDArray[np.int16], least: int) -> NDArray[np.bool_]:
    """Which characters of the question are part of a run of some length.

    Args:
        runs: As `common_runs` gives them.
        least: Characters that a run has to have.

    Returns:
        Shape of `runs`.
    """
    places = np.arange(len(runs), dtype=np.int16)[:, None]
    begins = np.where(runs >= least, places - runs + np.int16(1), np.int16(len(runs)))  # of the run that ends here
    inside: NDArray[np.bool_] = np.minimum.accumulate(begins[::-1], axis=0)[::-1] <= places
    return inside
