"""Method and About: generated from the definitions, complete in every language."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from dashboard.address import Address
from dashboard.asked import ask
from dashboard.content import PageContent
from dashboard.pages import about
from data.catalogue import Catalogue
from data.states import State


def test_every_indicator_is_explained(content: Callable[..., PageContent], catalogue: Catalogue, language: str) -> None:
    indicators, rules, states = content(f"/{language}/method").tables
    assert len(indicators.rows) == len(catalogue.indicators)
    assert len(states.rows) == len(State)
    names = {row[0] for row in rules.rows}
    assert {row[3] for row in indicators.rows} <= names
    assert all(cell for row in indicators.rows for cell in row[:4])


def test_about_counts_the_files_it_stands_on(
    content: Callable[..., PageContent], empty: Callable[[], Session], catalogue: Catalogue
) -> None:
    assert any("1 received file." in sentence for sentence in content("/en/about").sentences)
    with empty() as session:
        assert any(
            "0 received files." in one for one in about.content(ask(session, catalogue, Address("en"))).sentences
        )
