"""A text becomes a vector: the bundled static model by NumPy, any other by sentence-transformers.

The static model's folder is one that `SentenceTransformer(folder)` loads too, with the same vectors; reading it here
keeps torch out. A text's vector is the mean of its tokens' vectors, normalised.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import JushiError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = Path(__file__).parent / "model"
_DESCRIPTION, _WEIGHTS, _TOKENIZER = "jushi.json", "model.safetensors", "tokenizer.json"
_TENSOR = "embedding.weight"
_DIGITS = 12  # of a SHA-256, in a model's name
_BATCH = 512  # texts a thread takes at a time
_TOKENS_AT_ONCE = 4096  # of one text: bounds the memory a very long one takes


class Embedder(Protocol):
    """What turns texts into vectors.

    `name` identifies the model: an index records it and is not searched with another.
    """

    @property
    def name(self) -> str:
        """The model's name, other for other weights."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (texts, dimension), rows of length 1, or 0 where nothing in the text is known."""


class StaticEmbedder:
    """The bundled model, or another folder that `jushi fit embedder` wrote."""

    def __init__(self, name: str, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
        self.name = name
        self.dimension: int = table.shape[1]
        self.tokenizer = tokenizer
        self.table = table
        self._norms: NDArray[np.float32] | None = None

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
        folder = folder or BUNDLED
        name, shape = _described(folder / _DESCRIPTION)
        tokenizer = _tokenizer(folder / _TOKENIZER)
        table = _mapped(folder / _WEIGHTS)
        if table.shape != shape:
            raise JushiError(_broken(folder / _WEIGHTS, f"it holds vectors of shape {table.shape}, not {shape}"))
        if tokenizer.get_vocab_size() != len(table):
            raise JushiError(
                _broken(folder / _TOKENIZER, f"it has {tokenizer.get_vocab_size()} tokens for {len(table)} vectors")
            )
        return cls(name, tokenizer, table)

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

    def nearest(self, text: str, k: int) -> list[tuple[str, float]]:
        """Find the k tokens nearest to a text by cosine, best first: Chinese words for an English one, and the reverse.

        Args:
            text: A word or a phrase.
            k: How many tokens.

        Returns:
            (token, cosine).
        """
        if self._norms is None:
            self._norms = np.maximum(np.linalg.norm(self.table, axis=1), 1e-9).astype(np.float32)
        cosines = (self.table @ self.embed([text])[0]) / self._norms
        best = np.argsort(-cosines)[:k]
        return [(str(self.tokenizer.id_to_token(int(i))), float(cosines[i])) for i in best]

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        encodings = self.tokenizer.encode_batch_fast([_encodable(t) for t in texts], add_special_tokens=False)
        for row, encoding in enumerate(encodings):
            tokens = encoding.ids
            for start in range(0, len(tokens), _TOKENS_AT_ONCE):
                vectors[row] += self.table.take(tokens[start : start + _TOKENS_AT_ONCE], axis=0).sum(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors


class TransformerEmbedder:
    """Any model of sentence-transformers: a folder or a hub name. Needs the extra `models`."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model
        self.dimension: int = self.embed(["1"]).shape[1]  # asked so, as the method's name changes between releases

    @classmethod
    def load(cls, name: str) -> "TransformerEmbedder":
        """Load a model, which may download it and takes seconds.

        Args:
            name: a folder, or a model's name on the hub.

        Returns:
            The embedder; its `name` ends with what tells these weights from others: `@` and the hub's commit or a hash.

        Raises:
            JushiError: sentence-transformers is not installed, or there is no such model.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise JushiError(f"the model {name} needs sentence-transformers: pip install 'jushi[models]'") from error
        try:
            model = SentenceTransformer(name)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            reason = next(iter(str(error).splitlines()), type(error).__name__)
            raise JushiError(f"cannot load the model {name}: {reason}") from error
        folder = Path(name)
        mark = _hash_of_weights(folder) if folder.is_dir() else _commit(model)
        return cls(f"{folder.resolve().name if folder.is_dir() else name}@{mark}", model)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed the texts; what a text has beyond the model's longest input is not seen.

        Args:
            texts: any strings.

        Returns:
            An array of shape (texts, dimension), rows of length 1.
        """
        vectors = self._model.encode(
            [_encodable(text) for text in texts],
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32).reshape(len(texts), -1 if texts else self.dimension)


def load_embedder(name: str | None) -> Embedder:
    """Choose the embedder by name; fails as `StaticEmbedder.load` and `TransformerEmbedder.load` do.

    Args:
        name: None or the bundled model's own name for that model; else a folder (a static model of ours is told by its
            `jushi.json`) or a hub name.

    Returns:
        The embedder, ready.
    """
    if name is None or name == _described(BUNDLED / _DESCRIPTION)[0]:
        return StaticEmbedder.load()
    if (Path(name) / _DESCRIPTION).exists():
        return StaticEmbedder.load(Path(name))
    return TransformerEmbedder.load(name)


def _broken(path: Path, why: str) -> str:
    return f"cannot use the model file {path}: {why}; install the model again"


def _described(path: Path) -> tuple[str, tuple[int, int]]:
    try:
        described = json.loads(path.read_bytes())
        name = f"{described['name']}@{described['sha256'][:_DIGITS]}"
        return name, (int(described["tokens"]), int(described["dimension"]))
    except OSError as error:
        raise JushiError(_broken(path, error.strerror or str(error))) from error
    except (ValueError, KeyError, TypeError) as error:
        raise JushiError(_broken(path, "it is damaged")) from error


def _tokenizer(path: Path) -> Tokenizer:
    try:
        return Tokenizer.from_buffer(path.read_bytes())
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


def _encodable(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _hash_of_weights(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".safetensors", ".bin"}):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:_DIGITS]


def _commit(model: "SentenceTransformer") -> str:
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return str(getattr(config, "_commit_hash", None) or "unknown")[:_DIGITS]
