"""A report of a time in which, by the register, the library was not in the network, was closed, or out of season."""

from __future__ import annotations

from data.periods import is_year
from data.statuses import LibraryStatus, excuse
from etl.collect import Collected
from etl.reports import Reading, Report


def check_membership(reports: list[Report], out: Collected) -> None:
    """Tell each library that gives figures of a time when it owed none, at its first figure; they are loaded."""
    for report in reports:
        library = out.catalogue.libraries.get(report.library)
        if library is None or not len(report):
            continue
        first, last = library.in_network_from, library.in_network_to
        outside = first is None or report.period < first.period or (last is not None and report.period > last.period)
        if outside and not is_year(report.period):
            out.problem_at("library-not-in-network", report.readings[0], found=f"{library.code} {library.name}")
        status = excuse(out.catalogue.statuses.get(report.library, ()), report.period)
        if status is not None and (figure := report.first_figure()) is not None:
            _tell(status, figure, report, out)


def _tell(status: LibraryStatus, figure: Reading, report: Report, out: Collected) -> None:
    """Tell what the register says; a library reported by another is told by etl/checks/claims.py."""
    kinds = {"closed": "library-closed", "merged": "library-merged", "seasonal": "out-of-season"}
    if kind := kinds.get(status.status):
        other = out.catalogue.libraries.get(status.other or "")
        out.problem_at(
            kind, figure, found=named(report.library, out), since_period=status.since.period, period=report.period,
            other=named(other.code, out) if other else "–",
        )  # fmt: skip


def named(code: str, out: Collected) -> str:
    """Return a library as messages name it: its code and its name."""
    library = out.catalogue.libraries.get(code)
    return f"{code} {library.name}" if library else code
