"""The faults of real files, planted on purpose, and the key that says which file holds which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from data.provenance import cell_name
from etl.demonstration.declared import random_stream
from etl.demonstration.faults import (
    FigureFault,
    Place,
    Sent,
    ShapeFault,
    Target,
    figure_faults,
    habit_fault,
    plant_figure,
    shape_faults,
)
from etl.demonstration.headings import HEADINGS
from etl.demonstration.reportfaults import REPORTS
from etl.demonstration.shapes import SHAPES, Done
from etl.demonstration.sheets import Workbook
from etl.demonstration.sincejanuary import Running, count_since_january


class Planted(NamedTuple):
    """A line of the key: where a fault stands, which it is, and what a careful reader does with the file or cell."""

    file: str
    sheet: str
    cell: str
    mess: str
    what: str
    expected: str  # understood | warned | refused
    told: str = ""  # the problem kinds that tell it, with blanks between; any one of them does


@dataclass
class Beside:
    """What some faults need to know beside their file: what was sent before, and how the network is made."""

    history: dict[tuple[str, int], Sent] = field(default_factory=dict)
    homonyms: frozenset[str] = frozenset()
    mothers: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()  # indicators that add up over months
    running: set[tuple[str, int]] = field(default_factory=set)  # reports that count since January


KEY_COLUMNS = Planted._fields
FAULTS: dict[str, Callable[[Target], Done]] = {**SHAPES, **HEADINGS, **REPORTS}


def plant(
    workbook: Workbook,
    names: Mapping[str, str],
    seed: int,
    share: float,
    beside: Beside | None = None,
) -> tuple[list[Planted], list[Workbook]]:
    """Put at most one fault into a workbook; return the key's lines and the files that come beside it.

    One with slips of a digit in it, which its sender corrects later, has its faults already.

    `names` are the libraries' Romanian names, `share` is the chance of a fault, `beside` what is known of others.
    """
    beside = beside or Beside()
    if workbook.slips:
        return [_of_slip(workbook, key) for key in workbook.slips], []
    stream = random_stream(seed, workbook.path, "planted")
    target = Target(workbook, stream, names, beside.history, beside.homonyms, beside.mothers)
    if share and workbook.may_hold_faults:
        sums = list(count_since_january(target, beside.flows, beside.running, seed, share))
        if sums:
            return [_of_running(workbook, one) for one in sums], target.corrections
    if stream.random() >= share or not workbook.may_hold_faults or not workbook.reports:
        return [], []
    for kind in _in_random_order(stream):
        if isinstance(kind, FigureFault):
            if place := plant_figure(target, kind):
                return [_line(workbook, place, kind.mess, kind.what, kind)], []
        elif done := FAULTS[kind](target):
            return [_of_shape(target, kind, *done)], [*target.extra, *target.corrections]
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
    slip = habit_fault("slip")
    return Planted(workbook.path, sheet.name, cell, "M25", slip.what, slip.expected, " ".join(slip.told))


def _of_running(workbook: Workbook, sums: Running) -> Planted:
    """Return the line of figures since January."""
    fault = habit_fault("running" if sums.known else "running_early")
    return _line(workbook, sums.place, "M17", f"{fault.what}: {sums.what}", fault)


def _of_shape(target: Target, variant: str, place: Place, how: str) -> Planted:
    """Return the line of a fault of shape; where a file came beside the workbook, that file is the fault."""
    shape, mess = shape_faults()[variant], variant.partition("-")[0]
    if not target.extra:
        return _line(target.workbook, place, mess, f"{shape.what}: {how}", shape)
    beside = target.extra[0]
    if beside.encoding == "pdf":
        return Planted(beside.path, "", "", mess, shape.what, "refused", "not-a-workbook")
    return Planted(beside.path, "", "", mess, f"{shape.what}: {how}", shape.expected, " ".join(shape.told))


def _line(workbook: Workbook, place: Place, mess: str, what: str, fault: FigureFault | ShapeFault) -> Planted:
    cell = cell_name(place.row, place.column)
    if fault.expected == "refused":
        workbook.reports.clear()  # nothing of the file is loaded
        workbook.lists.clear()
    return Planted(workbook.path, place.sheet.name, cell, mess, what, fault.expected, " ".join(fault.told))
