"""What a release holds stays as it was, to the digit, whatever comes afterwards."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.figure_ids import FigureKey
from data.periods import Month
from data.queries.attendance import library_totals, monthly_totals
from data.queries.figure import figure_value
from data.queries.scope import available
from data.release.making import NameTaken, make_release
from data.release.stored import definitions_of, release_named, releases
from data.selection import Selection
from tests.data.release.conftest import History

MONTHS = Selection(Month(2017, 1), Month(2017, 6))
FIGURES = [FigureKey("V01", MONTHS, said) for said in ("total", "change", "rate", "reporting")]


@pytest.fixture
def published(history: History) -> History:
    """Three libraries, one of which is silent in February, a year before and this year."""
    for number in (1, 2, 3):
        history.library(number)
    for year in (2016, 2017):
        for month in range(1, 7):
            for number in (1, 2, 3):
                if (number, month) != (3, 2):
                    history.report(number, year * 100 + month, {"V01": 100.0 * number + month + year % 2016 * 7})
    return history


def everything(session, catalogue) -> list[object]:
    """Return what questions of every way of counting are answered."""
    said: list[object] = [astuple(figure_value(session, catalogue, figure))[:2] for figure in FIGURES]
    said += [one(session, catalogue, "V01", MONTHS).to_dict("records") for one in (monthly_totals, library_totals)]
    there = available(session)
    return [*said, there.files, there.as_of, there.months]


def test_a_release_stays_as_it_was_published(published: History, catalogue) -> None:
    with published.today() as session:
        before = everything(session, catalogue)
    made = published.release("2017-h1")
    with published.read(made) as session:
        assert everything(session, catalogue) == before
    published.report(3, 201702, {"V01": 55.0})
    published.report(1, 201703, {"V01": 1.0})
    published.correct(2, 201704, "V01", 9_999.0)
    published.library(2, territory="MD-BA")
    published.library(4, since=201601)
    with published.today() as session:
        assert everything(session, catalogue) != before
    with published.read(made) as session:
        assert everything(session, catalogue) == before


def test_a_release_as_of_an_earlier_day_holds_what_was_in_force_then(published: History, catalogue) -> None:
    with published.today() as session:
        before = everything(session, catalogue)
    then = published.now
    published.report(1, 201703, {"V01": 1.0})
    published.report(3, 201702, {"V01": 55.0})
    made = published.release("until then", as_of=then)
    with published.read(made) as session:
        assert everything(session, catalogue) == before


def test_what_is_loaded_later_is_no_part_of_it_whenever_it_was_received(published: History) -> None:
    made = published.release("first")
    published.day -= 20
    published.report(3, 201702, {"V01": 55.0})
    with published.read(made) as session:
        assert available(session).files == 34


def test_a_name_is_used_once(published: History) -> None:
    published.release("one")
    with pytest.raises(NameTaken):
        published.release("one")


def test_releases_are_listed_with_their_dates_the_newest_first(published: History) -> None:
    published.release("one")
    published.day += 1
    published.release("two")
    with published.today() as session:
        assert [one.name for one in releases(session)] == ["two", "one"]
        assert release_named(session, "one") == releases(session)[1]
        assert release_named(session, "three") is None


def test_an_embargo_ends_when_its_day_begins_in_chisinau(published: History, catalogue) -> None:
    made = make_release(published.engine, catalogue, "later", published.now, embargo=date(2018, 3, 1))
    zone = ZoneInfo("Europe/Chisinau")
    begins = datetime(2018, 3, 1, tzinfo=zone)
    assert not made.shown(zone, begins - timedelta(seconds=1))
    assert made.shown(zone, begins)
    with published.today() as session:
        assert releases(session)[0].embargo == date(2018, 3, 1)


def test_definitions_are_kept(published: History, catalogue) -> None:
    made = published.release("one")
    with published.today() as session:
        kept = definitions_of(session, made)
    assert kept.within(catalogue) == catalogue
