"""Files that libraries themselves published load to the unit through the shipped layouts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from data.catalogue import network_folder
from etl.intake import make_context, read_one
from etl.reports import ReadFile


@pytest.fixture
def read_all(published: Callable[[str], Path]) -> Callable[[str], list[ReadFile]]:
    """Return a function that gives every file of a published source as its shipped network reads it."""

    def read(network: str) -> list[ReadFile]:
        context = make_context(network_folder(network))
        return [read_one(path, path.name, context) for path in sorted(published(network).glob("*.csv"))]

    return read


def totals(files: list[ReadFile]) -> Counter[tuple[int, str]]:
    """Return (year, indicator) -> sum of everything read."""
    counted: Counter[tuple[int, str]] = Counter()
    for file in files:
        for report in file.reports:
            year = report.period // 100 if report.period > 9999 else report.period
            for reading in report.readings:
                counted[year, reading.indicator] += int(reading.value or 0)
    return counted


def test_chicago_months_across_with_a_checksum(read_all):
    files = read_all("chicago")
    assert [file.problems for file in files] == [[]] * 6
    assert totals(files) == {
        (2014, "V01"): 9_972_516, (2015, "V01"): 9_438_150, (2016, "V01"): 4_548_715,
        (2014, "C01"): 2_897_305, (2015, "C01"): 2_569_450, (2016, "C01"): 1_152_589,
    }  # fmt: skip
    assert {len(file.new_libraries) for file in files} == {79}
    assert max(report.period for file in files for report in file.reports) == 201606, "blank months are no reports"
    assert {report.form for file in files for report in file.reports} == {"monthly", "monthly+C01"}


def test_alessandria_italian_months_down(read_all):
    files = read_all("alessandria")
    assert [file.problems for file in files] == [[]] * 4
    counted = totals(files)
    assert [counted[year, "V01"] for year in range(2021, 2025)] == [2_528, 7_829, 11_756, 12_124]
    assert sum(counted[year, "L01"] for year in range(2021, 2025)) == 30_607
    assert sum(counted[year, "U02"] for year in range(2021, 2025)) == 1_121


def test_baton_rouge_libraries_across(read_all):
    (file,) = read_all("baton-rouge")
    assert file.problems == []
    assert totals([file]) == {(2020, "V01"): 913_166, (2020, "L01"): 947_092, (2020, "C01"): 199_721}
    assert len(file.new_libraries) == 14
