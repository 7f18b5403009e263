"""Loading holds every file against what the database knows: in the same transaction, whatever the grouping."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest

from etl.check import check
from etl.deliveries import Delivery
from etl.problems import Problem
from etl.reports import Report
from tests.etl.conftest import reader_of

MONTH = {"U01": 90, "U02": 6, "V01": 420, "V02": 180, "C01": 61, "L01": 510, "R01": 25, "T02": 14}


def month(loader, library: str, period: int, wobble: int = 0, **figures: float) -> Report:
    """Return a month's report of ordinary figures, a little different each time, with those given in their place."""
    return loader.report(library, period, **{**{code: value + wobble for code, value in MONTH.items()}, **figures})


def told(problems: Sequence[Problem]) -> list[tuple[str, str, str | None]]:
    """Return file, kind and cell of the problems."""
    return [(problem.file, problem.kind, problem.cell) for problem in problems]


def years_of(loader) -> list[Delivery]:
    """Return the Junes of three libraries in three years, a file each; one of the last has a digit too many."""
    libraries = ("MD-OR-0001", "MD-OR-0002", "MD-OR-0003")
    files = [
        loader.put(f"{year}/{code}", month(loader, code, year * 100 + 6, wobble=year % 5 + place))
        for year in (2015, 2016, 2017)
        for place, code in enumerate(libraries)
    ]
    return [*files, loader.put("2018/slip", month(loader, libraries[0], 201806, wobble=2, V01=4250))]


def test_a_digit_too_many_is_told_at_its_cell_with_what_was_meant(loader):
    summary = loader.load(*years_of(loader))
    assert told(summary.problems) == [("2018/slip", "tenfold-slip", "B3")]
    (problem,) = summary.problems
    assert (problem.found, problem.details["suggested"], problem.details["library"]) == (
        "4250", 425, "Biblioteca MD-OR-0001",
    )  # fmt: skip
    assert loader.rows("SELECT kind, cell FROM problem") == [("tenfold-slip", "B3")]


@pytest.mark.parametrize("group_files", [1, 4, 1_000])
def test_how_files_are_grouped_changes_nothing(loader, group_files):
    summary = loader.load(*years_of(loader), group_files=group_files)
    assert told(summary.problems) == [("2018/slip", "tenfold-slip", "B3")]


def test_what_was_loaded_before_is_known_to_a_later_load(loader):
    files = years_of(loader)
    assert loader.load(*files[:-1]).problems == []
    assert told(loader.load(files[-1]).problems) == [("2018/slip", "tenfold-slip", "B3")]


def test_checking_without_a_database_finds_the_same_in_the_files_given(loader):
    files = years_of(loader)
    summary = check(files, loader.catalogue, partial(reader_of, loader.prepared), processes=0)
    assert told(summary.problems) == [("2018/slip", "tenfold-slip", "B3")]


def test_a_corrected_report_is_held_against_the_past_not_against_its_mistake(loader):
    files = years_of(loader)
    corrected = loader.put("2018/slip_corectat", month(loader, "MD-OR-0001", 201806, wobble=2))
    summary = loader.load(*files, corrected)
    assert told(summary.problems) == [("2018/slip", "tenfold-slip", "B3")]


def test_a_copy_of_last_month_is_told(loader):
    files = [
        loader.put("5", month(loader, "MD-OR-0001", 201705)),
        loader.put("6", month(loader, "MD-OR-0001", 201706)),
        loader.put("7", month(loader, "MD-OR-0001", 201707, wobble=1)),
    ]
    (problem,) = loader.load(*files).problems
    assert (problem.file, problem.kind, problem.details["other_period"]) == ("6", "copied-month", 201705)


def test_figures_counted_since_january_are_told_once_a_month_with_the_month_s_own(loader):
    sums = dict.fromkeys(MONTH, 0)
    files = []
    for number in range(1, 6):
        sums = {code: sums[code] + value + number for code, value in MONTH.items()}
        people = {"U01": 90 + number}
        files.append(loader.put(f"{number}", loader.report("MD-OR-0001", 201700 + number, **{**sums, **people})))
    problems = loader.load(*files).problems
    assert [problem.kind for problem in problems] == ["cumulative-suspected"] * 2
    assert [problem.details["suggested"] for problem in problems] == [514, 515]
    assert {problem.details["first_period"] for problem in problems} == {201701}


def test_a_year_of_users_added_up_over_months_is_refused_and_writes_nothing(loader):
    months = [month(loader, "MD-OR-0001", 201600 + number, wobble=7 * number) for number in range(1, 13)]
    people = sum(90 + 7 * number for number in range(1, 13))
    loader.load(loader.put("months", *months))
    before = loader.rows("SELECT COUNT(*) FROM observation")
    annual = loader.put("annual", loader.report("MD-OR-0001", 2016, form="annual", U01=people, V01=5_600))
    (problem,) = loader.load(annual).problems
    assert (problem.kind, problem.severity, problem.details["months"]) == ("people-added-up", "refuse", 12)
    assert loader.rows("SELECT COUNT(*) FROM observation") == before
    assert loader.rows("SELECT status FROM source_file WHERE name = 'annual'") == [("refused",)]


def test_a_sum_in_thousands_is_told_among_the_sums_of_the_territory(loader):
    given = [
        loader.put("a", month(loader, "MD-OR-0001", 201704, A02=12_000)),
        loader.put("b", month(loader, "MD-OR-0002", 201705, wobble=1, A02=8_000)),
        loader.put("c", month(loader, "MD-OR-0003", 201705, wobble=2, A02=5_500)),
        loader.put("d", month(loader, "MD-OR-0002", 201706, wobble=3, A02=15)),
    ]
    (problem,) = loader.load(*given).problems
    assert (problem.file, problem.kind, problem.details["suggested"]) == ("d", "thousandfold-slip", 15_000)


def test_a_dry_run_tells_the_same_and_keeps_nothing(loader):
    summary = loader.load(*years_of(loader), dry_run=True)
    assert told(summary.problems) == [("2018/slip", "tenfold-slip", "B3")]


def test_an_annual_report_is_held_against_the_months_of_its_year(loader):
    library = "MD-OR-0001"
    months = [month(loader, library, 201600 + number, wobble=number, U01=90 + number) for number in range(1, 13)]
    sums = {code: 12 * value + 78 for code, value in MONTH.items() if code != "U01"}
    good = loader.report(library, 2016, form="annual", U01=300, V01=sums["V01"], L01=sums["L01"])
    bad = loader.report(library, 2016, form="annual", U01=95, V01=sums["V01"] + 500, L01=sums["L01"])
    loader.load(loader.put("lunile.xlsx", *months))
    assert loader.load(loader.put("anual.xlsx", good)).problems == []
    problems = loader.load(loader.put("anual gresit.xlsx", bad)).problems
    assert told(problems) == [
        ("anual gresit.xlsx", "people-below-month", "B1"),
        ("anual gresit.xlsx", "annual-differs", "B2"),
    ]
    assert [(problem.details["months"], problem.details["expected"]) for problem in problems] == [
        (12, 102),
        (12, sums["V01"]),
    ]
