"""A component tree as the HTML a browser draws at once, before any script runs: what people see first, and what readers
without scripts see at all. Charts are drawn from their print; lists to choose from wait as fields with their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from dash.development.base_component import Component

_VOID = frozenset({"img", "br", "hr", "input"})
_NAMES = {"className": "class", "htmlFor": "for"}
# What only a script can follow: without one these links are plain links.
_LEFT_OUT = frozenset({"children", "key", "n_clicks", "data-inside", "data-keep"})
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def html_of(part: object) -> str:
    """Return the HTML of a component, a text, a number, or a list of them; every text is made safe."""
    if part is None or isinstance(part, bool):
        return ""
    if isinstance(part, list | tuple):
        return "".join(html_of(one) for one in part)
    if not isinstance(part, Component):
        return escape(str(part))
    drawn = part.to_plotly_json()  # type: ignore[no-untyped-call]
    kind, props = str(drawn["type"]), drawn["props"]
    if drawn["namespace"] == "dash_html_components":
        return _element(kind.lower(), props)
    if kind == "Graph":
        return f"<div{_style(props.get('style'))}></div>"
    return _field(props) if "label" in props else ""


def _element(tag: str, props: Mapping[str, object]) -> str:
    said = "".join(_attribute(name, value) for name, value in props.items() if name not in _LEFT_OUT)
    if tag in _VOID:
        return f"<{tag}{said}>"
    return f"<{tag}{said}>{html_of(props.get('children'))}</{tag}>"


def _attribute(name: str, value: object) -> str:
    if name == "style":
        return _style(value)
    if value is None or value is False or not isinstance(value, str | int | float | bool):
        return ""
    written = _NAMES.get(name, name.lower())
    return f" {written}" if value is True else f' {written}="{escape(str(value))}"'


def _style(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    rules = ";".join(f"{_CAPITAL.sub('-', name).lower()}:{said}" for name, said in value.items())
    return f' style="{escape(rules)}"'


def _field(props: Mapping[str, object]) -> str:
    """Return a list to choose from as it will look: its label, and what is chosen."""
    value = props.get("value")
    chosen = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
    names = _options(props.get("data"))
    shown = ", ".join(names.get(code, code) for code in chosen) or str(props.get("placeholder") or "")
    label, words = escape(str(props["label"])), escape(shown)
    return f'<span class="waiting-label">{label}</span><span class="waiting-field">{words}</span>'


def _options(data: object) -> dict[str, str]:
    names: dict[str, str] = {}
    for option in data if isinstance(data, list) else []:
        if isinstance(option, dict) and "items" in option:
            names.update(_options(option["items"]))
        elif isinstance(option, dict):
            names[str(option.get("value"))] = str(option.get("label"))
    return names
