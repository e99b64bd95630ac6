"""Who may see a document, as the words under which it is kept: everybody, or each of its groups."""

from collections.abc import Iterable

EVERYBODY = "*"
_GROUP = "="  # stands before each group's name, so that no name can be the word for everybody


def kept_under(readers: Iterable[str]) -> list[str]:
    """The words of a document's groups; of everybody where it has none."""
    return sorted({_GROUP + reader for reader in readers}) or [EVERYBODY]


def seen_by(readers: Iterable[str]) -> list[str]:
    """The words of what somebody in these groups may see."""
    return [EVERYBODY, *sorted({_GROUP + reader for reader in readers})]
