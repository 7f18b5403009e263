"""The faults of real files, planted on purpose, and the key that says which file holds which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from data.provenance import cell_name
from etl.demonstration.declared import random_stream
from etl.demonstration.faults import FigureFault, Place, Target, figure_faults, plant_figure, shape_faults
from etl.demonstration.shapes import SHAPES
from etl.demonstration.sheets import Workbook

KEY_COLUMNS = ("file", "sheet", "cell", "mess", "what", "expected")


class Planted(NamedTuple):
    """A line of the key: where a fault stands, which it is, and what a careful reader does with the file or cell."""

    file: str
    sheet: str
    cell: str
    mess: str
    what: str
    expected: str  # understood | warned | refused


def plant(
    workbook: Workbook, names: Mapping[str, str], seed: int, share: float
) -> tuple[list[Planted], list[Workbook]]:
    """Put at most one fault into a workbook; return the key's lines and the files that come beside it.

    `names` are the libraries' Romanian names, `share` is the chance of a fault.
    """
    stream = random_stream(seed, workbook.path, "planted")
    if stream.random() >= share or not workbook.may_hold_faults or not workbook.reports:
        return [], []
    target = Target(workbook, stream, names)
    for kind in _in_random_order(stream):
        if isinstance(kind, FigureFault):
            if place := plant_figure(target, kind):
                if kind.expected == "refused":
                    workbook.reports.clear()  # nothing of the file is loaded
                return [_line(workbook, place, kind.mess, kind.what, kind.expected)], []
        elif done := SHAPES[kind](target):
            shape = shape_faults()[kind]
            if target.extra and target.extra[0].encoding == "pdf":  # the scan is refused, the workbook is not
                return [Planted(target.extra[0].path, "", "", kind, shape.what, "refused")], target.extra
            return [_line(workbook, done[0], kind, f"{shape.what}: {done[1]}", shape.expected)], target.extra
    return [], []


def _in_random_order(stream: np.random.Generator) -> list[FigureFault | str]:
    """Return every kind of fault, those of more weight rather earlier."""
    figures, shapes = figure_faults(), shape_faults()
    kinds: list[FigureFault | str] = [*figures, *shapes]
    weights = np.array([*(fault.weight for fault in figures), *(shape.weight for shape in shapes.values())])
    return [kinds[index] for index in np.argsort(-(stream.random(len(kinds)) ** (1 / weights)))]


def _line(workbook: Workbook, place: Place, mess: str, what: str, expected: str) -> Planted:
    return Planted(workbook.path, place.sheet.name, cell_name(place.row, place.column), mess, what, expected)
