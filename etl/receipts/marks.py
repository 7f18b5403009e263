"""Where findings stand in the copied sheets: which cells are marked, and where the link of a finding leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.provenance import cell_place
from etl.problems import Problem
from etl.receipts.copying import CopiedSheet, Place, Value
from etl.receipts.settings import settings


class Target(NamedTuple):
    """A cell of a copied sheet."""

    sheet: int
    place: Place


class Marks(NamedTuple):
    """The findings of each marked cell, and of each finding the cell its link leads to (None: no cell can show it)."""

    cells: dict[Target, list[Problem]]
    links: tuple[Target | None, ...]


def mark(findings: Sequence[Problem], sheets: Sequence[CopiedSheet]) -> Marks:
    """Return the marks of all findings; within a merged range the cell that is seen has the mark."""
    cells: dict[Target, list[Problem]] = {}
    links = []
    for problem in findings:
        index = _sheet(problem.sheet, sheets, problem.cell)
        target = _target(index, problem.cell, sheets) if index is not None else None
        links.append(target or (Target(index, (0, 0)) if index is not None else None))
        for marked in filter(None, [target, *_others(problem, index, sheets)]):
            found = cells.setdefault(marked, [])
            if problem not in found:
                found.append(problem)
    return Marks(cells, tuple(links))


def _sheet(name: str | None, sheets: Sequence[CopiedSheet], cell: str | None) -> int | None:
    """Return which sheet is meant; a text file has one, without a name."""
    if name is None and cell is not None and len(sheets) == 1:
        return 0
    return next((index for index, sheet in enumerate(sheets) if sheet.name == name), None)


def _target(index: int, cell: str | None, sheets: Sequence[CopiedSheet]) -> Target | None:
    place = cell_place(cell)
    return Target(index, sheets[index].anchor(place)) if place else None


def _others(problem: Problem, index: int | None, sheets: Sequence[CopiedSheet]) -> list[Target]:
    """Return the further cells that the details name, e.g. `whole_cell`, on `whole_sheet` or the sheet of the finding.

    Where the details also tell what stands there (`whole`), a cell that shows something else is another sheet's.
    """
    found = []
    for name, value in problem.details.items():
        if not name.endswith(settings().other_cell):
            continue
        about = name.removesuffix(settings().other_cell)
        sheet = problem.details.get(f"{about}_sheet")
        on = index if sheet is None else _sheet(str(sheet), sheets, str(value))
        target = _target(on, str(value), sheets) if on is not None else None
        if target is None:
            continue
        shown = sheets[target.sheet].cells.get(target.place, (None, ()))[0]
        if sheet is not None or _agrees(shown, problem.details.get(about)):
            found.append(target)
    return found


def _agrees(shown: Value, told: object) -> bool:
    """False when a cell shows another number than the details tell."""
    return not (isinstance(shown, int | float) and told is not None and f"{shown:g}" != str(told))
