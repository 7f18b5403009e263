"""The annual form held against the twelve months: library by library, indicator by indicator, both places named.

Months are added only where the rule of the indicator allows it (sum, money). People are counted once a year, so it is
held against their fullest month instead; a stock or a ratio has nothing to be held against.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import pandas as pd
from sqlalchemy import Select, and_, func, select, union
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.forms import load_forms
from data.measures import OVER_MONTHS
from data.periods import Month
from data.queries.facts import indicator_id
from data.queries.scope import Scope, scope_of
from data.queries.versions import place_of
from data.schema import NO_CATEGORY, library, observation, source_file, submission
from data.selection import Selection
from data.states import State

MONTHS = 12
Verdict = Literal["agrees", "differs", "below_months", "incomplete", "no_months", "no_year"]
VERDICTS: tuple[Verdict, ...] = ("differs", "below_months", "agrees", "incomplete", "no_months", "no_year")


class Reconciled(NamedTuple):
    """A library's year of one indicator beside its months: the columns of the answer."""

    library: str
    name: str
    territory: str
    kind: str
    year: int
    indicator: str
    annual: float | None
    months: int  # reported
    monthly: float | None  # their sum; of people the fullest month
    difference: float | None  # annual - monthly
    difference_pct: float | None  # of the monthly figure
    verdict: Verdict
    file: str | None  # of the annual form, with its sheet and cell; the months' are told by data.queries.sources
    sheet: str | None
    cell: str | None


def reconciliation(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return a row, its columns those of Reconciled, for each library, year of the selection and indicator that both
    the annual and the monthly form ask and that either answered; by library, year and indicator.

    differs: all twelve months came and the year is not their sum (beyond the tolerance of check_rules.toml);
    below_months: the year is less than the months that came, or than the fullest month of people; agrees: neither;
    incomplete: months are missing, so that the year may be more; no_months, no_year: nothing to be held against.
    """
    scope = scope_of(session, catalogue, selection, annual=True)
    tolerance = catalogue.check_rules.year.tolerance
    rows = []
    for code in compared(catalogue):
        people = OVER_MONTHS[catalogue.indicators[code].rule] == "never"
        for row in session.execute(_question(scope, code, people=people)):
            sheet, cell = place_of(row.cell, row.sheets) if row.cell is not None else (None, None)
            rows.append(
                Reconciled(
                    row.code, row.name, row.territory, row.kind, int(row.year), code, row.annual, int(row.months or 0),
                    row.monthly, *_difference(row.annual, row.monthly),
                    _verdict(row.annual, row.monthly, int(row.months or 0), tolerance, people=people),
                    row.file, sheet, cell,
                )
            )  # fmt: skip
    rows.sort(key=lambda one: (one.library, one.year))
    frame = pd.DataFrame(rows, columns=list(Reconciled._fields), dtype=object)
    numbers = dict.fromkeys(("annual", "monthly", "difference", "difference_pct"), float)
    return frame.astype({**numbers, "year": int, "months": int})


def compared(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the indicators that both forms ask and that can be held against each other, in the annual form's order."""
    forms, settings = load_forms(catalogue.folder), catalogue.settings
    monthly, annual = forms.get(settings.monthly_form), forms.get(settings.annual_form)
    if monthly is None or annual is None:
        return ()
    asked = {*monthly.indicators, *monthly.children.values()}
    rules = ("add", "never")
    return tuple(
        code for code in annual.indicators if code in asked and OVER_MONTHS[catalogue.indicators[code].rule] in rules
    )


def _question(scope: Scope, code: str, *, people: bool) -> Select[tuple[object, ...]]:
    """Return the question for the libraries and years of which either form says something of an indicator."""
    rows = observation.c
    said = (rows.indicator_id == indicator_id(code), rows.state == State.REPORTED, rows.category_id == NO_CATEGORY)
    first, last = Month(scope.first, 1).period, Month(scope.last, MONTHS).period
    of_months = func.max(rows.value) if people else func.sum(rows.value)
    year = (rows.period // 100).label("year")
    monthly = (
        select(rows.library_id, year, func.count().label("months"), of_months.label("monthly"))
        .where(*said, rows.period.between(first, last))
        .group_by(rows.library_id, year)
        .subquery()
    )
    annual = (
        select(rows.library_id, rows.period.label("year"), rows.value, rows.cell, rows.submission_id)
        .where(*said, scope.holds(rows.period))
        .subquery()
    )
    there = union(*(select(side.c.library_id, side.c.year) for side in (monthly, annual))).subquery()
    held = (library.c.code, library.c.name, library.c.territory, library.c.kind, there.c.year)
    source = there.join(library, library.c.id == there.c.library_id)
    for side in (monthly, annual):
        source = source.outerjoin(side, and_(side.c.library_id == library.c.id, side.c.year == there.c.year))
    return (
        select(
            *held, annual.c.value.label("annual"), monthly.c.months, monthly.c.monthly, annual.c.cell,
            source_file.c.name.label("file"), source_file.c.sheets,
        )
        .select_from(
            source.outerjoin(submission, submission.c.id == annual.c.submission_id).outerjoin(
                source_file, source_file.c.id == submission.c.source_file_id
            )
        )
        .where(scope.includes(library.c.territory, library.c.kind))
        .where(*([library.c.code == scope.library] if scope.library else []))
    )  # fmt: skip


def _difference(annual: float | None, monthly: float | None) -> tuple[float | None, float | None]:
    if annual is None or monthly is None:
        return None, None
    return annual - monthly, 100 * (annual - monthly) / monthly if monthly else None


def _verdict(annual: float | None, monthly: float | None, months: int, tolerance: float, *, people: bool) -> Verdict:
    if annual is None:
        return "no_year"
    if monthly is None:
        return "no_months"
    if people:
        return "below_months" if annual < monthly else "agrees"
    if months == MONTHS:
        return "differs" if abs(annual - monthly) > tolerance * max(abs(annual), monthly) else "agrees"
    return "below_months" if monthly - annual > tolerance * monthly else "incomplete"
