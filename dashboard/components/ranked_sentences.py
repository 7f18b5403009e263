"""A short ranked list: each row its name, which leads on, and a sentence."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.charts.spec import TableSpec
from dashboard.components.links import inside_href
from dashboard.components.marked import marked


def ranked_sentences(table: TableSpec, note: str) -> Component:
    """Return the rows of a table whose first column is a name and whose last one a sentence; `note` stands below."""
    rows = [
        html.Li([inside_href(str(row[0]), link), html.Span(str(row[-1]))])
        for row, link in zip(table.rows, table.links, strict=True)
    ]
    parts = [html.H2(table.title, id=table.key), html.Ol(rows, className="ranked"), html.P(note, className="subtitle")]
    return marked(html.Section(parts, className="panel"), aria_labelledby=table.key)
