"""The annual form beside its months: what adds up is added, people are not, both places are named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from data.periods import Month
from data.queries.reconciliation import VERDICTS, compared, reconciliation
from data.queries.scope import Scope
from data.queries.sources import sources
from data.selection import Selection

YEAR = Selection(Month(2016, 1), Month(2016, 12))
WHOLE, PART, SILENT, OTHER = "MD-OR-0001", "MD-OR-0002", "MD-OR-0003", "MD-BA-0001"


@pytest.fixture
def year(loader):
    """A library with its twelve months, one with nine, one with none, one without an annual form."""
    months = [
        *(loader.report(WHOLE, 201600 + number, V01=100, L01=10, U01=40 + number) for number in range(1, 13)),
        *(loader.report(PART, 201600 + number, V01=100, L01=10, U01=40) for number in range(1, 10)),
        loader.report(OTHER, 201601, V01=5),
        loader.report(WHOLE, 201512, V01=9_999),
    ]
    annual = [
        loader.report(WHOLE, 2016, form="annual", N01=5000, U01=51, V01=1200, L01=150),
        loader.report(PART, 2016, form="annual", N01=5000, U01=300, V01=1300, L01=80),
        loader.report(SILENT, 2016, form="annual", N01=5000, V01=700, E01=None),
    ]
    loader.load(loader.put("lunile.xlsx", *months), loader.put("6-c.xlsx", *annual))
    return loader


def ask(loader, selection=YEAR):
    with Session(loader.engine) as session:
        return reconciliation(session, loader.catalogue, selection)


def test_each_figure_has_its_verdict(year):
    frame = ask(year)
    found = {
        (row.library, row.indicator): (row.annual, row.months, row.monthly, row.verdict) for row in frame.itertuples()
    }
    nan = pytest.approx(float("nan"), nan_ok=True)
    assert found == {
        (WHOLE, "U01"): (51, 12, 52, "below_months"),
        (WHOLE, "V01"): (1200, 12, 1200, "agrees"),
        (WHOLE, "L01"): (150, 12, 120, "differs"),
        (PART, "U01"): (300, 9, 40, "agrees"),
        (PART, "V01"): (1300, 9, 900, "incomplete"),
        (PART, "L01"): (80, 9, 90, "below_months"),
        (SILENT, "V01"): (700, 0, nan, "no_months"),
        (OTHER, "V01"): (nan, 1, 5, "no_year"),
    }
    assert set(frame["verdict"]) <= set(VERDICTS)


def test_a_difference_says_how_much_and_where_both_figures_stand(year):
    row = ask(year).set_index(["library", "indicator"]).loc[(WHOLE, "L01")]
    assert (row["difference"], row["difference_pct"]) == (30, 25)
    assert (row["file"], row["sheet"], row["cell"]) == ("6-c.xlsx", "Foaia 1", "B4")
    with Session(year.engine) as session:
        months = sources(session, Scope("monthly", 201601, 201612, library=WHOLE), "L01")
    assert [(one.period, one.file, one.said.cell) for one in months][:2] == [
        (201601, "lunile.xlsx", "B2"),
        (201602, "lunile.xlsx", "B2"),
    ]
    assert sum(one.said.value for one in months) == row["monthly"]


def test_people_are_never_added_and_what_only_one_form_asks_is_not_compared(year, catalogue):
    assert "N01" not in compared(catalogue)
    assert "A07" not in compared(catalogue)
    people = ask(year)[lambda frame: frame["indicator"] == "U01"]
    assert people["monthly"].max() == 52  # the fullest month, not 558


def test_only_what_is_selected_is_compared(year):
    assert set(ask(year, replace(YEAR, territories=("MD-BA",)))["library"]) == {OTHER}
    assert set(ask(year, replace(YEAR, library=PART))["library"]) == {PART}
    assert ask(year, Selection(Month(2014, 1), Month(2014, 12))).empty
