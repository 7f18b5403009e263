"""A rate and its count tell what was divided by; the known error of the published figures is found again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.populations import Population
from data.provenance import pack_cell
from data.states import State
from etl.checks.figures import Finding, figures_of
from etl.checks.rates import check_rates, without_rates
from etl.intake import make_context, read_one
from etl.messages import message
from etl.reports import Reading, Report

CATALOGUE = load_catalogue()
FIGURES = Path(__file__).resolve().parents[3] / "data" / "networks" / "novateca" / "territories_2013.csv"


def reading(indicator: str, value: float, column: int) -> Reading:
    return Reading(indicator, "", value, State.REPORTED, pack_cell(0, 5, column))


def found(
    whose: str, *, period: int = 2013, populations: tuple[Population, ...] = (), **values: float
) -> list[Finding]:
    """Return what is told of the rates of one report."""
    catalogue = replace(CATALOGUE, populations=populations or CATALOGUE.populations)
    readings = [reading(code, value, column) for column, (code, value) in enumerate(values.items())]
    (figures,) = figures_of([Report(whose, "annual", period, readings)])
    return list(check_rates(figures, catalogue))


def test_the_published_figures_of_2013_hold_one_error_and_it_is_ocnita_divided_by_gagauzia():
    read = read_one(FIGURES, FIGURES.name, make_context())
    assert [problem.kind for problem in read.problems] == ["wrong-denominator", "checked-only"]
    problem = read.problems[0]
    assert (problem.cell, problem.found) == ("C11", "9.4")
    assert (problem.details["count"], problem.details["implied"], problem.details["population"]) == (
        14_600,
        155_319,
        55_300,
    )
    assert problem.details["count_cell"] == "B11"
    assert (problem.details["place@ro"], problem.details["nearest@ro"]) == ("Ocnița", "UTA Găgăuzia")
    assert read.reports == []


@pytest.mark.parametrize(("language", "place"), [("ro", "UTA Găgăuzia"), ("ru", "АТО Гагаузия"), ("en", "Gagauzia")])
def test_the_reader_is_told_whose_population_it_was(language, place):
    problem = read_one(FIGURES, FIGURES.name, make_context()).problems[0]
    assert place in message(problem, language)


CITY = (
    Population(place="MD-BA", year=2013, value=149_700, source="x", definition="municipality"),
    Population(place="MD-BA", year=2013, value=102_000, source="x", definition="city"),
)


def test_a_rate_of_the_municipality_divided_by_the_city_is_told_as_such():
    assert found("MD-BA", U01=22_300, X01=14.9, populations=CITY) == []
    (finding,) = found("MD-BA", U01=22_300, X01=21.9, populations=CITY)
    assert (finding.kind, finding.details["nearest@en"]) == ("wrong-denominator", "Bălți (city alone)")
    assert finding.details["place@en"] == "Bălți (municipality)"


@pytest.mark.parametrize(
    ("rate", "kinds"), [(9.4, []), (9.0, []), (0.3, ["wrong-denominator"]), (94, ["wrong-denominator"])]
)
def test_the_report_s_own_population_goes_before_the_register(rate, kinds):
    findings = found("MD-OR-0001", U01=94, N01=1000, X01=rate)
    assert [finding.kind for finding in findings] == kinds
    assert all(("population", 1) in finding.others for finding in findings)


def test_a_rounded_rate_is_given_its_rounding():
    assert found("MD-OR-0001", U01=4, N01=2500, X01=0.2) == []  # 0.16 per cent


def test_visits_per_user_are_held_to_visits_and_users():
    assert found("MD-OR-0001", V01=900, U01=100, X03=9) == []
    (finding,) = found("MD-OR-0001", V01=900, U01=100, X03=4.5)
    assert finding.details["implied"] == 200


def test_a_rate_is_never_loaded():
    report = Report("MD-OR-0001", "monthly", 201706, [reading("U01", 94, 1), reading("X01", 9.4, 2)])
    without_rates([report], CATALOGUE)
    assert [one.indicator for one in report.readings] == ["U01"]
