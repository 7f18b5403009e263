"""The page of an address that does not exist."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.components.links import inside
from data.wording import Text


def not_found(text: Text, address: Address, pages: Sequence[str]) -> Component:
    """Return the page that says so and where to go instead."""
    links = [html.Li(inside(text[f"page.{key}.title"], address.on(key))) for key in pages]
    return html.Div(
        [
            html.Div(
                [html.H1(text["not_found.title"], tabIndex="-1"), html.P(text["not_found.what"])], className="page-head"
            ),
            html.Section(html.Ul(links), className="panel prose"),
        ]
    )
