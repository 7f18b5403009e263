"""Every check that a file's own figures suffice for: one pass over them, findings in the order of the cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from etl.checks.claims import check_claims
from etl.checks.corrections import check_corrections
from etl.checks.events import check_events
from etl.checks.figures import Figures, Finding, figures_of
from etl.checks.limits import check_most, check_sparse
from etl.checks.membership import check_membership
from etl.checks.parts import check_parts
from etl.checks.people import check_people
from etl.checks.periods import check_periods
from etl.checks.rates import check_rates, without_rates
from etl.checks.rounding import check_round
from etl.collect import Collected
from etl.reports import Report


def check_content(reports: list[Report], out: Collected, today: date) -> None:
    """Tell everything that is wrong with the reports of a file as far as the file itself shows it."""
    _tell(reports, out, _findings)
    territories = list(out.territories.values())
    _tell(territories, out, lambda figures, out: check_rates(figures, out.catalogue))
    if territories:
        out.problem("checked-only", found=out.file)
    without_rates(reports, out.catalogue)
    check_membership(reports, out)
    check_claims(reports, out)
    check_corrections(reports, out)
    check_periods(reports, out, today)


def _tell(reports: list[Report], out: Collected, check: Callable[[Figures, Collected], Iterator[Finding]]) -> None:
    """Tell what a check finds in reports, in the order of the cells."""
    found = [
        (figures.cell(finding.report, finding.column), figures, finding)
        for figures in figures_of(reports)
        for finding in check(figures, out)
    ]
    for cell, figures, finding in sorted(found, key=lambda one: one[0]):
        report = figures.reports[finding.report]
        library = out.catalogue.libraries.get(report.library)
        details = {"library": library.name if library else report.library, **finding.details}
        for name, column in finding.others:
            details |= out.place(name, figures.cell(finding.report, column), beside=cell)
        out.problem_in(finding.kind, cell, found=finding.found, **details)


def _findings(figures: Figures, out: Collected) -> Iterator[Finding]:
    catalogue = out.catalogue
    rules = catalogue.check_rules
    yield from check_parts(figures, catalogue.indicators)
    yield from check_people(figures, rules, catalogue.libraries)
    yield from check_events(figures, rules)
    yield from check_most(figures, rules)
    yield from check_round(figures, rules, catalogue.indicators)
    yield from check_sparse(figures, rules)
    yield from check_rates(figures, catalogue)
