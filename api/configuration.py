"""The configuration `jushi.toml` of the folder a command runs in, where there is one."""

import tomllib
from collections.abc import Callable, Mapping
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


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration as it was read, once: what its tables ask for is worked out where it is wanted."""

    path: Path
    tables: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path = HERE) -> "Configuration":
        """Read a configuration.

        Args:
            path: The file, TOML; it need not be there.

        Returns:
            Its tables.

        Raises:
            UsageError: The file cannot be read.
        """
        try:
            return cls(path, tomllib.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return cls(path, {})
        except OSError as error:
            raise UsageError(f"cannot read {path}: {error.strerror}") from error
        except ValueError as error:
            raise UsageError(f"cannot read {path}: it is no TOML: {error}") from error

    def vocabulary(self) -> Vocabulary:
        """The vocabulary with the abbreviations added; raises UsageError where `[vocabulary]` makes no sense."""
        if "vocabulary" not in self.tables:
            return of_the_language()
        from rag.settings import VocabularySettings

        hint = '; write abbreviations = { "规上" = "规模以上" }'
        settings = self._checked("vocabulary", VocabularySettings, hint)
        try:
            return Vocabulary(settings.abbreviations)
        except UsageError as error:
            raise UsageError(f"{self.path}: {error}") from error

    def embedder(self) -> "EmbedderChoice":
        """The embedding model wanted and how it runs, one that names none where none is named; folders start at the file.

        Raises UsageError where `[embedder]` makes no sense.
        """
        from index.embed import EmbedderChoice

        if "embedder" not in self.tables:
            return EmbedderChoice()
        from rag.settings import EmbedderSettings

        settings = self._checked("embedder", EmbedderSettings)
        return EmbedderChoice(**settings.model_dump() | {"model": settings.model and self._beside(settings.model)})

    def reranking(self) -> "Reranking | None":
        """What sorts candidates anew, None where no cross-encoder is named.

        Returns:
            The cross-encoder, loaded, and how many candidates it reads.

        Raises:
            UsageError: The table `[reranker]` makes no sense (what is wrong is named).
            JushiError: The cross-encoder cannot be loaded.
        """
        if "reranker" not in self.tables:
            return None
        from rag.settings import RerankerSettings

        settings = self._checked("reranker", RerankerSettings)
        if settings.model is None:
            return None
        from rag.crossencoder import CrossEncoderReranker, Reranking

        reranker = CrossEncoderReranker.load(self._beside(settings.model), settings.device, settings.batch)
        return Reranking(reranker, settings.candidates)

    def enough(self) -> float | None:
        """The probability from which a sentence is said to answer, None where it is not set.

        Raises UsageError where `[answers]` makes no sense.
        """
        if "answers" not in self.tables:
            return None
        from rag.settings import AnswersSettings

        return self._checked("answers", AnswersSettings, "; write probability = 0.3").probability

    def _checked(self, name: str, settings: type[Settings], hint: str = "") -> Settings:
        from pydantic import ValidationError  # 0.1 s, only for those who set something

        try:
            return settings.model_validate(self.tables[name])
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in (name, *first["loc"]))
            raise UsageError(f"{self.path}: {where}: {first['msg']}{hint}") from error

    def _beside(self, model: str) -> str:
        """A model's folder as it is named in a configuration, which may be run from elsewhere; else the name on the hub."""
        folder = self.path.parent / Path(model).expanduser()
        return str(folder.resolve()) if folder.is_dir() else model


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

    read = Configuration.read(path)
    return Configured(read.vocabulary(), Models(read.embedder()), read.reranking(), read.enough())
