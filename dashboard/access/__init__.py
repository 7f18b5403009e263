"""Who may call what: every route and every callback is added through this door, which asks for its audience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, ParamSpec, TypeVar

from dash import ClientsideFunction, Dash
from dash.dependencies import Input, Output, State
from flask import Flask, Response, abort, request

Audience = Literal["anyone"]  # accounts will add more
Dependency = Input | Output | State
Given = ParamSpec("Given")
Result = TypeVar("Result")

# The routes that Dash makes by itself, by endpoint. They hand out the frame, never a figure by themselves.
FRAMEWORK: dict[str, Audience] = {
    "/": "anyone",
    "/<path:path>": "anyone",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": "anyone",
    "/_dash-dependencies": "anyone",
    "/_dash-layout": "anyone",
    "/_dash-update-component": "anyone",
    "/_favicon.ico": "anyone",
    "/_reload-hash": "anyone",
    "_dash_assets.static": "anyone",
}


@dataclass
class Door:
    """The one way to add a route or a callback. What came another way is refused (routes) or fails the tests."""

    app: Dash
    server: Flask
    routes: dict[str, Audience] = field(default_factory=lambda: dict(FRAMEWORK))
    callbacks: dict[str, Audience] = field(default_factory=dict)
    remembered: set[str] = field(default_factory=set)  # callbacks whose answer follows from the address and the viewer

    def __post_init__(self) -> None:
        self.server.before_request(self._refuse_undeclared)

    def route(
        self, audience: Audience, rule: str, endpoint: str
    ) -> Callable[[Callable[Given, Response]], Callable[Given, Response]]:
        """Return a decorator that serves a function at a rule, for an audience."""

        def add(function: Callable[Given, Response]) -> Callable[Given, Response]:
            self.routes[endpoint] = audience
            self.server.add_url_rule(rule, endpoint, function, strict_slashes=False)
            return function

        return add

    def callback(
        self, audience: Audience, *dependencies: Dependency, at_start: bool = False, remembered: bool = False
    ) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
        """Return a decorator that calls a function when its inputs change, for an audience.

        `remembered`: its answer follows from its inputs, the database and the viewer alone, and may be kept.
        """

        def add(function: Callable[Given, Result]) -> Callable[Given, Result]:
            with self._declared(audience) as added:
                self.app.callback(*dependencies, prevent_initial_call=not at_start)(function)
            self.remembered.update(added if remembered else ())
            return function

        return add

    def clientside(self, audience: Audience, name: str, *dependencies: Dependency) -> None:
        """Call a function of assets/*.js in the browser when the inputs change; it is named "namespace.function"."""
        namespace, _, function = name.partition(".")
        with self._declared(audience):
            self.app.clientside_callback(  # type: ignore[no-untyped-call]
                ClientsideFunction(namespace, function), *dependencies, prevent_initial_call=True
            )

    @contextmanager
    def _declared(self, audience: Audience) -> Iterator[set[str]]:
        """Yield a set that holds, at the end, the callbacks added meanwhile."""
        before, added = set(self.app.callback_map), set[str]()
        yield added
        added.update(set(self.app.callback_map) - before)
        self.callbacks.update(dict.fromkeys(added, audience))

    def _refuse_undeclared(self) -> None:
        if request.endpoint is not None and request.endpoint not in self.routes:
            abort(403)
