"""The configuration `jushi.toml` of the folder a command runs in, where there is one."""

import tomllib
from pathlib import Path

from index.errors import UsageError
from rag.vocabulary import Vocabulary, of_the_language

HERE = Path("jushi.toml")


def vocabulary_of(path: Path = HERE) -> Vocabulary:
    """Give the vocabulary with the abbreviations that a configuration adds.

    Args:
        path: The configuration, TOML; it need not be there.

    Returns:
        The vocabulary.

    Raises:
        UsageError: The file cannot be read, or its table `[vocabulary]` makes no sense (what is wrong is named).
    """
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return of_the_language()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"cannot read {path}: it is no TOML: {error}") from error
    if "vocabulary" not in kept:
        return of_the_language()
    from pydantic import ValidationError  # 0.1 s, only for those who set something

    from rag.settings import VocabularySettings

    try:
        return Vocabulary(VocabularySettings.model_validate(kept["vocabulary"]).abbreviations)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in ("vocabulary", *first["loc"]))
        raise UsageError(f'{path}: {where}: {first["msg"]}; write abbreviations = {{ "规上" = "规模以上" }}') from error
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
