"""What an annotation must say, how long it holds, and what the shipped ones stand on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import get_args

import numpy as np
import pytest

from data.annotations import Annotation, Kind
from data.catalogue import DefinitionError, load_catalogue
from data.periods import Month, months
from data.wording import languages, text
from etl.demonstration.building import SEED
from etl.demonstration.declared import habits
from etl.demonstration.effects import load_effects
from etl.demonstration.model import FIRST_MONTH, simulate
from etl.demonstration.register import place_libraries

CATALOGUE = load_catalogue()
TEXT = {"ro": "Reparație.", "ru": "Ремонт.", "en": "Repairs."}
GOOD = """
[[annotation]]
kind = "repair"
territory = "T1"
start = 2017-05-10
end = 2017-06-20
text = { ro = "Reparație.", ru = "Ремонт.", en = "Repairs." }
"""


def network(folder, content):
    """Return the folder of a network with these annotations."""
    (folder / "network.toml").write_text('name = "small"\n', encoding="utf-8")
    (folder / "territories.csv").write_text("code,name_ro\nT1,Unu\n", encoding="utf-8")
    (folder / "libraries.csv").write_text("code,name,kind,territory\nT1-1,Unu,sat,T1\n", encoding="utf-8")
    (folder / "annotations.toml").write_text(content, encoding="utf-8")
    return folder


def note(kind="repair", start=date(2017, 5, 10), end=date(2017, 6, 20)):
    return Annotation(kind=kind, start=start, end=end, text=TEXT)


def test_annotations_are_read_in_order_of_time(tmp_path):
    earlier = GOOD.replace("2017-05-10", "2016-05-10").replace("2017-06-20", "2016-06-20")
    found = load_catalogue(network(tmp_path, GOOD + earlier)).annotations
    assert [one.start.year for one in found] == [2016, 2017]
    assert [found[0].says(language) for language in ("ro", "ru", "en")] == list(TEXT.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"repair"', '"flood"', "kind"),
        ('territory = "T1"', 'territory = "T9"', "territory 'T9' is not declared"),
        ('territory = "T1"', 'group = "g"', "group 'g' is not declared"),
        ('territory = "T1"', 'library = "T1-9"', "library 'T1-9' is not declared"),
        ('territory = "T1"', 'territory = "T1"\nlibrary = "T1-1"', "it names territory and library"),
        ('territory = "T1"', 'indicators = ["Z99"]', "indicator 'Z99' is not declared"),
        ("2017-06-20", "2017-05-01", "ends before it begins"),
        (', en = "Repairs."', "", "no text in en"),
    ],
)
def test_an_annotation_that_cannot_be_is_refused(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(network(tmp_path, GOOD.replace(old, new)))
    assert said in str(caught.value)
    assert "annotations.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("annotation", "first", "last", "touches"),
    [
        (note(), Month(2017, 4), Month(2017, 4), False),
        (note(), Month(2017, 6), Month(2017, 12), True),
        (note(), Month(2017, 7), None, False),
        (note(), None, Month(2017, 4), False),
        (note(), None, None, True),
        (note(end=None), Month(2019, 1), None, True),  # a repair without an end still goes on
        (note("wave", end=None), Month(2017, 6), None, False),  # a wave is a day
    ],
)
def test_it_touches_the_months_in_which_it_holds_on_any_day(annotation, first, last, touches):
    assert annotation.touches(first, last) is touches


@pytest.mark.parametrize("language", languages(*CATALOGUE.text_folders))
def test_every_kind_has_its_name(language):
    assert all(text(language)[f"annotation_kind.{kind}.name"] for kind in get_args(Kind))


def test_the_shipped_waves_are_those_in_which_the_libraries_joined():
    joined = Counter(str(library.in_network_from) for library in CATALOGUE.libraries.values())
    size = 0
    waves = [one for one in CATALOGUE.annotations if one.kind == "wave"]
    assert [str(one.first_month) for one in waves] == sorted(joined.keys() - {"None"})
    for wave in waves:
        size += joined[str(wave.first_month)]
        written = (f"{size}", f"{size:,}".replace(",", "."), f"{size:,}".replace(",", "\u00a0"), f"{size:,}")
        assert all(any(number in said for number in written) for said in wave.text.values())


def test_the_shipped_repairs_are_the_generator_s_own_closures():
    places = {place.library.code: place for place in place_libraries(CATALOGUE, SEED, habits().libraries)}
    repairs = [one for one in CATALOGUE.annotations if one.kind == "repair"]
    assert repairs
    for repair in repairs:
        place = places[repair.library]
        span = list(months(FIRST_MONTH, repair.last_month.plus(1)))
        closed = simulate(place, span, load_effects(CATALOGUE), SEED).closed
        held = np.array([repair.touches(month, month) for month in span])
        inside = [index for index, month in enumerate(span) if month >= repair.first_month.plus(-1)]
        assert closed[inside].tolist() == held[inside].tolist(), place.library.code
        assert place.library.name in repair.text["ro"]
