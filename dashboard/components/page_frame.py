"""What stands above the figures of every page: the way to it, its title, its finding, its filters and coverage."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.links import inside
from dashboard.components.marked import marked
from dashboard.components.stamp import linked_figures, passport_mark
from dashboard.content import Crumb, PageContent
from data.wording import Text


def page_frame(content: PageContent, text: Text, parts: Sequence[Component], *, figures: bool = True) -> Component:
    """Return the page: its head, then its parts; where there is nothing to show, the reason in their place.

    `figures`: the page shows figures, so its head says over which selection, and the sentences that go with them.
    """
    head: list[Component] = []
    if figures and content.trail:
        head.append(_trail(content.trail, text))
    head.append(
        html.Div([html.H1(content.title, tabIndex="-1"), _copy_link(text, content.share)], className="title-row")
    )
    if content.finding:
        head.append(html.P(content.finding, className="finding"))
        if content.passport and content.passport_link:
            head.append(html.P(passport_mark(text, content.passport, content.passport_link), className="stamp"))
    if figures:
        head += [
            html.P(linked_figures(sentence, text, content.figures), className="sentence")
            for sentence in content.sentences
        ]
        said = [html.Span(words) for words in (content.filters, content.coverage) if words]
        head.append(html.P(said, className="selection"))
    if content.release:
        back: list[Component] = [inside(text["release.today"], content.today)] if content.today else []
        head.append(html.P([f"{content.release} ", *back], className="sentence notice"))
    if figures:
        head += [html.P(notice, className="sentence notice", role="status") for notice in content.notices]
    shown = [html.P(content.empty, className="panel empty")] if content.empty else list(parts)
    return html.Div([html.Div(head, className="page-head"), *shown])


def _trail(trail: Sequence[Crumb], text: Text) -> Component:
    """Return the way from the whole network to the place shown."""
    steps = [
        html.Li(
            inside(step.label, step.address) if step.address else marked(html.Span(step.label), aria_current="page")
        )
        for step in trail
    ]
    return marked(html.Nav(html.Ol(steps), className="trail"), aria_label=text["trail.title"])


def _copy_link(text: Text, share: str) -> Component:
    """Return the button that copies the address (assets/links.js does it and says so), and the way to share the page
    with somebody who has no account, for whoever may."""
    button = html.Button(text["link.copy"], type="button", className="quiet")
    done = html.Span("", className="said", role="status")
    shared = [html.A(text["link.share"], href=share, className="quiet")] if share else []
    return html.Div([marked(button, data_copy_link=text["link.copied"]), *shared, done], className="copy-link")
