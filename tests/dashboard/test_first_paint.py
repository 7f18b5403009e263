"""The first paint: the very words of the page as plain HTML, safe, and remembered until somebody writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

import dash_mantine_components as dmc  # type: ignore[import-untyped]
import pytest
from dash import Dash, dcc, html

from dashboard.components.marked import marked
from dashboard.content import PageContent
from dashboard.static_html import html_of

VOID = ("img", "br", "hr", "input", "meta", "link")


class Nesting(HTMLParser):
    """Notes every tag that is closed where it was not opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def painted(app: Dash, path: str) -> str:
    text = app.server.test_client().get(path).text
    found = re.search(
        r'<div id="first-paint">(.*)</div>\s*<footer id=.none|<div id="first-paint">(.*?)</div>\s*<script', text, re.S
    )
    assert found
    return found[1] or found[2]


@pytest.mark.parametrize("page", ["overview", "attendance", "campaign", "method", "about", "nothing"])
def test_it_says_what_the_page_says_and_is_well_formed(
    app: Dash, content: Callable[..., PageContent], page: str, language: str
) -> None:
    said = painted(app, f"/{language}/{page}?from=2017-01&to=2017-12")
    nesting = Nesting()
    nesting.feed(said)
    assert (nesting.wrong, nesting.open) == ([], [])
    assert "<h1" in said and "data-inside" not in said
    if page != "nothing":
        told = content(f"/{language}/{page}", "?from=2017-01&to=2017-12")
        words = unescape(re.sub("<[^>]*>", "", said))
        assert all(sentence in words for sentence in (told.title, told.finding, *told.sentences))
        assert said.count("data:image/svg+xml") >= len(told.charts)


def test_the_filters_wait_with_their_values(app: Dash) -> None:
    said = painted(app, "/en/overview?from=2017-03&to=2017-12&territory=MD-OR")
    assert 'class="waiting-field">March 2017</span>' in said
    assert 'class="waiting-field">Orhei</span>' in said


def test_what_somebody_wrote_into_the_address_never_becomes_markup(app: Dash) -> None:
    assert "<b>x" not in painted(app, "/en/overview?territory=%3Cb%3Ex&from=%3Cb%3Ex")


def test_components_become_their_tags() -> None:
    link = marked(
        html.A("A & <b>", href="/x?a=1&b=2", className="go", hidden=True), data_inside="true", aria_label='"q"'
    )
    assert (
        html_of(link) == '<a class="go" hidden href="/x?a=1&amp;b=2" aria-label="&quot;q&quot;">A &amp; &lt;b&gt;</a>'
    )
    assert html_of(html.Img(src="data:x", alt="")) == '<img alt="" src="data:x">'
    assert html_of(dcc.Graph(style={"minWidth": "9px"})) == '<div style="min-width:9px"></div>'
    assert html_of(dcc.Store(id="x")) == ""
    assert html_of([None, True, 3, html.P(["a", html.Br()])]) == "3<p>a<br></p>"
    listed = dmc.Select(
        label="From", data=[{"group": "2017", "items": [{"value": "1", "label": "January"}]}], value="1"
    )
    assert html_of(listed) == '<span class="waiting-label">From</span><span class="waiting-field">January</span>'
