"""Whoever watches the site learns when nobody could sign in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dash import Dash
from sqlalchemy.orm import Session

from dashboard.access.accounts import Accounts
from dashboard.access.entrance import Entrance
from dashboard.factory import create_app
from data.catalogue import Catalogue
from data.store import open_engine

NOBODY_LISTENS = "postgresql://nobody@127.0.0.1:1/none"


def test_the_site_is_well_where_figures_and_accounts_answer(staff_app: Dash) -> None:
    answer = staff_app.server.test_client().get("/health")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_it_is_not_well_where_the_accounts_do_not_answer(
    small: Callable[[], Session], catalogue: Catalogue, entrance: Entrance
) -> None:
    accounts = Accounts(open_engine(NOBODY_LISTENS), catalogue, entrance.passwords, entrance.now)
    app = create_app(catalogue, small, entrance=replace(entrance, accounts=accounts))
    answer = app.server.test_client().get("/health")
    assert (answer.status_code, answer.text) == (503, "unavailable\n")
