"""Who reports what, when: late, missing and careless reports, and which kind of file a territory sends for a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from data.periods import Month
from etl.demonstration.declared import habits, questions, random_stream
from etl.demonstration.model import Figures
from etl.demonstration.register import Place
from etl.demonstration.sheets import Reported, number

FIRST_REPORTS = Month(2015, 1)
SECOND_FORM = Month(2016, 1)  # the consolidated form of 2015 asked for less
_LEFT_OPEN = ("U02", "V03", "V04", "C02", "R01", "T03", "T04", "P02", "P04", "A01", "A02", "A03", "A04")


class Sent(Enum):
    """What became of a library's report of a month."""

    ON_TIME = 0
    LATE = 1
    MISSING = 2
    NOT_DUE = 3  # not in the network


class Channel(Enum):
    """The kind of file a territory's month arrives in."""

    CONSOLIDATED = 0
    SINGLE = 1
    YEARLY = 2
    CUMULATIVE = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A library with its figures and what became of each month's report; `months` count from model.FIRST_MONTH."""

    place: Place
    figures: Figures
    sent: tuple[Sent, ...]


def channel(territory: str, month: Month, last: Month) -> Channel:
    """Return the kind of file in which a territory reports a month of a network that runs to `last`."""
    rules = habits()
    if territory in rules.yearly:
        return Channel.CUMULATIVE if rules.yearly[territory] == "cumulative" else Channel.YEARLY
    if rules.single_months.get(territory) == str(month):
        return Channel.SINGLE
    if territory in rules.single_last_year and month.year == last.year:
        return Channel.SINGLE
    return Channel.CONSOLIDATED


def what_was_sent(place: Place, months: Sequence[Month], seed: int) -> tuple[Sent, ...]:
    """Return what became of each month's report of a library: most come, a few late, some never."""
    rules, territory = habits(), place.library.territory
    stream = random_stream(seed, place.library.code, "sent")
    neglect = float(stream.gamma(1.5, 1 / 1.5))  # a few libraries miss most of what is missed
    missing = rules.missing.get(territory, rules.reporting["missing"]) * neglect
    late = rules.reporting["late"] if missing else 0.0
    joined = place.library.in_network_from
    never = rules.yearly.get(territory) == "cumulative"
    if never and joined:  # figures counted from the beginning of a year begin with a year
        joined = Month(joined.year, 1) if joined.month == 1 else Month(joined.year + 1, 1)
    sent = []
    for month, draw in zip(months, stream.random(len(months)), strict=True):
        if joined is None or month < joined:
            sent.append(Sent.NOT_DUE)
        elif never or draw >= missing + late or _fair(place, month):
            sent.append(Sent.ON_TIME)
        else:
            sent.append(Sent.LATE if draw < late else Sent.MISSING)
    return tuple(sent)


def _fair(place: Place, month: Month) -> bool:
    return place.rank == 0 and habits().single_months.get(place.library.territory) == str(month)


def reported(member: Member, index: int, month: Month, asked: Sequence[str], seed: int) -> Reported:
    """Return what a library writes for a month on a form that asks for some columns."""
    if member.figures.closed[index]:
        return Reported([None] * len(questions().columns), closed=True)
    columns = questions().columns
    row = member.figures.monthly[index].tolist()
    wanted = set(asked)
    values: list[float | None] = [
        number(value) if column in wanted else None for column, value in zip(columns, row, strict=True)
    ]
    stream = random_stream(seed, member.place.library.code, f"care {month}")
    careful = member.place.rank == 0 or habits().yearly.get(member.place.library.territory) == "cumulative"
    if stream.random() < habits().reporting["careless"] and not careful:
        for code in np.array(_LEFT_OPEN)[stream.random(len(_LEFT_OPEN)) < 0.5]:
            values[columns.index(code)] = None
    return Reported(values)


def consolidated_questions(month: Month) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the indicators and categories that the consolidated form of a month asks for."""
    asked = questions()
    if month < SECOND_FORM:
        return asked.first_indicators, asked.first_categories
    return asked.indicators, asked.categories


def columns_asked(indicators: Sequence[str], categories: Sequence[str], services: Sequence[str]) -> list[str]:
    """Return the columns (INDICATOR or INDICATOR:CATEGORY) of a form."""
    return [*indicators, *(f"{service}:{category}" for service in services for category in categories)]


def mistaken(report: Reported) -> Reported:
    """Return a report with the mistakes that its sender later corrects: visits ten times too many, loans not given."""
    values, columns = list(report.values), questions().columns
    for code, factor in (("V01", 10), ("V02", 10)):
        value = values[columns.index(code)]
        values[columns.index(code)] = None if value is None else value * factor
    values[columns.index("L01")] = None
    return Reported(values, report.closed, report.sheet)


def running_sums(by_month: Sequence[dict[str, Reported]], flows: frozenset[str]) -> list[dict[str, Reported]]:
    """Return each month's reports as sums of the months so far; people, stocks and computers stay the month's own."""
    columns = questions().columns
    flow = [column.split(":")[0] in flows for column in columns]
    sums: dict[str, list[float]] = {}
    found = []
    for reports in by_month:
        shown = {}
        for code, report in reports.items():
            so_far = sums.setdefault(code, [0.0] * len(columns))
            values = list(report.values)
            for at, value in enumerate(values):
                if value is not None and flow[at]:
                    so_far[at] += value
                    values[at] = number(so_far[at])
            shown[code] = Reported(values)
        found.append(shown)
    return found
