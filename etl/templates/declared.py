"""The declared side of the blank forms: the sheets that are lists, and what their cells are chosen from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from data.loading_files import build, read_toml
from data.models import Declared

HERE = Path(__file__).parent
WORDS = HERE / "text"
Kind = Literal["text", "whole", "decimal", "date"]


class Column(Declared):
    """A column of a list."""

    width: int = Field(ge=5, le=100)
    kind: Kind = "text"
    list: str = ""  # where its cells are chosen from
    open: bool = False  # something that is not in the list may be typed, too


class ListSheet(Declared):
    """A sheet that is a list to be filled from the top; its columns have their headings in text/."""

    rows: int = Field(ge=1, le=500)
    column: dict[str, Column]


class Sheets(Declared):
    """sheets.toml: the list sheets in their order, and the closed lists by name with their choices."""

    sheet: dict[str, ListSheet]
    list: dict[str, tuple[str, ...]]


@cache
def sheets() -> Sheets:
    """Return what sheets.toml declares; raises DefinitionError."""
    path = HERE / "sheets.toml"
    return build(Sheets, path, "", read_toml(path))
