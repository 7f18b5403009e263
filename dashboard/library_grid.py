"""Every library of the selection in a row: its place, its figures, its reports, and what the register says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.asked import Asked, Option
from dashboard.attendance_tables import cell_number, library_links, measure_columns, places_and_kinds, sort_order
from dashboard.charts.spec import CellValue, Column, TableSpec
from dashboard.collation import bare
from dashboard.headline import Headline
from dashboard.papers import library_name, territory_name
from data.coverage import Coverage
from data.models import Library
from data.periods import Month
from data.queries.attendance import library_answers, library_totals
from data.queries.libraries import NamedLibrary, all_libraries
from data.queries.scope import territories_of

KEY = "libraries"
UNSORTED = "library"
_LONGEST = 100  # letters of what is looked for


def looked_for(asked: Asked) -> Sequence[Option]:
    """Return what the address looks for as the one option beside nothing."""
    wanted = asked.address.chosen("q")
    return [("", ""), *([(wanted, wanted)] if 0 < len(wanted) <= _LONGEST else [])]


def grid(asked: Asked, found: Sequence[Headline]) -> TableSpec:
    """Return the libraries that match what is looked for, by name or in the order the address asks for."""
    libraries = matching(asked)
    columns, rows = _columns(asked, found, libraries)
    links = library_links(asked, [one.code for one in libraries])
    order = sort_order(rows, columns, asked.address.sort or UNSORTED, asked.language)
    return TableSpec(
        KEY,
        asked.text["table.libraries"],
        columns,
        tuple(rows[place] for place in order),
        tuple(links[place] for place in order),
    )


def coverage_of(table: TableSpec) -> Coverage:
    """Return the reports received and expected of the libraries in the table."""
    keys = [column.key for column in table.columns]
    reported, expected = (sum(int(row[keys.index(key)] or 0) for row in table.rows) for key in ("reported", "expected"))
    return Coverage(reported, expected)


def owing(table: TableSpec) -> int:
    """Return how many libraries of the table owed a report."""
    place = [column.key for column in table.columns].index("expected")
    return sum(bool(row[place]) for row in table.rows)


def matching(asked: Asked) -> list[NamedLibrary]:
    """Return the libraries selected whose name, code or territory holds every word looked for, accents aside."""
    words, selection = bare(asked.chosen.get("q", "")).split(), asked.selection
    places = territories_of(asked.catalogue, selection, selection.end or Month(1, 1))
    return [
        one
        for one in all_libraries(asked.session)
        if (places is None or one.territory in places)
        and (not selection.kinds or one.kind in selection.kinds)
        and _holds(words, (library_name(asked, one.name), one.code, territory_name(asked, one.territory)))
    ]


def _holds(words: Iterable[str], said: Iterable[str]) -> bool:
    whole = bare(" ".join(said))
    return all(word in whole for word in words)


def _columns(
    asked: Asked, found: Sequence[Headline], libraries: Sequence[NamedLibrary]
) -> tuple[tuple[Column, ...], list[tuple[CellValue, ...]]]:
    text, codes = asked.text, [one.code for one in libraries]
    named = {
        "library": [library_name(asked, one.name) for one in libraries],
        **places_and_kinds(asked, [one.territory for one in libraries], [one.kind for one in libraries]),
    }
    columns = [Column(key, text[f"column.{key}"]) for key in named]
    cells: list[Sequence[CellValue]] = list(named.values())
    measured = measure_columns(asked, found)
    if asked.chosen.get("q"):  # some of the libraries selected: their sum is no figure
        measured = tuple(replace(column, passport="") for column in measured)
    columns += measured
    reports: list[Coverage] = []
    for place, headline in enumerate(found):
        over = (asked.session, asked.catalogue, headline.code, asked.selection)
        if place:
            given = library_answers(*over, annual=asked.annual)
            values = [given[code].value if code in given else None for code in codes]
        else:
            frame = library_totals(*over, annual=asked.annual).set_index("library")
            values = list(frame["value"].reindex(codes))
            known = frame[["reported", "expected"]].reindex(codes, fill_value=0)
            reports = [
                Coverage(int(got), int(owed)) for got, owed in zip(known["reported"], known["expected"], strict=True)
            ]
        cells.append([cell_number(value) for value in values])
    columns += [
        Column("reported", text["column.reported"], "whole"),
        Column("expected", text["column.expected"], "whole"),
        Column("rate", text["reporting.rate.name"], "percent"),
    ]
    cells += [
        [one.reported for one in reports],
        [one.expected for one in reports],
        [None if one.share is None else 100 * one.share for one in reports],
    ]
    declared = [asked.catalogue.libraries.get(code) for code in codes]
    columns += _register_columns(asked)
    cells += [list(column) for column in zip(*(_register(one) for one in declared), strict=True)] or [[]] * 4
    columns.append(Column("code", text["libraries.code"]))
    cells.append(codes)
    return tuple(columns), list(zip(*cells, strict=True))


def _register_columns(asked: Asked) -> list[Column]:
    text = asked.text
    return [
        Column("since", text["libraries.since"], "month"),
        Column("population", text["libraries.population"], "whole"),
        Column("staff", text["libraries.staff"], "whole"),
        Column("computers", text["libraries.computers"], "whole"),
    ]


def _register(one: Library | None) -> tuple[CellValue, ...]:
    if one is None:
        return (None, None, None, None)
    since = str(one.in_network_from) if one.in_network_from else None
    return (since, one.population, one.staff, one.computers)
