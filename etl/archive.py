"""The directory of a workbook that is an archive, held against the limits, and the beginning of each XML member.

Nothing is unpacked but the first bytes of each member, and whole ones where the directory could lie about much.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from etl.limits import ArchiveLimits
from etl.refusal import Refused, megabytes

ARCHIVE_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
    ArithmeticError,
)  # fmt: skip

_ENCRYPTED = 1  # bit of a member's flags
_ENTRY = b"PK\x01\x02"  # begins each entry of the directory
_LOCAL_HEADER = 30  # bytes before a member's own name
_SMALL = 65_536  # bytes: a member packed that small cannot hold much, whatever the directory says of it
_FED, _BLOCK = 4_096, 1 << 20  # bytes unpacked at a time, and most that come of them at a time
_HEAD = 1_024  # bytes in which the root element of an XML member usually begins
_LONGEST_PROLOG = 65_536
_SHOWN = 60  # letters of a member's name
_XML = (".xml", ".rels", ".vml")
_READ_OF_ODS = {"content.xml", "styles.xml", "settings.xml", "meta.xml"}
_NEVER_READ = ("META-INF/", "Basic/", "Dialogs/", "Configurations2/")
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DECLARATION = b"<!DOCTYPE"
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))


def open_archive(content: bytes, limits: ArchiveLimits) -> zipfile.ZipFile:
    """Return the archive, its directory being within the limits and true; raises Refused."""
    entries = content.count(_ENTRY)
    if entries > limits.most_members:
        raise Refused("unsafe-archive", str(entries), limit=limits.most_members)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        _check_sizes(members, limits)
        _check_names(members, limits)
        _check_places(content, members, archive.start_dir)
        for member in members:
            _check_member(content, member)
    except ARCHIVE_ERRORS as error:
        raise Refused("unreadable-file", None, error=type(error).__name__) from error
    return archive


def refuse_declarations(content: bytes, archive: zipfile.ZipFile) -> None:
    """Raise Refused where a member declares entities or a document type: reading it could ask for more than it holds.

    Office programs declare a type, never entities, in members that no reader opens (macros, tool bars); those may stay.
    """
    try:
        for member in archive.infolist():
            if member.filename.lower().endswith(_XML) and member.file_size:
                _check_prolog(content, member)
    except ARCHIVE_ERRORS as error:
        raise Refused("unreadable-file", None, error=type(error).__name__) from error


def _check_sizes(members: Sequence[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.most_bytes:
        raise Refused("unsafe-archive", megabytes(unpacked), limit=megabytes(limits.most_bytes))
    for member in members:
        if member.file_size > limits.ratio_from and member.file_size > limits.most_ratio * max(1, member.compress_size):
            ratio = member.file_size // max(1, member.compress_size)
            raise Refused("unsafe-archive", f"{member.filename} {ratio}:1", limit=f"{limits.most_ratio}:1")


def _check_names(members: Sequence[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    """Refuse names that lead outside, cannot be read, or stand twice: two readers could open two different members."""
    known: set[str] = set()
    for member in members:
        name = member.orig_filename.replace("\\", "/")
        short = name[:_SHOWN]
        if len(name) > limits.longest_name or name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise Refused("unsafe-content", short)
        if not name.isprintable():
            raise Refused("unsafe-content", repr(short))
        if name.casefold() in known:
            raise Refused("unsafe-content", f"{short} × 2")
        known.add(name.casefold())


def _check_places(content: bytes, members: Sequence[zipfile.ZipInfo], end: int) -> None:
    """Refuse members that share bytes: so a small file unpacks to a huge one, each part of it being within limits."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    for member, following in pairwise([*ordered, None]):
        if member is not None:
            begins = following.header_offset if following else end
            if _start(content, member) + member.compress_size > begins:
                names = [each.filename[:_SHOWN] for each in (member, following) if each]
                raise Refused("unsafe-content", " = ".join(names))


def _start(content: bytes, member: zipfile.ZipInfo) -> int:
    """Return where the bytes of a member begin; raises BadZipFile where its own header is not there."""
    header = content[member.header_offset : member.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile(member.filename)
    name, extra = struct.unpack("<HH", header[26:30])
    return member.header_offset + _LOCAL_HEADER + int(name) + int(extra)


def _check_member(content: bytes, member: zipfile.ZipInfo) -> None:
    name = member.filename[:_SHOWN]
    if member.flag_bits & _ENCRYPTED:
        raise Refused("encrypted", name)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("unsafe-content", f"{name}: {member.compress_type}")
    if member.compress_type == zipfile.ZIP_STORED and member.file_size != member.compress_size:
        raise zipfile.BadZipFile(name)
    if member.compress_size > _SMALL:
        size = 0
        for piece in _unpacked(content, member, _BLOCK):
            size += len(piece)
            if size > member.file_size:
                raise Refused("unsafe-archive", f"{name}: {megabytes(size)}", limit=megabytes(member.file_size))


def _unpacked(content: bytes, member: zipfile.ZipInfo, block: int) -> Iterator[bytes]:
    """Yield the content of a member in pieces of so many bytes at most, whatever size the directory gives it."""
    start = _start(content, member)
    packed = memoryview(content)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + block]) for at in range(0, len(packed), block))
        return
    inflating = zlib.decompressobj(-15)
    for at in range(0, len(packed), _FED):
        piece = inflating.decompress(packed[at : at + _FED], block)
        while piece:
            yield piece
            piece = inflating.decompress(inflating.unconsumed_tail, block)
        if inflating.eof:
            return


def _check_prolog(content: bytes, member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    head = _head(content, member, _HEAD)
    if not _root_begins(head):
        head = _head(content, member, _LONGEST_PROLOG)
    after = _after_prolog(head)
    if after.startswith((b"<!--", b"<?")):
        raise Refused("unsafe-content", f"{name[:_SHOWN]}: {after[:4].decode('ascii', 'replace')}")
    if after.startswith(b"<!"):
        lower = after.lower()
        own_entities = b"<!entity" in lower or b"[" in lower[: lower.find(b">") + 1]
        if own_entities or name in _READ_OF_ODS or not name.startswith(_NEVER_READ):
            declared = after[: len(_DECLARATION)].decode("ascii", "replace")
            raise Refused("unsafe-content", f"{name[:_SHOWN]}: {declared}")


def _root_begins(head: bytes) -> bool:
    """True when the beginning of an XML member holds that of its root element, or certainly none."""
    after = _after_prolog(head)
    return len(after) >= len(_DECLARATION) and not after.startswith((b"<!", b"<?"))


def _after_prolog(head: bytes) -> bytes:
    found = _PROLOG.match(head)
    return head[found.end() :] if found else head


def _head(content: bytes, member: zipfile.ZipInfo, size: int) -> bytes:
    """Return the first bytes of a member, as UTF-8 where they are UTF-16."""
    head = b""
    for piece in _unpacked(content, member, size):
        head += piece
        if len(head) >= size:
            break
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            return head[: size // 2 * 2].decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")
    return head[:size]
