"""A rate and its count imply what was divided by: the population of the city for the municipality, another raion's.

Rates are never loaded, because they are computed anew from their parts; a rate that somebody sends is a checksum.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from data.catalogue import Catalogue
from data.models import Indicator
from data.periods import is_year
from data.populations import EVERY_AGE, Population, population_of
from data.wording import languages, text
from etl.checks.figures import Figures, Finding, figures_of
from etl.reports import Report


@dataclass(frozen=True, slots=True)
class Divisor:
    """What a rate is to be divided by: the number, its column where the report has it, else the row of the register."""

    value: float
    column: int | None = None
    row: Population | None = None


def check_rates(figures: Figures, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield each rate whose count was divided by something else than the register, or the report itself, says."""
    for (code, category), rate in figures.columns.items():
        declared = catalogue.indicators[code]
        counts = [figures.columns.get((part, category)) for part in declared.of]
        if declared.rule != "ratio" or declared.per is None or None in counts:
            continue
        counted = figures.values[:, counts].sum(axis=1)  # type: ignore[index]  # none is missing: just seen
        rates = figures.values[:, rate]
        for report in np.flatnonzero((rates > 0) & (counted > 0)).tolist():
            divisor = _divisor(figures, report, declared.per, catalogue)
            finding = divisor and _finding(figures, report, rate, counts[0], declared, divisor, catalogue)
            if finding:
                yield finding


def without_rates(reports: Sequence[Report], catalogue: Catalogue) -> None:
    """Take the rates out of the reports."""
    ratios = {code for code, indicator in catalogue.indicators.items() if indicator.rule == "ratio"}
    for figures in figures_of(reports):
        if any(code in ratios for code, _ in figures.columns):
            for report in figures.reports:
                report.readings = [reading for reading in report.readings if reading.indicator not in ratios]


def _divisor(figures: Figures, report: int, per: str, catalogue: Catalogue) -> Divisor | None:
    """Return what the report itself gives, else (of inhabitants) the register of the library or of the territory."""
    of = figures.reports[report]
    column = figures.columns.get((per, ""))
    if column is not None and figures.values[report, column] > 0:
        return Divisor(float(figures.values[report, column]), column=column)
    if per != catalogue.check_rules.people.population:
        return None
    library = catalogue.libraries.get(of.library)
    if library:
        return Divisor(library.population) if library.population else None
    row = population_of(catalogue.populations, of.library, _year(of))
    return Divisor(row.value, row=row) if row else None


def _finding(
    figures: Figures,
    report: int,
    rate: int,
    count: int | None,
    declared: Indicator,
    divisor: Divisor,
    catalogue: Catalogue,
) -> Finding | None:
    """Return the finding where the implied divisor is further from the declared one than rounding and tolerance."""
    value = float(figures.values[report, rate])
    counted = float(figures.values[report, [figures.columns[part, ""] for part in declared.of]].sum())
    half = 0.5 * 10.0 ** int(Decimal(repr(value)).as_tuple().exponent)
    slack = 1 + catalogue.check_rules.denominator.tolerance
    least = counted * declared.scale / (value + half) / slack
    most = counted * declared.scale / (value - half) * slack if value > half else math.inf
    if count is None or least <= divisor.value <= most:
        return None
    implied = counted * declared.scale / value
    details: dict[str, str | int | float] = {
        "rate_indicator": declared.code, "indicator": declared.of[0], "count": counted, "implied": round(implied),
        "population": divisor.value,
    }  # fmt: skip
    of = figures.reports[report]
    nearest = _nearest(implied, _year(of), catalogue)
    for language in languages():
        details[f"place@{language}"] = _named(of.library, divisor.row, catalogue, language)
        details[f"nearest@{language}"] = _named(nearest.place, nearest, catalogue, language) if nearest else "–"
    others = (("count", count), *((("population", divisor.column),) if divisor.column is not None else ()))
    return Finding("wrong-denominator", report, rate, f"{value:g}", details, others)


def _named(place: str, row: Population | None, catalogue: Catalogue, language: str) -> str:
    """Return a place by its name, with the definition of its population where it has several."""
    library, territory = catalogue.libraries.get(place), catalogue.territories.get(place)
    name = library.name if library else territory.name(language) if territory else place
    if row is None or row.definition == "unit":
        return name
    return f"{name} ({text(language)[f'population_definition.{row.definition}']})"


def _nearest(implied: float, year: int, catalogue: Catalogue) -> Population | None:
    """Return the population of a territory, by any definition, that comes nearest, if it is within the tolerance."""
    rows = [row for row in catalogue.populations if row.place in catalogue.territories and row.age == EVERY_AGE]
    known = [row for row in rows if row is _latest(rows, row, year)]
    nearest = min(known, key=lambda row: abs(math.log(row.value / implied)), default=None)
    slack = math.log(1 + catalogue.check_rules.denominator.tolerance)
    return nearest if nearest and abs(math.log(nearest.value / implied)) <= slack else None


def _latest(rows: Iterable[Population], row: Population, year: int) -> Population | None:
    return population_of(rows, row.place, year, definition=row.definition)


def _year(report: Report) -> int:
    return report.period if is_year(report.period) else report.period // 100
