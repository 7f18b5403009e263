"""Rollups equal the sums of the facts, whatever was loaded, corrected and sent again."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, text

from data import rollups
from data.catalogue import Catalogue, load_catalogue
from data.category_values import CELL
from data.models import Library
from data.periods import Month
from data.register import codes, synchronise
from data.rounding import rounded_columns
from data.schema import NO_CATEGORY, category, indicator
from data.states import State
from data.store import writing
from etl.reports import ReadFile, Reading, Report
from etl.storing.packing import Codes, pack
from etl.storing.writing import write_group

# Nothing is rounded by database here: what is shown stands in `shown`, filled from the facts by the other formula.
FACTS = text("""
    SELECT o.indicator_id, o.period, l.territory, l.kind, o.category_id, SUM(o.shown), COUNT(*) FROM shown o
    JOIN library l ON l.id = o.library_id GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
""")
ROLLUP = text("""
    SELECT indicator_id, period, territory, kind, category_id, total, reported FROM territory_month
    ORDER BY 1, 2, 3, 4, 5
""")
OF_LIBRARIES = text("""
    SELECT indicator_id, period, library_id, SUM(shown) FROM shown WHERE category_id <> 0
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
""")
LIBRARY_MONTH = text("SELECT indicator_id, period, library_id, total FROM library_month ORDER BY 1, 2, 3")
ASKED = text("""
    SELECT DISTINCT indicator_id, period, category_id FROM observation WHERE state = 0 AND category_id <> 0
    ORDER BY 1, 2, 3
""")
CATEGORY_MONTH = text("SELECT indicator_id, period, category_id FROM category_month ORDER BY 1, 2, 3")
OF_CATEGORIES = text("""
    SELECT o.indicator_id, o.period, l.territory, o.library_id, o.category_id, o.shown, o.positive FROM shown o
    JOIN library l ON l.id = o.library_id WHERE o.category_id <> 0 ORDER BY 1, 2, 3, 4, 5
""")
PACKED = text("SELECT indicator_id, period, territory, cells FROM category_values ORDER BY 1, 2, 3")
COMPLETENESS = text("SELECT * FROM completeness ORDER BY form, period, territory, kind")
INDICATORS = (
    ("V01", ""),
    ("L01", ""),
    ("A01", ""),
    ("S02", "DI.ITL"),
    ("S02", "HE.HEA"),
    ("S02", "HE.PSY"),
    ("S01", "DI.ITL"),
)
TERRITORIES = ("MD-AN", "MD-BA", "MD-OR")


@pytest.fixture(scope="module")
def register() -> Catalogue:
    """Return the shipped catalogue with twelve libraries that joined, opened and closed at different times."""
    libraries = {}
    for number in range(12):
        territory = TERRITORIES[number % 3]
        code = f"{territory}-{number:04d}"
        libraries[code] = Library(
            code=code,
            name=code,
            kind=("sat", "comunal")[number % 2],
            territory=territory,
            in_network_from=Month(2015, 1 + number) if number < 10 else None,
            opened=Month(2015, 3) if number == 2 else None,
            closed=Month(2015, 8) if number == 3 else None,
        )
    return replace(load_catalogue(), libraries=libraries, statuses={}, corrections={})


def random_file(chance: random.Random, number: int, register: Catalogue) -> ReadFile:
    """Return a file about a few libraries and periods, some values missing, some with cents."""
    reports: dict[tuple[str, int], Report] = {}
    for _ in range(chance.randint(1, 6)):
        library_code = chance.choice(list(register.libraries))
        form, period = chance.choice([("monthly", chance.randint(201501, 201512)), ("annual", 2015)])
        readings = []
        for index, (code, place) in enumerate(INDICATORS):
            state = chance.choice([State.REPORTED, State.REPORTED, State.BLANK, State.ERROR, State.CLOSED])
            value = chance.randint(0, 500_000) / chance.choice([1, 100]) if state is State.REPORTED else None
            if chance.random() < 0.7:
                readings.append(Reading(code, place, value, state, index))
        reports[library_code, period] = Report(library_code, form, period, readings)
    return ReadFile(name=f"{number}.xlsx", sha256=f"{number:064d}", size=1, reports=list(reports.values()))


def assert_consistent(connection: Connection) -> None:
    """Hold the rollups against the facts and against a rebuild."""
    _fill_shown(connection)
    assert_categories_consistent(connection)
    kept = connection.execute(ROLLUP).all()
    facts = connection.execute(FACTS).all()
    assert [row[:5] for row in kept] == [row[:5] for row in facts]
    assert [row[6] for row in kept] == [row[6] for row in facts]
    assert [row[5] for row in kept] == pytest.approx([row[5] for row in facts], rel=1e-12, abs=1e-9)
    completeness = connection.execute(COMPLETENESS).all()
    rollups.rebuild(connection)
    assert connection.execute(COMPLETENESS).all() == completeness
    assert [row[:5] for row in connection.execute(ROLLUP)] == [row[:5] for row in facts]
    assert_categories_consistent(connection)


def _fill_shown(connection: Connection) -> None:
    names = ("indicator_id", "period", "library_id", "category_id")
    rows = connection.execute(
        text("SELECT indicator_id, period, library_id, category_id, value FROM observation WHERE state = 0")
    ).all()
    keys = dict(zip(names, np.array([row[:4] for row in rows], dtype=np.int64).reshape(-1, 4).T, strict=True))
    values = rounded_columns(connection, np.array([row[4] for row in rows], dtype=np.float64), **keys)
    connection.execute(text("DROP TABLE IF EXISTS shown"))
    columns = "indicator_id INTEGER, period INTEGER, library_id INTEGER, category_id INTEGER, shown DOUBLE PRECISION"
    connection.execute(text(f"CREATE TEMPORARY TABLE shown ({columns}, positive BOOLEAN)"))
    insert = text("INSERT INTO shown VALUES (:indicator_id, :period, :library_id, :category_id, :shown, :positive)")
    connection.execute(
        insert,
        [
            {**dict(zip(names, row, strict=False)), "shown": value, "positive": row[4] > 0}
            for row, value in zip(rows, values.tolist(), strict=True)
        ],
    )


def assert_categories_consistent(connection: Connection) -> None:
    kept, facts = connection.execute(LIBRARY_MONTH).all(), connection.execute(OF_LIBRARIES).all()
    assert [row[:3] for row in kept] == [row[:3] for row in facts]
    assert [row[3] for row in kept] == pytest.approx([row[3] for row in facts], rel=1e-12, abs=1e-9)
    assert connection.execute(CATEGORY_MONTH).all() == connection.execute(ASKED).all()
    packed = [
        (*row[:3], *cell)
        for row in connection.execute(PACKED)
        for cell in sorted(
            (library_id, category_id, value, some)
            for library_id, category_id, some, value in np.frombuffer(row.cells, dtype=CELL).tolist()
        )
    ]
    assert packed == connection.execute(OF_CATEGORIES).all()


@pytest.mark.parametrize("seed", range(8))
def test_rollups_equal_the_facts_after_any_loads_and_corrections(
    engine: Engine, register: Catalogue, seed: int
) -> None:
    chance = random.Random(seed)
    synchronise(engine, register)
    with engine.connect() as connection:
        known = Codes(codes(connection, indicator), {"": NO_CATEGORY, **codes(connection, category)})
    number = 0
    for _ in range(6):
        group = []
        for _ in range(chance.randint(1, 4)):
            number += 1
            group.append(pack(random_file(chance, number, register), known))
        with writing(engine) as connection:
            write_group(connection, group, datetime.now(UTC))
        with writing(engine) as connection:
            assert_consistent(connection)


def test_refreshing_a_touched_territory_puts_right_what_was_changed_behind_its_back(
    engine: Engine, register: Catalogue
) -> None:
    synchronise(engine, register)
    with engine.connect() as connection:
        known = Codes(codes(connection, indicator), {"": NO_CATEGORY, **codes(connection, category)})
    chance = random.Random(1)
    with writing(engine) as connection:
        write_group(connection, [pack(random_file(chance, n, register), known) for n in range(9)], datetime.now(UTC))
        connection.execute(text("UPDATE observation SET value = 7 WHERE state = 0"))
        touched = connection.execute(
            text("SELECT s.form, s.period, l.territory FROM submission s JOIN library l ON l.id = s.library_id")
        )
        rollups.refresh(connection, {rollups.Touched(*row) for row in touched})
        assert_consistent(connection)


def test_a_library_that_moved_is_counted_where_it_is_now(engine: Engine, register: Catalogue) -> None:
    synchronise(engine, register)
    with engine.connect() as connection:
        known = Codes(codes(connection, indicator), {"": NO_CATEGORY, **codes(connection, category)})
    code = next(iter(register.libraries))
    sent = Report(code, "monthly", 201506, [Reading("V01", "", 5, State.REPORTED, 0)])
    with writing(engine) as connection:
        write_group(connection, [pack(ReadFile("a.xlsx", "a", 1, reports=[sent]), known)], datetime.now(UTC))
    moved = register.libraries[code].model_copy(update={"territory": "MD-CA"})
    synchronise(engine, replace(register, libraries={**register.libraries, code: moved}))
    with writing(engine) as connection:
        assert connection.execute(text("SELECT territory, total FROM territory_month")).all() == [("MD-CA", 5)]
        assert_consistent(connection)
