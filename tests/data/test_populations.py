"""Who lives where: one dated row for every rate, and what the shipped register derives its rows from."""

from __future__ import annotations

import csv

import pytest

from data.catalogue import DefinitionError, load_catalogue, network_folder
from data.populations import Population, population_of
from data.wording import languages, text
from etl.demonstration.calibration import FILE

CATALOGUE = load_catalogue()


def row(place: str, year: int, value: int, **more: object) -> Population:
    return Population(place=place, year=year, value=value, source="s", **more)


ROWS = (
    row("MD-CU", 2013, 800, definition="municipality"),
    row("MD-CU", 2013, 670, definition="city"),
    row("MD-CU", 2016, 820, definition="municipality"),
    row("MD-CU", 2013, 150, age="0-16"),
)


@pytest.mark.parametrize(
    ("year", "asked", "value"),
    [
        (2012, {}, None),
        (2013, {}, 800),
        (2015, {}, 800),
        (2017, {}, 820),
        (2017, {"definition": "city"}, 670),
        (2017, {"age": "0-16"}, 150),
        (2017, {"age": "17-24"}, None),
    ],
)
def test_a_year_has_the_latest_row_up_to_it_and_never_a_later_one(year, asked, value):
    found = population_of(ROWS, "MD-CU", year, **asked)
    assert (found.value if found else None) == value


def test_nobody_declared_a_place_is_unknown():
    assert population_of(ROWS, "MD-OR", 2017) is None


def network(folder, lines):
    (folder / "network.toml").write_text('name = "small"\n', encoding="utf-8")
    (folder / "territories.csv").write_text("code,name_ro\nT1,Unu\n", encoding="utf-8")
    (folder / "area_population.csv").write_text("place,year,value,source\n" + lines, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("T1,2013,10,s\nT1,2013,11,s\n", ["area_population.csv", "line 3", "again", "remove it"]),
        ("T9,2013,10,s\n", ["area_population.csv", "'T9'", "territory or area"]),
        ("T1,2013,0,s\n", ["area_population.csv", "line 2.value", "greater than 0"]),
    ],
)
def test_a_register_that_cannot_be_is_refused(tmp_path, lines, said):
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(network(tmp_path, lines))
    assert [part for part in said if part not in str(caught.value)] == []


def test_the_shipped_rows_are_the_published_users_divided_by_their_share():
    with (network_folder() / FILE).open(encoding="utf-8", newline="") as file:
        published = {line["territory"]: line for line in csv.DictReader(file)}
    rows = {found.place: found for found in CATALOGUE.populations}
    assert rows.keys() == published.keys()
    for code, line in published.items():
        if not line["known_error"]:
            derived = float(line["library_users_thousand"]) * 1000 / float(line["users_pct_of_population"]) * 100
            assert (rows[code].value, rows[code].derived) == (round(derived, -2), True), code


def test_the_faulty_share_of_ocnita_is_not_used():
    ocnita = population_of(CATALOGUE.populations, "MD-OC", 2017)
    assert ocnita is not None
    assert (ocnita.value, ocnita.derived) == (55_300, False)


def test_every_municipality_says_which_of_its_two_populations_is_meant():
    assert {found.place: found.definition for found in CATALOGUE.populations if found.definition != "unit"} == {
        "MD-CU": "city",
        "MD-BA": "municipality",
    }


@pytest.mark.parametrize("language", languages(*CATALOGUE.text_folders))
def test_every_source_has_its_words(language):
    words = text(language, *CATALOGUE.text_folders)
    for source in {found.source for found in CATALOGUE.populations}:
        assert words[f"population_source.{source}.name"]
        assert words[f"population_source.{source}.note"]
