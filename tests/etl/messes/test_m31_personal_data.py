"""M31, personal data in texts: put apart, never published, told without being repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import EVENTS, single_sheets, totals_of, write_sheets

KINDS = ("personal-data", "no-consent")

STORIES = [
    ["O zi la bibliotecă", "Andreea, 9 ani, vine în fiecare zi. Mama ei: tel. 069 123 456.", "", "da", ""],
    [
        "Prima scrisoare",
        "O doamnă din sat a învățat să scrie scrisori electronice.",
        "Acum sînt mai aproape.",
        "da",
        "",
    ],
    ["Fără acord", "Un tînăr a găsit de lucru.", "", "nu", ""],
    ["Nu s-a întrebat", "Copiii au construit un robot.", "", "", ""],
]


def make_file(path: Path) -> None:
    """Stories: one names a child, one may be published, one may not, one does not say."""
    write_sheets(path, single_sheets(stories=STORIES))


def test_a_text_with_personal_data_is_put_apart_and_told_without_repeating_it(tray):
    answer = tray.file("m31_personal_data.xlsx")
    first, *others = answer.records("stories")
    assert first.text("story") is None
    assert first.withheld["story"].text == STORIES[0][1]
    assert first.withheld["story"].found == "phone, child"
    assert [bool(record.withheld) for record in others] == [False, False, False]
    problem = answer.only("personal-data", "B2")
    for text in (str(problem), *answer.says("personal-data", "B2").values()):
        assert "Andreea" not in text
        assert "069" not in text


def test_whoever_does_not_say_yes_is_asked_or_left_out(tray):
    answer = tray.file("m31_personal_data.xlsx")
    assert [record.text("consent") for record in answer.records("stories")] == ["yes", "yes", "no", None]
    assert answer.only("no-consent").cell == "D5"


@pytest.mark.parametrize("column", [2, 5, 10, 12])
def test_titles_places_partners_and_links_are_looked_through_too(tray, column):
    row = list(EVENTS[0])
    row[column] = "Maria Rusu, 8 ani, maria@example.md"
    answer = tray.single(events=[row, EVENTS[1]], users=totals_of([row, EVENTS[1]]))
    assert "personal-data" in answer.kinds
    record = answer.records("events")[0]
    assert "Rusu" not in str({**record.values, **record.raw})


def test_a_cell_that_is_not_understood_is_not_repeated_where_it_names_somebody(tray):
    row = [*EVENTS[0][:8], "Maria Rusu, 8 ani", *EVENTS[0][9:]]
    answer = tray.single(events=[row, EVENTS[1]])
    assert "unknown-choice" in answer.kinds
    assert "Rusu" not in str(answer.problems)
    assert "counted" not in answer.records("events")[0].raw
