"""Figures that the network's declared corrections change, and corrections whose error is no longer in the source."""

from __future__ import annotations

from data.correcting import source_text
from data.corrections import NO_CATEGORY, Correction
from etl.checks.membership import named
from etl.collect import Collected
from etl.reports import Reading, Report


def check_corrections(reports: list[Report], out: Collected) -> None:
    """Tell each figure that will be stored corrected, with the reason, and each correction that no longer fits."""
    by_report: dict[tuple[str, int], list[Correction]] = {}
    for correction in out.catalogue.corrections.values():
        by_report.setdefault((correction.library, correction.period), []).append(correction)
    if not by_report:
        return
    for report in reports:
        for correction in by_report.get((report.library, report.period), ()):
            for reading in report.readings:
                if (reading.indicator, reading.category or NO_CATEGORY) == (correction.indicator, correction.category):
                    _tell(correction, reading, report, out)


def _tell(correction: Correction, reading: Reading, report: Report, out: Collected) -> None:
    said = source_text(reading.value, reading.raw)
    fits = correction.fits(reading.value, said)
    value = correction.corrected(reading.value) if fits else None
    out.problem_at(
        "value-corrected" if value is not None else "value-withdrawn" if fits else "correction-outdated",
        reading, found=said or "–", library=named(report.library, out), period=report.period,
        indicator=reading.indicator, value="–" if value is None else value,
        **{f"reason@{language}": text for language, text in correction.reason.items()},
    )  # fmt: skip
