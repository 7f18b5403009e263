"""Which rows are activities of a fair: 1.1 belongs to 1, also where a spreadsheet made 1.10 of it."""

from __future__ import annotations

import pytest

from etl.lists.numbering import find_parents
from etl.lists.records import Record


def rows(*numbers):
    return [Record(row, {"number": number, "title": f"Eveniment {number}"}) for row, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "parents"),
    [
        (["1", "1.1", "1.2", "2", "2.1"], [None, 0, 0, None, 3]),
        (["1.1", "1"], [1, None]),
        (["1", "2", "3"], [None, None, None]),
        (["1", "1,1", "1-2"], [None, 0, 0]),
        (["I", "a)"], [None, None]),
        (["1", "2.1"], [None, None]),
    ],
)
def test_a_number_with_a_point_belongs_to_the_whole_number(numbers, parents):
    records = rows(*numbers)
    find_parents(records)
    assert [record.parent for record in records] == parents


def test_the_tenth_activity_keeps_its_zero():
    records = rows("1", *(f"1.{turn}" for turn in range(1, 10)), "1.1", "1.11")
    find_parents(records)
    assert [record.text("number") for record in records[-2:]] == ["1.10", "1.11"]


def test_a_row_may_name_its_parent_by_number_or_title():
    records = rows("1", "2", "3")
    records[1].values["parent"] = "1"
    records[2].values["parent"] = "eveniment 1"
    assert find_parents(records) == []
    assert [record.parent for record in records] == [None, 0, 0]


def test_a_parent_that_is_not_there_is_told():
    records = rows("1", "7.1")
    assert find_parents(records) == [records[1]]


def test_nothing_is_its_own_parent():
    records = rows("1")
    records[0].values["parent"] = "1"
    assert find_parents(records) == records
