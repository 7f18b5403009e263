"""A sheet as PDF: one tagged page in its language, pictures described, nothing outside, however long the names are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.factsheets.material import Place
from dashboard.factsheets.typeset import TooLong, pdf
from dashboard.factsheets.writing import Writer
from tests.dashboard.factsheets.pdfs import Read, read

AT = datetime(2018, 1, 20, tzinfo=UTC)


def printed(writer: Writer, place: Place, language: str) -> Read:
    return read(pdf(writer.write(place, language), AT))


def of_kind(writer: Writer, kind: str) -> Place:
    return next(place for place in writer.material.places if place.kind == kind and not writer.refused(place, "ro"))


@pytest.mark.parametrize("kind", ["library", "territory"])
def test_a_sheet_is_one_tagged_page_in_its_language(writer: Writer, kind: str, language: str) -> None:
    place = of_kind(writer, kind)
    sheet, found = writer.write(place, language), printed(writer, place, language)
    assert (found.pages, found.tagged, found.language) == (1, True, language)
    assert found.title == sheet.document and found.outside == () and found.not_embedded == 0
    assert [kind for kind, _ in found.tags].count("H1") == 1
    described = {alt for kind, alt in found.tags if kind == "Figure"}
    assert described == {picture.alt for picture in (sheet.year, sheet.services, sheet.peers) if picture.svg} | {
        sheet.code.alt
    }
    assert "" not in described


def test_everything_it_says_is_printed(writer: Writer, language: str) -> None:
    place = of_kind(writer, "library")
    sheet, found = writer.write(place, language), printed(writer, place, language)
    words = "".join(found.words.split())
    said = [sheet.title, sheet.period, sheet.lead, sheet.coverage, sheet.source, sheet.ask.title, sheet.ask.body]
    said += [one for figure in sheet.figures for one in (figure.label, figure.shown, figure.note, figure.id)]
    said += [one for amount in (*sheet.money.put_in, *sheet.money.attracted) for one in (amount.label, amount.shown)]
    said += [*sheet.method, *sheet.money.notes, *sheet.labels, sheet.code.address]
    assert [one for one in said if "".join(one.split()) not in words] == []
    assert "{" not in words and "factsheet." not in words


def test_the_longest_names_of_the_register_fit(writer: Writer, language: str) -> None:
    every = sorted({one.name for one in writer.material.catalogue.libraries.values()}, key=len)
    for kind in ("library", "territory"):
        place = of_kind(writer, kind)
        for name in (*every[-3:], f"{every[-1]} {every[-2]} {every[-3]}"):
            found = printed(writer, replace(place, name=name), language)
            assert found.pages == 1 and found.outside == ()


def test_every_sheet_of_the_network_fits(writer: Writer) -> None:
    places = [place for place in writer.material.places if not writer.refused(place, "ru")]
    assert all(printed(writer, place, "ru").pages == 1 for place in places[::5])


def test_what_cannot_fit_is_refused_and_not_cut(writer: Writer) -> None:
    sheet = writer.write(of_kind(writer, "library"), "ro")
    with pytest.raises(TooLong):
        pdf(replace(sheet, lead="cuvinte " * 3000), AT)


def test_the_same_sheet_is_the_same_bytes(writer: Writer) -> None:
    sheet = writer.write(of_kind(writer, "library"), "en")
    assert pdf(sheet, AT) == pdf(sheet, AT)


def test_a_name_is_printed_letter_by_letter_whatever_it_says(writer: Writer) -> None:
    hostile = '#panic("x") *b* $x$ `c` @ref https://bad.example =HYPERLINK("y") </svg><script>'
    body = pdf(writer.write(replace(of_kind(writer, "library"), name=hostile), "en"), AT)
    assert "".join(hostile.split()) in "".join(read(body).words.split())
    assert set(re.findall(rb"/URI\s*\((https?://[^/)]+)", body)) == {b"https://vitrina.example"}  # the passport's


def test_the_newest_report_may_have_come_at_any_moment(writer: Writer) -> None:
    sheet = writer.write(of_kind(writer, "library"), "ro")
    assert pdf(sheet, AT.replace(microsecond=531)) == pdf(sheet, AT)
