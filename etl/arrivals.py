"""When files were received, from whom and how: received.csv beside or above them, or their own dates.

received.csv has the columns file, received_at, sender, channel; `file` is the path below the folder of received.csv. Of
several received.csv on the way up from a file the nearest that names it counts.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from etl.deliveries import MANIFEST, Arrival, Delivery

COLUMNS = ("file", "received_at", "sender", "channel")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?: +(\d{1,2}:\d{2}(?::\d{2})?))?")
_NOON = time(12)  # of a day without a time

Listed = Mapping[str, Arrival]


class ManifestError(Exception):
    """A received.csv that cannot be followed: `reason` is a key of text [manifest]."""

    def __init__(self, reason: str, file: Path, line: int, found: str) -> None:
        self.reason, self.file, self.line, self.found = reason, file, line, found
        super().__init__(f"{file}, line {line}: {reason}: {found}")


def with_arrivals(files: Iterable[Delivery], zone: ZoneInfo, *, file_dates: bool = False) -> list[Delivery]:
    """Return the files with what is known of their arrival; times without a zone are of the network's.

    `file_dates`: a file that no received.csv dates was received when it was last changed. Raises ManifestError.
    """
    read: dict[Path, Listed] = {}
    return [delivery._replace(arrival=_arrival(delivery.path, zone, read, file_dates)) for delivery in files]


def _arrival(path: Path, zone: ZoneInfo, read: dict[Path, Listed], file_dates: bool) -> Arrival:
    found = Arrival()
    for folder in path.absolute().parents:
        if folder not in read:
            read[folder] = _read(folder / MANIFEST, zone)
        listed = read[folder]
        if listed and (name := _folded(path.absolute().relative_to(folder).as_posix())) in listed:
            found = listed[name]
            break
    if found.received_at is None and file_dates:
        return found._replace(received_at=datetime.fromtimestamp(path.stat().st_mtime, UTC))
    return found


def _read(path: Path, zone: ZoneInfo) -> Listed:
    """Return what a received.csv says, by path; of a file named twice the earlier receipt."""
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ManifestError("encoding", path, 1, str(error.reason)) from error
    first = text.partition("\n")[0]
    rows = csv.reader(text.splitlines(), delimiter=";" if ";" in first else ",")
    header = [name.strip().casefold() for name in next(rows, [])]
    if "file" not in header:
        raise ManifestError("header", path, 1, first.strip())
    listed: dict[str, Arrival] = {}
    for cells in rows:
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
        if not row.get("file"):
            continue
        written = row.get("received_at", "")
        moment = _moment(written, zone) if written else None
        if written and moment is None:
            raise ManifestError("date", path, rows.line_num, written)
        name = _folded(row["file"].replace("\\", "/").removeprefix("./"))
        arrival = Arrival(moment, row.get("sender") or None, row.get("channel") or None)
        known = listed.get(name)
        if known is None or (moment and (known.received_at is None or moment < known.received_at)):
            listed[name] = arrival
    return listed


def _moment(written: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment in UTC: written as 2017-07-05, 2017-07-05 10:42 or 05.07.2017 10:42; None for anything else."""
    day_first = _DAY_FIRST.fullmatch(written)
    if day_first:
        day, month, year, clock = day_first.groups()
        written = f"{year}-{int(month):02d}-{int(day):02d}" + (f"T{clock:0>5}" if clock else "")
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if len(written) <= len("2017-07-05"):
        moment = datetime.combine(moment.date(), _NOON)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name)
