"""Files -> lines: every format an office has, each read by one module, with pages, tables and marks kept."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from index.errors import UnreadableFileError, UsageError
from index.read.documents import RawDocument, read_documents_file
from index.records import RawFile
from index.shapes import is_page_head

__all__ = ["RawDocument", "read_documents_file", "read_file"]

_READERS = {  # a kind of file: the module that reads it, which is imported when one comes, and its function
    "text": ("text", "read_text_file"),
    "csv": ("delimited", "read_csv_file"),
    "html": ("html", "read_html_file"),
    "mail": ("mail", "read_mail"),
    "word": ("word", "read_word"),
    "slides": ("slides", "read_slides"),
    "sheets": ("sheets", "read_sheets"),
    "opendocument": ("opendocument", "read_opendocument"),
    "epub": ("epub", "read_epub"),
    "rtf": ("rtf", "read_rtf"),
    "old word": ("old_word", "read_old_word"),
    "old sheets": ("old_sheets", "read_old_sheets"),
    "pdf": ("pdf", "read_pdf"),
    "ofd": ("ofd", "read_ofd"),
    "picture": ("ocr", "read_image"),
}
_SINGLE = ("csv", "html", "mail", "slides", "sheets", "old sheets")  # one document by their kind


def read_file(path: Path) -> RawFile:
    """Read a file of any format that is known, whatever its name says.

    Args:
        path: The file.

    Returns:
        Its lines, with what the file says of itself.

    Raises:
        UsageError: There is no such file.
        UnreadableFileError: It cannot be opened, is damaged or encrypted, or holds nothing that can be read.
    """
    from index.read.kinds import kind_of
    from index.read.properties import useful_title

    if not path.is_file():
        raise UsageError(f"cannot read {path}: there is no such file; check the path")
    kind = kind_of(path)
    module, name = _READERS[kind]
    read: Callable[[Path], RawFile] = getattr(import_module(f"index.read.{module}"), name)
    try:
        raw = read(path)
    except (RecursionError, ArithmeticError, LookupError, ValueError, TypeError) as error:
        raise UnreadableFileError(
            f"cannot read {path}: it is damaged ({type(error).__name__}); save it again"
        ) from error
    if not any(line.text for line in raw.lines):
        raise UnreadableFileError(f"cannot read {path}: it holds no text; remove it or fill it")
    if kind == "html" and is_page_head(raw.title):  # a newspaper's page on the web has several articles
        return replace(raw, title="")
    return replace(raw, title=useful_title(raw.title, path), single=kind in _SINGLE)
