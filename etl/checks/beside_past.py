"""Every check that needs other months or years: one pass over the reports of a period, beside what is known already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.catalogue import Catalogue
from data.periods import Month, is_year
from etl.checks.added import added_up
from etl.checks.chance import quantile
from etl.checks.copies import copies
from etl.checks.figures import Finding
from etl.checks.money import misplaced
from etl.checks.past import Past, step_of
from etl.checks.reconciled import Differs, below_a_month, below_months, differing
from etl.checks.running import runs
from etl.checks.usual import Expected, Surprise, Usualness, surprises

_TENFOLD = (0.1, 10.0)
_MONTHS = 12


@dataclass(frozen=True, eq=False)
class Batch:
    """The reports of one form and period: their libraries (places of the past) and figures, reports x indicators."""

    period: int
    libraries: NDArray[np.int64]
    values: NDArray[np.float64]


class BesidePast:
    """The checks, with the declared rules; `indicators` are those whose past is looked at, in the order of figures."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.rules = catalogue.check_rules
        declared = [figure.indicator for figure in self.rules.usual.figure]
        others = [code for code, one in catalogue.indicators.items() if one.rule in ("unique", "money")]
        self.indicators = tuple(dict.fromkeys((*declared, *others)))
        self._usual = Usualness.of(self.rules.usual)
        self._judged = slice(len(declared))  # the indicators with a declared spread stand first
        rule_of = [catalogue.indicators[code].rule for code in self.indicators]
        self._adding = np.flatnonzero([rule == "sum" for rule in rule_of])
        self._people = [place for place, rule in enumerate(rule_of) if rule == "unique"]
        self._money = [place for place, rule in enumerate(rule_of) if rule == "money"]

    def findings(self, batch: Batch, past: Past) -> Iterator[Finding]:
        """Yield what is wrong with the reports; the past knows them already. A finding's column is an indicator's."""
        running: set[int] = set()
        if is_year(batch.period):
            yield from self._added_up(batch, past)
            yield from self._reconciled(batch, past)
        else:
            yield from self._copied(batch, past)
            for finding in self._running(batch, past):
                running.add(finding.report)
                yield finding
        yield from self._misplaced(batch, past)
        yield from (found for found in self._surprising(batch, past) if found.report not in running)

    def _copied(self, batch: Batch, past: Past) -> Iterator[Finding]:
        before = past.earlier(batch.libraries, batch.period, 1)[self._judged]
        for copy in copies(batch.values.T[self._judged], before, self.rules.copied):
            details = {"same": copy.same, "given": copy.given}
            details["other_period"] = Month.from_period(batch.period).plus(-1).period
            first = int(np.flatnonzero(~np.isnan(batch.values[copy.report]))[0])
            yield Finding("copied-month", copy.report, first, f"{copy.same} / {copy.given}", details)

    def _running(self, batch: Batch, past: Past) -> Iterator[Finding]:
        month = Month.from_period(batch.period)
        backwards = range(month.month - 1, -1, -1)
        year = np.stack([past.earlier(batch.libraries, batch.period, back) for back in backwards], axis=2)[self._adding]
        for run in runs(year, self.rules.running):
            shown = int(np.argmax(np.where(run.rising, year[:, run.report, -1], -1.0)))
            now, before = year[shown, run.report, -1], year[shown, run.report, -2]
            place = int(self._adding[shown])
            details: dict[str, str | int | float] = {"indicator": self.indicators[place], "suggested": now - before}
            details["first_period"] = month.plus(-run.first).period
            yield Finding("cumulative-suspected", run.report, place, f"{now:g}", details)

    def _added_up(self, batch: Batch, past: Past) -> Iterator[Finding]:
        for place in self._people:
            months = past.months_of(batch.period, batch.libraries)[place]
            for one in added_up(batch.values[:, place], months, self.rules.people):
                found = f"{batch.values[one.report, place]:g}"
                details: dict[str, str | int | float] = {"indicator": self.indicators[place], "months": one.months}
                yield Finding(
                    "people-added-up" if one.exact else "people-perhaps-added", one.report, place, found, details
                )

    def _reconciled(self, batch: Batch, past: Past) -> Iterator[Finding]:
        months = past.months_of(batch.period, batch.libraries)
        for place in (*self._adding.tolist(), *self._people):
            year, of_place = batch.values[:, place], months[place]
            told: dict[str, list[Differs]] = {}
            if place in self._people:
                told["people-below-month"] = below_a_month(year, of_place)
            else:
                told["annual-differs"] = differing(year, of_place, self.rules.year)
                told["annual-below-months"] = below_months(year, of_place, self.rules.year)
            for kind, found in told.items():
                for one in found:
                    details: dict[str, str | int | float] = {"indicator": self.indicators[place], "months": one.months}
                    details["expected"] = one.total
                    yield Finding(kind, one.report, place, f"{year[one.report]:g}", details)

    def _misplaced(self, batch: Batch, past: Past) -> Iterator[Finding]:
        given = [place for place in self._money if (batch.values[:, place] > 0).any()]
        around = past.neighbours(batch.libraries) if given else None
        for place in given:
            sums = past.series(batch.period).values[place][around]
            for one in misplaced(batch.values[:, place], sums[~np.isnan(sums)], self.rules.money):
                amount = float(batch.values[one.report, place])
                details: dict[str, str | int | float] = {"indicator": self.indicators[place], "expected": one.usual}
                details["suggested"] = round(amount * one.factor, 2)
                yield Finding("thousandfold-slip", one.report, place, f"{amount:g}", details)

    def _surprising(self, batch: Batch, past: Past) -> Iterator[Finding]:
        series, step = past.series(batch.period), step_of(batch.period)
        at = past.territories[batch.libraries]
        for territory in np.unique(at).tolist():
            reports = np.flatnonzero(at == territory)
            members = np.flatnonzero(past.territories == territory)
            year = 1 if is_year(batch.period) else _MONTHS
            expected = self._usual.expected(series, step, batch.libraries[reports], members, year=year)
            for surprise in surprises(batch.values[reports].T[self._judged], expected, self._usual, _TENFOLD):
                yield self._surprise(int(reports[surprise.library]), batch, surprise, expected)

    def _surprise(self, report: int, batch: Batch, surprise: Surprise, expected: Expected) -> Finding:
        place = surprise.indicator
        value = float(batch.values[report, place])
        middle = float(expected.figures[place, surprise.library])
        details: dict[str, str | int | float] = {"indicator": self.indicators[place], "expected": round(middle)}
        if surprise.factor != 1:
            details["suggested"] = round(value * surprise.factor)
            return Finding("tenfold-slip", report, place, f"{value:g}", details)
        mean, shape = (float(of[place, surprise.library]) for of in (expected.mean, expected.shape))
        clump = float(expected.clump[place, 0])
        shown = self.rules.usual.shown
        details["low"] = round(clump * quantile(shown, mean=mean, shape=shape))
        details["high"] = round(clump * quantile(1 - shown, mean=mean, shape=shape))
        return Finding("unusual-figure", report, place, f"{value:g}", details)
