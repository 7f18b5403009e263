"""The closed list of problem kinds. A problem is a value with a place; people read it, programs count it.

Kinds and severities are declared in data/definitions/checks.toml; message templates in data/text/<language>.toml.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["refuse", "warn", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where. `details` are the values of the message template beside the place and `found`."""

    kind: str
    severity: Severity
    file: str
    sheet: str | None = None
    cell: str | None = None  # as a person reads it, e.g. B17
    found: str | None = None
    details: dict[str, str | int | float] = field(default_factory=dict)
