"""M15, codes that lost their zeros, or more: restored where the territory agrees, refused where digits are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import GOOD, Text, write_table

KINDS = ("code-restored", "code-scientific", "area-elsewhere")

REGISTER = """code,name,kind,territory,area,in_network_from
0301001,Biblioteca Municipală Bălți,municipal,MD-BA,0301000,2012-01
6401001,Biblioteca Publică Raională Orhei,raional,MD-OR,6401000,2012-01
"""


def make_file(path: Path) -> None:
    """Codes in a column of numbers, and one that somebody pasted from a program that counts in powers of ten."""
    write_table(path, [
        [1, "MD-OR-1", "Biblioteca Publică Raională Orhei", 100, 40, 30, 1500.5],
        [2, 2, "Biblioteca Publică Șoldănești", 5, 2, 3, 0],
        [3, Text("1,0076E+12"), "Biblioteca Publică Hîrtop", 5, 2, 3, 0],
    ])  # fmt: skip


def test_lost_zeros_are_restored_and_told_and_lost_digits_refused(tray):
    answer = tray.file("m15_codes.xlsx")
    assert answer.places == [("code-restored", "B6"), ("code-restored", "B7"), ("code-scientific", "B8")]
    assert answer.file.refused
    assert answer.problems[0].details["code"] == "MD-OR-0001"
    assert all("1,0076E+12" in text for text in answer.says("code-scientific", "B8").values())


@pytest.mark.parametrize("code", ["MD-OR-2", 2, "MD-OR-02", "md-or-2"])
def test_a_code_without_its_zeros_is_restored_and_told(tray, code):
    answer = tray.table([1, code, "", 5, 2, 3, ""])
    assert answer.report.library == "MD-OR-0002"
    assert answer.kinds == ["code-restored"]


@pytest.mark.parametrize("code", ["1.0076E+12", "1E+12", "6,4E+06", "1,0076Е+12"])  # the last with a Cyrillic Е
def test_a_code_in_powers_of_ten_is_refused(tray, code):
    assert tray.table([1, Text(code), "", 5, 2, 3, ""]).places == [("code-scientific", "B6")]


@pytest.fixture
def cuatm(tray_of, make_network):
    """Return a tray over a register whose codes are numbers that may begin with zero."""
    return tray_of(make_network(REGISTER))


def test_a_code_that_is_a_number_gets_its_zero_back_only_in_its_own_raion(cuatm):
    title = "Tabel centralizator privind activitatea bibliotecilor publice, mun. Bălți"
    inside = cuatm.table([1, 301001, "", 5, 2, 3, ""], title=title)
    assert (inside.report.library, inside.kinds) == ("0301001", ["code-restored"])
    elsewhere = cuatm.table([1, 301001, "", 5, 2, 3, ""])  # raionul Orhei
    assert elsewhere.kinds == ["unknown-library"]


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        (301000, ["code-restored"]), (Text("0301000"), []), (Text("301000"), ["code-restored"]), ("", []),
        (6401000, ["area-elsewhere"]), (Text("3,01E+05"), ["code-scientific"]),
    ],
)  # fmt: skip
def test_the_area_code_is_held_against_the_territory(cuatm, written, kinds):
    general = {"Codul bibliotecii": "0301001", "Denumirea": "", "Raionul (mun., UTA)": "mun. Bălți", "CUATM": written}
    answer = cuatm.single(general=general)
    assert answer.places == [(kind, "B5") for kind in kinds]


def test_a_good_code_is_nobodys_business(tray):
    assert tray.table(GOOD).problems == []
