"""The declared rules of evaluation: data/definitions/evaluation.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from data.late import late_rule
from data.loading_files import build, read_toml, table
from data.models import Declared

FILE = Path(__file__).parents[1] / "definitions" / "evaluation.toml"
Action = Literal["drop", "flag"]
Spoiler = Literal["stage", "partial", "weight", "easter", "start"]


class Least(Declared):
    """What a comparison needs at least."""

    coverage: float
    weight: float  # as in the comparable panel: data/definitions/panel.toml
    libraries: int
    cohort: int
    months: int


class Late(Declared):
    """What becomes of a month whose libraries without a figure weigh too much, where it is not dropped."""

    theme: float = Field(gt=0, le=1)


class Doubt(Declared):
    """From where on a result is doubted."""

    placebo: float
    trend: float
    share_of_one: float
    relabelled: float


class Rules(Declared):
    """What is looked at, what spoils a comparison of two months, and what a verdict takes."""

    outcomes: tuple[str, ...]
    activity: str
    circular: tuple[str, ...]
    by_category: str
    annual_outcomes: tuple[str, ...]
    spoils: dict[Spoiler, Action]
    least: Least
    late: Late
    doubt: Doubt


@cache
def load_rules(path: Path = FILE) -> Rules:
    """Return the rules; raises DefinitionError naming file, key and remedy."""
    content = read_toml(path)
    least = {**table(path, "least", content.get("least")), "weight": late_rule().enough}
    return build(Rules, path, "", {**content, "least": least})
