"""The id of a figure's passport as it stands beside the figure: small, and a link to what it says."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.components.links import inside_href
from dashboard.components.marked import marked
from data.wording import Text


def passport_mark(text: Text, figure: str, href: str) -> Component:
    """Return "Figure 3h7v-9pj", the id being the link."""
    before, _, after = text.format("passport.figure", id="|").partition("|")
    link = marked(inside_href(figure, href), aria_label=text.format("passport.look_up", id=figure))
    return html.Span([before, link, after])
