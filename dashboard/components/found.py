"""A problem found in a file as an entry of a list: whose, what, what to do, and where it stands."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.components.entries import Cells
from dashboard.components.links import inside_href
from data.wording import Text


def found(said: Cells, link: str, text: Text) -> list[Component]:
    """Return the entry of a row of the findings (dashboard/reporting_problems.py)."""
    whose = inside_href(said["library"], link) if link else said["library"] or text["reporting.findings.whole_file"]
    return [
        html.Div([html.H3(said["problem"]), html.P(f"{said['severity']} · {said['received']}", className="subtitle")]),
        html.Div([html.P(said["what"]), html.P(said["remedy"], className="subtitle")]),
        html.Div([html.P(whose), html.P(said["place"], className="subtitle place")]),
    ]
