"""A table whose rows have more to say than a row has room for: each a name, a sentence and what else is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.charts.spec import CellValue, TableSpec
from dashboard.components.marked import marked


def definition_list(table: TableSpec, *, folded: bool = False, group: str = "") -> Component:
    """Return the rows of a table: the first column as heading, the second below it, the others by their labels.

    `folded`: only the names are seen until one is opened, as in a long list that is looked things up in; `group`: the
    key of the column whose values part the rows.
    """
    at = next((place for place, column in enumerate(table.columns) if column.key == group), None)
    parts: list[Component] = [html.H2(table.title, id=table.key)]
    for value, rows in groupby(table.rows, key=lambda row: None if at is None else row[at]):
        if value:
            parts.append(html.H3(str(value)))
        drawn = [_folded(table, row) if folded else _open(table, row) for row in rows]
        entries = [html.Li(one, className="definition") for one in drawn]
        parts.append(html.Ul(entries, className="folded" if folded else ""))
    return marked(html.Section(parts, className="panel definitions"), aria_labelledby=table.key)


def _folded(table: TableSpec, row: Sequence[CellValue]) -> Component:
    return html.Details([html.Summary(str(row[0])), html.P(str(row[1])), _known(table, row)])


def _open(table: TableSpec, row: Sequence[CellValue]) -> list[Component]:
    return [html.Div([html.H3(str(row[0])), html.P(str(row[1]))]), _known(table, row)]


def _known(table: TableSpec, row: Sequence[CellValue]) -> Component:
    said = [
        html.Div([html.Dt(column.label), html.Dd(str(cell))])
        for column, cell in zip(table.columns[2:], row[2:], strict=True)
        if cell
    ]
    return html.Dl(said)


def contents_list(label: str, entries: Sequence[tuple[str, str]]) -> Component:
    """Return links to the sections of a page: pairs of a section's id and its name."""
    links = html.Ul([html.Li(html.A(name, href=f"#{key}")) for key, name in entries])
    return marked(html.Nav(links, className="contents"), aria_label=label)
