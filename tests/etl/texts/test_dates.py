"""Days as people write them (M13): the day first, ranges, names of months in three languages, serials, half-written."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.texts.dates import Around, Days, parse_days

SEPTEMBER = Around(2017, 9)
FAIR = date(2017, 9, 12)


@pytest.mark.parametrize(
    "written",
    [
        "12.09.2017", "12/9/17", "12-09-2017", "2017-09-12", "2017.09.12", "12 septembrie 2017", "12 septembrie",
        "12 sept.", "12.IX.2017", "12 IX 2017", "12 сентября 2017 г.", "12 сент.", "September 12, 2017", "12.09",
        "12th September 2017", "marți, 12 septembrie, ora 10:00", "12.09.2017, ora 10.00", "12 . 09 . 2017", "12",
        "'12.09.2017", 12, 12.09, 42990, datetime(2017, 9, 12, 10, 0), date(2017, 9, 12), "вторник, 12 сентября",
        "12-го сентября", "12 Septembrie, anul 2017",
    ],
)  # fmt: skip
def test_one_day_is_understood_however_it_is_written(written):
    assert parse_days(written, around=SEPTEMBER) == Days(FAIR, FAIR)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("12-15 septembrie", FAIR, date(2017, 9, 15)),
        ("12–15.09.2017", FAIR, date(2017, 9, 15)),
        ("12.09-15.09.2017", FAIR, date(2017, 9, 15)),
        ("12.09.2017 - 15.09.2017", FAIR, date(2017, 9, 15)),
        ("12, 14 și 15 septembrie 2017", FAIR, date(2017, 9, 15)),
        ("с 12 по 15 сентября", FAIR, date(2017, 9, 15)),
        ("30 сент. – 2 окт. 2017", date(2017, 9, 30), date(2017, 10, 2)),
        ("30 septembrie - 2 octombrie", date(2017, 9, 30), date(2017, 10, 2)),
        ("12-15", FAIR, date(2017, 9, 15)),
        ("de la 12 pînă la 15 septembrie", FAIR, date(2017, 9, 15)),
    ],
)
def test_a_range_has_a_first_and_a_last_day(written, first, last):
    assert parse_days(written, around=SEPTEMBER) == Days(first, last)


@pytest.mark.parametrize(
    "written",
    [
        "31.02.2017", "15/13/17", "în fiecare vineri", "septembrie", "", "?", True, "15-12 septembrie 2017", 99,
        "toată luna", "12.09.2015 - 15.09.2017", None, "1.1.1", "sala 3",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(written):
    assert parse_days(written, around=SEPTEMBER) is None


def test_a_day_without_a_month_needs_a_report_to_belong_to():
    assert parse_days("12") is None
    assert parse_days("12 septembrie") is None


def test_the_year_not_written_is_the_nearest_one():
    assert parse_days("30 decembrie", around=Around(2018, 1)) == Days(date(2017, 12, 30), date(2017, 12, 30))


@given(day=st.dates(date(2000, 1, 1), date(2068, 12, 31)), shape=st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y"]))
def test_what_is_written_is_read_back(day, shape):
    assert parse_days(day.strftime(shape)) == Days(day, day)


@given(day=st.dates(date(2000, 1, 3), date(2068, 12, 1)), length=st.integers(1, 20))
def test_a_range_is_read_back(day, length):
    last = day + timedelta(days=length)
    assert parse_days(f"{day:%d.%m.%Y} – {last:%d.%m.%Y}") == Days(day, last)


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    parse_days(text, around=SEPTEMBER)
