"""Which annotations stand beside the figures of a selection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.annotations import Annotation
from data.catalogue import load_catalogue
from data.models import Library
from data.periods import Month
from data.queries.annotations import annotations_for
from data.selection import Selection

LIBRARY = Library(code="MD-OR-0001", name="Biblioteca", kind="sat", territory="MD-OR")


def note(name, month=5, **scope):
    return Annotation(kind="holiday", start=date(2017, month, 1), text={"en": name}, **scope)


NOTES = (
    note("network"),
    note("south", group="sud"),
    note("Gagauzia", territory="MD-GA"),
    note("Orhei", territory="MD-OR"),
    note("library", library="MD-OR-0001"),
    note("visits", indicators=("V01",)),
    note("June", month=6),
)
CATALOGUE = replace(load_catalogue(), annotations=NOTES, libraries={"MD-OR-0001": LIBRARY})
MAY = {"start": Month(2017, 5), "end": Month(2017, 5)}


def told(indicator=None, **selection):
    """Return the names of the annotations of a selection, those of a part of it in brackets."""
    found = annotations_for(CATALOGUE, Selection(**selection), indicator=indicator)
    return [one.annotation.text["en"] if one.whole else f"({one.annotation.text['en']})" for one in found]


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        ({}, ["network", "(south)", "(Gagauzia)", "(Orhei)", "(library)", "visits"]),
        ({"territories": ("MD-OR",)}, ["network", "Orhei", "(library)", "visits"]),
        ({"territories": ("MD-GA",)}, ["network", "south", "Gagauzia", "visits"]),
        ({"territories": ("MD-GA", "MD-OR")}, ["network", "(south)", "(Gagauzia)", "(Orhei)", "(library)", "visits"]),
        ({"group": "sud"}, ["network", "south", "(Gagauzia)", "visits"]),
        ({"library": "MD-OR-0001", "group": "sud"}, ["network", "Orhei", "library", "visits"]),
        ({"territories": ("MD-OR",), "kinds": ("raional",)}, ["network", "Orhei", "visits"]),
    ],
)
def test_what_concerns_the_selected_libraries_is_told_wholly_or_in_part(selection, names):
    assert told(**MAY, **selection) == names


def test_only_the_months_selected_count():
    assert told(start=Month(2017, 6), end=Month(2017, 6)) == ["June"]
    assert told(end=Month(2017, 4)) == []
    assert len(told()) == len(NOTES)


def test_an_annotation_of_some_indicators_stands_beside_those_only():
    assert told("V01", **MAY, territories=("MD-OR",)) == ["network", "Orhei", "(library)", "visits"]
    assert told("L01", **MAY, territories=("MD-OR",)) == ["network", "Orhei", "(library)"]


def test_a_group_is_taken_as_it_was_when_the_annotation_began():
    later = replace(CATALOGUE, annotations=(Annotation(kind="holiday", start=date(2018, 5, 1), group="sud", text={}),))
    selection = Selection(start=Month(2018, 5), end=Month(2018, 5), territories=("MD-GA",))
    assert annotations_for(later, selection) == []
