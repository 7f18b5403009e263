"""What stands above the figures of every page: its title, its finding, its filters and coverage, its warnings."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.content import PageContent


def page_frame(
    content: PageContent, parts: Sequence[Component], *, figures: bool = True, notices: Sequence[str] = ()
) -> Component:
    """Return the page: its head, then its parts; where there is nothing to show, the reason in their place.

    `figures`: the page shows figures, so its head says over which selection, and the sentences that go with them;
    `notices` are what the reader should know of the address.
    """
    head: list[Component] = [html.H1(content.title, tabIndex="-1")]
    if content.finding:
        head.append(html.P(content.finding, className="finding"))
    if figures:
        head += [html.P(sentence, className="sentence") for sentence in content.sentences]
        said = [html.Span(words) for words in (content.filters, content.coverage) if words]
        head.append(html.P(said, className="selection"))
        head += [html.P(notice, className="sentence notice", role="status") for notice in notices]
    shown = [html.P(content.empty, className="panel empty")] if content.empty else list(parts)
    return html.Div([html.Div(head, className="page-head"), *shown])
