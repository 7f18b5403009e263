"""The id of a figure's passport as it stands beside the figure: small, and a link to what it says."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.links import inside_href
from dashboard.components.marked import marked
from data.wording import Text


def passport_mark(text: Text, figure: str, href: str) -> Component:
    """Return "Figure 3h7v-9pj", the id being the link."""
    before, _, after = text.format("passport.figure", id="|").partition("|")
    return html.Span([before, _link(text, figure, href), after])


def linked_figures(sentence: str, text: Text, figures: Sequence[tuple[str, str]]) -> list[Component | str]:
    """Return a sentence, the ids of `figures` (each with its address) in it being links."""
    parts: list[Component | str] = [sentence]
    for figure, href in figures:
        before, found, after = str(parts[-1]).partition(figure)
        if found:
            parts[-1:] = [before, _link(text, figure, href), after]
    return parts


def _link(text: Text, figure: str, href: str) -> Component:
    return marked(inside_href(figure, href), aria_label=text.format("passport.look_up", id=figure))
