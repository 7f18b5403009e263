"""Every route and every callback says who may call it."""

from __future__ import annotations

from collections.abc import Callable

from dash import Dash, Input, Output, html
from flask import Response
from sqlalchemy.orm import Session

from dashboard.access import Door
from dashboard.factory import create_app
from data.catalogue import Catalogue


def door_of(app: Dash) -> Door:
    door = app.server.extensions["door"]
    assert isinstance(door, Door)
    return door


def undeclared_callbacks(app: Dash) -> set[str]:
    return set(app.callback_map) - set(door_of(app).callbacks)


def undeclared_routes(app: Dash) -> set[str]:
    return {rule.endpoint for rule in app.server.url_map.iter_rules()} - set(door_of(app).routes)


def test_every_route_is_declared(app: Dash) -> None:
    assert undeclared_routes(app) == set()


def test_every_callback_is_declared(app: Dash) -> None:
    assert app.callback_map
    assert undeclared_callbacks(app) == set()


def test_a_callback_that_came_another_way_is_found(small: Callable[[], Session], catalogue: Catalogue) -> None:
    app = create_app(catalogue, small)
    app.callback(Output("a", "children"), Input("b", "children"))(lambda value: value)
    assert undeclared_callbacks(app) == {"a.children"}


def test_a_route_that_came_another_way_is_found_and_refused(small: Callable[[], Session], catalogue: Catalogue) -> None:
    app = create_app(catalogue, small)
    app.server.add_url_rule("/secret/way/in", "secret", lambda: Response("figures"))
    assert undeclared_routes(app) == {"secret"}
    assert app.server.test_client().get("/secret/way/in").status_code == 403


def test_no_callback_is_registered_for_all_applications() -> None:
    app = Dash("other", server=False)
    app.layout = html.Div()
    assert app.callback_map == {}
