"""Files of Office 97, byte by byte: the container, a Word document, a workbook."""

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALL = 4096  # shorter streams would go among the small ones; all are filled up to this


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams."""
    streams = {name: streams[name] for name in sorted(streams, key=lambda name: (len(name), name.upper()))}
    padded = {
        name: data.ljust(-(-max(len(data), _SMALL) // _SECTOR) * _SECTOR, b"\0") for name, data in streams.items()
    }
    chain: list[int] = []
    starts = {}
    for name, data in padded.items():
        starts[name] = len(chain)
        count = len(data) // _SECTOR
        chain += [*range(len(chain) + 1, len(chain) + count), _END]
    directory = [_entry("Root Entry", 5, _END, 0, child=1)]
    names = list(padded)
    for at, name in enumerate(names, 1):
        right = at + 1 if at < len(names) else _FREE
        directory.append(_entry(name, 2, starts[name], len(padded[name]), right=right))
    entries = b"".join(directory).ljust(-(-len(directory) * 128 // _SECTOR) * _SECTOR, b"\0")
    first = len(chain)
    count = len(entries) // _SECTOR
    chain += [*range(first + 1, first + count), _END]
    tables = 1
    while tables * 128 < len(chain) + tables:
        tables += 1
    at = len(chain)
    chain += [_TABLE] * tables
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    places = [*range(at, at + tables), *[_FREE] * (109 - tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, first, 0, _SMALL, _END, 0, _END, 0) + struct.pack("<109I", *places)
    return header + b"".join(padded.values()) + entries + table


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def to_doc(paragraphs: Sequence[str]) -> bytes:
    """A document of Word 97 with its text in one piece, as UTF-16."""
    text = "".join(f"{paragraph}\r" for paragraph in paragraphs)
    data = text.encode("utf-16-le")
    begins = 2048
    piece = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, begins, 0)
    table = b"\x02" + struct.pack("<I", len(piece)) + piece
    head = struct.pack("<HHHHHHH", 0xA5EC, 193, 0, 0x804, 0, 0x0200, 191).ljust(24, b"\0") + struct.pack(
        "<II", begins, begins + len(data)
    )
    head += struct.pack("<H", 14) + bytes(28) + struct.pack("<H", 22)
    counts = [begins + len(data), 0, 0, len(text), *[0] * 18]
    head += struct.pack("<22i", *counts) + struct.pack("<H", 93)
    pairs = [(0, 0)] * 93
    pairs[33] = (0, len(table))  # where the table of pieces lies
    head += b"".join(struct.pack("<II", *pair) for pair in pairs)
    return compound({"WordDocument": head.ljust(begins, b"\0") + data, "1Table": table})


def to_xls(rows: Sequence[Sequence[str | float]], number_format: int = 0) -> bytes:
    """A workbook of Excel 97 with one sheet, whose numbers are shown by the format that has this number."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    begins = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)
    fonts = (
        record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + struct.pack("<BB", 2, 0) + b"ab")
        * 5
    )
    formats = record(0xE0, struct.pack("<HHH", 0, 0, 0xFFF5).ljust(20, b"\0")) * 15
    formats += record(0xE0, struct.pack("<HHH", 0, number_format, 1).ljust(20, b"\0"))
    name = "数据".encode("utf-16-le")
    head = record(0x809, begins) + record(0x42, struct.pack("<H", 1200)) + fonts + formats
    tail = record(0x0A, b"")
    sheet_head = struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)
    place = len(head) + 4 + 8 + len(name) + len(tail)
    bound = record(0x85, struct.pack("<IHBB", place, 0, 2, 1) + name)
    cells = b""
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                cells += record(0x204, struct.pack("<HHHHB", at, column, 15, len(value), 1) + text)
            else:
                cells += record(0x203, struct.pack("<HHHd", at, column, 15, value))
    size = record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    return compound({"Workbook": head + bound + tail + record(0x809, sheet_head) + size + cells + record(0x0A, b"")})
