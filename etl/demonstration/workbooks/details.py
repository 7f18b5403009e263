"""The lists in a library's own workbook: events, partners, volunteers, advocacy. They agree with its totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from data.periods import Month
from etl.demonstration.declared import details, forms, questions, random_stream
from etl.demonstration.sheets import Cell, Reported

Rows = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Details:
    """The rows below the headings of sheets 4 to 7."""

    events: Rows = field(default_factory=list)
    partners: Rows = field(default_factory=list)
    advocacy: Rows = field(default_factory=list)
    stories: Rows = field(default_factory=list)


def invented_details(library: str, month: Month, report: Reported, seed: int) -> Details:
    """Return details that add up to the report: E01 events with E02 participants, the sums of A01 to A04."""
    if report.closed:
        return Details()
    stream = random_stream(seed, library, f"details {month}")
    value = dict(zip(questions().columns, report.values, strict=True))
    return Details(_events(month, value, stream), _partners(value, stream), _advocacy(value, stream), [])


def _word(key: str) -> str:
    return cast(str, details()[key])


def _whole(value: float | None) -> int:
    return int(value or 0)


def _events(month: Month, value: dict[str, float | None], stream: np.random.Generator) -> Rows:
    number = _whole(value["E01"])
    if not number:
        return []
    kinds = cast(list[dict[str, str]], details()["event"])
    labels = forms()["ro"].categories
    people = stream.multinomial(_whole(value["E02"]), np.full(number, 1 / number))
    days = np.sort(stream.integers(1, 29, size=number))
    picks = stream.integers(0, len(kinds), size=number)
    outside, campaign = _whole(value["E03"]), min(number, _whole(value["K01"]))
    rows: Rows = []
    for turn in range(number):
        kind = kinds[picks[turn]]
        rows.append(
            [
                turn + 1,
                f"{days[turn]:02d}.{month.month:02d}.{month.year}",
                kind["title"],
                kind["format"],
                labels[kind["category"]],
                _word("outside") if turn < outside else _word("inside"),
                int(people[turn]),
                int(people[turn]) // 2,
                _word("counted"),
                None,
                None,
                _word("yes") if turn < campaign else _word("no"),
            ]
        )
    return rows


def _partners(value: dict[str, float | None], stream: np.random.Generator) -> Rows:
    known = cast(list[list[str]], details()["partners"])
    chosen = stream.permutation(len(known))[: _whole(value["P01"])]
    rows: Rows = [[*known[index], None, None] for index in chosen]
    if _whole(value["P03"]):
        rows.append([_word("volunteers"), None, None, _whole(value["P03"]), value["P04"]])
    return rows


def _advocacy(value: dict[str, float | None], stream: np.random.Generator) -> Rows:
    actions = cast(list[dict[str, str]], details()["action"])
    rows: Rows = []
    for _ in range(_whole(value["A05"])):
        action = actions[int(stream.integers(0, len(actions)))]
        rows.append([action["name"], action["target"], action["result"]])
    received = _word("received")
    for code, source in (("A01", "comunitate"), ("A02", "APL"), ("A03", "privat")):
        if value[code]:
            rows.append([None, None, "bani", value[code], source, received])
    if value["A04"]:
        rows.append([None, None, "în natură", None, "comunitate", received, value["A04"]])
    return rows


def fair_details(report: Reported) -> tuple[Reported, Details]:
    """Return the report of the month of the fair with the fair's figures in it, and its details.

    The fair counts as one event; its activities stand below it in the list and are not added to its attendance.
    """
    fair = cast(dict[str, object], details()["fair"])
    columns, labels = questions().columns, forms()["ro"].categories
    activities = cast(Sequence[tuple[str, str, str, int, int]], fair["activities"])
    helpers = cast(list[list[Cell]], fair["helpers"])
    results = cast(list[list[Cell]], fair["results"])
    participants = cast(int, fair["participants"])
    yes, estimated, counted = _word("yes"), _word("estimated"), _word("counted")
    date, place = cast(str, fair["date"]), cast(str, fair["place"])
    events: Rows = [
        [
            1,
            date,
            cast(str, fair["title"]),
            cast(str, fair["format"]),
            labels["CL.SOC"],
            place,
            participants,
            cast(int, fair["children"]),
            estimated,
            cast(int, fair["volunteers"]),
            cast(str, fair["partners"]),
            yes,
        ]
    ]
    for turn, (title, kind, category, people, children) in enumerate(activities, start=1):
        events.append(
            [f"1.{turn}", date, title, kind, labels[category], place, people, children, counted, None, None, yes]
        )
    values = list(report.values)
    money = {"comunitate": "A01", "APL": "A02", "privat": "A03"}
    told = {
        "E01": 1,
        "E02": participants,
        "E03": 1,
        "K01": 1,
        "K02": participants,
        "P01": len(helpers),
        "P03": sum(cast(int, row[3]) for row in helpers),
        "P04": sum(cast(int, row[4]) for row in helpers),
        "A01": 0,
        "A02": 0,
        "A03": 0,
        "A04": 0,
        "A05": len(results),
        "A06": 1,
    }
    for row in results:
        told[money[cast(str, row[4])]] += cast(int, row[3])
        told["A04"] += cast(int, row[6])
    for code, value in told.items():
        values[columns.index(code)] = value
    return Reported(values), Details(events, helpers, results)


def is_fair(library: str, month: Month) -> bool:
    """Return True for the report that holds the fair."""
    fair = cast(dict[str, object], details()["fair"])
    return fair["library"] == library and fair["month"] == str(month)
