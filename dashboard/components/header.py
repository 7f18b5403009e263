"""The header: the product's name, the pages, the languages, the demonstration label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.address import Address
from dashboard.components.links import inside
from dashboard.components.marked import marked
from data.wording import Text


def site_header(
    text: Text, demonstration: str, navigation_bar: Component, *, local: str = "", tools: Sequence[tuple[str, str]] = ()
) -> Component:
    """Return the header; `demonstration` is the label of invented figures, or "", `local` that of a server without
    accounts, `tools` are the plain pages that whoever asks may
    see, by their keys, with their addresses."""
    label: list[Component] = [html.P(demonstration, className="demonstration")] if demonstration else []
    if local:
        label.append(html.P(local, className="local"))
    label += [html.A(text[f"tool.{key}"], href=href) for key, href in tools]
    brand = html.Div(
        [
            html.Span(text["product.name"], className="product"),
            html.Span(text["network.title"], className="network"),
        ],
        className="brand",
    )
    theme = html.Button("◐", id=ids.THEME, type="button", title=text["theme.dark"])
    marked(theme, aria_label=text["theme.dark"], aria_pressed="false")
    top = html.Div([brand, html.Div([*label, theme], className="top-end")], className="top")
    return html.Header([top, navigation_bar])


def navigation(text: Text, address: Address, pages: Sequence[str]) -> Component:
    """Return the links to the pages; each keeps the filters."""
    links = [html.Li(inside(text[f"page.{key}.name"], address.on(key), current=key == address.page)) for key in pages]
    return marked(html.Nav(html.Ul(links), className="pages"), aria_label=text["frame.pages"])


def languages(address: Address, texts: Mapping[str, Text]) -> Component:
    """Return the links to the same address in each language, each named in its own.

    They load the frame anew, in that language.
    """
    links = []
    for code, text in texts.items():
        link = html.A(text["language.name"], href=address.in_language(code).href(), lang=code, hrefLang=code)
        links.append(html.Li(marked(link, aria_current="true") if code == address.language else link))
    label = texts[address.language]["frame.languages"]
    return marked(html.Nav(html.Ul(links), className="languages"), aria_label=label)
