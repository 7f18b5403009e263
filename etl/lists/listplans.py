"""What is read from each column of a list, worked out once a header instead of once a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from etl.lists.declared import WHOSE, ListKind, list_kinds
from etl.recognise import FoundList, PreparedLayout
from etl.tables.header import PlannedColumn
from etl.tables.rowrules import RowRules

_NUMBERS = ("whole", "decimal", "money")
_OWN_CELL = (*_NUMBERS, "number")  # what a merged cell says for its own row only
_OF_KINDS = ("action", "result")  # free texts that say which kind of action or result it was


class FieldPlan(NamedTuple):
    """One column: the field it fills and how its cells are read."""

    column: int
    header: str
    name: str
    way: str
    scale: float
    fill: bool

    @property
    def is_number(self) -> bool:
        """True for counts, amounts and money."""
        return self.way in _NUMBERS

    @property
    def own_cell(self) -> bool:
        """True where a cell merged over several rows speaks for its own row only."""
        return self.way in _OWN_CELL


@dataclass(frozen=True, eq=False)
class ListPlan:
    """A list under one header."""

    kind: ListKind
    whose: tuple[PlannedColumn, ...]
    fields: tuple[FieldPlan, ...]
    rules: RowRules
    columns: dict[str, int]
    told_kinds: tuple[str, ...]  # fields whose text tells a kind, too

    @classmethod
    def of(cls, prepared: PreparedLayout, place: FoundList) -> ListPlan:
        """Return the plan of a list that was found."""
        plan, kind = place.found.plan, list_kinds()[place.declared.of]
        fields = tuple(
            FieldPlan(c.index, c.header, c.rule.says, kind.fields[c.rule.says], c.rule.scale, c.rule.fill == "down")
            for c in plan.labels
            if c.rule.says not in WHOSE
        )
        return cls(
            kind=kind,
            whose=tuple(column for column in plan.labels if column.rule.says in WHOSE),
            fields=fields,
            rules=RowRules(prepared.layout, place.declared, plan, prepared.vocabulary),
            columns={field.name: field.column for field in fields},
            told_kinds=tuple(name for name in _OF_KINDS if name in kind.fields),
        )
