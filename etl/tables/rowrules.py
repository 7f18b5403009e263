"""What kind of row is this? Totals, sections, rows to ignore and the end of a table, known by their texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from etl.cells import cell_text
from etl.layout_model import Grid, Layout
from etl.tables.header import Plan
from etl.tables.vocabulary import NOTHING, Known, Vocabulary
from etl.texts.patterns import compile_pattern
from etl.texts.words import is_signature, is_total
from etl.workbook import Row


class Said(NamedTuple):
    """What a row is ("total", "ignored", "end", "section"), and what a section says."""

    kind: str
    known: Known = NOTHING


@dataclass
class RowRules:
    """The row rules of a table or list under one header; answers are remembered by text, because labels come again."""

    layout: Layout
    grid: Grid
    plan: Plan
    vocabulary: Vocabulary
    _answers: dict[tuple[int, str], Said | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        languages = self.layout.languages
        self._by_column: dict[int, list[tuple[str, list[str]]]] = {}
        for rule in self.grid.row:
            column = self._column(rule.column) if rule.column else -1
            if column is not None:
                self._by_column.setdefault(column, []).append((rule.says, list(rule.text)))
        self._languages = languages
        self._by_column.setdefault(-1, [])

    def _column(self, headers: tuple[str, ...]) -> int | None:
        patterns = [compile_pattern(header, self.layout.languages) for header in headers]
        columns = (*self.plan.labels, *self.plan.values)
        return next((c.index for c in columns for pattern in patterns if pattern.match(c.header) is not None), None)

    def of(self, row: Row, label: object) -> Said | None:
        """Return what kind of row it is, None for plain data; `label` is its first filled cell."""
        for column in self._by_column:
            cell = label if column < 0 else row[column]
            if cell.__class__ is not str or not cell:
                continue
            key = (column, str(cell))
            if key not in self._answers:
                self._answers[key] = self._answer(column, cell_text(str(cell)))
            if (said := self._answers[key]) is not None:
                return said
        return None

    def _answer(self, column: int, text: str) -> Said | None:
        for kind, patterns in self._by_column[column]:
            for pattern in patterns:
                said = compile_pattern(pattern, self._languages).match(text)
                if said is None:
                    continue
                known = self.vocabulary.known(said) if said else NOTHING
                if known is not None:
                    return Said(kind, known)
        if column >= 0:
            return None
        return Said("total") if is_total(text) else Said("ignored") if is_signature(text) else None
