"""M25, all numbers round: told softly; the rest of M25 needs other months (tests/etl/checks)."""

from __future__ import annotations

from pathlib import Path

from tests.etl.messes.made import USERS, write_single

KINDS = ("round-numbers",)
ROUND = {"U01": (100, 50), "V01": (400, 200), "C01": (50,), "L01": (500,), "E02": (50,), "T02": (20,), "K02": (50,),
         "K04": (100,), "R01": (20,), "V03": (30,), "V04": (10,), "U02": (10,), "C02": (20,)}  # fmt: skip


def make_file(path: Path) -> None:
    """Write a library's month with 100, 50, 200 everywhere."""
    write_single(path, users=ROUND, services=[["Sănătate", "", 1, 20, 0, 1, "", "nu"]])


def test_a_month_of_round_numbers_is_told_once_for_the_library(tray):
    answer = tray.file("m25_round_numbers.xlsx")
    problem = answer.only("round-numbers")
    assert problem.cell == "C2"
    assert problem.found == "100, 50, 10"
    assert not answer.file.refused


def test_counted_numbers_may_end_in_a_zero_now_and_then(tray):
    counted = {code: tuple(value + index % 4 for value in values) for index, (code, values) in enumerate(ROUND.items())}
    assert tray.single(users={**USERS, **counted}).of("round-numbers") == []


def test_a_few_round_numbers_prove_nothing(tray):
    assert tray.table([1, "MD-OR-0001", "", 100, 50, 200, 1500]).problems == []
