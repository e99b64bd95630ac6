"""What a file is: seen from its content first, from its name only where the content does not tell."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from index.errors import UnreadableFileError
from index.read.compound import MAGIC, Compound
from index.read.package import DAMAGED

# fmt: off
Kind = Literal[
    "text", "csv", "html", "mail", "rtf", "word", "slides", "sheets", "opendocument", "epub", "ofd", "pdf", "picture",
    "old word", "old sheets",
]
# fmt: on
_HEAD = 4096  # bytes that tell
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_OTHERS = (  # what is no document, and what to do with it
    (b"Rar!", "it is a RAR archive; unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive; unpack it"),
    (b"\x1f\x8b", "it is a gzip archive; unpack it"),
    (b"BZh", "it is a bzip2 archive; unpack it"),
    (b"\xfd7zXZ", "it is an xz archive; unpack it"),
    (b"MZ", "it is a program; remove it"),
    (b"\x7fELF", "it is a program; remove it"),
    (b"\xca\xfe\xba\xbe", "it is a program; remove it"),
    (b"GIF8", "it is an animated picture; save it as PNG"),
    (b"ID3", "it is a sound recording; write down what it says"),
    (b"\x00\x00\x00\x18ftyp", "it is a film; write down what it says"),
    (b"\x00\x00\x00\x20ftyp", "it is a film; write down what it says"),
    (b"\x00\x00\x00\x1cftyp", "it is a film; write down what it says"),
    (b"SQLite format 3", "it is a database; export what you need of it"),
    (b"%!PS", "it is PostScript; save it as PDF"),
    (b"AT&TFORM", "it is a DjVu file; save it as PDF"),
    (b"ITSF", "it is a CHM help file; save its pages as HTML"),
)
_OLD = (
    ("EncryptionInfo", "it is encrypted; save it without a password"),
    ("PowerPoint Document", "it is a PowerPoint 97 presentation; save it as .pptx"),
    ("__properties_version1.0", "it is an Outlook message; save it as .eml"),
)
_OPENDOCUMENT = b"application/vnd.oasis.opendocument."
# <html, <!DOCTYPE html, or a tag of a page at the start of a file
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta\s)", re.IGNORECASE)
_PROLOGUE = rb"(?>(?:<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->|\s)*)"  # atomic: else comments are cut in every way
_HTML_START = re.compile(
    _PROLOGUE + rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|h[1-6])[\s>]", re.IGNORECASE | re.DOTALL
)
_HTML_TEXT = re.compile(
    _PROLOGUE + rb"<(?:!doctype\s+html|html|head)[\s>]", re.IGNORECASE | re.DOTALL
)  # Markdown has divs
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9\-]{1,40}:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){0,40}?(?:MIME-Version|From|Received|Message-ID|Return-Path|Date):",
    re.IGNORECASE,
)
_BY_NAME: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_TEXTS = (".txt", ".md", ".markdown", ".text")


def kind_of(path: Path) -> Kind:
    """Tell what a file is.

    Args:
        path: The file.

    Returns:
        Its kind, whatever its name says.

    Raises:
        UnreadableFileError: It cannot be opened, is empty, encrypted, or of a kind that is not read; the message names
            the kind.
    """
    head = _head(path)
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    if head.startswith(MAGIC):
        return _kind_of_old(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if _is_picture(head):
        return "picture"
    for magic, reason in _OTHERS:
        if head.startswith(magic):
            raise UnreadableFileError(f"cannot read {path}: {reason}")
    return _kind_of_text(path, head)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise UnreadableFileError(f"cannot read {path}: {error.strerror or error}; check its permissions") from error
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        empty = "it is empty; remove it or fill it"
        raise UnreadableFileError(f"cannot read {path}: {empty}")
    return head


def _is_picture(head: bytes) -> bool:
    return (
        head.startswith(_PICTURES[:-1])
        or (head.startswith(b"BM") and head[6:10] == bytes(4))
        or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
    )


def _kind_of_text(path: Path, head: bytes) -> Kind:
    name = path.suffix.lower()
    plain = head.replace(b"\x00", b"")  # UTF-16
    start = plain.lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML_TEXT.match(start) or (name not in (*_TEXTS, ".csv") and (_HTML_START.match(start) or _HTML.search(plain))):
        return "mail" if name in (".eml", ".mht", ".mhtml") and _MAIL.match(head) else "html"
    if name not in _TEXTS and name != ".csv" and _MAIL.match(head):
        return "mail"
    return _BY_NAME.get(name, "text")


def _kind_of_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/") for name in archive.namelist()}
            kind = (
                archive.read("mimetype")[:100]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (*DAMAGED, ValueError) as error:
        raise UnreadableFileError(f"cannot read {path}: it is damaged or cut short; save it again") from error
    if kind.startswith(b"application/epub"):
        return "epub"
    if kind.startswith(_OPENDOCUMENT):
        return _opendocument(path, kind.removeprefix(_OPENDOCUMENT))
    lower = {name.lower() for name in names}
    if any(name.endswith("ofd.xml") for name in lower):
        return "ofd"
    folders = {name.partition("/")[0] for name in lower}
    for folder, found in (("word", "word"), ("xl", "sheets"), ("ppt", "slides")):
        if folder in folders and "[content_types].xml" in lower:
            return _office(path, found, names)
    if "meta-inf/container.xml" in lower:
        return "epub"
    if "content.xml" in lower:
        return "opendocument"
    raise UnreadableFileError(f"cannot read {path}: it is a zip archive; unpack it")


def _office(path: Path, found: str, names: set[str]) -> Kind:
    if found == "sheets" and "xl/workbook.bin" in names:
        raise UnreadableFileError(f"cannot read {path}: it is a binary workbook; save it as .xlsx")
    kinds: dict[str, Kind] = {"word": "word", "sheets": "sheets", "slides": "slides"}
    return kinds[found]


def _opendocument(path: Path, kind: bytes) -> Kind:
    if kind.startswith(b"text"):
        return "opendocument"
    other = {b"s": "sheet; save it as .xlsx", b"p": "presentation; save it as .pptx"}.get(
        kind[:1], "drawing; save it as PDF"
    )
    raise UnreadableFileError(f"cannot read {path}: it is an OpenDocument {other}")


def _kind_of_old(path: Path) -> Kind:
    names = {name.lower() for name in Compound(path).names}
    for name, reason in _OLD:
        if name.lower() in names:
            raise UnreadableFileError(f"cannot read {path}: {reason}")
    if "worddocument" in names:
        return "old word"
    if "workbook" in names or "book" in names:
        return "old sheets"
    raise UnreadableFileError(
        f"cannot read {path}: it is no document that is known; open it and save it as .docx or PDF"
    )
