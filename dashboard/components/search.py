"""A field to look for rows of a long table; assets/search.js writes what is typed into the address."""

from __future__ import annotations

import dash_mantine_components as dmc  # type: ignore[import-untyped]
from dash import html
from dash.development.base_component import Component

from dashboard.components.marked import marked


def search_field(label: str, button: str, key: str, value: str) -> Component:
    """Return the field with its button; `key` is the key of the address that it writes."""
    field = dmc.TextInput(label=label, value=value, name=key, id=f"search-{key}")
    marked(field, data_keep=f"search-{key}")
    form = html.Form([field, html.Button(button, type="submit", className="action")], className="search")
    return marked(form, data_search=key, role="search")
