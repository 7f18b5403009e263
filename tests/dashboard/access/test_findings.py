"""What senders wrote is shown, raw, to whoever corrects it, in their part of the network, and to nobody else: not to
other roles, other regions, in files, by links or embeddings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dash import Dash

from dashboard.access.entrance import Entrance
from dashboard.access.share import WrongShare
from dashboard.exports import EXTENSIONS
from dashboard.factory import create_app
from dashboard.sharing.wanted import page_address
from data.store import open_engine, prepare, session_factory
from etl.problems import Problem
from tests.etl.conftest import Loader, nine_libraries

from .conftest import Person, said_by

WHOSE = {"library": "MD-OR-0001"}
OF_PEOPLE = [
    Problem("tenfold-slip", "warn", "o.xlsx", "3", "D9", "7013", {"indicator": "S02", "expected": 70311, **WHOSE}),
    Problem("estimated-number", "note", "o.xlsx", "3", "D10", "≈7019", WHOSE),  # of a cell that no one says more of
]
EXACT = Problem("tenfold-slip", "warn", "o.xlsx", "2", "C4", "90210", {"indicator": "V01", "expected": 9021, **WHOSE})
RAW = ("7013", "7,013", "7019", "7,019", "70311", "70,311")
FINDINGS = "/en/reporting{kind}?from=2017-06&to=2017-06&view=findings"
PROFILE = "/en/libraries{kind}?from=2017-06&to=2017-06&library=MD-OR-0001"


@pytest.fixture
def staff_app(tmp_path: Path, entrance: Entrance) -> Iterator[Dash]:
    """Yield the application over a network in which Orhei sent a report with slips."""
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    made = Loader(engine, nine_libraries(), tmp_path / "received")
    sent = made.report("MD-OR-0001", 201706, V01=90210, L01=7)
    made.load(made.put("o.xlsx", sent, problems=[*OF_PEOPLE, EXACT], received=datetime(2017, 7, 1, tzinfo=UTC)))
    yield create_app(made.catalogue, session_factory(engine), entrance=entrance)
    engine.dispose()


def raw_in(person: Person, address: str, kind: str = "") -> list[str]:
    said = said_by(person.browser.get(address.format(kind=kind)))
    return [value for value in RAW if value in said]


def test_managers_see_the_cells_of_their_own_part(person: Callable[..., Person]) -> None:
    own = person("ana", "manager", "territory", "MD-OR")
    assert raw_in(own, FINDINGS) and raw_in(own, PROFILE)
    elsewhere = person("ion", "manager", "territory", "MD-BA")
    assert not raw_in(elsewhere, FINDINGS) and not raw_in(elsewhere, PROFILE)


@pytest.mark.parametrize("role", ["advocacy", "funder"])
def test_other_roles_are_told_that_there_is_a_problem_at_most(person: Callable[..., Person], role: str) -> None:
    one = person("eva", role)
    for address in (FINDINGS, PROFILE):
        for kind in ("", *(f".{extension}" for extension in EXTENSIONS)):
            assert not raw_in(one, address, kind), (address, kind)
    assert one.browser.get(FINDINGS.format(kind="")).status_code == 403
    if role == "advocacy":
        profile = one.browser.get(PROFILE.format(kind="")).text
        assert ("o.xlsx › 3 › D9" in profile and "90,210" in profile) or "90210" in profile


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_no_file_holds_them(person: Callable[..., Person], role: str) -> None:
    """A file goes from hand to hand; the receipt is the sender's. What is no count of people stands in it."""
    one = person("ana", role)
    opened = 0
    for address in (FINDINGS, PROFILE):
        for kind in EXTENSIONS:
            answer = one.browser.get(address.format(kind=f".{kind}"))
            assert not raw_in(one, address, f".{kind}"), (address, kind)
            opened += answer.status_code == 200 and "o.xlsx › 3 › D9" in said_by(answer)
    assert opened >= 8
    rows = one.browser.get(FINDINGS.format(kind=".csv")).text
    assert "90210" in rows and "D10" in rows


def test_no_link_or_embedding_leads_to_them() -> None:
    for address in (FINDINGS, PROFILE):
        with pytest.raises(WrongShare):
            page_address(address.format(kind=""))
