"""Callbacks, asked over HTTP as the browser asks them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import ids
from dashboard.content import PageContent
from dashboard.factory import create_app
from dashboard.page import Page
from dashboard.pages import overview
from data.catalogue import Catalogue
from data.schema import submission
from data.store import open_engine, session_factory, writing


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


def test_a_page_drawn_once_is_remembered_until_a_report_comes(
    catalogue: Catalogue, small_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(small_database.removeprefix("sqlite:///"), tmp_path / "vitrina.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    app = create_app(catalogue, session_factory(engine))
    drawn: list[str] = []
    content = overview.PAGE.content
    counting = replace(overview.PAGE, content=lambda asked: drawn.append("") or content(asked))  # type: ignore[func-returns-value]
    monkeypatch.setitem(cast("dict[str, Page]", app.site.pages), "overview", counting)  # type: ignore[attr-defined]
    client = app.server.test_client()

    def draw(search: str) -> bytes:
        return call(client, app, ids.PAGE, "/en/overview", search).data

    first = draw("?from=2017-01&to=2017-06")
    assert draw("?from=2017-01&to=2017-06&utm_source=mail") == first
    assert len(drawn) == 1
    assert draw("?from=2017-01&to=2017-07") != first
    assert b"2017-99" in draw("?from=2017-99")
    assert len(drawn) == 3
    with writing(engine) as connection:
        connection.execute(submission.update().where(submission.c.id == 1).values(version=2))
    assert draw("?from=2017-01&to=2017-06") == first
    assert len(drawn) == 4
    engine.dispose()


@pytest.mark.parametrize("inputs", [None, "x", [1], [{"property": 5}], [{"property": "pathname", "value": ["/"]}]])
def test_a_question_that_no_browser_asks_is_not_remembered(client: FlaskClient, app: Dash, inputs: object) -> None:
    name = next(key for key in app.callback_map if key.strip(".").startswith(ids.PAGE))
    answer = client.post("/_dash-update-component", json={"output": name, "inputs": inputs, "outputs": []})
    assert answer.status_code >= 400
