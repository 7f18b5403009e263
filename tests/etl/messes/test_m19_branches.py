"""M19, a library that reports for its branches, "Biblioteca raională (cu filiale)", and figures claimed twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import single_sheets, write_table

KINDS = ("double-claim", "claimed-elsewhere", "branches-not-declared")

LIBRARIES = """code,name,kind,territory,area,parent,in_network_from
MD-OR-0001,Biblioteca Publică Raională Orhei,raional,MD-OR,6401000,,2012-01
MD-OR-0002,Filiala nr. 1 Orhei,filiala,MD-OR,6401000,MD-OR-0001,2012-01
MD-OR-0003,Filiala nr. 2 Orhei,filiala,MD-OR,6401000,MD-OR-0001,2012-01
MD-OR-0004,Biblioteca Publică Susleni,sat,MD-OR,,,2012-01
"""
HEAD = "library,status,since,until,other\n"
DECLARED = HEAD + "MD-OR-0002,reported_by,2017-01,,MD-OR-0001\nMD-OR-0003,reported_by,2017-01,,MD-OR-0001\n"
PARENT = ["1", "", "Biblioteca Publică Raională Orhei (cu filiale)", 100, 40, 30, ""]
BRANCH = ["1.1", "", "  Filiala nr. 1 Orhei", 20, 8, 6, ""]
SILENT = ["1.2", "", "  Filiala nr. 2 Orhei", "", "", "", ""]
VILLAGE = ["2", "", "Biblioteca Publică Susleni", 50, 20, 15, ""]


def make_file(path: Path) -> None:
    """Write a table whose first row holds the branches' figures, one of which stands below it again."""
    write_table(path, [PARENT, BRANCH, SILENT, VILLAGE])


@pytest.fixture
def tray(tray_of, make_network):
    """A tray over a raion whose main library reports for its two branches since January 2017."""
    return tray_of(make_network(LIBRARIES, **{"library_statuses.csv": DECLARED}))


@pytest.fixture
def undeclared(tray_of, make_network):
    """The same raion, where nobody declared who reports for whom."""
    return tray_of(make_network(LIBRARIES))


@pytest.mark.parametrize("mark", ["(cu filiale)", "cu filialele", "inclusiv 2 filiale", "с филиалами"])
def test_a_row_with_branches_is_the_report_of_the_library_that_reports_for_them(tray, mark):
    answer = tray.table(["1", "", f"Biblioteca Publică Raională Orhei {mark}", 100, 40, 30, ""], SILENT, VILLAGE)
    assert [report.library for report in answer.file.reports] == ["MD-OR-0001", "MD-OR-0004"]
    assert answer.kinds == []


def test_a_branch_that_gives_its_own_figures_beside_them_is_told_with_both_places(tray):
    answer = tray.table(PARENT, BRANCH, VILLAGE)
    problem = answer.only("double-claim", "D7")
    assert (problem.details["other_sheet"], problem.details["other_cell"]) == ("Centralizator", "D6")
    assert answer.file.refused
    for said in answer.says("double-claim").values():
        assert "MD-OR-0002 Filiala nr. 1 Orhei" in said
        assert "MD-OR-0001 Biblioteca Publică Raională Orhei" in said
        assert "D6" in said


def test_the_branch_s_own_workbook_is_told_too_whatever_came_before_it(tray):
    general = {"Codul bibliotecii": "MD-OR-0002", "Denumirea": "Filiala nr. 1 Orhei"}
    answer = tray.sheets(single_sheets(general=general), name="NVT-LUNAR 2017-06.xlsx")
    for said in answer.says("claimed-elsewhere").values():
        assert "MD-OR-0001 Biblioteca Publică Raională Orhei" in said
    assert answer.file.refused


def test_before_the_relation_began_the_branch_reports_by_itself(tray):
    answer = tray.table(["1", "", "Biblioteca Publică Raională Orhei", 80, 32, 24, ""], BRANCH, month="luna mai 2016")
    assert ([report.library for report in answer.file.reports], answer.kinds) == (["MD-OR-0001", "MD-OR-0002"], [])


def test_a_branch_below_its_library_is_known_by_its_number(undeclared):
    parent = ["1", "", "Biblioteca Publică Raională Orhei", 80, 32, 24, ""]
    answer = undeclared.table(parent, ["1.1", "", "   Filiala nr. 2", 20, 8, 6, ""])
    assert [report.library for report in answer.file.reports] == ["MD-OR-0001", "MD-OR-0003"]
    assert answer.places == [("library-recognised", "C7")]


def test_branches_that_nobody_declared_are_asked_about(undeclared):
    answer = undeclared.table(PARENT, VILLAGE)
    problem = answer.only("branches-not-declared", "C6")
    assert (problem.details["count"], problem.details["library"]) == (2, "MD-OR-0001")
    assert "MD-OR-0003 Filiala nr. 2 Orhei" in str(problem.details["branches"])
    assert all("Filiala nr. 2 Orhei" in said for said in answer.says("branches-not-declared").values())


def test_a_library_without_branches_may_say_so_of_itself(undeclared):
    answer = undeclared.table(["1", "", "Biblioteca Publică Susleni (cu filiale)", 50, 20, 15, ""])
    assert (answer.report.library, answer.kinds) == ("MD-OR-0004", [])


def test_the_next_file_with_the_same_row_is_asked_about_as_well(undeclared):
    for name in ("a.xlsx", "b.xlsx"):
        assert undeclared.table(PARENT, name=name).kinds == ["branches-not-declared"]


def test_the_file_as_people_make_it_is_refused_for_the_branch_counted_twice(tray, undeclared):
    assert tray.file("m19_branches.xlsx").places == [("double-claim", "D7")]
    assert undeclared.file("m19_branches.xlsx").places == [("branches-not-declared", "C6")]
