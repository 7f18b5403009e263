"""What is read from each cell of a row, worked out once for every kind of row instead of once a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from data.catalogue import Catalogue
from etl.cells import Cell
from etl.tables.header import Plan, PlannedColumn
from etl.tables.plainrows import RowPlan
from etl.tables.rowrules import RowRules
from etl.tables.vocabulary import NOTHING, Known, Meaning, Vocabulary

Meant = tuple[tuple[int, str | int | float], ...]  # place in Known, value


class CellPlan(NamedTuple):
    """One cell to read: its column, what it holds, and how it is read."""

    column: int
    indicator: str
    category: str
    whole: bool
    scale: float | None  # None: 1


class Group(NamedTuple):
    """Value columns that belong to one library and period as far as the header says."""

    target: Known  # library, territory and period only
    columns: tuple[PlannedColumn, ...]


class RowKind(NamedTuple):
    """What the labels of a row say of the meaning of its cells."""

    indicator: str | None
    category: str | None
    scale: float | None


@dataclass
class CellPlanner:
    """The groups of a plan and, for each kind of row, the cells to read."""

    plan: Plan
    catalogue: Catalogue
    vocabulary: Vocabulary
    rules: RowRules
    groups: list[Group] = field(default_factory=list)
    meanings: dict[tuple[str, Cell], Meant | None] = field(default_factory=dict)  # of labels: the same ones come again
    _rows: dict[tuple[int, RowKind], RowPlan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_target: dict[Known, list[PlannedColumn]] = {}
        for column in self.plan.values:
            target = column.known._replace(indicator=None, category=None, scale=None)
            by_target.setdefault(NOTHING if target == NOTHING else target, []).append(column)
        self.groups = [Group(target, tuple(columns)) for target, columns in by_target.items()]
        self.value_columns = [column.index for column in self.plan.values]
        self.width = (
            max(
                (
                    column.index
                    for column in (*self.plan.values, *self.plan.labels, *self.plan.totals, *self.plan.parts)
                ),
                default=0,
            )
            + 1
        )

    def meaning(self, says: str, cell: Cell) -> Meant | None:
        """Return the fields of `Known` that a label fills, or None when it does not say what it should."""
        known = self.vocabulary.known({says: cell})
        if known is None:
            return None
        return tuple((place, value) for place, value in enumerate(known) if value is not None)

    def row(self, group: int, kind: RowKind) -> RowPlan:
        """Return the cells of a group that a row of that kind fills, without those whose indicator nobody names."""
        key = (group, kind)
        if key not in self._rows:
            planned = (self._cell(column, kind) for column in self.groups[group].columns)
            self._rows[key] = RowPlan.of(tuple(cell for cell in planned if cell))
        return self._rows[key]

    def _cell(self, column: PlannedColumn, kind: RowKind) -> CellPlan | None:
        known = column.known
        meaning = Meaning(known.indicator or kind.indicator or "", known.category or kind.category)
        if column.becomes:
            written = column.becomes.get(meaning.indicator, "")
            indicator, _, category = written.partition(" ")
            meaning = Meaning(indicator, category or meaning.category)
        declared = self.catalogue.indicators.get(meaning.indicator)
        if declared is None:
            return None
        category = (meaning.category or self.vocabulary.names.unclassified or "") if declared.by_category else ""
        scale = column.rule.scale * (known.scale or 1.0) * (kind.scale or 1.0)
        return CellPlan(column.index, meaning.indicator, category, declared.whole, None if scale == 1.0 else scale)
