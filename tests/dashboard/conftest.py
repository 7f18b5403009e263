"""A small network for the pages: real definitions and registers, invented figures that anybody can compute by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dash import Dash
from sqlalchemy import Connection, Engine, insert
from sqlalchemy.orm import Session

from dashboard.asked import Asked, ask
from dashboard.content import PageContent
from dashboard.factory import create_app
from dashboard.pages import PAGES
from dashboard.site import Site
from dashboard.words import page_languages
from data import completeness, register, rollups
from data.bulk import insert as insert_columns
from data.catalogue import Catalogue, load_catalogue
from data.periods import Month, months
from data.schema import (
    NO_CATEGORY,
    category,
    correction,
    indicator,
    library,
    library_status,
    observation,
    source_file,
    submission,
)
from data.states import State
from data.store import open_engine, prepare, session_factory, writing
from tests.dashboard.evaluated import evaluated, evaluated_database  # noqa: F401
from tests.dashboard.printed import printed, printed_database  # noqa: F401
from tests.dashboard.sensitive import Worlds, tell_sensitive
from tests.dashboard.told import told_database  # noqa: F401

FIRST, LAST = Month(2016, 1), Month(2017, 12)
AS_OF = datetime(2018, 1, 20, 9, 0, tzinfo=UTC)
MEASURES = {"V01": ("-", 100), "E02": ("-", 20), "S02": ("DI.ITL", 12), "L01": ("-", 150)}  # per cent of the visits


def visits(number: int, month: Month) -> int:
    """Return the visits of the library with this number: fewer in summer, a little more in 2017."""
    season = 1 + 0.3 * math.cos((month.month - 1) * math.pi / 6)
    return round((100 + number % 7 * 40) * season * (1.05 if month.year == 2017 else 1))


def fill(
    engine: Engine,
    catalogue: Catalogue,
    *,
    every: int = 1,
    of: Collection[str] = (),
    first: Month = FIRST,
    last: Month = LAST,
) -> None:
    """Let every so-manieth network library report each month, except that one in nine sends nothing in winter.

    `of`: codes of the libraries that there are; all where none are named.
    """
    register.synchronise(engine, catalogue)
    with writing(engine) as connection:
        numbers = register.codes(connection, library)
        there = [one for one in catalogue.libraries.values() if one.in_network_from and (not of or one.code in of)]
        declared = there[::every]
        for told in (library_status, correction):  # of libraries that the small network does not have
            connection.execute(told.delete())
        connection.execute(library.delete().where(library.c.code.not_in([one.code for one in declared])))
        sent = [
            (numbers[one.code], month)
            for number, one in enumerate(declared)
            for month in months(max(first, one.in_network_from or first), last)
            if number % 9 or month.month not in (1, 2)
        ]
        _submissions(connection, sent)
        _observations(connection, sent)
        rollups.rebuild(connection)
        completeness.rebuild(connection)


def _submissions(connection: Connection, sent: list[tuple[int, Month]]) -> None:
    file = {"id": 1, "sha256": "0", "name": "raport.xlsx", "size": 1, "sheets": "[]", "status": "accepted"}
    connection.execute(insert(source_file), {**file, "received_at": AS_OF})
    rows = [
        {
            "id": place,
            "source_file_id": 1,
            "library_id": number,
            "form": "monthly",
            "period": month.period,
            "version": 1,
            "status": "accepted",
            "received_at": AS_OF,
        }
        for place, (number, month) in enumerate(sent, start=1)
    ]
    connection.execute(insert(submission), rows)


def _observations(connection: Connection, sent: list[tuple[int, Month]]) -> None:
    indicators, categories = register.codes(connection, indicator), register.codes(connection, category)
    rows = sorted(
        (indicators[code], month.period, number, categories.get(group, NO_CATEGORY), place, visits(number, month), part)
        for place, (number, month) in enumerate(sent, start=1)
        for code, (group, part) in MEASURES.items()
    )
    columns = list(zip(*rows, strict=True))
    insert_columns(
        connection,
        observation,
        {
            "indicator_id": columns[0],
            "period": columns[1],
            "library_id": columns[2],
            "category_id": columns[3],
            "value": [float(value * part // 100) for value, part in zip(columns[5], columns[6], strict=True)],
            "state": [int(State.REPORTED)] * len(rows),
            "submission_id": columns[4],
            "cell": [0] * len(rows),
        },
    )


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped network."""
    return load_catalogue()


@pytest.fixture(scope="session")
def small_database(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> str:
    """Return the address of a database with the small network's reports; nobody writes into it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('small') / 'vitrina.db'}"
    engine = open_engine(url)
    prepare(engine)
    fill(engine, catalogue, every=20)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Worlds]:
    """Return the sites of a network with people in sensitive services, and of its twin; nobody writes into them."""
    made, engines = {}, []
    for name in ("one", "other"):
        engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp(name) / 'vitrina.db'}")
        prepare(engine)
        fill(engine, catalogue, every=40)
        tell_sensitive(engine, otherwise=name == "other")
        made[name] = Site.of(catalogue, session_factory(engine), PAGES)
        engines.append(engine)
    yield made
    for engine in engines:
        engine.dispose()


@pytest.fixture(scope="session")
def small(small_database: str) -> Iterator[Callable[[], Session]]:
    """Return what makes sessions on the small network's reports."""
    engine = open_engine(small_database)
    yield session_factory(engine)
    engine.dispose()


@pytest.fixture
def empty(tmp_path: Path, catalogue: Catalogue) -> Iterator[Callable[[], Session]]:
    """Return what makes sessions on a database without a report."""
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    yield session_factory(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def app(small: Callable[[], Session], catalogue: Catalogue) -> Dash:
    """Return the application over the small network."""
    return create_app(catalogue, small)


@pytest.fixture(scope="session")
def site(small: Callable[[], Session], catalogue: Catalogue) -> Site:
    """Return the site over the small network."""
    return Site.of(catalogue, small, PAGES)


@pytest.fixture(params=page_languages())
def language(request: pytest.FixtureRequest) -> str:
    """Return each language of the pages in turn."""
    return str(request.param)


@pytest.fixture
def asked(small: Callable[[], Session], site: Site) -> Iterator[Callable[..., Asked]]:
    """Return a function that asks the small network what an address asks."""
    with small() as session:
        yield lambda path, search="": question(session, site, path, search)


def question(session: Session, site: Site, path: str, search: str) -> Asked:
    """Return what an address asks in this session, as its page understands it."""
    address = site.address(path, search)
    page = site.page(address)
    if page is None:
        return ask(session, site.catalogue, address)
    return ask(session, site.catalogue, address, filters=page.filters, choices=page.choices)


@pytest.fixture
def content(asked: Callable[..., Asked], site: Site) -> Callable[..., PageContent]:
    """Return a function that answers an address with the content of its page."""

    def answer(path: str, search: str = "") -> PageContent:
        found = asked(path, search)
        return site.pages[found.address.page].content(found)

    return answer


def read(component: object) -> str:
    """Return all the words of a component tree, as a reader meets them."""
    if component is None or isinstance(component, (int, float)):
        return ""
    if isinstance(component, str):
        return component
    if isinstance(component, (list, tuple)):
        return " ".join(read(one) for one in component)
    return read(getattr(component, "children", None))


@pytest.fixture(scope="session")
def words_of() -> Callable[[object], str]:
    """Return the function that reads a component tree."""
    return read
