"""A part is never more than its whole: children among visits, for every indicator declared a part of another."""

from __future__ import annotations

from data.provenance import cell_name, unpack_cell
from etl.collect import Collected
from etl.reports import Report
from etl.tables.plainrows import PlainRow


def check_parts(reports: list[Report], out: Collected) -> None:
    """Tell each part that exceeds its whole, naming both cells."""
    parts = {code: indicator.part_of for code, indicator in out.catalogue.indicators.items() if indicator.part_of}
    related = {*parts, *parts.values()}
    for report in reports:
        if report.plain is not None and not _exceeds(report.plain):
            continue
        given = {(reading[0], reading[1]): reading for reading in report.readings if reading[0] in related}
        for reading in given.values():
            whole = given.get((parts.get(reading.indicator) or "", reading.category))
            if whole and reading.value is not None and whole.value is not None and reading.value > whole.value:
                _, row, column = unpack_cell(whole.cell)
                out.problem_at(
                    "part-exceeds-whole", reading, found=f"{reading.value:g}",
                    whole=f"{whole.value:g}", whole_cell=cell_name(row, column),
                )  # fmt: skip


def _exceeds(row: PlainRow) -> bool:
    """True when a plain row holds a part that exceeds its whole."""
    values = row.values
    return any(values[part] > values[whole] for part, whole in row.plan.parts)
