"""A text becomes a vector: what every model does, and the bundled static one, run by NumPy.

The static model's folder is one that `SentenceTransformer(folder)` loads too, with the same vectors; reading it here
keeps torch out. A text's vector is the mean of its tokens' vectors, normalised.
"""

import json
import os
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import JushiError
from index.records import EmbedderRecord, Passage

BUNDLED = Path(__file__).parent / "model"
DESCRIPTION, _WEIGHTS, _TOKENIZER = "jushi.json", "model.safetensors", "tokenizer.json"
_TENSOR = "embedding.weight"
DIGITS = 12  # of a SHA-256, in a model's name
_BATCH = 512  # texts a thread takes at a time
_ALONE = 1 << 18  # multiplications for which OpenBLAS wakes no other thread: that one spins for 0.1 s when it is done
_TOKENS_AT_ONCE = 4096  # of one text: bounds the memory a very long one takes


@dataclass(frozen=True, slots=True)
class EmbedderChoice:
    """The model somebody wants, and how it is run.

    Attributes:
        model: A folder or a hub name; None is the index's own model, or the bundled one for a new index.
        query_prompt: What is put before a question; None is what the model's own configuration says.
        passage_prompt: What is put before a passage; None likewise.
        device: Where it runs (`cpu`, `cuda`, `mps`); None leaves that to sentence-transformers.
        batch: Texts at once; the static model minds neither this nor the device.
    """

    model: str | None = None
    query_prompt: str | None = None
    passage_prompt: str | None = None
    device: str | None = None
    batch: int = 32


class Embedder(Protocol):
    """What turns texts into vectors; many models embed a question otherwise than a passage."""

    @property
    def record(self) -> EmbedderRecord:
        """What an index remembers of the model; it is not searched with another."""

    @property
    def name(self) -> str:
        """The model's name, other for other weights."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (texts, dimension), rows of length 1, or 0 where nothing in the text is known."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (texts, dimension), rows of length 1, or 0 where nothing in the text is known."""


class StaticEmbedder:
    """The bundled model, or another folder that `jushi fit embedder` wrote."""

    def __init__(
        self, name: str, tokenizer: Tokenizer, table: NDArray[np.float32], source: str = "", cut_by: int = 0
    ) -> None:
        self.name = name
        self.dimension: int = table.shape[1]
        self.record = EmbedderRecord(name, self.dimension, source)
        self.tokenizer = tokenizer
        self.table = table
        self._norms: NDArray[np.float32] | None = None
        self.cut_by = cut_by  # the checksum of what cuts texts into tokens

    @classmethod
    def load(cls, folder: Path | None = None) -> "StaticEmbedder":
        """Open a model; its vectors are mapped, not read.

        Args:
            folder: the model's folder, or None for the bundled one.

        Returns:
            The embedder, ready.

        Raises:
            JushiError: a file of the model is missing, damaged, or belongs to another model.
        """
        source, folder = str(folder.resolve()) if folder else "", folder or BUNDLED
        name, shape = described(folder / DESCRIPTION)
        tokenizer, cut_by = _tokenizer(folder / _TOKENIZER)
        table = _mapped(folder / _WEIGHTS)
        if table.shape != shape:
            raise JushiError(_broken(folder / _WEIGHTS, f"it holds vectors of shape {table.shape}, not {shape}"))
        if tokenizer.get_vocab_size() != len(table):
            raise JushiError(
                _broken(folder / _TOKENIZER, f"it has {tokenizer.get_vocab_size()} tokens for {len(table)} vectors")
            )
        return cls(name, tokenizer, table, source, cut_by)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed the texts, whatever their length.

        Args:
            texts: any strings.

        Returns:
            An array of shape (texts, dimension); a row has length 1, or is all zero where no token is known.
        """
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        if len(batches) < 2:
            return self._embed(texts)
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # cutting, most of the work, lets other threads run
            return np.concatenate(list(pool.map(self._embed, batches)))

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions, as `embed` does: this model has no prompts."""
        return self.embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages, as `embed` does: this model has no prompts."""
        return self.embed(texts)

    def tokens(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """Cut texts into tokens, each as the row of `table` that it has."""
        encodings = self.tokenizer.encode_batch_fast([encodable(t) for t in texts], add_special_tokens=False)
        return [np.array(encoding.ids, np.int64) for encoding in encodings]

    def alignment(self, text: str, others: Sequence[NDArray[np.integer]]) -> NDArray[np.float32]:
        """Say how well each token of a text is met in other texts: by the token there that is nearest to it.

        A token counts as much as its vector is long, which in a static model says how rare it is.

        Args:
            text: A question.
            others: The tokens of each sentence, as `tokens` cuts it.

        Returns:
            Shape (tokens of the text, others): the highest cosine with a token of the other, 0 to 1, times the share of
            the text that the token is; a column sums to the alignment.
        """
        (asked,) = self.tokens([text])
        filled = [n for n, row in enumerate(others) if len(row)]
        if not len(asked) or not filled:
            return np.zeros((len(asked), len(others)), np.float32)
        lengths, theirs = self._lengths(), np.concatenate(others)
        known = np.flatnonzero(np.bincount(theirs))  # each once: sorting takes five times as long
        places = np.empty(known[-1] + 1, np.intp)
        places[known] = np.arange(len(known))
        shares = lengths[asked] / lengths[asked].sum()
        ours = self.table[asked] * (shares / lengths[asked])[:, None]
        met = np.maximum(_products(ours, self.table[known]), 0.0) / lengths[known]
        starts = np.cumsum([0, *(len(others[n]) for n in filled)])[:-1]
        found = np.zeros((len(asked), len(others)), np.float32)
        found[:, filled] = np.maximum.reduceat(met[:, places[theirs]], starts, axis=1)
        return found

    def nearest(self, text: str, k: int) -> list[tuple[str, float]]:
        """Find the k tokens nearest to a text by cosine, best first: Chinese words for an English one, and the reverse.

        Args:
            text: A word or a phrase.
            k: How many tokens.

        Returns:
            (token, cosine).
        """
        cosines = (self.table @ self.embed([text])[0]) / self._lengths()
        best = np.argpartition(-cosines, min(k, len(cosines) - 1))[:k]
        best = best[np.argsort(-cosines[best], kind="stable")]
        return [(str(self.tokenizer.id_to_token(int(i))), float(cosines[i])) for i in best]

    def _lengths(self) -> NDArray[np.float32]:
        """How long each token's vector is, shape (tokens,)."""
        if self._norms is None:
            self._norms = np.maximum(np.linalg.norm(self.table, axis=1), 1e-9).astype(np.float32)
        return self._norms

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, tokens in enumerate(self.tokens(texts)):
            for start in range(0, len(tokens), _TOKENS_AT_ONCE):
                vectors[row] += self.table.take(tokens[start : start + _TOKENS_AT_ONCE], axis=0).sum(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors


def aligner(embedder: Embedder) -> StaticEmbedder:
    """The model that aligns tokens in an index: its own where that is a static one, else the bundled one."""
    return embedder if isinstance(embedder, StaticEmbedder) else _bundled()


@lru_cache(maxsize=1)
def _bundled() -> StaticEmbedder:
    """The bundled model, loaded once."""
    return StaticEmbedder.load()


def _products(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> NDArray[np.float32]:
    """`ours @ theirs.T` by this thread alone, some rows at a time."""
    rows = max(1, _ALONE // ours.size)
    return np.concatenate([ours @ theirs[n : n + rows].T for n in range(0, len(theirs), rows)], axis=1)


def _broken(path: Path, why: str) -> str:
    return f"cannot use the model file {path}: {why}; install the model again"


def described(path: Path) -> tuple[str, tuple[int, int]]:
    """Name and shape (tokens, dimension) of a static model, by its description; raises JushiError."""
    try:
        kept = json.loads(path.read_bytes())
        name = f"{kept['name']}@{kept['sha256'][:DIGITS]}"
        return name, (int(kept["tokens"]), int(kept["dimension"]))
    except OSError as error:
        raise JushiError(_broken(path, error.strerror or str(error))) from error
    except (ValueError, KeyError, TypeError) as error:
        raise JushiError(_broken(path, "it is damaged")) from error


def _tokenizer(path: Path) -> tuple[Tokenizer, int]:
    try:
        kept = path.read_bytes()
        return Tokenizer.from_buffer(kept), zlib.crc32(kept)
    except OSError as error:
        raise JushiError(_broken(path, error.strerror or str(error))) from error
    except ValueError as error:
        raise JushiError(_broken(path, "it is damaged")) from error


def _mapped(path: Path) -> NDArray[np.float32]:
    """The vectors in a safetensors file: 8 bytes the header's length, the header (JSON), the tensors.

    Format: https://github.com/huggingface/safetensors#format
    """
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(min(length, 1 << 20)))
        tensor: dict[str, Any] = header[_TENSOR]
        rows, columns = (int(number) for number in tensor["shape"])
        start, end = tensor["data_offsets"]
        if tensor["dtype"] != "F32" or end - start != 4 * rows * columns:
            raise JushiError(_broken(path, f"{_TENSOR} is not a table of float32"))
        return np.asarray(np.memmap(path, "<f4", "r", offset=8 + length + start, shape=(rows, columns)))
    except OSError as error:
        raise JushiError(_broken(path, error.strerror or str(error))) from error
    except (ValueError, KeyError, TypeError) as error:
        raise JushiError(_broken(path, "it is damaged")) from error


def embedded_text(passage: Passage) -> str:
    """What of a passage is embedded: its title and its text."""
    return passage.context.split("\n", 1)[0] + "\n" + passage.text


def encodable(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
