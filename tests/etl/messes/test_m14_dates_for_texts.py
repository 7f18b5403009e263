"""M14, texts that a spreadsheet turned into dates: an activity's number 1.2, a title "10-14"."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.etl.messes.made import single_sheets, totals_of, write_sheets

KINDS = ("date-for-text",)

HEAD = [
    "12.06.2017",
    "Ziua familiei",
    "TIRG",
    "Educație în familie",
    "bibliotecă",
    120,
    60,
    "estimat",
    "",
    "",
    "nu",
    "",
]
EVENTS = [
    [1, *HEAD],
    [
        date(2017, 1, 1),
        "12.06.2017",
        "Atelier",
        "ATEL",
        "Educație în familie",
        "bibliotecă",
        20,
        20,
        "numărat",
        "",
        "",
        "nu",
    ],
    [
        date(2017, 2, 1),
        "12.06.2017",
        "Concurs",
        "CONC",
        "Educație în familie",
        "bibliotecă",
        30,
        30,
        "numărat",
        "",
        "",
        "nu",
    ],
]


def make_file(path: Path) -> None:
    """A fair whose activities 1.1 and 1.2 became the first of January and of February."""
    write_sheets(path, single_sheets(events=EVENTS, users=totals_of(EVENTS)))


def test_a_number_that_became_a_date_still_says_whose_activity_it_is(tray):
    answer = tray.file("m14_dates_for_texts.xlsx")
    assert [(record.text("number"), record.parent) for record in answer.records("events")] == [
        ("1", None), ("1.1", 0), ("1.2", 0),
    ]  # fmt: skip
    assert answer.places == [("date-for-text", "A3"), ("date-for-text", "A4")]
    assert answer.report.figure("E01").value == 1


def test_a_title_that_became_a_date_is_told_and_kept_as_it_shows(tray):
    events = [[1, "12.06.2017", date(2017, 10, 14), *HEAD[2:]]]
    answer = tray.single(events=events, users=totals_of(events))
    assert answer.places == [("date-for-text", "C2")]
    assert answer.records("events")[0].text("title") == "2017-10-14"
