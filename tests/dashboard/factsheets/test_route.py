"""One sheet at its address: the file of a library's profile, of who may see it, a few at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.asked import Asked
from dashboard.factsheets import route
from dashboard.pages.libraries import factsheet_links
from data.catalogue import Catalogue
from tests.dashboard.factsheets.pdfs import read

STAGE = "from=2017-04&to=2017-10"
CODE = "MD-AN-0024"


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    client: FlaskClient = app.server.test_client()
    return client


def test_a_sheet_is_handed_out_in_each_language(client: FlaskClient, language: str) -> None:
    answer = client.get(f"/{language}/factsheet/{CODE}.pdf?{STAGE}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert (
        CODE.lower() in answer.headers["Content-Disposition"] and "attachment" in answer.headers["Content-Disposition"]
    )
    found = read(answer.data)
    assert (found.pages, found.language) == (1, language) and f"http://localhost/{language}/figure/" in found.words


def test_the_profile_leads_to_it(client: FlaskClient, asked: Callable[..., Asked]) -> None:
    links = factsheet_links(asked("/ro/libraries", f"?{STAGE}&library={CODE}")).children[1:]
    assert [link.href for link in links] == [f"/{one}/factsheet/{CODE}.pdf?{STAGE}" for one in ("ro", "ru", "en")]
    assert all(client.get(link.href).status_code == 200 for link in links)


@pytest.mark.parametrize("path", ["/ro/factsheet/MD-XX-0001.pdf", f"/xx/factsheet/{CODE}.pdf", "/ro/factsheet/.pdf"])
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"{path}?{STAGE}").status_code == 404


def test_a_refused_sheet_says_why(client: FlaskClient, catalogue: Catalogue) -> None:
    unknown = client.get(f"/ru/factsheet/MD-XX-0001.pdf?{STAGE}")
    assert "MD-XX-0001" in unknown.text and "отчётов" in unknown.text
    first = next(one.code for one in catalogue.libraries.values() if one.in_network_from)  # sends nothing in winter
    silent = client.get(f"/en/factsheet/{first}.pdf?from=2017-01&to=2017-01")
    assert (silent.status_code, silent.text) == (404, "nothing was reported in these months")


def test_more_than_a_few_at_once_are_asked_to_come_again(
    app: Dash, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "WAIT", 0.01)
    turns = app.server.extensions["factsheets"]
    with turns, turns:
        answer = client.get(f"/ru/factsheet/{CODE}.pdf?{STAGE}")
    assert answer.status_code == 503 and answer.headers["Retry-After"] and "секунд" in answer.text
    assert client.get(f"/ru/factsheet/{CODE}.pdf?{STAGE}").status_code == 200
