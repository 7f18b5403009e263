"""Attributes whose names hold a dash, which Python cannot write as keywords: aria-label, data-inside."""

from __future__ import annotations

from dash.development.base_component import Component


def marked(component: Component, **marks: str) -> Component:
    """Return the component with these attributes; an underscore is written for each dash: aria_label="…"."""
    for name, value in marks.items():
        setattr(component, name.replace("_", "-"), value)
    return component
