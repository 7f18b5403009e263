"""The errors that corrections.toml declares, put into what is written, so that there is something to correct."""

from __future__ import annotations

from collections.abc import Mapping

from data.corrections import NO_CATEGORY, Corrections
from etl.demonstration.declared import questions
from etl.demonstration.sheets import Reported

Reports = dict[str, Reported]


def with_errors(reports: Mapping[str, Reported], period: int, corrections: Corrections) -> tuple[Reports, Reports]:
    """Return the reports of a period as they are written, and as they are meant once corrected."""
    written, meant = dict(reports), dict(reports)
    for correction in corrections.values():
        report = reports.get(correction.library)
        if correction.period != period or report is None or report.closed:
            continue
        category = "" if correction.category == NO_CATEGORY else f":{correction.category}"
        at = questions().columns.index(correction.indicator + category)
        right = report.values[at]
        wrong = correction.expect if correction.scale is None else right and round(right / correction.scale, 6)
        if right is not None and correction.fits(wrong, None):
            written[correction.library] = _changed(report, at, wrong)
            meant[correction.library] = _changed(report, at, correction.corrected(wrong))
    return written, meant


def _changed(report: Reported, at: int, value: float | None) -> Reported:
    values = list(report.values)
    values[at] = value
    return Reported(values, report.closed, report.sheet)
