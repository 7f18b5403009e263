"""What loading does to the database, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.states import State
from etl.problems import Problem
from etl.reports import NewLibrary, Report

if TYPE_CHECKING:
    from tests.etl.conftest import Loader

UNKNOWN = Problem("unknown-library", "refuse", "iunie.xlsx", "Centralizator", "B17", "Biblioteca Hirtop")
DIFFERS = Problem("total-differs", "warn", "mai.xlsx", "Centralizator", "F30", "120", {"sum": 118})

VALUES = """
    SELECT i.code, l.code, o.period, c.code, o.value, o.state FROM observation o
    JOIN indicator i ON i.id = o.indicator_id JOIN library l ON l.id = o.library_id
    JOIN category c ON c.id = o.category_id ORDER BY 1, 2, 3, 4
"""
SUBMISSIONS = "SELECT period, version, status, supersedes_id FROM submission ORDER BY id"
TOTALS = """
    SELECT i.code, t.period, t.territory, t.kind, t.total, t.reported FROM territory_month t
    JOIN indicator i ON i.id = t.indicator_id ORDER BY 1, 2, 3, 4
"""
EVERY_TABLE = (
    "network",
    "library",
    "source_file",
    "submission",
    "observation",
    "superseded_observation",
    "raw_text",
    "problem",
    "territory_month",
    "completeness",
)


def everything(loader: Loader) -> dict[str, list[str]]:
    """Return every row of every table, as text."""
    return {table: sorted(map(str, loader.rows(f"SELECT * FROM {table}"))) for table in EVERY_TABLE}  # noqa: S608


def test_a_report_becomes_a_submission_with_its_values_and_states(loader: Loader) -> None:
    service = loader.reading("S02", 7, "DI.ITL")
    sent = loader.report("MD-OR-0001", 201706, V01=12, L01=None, C01=0)
    sent.readings.append(service)
    summary = loader.load(loader.put("iunie.xlsx", sent))
    assert loader.rows(VALUES) == [
        ("C01", "MD-OR-0001", 201706, "-", 0, State.REPORTED),
        ("L01", "MD-OR-0001", 201706, "-", None, State.BLANK),
        ("S02", "MD-OR-0001", 201706, "DI.ITL", 7, State.REPORTED),
        ("V01", "MD-OR-0001", 201706, "-", 12, State.REPORTED),
    ]
    assert loader.rows(SUBMISSIONS) == [(201706, 1, "accepted", None)]
    assert summary.as_json() == {
        "files": 1,
        "submissions": {"accepted": 1, "unchanged": 0, "superseding": 0, "refused": 0},
        "observations": {"reported": 3, "blank": 1, "not_applicable": 0, "closed": 0, "error": 0},
        "problems": {},
        "seconds": summary.as_json()["seconds"],
    }
    assert summary.exit_code == 0


def test_loading_the_same_files_twice_changes_nothing(loader: Loader) -> None:
    files = [
        loader.put("mai.xlsx", loader.report("MD-OR-0001", 201705, V01=10), problems=[DIFFERS]),
        loader.put("iunie.xlsx", loader.report("MD-OR-0001", 201706, V01=12), problems=[UNKNOWN]),
    ]
    assert loader.load(*files).exit_code == 3
    before = everything(loader)
    again = loader.load(*files)
    assert everything(loader) == before
    assert again.submissions == {"accepted": 0, "superseding": 0, "outranked": 0, "unchanged": 1, "refused": 1}


def test_a_refused_file_leaves_only_itself_and_its_problems(loader: Loader) -> None:
    summary = loader.load(loader.put("iunie.xlsx", loader.report("MD-OR-0001", 201706, V01=12), problems=[UNKNOWN]))
    assert loader.rows("SELECT name, status FROM source_file") == [("iunie.xlsx", "refused")]
    assert loader.rows("SELECT kind, severity, sheet, cell, found FROM problem") == [
        ("unknown-library", "refuse", "Centralizator", "B17", "Biblioteca Hirtop")
    ]
    for table in ("submission", "observation", "territory_month", "completeness", "raw_text"):
        assert loader.rows(f"SELECT * FROM {table}") == []  # noqa: S608
    assert (summary.submissions["refused"], summary.exit_code) == (1, 3)


def test_a_refused_file_is_read_again_and_accepted_once_it_can_be_understood(loader: Loader) -> None:
    sent = loader.report("MD-OR-0001", 201706, V01=12)
    loader.load(loader.put("iunie.xlsx", sent, problems=[UNKNOWN]))
    summary = loader.load(loader.put("iunie.xlsx", sent))
    assert summary.submissions["accepted"] == 1
    assert loader.rows("SELECT name, status FROM source_file") == [("iunie.xlsx", "accepted")]
    assert loader.rows("SELECT * FROM problem") == []


def test_a_warning_is_kept_and_said_but_refuses_nothing(loader: Loader) -> None:
    summary = loader.load(loader.put("mai.xlsx", loader.report("MD-OR-0001", 201705, V01=10), problems=[DIFFERS]))
    assert (summary.submissions["accepted"], summary.exit_code) == (1, 4)
    assert loader.rows("SELECT kind, details FROM problem") == [("total-differs", '{"sum": 118}')]


def test_a_correction_supersedes_and_the_earlier_report_stays_readable(loader: Loader) -> None:
    loader.load(loader.put("iunie.xlsx", loader.report("MD-OR-0001", 201706, V01=12, L01=5, C01=1)))
    corrected = loader.report("MD-OR-0001", 201706, V01=21, L01=None)
    summary = loader.load(loader.put("iunie corectat.xlsx", corrected))
    assert loader.rows(VALUES) == [
        ("L01", "MD-OR-0001", 201706, "-", None, State.BLANK),
        ("V01", "MD-OR-0001", 201706, "-", 21, State.REPORTED),
    ]
    assert loader.rows(SUBMISSIONS) == [(201706, 1, "superseded", None), (201706, 2, "accepted", 1)]
    assert sorted(loader.rows("SELECT submission_id, value FROM superseded_observation")) == [(1, 1), (1, 5), (1, 12)]
    assert loader.rows(TOTALS) == [("V01", 201706, "MD-OR", "raional", 21, 1)]
    assert (summary.submissions["accepted"], summary.submissions["superseding"]) == (0, 1)


@pytest.mark.parametrize("group_files", [1, 10])
def test_visits_and_loans_that_come_in_two_files_are_two_parts_of_one_report(loader: Loader, group_files: int) -> None:
    visits = loader.put("visits.csv", loader.report("MD-OR-0001", 201706, V01=12))
    loans = loader.put("loans.csv", loader.report("MD-OR-0001", 201706, L01=5))
    summary = loader.load(visits, loans, group_files=group_files)
    corrected = loader.load(loader.put("visits corrected.csv", loader.report("MD-OR-0001", 201706, V01=21)))
    assert [(row[0], row[4]) for row in loader.rows(VALUES)] == [("L01", 5), ("V01", 21)]
    assert loader.rows(SUBMISSIONS) == [
        (201706, 1, "superseded", None),
        (201706, 2, "accepted", None),
        (201706, 3, "accepted", 1),
    ]
    assert (summary.submissions["accepted"], corrected.submissions["superseding"]) == (2, 1)
    assert loader.rows("SELECT expected, received FROM completeness WHERE territory = 'MD-OR' AND received > 0") == [
        (1, 1)
    ]


@pytest.mark.parametrize("group_files", [1, 10])
def test_of_two_files_about_the_same_month_the_later_one_counts(loader: Loader, group_files: int) -> None:
    first = loader.put("a.xlsx", loader.report("MD-OR-0001", 201706, V01=1))
    second = loader.put("b.xlsx", loader.report("MD-OR-0001", 201706, V01=2))
    third = loader.put("c.xlsx", loader.report("MD-OR-0001", 201706, V01=3))
    summary = loader.load(first, second, third, group_files=group_files)
    assert loader.rows(SUBMISSIONS) == [
        (201706, 1, "superseded", None),
        (201706, 2, "superseded", 1),
        (201706, 3, "accepted", 2),
    ]
    assert loader.rows(TOTALS) == [("V01", 201706, "MD-OR", "raional", 3, 1)]
    assert sorted(loader.rows("SELECT submission_id, value FROM superseded_observation")) == [(1, 1), (2, 2)]
    assert (summary.submissions["accepted"], summary.submissions["superseding"]) == (1, 2)


def test_what_a_cell_said_stays_with_the_submission_that_said_it(loader: Loader) -> None:
    said = Report("MD-OR-0001", "monthly", 201706, [loader.reading("V01", 1200, raw="1,2 mii")])
    loader.load(loader.put("a.xlsx", said))
    loader.load(loader.put("b.xlsx", loader.report("MD-OR-0001", 201706, V01=1250)))
    assert loader.rows("SELECT submission_id, text FROM raw_text") == [(1, "1,2 mii")]


def test_a_copy_of_a_file_under_another_name_is_not_loaded_again(loader: Loader) -> None:
    sent = loader.report("MD-OR-0001", 201706, V01=12)
    original = loader.put("iunie.xlsx", sent, content="the same")
    copy = loader.put("iunie (1).xlsx", sent, content="the same")
    submissions = loader.load(original, copy).submissions
    assert (submissions["accepted"], submissions["unchanged"]) == (1, 1)
    assert len(loader.rows("SELECT * FROM source_file")) == 1


def test_a_dry_run_says_the_same_and_writes_nothing(loader: Loader) -> None:
    files = [
        loader.put("a.xlsx", loader.report("MD-OR-0001", 201706, V01=1)),
        loader.put("b.xlsx", loader.report("MD-OR-0001", 201706, V01=2)),
        loader.put("c.xlsx", problems=[UNKNOWN]),
    ]
    dry = loader.load(*files, dry_run=True, group_files=1)
    assert all(rows == [] for rows in everything(loader).values())
    assert loader.load(*files).submissions == dry.submissions


def test_a_value_given_twice_in_one_report_refuses_the_file(loader: Loader) -> None:
    twice = Report("MD-OR-0001", "monthly", 201706, [loader.reading("V01", 1), loader.reading("V01", 2)])
    summary = loader.load(loader.put("a.xlsx", twice))
    assert [problem.kind for problem in summary.problems] == ["duplicate-value"]
    assert loader.rows("SELECT * FROM submission") == []


def test_two_forms_that_give_the_same_figure_do_not_stop_the_others(loader: Loader) -> None:
    files = [
        loader.put("a.xlsx", loader.report("MD-OR-0001", 201706, V01=1)),
        loader.put("b.xlsx", loader.report("MD-OR-0001", 201706, form="visits", V01=1)),
        loader.put("c.xlsx", loader.report("MD-OR-0002", 201706, V01=5)),
    ]
    summary = loader.load(*files)
    assert [(problem.file, problem.kind) for problem in summary.problems] == [("b.xlsx", "duplicate-value")]
    assert [row[1] for row in loader.rows(VALUES)] == ["MD-OR-0001", "MD-OR-0002"]


def test_a_month_without_a_report_from_a_territory_is_owed_all_the_same(loader: Loader) -> None:
    loader.load(
        loader.put("a.xlsx", loader.report("MD-OR-0001", 201701, V01=1)),
        loader.put("b.xlsx", loader.report("MD-OR-0002", 201703, V01=1)),
    )
    owed = "SELECT period, territory, SUM(expected), SUM(received) FROM completeness GROUP BY 1, 2 ORDER BY 1, 2"
    assert loader.rows(owed) == [
        (period, territory, 2 if territory == "MD-CA" else 3, int(territory == "MD-OR" and period != 201702))
        for period in (201701, 201702, 201703)
        for territory in ("MD-BA", "MD-CA", "MD-OR")
    ]


def test_a_yearly_report_is_owed_by_libraries_outside_the_network_too(loader: Loader) -> None:
    loader.load(loader.put("a.xlsx", loader.report("MD-CA-0003", 2017, form="annual", V01=100)))
    owed = (
        "SELECT territory, SUM(expected), SUM(received) FROM completeness WHERE form = 'annual' GROUP BY 1 ORDER BY 1"
    )
    assert loader.rows(owed) == [("MD-BA", 3, 0), ("MD-CA", 3, 1), ("MD-OR", 3, 0)]


def test_a_library_of_an_open_register_belongs_from_the_first_month_it_reports(loader: Loader) -> None:
    found = NewLibrary("ALBANY", "Albany Park", "MD-BA")
    loader.load(loader.put("b.csv", loader.report("ALBANY", 201606, V01=1), new_libraries=[found]))
    loader.load(loader.put("a.csv", loader.report("ALBANY", 201603, V01=1), new_libraries=[found]))
    assert loader.rows("SELECT name, territory, in_network_from FROM library WHERE code = 'ALBANY'") == [
        ("Albany Park", "MD-BA", 201603)
    ]
    owed = "SELECT period, expected, received FROM completeness WHERE kind = 'mixt' ORDER BY 1"
    assert loader.rows(owed) == [(201603, 1, 1), (201604, 1, 0), (201605, 1, 0), (201606, 1, 1)]


def test_files_are_acknowledged_in_the_order_given(loader: Loader) -> None:
    files = [loader.put(f"{number}.xlsx", loader.report("MD-OR-0001", 201700 + number, V01=1)) for number in (3, 1, 2)]
    loader.load(*files, group_files=2)
    assert [outcome.name for outcome in loader.acknowledged] == ["3.xlsx", "1.xlsx", "2.xlsx"]


def test_a_copy_of_a_refused_file_is_refused_like_it(loader: Loader) -> None:
    refusal = Problem("no-month", "refuse", "a.xlsx", "Foaia 1", "B2", found="x")
    first = loader.put("a.xlsx", loader.report("MD-OR-0001", 201706, V01=1), problems=[refusal], content="same")
    summary = loader.load(first, loader.put("b.xlsx", content="same", problems=[refusal]))
    assert summary.submissions["unchanged"] == 0
    assert [(problem.file, problem.kind, problem.cell) for problem in summary.problems] == [
        ("a.xlsx", "no-month", "B2"), ("b.xlsx", "no-month", "B2"),
    ]  # fmt: skip
