"""A monthly report of a month in which the register says that the library was not in the network."""

from __future__ import annotations

from data.periods import is_year
from etl.collect import Collected
from etl.reports import Report


def check_membership(reports: list[Report], out: Collected) -> None:
    """Tell each library that reports for a month outside its time in the network, at its first figure."""
    for report in reports:
        library = out.catalogue.libraries.get(report.library)
        if library is None or is_year(report.period) or not len(report):
            continue
        first, last = library.in_network_from, library.in_network_to
        if first is None or report.period < first.period or (last is not None and report.period > last.period):
            out.problem_at("library-not-in-network", report.readings[0], found=f"{library.code} {library.name}")
