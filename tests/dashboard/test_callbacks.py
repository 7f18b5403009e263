"""Callbacks, asked over HTTP as the browser asks them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import ids
from dashboard.content import PageContent


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    client: FlaskClient = app.server.test_client()
    return client


def call(client: FlaskClient, app: Dash, first_output: str, path: str, search: str, *state: object) -> TestResponse:
    """Return the answer of the callback whose first output this is."""
    name = next(key for key in app.callback_map if key.strip(".").startswith(first_output))
    wanted = next(one for one in client.get("/_dash-dependencies").json if one["output"] == name)
    outputs = [
        dict(zip(("id", "property"), output.rsplit(".", 1), strict=True)) for output in name.strip(".").split("...")
    ]
    values = [path, search, *state]
    inputs = [{**one, "value": value} for one, value in zip(wanted["inputs"] + wanted["state"], values, strict=True)]
    body = {
        "output": name,
        "outputs": outputs,
        "inputs": inputs[: len(wanted["inputs"])],
        "state": inputs[len(wanted["inputs"]) :],
        "changedPropIds": [f"{ids.ADDRESS}.pathname"],
    }
    return client.post("/_dash-update-component", json=body)


def test_the_page_is_drawn_from_its_address(
    client: FlaskClient, app: Dash, content: Callable[..., PageContent], language: str
) -> None:
    search = "?from=2017-01&to=2017-12&group=nord"
    answer = call(client, app, ids.PAGE, f"/{language}/attendance", search)
    said = content(f"/{language}/attendance", search)
    assert answer.status_code == 200
    assert said.finding in json.dumps(answer.json["response"][ids.PAGE]["children"], ensure_ascii=False)
    shown = answer.json["response"][ids.SHOWN]["data"]
    assert shown["title"].startswith(said.title)
    assert (shown["from"], shown["to"], shown["group"]) == ("2017-01", "2017-12", "nord")


def test_the_frame_is_drawn_once_a_language(client: FlaskClient, app: Dash) -> None:
    assert call(client, app, ids.FRAME, "/ru/overview", "", None).status_code == 200
    assert call(client, app, ids.FRAME, "/ru/attendance", "", "ru").status_code == 204


@pytest.mark.parametrize(
    "search", ["?from=x&to=%FF&territory=%27%3B--&group=%3Cb%3E&sort=%00&part=-1", "?" + "a" * 3000]
)
def test_a_strange_address_is_answered(client: FlaskClient, app: Dash, search: str) -> None:
    assert call(client, app, ids.PAGE, "/ro/attendance", search).status_code == 200
