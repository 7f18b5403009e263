"""The faults of real files, planted on purpose, and the key that says which file holds which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from data.provenance import cell_name
from etl.demonstration.declared import random_stream
from etl.demonstration.faults import (
    FigureFault,
    Place,
    ShapeFault,
    Target,
    figure_faults,
    plant_figure,
    shape_faults,
    slip_fault,
)
from etl.demonstration.shapes import SHAPES
from etl.demonstration.sheets import Workbook


class Planted(NamedTuple):
    """A line of the key: where a fault stands, which it is, and what a careful reader does with the file or cell."""

    file: str
    sheet: str
    cell: str
    mess: str
    what: str
    expected: str  # understood | warned | refused
    told: str = ""  # the problem kinds that tell it, with blanks between; any one of them does


KEY_COLUMNS = Planted._fields


def plant(
    workbook: Workbook, names: Mapping[str, str], seed: int, share: float
) -> tuple[list[Planted], list[Workbook]]:
    """Put at most one fault into a workbook; return the key's lines and the files that come beside it.

    One with slips of a digit in it, which its sender corrects later, has its faults already.

    `names` are the libraries' Romanian names, `share` is the chance of a fault.
    """
    if workbook.slips:
        return [_of_slip(workbook, key) for key in workbook.slips], []
    stream = random_stream(seed, workbook.path, "planted")
    if stream.random() >= share or not workbook.may_hold_faults or not workbook.reports:
        return [], []
    target = Target(workbook, stream, names)
    for kind in _in_random_order(stream):
        if isinstance(kind, FigureFault):
            if place := plant_figure(target, kind):
                if kind.expected == "refused":
                    workbook.reports.clear()  # nothing of the file is loaded
                    workbook.lists.clear()
                return [_line(workbook, place, kind.mess, kind.what, kind)], []
        elif done := SHAPES[kind](target):
            return [_of_shape(target, kind, *done)], target.extra
    return [], []


def _in_random_order(stream: np.random.Generator) -> list[FigureFault | str]:
    """Return every kind of fault, those of more weight rather earlier."""
    figures, shapes = figure_faults(), shape_faults()
    kinds: list[FigureFault | str] = [*figures, *shapes]
    weights = np.array([*(fault.weight for fault in figures), *(shape.weight for shape in shapes.values())])
    return [kinds[index] for index in np.argsort(-(stream.random(len(kinds)) ** (1 / weights)))]


def _of_slip(workbook: Workbook, key: tuple[str, int]) -> Planted:
    """Return the line of a slip: visits ten times too many."""
    sheet = next(sheet for sheet in workbook.sheets if "V01" in sheet.column_of)
    row = sheet.row_of.get("V01", sheet.row_of.get(key[0], 0))
    cell = cell_name(row, sheet.column_of["V01"])
    slip = slip_fault()
    return Planted(workbook.path, sheet.name, cell, "M25", slip.what, slip.expected, " ".join(slip.told))


def _of_shape(target: Target, mess: str, place: Place, how: str) -> Planted:
    """Return the line of a fault of shape; where a file came beside the workbook, that file is the fault."""
    shape = shape_faults()[mess]
    if not target.extra:
        return _line(target.workbook, place, mess, f"{shape.what}: {how}", shape)
    beside = target.extra[0]
    if beside.encoding == "pdf":
        return Planted(beside.path, "", "", mess, shape.what, "refused", "not-a-workbook")
    return Planted(beside.path, "", "", mess, f"{shape.what}: {how}", shape.expected, " ".join(shape.told))


def _line(workbook: Workbook, place: Place, mess: str, what: str, fault: FigureFault | ShapeFault) -> Planted:
    cell = cell_name(place.row, place.column)
    return Planted(workbook.path, place.sheet.name, cell, mess, what, fault.expected, " ".join(fault.told))
