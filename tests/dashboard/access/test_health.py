"""Whoever watches the site learns when nobody could sign in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dashboard.access.accounts import Accounts
from dashboard.access.entrance import Entrance
from dashboard.access.rules import load_rules
from dashboard.access.sessions import Sessions
from dashboard.factory import create_app
from dashboard.words import words
from data.catalogue import Catalogue, load_catalogue
from data.store import open_engine

NOBODY_LISTENS = "postgresql://nobody@127.0.0.1:1/none"


def test_the_site_is_well_where_figures_and_accounts_answer(staff_app: Dash) -> None:
    answer = staff_app.server.test_client().get("/health")
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.fixture
def silent(small: Callable[[], Session], catalogue: Catalogue, entrance: Entrance) -> FlaskClient:
    """A browser with a session, on a site whose database of accounts has gone."""
    gone = open_engine(NOBODY_LISTENS)
    accounts = Accounts(gone, catalogue, entrance.passwords, entrance.now)
    sessions = Sessions(gone, load_rules().session, entrance.now)
    app = create_app(catalogue, small, entrance=replace(entrance, accounts=accounts, sessions=sessions))
    browser: FlaskClient = app.server.test_client()
    browser.set_cookie(entrance.cookie, "a" * 43)
    return browser


def test_it_is_not_well_where_the_accounts_do_not_answer(silent: FlaskClient) -> None:
    answer = silent.get("/health")
    assert (answer.status_code, answer.text) == (503, "unavailable\n")


def test_nobody_is_let_in_then_and_everybody_is_told_in_words(
    silent: FlaskClient, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = silent.get(f"/{language}/overview")
    assert answer.status_code == 503
    assert words(load_catalogue(), language)["error.503.title"] in answer.text
    assert "the accounts do not answer" in caplog.text and "a" * 43 not in caplog.text
    assert silent.get(f"/{language}/sign-in").status_code == 200
