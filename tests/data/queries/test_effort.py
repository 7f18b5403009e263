"""What a question costs grows with the rows it is about: counted in steps of the database, never in time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data import register, rollups
from data.bulk import insert
from data.catalogue import Catalogue, load_catalogue
from data.panel import compare, compare_by_month, compare_by_territory
from data.periods import Month, months
from data.queries.attendance import library_totals, monthly_totals, territory_totals, total
from data.queries.received import received_periods
from data.queries.services import by_category
from data.schema import NO_CATEGORY, category, completeness, indicator, library, observation
from data.selection import Selection
from data.states import State
from data.store import open_engine, prepare, session_factory, writing

FIRST, LAST = Month(2016, 1), Month(2017, 12)
YEAR = Selection(Month(2017, 1), LAST)
LIBRARIES = 60
MOST_STEPS = 80  # a row that is asked about: read, looked up, grouped and added, some times over
QUESTIONS = (total, monthly_totals, territory_totals, library_totals, compare, compare_by_month, compare_by_territory)
_THOUSAND = 1_000


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped network."""
    return load_catalogue()


@pytest.fixture(scope="module")
def engine(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Two years of visits, and of service participations in every category, from sixty libraries."""
    return made(tmp_path_factory.mktemp("effort"), catalogue, lambda _period, _category, _place: True)


@pytest.fixture(scope="module")
def uneven(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The same, but one category was asked about from the second year on, and half of the libraries are late in May."""
    return made(
        tmp_path_factory.mktemp("uneven"),
        catalogue,
        lambda period, category, place: (period > 201612 or category != 1) and (period != 201705 or place % 2 == 0),
    )


def made(folder: Path, catalogue: Catalogue, kept: Callable[[int, int, int], bool]) -> Engine:
    engine = open_engine(f"sqlite:///{folder / 'vitrina.db'}")
    prepare(engine)
    register.synchronise(engine, catalogue)
    with writing(engine) as connection:
        indicators, categories = register.codes(connection, indicator), register.codes(connection, category)
        numbers = sorted(register.codes(connection, library).values())[:LIBRARIES]
        cells = [(indicators["V01"], NO_CATEGORY)]
        cells += [(indicators["S02"], number) for code, number in categories.items() if code in catalogue.categories]
        periods = [month.period for month in months(FIRST, LAST)]
        every = sorted(
            (one, period, number, group) for (one, group), period, number in product(cells, periods, numbers)
        )
        rows = [row for row in every if kept(row[1], row[3], row[2])]
        columns = dict(
            zip(("indicator_id", "period", "library_id", "category_id"), zip(*rows, strict=True), strict=True)
        )
        same = {"value": [7.0], "state": [int(State.REPORTED)], "submission_id": [1], "cell": [0]}
        insert(connection, observation, columns | {name: value * len(rows) for name, value in same.items()})
        rollups.rebuild(connection)
    return engine


@pytest.fixture
def steps(engine: Engine) -> Callable[[Callable[[Session], object]], int]:
    """Return a function that counts the steps SQLite takes to answer, in thousands rounded down."""
    return partial(counted, engine)


def counted(engine: Engine, ask: Callable[[Session], object]) -> int:
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += _THOUSAND

    with session_factory(engine)() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(count, _THOUSAND)
        ask(session)
        driver.set_progress_handler(None, 0)
    return taken


@pytest.mark.parametrize("code", ["V01", "S02"])
@pytest.mark.parametrize(
    "question",
    [total, monthly_totals, territory_totals, library_totals, compare, compare_by_month, compare_by_territory],
)
def test_every_row_asked_about_is_read_a_few_times_at_most(question, code, steps, catalogue):
    categories = len(catalogue.categories) if code == "S02" else 1
    rows = LIBRARIES * FIRST.until(LAST) * categories
    register_size = len(catalogue.libraries) * 12  # who owes a report is answered for every library and month
    taken = steps(lambda session: question(session, catalogue, code, YEAR))
    assert taken < MOST_STEPS * (rows + register_size), f"{taken / rows:.0f} steps a row"


@pytest.mark.parametrize("question", [compare, compare_by_month, compare_by_territory])
def test_late_reports_and_another_form_let_no_row_be_looked_for_among_all(question, uneven, catalogue):
    rows = LIBRARIES * FIRST.until(LAST) * len(catalogue.categories)
    taken = counted(uneven, lambda session: question(session, catalogue, "S02", YEAR))
    most = 1.5 * MOST_STEPS  # rows of the months asked otherwise are read for the pairs, and for what is late
    assert taken < most * rows, f"{taken / rows:.0f} steps a row"


def test_the_periods_there_are_are_found_without_reading_all_of_their_rows(steps, engine):
    """A hundred places or one: a month is looked up once."""
    places = [f"MD-{number:03d}" for number in range(100)]
    months_of = [month.period for month in months(FIRST, LAST)]
    same = {"form": "monthly", "kind": "sat", "expected": 1, "received": 1, "asked": 1, "filled": 1}
    rows = [{**same, "period": period, "territory": place} for period in months_of for place in places]
    with writing(engine) as connection:
        connection.execute(completeness.insert(), rows)
    taken = steps(lambda session: session.scalars(received_periods(None)).all())
    with writing(engine) as connection:
        connection.execute(completeness.delete())
    assert taken < len(rows)


def test_services_are_read_packed_not_value_by_value(steps, catalogue):
    values = LIBRARIES * FIRST.until(LAST) * len(catalogue.categories)
    assert steps(lambda session: by_category(session, catalogue, "S02", YEAR)) < values / 4
