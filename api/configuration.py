"""The configuration `jushi.toml` of the folder a command runs in, where there is one."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import UsageError
from rag.vocabulary import Vocabulary, of_the_language

if TYPE_CHECKING:
    from pydantic import BaseModel

    from index.embed import EmbedderChoice
    from index.folder import IndexFolder
    from index.models import Models
    from rag.assistant import Assistant
    from rag.crossencoder import Reranking

HERE = Path("jushi.toml")

Settings = TypeVar("Settings", bound="BaseModel")


@dataclass(frozen=True, slots=True)
class Configured:
    """What assistants are made with.

    Attributes:
        vocabulary: That of the language and of the configuration.
        models: The embedding model wanted.
        reranking: What sorts candidates anew, None where no cross-encoder is named.
        enough: The probability from which a sentence is said to answer, None for the default.
    """

    vocabulary: Vocabulary
    models: "Models"
    reranking: "Reranking | None"
    enough: float | None

    def over(self, folder: "IndexFolder") -> "Assistant":
        """Answer from an index that is open."""
        from rag.assistant import Assistant

        return Assistant(folder, self.vocabulary, self.reranking, self.enough)

    def open(self, index: Path, notice: Callable[[str], None] = lambda _: None) -> "Assistant":
        """Answer from the index in a folder; fails as `Assistant.open` does."""
        from rag.assistant import Assistant

        return Assistant.open(index, notice, self.vocabulary, self.models, self.reranking, self.enough)


def configured(path: Path = HERE) -> Configured:
    """Read all of the configuration that answers depend on, and load the cross-encoder it names.

    Args:
        path: The configuration, TOML; it need not be there.

    Returns:
        What assistants are made with.

    Raises:
        UsageError: The file cannot be read, or a table makes no sense (what is wrong is named).
        JushiError: The cross-encoder cannot be loaded.
    """
    from index.models import Models

    return Configured(vocabulary_of(path), Models(embedder_of(path)), reranking_of(path), enough_of(path))


def vocabulary_of(path: Path = HERE) -> Vocabulary:
    """Give the vocabulary with the abbreviations that a configuration adds.

    Args:
        path: The configuration, TOML; it need not be there.

    Returns:
        The vocabulary.

    Raises:
        UsageError: The file cannot be read, or its table `[vocabulary]` makes no sense (what is wrong is named).
    """
    table = _table(path, "vocabulary")
    if table is None:
        return of_the_language()
    from rag.settings import VocabularySettings

    hint = '; write abbreviations = { "规上" = "规模以上" }'
    settings = _checked(path, "vocabulary", VocabularySettings, table, hint)
    try:
        return Vocabulary(settings.abbreviations)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error


def embedder_of(path: Path = HERE) -> "EmbedderChoice":
    """Give the embedding model that a configuration wants, and how it runs; folders start at the configuration.

    Args:
        path: The configuration, TOML; it need not be there.

    Returns:
        The choice; one that names no model where the configuration names none.

    Raises:
        UsageError: The file cannot be read, or its table `[embedder]` makes no sense (what is wrong is named).
    """
    from index.embed import EmbedderChoice

    table = _table(path, "embedder")
    if table is None:
        return EmbedderChoice()
    from rag.settings import EmbedderSettings

    settings = _checked(path, "embedder", EmbedderSettings, table)
    return EmbedderChoice(**settings.model_dump() | {"model": settings.model and _beside(path, settings.model)})


def reranking_of(path: Path = HERE) -> "Reranking | None":
    """Load the cross-encoder that a configuration names.

    Args:
        path: The configuration, TOML; it need not be there.

    Returns:
        What sorts candidates anew, None where no cross-encoder is named.

    Raises:
        UsageError: The file cannot be read, or its table `[reranker]` makes no sense (what is wrong is named).
        JushiError: The cross-encoder cannot be loaded.
    """
    table = _table(path, "reranker")
    if table is None:
        return None
    from rag.settings import RerankerSettings

    settings = _checked(path, "reranker", RerankerSettings, table)
    if settings.model is None:
        return None
    from rag.crossencoder import CrossEncoderReranker, Reranking

    reranker = CrossEncoderReranker.load(_beside(path, settings.model), settings.device, settings.batch)
    return Reranking(reranker, settings.candidates)


def enough_of(path: Path = HERE) -> float | None:
    """Give the probability from which a sentence is said to answer, as a configuration sets it.

    Args:
        path: The configuration, TOML; it need not be there.

    Returns:
        The probability, None where it is not set.

    Raises:
        UsageError: The file cannot be read, or its table `[answers]` makes no sense (what is wrong is named).
    """
    table = _table(path, "answers")
    if table is None:
        return None
    from rag.settings import AnswersSettings

    return _checked(path, "answers", AnswersSettings, table, "; write probability = 0.3").probability


def _table(path: Path, name: str) -> Any:
    """A table of the configuration, None where it has none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")).get(name)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"cannot read {path}: it is no TOML: {error}") from error


def _checked(path: Path, name: str, settings: type[Settings], table: Any, hint: str = "") -> Settings:
    from pydantic import ValidationError  # 0.1 s, only for those who set something

    try:
        return settings.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (name, *first["loc"]))
        raise UsageError(f"{path}: {where}: {first['msg']}{hint}") from error


def _beside(path: Path, model: str) -> str:
    """A model's folder as it is named in a configuration, which may be run from elsewhere; else the name on the hub."""
    folder = path.parent / Path(model).expanduser()
    return str(folder.resolve()) if folder.is_dir() else model
