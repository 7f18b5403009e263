"""Errors say a sentence and a number; the log says the rest under that number."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from dash import Dash
from flask import Response
from sqlalchemy.orm import Session

from dashboard.factory import create_app
from data.catalogue import Catalogue


@pytest.fixture
def broken(small: Callable[[], Session], catalogue: Catalogue) -> Dash:
    """Return an application with a route that breaks."""
    app = create_app(catalogue, small)

    def breaks() -> Response:
        raise ZeroDivisionError("figures of somebody")

    door = app.server.extensions["door"]
    door.route("anyone", "/ru/breaks", "breaks")(breaks)
    return app


def test_an_unexpected_error_shows_a_number_and_no_trace(broken: Dash, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="vitrina"):
        answer = broken.server.test_client().get("/ru/breaks?secret=1")
    assert answer.status_code == 500
    number = answer.headers["X-Incident"]
    assert number in answer.text
    assert "Что-то пошло не так" in answer.text
    for word in ("ZeroDivisionError", "Traceback", "somebody", ".py"):
        assert word not in answer.text
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(("method", "path", "status"), [("POST", "/ro/overview", 405), ("GET", "/ro/", 302)])
def test_other_answers_keep_their_status(app: Dash, method: str, path: str, status: int) -> None:
    assert app.server.test_client().open(path, method=method).status_code == status


def test_a_body_larger_than_the_limit_is_refused(app: Dash) -> None:
    answer = app.server.test_client().post(
        "/_dash-update-component", data=b"{" * 1_100_000, content_type="application/json"
    )
    assert answer.status_code in (400, 413)


def test_health_says_nothing_but_that_it_is_well(app: Dash) -> None:
    answer = app.server.test_client().get("/health")
    assert (answer.status_code, answer.text) == (200, "ok\n")
