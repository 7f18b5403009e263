"""A plain table from a TableSpec: numbers as the language writes them, a scroll of its own on a narrow screen."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.cells import is_words, shown_row
from dashboard.charts.spec import Column, TableSpec
from dashboard.components.links import inside_href
from dashboard.components.marked import marked
from dashboard.components.stamp import passport_mark
from data.wording import Text


def data_table(table: TableSpec, text: Text) -> Component:
    """Return the table with its title as caption; on a phone rows that say from which cell they are read as a list."""
    header = html.Tr([html.Th(column.label, scope="col", className=column_class(column)) for column in table.columns])
    listed = any(column.key == "cell" for column in table.columns)
    parts = [html.Caption(table.title), html.Thead(header), table_body(table, text, labelled=listed)]
    return scrolling(html.Table(parts, className="as-list" if listed else ""), table.title)


def folded(table: TableSpec, text: Text, address: Address, note: str = "", *, shown: bool = False) -> Component:
    """Return the table behind its title, open where it is to be `shown` at once, with a note and the ids of its columns
    below it."""
    said = (html.P(note, className="note") if note else None, column_marks(table, text, address))
    notes = [one for one in said if one]
    return html.Section(html.Details([html.Summary(table.title), data_table(table, text), *notes], open=shown))


def column_marks(table: TableSpec, text: Text, address: Address) -> Component | None:
    """Return the ids of the figures that the columns of a table are of, each a link; None where none has one."""
    said: list[Component | str] = []
    for column in table.columns:
        if column.passport:
            mark = passport_mark(text, column.passport, address.of_figure(column.passport).href())
            said += [text["selection.separator"] if said else "", f"{column.label}: ", mark]
    return html.P(said, className="stamp") if said else None


def scrolling(table: Component, title: str) -> Component:
    """Return the table in a box that scrolls sideways by itself, also from the keyboard."""
    return marked(html.Div(table, className="table-box", role="group", tabIndex="0"), aria_label=title)


def table_body(table: TableSpec, text: Text, *, labelled: bool = False) -> Component:
    """Return the rows; the first cell of each is its heading, and leads to its address where the row has one. Cells
    that are `labelled` carry the name of their column, which a phone shows before them."""
    rows = [shown_row(table, number, text) for number in range(len(table.rows))]
    links = table.links or ("",) * len(table.rows)
    return html.Tbody(
        [
            html.Tr(
                [
                    html.Th(inside_href(heading, link) if link else heading, scope="row"),
                    *(
                        _cell(cell, column, text, labelled=labelled)
                        for cell, column in zip(cells, table.columns[1:], strict=True)
                    ),
                ]
            )
            for (heading, *cells), link in zip(rows, links, strict=True)
        ]
    )


def _cell(said: str, column: Column, text: Text, *, labelled: bool) -> Component:
    if not labelled:
        return html.Td(said, className=column_class(column))
    absent = " absent" if said == text["absent.short"] else ""
    return marked(html.Td(said, className=f"{column_class(column)}{absent}"), data_label=column.label)


def column_class(column: Column) -> str:
    """Return the style of a column: numbers stand under each other, a month, a day or an id on one line, and a place in
    a file has room."""
    whole = column.kind in ("month", "day") or column.key == "passport"
    words = "text when" if whole else "text where" if column.key == "cell" else "text"
    return words if is_words(column) else "number"
