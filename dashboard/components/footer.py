"""The footer: the files of the page's address, the source and the as-of date."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.components.links import Extension, file_link
from dashboard.components.marked import marked
from data.wording import Text

_FILES: dict[str, Extension] = {
    "csv": "csv",
    "xlsx": "xlsx",
    "charts": "charts.xlsx",
    "pptx": "pptx",
    "zip": "zip",
    "json": "json",
}


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
    links = [html.Li(file_link(text[f"files.{name}"], address, kind)) for name, kind in _FILES.items()]
    return [html.H2(text["files.title"], id="files"), marked(html.Ul(links), aria_labelledby="files")]
