"""Declared corrections in the database: applied at loading and after it, traceable, undone when they no longer hold."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.orm import Session

from data.corrections import Correction
from data.queries.corrections import corrections
from data.states import State

if TYPE_CHECKING:
    from tests.etl.conftest import Loader

REASON = {"ro": "mii de lei", "ru": "тысячи леев", "en": "thousands of lei"}
VALUES = """
    SELECT o.value, o.state, o.submission_id FROM observation o JOIN indicator i ON i.id = o.indicator_id
    JOIN library l ON l.id = o.library_id WHERE i.code = 'A02' AND l.code = 'MD-OR-0002'
"""
TOTAL = """
    SELECT t.total, t.reported FROM territory_month t JOIN indicator i ON i.id = t.indicator_id
    WHERE i.code = 'A02' AND t.kind = 'sat'
"""
DONE = "SELECT submission_id, source_value, source_state, value, state, reason FROM corrected ORDER BY submission_id"


def thousands(**fields: object) -> Correction:
    """Return the correction of a figure given in thousands of lei, with other fields where they are given."""
    said = {"library": "MD-OR-0002", "month": "2017-03", "indicator": "A02", "reason": REASON}
    return Correction(**{**said, "scale": 1000, "expect_below": 100, **fields})  # type: ignore[arg-type]


def declare(loader: Loader, *declared: Correction) -> None:
    loader.catalogue = replace(loader.catalogue, corrections={one.key: one for one in declared})


def put(loader: Loader, name: str, value: float | None, raw: str | None = None):
    """Return a file in which two libraries of one kind report the contribution of their authority."""
    sent = loader.report("MD-OR-0002", 201703)
    sent.readings.append(loader.reading("A02", value, raw=raw))
    return loader.put(name, sent, loader.report("MD-OR-0003", 201703, A02=300))


def states(loader: Loader) -> list[tuple[str, str | None, float | None]]:
    with Session(loader.engine) as session:
        return [(one.outcome, one.source, one.value) for one in corrections(session)]


def test_a_figure_is_stored_corrected_with_what_the_source_says_and_why(loader: Loader) -> None:
    declare(loader, thousands())
    assert states_of_nothing(loader) == []
    loader.load(put(loader, "martie.xlsx", 4.2))
    assert loader.rows(VALUES) == [(4200, State.REPORTED, 1)]
    assert loader.rows(TOTAL) == [(4500, 2)]
    (done,) = loader.rows(DONE)
    assert done[:5] == (1, 4.2, State.REPORTED, 4200, State.REPORTED)
    assert json.loads(str(done[5])) == REASON
    assert states(loader) == [("applied", "4.2", 4200)]


def states_of_nothing(loader: Loader) -> list[object]:
    loader.load()
    assert states(loader) == [("waiting", None, None)]
    return loader.rows(DONE)


def test_a_repaired_source_is_stored_as_it_is(loader: Loader) -> None:
    declare(loader, thousands())
    loader.load(put(loader, "martie.xlsx", 4200))
    assert (loader.rows(VALUES), loader.rows(DONE)) == ([(4200, State.REPORTED, 1)], [])
    assert states(loader) == [("outdated", "4200", 4200)]


def test_a_file_sent_again_repaired_replaces_the_corrected_figure_which_stays_readable(loader: Loader) -> None:
    declare(loader, thousands())
    loader.load(put(loader, "martie.xlsx", 4.2))
    loader.load(put(loader, "martie_corectat.xlsx", 4300))
    assert loader.rows(VALUES) == [(4300, State.REPORTED, 3)]
    assert loader.rows(TOTAL) == [(4600, 2)]
    assert [row[:2] for row in loader.rows(DONE)] == [(1, 4.2)]
    assert loader.rows("SELECT value FROM superseded_observation ORDER BY value") == [(300,), (4200,)]


def test_a_correction_declared_after_the_load_is_applied_without_reading_the_file_again(loader: Loader) -> None:
    file = put(loader, "martie.xlsx", 4.2)
    loader.load(file)
    assert loader.rows(TOTAL) == [(304.2, 2)]
    declare(loader, thousands())
    loader.load(file)
    assert loader.acknowledged[-1].status == "unchanged"
    assert (loader.rows(VALUES), loader.rows(TOTAL)) == ([(4200, State.REPORTED, 1)], [(4500, 2)])


@pytest.mark.parametrize(("after", "value"), [((), 4.2), ((thousands(scale=100),), 420), ((thousands(expect=5),), 4.2)])
def test_a_correction_taken_back_or_changed_gives_way(loader: Loader, after: tuple[Correction, ...], value: float):
    declare(loader, thousands())
    loader.load(put(loader, "martie.xlsx", 4.2))
    declare(loader, *after)
    loader.load()
    assert loader.rows(VALUES) == [(value, State.REPORTED, 1)]
    assert loader.rows(TOTAL) == [(value + 300, 2)]
    assert len(loader.rows(DONE)) == int(value != 4.2)


def test_a_withdrawn_figure_is_no_number_and_no_report_of_it(loader: Loader) -> None:
    declare(loader, thousands(scale=None, withdraw=True))
    loader.load(put(loader, "martie.xlsx", 4.2))
    assert loader.rows(VALUES) == [(None, State.ERROR, 1)]
    assert loader.rows(TOTAL) == [(300, 1)]


def test_an_unreadable_cell_gets_the_number_meant_by_its_text(loader: Loader) -> None:
    declare(loader, thousands(scale=None, expect_below=None, value=4200, expect_text="4,2 m"))
    loader.load(put(loader, "martie.xlsx", None, raw="4,2 m"))
    assert loader.rows(VALUES) == [(4200, State.REPORTED, 1)]
    assert loader.rows("SELECT text FROM raw_text") == [("4,2 m",)]
    assert states(loader) == [("applied", "4,2 m", 4200)]


def test_a_dry_run_corrects_nothing(loader: Loader) -> None:
    loader.load(put(loader, "martie.xlsx", 4.2))
    declare(loader, thousands())
    loader.load(dry_run=True)
    assert loader.rows(VALUES) == [(4.2, State.REPORTED, 1)]
