"""Plain routes: languages, true statuses, files, and the headers that go with every answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.content import PageContent


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    client: FlaskClient = app.server.test_client()
    return client


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ru-RU,ru;q=0.9", "ru"), ("en-GB", "en"), ("fr,en;q=0.5,ru;q=0.8", "ru"), ("fr", "ro"), (None, "ro")],
)
def test_the_start_leads_to_the_reader_s_language(client: FlaskClient, accepted: str | None, language: str) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted} if accepted else {})
    assert (answer.status_code, answer.location) == (302, f"/{language}/overview")


@pytest.mark.parametrize("page", ["overview", "attendance", "method", "about"])
def test_every_page_answers_in_the_language_of_its_address(client: FlaskClient, page: str, language: str) -> None:
    answer = client.get(f"/{language}/{page}?utm_source=mail&from=nonsense")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    title = re.search("<title>(.+?)</title>", answer.text)
    assert title and title[1].endswith("Vitrina")


@pytest.mark.parametrize(
    "path", ["/ro/nothing", "/xx/overview", "/ro/overview/more", "/robots.txt", "/ro/overview.pdf", "/ro/about.csv"]
)
def test_an_unknown_path_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_unknown_page_is_not_found_in_the_right_language(client: FlaskClient) -> None:
    assert '<html lang="ru">' in client.get("/ru/nothing").text


def test_markup_in_an_address_is_not_markup_in_the_page(client: FlaskClient) -> None:
    assert "<script>alert" not in client.get("/<script>alert(1)</script>/overview").text


@pytest.mark.parametrize("extension", ["csv", "xlsx", "json", "pptx"])
def test_a_file_is_handed_out_as_a_file(client: FlaskClient, extension: str) -> None:
    answer = client.get(f"/ro/attendance.{extension}?from=2017-01&to=2017-12")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith(
        "attachment; filename=participarea-toate-bibliotecile-2017-la-2018-01-20-demo"
    )


def test_a_file_says_what_the_page_says(client: FlaskClient, content: Callable[..., PageContent]) -> None:
    search = "?from=2017-01&to=2017-12&group=nord"
    said, page = json.loads(client.get(f"/ro/attendance.json{search}").data), content("/ro/attendance", search)
    assert said["finding"] == page.finding
    assert [table["key"] for table in said["tables"]] == [table.key for table in page.tables]
    assert [[list(row) for row in table.rows] for table in page.tables] == [table["rows"] for table in said["tables"]]


def test_a_csv_holds_the_table_its_address_names(client: FlaskClient, content: Callable[..., PageContent]) -> None:
    page = content("/en/attendance", "?view=places")
    libraries = next(table for table in page.tables if table.key == "libraries")
    lines = client.get("/en/attendance.csv?view=places&table=libraries").data.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(libraries.rows)
    assert lines[0].startswith("Library,Territory,Type,Visits")


def test_a_drawing_holds_the_chart_its_address_names(client: FlaskClient, content: Callable[..., PageContent]) -> None:
    for chart in content("/en/attendance").charts:
        answer = client.get(f"/en/attendance.svg?table={chart.table.key}")
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
        assert f"<title>{chart.title}</title>" in answer.text
    assert client.get("/en/method.svg").status_code == 404
    assert client.get("/en/attendance.svg?from=1999-01&to=1999-02").status_code == 404


def test_a_file_that_names_a_chart_holds_that_chart_alone(
    client: FlaskClient, content: Callable[..., PageContent]
) -> None:
    whole = content("/en/attendance")
    asked = client.get(f"/en/attendance.json?table={whole.charts[1].key}")
    said = json.loads(asked.data)
    assert [table["key"] for table in said["tables"]] == [whole.charts[1].key]
    assert (said["title"], said["finding"]) == (whole.charts[1].table.title, whole.charts[1].title)
    assert not said["cards"]
    assert json.loads(client.get("/en/attendance.json?table=nothing").data)["title"] == whole.title


def test_every_answer_has_its_headers(client: FlaskClient) -> None:
    for path in ("/ro/overview", "/ro/nothing", "/ro/overview.csv"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self' 'sha256-" in headers["Content-Security-Policy"]
        assert "unsafe-eval" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("algorithm", ["zstd", "br", "gzip"])
def test_large_files_travel_compressed_and_are_kept(client: FlaskClient, algorithm: str) -> None:
    path = "/assets/vendor/plotly-cartesian.min.js?m=1"
    answer = client.get(path, headers={"Accept-Encoding": algorithm})
    assert answer.headers["Content-Encoding"] == algorithm
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(answer.data) < 700_000


def test_pages_and_figures_are_not_kept(client: FlaskClient) -> None:
    assert client.get("/ro/overview").headers["Cache-Control"] == "no-cache"
    assert client.get("/ro/overview.csv").headers["Cache-Control"] == "no-cache"
