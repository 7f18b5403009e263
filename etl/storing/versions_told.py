"""What a file's sender is told when its reports are kept but not in force."""

from __future__ import annotations

from collections.abc import Sequence

from data.periods import Month, is_year
from etl.problems import Problem
from etl.storing.packing import PackedFile
from etl.storing.precedence import Precedence
from etl.storing.submissions import Planned


def told_of_versions(
    files: Sequence[PackedFile], planned: Sequence[Planned], precedence: Precedence
) -> list[PackedFile]:
    """Return the files, each with a problem for each file that outranks it: how many reports, and one of them."""
    outranked: dict[str, dict[tuple[str, str], list[Planned]]] = {}
    for new in planned:
        if new.outranked and new.superseded_by:
            by_file = outranked.setdefault(new.file.sha256, {})
            by_file.setdefault((new.outranked, new.superseded_by.file_name), []).append(new)
    told = []
    for file in files:
        for (kind, in_force), reports in outranked.get(file.sha256, {}).items():
            file = file.tell(_problem(kind, in_force, reports, file, precedence))
        told.append(file)
    return told


def _problem(kind: str, in_force: str, reports: Sequence[Planned], file: PackedFile, precedence: Precedence) -> Problem:
    first = reports[0].report
    month = str(first.period) if is_year(first.period) else str(Month.from_period(first.period))
    details: dict[str, str | int | float] = {"reports": len(reports), "library": first.library, "month": month}
    return Problem(kind, precedence.severity(kind), file.name, found=in_force, details=details)
