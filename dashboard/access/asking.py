"""What a browser asks of a callback, held against what is declared: anything else is answered 400, and no more."""

from __future__ import annotations

from collections.abc import Container

from dash import Dash
from flask import abort, request


def asked_callback(app: Dash, known: Container[str]) -> str:
    """Return the name of the callback that the request asks for, with exactly its outputs, inputs and states.

    Aborts with 400 for anything that the page's own scripts would not send.
    """
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400)
    name = body.get("output")
    if not isinstance(name, str) or name not in known:
        abort(400)
    declared = app.callback_map[name]
    wanted = [_pair(one) for one in (*declared["inputs"], *declared["state"])]
    given = [*_listed(body, "inputs"), *_listed(body, "state")]
    changed = _listed(body, "changedPropIds")
    if [_pair(one) for one in given] != wanted or not all(isinstance(one, str) for one in changed):
        abort(400)
    if _outputs(body.get("outputs")) != _named(name):
        abort(400)
    return name


def _listed(body: dict[str, object], key: str) -> list[object]:
    listed = body.get(key, [])
    if not isinstance(listed, list):
        abort(400)
    return listed


def _pair(one: object) -> tuple[object, object]:
    """Return the id and the property of an input as it is declared or sent."""
    if not isinstance(one, dict):
        abort(400)
    return one.get("id"), one.get("property")


def _outputs(given: object) -> list[tuple[object, object]]:
    return [_pair(one) for one in (given if isinstance(given, list) else [given])]


def _named(name: str) -> list[tuple[object, object]]:
    """Return ids and properties of a callback's outputs, which its name joins: "..a.children...b.data.."."""
    parts = name.strip(".").split("...") if name.startswith("..") else [name]
    return [(id_, prop) for id_, _, prop in (part.rpartition(".") for part in parts)]
