"""M20, a library renamed, merged, moved into a school or a house of culture, closed, seasonal: dated."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.states import State
from tests.etl.messes.made import write_table

KINDS = ("library-closed", "library-merged", "out-of-season")

LIBRARIES = """code,name,kind,territory,in_network_from
MD-OR-0001,Biblioteca Publică Raională Orhei,raional,MD-OR,2012-01
MD-OR-0002,Biblioteca Publică Susleni,sat,MD-OR,2012-01
MD-OR-0003,Biblioteca Publică Chiperceni,sat,MD-OR,2012-01
MD-OR-0004,Biblioteca Publică Pelivan,sat,MD-OR,2012-01
MD-OR-0005,Biblioteca Publică Step-Soci,sat,MD-OR,2012-01
MD-OR-0006,Biblioteca Publică Ivancea,sat,MD-OR,2012-01
"""
STATUSES = """library,status,since,until,other,months,former_name,where
MD-OR-0002,hosted,2016-09,,,,,Căminul cultural
MD-OR-0003,closed,2017-03,2017-08,,,,
MD-OR-0004,merged,2017-01,,MD-OR-0001,,,
MD-OR-0005,renamed,2017-02,,,,Biblioteca „Ion Creangă” Step-Soci,
MD-OR-0005,seasonal,2016-01,,,1;2;3;4;5;9;10;11;12,,
MD-OR-0006,relocated,2017-05,,,,,"gimnaziul, et. 1"
"""


def row(name, *values):
    return [1, "", name, *(values or (50, 20, 15)), ""]


def make_file(path: Path) -> None:
    """Write a table in which a closed, a merged and a hosted library have figures, and a renamed one its old name."""
    names = ["Susleni", "Chiperceni", "Pelivan", "Ivancea"]
    rows = [row(f"Biblioteca Publică {name}") for name in names]
    write_table(path, [*rows, row("Biblioteca „Ion Creangă” Step-Soci")])


@pytest.fixture
def tray(tray_of, make_network):
    """A tray over a raion in which something happened to most libraries."""
    return tray_of(make_network(LIBRARIES, **{"library_statuses.csv": STATUSES}))


@pytest.mark.parametrize(
    ("name", "month", "kind"),
    [
        ("Biblioteca Publică Susleni", "iunie 2017", None),  # "comasată cu Căminul cultural": it reports as before
        ("Biblioteca Publică Ivancea", "iunie 2017", None),  # moved into the gymnasium
        ("Biblioteca Publică Chiperceni", "februarie 2017", None),
        ("Biblioteca Publică Chiperceni", "martie 2017", "library-closed"),
        ("Biblioteca Publică Chiperceni", "septembrie 2017", None),
        ("Biblioteca Publică Pelivan", "decembrie 2016", None),
        ("Biblioteca Publică Pelivan", "iunie 2017", "library-merged"),
        ("Biblioteca Publică Step-Soci", "mai 2017", None),
        ("Biblioteca Publică Step-Soci", "iunie 2017", "out-of-season"),
        ("Biblioteca Ion Creanga Step-Soci", "mai 2016", None),  # by the name it had
        ("Biblioteca „Ion Creangă” Step-Soci", "mai 2017", None),  # which people go on writing
    ],
)
def test_a_status_counts_from_its_first_to_its_last_month(tray, name, month, kind):
    answer = tray.table(row(name), month=f"luna {month}")
    assert len(answer.file.reports) == 1
    assert answer.places == ([(kind, "D6")] if kind else [])


def test_the_figures_of_a_merged_library_are_told_with_the_one_it_became_part_of(tray):
    answer = tray.table(row("Biblioteca Publică Pelivan"))
    for language, since in (("ro", "ianuarie 2017"), ("ru", "январь 2017"), ("en", "January 2017")):
        said = answer.says("library-merged")[language]
        assert "MD-OR-0001 Biblioteca Publică Raională Orhei" in said
        assert since in said
    assert not answer.file.refused


def test_closed_written_in_the_row_of_a_closed_library_needs_no_word(tray):
    answer = tray.table(row("Biblioteca Publică Chiperceni", "închis", "", ""), month="luna martie 2017")
    assert {reading.state for reading in answer.report.readings} == {State.CLOSED}
    assert answer.kinds == []


def test_the_file_as_people_make_it(tray):
    assert tray.file("m20_statuses.xlsx").places == [
        ("library-closed", "D7"),
        ("library-merged", "D8"),
        ("out-of-season", "D10"),
    ]
