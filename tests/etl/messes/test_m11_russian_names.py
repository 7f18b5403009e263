"""M11, Russian names, and Romanian in Cyrillic letters: an alias, else the place as the register calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import write_table

KINDS = ("library-recognised",)

LIBRARIES = """code,name,kind,territory,area,in_network_from,aliases
MD-OR-0001,Biblioteca Publică Raională Orhei,raional,MD-OR,6401000,2012-01,Орхейская районная библиотека
MD-OR-0002,Biblioteca Publică Susleni,comunal,MD-OR,6438000,2012-01,
MD-OR-0003,Biblioteca Publică Chiperceni,comunal,MD-OR,6415000,2012-01,
"""
ALIASES = "text,library\nБиблиотека имени Пушкина,MD-OR-0002\n"


def make_file(path: Path) -> None:
    """Write a table with Russian names: an alias, a place, and Romanian in Cyrillic letters."""
    names = ["Орхейская районная библиотека", "Сельская библиотека с. Суслены", "Библиотека публикэ Кипэрчень"]
    write_table(path, [[number, "", name, 5, 2, 3, ""] for number, name in enumerate(names, start=1)])


@pytest.fixture
def tray(tray_of, make_network):
    """A tray over a register with an alias in its own file and one in a file of aliases."""
    return tray_of(make_network(LIBRARIES, **{"library_aliases.csv": ALIASES}))


@pytest.mark.parametrize(
    ("name", "code"),
    [("Орхейская районная библиотека", "MD-OR-0001"), ("библиотека имени пушкина", "MD-OR-0002")],
)
def test_a_declared_alias_is_the_library_without_a_word(tray, name, code):
    answer = tray.table([1, "", name, 5, 2, 3, ""])
    assert (answer.report.library, answer.kinds) == (code, [])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Сельская библиотека с. Суслены", "MD-OR-0002"),  # the Russian name of the village
        ("Библиотека публикэ Суслень", "MD-OR-0002"),  # Romanian in Cyrillic letters
        ("БИБЛИОТЕКА ИМ. ПУШКИНА", "MD-OR-0002"),  # the alias, shortened
        ("Библиотека Кипэрчень", None),  # ă for e: near, so asked about
    ],
)
def test_a_place_is_recognised_by_its_russian_name_or_its_sound_and_told(tray, name, code):
    answer = tray.table([1, "", name, 5, 2, 3, ""])
    if code:
        assert (answer.report.library, answer.places) == (code, [("library-recognised", "C6")])
        assert all(code in said for said in answer.says("library-recognised").values())
    else:
        assert answer.places == [("unknown-library", "C6")]
        assert str(answer.only("unknown-library").details["suggestions"]).startswith("MD-OR-0003")


def test_the_file_as_people_make_it(tray):
    answer = tray.file("m11_russian_names.xlsx")
    assert answer.places == [("library-recognised", "C7"), ("unknown-library", "C8")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Кишинэу", "MD-CU"),
        ("мун. Бэлць", "MD-BA"),
        ("Бельцы", "MD-BA"),
        ("районул Шолдэнешть", "MD-SD"),
        ("Оргеевский район", "MD-OR"),
        ("УТА Гэгэузия", "MD-GA"),
        ("Ниспорень", "MD-NI"),
        ("район", None),
        ("Молдова", None),
    ],
)
def test_a_territory_is_known_by_its_russian_name_and_by_its_sound(tray, written, code):
    assert tray.context.identifier.territory(written) == code


def test_every_territory_is_known_by_its_name_in_every_language(tray):
    for territory in tray.context.catalogue.territories.values():
        assert {tray.context.identifier.territory(name) for name in territory.names.values()} == {territory.code}
