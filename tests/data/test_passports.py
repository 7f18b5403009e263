"""A passport says what a figure is and how to cite it; its value is the one the queries give, protected."""

from __future__ import annotations

import pytest

from data.bounds import Bounds, bind
from data.check_letters import UnreadableFigure
from data.figure_ids import FigureKey, figure_id
from data.panel import compare
from data.passport_words import said_in_words
from data.passports import OutOfBounds, definition_version, figure_of, passport, passport_path
from data.periods import Month
from data.selection import Selection
from data.wording import text

JUNE = Selection(Month(2017, 6), Month(2017, 6))
ORHEI = Selection(Month(2017, 6), Month(2017, 6), ("MD-OR",))


@pytest.fixture
def visits(reports):
    """Three libraries of Orhei, one of which is silent, and one of Bălți."""
    for code in ("MD-OR-0001", "MD-OR-0002", "MD-OR-0003", "MD-BA-0001"):
        reports.library(code)
    reports.report("V01", 201606, {"MD-OR-0001": 80.0, "MD-BA-0001": 10.0})
    reports.report("V01", 201706, {"MD-OR-0001": 100.0, "MD-OR-0002": 20.0, "MD-BA-0001": 5.0})
    return reports


def of(reports, catalogue, figure: FigureKey, language: str = "en"):
    with reports.session() as session:
        return passport(session, catalogue, figure_id(figure), text(language, *catalogue.text_folders))


def test_a_total_says_its_value_its_coverage_and_its_scope(visits, catalogue) -> None:
    said = of(visits, catalogue, FigureKey("V01", ORHEI))
    assert (said.value, said.shown) == (120, "120 visits")
    assert (said.coverage.reported, said.coverage.expected) == (2, 3)
    assert (said.scope, said.period) == ("territories: Orhei", "June 2017")
    assert any("80%" in caveat for caveat in said.caveats)
    for part in (said.name, said.shown, said.scope, said.period, said.coverage_words, said.id, said.as_of):
        assert part in said.citation


def test_a_change_names_its_panel_and_the_naive_change(visits, catalogue) -> None:
    said = of(visits, catalogue, FigureKey("V01", ORHEI, "change"))
    with visits.session() as session:
        found = compare(session, catalogue, "V01", ORHEI)
    assert said.value == found.change_pct == pytest.approx(25)
    assert "same 1 library" in said.panel
    assert any("+50.0%" in caveat for caveat in said.caveats)


def test_a_rate_names_its_denominator(visits, catalogue) -> None:
    said = of(visits, catalogue, FigureKey("V01", ORHEI, "rate"))
    assert said.value == pytest.approx(1000 * 120 / 116_300)
    assert "116,300 inhabitants" in said.panel


def test_a_reporting_rate_is_that_of_the_reports_owed(visits, catalogue) -> None:
    assert of(visits, catalogue, FigureKey("V01", ORHEI, "reporting")).value == pytest.approx(200 / 3)


def test_reports_that_give_a_measure_are_told_from_all_that_came(visits, catalogue) -> None:
    """Two shares of the same expected reports: under one name they would contradict each other."""
    words = text("en")
    given, came = (said_in_words(FigureKey(code, ORHEI, "reporting"), words) for code in ("V01", "Q02"))
    assert (given, came) == ("Reports that give it, of those expected", "Reports received, of those expected")


def test_a_small_count_of_a_sensitive_service_is_withheld(visits, catalogue) -> None:
    visits.report("S02", 201706, {"MD-OR-0001": 4.0}, category_code="HE.PSY")
    visits.report("S02", 201706, {"MD-OR-0001": 50.0}, category_code="DI.ITL")
    for said in ("total", "change", "rate"):
        found = of(visits, catalogue, FigureKey("S02", JUNE, said, "HE.PSY"))
        assert (found.value, found.shown) == (None, "withheld")
        assert not any("4 participations" in words for words in (found.citation, *found.caveats))


def test_what_a_rule_forbids_has_a_reason_and_no_number(visits, catalogue) -> None:
    visits.report("U01", 201706, {"MD-OR-0001": 40.0})
    visits.report("U01", 201705, {"MD-OR-0001": 40.0})
    said = of(visits, catalogue, FigureKey("U01", Selection(Month(2017, 5), Month(2017, 6))))
    assert said.value is None
    assert any("never added over months" in caveat for caveat in said.caveats)


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_every_passport_can_be_read_in_every_language(visits, catalogue, language: str) -> None:
    for kind in ("total", "change", "rate", "reporting"):
        said = of(visits, catalogue, FigureKey("V01", ORHEI, kind), language)
        assert said.path == passport_path(language, said.id)
        assert all([said.name, said.said, said.definition, said.rule, said.panel, said.citation])
        assert ".." not in said.citation


@pytest.mark.parametrize(
    "figure",
    [
        FigureKey("Z99", JUNE),
        FigureKey("V01", Selection(Month(2017, 6), Month(2017, 6), ("MD-XX",))),
        FigureKey("V01", Selection(Month(2017, 6), Month(2017, 6), group="nowhere")),
        FigureKey("V01", Selection(Month(2017, 6), Month(2017, 6), library="MD-OR-9999")),
        FigureKey("V01", JUNE, category="DI.ITL"),
        FigureKey("S02", JUNE, category="NO.NE"),
    ],
)
def test_what_the_network_does_not_have_is_no_figure(catalogue, figure: FigureKey) -> None:
    with pytest.raises(UnreadableFigure):
        figure_of(figure_id(figure), catalogue)


def test_a_definition_has_another_version_once_its_arithmetic_changes(catalogue) -> None:
    visits = catalogue.indicators["V01"]
    catalogue.indicators["V01"] = visits.model_copy(update={"rule": "last"})
    try:
        changed = definition_version(catalogue, "V01")
    finally:
        catalogue.indicators["V01"] = visits
    assert changed != definition_version(catalogue, "V01")


def test_a_figure_outside_the_bounds_of_whoever_asks_is_not_shown(visits, catalogue) -> None:
    figure = figure_id(FigureKey("V01", ORHEI))
    said = text("en", *catalogue.text_folders)
    with visits.session() as session:
        bind(session, Bounds(territories=("MD-BA",)))
        with pytest.raises(OutOfBounds):
            passport(session, catalogue, figure, said)
        bind(session, Bounds(territories=("MD-OR",)))
        assert passport(session, catalogue, figure, said).value == 120
