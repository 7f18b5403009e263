"""M21, villages of one name: asked about with codes and communes, never guessed, unless the raion or a code decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import HEADER, MONTH, SECOND, write_sheets

KINDS = ("ambiguous-library", "code-and-name-differ", "unknown-library")

LIBRARIES = """code,name,kind,territory,area,in_network_from
MD-LE-0026,Biblioteca Publică Hîrtop,sat,MD-LE,5710002,2012-01
MD-CT-0034,Biblioteca Publică Hîrtop,sat,MD-CT,2128002,2012-01
MD-CT-0001,Biblioteca Publică Raională Cantemir,raional,MD-CT,2101000,2012-01
MD-FL-0050,"Biblioteca Publică Hîrtop, com. Ghindești",sat,MD-FL,4523001,2012-01
MD-FL-0051,"Biblioteca Publică Hîrtop, com. Coșernița",sat,MD-FL,,2012-01
"""
TITLE = "Tabel centralizator privind activitatea bibliotecilor publice, raionul {}"


def sheet(name, code="", raion=None):
    """Return the rows of a table with one library; `raion` None: nothing says which."""
    title = TITLE.format(raion) if raion else "Tabel centralizator"
    return {"Centralizator": [[title], [MONTH], [], HEADER, SECOND, [1, code, name, 5, 2, 3, ""]]}


def make_file(path: Path) -> None:
    """Write a table in which nothing says which Hîrtop is meant."""
    write_sheets(path, sheet("Biblioteca publică Hîrtop"))


@pytest.fixture
def tray(tray_of, make_network):
    """A tray over four libraries in villages called Hîrtop, two of them in one raion."""
    return tray_of(make_network(LIBRARIES))


def test_without_a_raion_every_candidate_is_listed_with_code_commune_and_raion(tray):
    answer = tray.sheets(sheet("Biblioteca publică Hîrtop"))
    listed = str(answer.only("ambiguous-library", "C6").details["suggestions"]).split("; ")
    assert listed == [
        "MD-LE-0026 Biblioteca Publică Hîrtop (Băiuș, Leova)",
        "MD-CT-0034 Biblioteca Publică Hîrtop (Plopi, Cantemir)",
    ]
    assert answer.file.refused
    assert all("MD-CT-0034" in said and "Plopi" in said for said in answer.says("ambiguous-library").values())


def test_the_raion_decides(tray):
    answer = tray.sheets(sheet("Biblioteca publică Hirtop", raion="Cantemir"))
    assert (answer.report.library, answer.kinds) == ("MD-CT-0034", [])


def test_the_code_decides(tray):
    answer = tray.sheets(sheet("Biblioteca publică Hirtop", code="MD-LE-0026"))
    assert (answer.report.library, answer.kinds) == ("MD-LE-0026", [])


def test_two_of_one_raion_are_asked_about_until_the_commune_is_written(tray):
    answer = tray.sheets(sheet("Biblioteca publică Hîrtop", raion="Florești"))
    assert str(answer.only("ambiguous-library").details["suggestions"]) == (
        "MD-FL-0050 Biblioteca Publică Hîrtop, com. Ghindești; MD-FL-0051 Biblioteca Publică Hîrtop, com. Coșernița"
    )
    answer = tray.sheets(sheet("Biblioteca publică Hirtop (com. Cosernita)", raion="Florești"))
    assert (answer.report.library, answer.kinds) == ("MD-FL-0051", [])


def test_a_declared_alias_answers_the_question_once_and_for_all(tray_of, make_network):
    alias = "text,library\nBiblioteca publică Hîrtop,MD-FL-0050\n"
    tray = tray_of(make_network(LIBRARIES, **{"library_aliases.csv": alias}))
    answer = tray.sheets(sheet("Biblioteca publica Hirtop", raion="Florești"))
    assert (answer.report.library, answer.kinds) == ("MD-FL-0050", [])


def test_a_code_beside_another_library_s_name_is_a_question(tray):
    answer = tray.sheets(sheet("Biblioteca raională Cantemir", code="MD-CT-0034", raion="Cantemir"))
    assert answer.kinds == []  # not a name of the register: the code decides
    answer = tray.sheets(sheet("Biblioteca Publică Raională Cantemir", code="MD-CT-0034", raion="Cantemir"))
    problem = answer.only("code-and-name-differ")
    assert "MD-CT-0034" in str(problem.details["suggestions"])
    assert "MD-CT-0001" in str(problem.details["suggestions"])
    assert answer.file.refused


def test_a_name_that_nobody_has_is_answered_with_the_nearest_of_the_raion_first(tray):
    answer = tray.sheets(sheet("Biblioteca publică Hîrtopu Nou", raion="Cantemir"))
    listed = str(answer.only("unknown-library").details["suggestions"]).split("; ")
    assert listed[0] == "MD-CT-0034 Biblioteca Publică Hîrtop (Plopi)"
    assert "Leova" in listed[1]


def test_the_file_as_people_make_it_is_asked_about(tray):
    assert tray.file("m21_homonyms.xlsx").places == [("ambiguous-library", "C6")]
