"""Lists as declarations: any columns in any order, whose rows they are, what is wrong with a declaration."""

from __future__ import annotations

import pytest

from data.states import State
from etl.layouts import LayoutError
from tests.etl.layouts.conftest import Desk

R, H = "T-N-0001", "T-N-0002"
EVENTS = """
name = "events"
form = "monthly"
languages = ["ro"]
[[find]]
text = "Evenimente, {month} {year}"
[[list]]
of = "events"
column = [
  { header = "Biblioteca", is = "library" },
  { header = "Ce", is = "title" },
  { header = "Cînd", is = "date", optional = true },
  { header = "Cîți", is = "participants", optional = true },
  { header = "Sute", is = "participants", scale = 100, optional = true },
  { header = "Cum", is = "format", optional = true },
  { header = "Cu cine", is = "hosts", optional = true },
]
"""


def lists(read):
    """Return the titles of each library's records."""
    return {(one.library, one.period): [record.text("title") for record in one.records] for one in read.lists}


def test_rows_belong_to_the_libraries_they_name_and_to_the_month_above(desk: Desk):
    desk.layout(EVENTS)
    read = desk.workbook(
        "x.xlsx",
        {
            "Foaia1": [
                ["Evenimente, iunie 2017"],
                [],
                ["Cîți", "Ce", "Biblioteca", "Cînd"],
                [12, "Ora poveștilor", "Biblioteca Rîșcani", "12.06.2017"],
                ["", "Club", "Biblioteca Râşcani", ""],
                [7, "Atelier", "T-N-0002", "13 iunie"],
                ["TOTAL", "", "", ""],
            ]
        },
    )
    assert read.problems == []
    assert lists(read) == {(R, 201706): ["Ora poveștilor", "Club"], (H, 201706): ["Atelier"]}
    assert [record.amount("participants") for record in read.lists[0].records] == [
        (12, State.REPORTED), (None, State.BLANK),
    ]  # fmt: skip
    assert read.lists[0].form == "monthly+lists"


def test_without_a_month_above_each_row_belongs_to_the_month_of_its_date(desk: Desk):
    desk.layout(EVENTS)
    rows = [["Biblioteca", "Ce", "Cînd"], [R, "A", "12.06.2017"], [R, "B", "12.07.2017"], [R, "C", ""]]
    read = desk.workbook("x.xlsx", {"Foaia1": rows})
    assert lists(read) == {(R, 201706): ["A"], (R, 201707): ["B"]}
    assert [(problem.kind, problem.cell) for problem in read.problems] == [("no-month", "A4")]


def test_numbers_may_be_scaled_and_formats_have_words_of_their_own(desk: Desk):
    desk.layout(EVENTS + '\n[words.choice.format]\nCLUB = ["cenaclu"]\n')
    rows = [["Evenimente, iunie 2017"], ["Biblioteca", "Ce", "Sute", "Cum"], [R, "A", 1.5, "Cenaclu literar"]]
    read = desk.workbook("x.xlsx", {"Foaia1": rows})
    (record,) = read.lists[0].records
    assert (record.amount("participants").value, record.text("format")) == (150, "CLUB")
    assert read.problems == []


def test_a_text_file_may_be_a_list(desk: Desk):
    desk.layout(EVENTS)
    read = desk.text("x.csv", "Evenimente, iunie 2017;;\nBiblioteca;Ce;Cîți\nT-N-0001;Ora poveștilor;12\n")
    assert lists(read) == {(R, 201706): ["Ora poveștilor"]}


def test_texts_merged_over_rows_hold_for_each_and_numbers_for_their_own(desk: Desk):
    desk.layout(EVENTS)
    read = desk.workbook(
        "x.xlsx",
        {
            "Foaia1": [
                ["Evenimente, iunie 2017"],
                ["Biblioteca", "Ce", "Cînd", "Cîți"],
                [R, "A", "12.06.2017", 5],
                [R, "B", "", ""],
            ]
        },
        {"Foaia1": [(2, 2, 3, 2), (2, 3, 3, 3)]},
    )
    first, second = read.lists[0].records
    assert first.span("date") == second.span("date")
    assert second.amount("participants").value is None


def test_a_co_host_is_known_by_name_within_the_territory_and_an_unknown_one_is_told(desk: Desk):
    desk.layout(EVENTS)
    rows = [
        ["Evenimente, iunie 2017"],
        ["Biblioteca", "Ce", "Cu cine"],
        [R, "A", "Biblioteca Hîrtop"],
        [R, "B", "Biblioteca Nicăieri"],
    ]
    read = desk.workbook("x.xlsx", {"Foaia1": rows})
    assert [record.hosts for record in read.lists[0].records] == [{H: "co-host"}, {}]
    assert [(problem.kind, problem.cell) for problem in read.problems] == [
        ("joint-event", "C3"), ("unknown-co-host", "C4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "instead_of", "key", "says"),
    [
        ('of = "parties"', 'of = "events"', "list.0.of", "parties"),
        ('is = "sector"', 'is = "format"', "list.0.column.5.is", "field of events"),
        ('is = "title", scale = 2', 'is = "title"', "list.0.column.1.scale", "only numbers"),
        ('of = "events"\nagrees_with = ["A01"]', 'of = "events"', "list.0.agrees_with", "A01"),
        ('of = "events"\nalways = { sector = "APL" }', 'of = "events"', "list.0.always", "sector"),
        ('{ header = "Biblioteca", is = "ignored" }', '{ header = "Biblioteca", is = "library" }', "list.0", "library"),
    ],
)
def test_what_is_wrong_with_a_list_is_named_with_its_key(desk: Desk, wrong, instead_of, key, says):
    desk.layout(EVENTS.replace(instead_of, wrong))
    with pytest.raises(LayoutError) as error:
        desk.text("x.csv", "a;b\n")
    assert error.value.key == key
    assert says in error.value.wrong


@pytest.mark.parametrize(
    ("words", "key"),
    [("[words.choice.shape]\nX = ['x']", "words.choice"), ("[words.choice.format]\nX = ['x']", "words.choice.format")],
)
def test_words_of_no_vocabulary_are_refused(desk: Desk, words, key):
    desk.layout(f"{EVENTS}\n{words}\n")
    with pytest.raises(LayoutError) as error:
        desk.text("x.csv", "a;b\n")
    assert error.value.key == key


def test_a_layout_that_reads_nothing_is_refused(desk: Desk):
    desk.layout('name = "nothing"\nform = "monthly"\n')
    with pytest.raises(LayoutError, match="reads nothing"):
        desk.text("x.csv", "a;b\n")
