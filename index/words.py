"""The one tokeniser: the words that are searched, the same for documents and questions."""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from index.errors import UsageError
from index.script import simplified

Cut = Callable[[str], list[str]]

# Single characters that make no name with their neighbour: 是 of 刘七是怎么死的.
_FUNCTION = frozenset(
    "的了是在和与及或也都就被把从对为于以而之其这那有不又还再着过到吗呢么哪谁某等将并但因所由向让会能可要很更最已曾我你他她它们个至"
)

# Soft hyphen, zero-width characters, direction marks, joiners and byte-order mark: in a text by accident, never words.
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])

# The comma of 1,203.5 and of 12,345,678, but not of 5,12 or 2024,2025.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

# Where jieba and rjieba differ: rjieba takes USB-C, 1-2, 2026-01-01 and a.com for one word. The joints of these become
# spaces; the point of 24.3 stays.
_JOINT = re.compile(r"(?<=[0-9A-Za-z])[-_](?=[0-9A-Za-z])|(?<![0-9])\.|\.(?![0-9])")

# What is a word within a piece of jieba's: a figure (24.3%, 495.8), or letters and digits with what trails them (5G,
# C++). rjieba leaves 3.5mm whole, jieba does not; here it is two words.
_WORD = re.compile(r"[0-9]+\.[0-9]+%?|[0-9]+%|[^\W_]+[+#]*")

# A number and the part of the calendar it counts make one word: 8月 says more than 8 and 月. Merging took the right
# passage to the first place for .55 of 545 questions about figures, against .50. 月份 is 月; 月底 stays beside it.
_CALENDAR = re.compile(r"(年|月|日)(?:份|[底末初中度]|)")

# Words of alphabets that jieba would cut letter by letter: café, Россия, 서울.
_FOREIGN = re.compile(r"([A-Za-z]*[À-ÖØ-öø-\u024f\u0370-\u1fff가-힣][A-Za-zÀ-ÖØ-öø-\u1fff가-힣]*)")


class Words:
    """Cuts text into words: jieba's, through rjieba, or jieba itself where the user brings a dictionary.

    A user's dictionary has a line a word, with its frequency and tag where wanted; jieba takes 1 s to load, not 0.1 s.
    """

    def __init__(self, user_dictionary: Path | None = None) -> None:
        if user_dictionary is None:
            self._cut, self._cut_fine, self._cut_known = _rjieba()
            self._name = f"jieba-rjieba-{version('rjieba')}-simplified"
        else:
            self._cut, self._cut_fine, self._cut_known = _jieba(user_dictionary)
            digest = hashlib.blake2b(user_dictionary.read_bytes(), digest_size=6).hexdigest()
            self._name = f"jieba-{version('jieba')}-{digest}-simplified"

    @property
    def name(self) -> str:
        """What cuts, and which version: recorded in an index, whose questions must be cut by the same."""
        return self._name

    def cut(self, text: str) -> list[str]:
        """Return the words of a question: folded by NFKC, simplified, lower case, no punctuation; figures stay whole."""
        return _words(_fold(text), self._cut)

    def cut_for_index(self, text: str) -> list[str]:  # for questions as well it took R@10 from .939 to .919
        """Return the words of a document: those of `cut`, and the dictionary's words inside the long ones."""
        return _words(_fold(text), self._cut_fine)

    def pairs(self, text: str) -> list[str]:
        """Return the pairs of neighbouring characters of what the dictionary does not know: 锦地, 地罗 of 锦地罗.

        Words that are guessed end otherwise in a question than in a document (刘七是, 锦地|罗); these are the same in both.
        """
        known = self._cut_known(_fold(text))
        return [one + next_ for one, next_ in pairwise(known) if is_part(one) and is_part(next_)]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return `[start, end)` of each word of the text as it stands; together they cover every character.

        No word is guessed: characters that make none are alone.
        """
        spans, start = [], 0
        for piece in self._cut_known(_encodable(text)):
            spans.append((start, start + len(piece)))
            start += len(piece)
        return spans


def is_part(piece: str) -> bool:
    """Whether a word of `spans` is a character that the dictionary may know no word of: a part of a name."""
    return len(piece) == 1 and "\u4e00" <= piece <= "\u9fff" and piece not in _FUNCTION


def _words(text: str, cut: Cut) -> list[str]:
    """Cut folded text; of each piece keep what is a word."""
    words = []
    for number, part in enumerate(_FOREIGN.split(text)):
        for piece in [part] if number % 2 else cut(part):
            if piece.isalnum() and not piece.isascii():
                words.append(piece.lower())
            else:
                words += [word.lower() for word in _WORD.findall(piece)]
    return _dated(words)


def _dated(words: list[str]) -> list[str]:
    """Join 8 and 月 to 8月; 8 and 月底 to 8月 and 月底."""
    dated: list[str] = []
    for word in words:
        part = _CALENDAR.fullmatch(word) if word[0] in "年月日" and dated else None
        if not part or not dated[-1].isdecimal():
            dated.append(word)
            continue
        dated[-1] += part[1]
        if word not in (part[1], "月份", "年份"):
            dated.append(word)
    return dated


def _fold(text: str) -> str:
    folded = simplified(unicodedata.normalize("NFKC", _encodable(text).translate(_INVISIBLE)))
    return _JOINT.sub(" ", _THOUSANDS.sub("", folded))


def _encodable(text: str) -> str:
    """Put ? for each lone surrogate, which no UTF-8 library takes."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _rjieba() -> tuple[Cut, Cut, Cut]:
    import rjieba  # its dictionary takes 0.1 s: paid by those who cut

    return rjieba.cut, rjieba.cut_for_search, partial(rjieba.cut, hmm=False)


def _jieba(dictionary: Path) -> tuple[Cut, Cut, Cut]:
    import jieba

    jieba.setLogLevel(logging.WARNING)  # else it tells on stderr that it loads
    tokenizer = jieba.Tokenizer()
    try:
        with dictionary.open(encoding="utf-8-sig") as lines:
            tokenizer.load_userdict(map(simplified, lines))
    except OSError as error:
        raise UsageError(f"cannot read the dictionary {dictionary}: {error.strerror or error}") from error
    except ValueError as error:
        raise UsageError(
            f"cannot read the dictionary {dictionary}: {error}; a line is: word [frequency [tag]]"
        ) from error
    return tokenizer.lcut, tokenizer.lcut_for_search, partial(tokenizer.lcut, HMM=False)
