"""The page of an address that does not exist, or not for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.components.links import inside
from data.wording import Text


def not_found(
    text: Text, address: Address, pages: Sequence[str], *, what: str = "not_found.what", forbidden: bool = False
) -> Component:
    """Return the page that says so and where to go instead; `forbidden`: it exists, for others, else `what` is said."""
    title, said = ("not_yours.title", "not_yours.what") if forbidden else ("not_found.title", what)
    links = [html.Li(inside(text[f"page.{key}.title"], address.on(key))) for key in pages]
    return html.Div(
        [
            html.Div([html.H1(text[title], tabIndex="-1"), html.P(text[said])], className="page-head"),
            html.Section(html.Ul(links), className="panel prose"),
        ]
    )
