"""Personal data is found where it identifies somebody, and nowhere else: a false alarm hides a good story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.texts.personal import mask, personal_data

FOUND = [
    ("Sunați la 069 123 456", ("phone",)),
    ("tel. 022-12-34-56", ("phone",)),
    ("(0231) 2-34-56", ("phone",)),
    ("+373 69 123 456", ("phone",)),
    ("тел: 2-34-56", ("phone",)),
    ("maria.rusu@example.md", ("email",)),
    ("IDNP 2001234567890", ("personal_number",)),
    ("Andreea, 9 ani, citește mult", ("child",)),
    ("Ionuț (7 ani)", ("child",)),
    ("Маша, 8 лет, приходит каждый день", ("child",)),
    ("Eleva Maria Rusu a cîștigat concursul", ("child",)),
    ("Elevul Ion Rusu are diabet", ("child", "diagnosis")),
    ("Tatiana, bolnavă de cancer, vine la club", ("diagnosis",)),
    ("Un copil cu autism a prins curaj", ("diagnosis",)),
]
NOT_FOUND = [
    "Ziua mondială de luptă cu diabetul",
    "Biblioteca la 10 ani de activitate",
    "Recital Mihai Eminescu",
    "Întîlnire cu scriitorul Ion Druță",
    "Copii de 7-10 ani",
    "Atelier pentru copii de 9 ani",
    "12.09.2017, ora 10:00",
    "Curs: 024 ore",
    "Raport 2017-09-12",
    "1 234 567 lei",
    "Maria și Ion citesc împreună",
    "Lansarea romanului, 12 ani de la debut",
    "O fetiță a învățat să citească",
    "Concurs de desene 5-6 ani",
    "",
    "IDNO 1007600012345",
]


@pytest.mark.parametrize(("text", "kinds"), FOUND)
def test_what_identifies_somebody_is_found(text, kinds):
    assert personal_data(text) == kinds


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_identifies_nobody_is_left_alone(text):
    assert personal_data(text) == ()


@pytest.mark.parametrize("text", [text for text, _kinds in FOUND])
def test_a_masked_text_names_nobody(text):
    assert len(mask(text)) < 12
    assert personal_data(mask(text)) == ()


@given(st.text(max_size=80))
def test_no_text_breaks_it(text):
    assert isinstance(personal_data(text), tuple)
    assert personal_data(mask(text)) == ()
