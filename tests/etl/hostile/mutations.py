"""Real workbooks with some bytes changed, as a bad disk, a bad line or somebody with patience changes them."""

from __future__ import annotations

import io
import random
import zipfile

from tests.etl.hostile.books import archive

_EXTREMES = [b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\xff" * 8, b"\0" * 8]
_PIECES = [
    b"<",
    b">",
    b'"',
    b"&",
    b"</c>",
    b'r="',
    b"<v>",
    b"99999999999",
    b"-1",
    b"1e308",
    b"]]>",
    b"\x00",
    b"A1:XFD9",
]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file with a few changes; in an archive some of the changes are made inside its parts."""
    if content.startswith(b"PK") and chance.random() < 0.6:
        with zipfile.ZipFile(io.BytesIO(content)) as given:
            parts = {name: given.read(name) for name in given.namelist()}
        name = chance.choice([name for name in parts if parts[name]])
        return archive({**parts, name: _changed(parts[name], chance, _PIECES)})
    return _changed(content, chance, _EXTREMES)


def _changed(content: bytes, chance: random.Random, pieces: list[bytes]) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, way = chance.randrange(len(changed) + 1), chance.random()
        if way < 0.4:
            piece = chance.choice(pieces)
            changed[at : at + len(piece)] = piece
        elif way < 0.6:
            changed[at:at] = chance.choice(pieces)
        elif way < 0.75:
            changed[at : at + 1] = chance.randbytes(1)
        elif way < 0.85:
            del changed[at : at + chance.randint(1, 40)]
        elif way < 0.95:
            changed[at:at] = changed[at : at + chance.randint(1, 200)]
        else:
            del changed[at:]
    return bytes(changed)
