"""A line without axes for a cell of a table or a card; its words are its text alternative."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.charts.render import svg


def sparkline(values: Sequence[float | None], summary: str) -> Component:
    """Return the picture of the values; a missing one is a gap. `summary` says in words what it shows."""
    return html.Img(src=svg.data_uri(svg.sparkline(values, summary)), alt=summary, className="spark")
