"""The faults of real files, planted on purpose, and the key that says which file holds which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, cast

from data.provenance import cell_name
from etl.demonstration.declared import random_stream
from etl.demonstration.faults import FigureFault, Place, Target, declared, figure_faults, plant_figure
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
    stream = random_stream(seed, workbook.path, "fault")
    if stream.random() >= share or not workbook.may_hold_faults:
        return [], []
    target = Target(workbook, stream, names)
    kinds: list[FigureFault | str] = [*figure_faults(), *SHAPES, *SHAPES]  # twice: a shape fits fewer files
    for index in stream.permutation(len(kinds)):
        kind = kinds[index]
        if isinstance(kind, str):
            if done := SHAPES[kind](target):
                what, expected = cast(dict[str, list[str]], declared()["shape"])[kind]
                if target.extra and target.extra[0].encoding == "pdf":  # the scan is refused, the workbook is not
                    return [Planted(target.extra[0].path, "", "", kind, what, "refused")], target.extra
                return [_line(workbook, done[0], kind, f"{what}: {done[1]}", expected)], target.extra
        elif place := plant_figure(target, kind):
            return [_line(workbook, place, kind.mess, kind.what, kind.expected)], []
    return [], []


def _line(workbook: Workbook, place: Place, mess: str, what: str, expected: str) -> Planted:
    return Planted(workbook.path, place.sheet.name, cell_name(place.row, place.column), mess, what, expected)
