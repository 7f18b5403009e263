"""The exports of the online reporting tool: one national file for each month of 2014."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from data.models import Territory
from data.periods import Month
from etl.demonstration.declared import questions, random_stream
from etl.demonstration.ledger import Ledger
from etl.demonstration.model import FIRST_MONTH
from etl.demonstration.reporting import Member, Sent
from etl.demonstration.sheets import Reported, Workbook, number
from etl.demonstration.workbooks.raw_export import QUESTIONS, Answers, text

MONTHLY = "monthly"
SENDER = "novateca-online"
MONTHS = 12


class Export(NamedTuple):
    """One library's answers of one month."""

    month: Month
    library: str
    answers: Answers


def exports(members: Sequence[Member], territory: Territory, seed: int) -> list[Export]:
    """Return what the libraries of a territory entered into the tool in 2014."""
    known = questions().columns
    found = []
    for member in members:
        code = member.place.library.code
        stream = random_stream(seed, code, "tool")
        plain = stream.random() < 0.35  # names typed without diacritics
        days, photos = stream.integers(24, 29, size=MONTHS), stream.integers(0, 4, size=MONTHS)
        skipped = stream.random((MONTHS, len(QUESTIONS))) < 0.015
        for index in range(MONTHS):
            if member.sent[index] not in {Sent.ON_TIME, Sent.LATE} or member.figures.closed[index]:
                continue
            row = member.figures.monthly[index]
            values = [
                None if skipped[index][turn] else number(float(row[known.index(indicator)]))
                for turn, (_, indicator) in enumerate(QUESTIONS)
            ]
            name = member.place.library.name
            answers = Answers(
                name=_plain(name) if plain else name,
                raion=_plain(territory.names["ro"]),
                day=int(days[index]),
                values=values,
                photos=f"foto{photos[index]}.jpg" if photos[index] else "",
            )
            found.append(Export(FIRST_MONTH.plus(index), code, answers))
    return found


def write_exports(files: Path, entered: Iterable[Export]) -> tuple[list[str], Ledger]:
    """Write the files of the tool; return their paths and what they say."""
    ledger, paths = Ledger(), []
    by_month: dict[Month, list[Export]] = {}
    for export in sorted(entered, key=lambda export: (export.month, export.library)):
        by_month.setdefault(export.month, []).append(export)
    for month, rows in by_month.items():
        received = month.plus(1)
        path = f"{received.year}/{received.month:02d}/novateca_online_{month}.txt"
        target = files / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text(month, [row.answers for row in rows]).encode("utf-8"))
        said = Workbook(path, [], MONTHLY, {(row.library, month.period): _reported(row.answers) for row in rows})
        ledger.add(said)
        paths.append(path)
    return paths, ledger


def _reported(answers: Answers) -> Reported:
    columns = questions().columns
    values: list[float | None] = [None] * len(columns)
    for (_, indicator), value in zip(QUESTIONS, answers.values, strict=True):
        values[columns.index(indicator)] = value
    return Reported(values)


def _plain(name: str) -> str:
    marks = {"„": '"', "”": '"'}
    folded = unicodedata.normalize("NFKD", "".join(marks.get(letter, letter) for letter in name))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
