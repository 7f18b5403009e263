"""When files were received, from whom and how: received.csv beside or above them, or their own dates.

received.csv has the columns file, received_at, sender, channel; `file` is the path below the folder of received.csv. Of
several received.csv on the way up from a file the nearest that names it counts.
"""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from etl.deliveries import MANIFEST, UNKNOWN_ARRIVAL, Arrival, Delivery

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
    manifests = _Manifests(zone)
    found = []
    for delivery in files:
        arrival = manifests.arrival(delivery.path)
        if arrival.received_at is None and file_dates:
            changed = datetime.fromtimestamp(delivery.path.stat().st_mtime, UTC)
            arrival = arrival._replace(received_at=changed)
        found.append(delivery._replace(arrival=arrival))
    return found


class _Manifests:
    """The received.csv files met so far; each folder is looked into once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[str, list[tuple[str, Listed]]] = {}

    def arrival(self, path: Path) -> Arrival:
        """Return what the nearest list that names a file says of it."""
        folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100 (thousands of files: texts are faster)
        for below, listed in self._lists(folder):
            arrival = listed.get(_folded(below + name))
            if arrival is not None:
                return arrival
        return UNKNOWN_ARRIVAL

    def _lists(self, folder: str) -> list[tuple[str, Listed]]:
        """Return the lists of a folder and of those above it, the nearest first, each with the way from it down."""
        if folder not in self._known:
            above, name = os.path.split(folder)
            own = _read(Path(folder, MANIFEST), self._zone)
            higher = [] if above == folder else self._lists(above)
            self._known[folder] = [("", own)] * bool(own) + [(f"{below}{name}/", listed) for below, listed in higher]
        return self._known[folder]


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
    return name if name.isascii() else unicodedata.normalize("NFC", name)
