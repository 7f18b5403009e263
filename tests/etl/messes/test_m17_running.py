"""M17, figures counted from January on, sent as those of the month: told, with the month's own figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.conftest import in_every_language
from tests.etl.messes.made import TITLE, write_sheets

KINDS = ("cumulative-suspected",)
HEADER = ["Nr.", "Codul bibliotecii", "Denumirea bibliotecii", "Vizite (intrări)", "Împrumuturi de documente",
          "Sesiuni la calculatoare", "Participanți la evenimente (participări)", "Utilizatori"]  # fmt: skip
MONTHS = ["ianuarie", "februarie", "martie", "aprilie", "mai"]
OWN = [[220, 310, 42, 35, 61], [240, 295, 38, 20, 58], [265, 330, 51, 64, 66], [230, 301, 40, 18, 60],
       [215, 288, 44, 41, 57]]  # fmt: skip


def sheets(figures: list[list[int]], beside: str = "") -> dict[str, list[list[object]]]:
    """Return a sheet a month of one library's visits, loans, sessions, attendances and users."""
    return {
        month[:3] + ".": [[TITLE], [f"luna {month} 2017"], [beside], HEADER, [1, "MD-OR-0002", "", *row]]
        for month, row in zip(MONTHS, figures, strict=True)
    }


def running() -> list[list[int]]:
    """Return the figures added up since January; users are each month's own."""
    return [[*(sum(row[place] for row in OWN[: month + 1]) for place in range(4)), OWN[month][4]] for month in range(5)]


def make_file(path: Path) -> None:
    """Write a raion's year whose sheets count from January, without saying so."""
    write_sheets(path, sheets(running()))


def test_from_april_on_it_is_told_with_the_month_s_own_figure(tray):
    april, may = tray.compared("m17_running.xlsx")
    assert (april.kind, april.sheet, april.cell, april.found) == ("cumulative-suspected", "apr.", "E5", "1236")
    assert (april.details["first_period"], april.details["suggested"]) == (201701, 301)
    assert (may.sheet, may.details["suggested"]) == ("mai.", 288)


@pytest.mark.parametrize(("language", "said"), [("ro", "ianuarie 2017"), ("ru", "январь 2017"), ("en", "January 2017")])
def test_the_sender_reads_since_when_and_what_to_write(tray, language, said):
    message = in_every_language(tray.compared("m17_running.xlsx")[0])[language]
    assert said in message
    assert "301" in message


def test_months_of_their_own_are_read_without_a_word(tray):
    write_sheets(tray.folder / "own.xlsx", sheets(OWN))
    assert tray.compared("own.xlsx") == []


def test_what_the_remedy_says_helps(tray):
    write_sheets(tray.folder / "said.xlsx", sheets(running(), beside="cumulativ"))
    assert [problem.kind for problem in tray.compared("said.xlsx")] == []
    answer = tray.read(tray.folder / "said.xlsx")
    assert answer.file.layout == "raion-cumulative"
    assert answer.values["MD-OR-0002", 201704, "L01", ""] == 301
