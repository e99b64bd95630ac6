"""Which model embeds: the one somebody wants, the one an index was made with, and whether they are the same."""

from dataclasses import replace
from pathlib import Path

from index.embed import BUNDLED, DESCRIPTION, Embedder, EmbedderChoice, StaticEmbedder, described
from index.errors import BrokenIndexError, UsageError
from index.records import EmbedderRecord

_ANEW = "embed its passages anew with `jushi ingest --reembed --index {path}`"
_OTHER = "{path} was made with the {what} {theirs}, {where} it is {ours}: " + _ANEW


def load_embedder(choice: EmbedderChoice) -> Embedder:
    """Load a model; fails as `StaticEmbedder.load` and `TransformerEmbedder.load` do.

    Args:
        choice: The model; a folder with a `jushi.json` is a static one, as the bundled one is.

    Returns:
        The embedder, ready.

    Raises:
        UsageError: A static model is given prompts.
    """
    source = _source(choice.model)
    if source and not (Path(source) / DESCRIPTION).exists():
        from index.transformer import TransformerEmbedder

        return TransformerEmbedder.load(replace(choice, model=source))
    if choice.query_prompt or choice.passage_prompt:
        raise UsageError(f"the model {choice.model or _bundled()} takes no prompts: leave them out of jushi.toml")
    return StaticEmbedder.load(Path(source) if source else None)


class Models:
    """The models of a process: the one somebody wants, and the last that was loaded, which is not loaded again.

    Args:
        choice: The model wanted, and how any is run.
    """

    def __init__(self, choice: EmbedderChoice | None = None) -> None:
        self.choice = choice or EmbedderChoice()
        self._last: tuple[EmbedderChoice, Embedder] | None = None

    def wanted(self) -> Embedder:
        """Load the model that is wanted, the bundled one where none is named.

        Returns:
            The embedder.

        Raises:
            JushiError: It cannot be loaded.
        """
        return self._load(self.choice)

    def of_index(self, path: Path, made_with: EmbedderRecord, coming: EmbedderRecord | None = None) -> Embedder:
        """Load the model of an index, as the index remembers it; device and batch are those wanted.

        Args:
            path: The index's folder.
            made_with: The model it was made with.
            coming: The model it is being embedded anew with: until that is done, who wants it gets the old one.

        Returns:
            The embedder.

        Raises:
            BrokenIndexError: Another model is wanted, or the model has other weights than it had.
            JushiError: It cannot be loaded.
        """
        choice = replace(
            self.choice,
            model=self._place(path, made_with, coming),
            query_prompt=made_with.query_prompt,
            passage_prompt=made_with.passage_prompt,
        )
        embedder = self._load(choice, made_with)
        if embedder.name != made_with.name:
            raise BrokenIndexError(
                _OTHER.format(path=path, what="model", theirs=made_with.name, where="here", ours=embedder.name)
            )
        return embedder

    def _place(self, path: Path, made_with: EmbedderRecord, coming: EmbedderRecord | None) -> str:
        """Where the index's model lies, which may be another place than when it was made; refuses another model."""
        wanted = self.choice
        if wanted.model is None or (coming and _is(wanted, coming)):
            return made_with.source
        source = _source(wanted.model)
        pairs = [("model", wanted.model, made_with.name, source == made_with.source or _name(source) == made_with.name)]
        for what, ours, theirs in (
            ("query_prompt", wanted.query_prompt, made_with.query_prompt),
            ("passage_prompt", wanted.passage_prompt, made_with.passage_prompt),
        ):
            pairs.append((what, repr(ours), repr(theirs), ours in (None, theirs)))
        for what, named, held, same in pairs:
            if not same:
                raise BrokenIndexError(
                    _OTHER.format(path=path, what=what, theirs=held, where="in jushi.toml", ours=named)
                )
        return source

    def _load(self, choice: EmbedderChoice, made_with: EmbedderRecord | None = None) -> Embedder:
        if self._last:
            chosen, embedder = self._last
            same = chosen == choice and (made_with is None or made_with.name == embedder.name)
            if same or made_with == embedder.record:
                return embedder
        self._last = (choice, load_embedder(choice))
        return self._last[1]


def _is(wanted: EmbedderChoice, record: EmbedderRecord) -> bool:
    prompts = ((wanted.query_prompt, record.query_prompt), (wanted.passage_prompt, record.passage_prompt))
    return _source(wanted.model) == record.source and all(ours in (None, theirs) for ours, theirs in prompts)


def _source(model: str | None) -> str:
    """Where a model is loaded from, as an index remembers it: nothing for the bundled one, a folder, a hub name."""
    if not model or model in (_bundled(), _bundled().partition("@")[0]):
        return ""
    folder = Path(model).expanduser()
    return str(folder.resolve()) if folder.is_dir() else model


def _name(source: str) -> str:
    """The name of a model by its files, without loading it; nothing for one on the hub."""
    folder = Path(source) if source else BUNDLED
    if (folder / DESCRIPTION).exists():
        return described(folder / DESCRIPTION)[0]
    if not folder.is_dir():
        return ""
    from index.transformer import name_of_folder

    return name_of_folder(folder)


def _bundled() -> str:
    return described(BUNDLED / DESCRIPTION)[0]
