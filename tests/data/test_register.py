"""The declared registers in the database: numbers that never change, one network a database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, literal, select, text

from data.catalogue import Catalogue, load_catalogue
from data.models import Indicator, Library
from data.owing import owed
from data.periods import Month
from data.register import ALWAYS, FoundLibrary, add_library, codes, synchronise
from data.schema import category, completeness, indicator, library, library_status, network
from data.statuses import LibraryStatus
from data.store import DatabaseError, writing


@pytest.fixture(scope="module")
def register() -> Catalogue:
    """Return the shipped catalogue with two libraries of its own."""
    libraries = {
        code: Library(
            code=code, name=f"Biblioteca {code}", kind="sat", territory="MD-OR", in_network_from=Month(2015, 1)
        )
        for code in ("MD-OR-0001", "MD-OR-0002")
    }
    return replace(load_catalogue(), libraries=libraries, statuses={}, corrections={})


def test_every_declared_code_gets_a_number(engine: Engine, register: Catalogue) -> None:
    synchronise(engine, register)
    with engine.connect() as connection:
        assert set(codes(connection, indicator)) == set(register.indicators)
        assert set(codes(connection, category)) == {"-", *register.categories}
        assert codes(connection, category)["-"] == 0
        assert codes(connection, library) == {"MD-OR-0001": 1, "MD-OR-0002": 2}


def test_numbers_stay_when_definitions_and_libraries_are_added_before_others(
    engine: Engine, register: Catalogue
) -> None:
    synchronise(engine, register)
    with engine.connect() as connection:
        before = codes(connection, indicator), codes(connection, library)
    newcomer = Library(code="MD-AN-0001", name="Biblioteca nouă", kind="sat", territory="MD-AN")
    added = Indicator(code="Z01", unit="visits", rule="sum")
    more = replace(
        register,
        indicators={"Z01": added, **register.indicators},
        libraries={"MD-AN-0001": newcomer, **register.libraries},
    )
    synchronise(engine, more)
    with engine.connect() as connection:
        assert codes(connection, indicator) == {**before[0], "Z01": max(before[0].values()) + 1}
        assert codes(connection, library) == {**before[1], "MD-AN-0001": 3}


def test_a_changed_library_is_updated_and_one_that_left_the_register_stays(engine: Engine, register: Catalogue) -> None:
    synchronise(engine, register)
    moved = register.libraries["MD-OR-0001"].model_copy(update={"name": "Alt nume", "closed": Month(2017, 5)})
    synchronise(engine, replace(register, libraries={"MD-OR-0001": moved}))
    with engine.connect() as connection:
        rows = connection.execute(select(library.c.code, library.c.name, library.c.closed).order_by(library.c.id)).all()
    assert [tuple(row) for row in rows] == [
        ("MD-OR-0001", "Alt nume", 201705),
        ("MD-OR-0002", "Biblioteca MD-OR-0002", None),
    ]


def test_one_database_holds_one_network(engine: Engine, register: Catalogue) -> None:
    synchronise(engine, register)
    other = replace(register, settings=register.settings.model_copy(update={"name": "elsewhere"}))
    with pytest.raises(DatabaseError, match=r"novateca.*--network") as caught:
        synchronise(engine, other)
    assert caught.value.reason == "other-network"
    with engine.connect() as connection:
        assert connection.scalars(select(network.c.name)).all() == ["novateca"]


def test_libraries_of_a_network_that_does_not_say_when_they_joined_always_belong(
    engine: Engine, register: Catalogue
) -> None:
    silent = {code: found.model_copy(update={"in_network_from": None}) for code, found in register.libraries.items()}
    synchronise(engine, replace(register, libraries=silent))
    with engine.connect() as connection:
        assert set(connection.scalars(select(library.c.in_network_from))) == {ALWAYS}


def test_a_found_library_keeps_its_number_and_belongs_from_its_earliest_report(engine: Engine) -> None:
    found = FoundLibrary("ALBANY", "Albany Park", "US", "mixt", 201606)
    with writing(engine) as connection:
        number = add_library(connection, found)
        assert add_library(connection, found._replace(in_network_from=201603)) == number
        assert add_library(connection, found._replace(in_network_from=201701)) == number
        assert connection.execute(text("SELECT id, in_network_from FROM library")).all() == [(number, 201603)]


def with_statuses(register: Catalogue, *statuses: LibraryStatus) -> Catalogue:
    return replace(register, statuses={"MD-OR-0001": statuses})


def test_statuses_are_stored_and_those_no_longer_declared_are_forgotten(engine: Engine, register: Catalogue) -> None:
    merged = LibraryStatus(library="MD-OR-0001", status="merged", since=Month(2016, 5), other="MD-OR-0002")
    season = LibraryStatus(library="MD-OR-0001", status="seasonal", since=Month(2015, 1), months=(6, 7))
    synchronise(engine, with_statuses(register, merged, season))
    with engine.connect() as connection:
        rows = connection.execute(select(library_status).order_by(library_status.c.status)).all()
    assert [tuple(row) for row in rows] == [
        (1, "merged", 201605, None, 2, None, None),
        (1, "seasonal", 201501, None, None, "000001100000", None),
    ]
    synchronise(engine, register)
    with engine.connect() as connection:
        assert connection.execute(select(library_status)).all() == []


def test_a_library_declared_closed_owes_nothing_from_then(reports, register):
    synchronise(reports.engine, register)
    reports.libraries.update({"MD-OR-0001": 1, "MD-OR-0002": 2})
    for period in (201604, 201605):
        reports.report("V01", period, {"MD-OR-0002": 5})
    reports.session().close()
    closed = LibraryStatus(library="MD-OR-0001", status="closed", since=Month(2016, 5))
    synchronise(reports.engine, with_statuses(register, closed))
    with reports.engine.connect() as connection:
        counted = select(completeness.c.period, completeness.c.expected).order_by(completeness.c.period)
        assert [tuple(row) for row in connection.execute(counted)] == [(201604, 2), (201605, 1)]


def test_libraries_of_a_territory_without_obligations_owe_nothing(engine: Engine, register: Catalogue) -> None:
    bender = Library(code="MD-BD-0001", name="B", kind="sat", territory="MD-BD", in_network_from=Month(2015, 1))
    synchronise(engine, replace(register, libraries={**register.libraries, bender.code: bender}))
    question = select(library.c.code).order_by(library.c.code)
    with engine.connect() as connection:
        for period in (2016, 201606):
            owing = connection.scalars(question.where(owed(literal(period)))).all()
            assert owing == ["MD-OR-0001", "MD-OR-0002"]
    freed = {**register.territories, "MD-BD": register.territories["MD-BD"].model_copy(update={"obligated": True})}
    synchronise(engine, replace(register, libraries={bender.code: bender}, territories=freed))
    with engine.connect() as connection:
        assert bender.code in connection.scalars(question.where(owed(literal(2016)))).all()
