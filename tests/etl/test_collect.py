"""What is gathered from a file: each thing that is wrong is told once, however often it is met."""

from __future__ import annotations

import pytest

from data.catalogue import load_catalogue
from etl.collect import Collected


@pytest.fixture
def out() -> Collected:
    """Return an empty harvest of a file."""
    return Collected("iunie.xlsx", "monthly", load_catalogue())


def test_what_several_tables_meet_in_one_place_is_told_once(out):
    for _ in range(3):
        out.problem("period-conflict", sheet="1_Date generale", row=5, column=1, found="iulie", other="iunie")
    assert [(problem.kind, problem.cell) for problem in out.problems] == [("period-conflict", "B6")]


def test_another_place_or_another_finding_is_told_too(out):
    for row, found in ((5, "x"), (6, "x"), (6, "y")):
        out.problem("unreadable-number", sheet="2", row=row, column=1, found=found)
    assert [(problem.cell, problem.found) for problem in out.problems] == [("B6", "x"), ("B7", "x"), ("B7", "y")]


def test_hundreds_of_a_kind_are_not_told_one_by_one(out):
    for row in range(1_000):
        out.problem("unreadable-number", sheet="2", row=row, found="?")
    out.problem("hidden-row", sheet="2", row=3, found="4")
    assert len(out.problems) == 201
    assert out.problems[-1].kind == "hidden-row"
