"""A long list of entries that have more to say than the row of a table: shown in parts, taken away whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.cells import shown
from dashboard.charts.spec import TableSpec
from dashboard.components.links import file_link
from dashboard.components.marked import marked
from dashboard.components.sorted_table import other_parts, part_of
from data.wording import Text

ENTRIES = 25  # of a part

Cells = Mapping[str, str]  # the cells of a row as read, by the keys of their columns; "" for a missing one
Entry = Callable[[Cells, str, Text], list[Component]]  # of the cells and the address that the row leads to, or ""


def entry_list(table: TableSpec, text: Text, address: Address, entry: Entry) -> Component:
    """Return the part of the list that the address asks for, each row of the table drawn by `entry`."""
    part, parts, first = part_of(table, address, ENTRIES)
    rows = table.rows[first : first + ENTRIES]
    links = table.links[first : first + ENTRIES] if table.links else ("",) * len(rows)
    entries = [
        html.Li(entry(_as_read(table, row, text), link, text), className="entry")
        for row, link in zip(rows, links, strict=True)
    ]
    files = replace(address, table=table.key)
    said = text.format("table.shown", first=first + 1, last=first + len(rows), all=len(table.rows))
    section = html.Section(
        [
            html.H2(table.title, id=table.key),
            html.P(
                [
                    f"{said} ",
                    file_link(text["files.all_rows"], files, "csv"),
                    " · ",
                    file_link(text["files.xlsx"], files, "xlsx"),
                ],
                className="subtitle",
            ),
            html.Ol(entries, start=str(first + 1), className="entries"),
            other_parts(text, address, part, parts),
        ],
        className="panel",
    )
    return marked(section, aria_labelledby=table.key)


def _as_read(table: TableSpec, row: tuple[str | int | float | None, ...], text: Text) -> Cells:
    return {
        column.key: "" if cell is None else shown(cell, column, text)
        for column, cell in zip(table.columns, row, strict=True)
    }
