"""Workbooks of Excel 97 written byte by byte, so that tests can break any byte of them: [MS-CFB] and [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
FILEPASS = 0x2F


def container(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE container of streams, each as long as the format asks for at least (4096 bytes).

    The FAT is the first sector after the header, the directory the second one (and third, with many streams).
    """
    entries = [_entry("Root Entry", 5, END, 0)]
    chains, body = [[0]], b""
    directory = [1 + at for at in range((len(streams) + 4) // 4)]
    chains.append(directory)
    sector = 1 + len(directory)
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
        count = len(padded) // SECTOR
        entries.append(_entry(name, 2, sector, len(padded)))
        chains.append(list(range(sector, sector + count)))
        sector += count
        body += padded
    table = [FREE] * (SECTOR // 4)
    for chain in chains[1:]:
        for at, following in zip(chain, [*chain[1:], END], strict=True):
            table[at] = following
    table[0] = FAT
    listed = b"".join(entries).ljust(len(directory) * SECTOR, b"\0")
    return _header(1) + struct.pack(f"<{len(table)}I", *table) + listed + body


def _header(directory: int) -> bytes:
    start = struct.pack("<8s16sHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    rest = struct.pack("<IIIIIIIIII", 0, 1, directory, 0, 4096, END, 0, END, 0, 0)
    return (start + rest + struct.pack("<I", FREE) * 108).ljust(SECTOR, b"\xff")


def _entry(name: str, kind: int, sector: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    links = struct.pack("<III", FREE, FREE, 1 if kind == 5 else FREE)
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1) + links
    return entry + b"\0" * 36 + struct.pack("<IQ", sector, size)


def record(kind: int, content: bytes = b"") -> bytes:
    """Return one record of a workbook stream."""
    return struct.pack("<HH", kind, len(content)) + content


def workbook(rows: Sequence[Sequence[str | float]], *, sheet: str = "Foaie", first: Sequence[bytes] = ()) -> bytes:
    """Return a workbook of one sheet; `first`: records put behind the very first one."""
    name = sheet.encode("utf-16-le")
    bound = struct.pack("<IBBBB", 0, 0, 0, len(sheet), 1) + name
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + b"".join(first)
    offset = len(begin) + len(record(0x85, bound)) + len(record(0x0A))
    cells = b"".join(
        _cell(row, at, value) for row, line in enumerate(rows) for at, value in enumerate(line) if value != ""
    )
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A)
    stream = begin + record(0x85, struct.pack("<I", offset) + bound[4:]) + record(0x0A) + body
    return container({"Workbook": stream})


def _cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        return record(0x204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))
