"""The bundled embedder's tokeniser: characters folded, Chinese words whole, English in pieces.

One Unigram model reads Chinese without a segmenter at query time: its Viterbi path over log frequencies prefers a
whole word to its characters. Folding (NFKC, lower case, traditional to simplified, accents and invisible characters
dropped) is one precompiled map inside `tokenizer.json`, so that every reader of the folder folds alike.
"""

import math
import re
import struct
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import rjieba
from tokenizers import Tokenizer, models, normalizers, trainers

UNKNOWN = "[UNK]"
BASIC_PLANE = 0x10000
HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
LEAST_CHARACTER = 12  # a character seen less often than this is left unknown
SHARE_OF_ENGLISH = 0.25  # of the vocabulary: 5,000 commonest words and the pieces of the others
YEARS = range(1978, 2036)  # a year is one token; other numbers go by one or two digits


def traditional_to_simplified(forms: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The simplified character each traditional one most often stands for.

    Args:
        forms: a word in traditional and in simplified characters, each pair once. Pairs of unequal length are skipped.

    Returns:
        Only characters that change; one that stands for itself at least as often (後 in a name, 乾 in 乾隆) stays.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for traditional, simplified in forms:
        if len(traditional) == len(simplified):
            for old, new in zip(traditional, simplified, strict=True):
                seen[old][new] += 1
    best = {old: max(counts, key=lambda new: (counts[new], new)) for old, counts in seen.items()}
    return {old: new for old, new in best.items() if new != old and seen[old][new] > seen[old][old]}


def fold_map(simplified: Mapping[str, str]) -> dict[str, str]:
    """What every character of the basic plane that does not stay as it is becomes ("" where it is dropped).

    Args:
        simplified: traditional characters with their simplified ones.

    Returns:
        Half-width, lower-case, simplified letters; accents and format characters (zero width, bidi) dropped.
    """
    folded = {}
    for code in range(1, BASIC_PLANE):
        old = chr(code)
        if unicodedata.category(old) in {"Cn", "Co", "Cs"}:
            continue
        new = "".join(simplified.get(part, part) for part in unicodedata.normalize("NFKC", old).lower())
        new = unicodedata.normalize("NFKC", _without_marks(new))
        if new != old:
            folded[old] = new
    return folded


def _without_marks(text: str) -> str:
    """Latin accents and format characters dropped; marks of other scripts (か゛) are letters and stay."""
    parts = unicodedata.normalize("NFD", text) if text < "\u0250" else text
    return "".join(part for part in parts if not ("\u0300" <= part <= "\u036f" or unicodedata.category(part) == "Cf"))


def charsmap(folded: Mapping[str, str]) -> bytes:
    """A map of characters as the blob sentencepiece's precompiled normaliser reads.

    Its format (Darts-clone double array, then the replacements, each ended by NUL) is that of sentencepiece,
    src/normalizer.cc, and of darts.h of the Darts-clone project.

    Args:
        folded: characters with what replaces them.

    Returns:
        Size of the array in bytes (uint32), the array (uint32 units), the replacements.
    """
    blob = bytearray()
    places: dict[str, int] = {}
    trie: dict[int, object] = {}
    for old, new in sorted(folded.items()):
        if new not in places:
            places[new] = len(blob)
            blob += new.encode() + b"\0"
        node = trie
        for byte in old.encode():
            node = node.setdefault(byte, {})  # type: ignore[assignment]
        node[0] = places[new]
    units = _double_array(trie)
    return struct.pack(f"<I{len(units)}I", 4 * len(units), *units) + bytes(blob)


def _double_array(trie: dict[int, object]) -> list[int]:
    """The units of a trie of bytes; label 0 holds a key's value. A child of base b stands at b XOR its label."""
    units: dict[int, int] = {0: 0}
    waiting: list[tuple[int, dict[int, object]]] = [(0, trie)]
    bases: set[int] = set()  # two nodes with one base would see each other's children
    free = 1
    while waiting:
        place, children = waiting.pop(0)
        while free in units or free in bases:
            free += 1
        base = free
        while base in bases or any(base ^ label in units for label in children):
            base += 1
        bases.add(base)
        units[place] |= (place ^ base) << 10 | (0x100 if 0 in children else 0)
        for label, child in children.items():
            if isinstance(child, dict):
                units[base ^ label] = label
                waiting.append((base ^ label, child))
            else:
                units[base] = 0x80000000 | int(str(child))
    size = (max(units) | 0xFF) + 1  # whole blocks: XOR with any byte stays inside
    return [units.get(place, 0) for place in range(size)]


def count_words(texts: Iterable[str], folded: Mapping[str, str]) -> Counter[str]:
    """How often each word (by jieba's dictionary) stands in the texts, folded."""
    table = str.maketrans(dict(folded))
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(rjieba.cut(text.translate(table)))
    return counts


def vocabulary(counts: Mapping[str, int], size: int) -> list[tuple[str, float]]:
    """The tokens with their log frequencies: characters, numbers, English pieces, then the commonest Chinese words.

    Args:
        counts: words with their counts, see `count_words`.
        size: how many tokens, the unknown one at position 0 included.

    Returns:
        Token and score, as `tokenizers.models.Unigram` wants them, sorted: one data set gives one file.
    """
    characters: Counter[str] = Counter()
    words: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for word, count in counts.items():
        for character in re.findall(HAN, word):
            characters[character] += count
        if re.fullmatch(HAN + "{2,}", word):
            words[word] = count
        for piece in re.findall("[a-z]+", word):
            english[piece] += count
    tokens = {character: count for character, count in characters.items() if count >= LEAST_CHARACTER}
    tokens |= _number_counts(counts) | _piece_counts(english, int(size * SHARE_OF_ENGLISH))
    room = size - 1 - len(tokens)
    known = ((word, count) for word, count in sorted(words.items(), key=lambda item: (-item[1], item[0])))
    tokens |= dict(list(known)[: max(room, 0)])
    total = sum(tokens.values())
    return [(UNKNOWN, 0.0), *((token, math.log(max(count, 1) / total)) for token, count in sorted(tokens.items()))]


def _number_counts(counts: Mapping[str, int]) -> Counter[str]:
    numbers = Counter({str(number): 1 for number in (*range(100), *YEARS)} | {f"0{digit}": 1 for digit in range(10)})
    for word, count in counts.items():
        numbers.update({number: count for number in re.findall(r"\d+", word) if number in numbers})
    return numbers


def _piece_counts(words: Mapping[str, int], size: int) -> Counter[str]:
    """English words and pieces (byte-pair merges) with how often each is used when the words are cut by them."""
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    pairs = Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(vocab_size=size, initial_alphabet=letters, show_progress=False)
    pairs.train_from_iterator(_repeated(words), trainer)
    used = Counter(dict.fromkeys(pairs.get_vocab(), 1))
    for word, count in words.items():
        for piece in pairs.encode(word).tokens:
            used[piece] += count
    return used


def _repeated(words: Mapping[str, int]) -> Iterator[str]:
    for word, count in sorted(words.items()):
        for _ in range(min(count, 1000)):
            yield word


def build_tokenizer(scored: Sequence[tuple[str, float]], folded: Mapping[str, str]) -> Tokenizer:
    """The tokeniser: fold, then cut by the Unigram model.

    There is no splitting beforehand: no token holds white space or punctuation, each run of them is one unknown token
    (an all-zero vector), and the whole takes half the time.

    Args:
        scored: tokens with scores, the unknown one first, see `vocabulary`.
        folded: what characters become, see `fold_map`.

    Returns:
        A tokeniser that `save` writes whole.
    """
    tokenizer = Tokenizer(models.Unigram(list(scored), unk_id=0))
    tokenizer.normalizer = normalizers.Precompiled(charsmap(folded))
    return tokenizer
