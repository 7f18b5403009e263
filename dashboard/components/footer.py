"""The footer: the files of the page's address, the source and the as-of date."""

from __future__ import annotations

from typing import Literal

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.components.links import file_link
from dashboard.components.marked import marked
from data.wording import Text

_FILES: tuple[Literal["csv", "xlsx", "json"], ...] = ("csv", "xlsx", "json")


def page_footer(text: Text, files: Address | None, *, as_of: str, demonstration: bool) -> Component:
    """Return the footer; `files`: the address to take away, or None; `as_of`: "" where nothing was received."""
    papers = [text.format("frame.source", source=text["network.source"])]
    if as_of:
        papers.append(text.format("frame.as_of", date=as_of))
    if demonstration:
        papers.append(text["demonstration.explanation"])
    taken = [html.Div(_downloads(text, files), className="files")] if files else []
    return html.Footer([*taken, html.Div([html.P(one) for one in papers], className="papers")])


def _downloads(text: Text, address: Address) -> list[Component]:
    links = [html.Li(file_link(text[f"files.{kind}"], address, kind)) for kind in _FILES]
    return [html.H2(text["files.title"], id="files"), marked(html.Ul(links), aria_labelledby="files")]
