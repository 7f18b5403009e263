"""Links: plain ones that assets/navigation.js follows without loading the frame anew."""

from __future__ import annotations

from typing import Literal

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.components.marked import marked


def inside(
    label: str | list[Component | str], address: Address, *, current: bool = False, className: str = ""
) -> Component:
    """Return a link to a page of the site in the same language; filters go with it."""
    link = marked(html.A(label, href=address.href(), className=className), data_inside="true")
    return marked(link, aria_current="page") if current else link


def file_link(label: str, address: Address, extension: Literal["csv", "xlsx", "json"]) -> Component:
    """Return a link to a file of the same address."""
    return html.A(label, href=address.href(extension), className="file-link")
