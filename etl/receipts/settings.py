"""What receipts show and how they look, as declared in settings.toml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.loading_files import build, read_toml
from data.models import Declared
from etl.problems import Severity

SETTINGS = Path(__file__).parent / "settings.toml"
INK = "#1A1A1A"  # of every marked cell, whatever colour the sender's text had


class Look(Declared):
    """The colours of a marked cell."""

    ground: str
    frame: str


class Settings(Declared):
    """settings.toml."""

    version: int
    main_figures: tuple[str, ...]
    most_figures: int
    most_lines: int
    suggestions: tuple[str, ...]
    other_cell: str
    severity: dict[Severity, Look]


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings; raises DefinitionError."""
    return build(Settings, SETTINGS, "", read_toml(SETTINGS))
