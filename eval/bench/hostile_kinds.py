"""Files that are hard on a reader: twelve kinds, any number of variants each, made from a seed. `hostile.py` runs them."""

import gzip
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import TypeVar

from eval.bench.hostile_files import (
    FORMATS,
    PACKED,
    docx,
    docx_paragraph,
    epub,
    odt,
    ofd,
    ofd_text,
    ole,
    pdf,
    pdf_text,
    pptx,
    sentence,
    whole,
    xlsx,
    xlsx_row,
    zipped,
)

LONG = 20_000_000  # bytes of a line that never ends
MANY = 1_000_000  # paragraphs of a character or two
DEEP = 100_000  # elements within each other
BOMB = 1_000_000_000  # bytes that a small file unpacks to
LAUGHS = 9  # generations of entities, each ten times the one before

Variant = tuple[str, bytes]
Text = TypeVar("Text", str, bytes)
_OTHER = ("doc", "xls", "markdown", "htm", "text")
_MAGIC = {
    "pdf": b"%PDF-1.7\n",
    "docx": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    "xlsx": b"PK\x05\x06",
    "ofd": b"PK\x03\x04",
    "epub": b"PK\x03\x04\x0a\x00\x00\x00\x00\x00" + bytes(12) + struct.pack("<IIHH", 20, 20, 8, 0) + b"mimetype",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "rtf": b"{\\rtf1\\ansi",
    "html": b"<!doctype html><html>",
    "eml": b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
    "jsonl.gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "txt": b"\xff\xfe",
}


def variants(kind: str, count: int, seed: int = 20) -> Iterator[Variant]:
    """Make the files of a kind.

    Args:
        kind: One of `KINDS`.
        count: How many.
        seed: Another gives others.

    Yields:
        Variant: A file's name and its bytes.
    """
    chance = random.Random(f"{kind}{seed}")
    for number, (extension, content) in enumerate(islice(KINDS[kind](chance), count)):
        yield f"{kind.replace(' ', '-')}-{number:02}.{extension}", content


def _empty(chance: random.Random) -> Iterator[Variant]:
    for number, extension in enumerate(cycle((*FORMATS, *_OTHER))):
        blank = chance.choice([b" ", b"\n", b"\0", b"\t \r\n", "　".encode(), b"\xef\xbb\xbf", b"\xff\xfe\x20\x00"])
        yield extension, blank * chance.choice([1, 1000, 5_000_000]) if number % 2 else b""


def _truncated(chance: random.Random) -> Iterator[Variant]:
    for extension in cycle((*PACKED, "pdf", "rtf", "jsonl.gz", "eml")):
        content = whole(extension, sentence(chance) * 40)
        yield extension, content[: chance.randrange(1, len(content))]


def _flipped(chance: random.Random) -> Iterator[Variant]:
    for extension in cycle((*PACKED, "pdf", "rtf", "jsonl.gz", "html")):
        content = bytearray(whole(extension, sentence(chance) * 40))
        for _ in range(chance.choice([1, 8, 64, 512])):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        yield extension, bytes(content)


def _mislabelled(chance: random.Random) -> Iterator[Variant]:
    for real in cycle(FORMATS):
        wrong = chance.choice([e for e in (*FORMATS, *_OTHER) if e != real and not e.startswith("jsonl")])
        yield wrong, whole(real, sentence(chance))


def _encrypted(chance: random.Random) -> Iterator[Variant]:
    while True:
        for extension in ("docx", "xlsx", "pptx", "doc"):
            yield extension, ole("EncryptionInfo", "EncryptedPackage") + chance.randbytes(4096)
        for extension in PACKED:
            content = bytearray(whole(extension, sentence(chance)))
            for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
                place = content.find(mark)
                while place >= 0:
                    content[place + flags] |= 1
                    place = content.find(mark, place + 4)
            yield extension, bytes(content)
        key, ident = chance.randbytes(32).hex().encode(), chance.randbytes(16).hex().encode()
        handler = b"<</Filter/Standard/V %d/R %d/Length 128/O<" + key + b">/U<" + key + b">/P -44>>"
        for version in ((1, 2), (2, 3), (4, 4)):
            trailer = b"/Encrypt 6 0 R/ID[<" + ident + b"><" + ident + b">]"
            yield "pdf", pdf(b"BT /F 12 Tf (a) Tj ET", trailer=trailer, more=[handler % version])
        yield "pdf", pdf_text(chance).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Mine>>")


def _bombs(chance: random.Random) -> Iterator[Variant]:
    zeros = BOMB // chance.choice([1, 2])
    text, deflated = _deflated_zip("word/document.xml", zeros), _zlib_zeros(zeros)
    while True:
        yield "docx", text
        yield "docx", zipped({**docx(docx_paragraph("a")), "word/media/a.bin": bytes(BOMB // 4)})
        yield "xlsx", zipped(xlsx("<row><c><v>1</v></c></row>" * (BOMB // 400)))
        yield "odt", zipped(odt("<text:p>a</text:p>" * (BOMB // 400)))
        yield "epub", zipped(epub("<p>a</p>" * (BOMB // 200)))
        yield "ofd", zipped(ofd(ofd_text(3, "a") * (BOMB // 4000)))
        yield "pptx", zipped({f"ppt/slides/slide{n}.xml": b"" for n in range(100_000)})
        yield "docx", zipped({**docx(docx_paragraph("a")), **{f"word/{n}.xml": b"a" for n in range(65_000)}})
        yield "docx", zipped({"a.zip": zipped({"a.zip": zipped({"a": bytes(BOMB // 10)})})})
        yield "docx", _lying(zipped(docx(docx_paragraph("长" * 1000) * 20_000)), 10)
        yield "ofd", _lying(zipped(ofd(ofd_text(3, "长" * 1000) * 20_000)), 0xFFFFFFF0)
        yield "epub", _overlapping(300)
        yield "pdf", pdf(deflated, filters=b"/Filter/FlateDecode")
        yield "pdf", pdf(zlib.compress(deflated), filters=b"/Filter[/FlateDecode/FlateDecode]")
        yield (
            "pdf",
            pdf(zlib.compress(b"BT /F 9 Tf (aaaaaaaaaa) Tj ET\n" * (BOMB // 100)), filters=b"/Filter/FlateDecode"),
        )
        yield "jsonl.gz", _gzip_zeros(b'{"text": "', zeros)
        yield "jsonl.gz", gzip.compress(b"\n" * (BOMB // 4))
        yield "jsonl.gz", gzip.compress(b'{"text": "' + b"a" * (BOMB // 4) + b'"}')
        yield "html", b"<table>" + b"<tr><td colspan=100000 rowspan=60000>a" * 100
        yield "xlsx", zipped(xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def _nested(chance: random.Random) -> Iterator[Variant]:
    table = ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>")
    while True:
        deep, said = DEEP // chance.choice([1, 10, 100]), sentence(chance)
        yield "html", _in(deep, b"<div>", said.encode(), b"</div>")
        yield "html", b"<!doctype html>" + _in(deep, b"<table><tr><td>", said.encode(), b"")
        yield "html", _in(deep, b"<b><i><p>", said.encode(), b"")
        yield "html", b"<ul><li>" * deep + said.encode()
        yield "docx", zipped(docx(_in(deep // 10, table[0], docx_paragraph(said), table[1])))
        yield "docx", zipped(docx(_in(deep, "<w:sdt><w:sdtContent>", docx_paragraph(said), "</w:sdtContent></w:sdt>")))
        yield "odt", zipped(odt(_in(deep, "<text:section>", f"<text:p>{said}</text:p>", "</text:section>")))
        yield (
            "odt",
            zipped(
                odt(_in(deep, "<text:list><text:list-item>", "<text:p>a</text:p>", "</text:list-item></text:list>"))
            ),
        )
        yield "epub", zipped(epub(_in(deep, "<blockquote>", said, "</blockquote>")))
        yield "ofd", zipped(ofd(_in(deep, '<ofd:PageBlock ID="4">', ofd_text(3, said), "</ofd:PageBlock>")))
        yield "xlsx", zipped(xlsx(_in(deep, "<x>", xlsx_row(1, said), "</x>")))
        yield "pptx", zipped(pptx(_in(deep, "<p:grpSp>", said, "</p:grpSp>")))
        yield "rtf", _in(deep, b"{", b"\\rtf1 a", b"}")
        yield "rtf", b"{\\rtf1" + _in(deep, b"{\\*\\a ", b"a", b"}")
        yield "jsonl", _in(deep, b"[", b"", b"]") + b"\n" + _in(deep, b'{"text":', b"1", b"}")
        yield "jsonl", b'{"text": "a", "readers": ' + _in(deep, b"[", b"", b"]") + b"}"
        yield "md", b">" * deep + said.encode() + b"\n" + b"- " * deep + b"\n" + b"#" * deep + b" a\n" + b"*" * deep
        yield "eml", _multiparts(deep // 50)
        yield "pdf", pdf(b"q " * deep + b"[" * deep + b"BT (a) Tj ET")
        yield "pdf", pdf(b"BT (a) Tj ET", more=[_in(deep, b"[", b"", b"]"), _in(deep, b"<</A", b" 1", b">>")])


def _lines(chance: random.Random) -> Iterator[Variant]:
    """Of one stretch said over and over, or of characters by chance: patterns that look far ahead are slow on them."""
    stretches = (
        "1",
        "a",
        "长",
        " ",
        "，",
        "1,",
        "2026年",
        "同比增长",
        "记者：",
        "“",
        "（",
        "一是",
        "3.5%、",
        "第一，",
        "12月31日",
        "|a",
    )
    mixed = "".join(chance.choices([*stretches, "。", "亿元", "王小山", "分别", "和", "增长"], k=50))
    while True:
        for stretch in stretches:
            size = LONG // chance.choice([1, 10, 100])
            yield "txt", (stretch * (size // len(stretch.encode()))).encode()
        line = mixed * (LONG // chance.choice([10, 100]) // len(mixed.encode()))
        yield "html", f"<p>{line}".encode()
        yield "docx", zipped(docx(docx_paragraph(line)))
        yield "csv", ",".join(chance.choices(stretches, k=1_000_000)).encode()
        yield "jsonl", json.dumps({"text": line}, ensure_ascii=False).encode()


def _tiny(chance: random.Random) -> Iterator[Variant]:
    """Also few enough that they are taken, and must be dealt with in time."""
    while True:
        many = MANY // chance.choice([1, 10])
        short = [chance.choice("山水云雨"), f"{chance.randint(1, 9)}%", "a。"][chance.randrange(3)]
        yield "txt", f"{short}\n".encode() * many
        yield "txt", f"{short}\n\n".encode() * many
        yield "md", f"# {short}\n\n".encode() * many
        yield "md", f"| {short} | {short} |\n|--|--|\n".encode() * many
        yield "md", f"- {short}\n".encode() * many
        yield "html", f"<p>{short}".encode() * many
        yield "html", b"<table>" + f"<tr><td>{short}<td>{short}<td>1".encode() * many
        yield "html", f"<br>{short}".encode() * many
        yield "docx", zipped(docx(docx_paragraph(short) * many))
        yield "xlsx", zipped(xlsx("".join(xlsx_row(n, short, short) for n in range(1, many))))
        yield "pptx", zipped(pptx(f"<a:p><a:r><a:t>{short}</a:t></a:r></a:p>" * many))
        yield "odt", zipped(odt(f"<text:p>{short}</text:p>" * many))
        yield "epub", zipped(epub(f"<p>{short}</p>" * many))
        yield "ofd", zipped(ofd("".join(ofd_text(n, short) for n in range(3, many // 10))))
        yield "rtf", b"{\\rtf1 " + b"a\\par " * many + b"}"
        yield "csv", f"{short},{short}\n".encode() * many
        yield "eml", b"Subject: a\nContent-Type: text/plain; charset=utf-8\n\n" + f"{short}\n".encode() * many
        yield "pdf", pdf(b"BT /F 1 Tf " + b"1 0 Td (a) Tj " * many + b"ET")
        yield "jsonl", '{"text": "山"}\n'.encode() * (many // 100)
        yield "txt", f"记者：{short}？\n王山：{short}。\n".encode() * many


def _entities(chance: random.Random) -> Iterator[Variant]:
    laughs = '<!DOCTYPE a [<!ENTITY e0 "哈哈哈">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, LAUGHS + 1)
    )
    blown = f'<!DOCTYPE a [<!ENTITY e{LAUGHS} "{"哈" * 100_000}">'
    outside = f'<!DOCTYPE a [<!ENTITY e{LAUGHS} SYSTEM "file:///etc/hostname">'
    parameter = '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/a.dtd"> %p;'
    name = f"&e{LAUGHS};"
    while True:
        for start in (laughs, blown, outside, parameter):
            before, inside = start + "]>", name * chance.choice([1, 1000])
            yield "docx", zipped(docx(docx_paragraph(inside), before))
            yield "odt", zipped(odt(f"<text:p>{inside}</text:p>", before))
            yield "ofd", zipped(ofd(ofd_text(3, inside), before))
            yield "epub", zipped(epub(f"<p>{inside}</p>", before))
            yield chance.choice(
                [
                    ("xlsx", zipped(xlsx(xlsx_row(1, inside), before))),
                    ("pptx", zipped(pptx(f"<a:p><a:r><a:t>{inside}</a:t></a:r></a:p>", before))),
                    ("html", f"{before}<html><body><svg><text>{inside}</text></svg></body></html>".encode()),
                    ("html", f'<?xml version="1.0"?>{before}<a>{inside}</a>'.encode()),
                ]
            )


def _magic(chance: random.Random) -> Iterator[Variant]:
    for extension, magic in cycle(_MAGIC.items()):
        yield extension, magic + chance.randbytes(chance.choice([1, 100, 10_000, 1_000_000]))


def _garbage(chance: random.Random) -> Iterator[Variant]:
    """Halves of characters, marks upon marks, directions turned, characters that are none; a figure stands within."""
    odd = ["\0", "\x1b[31m", "\u202e", "\u2066", "\ufeff", "\ufffe", "\U0010ffff", "e" + "\u0301" * 5000, "\u200d" * 99]
    odd += ["\ue000", "\u2028", "👩‍👩‍👧", "ﷺ", "\u3164", "\u1160", "İ", "ß", "½㎡", "\u0e33", "\U000e0041"]
    while True:
        parts = [*odd, *(sentence(chance) for _ in range(20))]
        chance.shuffle(parts)
        text = "".join(parts)
        half = text + "\ud800" + sentence(chance) + "\udfff"
        yield "txt", half.encode("utf-8", "surrogatepass")
        yield "txt", half.encode("utf-16", "surrogatepass")
        yield "txt", text.encode("utf-16-be")
        yield "txt", text.encode("gb18030")
        yield "txt", text.encode() + b"\xff\xc0\x80\xed\xa0\x80"
        yield "jsonl", json.dumps({"text": half, "title": half, "id": "a\ud800", "source": half}).encode()
        yield "jsonl", json.dumps({"text": text, "title": odd[0], "url": text}).encode()
        yield "html", "".join(f"&#{ord(c)};" for c in half[:20_000]).encode() + text.encode()
        yield "html", half.encode("utf-8", "surrogatepass")
        yield "docx", zipped(docx(docx_paragraph("".join(f"&#{ord(c)};" for c in half[:20_000]))))
        yield "docx", zipped(docx(docx_paragraph(text.replace("\0", "").replace("\x1b", ""))))
        yield (
            "rtf",
            b"{\\rtf1\\ansi\\ansicpg936 "
            + "".join(f"\\u{ord(c) - 65536}?" for c in "\ud800\udc00\udfff").encode()
            + b"\\'ff\\'81 a}",
        )
        yield "csv", (text + ",").encode("utf-16-le", "surrogatepass")
        yield "md", f"# {text}\n\n{text}\n".encode()
        yield "eml", b"Subject: =?utf-8?B?/////w==?=\nContent-Type: text/plain; charset=nonsense\n\n" + text.encode()
        yield "eml", b"Subject: a\nContent-Type: text/html; charset=utf-7\n\n" + text.encode("utf-7")
        yield "ofd", zipped(ofd(ofd_text(3, text.replace("\0", "").replace("\x1b", "").replace("\ufffe", ""))))
        yield "epub", zipped(epub(f"<p>{text}</p>"))
        yield (
            "pdf",
            pdf(b"BT /F 9 Tf (\\000\\001\\377" + text.encode("utf-16-be")[:2000].replace(b")", b"") + b") Tj ET"),
        )
        yield "odt", zipped(odt(f"<text:p>{text}</text:p>"))


KINDS: dict[str, Callable[[random.Random], Iterator[Variant]]] = {
    "empty": _empty,
    "truncated": _truncated,
    "bits flipped": _flipped,
    "mislabelled": _mislabelled,
    "encrypted": _encrypted,
    "bomb": _bombs,
    "nested": _nested,
    "long line": _lines,
    "tiny paragraphs": _tiny,
    "entities": _entities,
    "valid magic": _magic,
    "unicode garbage": _garbage,
}


def _in(deep: int, opened: Text, inside: Text, closed: Text) -> Text:
    return opened * deep + inside + closed * deep


def _zlib_zeros(size: int) -> bytes:
    packer, block = zlib.compressobj(9), bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def _gzip_zeros(before: bytes, size: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed:
        packed.write(before)
        for _ in range(size // 1_000_000):
            packed.write(b"0" * 1_000_000)
    return out.getvalue()


def _deflated_zip(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open(name, "w") as member:
        for _ in range(size // 1_000_000):
            member.write(bytes(1_000_000))
    return out.getvalue()


def _lying(packed: bytes, size: int) -> bytes:
    """The sizes in a zip's headers, replaced."""
    content = bytearray(packed)
    for mark, place_of_size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(mark)
        while place >= 0:
            content[place + place_of_size : place + place_of_size + 4] = struct.pack("<I", size)
            place = content.find(mark, place + 4)
    return bytes(content)


def _overlapping(count: int) -> bytes:
    """A zip whose members are all the same megabytes."""
    content = zipped({"c.xhtml": bytes(10_000_000)})
    start = content.find(b"PK\x01\x02")
    end = content.find(b"PK\x05\x06")
    entries = b"".join(content[start:end].replace(b"c.xhtml", b"%07d" % n) for n in range(count))
    return content[:start] + entries + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(entries), start, 0)


def _multiparts(deep: int) -> bytes:
    heads = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(deep))
    return b"Subject: a\nMIME-Version: 1.0\n" + heads + b"Content-Type: text/plain\n\na\n"
