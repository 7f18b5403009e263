"""The errors that corrections declare are in the files, and a load with the corrections gives what was meant."""

from __future__ import annotations

import pytest

from data.catalogue import Catalogue, load_catalogue
from data.corrections import Correction
from data.periods import Month
from etl.demonstration.building import SEED
from etl.demonstration.declared import questions
from etl.demonstration.effects import load_effects
from etl.demonstration.known_errors import with_errors
from etl.demonstration.register import Place
from etl.demonstration.sheets import Reported
from etl.demonstration.territory import Sender, Span

REASON = {"ro": "de ce"}
A02 = questions().columns.index("A02")


def correction(**fields):
    return Correction(library="MD-OR-0001", month="2017-03", indicator="A02", reason=REASON, **fields)


def report(value):
    values = [1.0] * len(questions().columns)
    values[A02] = value
    return {"MD-OR-0001": Reported(values)}


@pytest.mark.parametrize(
    ("fields", "right", "written", "meant"),
    [
        ({"scale": 1000, "expect_below": 100}, 4200, 4.2, 4200),
        ({"scale": 1000, "expect_below": 100}, None, None, None),  # nothing was given, nothing is wrong
        ({"scale": 1000, "expect_below": 100}, 250_000, 250_000, 250_000),  # the error would not fit
        ({"withdraw": True, "expect": 99}, 4200, 99, None),
        ({"value": 45, "expect": 450}, 4200, 450, 45),
    ],
)
def test_an_error_is_written_and_the_correction_is_meant(fields, right, written, meant):
    declared = correction(**fields)
    sent, truth = with_errors(report(right), 201703, {declared.key: declared})
    assert (sent["MD-OR-0001"].values[A02], truth["MD-OR-0001"].values[A02]) == (written, meant)


def test_other_months_and_libraries_are_as_they_were():
    declared = correction(scale=1000, expect_below=100)
    reports = report(4200)
    assert with_errors(reports, 201704, {declared.key: declared}) == (reports, reports)
    assert with_errors({}, 201703, {declared.key: declared}) == ({}, {})


def test_every_shipped_correction_has_its_error_in_a_file(places: list[Place]) -> None:
    catalogue: Catalogue = load_catalogue()
    for key, declared in catalogue.corrections.items():
        library, period, indicator, _ = key
        place = next(place for place in places if place.library.code == library)
        month = Month.from_period(period)
        sender = Sender(catalogue, [place], Span(month, Month(2018, 12)), load_effects(catalogue), SEED)
        cells = [
            cell
            for workbook in sender.files()
            if (library, period) in workbook.reports
            for sheet in workbook.sheets
            for row in sheet.rows
            for at, cell in enumerate(row)
            if at == sheet.column_of.get(indicator)
        ]
        assert any(declared.fits(cell, None) for cell in cells if isinstance(cell, int | float)), key
