"""Mails, and web pages saved as one file (MHT) -> lines."""

from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from index.errors import UnreadableFileError
from index.read.flow import Flow
from index.read.html import html_text, read_html
from index.read.meta import PageMeta, day_of, stated
from index.read.text import decode, file_bytes, text_lines
from index.records import Dating, RawFile

_NAMES = (("From", "发件人"), ("To", "收件人"), ("Cc", "抄送"))
_DEEPEST = 3  # mails within mails
_MOST_PARTS = 1000
_LONGEST_HEADER = 10_000


def read_mail(path: Path) -> RawFile:
    """Read a mail: its subject is a heading, who wrote it to whom and what is attached are furniture.

    Args:
        path: The file.

    Returns:
        Its lines; the page where it has one as HTML, else the plain text.

    Raises:
        UnreadableFileError: It cannot be opened, is too large, or is encrypted.
    """
    message = BytesParser(policy=policy.compat32).parsebytes(file_bytes(path))
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise UnreadableFileError(f"cannot read {path}: it is encrypted; save it without encryption")
    flow = Flow()
    meta = _read(message, flow)
    lines, pages = flow.numbered()
    title = _header(message, "Subject") or (meta.title if meta else "")
    url = meta.url if meta else ""
    return RawFile(
        lines, pages, title, _day(message) or (meta.dating() if meta else None), meta.source if meta else "", url
    )


def _read(message: Message, flow: Flow, depth: int = 0) -> PageMeta | None:
    body = Flow()
    meta = _body(message, body)
    if message.get("From") or message.get("Date"):
        subject = _header(message, "Subject")
        if subject not in [line.text for line in body.lines[:3]]:
            flow.paragraph(subject, "heading", 1)
        for name, shown in _NAMES:
            value = _header(message, name)
            if value:
                flow.paragraph(f"{shown}：{value}", "furniture")
    flow.extend(body.lines)
    for part in _parts(message):
        name = part.get_filename() or ""
        if name and part.get_content_maintype() != "image":
            flow.paragraph(f"附件：{_decoded(name)}", "furniture")
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" and depth < _DEEPEST and isinstance(inner, list):
            for mail in inner:
                if isinstance(mail, Message):
                    _read(mail, flow, depth + 1)
    return meta


def _parts(message: Message) -> list[Message]:
    """The parts of a mail, those of mails within it left out."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop()
        found.append(part)
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            inner = part.get_payload()
            waiting.extend(p for p in reversed(inner if isinstance(inner, list) else []) if isinstance(p, Message))
    return found


def _body(message: Message, flow: Flow) -> PageMeta | None:
    """Read the text of a mail: as HTML, which keeps tables and paragraphs, where that is not shorter by half."""
    texts: dict[str, list[str]] = {"text/html": [], "text/plain": []}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in texts and not part.get_filename() and part.get_content_disposition() != "attachment":
            texts[kind].append(_text(part))
    plain = "\n\n".join(texts["text/plain"])
    page = Flow()
    meta = read_html("\n".join(texts["text/html"]), page) if texts["text/html"] else None
    length = sum(len(line.text) for line in page.lines)
    if meta and 2 * length >= len("".join(plain.split())):
        flow.extend(page.lines)
        return meta
    flow.extend(text_lines(plain))
    return None


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    if part.get_content_type() == "text/html" and not part.get_content_charset():
        return html_text(data) or ""
    return decode(data, part.get_content_charset() or "") or ""


def _header(message: Message, name: str) -> str:
    values = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return _decoded(str(next(values, ""))[:_LONGEST_HEADER])


def _decoded(value: str) -> str:
    """A header, decoded: encoded words, or bytes as they came."""
    if not value.isascii():
        return " ".join(_raw(value.encode("utf-8", "surrogateescape")).split())
    try:
        pieces = decode_header(value)
    except (ValueError, HeaderParseError):  # an encoded word that is none
        return " ".join(value.split())
    words = [piece if isinstance(piece, str) else _raw(piece, charset or "") for piece, charset in pieces]
    return " ".join("".join(words).split())


def _raw(data: bytes, charset: str = "") -> str:
    """Bytes of a header: too few to guess their encoding from, they are UTF-8 or that of old Chinese programs."""
    said = charset if charset.lower() not in ("", "unknown-8bit") else "utf-8"
    try:
        return data.decode("gb18030" if said.lower() in ("gb2312", "gbk") else said)
    except (UnicodeDecodeError, LookupError):
        return data.decode("gb18030", "replace")


def _day(message: Message) -> Dating | None:
    try:
        day = day_of(parsedate_to_datetime(str(message.get("Date", ""))).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return stated(day, "Date") if day else None
