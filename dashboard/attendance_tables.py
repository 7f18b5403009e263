"""Tables of attendance: the measures side by side by month, and every library in the order the address asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts.spec import CellValue, Column, TableSpec
from dashboard.collation import letters
from dashboard.headline import Headline
from dashboard.papers import library_name, territory_name
from dashboard.passports import passport_of
from data.periods import Month, is_year
from data.queries.attendance import library_totals, monthly_totals, yearly_totals

LIBRARIES = "libraries"
Cells = tuple[CellValue, ...]


def period_table(asked: Asked, found: tuple[Headline, ...]) -> TableSpec:
    """Return one row a month (a year, of annual figures) with each measure in a column of its own, and coverage."""
    text = asked.text
    totals = yearly_totals if asked.annual else monthly_totals
    frames = [
        totals(asked.session, asked.catalogue, headline.code, asked.selection).set_index("period") for headline in found
    ]
    periods = sorted({int(period) for frame in frames for period in frame.index})
    measures = [frame["value"].reindex(periods) for frame in frames]
    coverage = [frames[0][name].reindex(periods, fill_value=0) for name in ("reported", "expected")]
    when = Column("year", text["column.year"]) if asked.annual else Column("month", text["column.month"], "month")
    rows = zip(
        [str(period) if is_year(period) else str(Month.from_period(period)) for period in periods],
        *([cell_number(value) for value in column] for column in (*measures, *coverage)),
        strict=True,
    )
    key = "by_year" if asked.annual else "by_month"
    return TableSpec(
        key, text[f"table.all_{key}"], (when, *measure_columns(asked, found), *_coverage(asked)), tuple(rows)
    )


def library_table(asked: Asked, found: tuple[Headline, ...]) -> TableSpec:
    """Return one row a library with its place, its kind, each measure and its coverage, sorted as the address asks."""
    text = asked.text
    frames = [
        library_totals(asked.session, asked.catalogue, headline.code, asked.selection, annual=asked.annual)
        for headline in found
    ]
    table = frames[0]
    for place, frame in enumerate(frames[1:], start=1):
        values = frame[["library", "value"]].rename(columns={"value": f"value_{place}"})
        table = table.merge(values, on="library", how="left")
    texts = {
        "library": [library_name(asked, name) for name in table["name"]],
        **places_and_kinds(asked, table["territory"], table["kind"]),
    }
    numbers = ([cell_number(value) for value in table[name]] for name in _value_columns(found))
    rows = zip(*texts.values(), *numbers, strict=True)
    named = tuple(Column(name, text[f"column.{name}"]) for name in texts)
    columns = (*named, *measure_columns(asked, found), *_coverage(asked))
    linked = list(zip(rows, library_links(asked, table["library"]), strict=True))
    sort = asked.address.sort or f"-{columns[len(named)].key}"
    order = sort_order([row for row, _ in linked], columns, sort, asked.language)
    return TableSpec(
        LIBRARIES,
        text["table.libraries"],
        columns,
        tuple(linked[place][0] for place in order),
        tuple(linked[place][1] for place in order),
    )


def library_links(asked: Asked, codes: Iterable[str]) -> list[str]:
    """Return the address of each library: the same page, of that library alone."""
    return [replace(asked.address.of_library(code), sort="").href() for code in codes]


def places_and_kinds(asked: Asked, territories: Iterable[str], kinds: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of territories and kinds of libraries, each only where the network has more than one."""
    catalogue = asked.catalogue
    shown: dict[str, list[str]] = {}
    if len(catalogue.territories) > 1:
        shown["territory"] = [territory_name(asked, code) for code in territories]
    if len({library.kind for library in catalogue.libraries.values()}) > 1:
        shown["kind"] = [asked.text[f"library_kind.{code}.name"] for code in kinds]
    return shown


def sort_order(rows: Sequence[Cells], columns: Sequence[Column], sort: str, language: str) -> list[int]:
    """Return the places of the rows by the column whose key `sort` is, from most to least behind a "-".

    Missing values stand last; rows that are equal stay in the order of their first column, as the language orders
    names; a key no column has leaves the rows in that order.
    """
    by_name = sorted(range(len(rows)), key=lambda place: letters(str(rows[place][0]), language))
    at = next((number for number, column in enumerate(columns) if column.key == sort.removeprefix("-")), None)
    if at is None:
        return by_name
    given = [place for place in by_name if rows[place][at] is not None]
    missing = [place for place in by_name if rows[place][at] is None]

    def cell(place: int) -> tuple[str, float]:
        value = rows[place][at]
        return (letters(value, language), 0.0) if isinstance(value, str) else ("", float(value or 0))

    return [*sorted(given, key=cell, reverse=sort.startswith("-")), *missing]


def measure_columns(asked: Asked, found: Sequence[Headline]) -> tuple[Column, ...]:
    """Return a column for each measure, its key the code of the indicator in small letters, with its figure's id."""
    return tuple(
        Column(
            headline.code.lower(),
            asked.text[f"indicator.{headline.code}.short"],
            "whole",
            passport_of(asked, headline.code),
        )
        for headline in found
    )


def _coverage(asked: Asked) -> tuple[Column, ...]:
    return tuple(Column(name, asked.text[f"column.{name}"], "whole") for name in ("reported", "expected"))


def _value_columns(found: tuple[Headline, ...]) -> list[str]:
    return ["value", *(f"value_{place}" for place in range(1, len(found))), "reported", "expected"]


def cell_number(value: float | None) -> CellValue:
    """Return a number for a cell: whole ones without decimals, a missing one as None."""
    if value is None or pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
