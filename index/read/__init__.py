"""Files -> lines: every format an office has, each read by one module, with pages, tables and marks kept."""

from pathlib import Path

from index.read.documents import RawDocument, read_documents_file
from index.read.text import read_text_file
from index.records import RawFile

__all__ = ["RawDocument", "read_documents_file", "read_file"]


def read_file(path: Path) -> RawFile:
    """Read a file of any format that is known.

    Args:
        path: The file.

    Returns:
        Its lines, with what the file says of itself.

    Raises:
        UsageError: There is no such file.
        UnreadableFileError: It cannot be opened, or holds nothing that can be read.
    """
    return read_text_file(path)
