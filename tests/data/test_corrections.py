"""What a correction must say, which figures it fits, and what is then stored."""

from __future__ import annotations

import pytest

from data.catalogue import DefinitionError, load_catalogue
from data.corrections import Correction

REASON = {"ro": "mii de lei", "ru": "тысячи леев", "en": "thousands of lei"}
GOOD = """
[[correction]]
library = "T1-1"
month = "2017-03"
indicator = "A02"
scale = 1000
expect_below = 100
reason = { ro = "mii de lei", ru = "тысячи леев", en = "thousands of lei" }
"""


def correction(**fields):
    return Correction(library="T1-1", month="2017-03", indicator="A02", reason=REASON, **fields)


def network(folder, text):
    """Return the folder of a network of one library with these corrections."""
    (folder / "network.toml").write_text('name = "small"\n', encoding="utf-8")
    (folder / "territories.csv").write_text("code,name_ro\nT1,Unu\n", encoding="utf-8")
    register = "code,name,kind,territory\nT1-1,Unu,sat,T1\n"
    (folder / "libraries.csv").write_text(register, encoding="utf-8")
    (folder / "corrections.toml").write_text(text, encoding="utf-8")
    return folder


def test_corrections_are_read_by_what_they_correct(tmp_path):
    corrections = load_catalogue(network(tmp_path, GOOD)).corrections
    assert list(corrections) == [("T1-1", 201703, "A02", "-")]
    assert corrections["T1-1", 201703, "A02", "-"] == correction(scale=1000, expect_below=100)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"T1-1"', '"T1-9"', "library 'T1-9' is not declared"),
        ('"A02"', '"A99"', "indicator 'A99' is not declared"),
        ('indicator = "A02"', 'indicator = "S01"\ncategory = "XX.XX"', "category 'XX.XX' is not declared"),
        ("scale = 1000", "scale = 1000\nvalue = 5", "one of scale, value, withdraw"),
        ("scale = 1000", "", "one of scale, value, withdraw"),
        ('month = "2017-03"', "", "one of month, year"),
        ("expect_below = 100", "", "nothing says when the source is repaired"),
        ("expect_below = 100", "expect_below = 1e15", "the guard holds for any number"),
        (', en = "thousands of lei"', "", "no reason in en"),
        ("scale = 1000", "factor = 1000", "unknown key"),
        (GOOD, GOOD + GOOD, "corrected already"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(network(tmp_path, GOOD.replace(old, new)))
    assert said in str(caught.value)
    assert "corrections.toml: correction" in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "number", "text", "stored"),
    [
        ({"scale": 1000, "expect_below": 100}, 4.2, "4.2", 4200),
        ({"scale": 0.1, "expect_above": 5000}, 8310, "8310", 831),
        ({"value": 45, "expect": 450}, 450, "450", 45),
        ({"value": 45, "expect_text": "4S"}, None, "4S", 45),
        ({"value": 45, "expect_text": "patruzeci"}, None, " patruzeci ", 45),
        ({"withdraw": True, "expect": 999}, 999, "999", None),
        ({"withdraw": True, "expect_text": "≈999"}, 999, "≈999", None),
    ],
)
def test_a_figure_that_fits_is_stored_as_declared(fields, number, text, stored):
    declared = correction(**fields)
    assert declared.fits(number, text)
    assert declared.corrected(number) == stored


@pytest.mark.parametrize(
    ("fields", "number", "text"),
    [
        ({"scale": 1000, "expect_below": 100}, 4200, "4200"),  # repaired
        ({"scale": 1000, "expect_below": 100}, 100, "100"),
        ({"scale": 1000, "expect_below": 100}, None, ""),  # left empty
        ({"scale": 0.1, "expect_above": 5000}, 831, "831"),
        ({"value": 45, "expect": 450}, 45, "45"),
        ({"value": 45, "expect_text": "4S"}, 45, "45"),
        ({"value": 45, "expect_text": "4S"}, None, None),
    ],
)
def test_a_repaired_source_does_not_fit(fields, number, text):
    assert not correction(**fields).fits(number, text)


def test_every_correction_of_the_shipped_network_has_a_guard_and_reasons_in_every_language():
    catalogue = load_catalogue()
    assert catalogue.corrections
    for declared in catalogue.corrections.values():
        assert declared.reason.keys() == set(catalogue.languages)
