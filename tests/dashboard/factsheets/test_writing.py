"""What a sheet says: its change or why there is none, money received and promised apart, what is withheld."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from dashboard.factsheets.declared import declared
from dashboard.factsheets.material import Given, Place, gather
from dashboard.factsheets.saying import said_change, sheet_words
from dashboard.factsheets.sheet import Sheet
from dashboard.factsheets.typeset import pdf
from dashboard.factsheets.writing import Writer
from data.catalogue import Catalogue
from data.panel import Comparison
from data.passports import figure_of, passport
from data.periods import Month
from data.queries.lists import Reach
from data.selection import Selection
from tests.dashboard.factsheets.conftest import STAGE
from tests.dashboard.factsheets.pdfs import read
from tests.dashboard.printed import ids_in

AT = datetime(2018, 1, 20, tzinfo=UTC)
LIBRARY = Place("library", "MD-OR-0001", "x", "MD-OR", "sat")
PANEL = Comparison(110, 100, 1, 5, 110, 100, 5, 7)


@pytest.mark.parametrize(
    ("comparison", "said"),
    [
        (PANEL, "+10.0% on the year before (5 months reported in both years)"),
        (replace(PANEL, naive_value=200), "(5 months reported in both years); plain totals: +100.0%"),
        (replace(PANEL, value=None, before=None, pairs=0, naive_before=None), "nothing was reported a year before"),
        (replace(PANEL, value=None, before=None, pairs=0), "no month was reported in both years"),
        (replace(PANEL, before=0.0), "it was zero a year before"),
    ],
)
def test_a_change_says_its_panel_or_why_there_is_none(catalogue: Catalogue, comparison: Comparison, said: str) -> None:
    assert said in said_change(sheet_words(catalogue, "en"), LIBRARY, comparison)


def test_a_territory_is_compared_on_the_same_libraries(catalogue: Catalogue) -> None:
    place = Place("territory", "MD-OR", "MD-OR", "MD-OR")
    said = said_change(sheet_words(catalogue, "en"), place, replace(PANEL, libraries=25))
    assert "in the same 25 libraries" in said


def test_money_received_and_promised_are_never_one(writer: Writer, place_of: Callable[[str], Place]) -> None:
    place = next(one for one in writer.material.places if not writer.refused(one, "en"))
    key = (place.kind, place.code)
    told = replace(writer.material, given={key: Given(1200.0, 300.0, in_kind_received=450.0)}, lists={key: Reach(3, 0)})
    (_, listed) = replace(writer, material=told).write(place, "en").money.notes
    plain = re.sub(r" \(([-0-9a-z]+)\)", "", listed)
    assert "received 1,200\u00a0MDL, promised 300\u00a0MDL; in kind: received 450\u00a0MDL, promised nothing" in plain
    assert "1,500" not in listed and "Not said" not in listed
    saids = [figure_of(one, writer.material.catalogue).said for one in re.findall(r"MDL \(([-0-9a-z]+)\)", listed)]
    assert saids == ["sums_received", "sums_pledged", "things_received"]
    assert "3 of 7 reports" in listed
    empty = replace(writer.material, given={}, lists={key: Reach(3, 0)})
    assert "name no sums" in replace(writer, material=empty).write(place, "en").money.notes[1]
    assert "No list" in writer.write(place, "en").money.notes[1]
    assert "none is a return on another" in writer.write(place, "en").money.notes[0]


def test_small_counts_of_sensitive_services_are_not_drawn(writer: Writer) -> None:
    place = next(one for one in writer.material.places if not writer.refused(one, "en"))
    key = (place.kind, place.code)
    rows = writer.material.services[key]
    hidden = rows.assign(category="HE.PSY", value=float("nan"), share_pct=float("nan"), withheld=True)
    told = replace(writer.material, services={key: pd.concat([rows, hidden], ignore_index=True)})
    before, after = (one.write(place, "en").services for one in (writer, replace(writer, material=told)))
    assert before.svg == after.svg and "Left out" in after.note and "Left out" not in before.note


@pytest.mark.parametrize("kind", ["library", "territory"])
def test_every_printed_id_leads_to_the_number_beside_it(writer: Writer, kind: str, language: str) -> None:
    some = [one for one in writer.material.places if one.kind == kind and not writer.refused(one, "en")][:3]
    text = sheet_words(writer.material.catalogue, language)
    for place in some:
        sheet = writer.write(place, language)
        found = {one: passport(writer.session, writer.material.catalogue, one, text) for one in sheet_ids(sheet)}
        numbers = (*sheet.figures, *sheet.money.put_in, *sheet.money.attracted)
        for number in numbers:
            said = found[number.id]
            assert (said.figure.indicator, said.value) == (number.key, pytest.approx(number.value)), place.code
            assert number.value is None or number.shown.split("\u00a0")[0] in said.shown
        for picture in (sheet.year, sheet.services, sheet.peers):
            assert bool(picture.id) == bool(picture.svg), picture.heading
        for picture in (sheet.year, sheet.peers):
            drawn = found[picture.id] if picture.id else None
            assert not drawn or drawn.figure.said == "total" or drawn.shown in picture.heading, picture.heading
        assert set(found) <= {one for word in printed_words(sheet) for one in ids_in(word)}
        assert sheet.code.address.endswith(f"/{language}/figure/{sheet.figures[0].id}")


def test_every_sum_of_the_lists_leads_to_its_own_passport(
    printed: Callable[[], Session], catalogue: Catalogue, language: str
) -> None:
    text = sheet_words(catalogue, language)
    with printed() as session:
        writer = Writer(session, gather(session, catalogue, STAGE, declared()), declared())
        found = [one for one in writer.material.places if (one.kind, one.code) in writer.material.given]
        assert {one.kind for one in found} == {"library", "territory"}
        for place in found:
            (_, listed) = writer.write(place, language).money.notes
            told = {figure: digits(sum_) for sum_, figure in re.findall(r"([\d.,\s]+)MDL \(([-0-9a-z]+)\)", listed)}
            shown = {one: passport(session, catalogue, one, text) for one in told}
            assert told == {one: digits(said.shown) for one, said in shown.items()}, listed
            assert [said.figure.said for said in shown.values()] == [
                "sums_received", "sums_pledged", "things_received", "things_pledged",
                "sums_unstated", "things_unstated",
            ]  # fmt: skip


def digits(shown: str) -> str:
    return "".join(one for one in shown if one.isdigit())


def sheet_ids(sheet: Sheet) -> set[str]:
    numbers = (*sheet.figures, *sheet.money.put_in, *sheet.money.attracted)
    pictures = (sheet.year, sheet.services, sheet.peers)
    return {one.id for one in (*numbers, *pictures)} - {""}


def printed_words(sheet: Sheet) -> list[str]:
    return read(pdf(sheet, AT)).words.split()


def test_a_sheet_without_an_address_names_the_id_to_look_up(writer: Writer) -> None:
    place = next(one for one in writer.material.places if not writer.refused(one, "en"))
    sheet = replace(writer, base="").write(place, "en")
    assert sheet.code.svg == sheet.code.address == "" and sheet.figures[0].id in sheet.code.words


def test_a_place_of_too_few_reports_is_refused_with_the_reason(
    small: Callable[[], Session], catalogue: Catalogue, language: str
) -> None:
    winter = Selection(Month(2016, 12), Month(2017, 2))  # one library in nine sends its December only
    with small() as session:
        found = Writer(session, gather(session, catalogue, winter, declared()), declared())
        said = {found.refused(place, language) for place in found.material.places if place.kind == "library"}
        january = Writer(
            session, gather(session, catalogue, Selection(Month(2017, 1), Month(2017, 1)), declared()), declared()
        )
        silent = {january.refused(place, language) for place in january.material.places if place.kind == "library"}
    text = sheet_words(catalogue, language)
    reports = text.plural("coverage.reports", 3, reported=1)
    assert said == {"", next(one for one in said if reports in one)}
    assert silent == {"", text["factsheet.refused.nothing"]}


def test_the_year_before_inside_another_stage_is_said(writer: Writer) -> None:
    place = next(one for one in writer.material.places if not writer.refused(one, "en"))
    assert any("stage 1" in sentence for sentence in writer.write(place, "en").method)


def partly(writer: Writer, place: Place, months: int) -> Writer:
    """Return the writer of a network in which only so many months of a place have one a year before."""
    key, comparison = (place.kind, place.code), writer.material.comparison(place, "V01")
    thin = replace(comparison, pairs=months, value=50.0, before=100.0)
    comparisons = {**writer.material.comparisons, "V01": {**writer.material.comparisons["V01"], key: thin}}
    return replace(writer, material=replace(writer.material, comparisons=comparisons))


def test_a_change_over_few_months_is_said_with_them_and_decides_nothing(writer: Writer) -> None:
    place = next(one for one in writer.material.places if writer.material.comparison(one, "V01").pairs == 7)
    whole, half, few = (partly(writer, place, months).write(place, "en") for months in (7, 4, 3))
    assert "-50.0% on the same period a year before" in whole.lead
    assert "On the 3 months that were reported in both years: -50.0%" in few.lead
    assert [sheet.ask.code == "visit" for sheet in (whole, half, few)] == [True, True, False]
    assert ["in the same months" in sheet.year.heading for sheet in (whole, half, few)] == [True, True, False]
    assert few.year.heading == "Visits month by month" and "(2016:" not in few.year.alt


def test_what_nobody_classified_does_not_lead(writer: Writer) -> None:
    place = next(one for one in writer.material.places if not writer.refused(one, "en"))
    key = (place.kind, place.code)
    rows = writer.material.services[key]
    most = rows.assign(category=writer.material.catalogue.unclassified, value=1e6)
    told = replace(writer.material, services={key: pd.concat([rows, most], ignore_index=True)})
    services = replace(writer, material=told).write(place, "en").services
    assert "IT literacy" in services.heading and "1,000,000" in services.alt
