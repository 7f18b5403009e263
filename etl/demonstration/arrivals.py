"""When each file of the demonstration network arrived, from whom and how: the lines of received.csv."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from etl.arrivals import COLUMNS
from etl.deliveries import MANIFEST
from etl.demonstration.declared import habits, random_stream

_AGAIN = ("_completare", "_corectat", " (1)")  # how files that follow an earlier one are called
_ON_TIME, _LATE, _AFTERWARDS, _ANNUAL = (2, 10), (11, 24), (1, 20), (16, 31)  # days of the month of arrival
_EXPORTED = (1, 9)  # the days on which the online tool is asked for its answers


class Arrived(NamedTuple):
    """A line of received.csv."""

    file: str
    received_at: str  # local time
    sender: str
    channel: str


def arrived(path: str, sender: str, seed: int) -> Arrived:
    """Return how a file arrived: on a working day of the month that its folder names."""
    stream = random_stream(seed, path, "received")
    place = PurePosixPath(path)
    year, month = int(place.parts[0]), int(place.parts[1])
    annual, late = place.name.startswith("6-c"), stream.random() < habits().reporting["table_late"]
    if place.suffix == ".txt":
        window = _EXPORTED
    elif annual and month == 1:
        window = _ANNUAL
    elif any(mark in place.stem for mark in _AGAIN) or annual:
        window = _AFTERWARDS
    else:
        window = _LATE if late else _ON_TIME
    days = _working_days(year, month, window)
    day, minute = days[int(stream.integers(0, len(days)))], int(stream.integers(8 * 60, 17 * 60))
    channel = "online" if place.suffix == ".txt" else "disk" if stream.random() < 0.05 else "email"
    return Arrived(path, f"{day} {minute // 60:02d}:{minute % 60:02d}", sender, channel)


def write_arrivals(arrivals: Iterable[Arrived], delivery: Path) -> None:
    """Write received.csv beside the folder of the received files."""
    with (delivery / MANIFEST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(line._replace(file=f"files/{line.file}") for line in sorted(arrivals))


def _working_days(year: int, month: int, window: tuple[int, int]) -> list[date]:
    last = min(window[1], monthrange(year, month)[1])
    days = [date(year, month, day) for day in range(window[0], last + 1)]
    return [day for day in days if day.weekday() < 5]
