"""A long table: sorted by real links in its heading, shown in parts."""

from __future__ import annotations

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.charts.spec import Column, TableSpec
from dashboard.components.links import file_link, inside
from dashboard.components.marked import marked
from dashboard.components.tables import column_class, column_marks, scrolling, table_body
from data.formats import number
from data.wording import Text

ROWS = 50  # of a part


def sorted_table(table: TableSpec, text: Text, address: Address, *, unsorted: str | None = None) -> Component:
    """Return the part of the table that the address asks for, with links to sort it and to the other parts.

    `unsorted` is the order of the rows where the address says none: by default, from most of the first count to least.
    """
    part, parts, first = part_of(table, address, ROWS)
    here = replace(table, rows=table.rows[first : first + ROWS], links=table.links[first : first + ROWS])
    sort = address.sort if address.sort.removeprefix("-") in {column.key for column in table.columns} else ""
    if unsorted is None:
        unsorted = next((f"-{column.key}" for column in table.columns if column.kind == "whole"), "")
    sort = sort or unsorted
    header = html.Tr([_heading(column, sort, text, address) for column in table.columns])
    said = text.format(
        "table.shown", first=min(first + 1, len(table.rows)), last=first + len(here.rows), all=len(table.rows)
    )
    section = html.Section(
        [
            html.H2(table.title, id=table.key),
            html.P([said, " ", file_link(text["files.all_rows"], replace(address, table=table.key), "csv")]),
            scrolling(html.Table([html.Thead(header), table_body(here, text)]), table.title),
            other_parts(text, address, part, parts),
            column_marks(table, text, address),
        ],
        className="panel",
    )
    return marked(section, aria_labelledby=table.key)


def part_of(table: TableSpec, address: Address, size: int) -> tuple[int, int, int]:
    """Return the part of a long table that the address asks for, how many there are, and the place of its first row."""
    parts = max(1, -(-len(table.rows) // size))
    part = min(address.part, parts)
    return part, parts, (part - 1) * size


def _heading(column: Column, sort: str, text: Text, address: Address) -> Component:
    """Return a heading that is a link: it sorts by its column, or turns the order round."""
    here, falling = sort.removeprefix("-") == column.key, sort.startswith("-")
    rising_first = column.kind == "text"
    turned = column.key if (falling if here else rising_first) else f"-{column.key}"
    arrow = marked(html.Span({True: "▼", False: "▲"}[falling] if here else "", className="arrow"), aria_hidden="true")
    link = inside([column.label, arrow], replace(address, sort=turned, part=1), className="sort")
    heading = html.Th(link, scope="col", className=column_class(column), title=text["table.sort"])
    return marked(heading, aria_sort="descending" if falling else "ascending") if here else heading


def other_parts(text: Text, address: Address, part: int, parts: int) -> Component:
    """Return the links to the part before and the part after."""
    if parts == 1:
        return html.Div()
    before = inside(text["table.before"], replace(address, part=part - 1)) if part > 1 else html.Span()
    after = inside(text["table.after"], replace(address, part=part + 1)) if part < parts else html.Span()
    where = text.format("table.part", part=number(part, text.language), parts=number(parts, text.language))
    return marked(html.Nav([before, html.Span(where), after], className="parts"), aria_label=text["table.parts"])
