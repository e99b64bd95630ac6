"""Any model of sentence-transformers as an embedder: a folder or a hub name. Needs the extra `models`."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.embed import DIGITS, EmbedderChoice, encodable
from index.errors import JushiError
from index.records import EmbedderRecord

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_PASSAGE = ("document", "passage", "corpus")  # names of a passage's prompt, as `encode_document` looks for them
# What the cards of these models ask for and their configurations leave out: https://huggingface.co/intfloat/multilingual-e5-small
# and https://huggingface.co/BAAI/bge-large-zh-v1.5. BAAI/bge-m3 wants none; intfloat/…-instruct has its own.
_KNOWN = (
    (re.compile(r"\b(?:multilingual-)?e5-(?:small|base|large)(?:-v2)?$"), "query: ", "passage: "),
    (re.compile(r"\bbge-(?:small|base|large)-zh(?:-v1\.5)?$"), "为这个句子生成表示以用于检索相关文章：", ""),
    (
        re.compile(r"\bbge-(?:small|base|large)-en(?:-v1\.5)?$"),
        "Represent this sentence for searching relevant passages: ",
        "",
    ),
)


class TransformerEmbedder:
    """A model of sentence-transformers; what a text has beyond the model's longest input is not seen."""

    def __init__(self, record: EmbedderRecord, model: "SentenceTransformer", batch: int) -> None:
        self.record, self._model, self._batch = record, model, batch
        self.name, self.dimension = record.name, record.dimension

    @classmethod
    def load(cls, choice: EmbedderChoice) -> "TransformerEmbedder":
        """Load a model, which may download it and takes seconds.

        Args:
            choice: The model, a folder or a name on the hub, its prompts, and how it is run.

        Returns:
            The embedder; its `name` ends with `@` and a hash that tells these weights from others.

        Raises:
            JushiError: sentence-transformers is not installed, or the model cannot be loaded.
        """
        asked = choice.model or ""
        folder = Path(asked).expanduser()
        source = str(folder.resolve()) if folder.is_dir() else asked
        with loading(asked):
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(source, device=choice.device)
            query, passage = _prompts(source, model.prompts, choice)
            model.prompts, model.default_prompt_name = {"query": query, "document": passage}, None
            dimension = model.encode_query(["1"], show_progress_bar=False).shape[1]  # its getter changes its name
            name = name_of_folder(folder) if folder.is_dir() else f"{asked}@{_hash_of_model(model)}"
        return cls(EmbedderRecord(name, dimension, source, query, passage), model, choice.batch)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions, behind the model's prompt for them.

        Args:
            texts: Any strings.

        Returns:
            An array of shape (texts, dimension), rows of length 1.

        Raises:
            JushiError: The model fails, for want of memory for instance.
        """
        return self._embed(self._model.encode_query, texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages, behind the model's prompt for them.

        Args:
            texts: Any strings.

        Returns:
            An array of shape (texts, dimension), rows of length 1.

        Raises:
            JushiError: The model fails, for want of memory for instance.
        """
        return self._embed(self._model.encode_document, texts)

    def _embed(self, encode: Callable[..., Any], texts: Sequence[str]) -> NDArray[np.float32]:
        with running(self.name):
            vectors = encode(
                [encodable(text) for text in texts],
                batch_size=self._batch,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32).reshape(len(texts), self.dimension)


def name_of_folder(folder: Path) -> str:
    """The name of the model in a folder: the folder's own, and a hash of the weights in it."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".safetensors", ".bin"}):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{folder.resolve().name}@{digest.hexdigest()[:DIGITS]}"


@contextmanager
def loading(model: str) -> Iterator[None]:
    """Load a model of sentence-transformers; whatever goes wrong is one line of ours.

    Args:
        model: Its name, for that line.

    Yields:
        None: Nothing.

    Raises:
        JushiError: sentence-transformers is not installed, or the model cannot be loaded.
    """
    if Path(model).is_absolute() and not Path(model).is_dir():
        raise JushiError(f"there is no model in {model}: put its folder back, or name another model in jushi.toml")
    try:
        from sentence_transformers import SentenceTransformer  # noqa: F401
    except ImportError as error:
        raise JushiError(f"the model {model} needs sentence-transformers: pip install 'jushi[models]'") from error
    try:
        _draw_downloads_only()
        yield
    except Exception as error:  # it raises what a dozen libraries below it raise
        raise JushiError(f"cannot load the model {model}: {_first_line(error)}") from error


@contextmanager
def running(model: str) -> Iterator[None]:
    """Run a model that is loaded; whatever goes wrong is one line of ours.

    Args:
        model: Its name, for that line.

    Yields:
        None: Nothing.

    Raises:
        JushiError: The model failed.
    """
    try:
        yield
    except Exception as error:
        raise JushiError(
            f"the model {model} failed: {_first_line(error)}; where memory is short set a smaller batch in jushi.toml"
        ) from error


def _draw_downloads_only() -> None:
    """Without this a bar of the weights being read would be drawn for every question."""
    from huggingface_hub.utils.tqdm import are_progress_bars_disabled, enable_progress_bars
    from transformers.utils.logging import disable_progress_bar

    drawn = not are_progress_bars_disabled()
    disable_progress_bar()  # type: ignore[no-untyped-call]
    if drawn:
        enable_progress_bars()


def _prompts(source: str, own: Mapping[str, str | None], choice: EmbedderChoice) -> tuple[str, str]:
    """The prompts before a question and before a passage: those chosen, the model's own, or what its card asks for."""
    query, passage = own.get("query") or "", next((said for name in _PASSAGE if (said := own.get(name))), "")
    if not query and not passage:
        known = [(q, p) for names, q, p in _KNOWN if names.search(source.lower())]
        query, passage = next(iter(known), ("", ""))
    return (
        query if choice.query_prompt is None else choice.query_prompt,
        passage if choice.passage_prompt is None else choice.passage_prompt,
    )


def _hash_of_model(model: "SentenceTransformer") -> str:
    """A hash of the weights, not the hub's commit: that changes with every word in a model's card."""
    import torch

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy())
    return digest.hexdigest()[:DIGITS]


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "").strip() or type(error).__name__
