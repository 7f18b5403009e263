"""M26, thousands for lei, foreign money, promises: sums that are not what they look like are told, none is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.states import State
from etl.texts.money import money_doubt
from tests.etl.messes.made import TITLE, write_sheets, write_single

KINDS = ("thousandfold-slip", "foreign-currency", "promised-money")
HEADER = ["Nr.", "Codul bibliotecii", "Denumirea bibliotecii", "Vizite (intrări)", "Contribuția APL (suplimentară)"]


def make_file(path: Path) -> None:
    """Write a library's month with dollars, a promise, and lei in words."""
    write_single(path, users={"A01": ("300 USD",), "A02": ("5000 (promis)",), "A03": ("1,5 mii lei",)})


def test_foreign_money_and_promises_are_errors_that_keep_their_text(tray):
    answer = tray.file("m26_money.xlsx")
    readings = {reading.indicator: reading for reading in answer.report.readings}
    assert (readings["A01"].value, readings["A01"].state, readings["A01"].raw) == (None, State.ERROR, "300 USD")
    assert (readings["A02"].value, readings["A02"].state) == (None, State.ERROR)
    assert readings["A03"].value == 1500
    assert answer.only("foreign-currency").found == "300 USD"
    assert answer.only("promised-money").found == "5000 (promis)"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$300", "foreign-currency"), ("150 euro", "foreign-currency"), ("200 долларов", "foreign-currency"),
        ("5 000 lei promiși", "promised-money"), ("обещано 4000", "promised-money"), ("3000 pledged", "promised-money"),
        ("5 000 lei", None), ("12 000 леев", None), ("peste 120", None), ("12'500", None),
    ],
)  # fmt: skip
def test_words_around_a_sum_are_heeded(text, kind):
    assert money_doubt(text) == kind


def test_money_of_the_network_s_own_currency_is_not_foreign():
    assert money_doubt("300 USD", reporting="USD") is None
    assert money_doubt("300 lei", reporting="USD") == "foreign-currency"


def test_thousands_among_lei_are_told_with_what_was_meant(tray):
    rows = [
        [number, f"MD-OR-000{number}", "", 100 + number, amount]
        for number, amount in enumerate((12_000, 15, 8_000, 5_500), start=1)
    ]
    write_sheets(tray.folder / "x.xlsx", {"iunie": [[TITLE], ["luna iunie 2017"], [], HEADER, *rows]})
    (problem,) = tray.compared("x.xlsx")
    assert (problem.kind, problem.cell, problem.found) == ("thousandfold-slip", "E6", "15")
    assert problem.details["suggested"] == 15_000
