"""M09, names with cedillas, commas or no diacritics, with î for â: folded to be matched, kept and shown as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import write_table

KINDS = ("unknown-library",)

LIBRARIES = """code,name,kind,territory,in_network_from
MD-OR-0001,Biblioteca Publică Raională Orhei,raional,MD-OR,2012-01
MD-OR-0002,Biblioteca Publică Șoldănești,sat,MD-OR,2012-01
MD-OR-0003,Biblioteca Publică Râșcani,sat,MD-OR,2012-01
MD-GA-0001,Biblioteca Publică Beşalma,sat,MD-GA,2012-01
"""
SPELLINGS = [
    ("Biblioteca publica Soldanesti", "MD-OR-0002"),
    ("Biblioteca Publică Şoldăneşti", "MD-OR-0002"),  # cedillas
    ("BIBLIOTECA PUBLICĂ ȘOLDĂNEȘTI", "MD-OR-0002"),
    ("Biblioteca  Publică   Șoldănești ", "MD-OR-0002"),
    ("Biblioteca Publică S\u0326olda\u0306nes\u0326ti", "MD-OR-0002"),  # decomposed, as a Mac writes it
    ("Biblioteca Publică Rîşcani", "MD-OR-0003"),
    ("Biblioteca Publica Riscani", "MD-OR-0003"),
    ("Biblioteca Publica Rascani", "MD-OR-0003"),
]
GAGAUZIA = "Tabel centralizator privind activitatea bibliotecilor publice, UTA Găgăuzia"


def make_file(path: Path) -> None:
    """Write a table whose names are spelt as people spell them, and one name that nobody knows."""
    rows = [[number, "", name, 5, 2, 3, ""] for number, (name, _) in enumerate((SPELLINGS[0], SPELLINGS[5]), start=1)]
    write_table(path, [*rows, [3, "", "Biblioteca Publică Bälți Nouă", 5, 2, 3, ""]])


@pytest.fixture
def tray(tray_of, make_network):
    """A tray over a register with names that are spelt in many ways."""
    return tray_of(make_network(LIBRARIES))


@pytest.mark.parametrize(("name", "code"), SPELLINGS)
def test_the_spelling_does_not_matter_for_a_name(tray, name, code):
    answer = tray.table([1, "", name, 5, 2, 3, ""])
    assert (answer.report.library, answer.kinds) == (code, [])


@pytest.mark.parametrize("name", ["Biblioteca Publică Beşalma", "Biblioteca Publica Besalma"])
def test_a_gagauz_name_is_matched_and_never_corrected(tray, name):
    answer = tray.table([1, "", name, 5, 2, 3, ""], title=GAGAUZIA)
    assert (answer.report.library, answer.kinds) == ("MD-GA-0001", [])
    assert tray.context.catalogue.libraries["MD-GA-0001"].name == "Biblioteca Publică Beşalma"


def test_a_gagauz_name_that_nobody_knows_is_shown_as_it_was_written(tray):
    written = "Biblioteca Publică Beşgöz Şişli"
    answer = tray.table([1, "", written, 5, 2, 3, ""], title=GAGAUZIA)
    assert answer.only("unknown-library").found == written
    assert all(written in said for said in answer.says("unknown-library").values())


def test_the_file_as_people_make_it_is_refused_for_the_one_name_nobody_knows(tray):
    answer = tray.file("m09_diacritics.xlsx")
    assert answer.places == [("unknown-library", "C8")]
    assert {report.library for report in answer.file.reports} == {"MD-OR-0002", "MD-OR-0003"}
