"""A layout that cannot be is refused with its file, its key, what is wrong and what to do."""

from __future__ import annotations

import pytest

from etl.intake import make_context
from etl.layouts import LayoutError

GOOD = """
name = "own"
form = "monthly"
[constant]
library_code = "T-N-0001"
year = 2017
[[table]]
column = [{ header = "Luna", is = "month" }, { header = "Vizite", indicator = "V01" }]
"""


def test_a_good_layout_is_taken_with_the_network(desk):
    desk.layout(GOOD)
    context = make_context(desk.folder / "network", desk.folder / "layouts")
    assert [prepared.layout.name for prepared in context.layouts] == ["own"]


@pytest.mark.parametrize(
    ("wrong", "instead_of", "key", "says"),
    [
        ('form = "weekly"', 'form = "monthly"', "form", "'monthly' or 'annual'"),
        ('indicator = "V99"', 'indicator = "V01"', "table.0.column.1.indicator", "V99"),
        ('is = "moon"', 'is = "month"', "table.0.column.0.is", "month"),
        ('header = "{moon}"', 'header = "Vizite"', "table.0.column.1.header", "moon"),
        ("colour = 2017", "year = 2017", "constant.colour", "no such key"),
        ("", 'name = "own"', "name", "missing"),
        ("language = 'ro'", 'form = "monthly"', "form", "missing"),
        ('languages = ["tlh-xx"]\nform = "monthly"', 'form = "monthly"', "languages", "no language"),
        ("name = ", 'name = "own"', "", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_key(desk, wrong, instead_of, key, says):
    desk.layout(GOOD.replace(instead_of, wrong))
    with pytest.raises(LayoutError) as error:
        make_context(desk.folder / "network", desk.folder / "layouts")
    assert "own.toml" in str(error.value)
    assert error.value.remedy
    assert error.value.key == key
    assert says in error.value.wrong


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ('library_code = "T-N-0001"\n', "library"),
        ('form = "monthly"\n[constant]\nlibrary_code = "T-N-0001"\nyear = 2017', "year"),
        ('indicator = "V01"', "indicator"),
    ],
)
def test_a_table_whose_values_nobody_can_place_is_refused(desk, without, said):
    instead = {
        "library": "",
        "year": 'form = "annual"\n[constant]\nlibrary_code = "T-N-0001"',
        "indicator": "scale = 1.0",
    }
    desk.layout(GOOD.replace(without, instead[said]))
    with pytest.raises(LayoutError, match=f"nothing tells the {said}"):
        make_context(desk.folder / "network", desk.folder / "layouts")


def test_two_layouts_of_one_name_in_a_folder_are_refused(desk):
    desk.layout(GOOD, "first")
    desk.layout(GOOD, "second")
    with pytest.raises(LayoutError, match=r"also the name of first\.toml"):
        make_context(desk.folder / "network", desk.folder / "layouts")


def test_an_own_layout_serves_in_place_of_the_networks_of_the_same_name(desk):
    (desk.folder / "network" / "layouts").mkdir()
    (desk.folder / "network" / "layouts" / "own.toml").write_text(GOOD, encoding="utf-8")
    desk.layout(GOOD.replace("[constant]", 'version = "9"\n[constant]'))
    context = make_context(desk.folder / "network", desk.folder / "layouts")
    assert [prepared.layout.version for prepared in context.layouts] == ["9"]


def test_two_layouts_that_fit_equally_are_a_question(desk, found):
    desk.layout(GOOD, "first")
    desk.layout(GOOD.replace('"own"', '"other"'), "second")
    read = desk.text("x.csv", "Luna,Vizite\nmai,3\n")
    assert read.refused
    assert found(read) == ["ambiguous-layout"]
    assert read.problems[0].found == "other, own"


def test_a_file_of_no_layout_says_what_was_looked_for(desk, found):
    desk.layout(GOOD)
    read = desk.text("x.csv", "Luna,Cititori\nmai,3\n")
    assert found(read) == ["unknown-layout"]
    assert read.problems[0].details["looked_for"] == "own: 'Vizite'"


def test_a_column_nobody_declared_is_told_and_not_loaded(desk, found, said):
    desk.layout(GOOD)
    read = desk.text("x.csv", "Luna,Vizite,Altceva,Gol\nmai,3,4,\n")
    assert said(read) == {("T-N-0001", 201705, "V01", ""): 3}
    assert [(problem.kind, problem.cell, problem.found) for problem in read.problems] == [
        ("unknown-column", "C1", "Altceva")
    ]
