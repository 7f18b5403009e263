"""One library's figures claimed twice: by itself and by the one that reports for it, or by a row "with branches"."""

from __future__ import annotations

from data.provenance import cell_name, unpack_cell
from data.statuses import reported_by
from etl.checks.membership import named
from etl.collect import Collected
from etl.reports import Report

_MOST_NAMED = 5


def check_claims(reports: list[Report], out: Collected) -> None:
    """Tell each library whose figures would count twice, with both places where the file holds both."""
    given = {(report.library, report.period): report for report in reports}
    for report in reports:
        status = reported_by(out.catalogue.statuses.get(report.library, ()), report.period)
        figure = report.first_figure() if status is not None else None
        if status is None or status.other is None or figure is None:
            continue
        details: dict[str, str | int] = {"other": named(status.other, out), "period": report.period}
        details["since_period"] = status.since.period
        other = given.get((status.other, report.period))
        beside = other.first_figure() if other is not None else None
        if beside is None:
            out.problem_at("claimed-elsewhere", figure, found=named(report.library, out), **details)
        else:
            sheet, row, column = unpack_cell(beside.cell)
            place = {"other_sheet": out.sheet_names[sheet], "other_cell": cell_name(row, column)}
            out.problem_at("double-claim", figure, found=named(report.library, out), **details, **place)
    _check_rows_with_branches(reports, out)


def _check_rows_with_branches(reports: list[Report], out: Collected) -> None:
    """Ask about each row that says it holds its branches' figures, where the register does not say the same."""
    for code, place in out.with_branches.items():
        branches = [library.code for library in out.catalogue.libraries.values() if library.parent == code]
        periods = {report.period for report in reports if report.library == code}
        undeclared = [branch for branch in branches if not all(_counted_by(code, branch, at, out) for at in periods)]
        if undeclared and periods:
            some = "; ".join(named(branch, out) for branch in undeclared[:_MOST_NAMED])
            out.problem(
                "branches-not-declared", sheet=place.sheet, row=place.row, column=place.column, found=place.found,
                library=code, branches=some + ("; …" if len(undeclared) > _MOST_NAMED else ""), count=len(undeclared),
            )  # fmt: skip


def _counted_by(code: str, branch: str, period: int, out: Collected) -> bool:
    status = reported_by(out.catalogue.statuses.get(branch, ()), period)
    return status is not None and status.other == code
