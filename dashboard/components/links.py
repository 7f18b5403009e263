"""Links: plain ones that assets/navigation.js follows without loading the frame anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.components.marked import marked

Extension = Literal["csv", "xlsx", "charts.xlsx", "json", "svg", "pptx", "zip"]


def inside(
    label: str | list[Component | str], address: Address, *, current: bool = False, className: str = ""
) -> Component:
    """Return a link to a page of the site in the same language; filters go with it."""
    link = inside_href(label, address.href(), className=className)
    return marked(link, aria_current="page") if current else link


def inside_href(label: str | list[Component | str], href: str, *, className: str = "") -> Component:
    """Return a link to a place of the site that is written already, as pure data carry it."""
    return marked(html.A(label, href=href, className=className), data_inside="true")


def choice_links(label: str, offered: Sequence[tuple[str, str]], chosen: str, key: str, address: Address) -> Component:
    """Return the options of a page's own choice side by side, as links: the focus stays on the one that was followed.

    `offered` are pairs of code and name, the first being the default; `key` is the choice's key in the address.
    """
    links = []
    for place, (code, name) in enumerate(offered):
        link = inside(name, address.choosing(**{key: "" if place == 0 else code}))
        marked(link, data_keep=f"{key}-{code}")
        links.append(html.Li(marked(link, aria_current="true") if code == chosen else link))
    return marked(html.Nav(html.Ul(links), className="choice"), aria_label=label)


def file_link(label: str, address: Address, extension: Extension) -> Component:
    """Return a link to a file of the same address."""
    return html.A(label, href=address.href(extension), className="file-link")
