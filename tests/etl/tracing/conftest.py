"""A small network with a story: sent, refused, corrected, one declared correction, one report never sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.corrections import Correction
from data.periods import Month
from data.provenance import pack_cell
from data.states import State
from etl.problems import Problem
from etl.reports import Reading, Report
from tests.etl.conftest import Loader

LIBRARY = "MD-OR-0001"
REASON = {"ro": "Scris cu o zero în plus.", "ru": "Лишний ноль.", "en": "Written with a zero too many."}
UNKNOWN = Problem("unknown-library", "refuse", "b.xlsx", "Foaia 1", "B17", "Biblioteca Hirtop")


def day(number: int) -> datetime:
    """Return a moment of July 2017, eleven o'clock in Chișinău."""
    return datetime(2017, 7, number, 8, tzinfo=UTC)


def service(category: str, value: float, row: int) -> Reading:
    """Return a number of participations in a category."""
    return Reading("S02", category, value, State.REPORTED, pack_cell(0, row, 2))


@pytest.fixture
def told(loader: Loader) -> Loader:
    """The story: June 2017 of three libraries of Orhei, annual figures of 2016."""
    key = {"library": "MD-OR-0002", "month": Month(2017, 6), "indicator": "V01"}
    correction = Correction(**key, scale=0.1, expect_above=100, reason=REASON)
    loader.catalogue = replace(loader.catalogue, corrections={correction.key: correction})
    first = Report(LIBRARY, "monthly", 201706, list(loader.report(LIBRARY, 201706, V01=120, L01=None).readings))
    first.readings += [service("DI.ITL", 7, 10), service("HE.HEA", 3, 11)]
    said = Reading("V01", "", 12, State.REPORTED, pack_cell(0, 6, 1), "12 [bold]pers.[/bold]")
    again = Report(LIBRARY, "monthly", 201706, [said, loader.reading("L01", 5, row=1)])
    again.readings += [service("DI.ITL", 7, 10), service("HE.HEA", 4, 11)]
    second = loader.report("MD-OR-0002", 201706, V01=1200, U01=30)
    year = [loader.report(LIBRARY, 2016, form="annual", V01=500, N01=1000)]
    loader.load(
        loader.put("a.xlsx", first, received=day(5)),
        loader.put("b.xlsx", first, problems=[UNKNOWN], received=day(8)),
        loader.put("c\x1b[2J.xlsx", again, received=day(12)),
        loader.put("d.xlsx", second, received=day(6)),
        loader.put("anual.xlsx", *year, received=day(6)),
    )
    return loader


@pytest.fixture
def session(told: Loader):
    """A session on the story."""
    with Session(told.engine) as session:
        yield session


@pytest.fixture
def network(told: Loader) -> Catalogue:
    """The catalogue of the story."""
    return told.catalogue
