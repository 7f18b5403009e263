"""Links: plain ones that assets/navigation.js follows without loading the frame anew."""

from __future__ import annotations

from typing import Literal

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address


def inside(
    label: str | list[Component | str], address: Address, *, current: bool = False, className: str = ""
) -> Component:
    """Return a link to a page of the site in the same language; filters go with it."""
    marks: dict[str, str] = {"data-inside": "1"}
    if current:
        marks["aria-current"] = "page"
    return html.A(label, href=address.href(), className=className, **marks)


def file_link(label: str, address: Address, extension: Literal["csv", "xlsx", "json"]) -> Component:
    """Return a link to a file of the same address."""
    return html.A(label, href=address.href(extension), className="file-link")
