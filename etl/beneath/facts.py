"""What is beneath the cells of one sheet, whatever its type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """Cells by name (B7), rows and columns from 0. `failed`: cells that the fast reader shows as empty, and are not."""

    failed: Mapping[str, str] = field(default_factory=dict)  # the error, or the formula that has no value
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)


NOTHING = Facts()
