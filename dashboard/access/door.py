"""The one way to add a route or a callback: each says its audience, and whoever is not of it gets nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from inspect import signature
from typing import ParamSpec, TypeVar, get_type_hints

from dash import ClientsideFunction, Dash
from dash.dependencies import Input, Output, State
from flask import Flask, Response, abort, request
from pydantic import TypeAdapter, ValidationError

from dashboard.access.asking import asked_callback
from dashboard.access.viewers import LOCAL, Audience, Viewer

Dependency = Input | Output | State
Given = ParamSpec("Given")
Result = TypeVar("Result")
CALLBACKS = "/_dash-update-component"  # the endpoint of every callback: each has an audience of its own

# The routes that Dash makes by itself, by endpoint. Files of the page are no secret; addresses without a route show the
# frame, which says what the network has.
FRAMEWORK: dict[str, Audience] = {
    "/": "anyone",
    "/<path:path>": "figures",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": "anyone",
    "/_dash-dependencies": "signed-in",
    "/_dash-layout": "signed-in",
    CALLBACKS: "anyone",
    "/_favicon.ico": "anyone",
    "/_reload-hash": "signed-in",
    "_dash_assets.static": "anyone",
}


def _refused(_viewer: Viewer, _audience: Audience) -> Response:
    abort(403)


@dataclass
class Door:
    """Who may call what. What came another way is refused (routes) or fails the tests (callbacks).

    `viewer` tells who asks; `refuse` answers whoever may not.
    """

    app: Dash
    server: Flask
    viewer: Callable[[], Viewer] = lambda: LOCAL
    refuse: Callable[[Viewer, Audience], Response] = _refused
    routes: dict[str, Audience] = field(default_factory=lambda: dict(FRAMEWORK))
    larger: dict[str, int] = field(default_factory=dict)  # bytes that may be sent to a route
    callbacks: dict[str, Audience] = field(default_factory=dict)
    remembered: set[str] = field(default_factory=set)  # callbacks whose answer follows from the address and the viewer

    def __post_init__(self) -> None:
        self.server.before_request(self._refuse_others)

    def route(
        self,
        audience: Audience,
        rule: str,
        endpoint: str,
        *,
        methods: tuple[str, ...] = ("GET",),
        most_bytes: int | None = None,
    ) -> Callable[[Callable[Given, Response]], Callable[Given, Response]]:
        """Return a decorator that serves a function at a rule, for an audience; `most_bytes`: of what may be sent to
        it, where that is more than to others."""

        def add(function: Callable[Given, Response]) -> Callable[Given, Response]:
            self.routes[endpoint] = audience
            if most_bytes:
                self.larger[endpoint] = most_bytes
            self.server.add_url_rule(rule, endpoint, function, strict_slashes=False, methods=list(methods))
            return function

        return add

    def callback(
        self, audience: Audience, *dependencies: Dependency, at_start: bool = False, remembered: bool = False
    ) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
        """Return a decorator that calls a function when its inputs change, for an audience.

        `remembered`: its answer follows from its inputs, the database and the viewer alone, and may be kept. Values
        that are not of the types the function declares are answered 400.
        """

        def add(function: Callable[Given, Result]) -> Callable[Given, Result]:
            with self._declared(audience) as added:
                self.app.callback(*dependencies, prevent_initial_call=not at_start)(_checked(function))
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

    def _refuse_others(self) -> Response | None:
        """Answer whoever is not of the audience of what is asked; None lets the request through."""
        if request.endpoint is None:
            return None  # no route at all: Flask answers 404 or 405
        if request.endpoint not in self.routes:
            abort(403)
        audience, viewer = self.routes[request.endpoint], self.viewer()
        if request.endpoint == CALLBACKS:
            audience = self.callbacks[asked_callback(self.app, self.callbacks)]
        if not viewer.allowed(audience):
            return self.refuse(viewer, audience)
        if request.endpoint in self.larger:
            request.max_content_length = self.larger[request.endpoint]
        return None


def _checked(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Return the function behind a check of its values, which anybody may send."""
    hints = get_type_hints(function)
    adapters: list[TypeAdapter[object]] = [TypeAdapter(hints[name]) for name in signature(function).parameters]

    def checked(*given: Given.args, **_named: Given.kwargs) -> Result:
        try:
            for adapter, value in zip(adapters, given, strict=True):
                adapter.validate_python(value, strict=True)
        except ValidationError:
            abort(400)
        return function(*given, **_named)

    return checked
