"""Rounded counts: the same for ever, right on average, and never telling which count they were made of."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

import data
from data.disclosure import cell_key
from data.periods import Month
from data.queries.attendance import total
from data.queries.facts import shown_observations
from data.queries.services import by_category
from data.rounding import LEAST_BASE, key_of, rounded, rounded_columns
from data.schema import observation
from data.selection import Selection
from data.store import prepare, session_factory, writing

KEYS = st.integers(0, 2**31 - 2)
CELLS = st.fixed_dictionaries(
    {
        "record_key": KEYS,
        "cell_key": KEYS,
        "period": st.integers(2000, 209912),
        "base": st.integers(LEAST_BASE, 20),
    }
)


def shown(counts: object, cell: dict[str, int]) -> np.ndarray:
    """Return counts as one cell would show each of them."""
    values = np.array(counts, dtype=np.float64)
    return rounded(values, **{name: np.full(len(values), value, np.int64) for name, value in cell.items()})


@given(CELLS)
def test_who_knows_the_rule_and_that_somebody_came_has_at_least_two_counts_to_choose_from(cell) -> None:
    counts = np.arange(1, 8 * cell["base"])
    values, candidates = np.unique(shown(counts, cell)[: 6 * cell["base"]], return_counts=True)
    for value, some in zip(values[:-1].tolist(), candidates[:-1].tolist(), strict=True):
        assert some >= (cell["base"] - 1 if value else 2)


@given(CELLS, st.integers(0, 10_000))
def test_a_rounded_count_is_a_multiple_of_the_base_less_than_a_base_away(cell, count) -> None:
    (value,) = shown([count], cell).tolist()
    assert value % cell["base"] == 0 and abs(value - count) < cell["base"]
    assert shown([0], cell).tolist() == [0] and np.isnan(shown([np.nan], cell)[0])


def left(sessions: int, people: int, keys: tuple[int, int]) -> tuple[int, int]:
    """Return how many counts of sessions and of people remain for who knows that there were no more of the former."""
    cells = [{"record_key": 1, "cell_key": key, "period": 201704, "base": 5} for key in keys]
    counts = np.arange(1, 40)
    some, others = (
        counts[shown(counts, cell) == shown([count], cell)[0]]
        for cell, count in zip(cells, (sessions, people), strict=True)
    )
    return int((some <= others.max()).sum()), int((others >= some.min()).sum())


def test_who_knows_that_sessions_are_no_more_than_people_learns_of_neither_how_many() -> None:
    """Because one key rounds both. With a key for each, some would be told."""
    chance, told = random.Random(2), 0
    for _ in range(1_000):
        one, other = chance.randrange(2**31 - 2), chance.randrange(2**31 - 2)
        people = chance.randint(1, 15)
        sessions = chance.choice((people, chance.randint(1, people)))
        assert min(left(sessions, people, (one, one))) > 1
        told += min(left(sessions, people, (one, other))) == 1
    assert told > 5
    assert {cell_key(of, "HE.PSY") for of in ("S01", "S02", "S03")} == {key_of("S02", "HE.PSY")}
    assert cell_key("S01", "HE.HEA") == key_of("S02", "HE.HEA")


@pytest.mark.parametrize("base", [3, 5, 10])
def test_rounding_adds_and_takes_away_as_much(base: int) -> None:
    """Over the libraries and months of a network, sums are kept; the tolerance is five standard errors."""
    libraries, months = 1_000, 48
    record = np.repeat([key_of(f"MD-OR-{number:04d}") for number in range(libraries)], months)
    period = np.tile([201401 + 100 * (month // 12) + month % 12 for month in range(months)], libraries)
    many = len(record)
    for count in (1, 2, 3, 4, 7, 23):
        pair = (1, 2) if count < 3 else (count,)
        means = [
            rounded(
                np.full(many, float(one)),
                record_key=record,
                cell_key=np.full(many, key_of("S02", "HE.PSY")),
                period=period,
                base=np.full(many, base),
            ).mean()
            for one in pair
        ]
        assert abs(np.mean(means) - np.mean(pair)) < 5 * (base / 2) / np.sqrt(many)


def test_a_rounded_count_does_not_follow_its_neighbours() -> None:
    """Whether a month is rounded up says nothing about the next month, library or category."""
    codes, months = [f"MD-OR-{number:04d}" for number in range(400)], range(201601, 201613)
    ups = np.array(
        [
            [
                shown([2], {"record_key": key_of(code), "cell_key": key_of("S02", of), "period": month, "base": 5})[0]
                > 0
                for month in months
                for of in ("HE.PSY", "HE.HEA")
            ]
            for code in codes
        ],
        dtype=float,
    )
    pairs = [(ups[:, :-1], ups[:, 1:]), (ups[:, :-2], ups[:, 2:]), (ups[:-1], ups[1:])]
    for one, other in pairs:
        assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.06


def test_a_library_has_its_key_for_ever() -> None:
    assert (key_of("MD-OR-0001"), key_of("S02", "HE.PSY")) == (875_806_686, 1_694_838_623)


def test_the_database_rounds_as_we_do(reports) -> None:
    """The one formula stands in SQL, too: of 600 counts, halves and missing ones among them, both say the same."""
    chance = random.Random(7)
    for number in range(20):
        reports.library(f"MD-OR-{number:04d}")
    for period in (201601, 201602, 201612, 2016, 209912):
        for category in ("HE.PSY", "HE.HEA", "DI.ITL"):
            values = {code: chance.randint(0, 90) / 2 for code in reports.libraries if chance.random() < 0.9}
            reports.report("S02", period, values, category_code=category)
            reports.report("S05", period, values, category_code=category)
    with reports.session() as session:
        connection = session.connection()
        shown_there = session.execute(shown_observations()).all()
        names = ("indicator_id", "library_id", "period", "category_id")
        facts = session.execute(select(*(observation.c[name] for name in names), observation.c.value)).all()
        columns = dict(zip(names, np.array([row[:4] for row in facts], dtype=np.int64).T, strict=True))
        shown_here = rounded_columns(connection, np.array([row[4] for row in facts]), **columns)
    there = {row[:4]: row.value for row in shown_there}
    here = dict(zip([row[:4] for row in facts], shown_here.tolist(), strict=True))
    assert there == here and len(here) > 500
    assert sum(value != row[4] for value, row in zip(shown_here.tolist(), facts, strict=True)) > 100


def test_an_upgrade_rounds_what_an_earlier_version_kept_exact(reports, catalogue) -> None:
    """Nobody reads in between: the upgrade itself does it, also for a server that only ever reads."""
    reports.library("MD-OR-0001")
    reports.report("S02", 201706, {"MD-OR-0001": 4.0}, category_code="HE.PSY")
    with writing(reports.engine) as connection:
        for statement in (
            "DROP TABLE protected",
            "DROP TABLE category_values",
            "DROP TABLE release_category_values",
            "DROP TABLE release_event",
            "ALTER TABLE library DROP COLUMN record_key",
            "ALTER TABLE release_library DROP COLUMN record_key",
            "UPDATE alembic_version SET version_num = '0011'",
        ):
            connection.execute(text(statement))
    prepare(reports.engine)
    june = Selection(Month(2017, 6), Month(2017, 6))
    with session_factory(reports.engine)() as session:
        assert total(session, catalogue, "S02", june).value in (0, 5)
        assert by_category(session, catalogue, "S02", june)["withheld"].tolist() == [True]


def test_only_what_a_sender_is_shown_reads_values_past_the_rounding() -> None:
    """Everything else asks data.queries.facts or a rollup. Those named show a report's own cells, or no category, or
    ask whether there is an answer and not which."""
    past = {"corrections", "facts", "participation", "reconciliation", "reported", "resubmissions"}
    past |= {"late_reports", "sources", "versions"}
    folder = Path(data.__file__).parent
    modules = [*folder.glob("queries/*.py"), *folder.glob("campaign/**/*.py"), folder / "panel.py"]
    reading = {
        path.stem
        for path in modules
        if re.search(
            r"import .*\bobservation\b|^    observation,|FROM [a-z_]*observation|JOIN observation",
            path.read_text("utf-8"),
            re.M,
        )
    }
    assert reading == past
