"""Names stand in the order that readers of each language expect."""

from __future__ import annotations

import pytest

from dashboard.collation import letters


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "ro",
            ["Cahul", "Cantemir", "Călărași", "Cimișlia", "Sîngerei", "Soroca", "Strășeni", "Șoldănești", "Ungheni"],
        ),
        ("en", ["Cahul", "Călărași", "Cantemir", "Cimișlia", "Sîngerei", "Șoldănești", "Soroca"]),
        ("ru", ["Бельцы", "Единцы", "Ёлкино", "Ивановка", "Йоль", "Сороки", "Унгены"]),
        ("ro", ["biblioteca nr. 2", "Biblioteca nr. 10", "Biblioteca nr. 100"]),
        ("ro", ["„Alba”", "Bălți"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: str, names: list[str]) -> None:
    assert sorted(set(names), key=lambda name: letters(name, language)) == names


def test_the_old_letters_with_a_cedilla_are_those_with_a_comma() -> None:
    assert letters("Şoldăneşti", "ro") == letters("Șoldănești", "ro")
