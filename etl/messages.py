"""Problems in words: a sentence that names the place, what was found and what to do, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from data.formats import number, period_name
from data.wording import text
from etl.problems import Problem

WORDS = Path(__file__).parent / "text"
_UNKNOWN = "–"


def title(kind: str, language: str) -> str:
    """Return the name of a problem kind, e.g. "Unknown library"; raises MissingText."""
    return text(language, WORDS)[f"problem.{kind}.title"]


def what(problem: Problem, language: str) -> str:
    """Return what is wrong, without the place; raises MissingText."""
    return _part("message", problem, language)


def remedy(problem: Problem, language: str) -> str:
    """Return what to do about it; raises MissingText."""
    return _part("remedy", problem, language)


def message(problem: Problem, language: str) -> str:
    """Return what is wrong and what to do, without the place; raises MissingText."""
    return f"{what(problem, language)} {remedy(problem, language)}"


def place(problem: Problem) -> str:
    """Return where the problem is: file, sheet and cell as far as it has them."""
    return " › ".join(part for part in (problem.file, problem.sheet, problem.cell) if part)


def sentence(problem: Problem, language: str) -> str:
    """Return the place, what is wrong there and what to do; raises MissingText."""
    return f"{place(problem)}: {message(problem, language)}"


def _part(part: str, problem: Problem, language: str) -> str:
    """Return one text of the problem's kind with its values filled in as the language writes them."""
    values: dict[str, str] = {}
    for key, value in problem.details.items():
        name, _, only = key.partition("@")  # "reason@ro" is the reason in Romanian
        if not only or only == language or name not in values:
            values[name] = _written(name, value, language)
    place_values = {"found": problem.found, "sheet": problem.sheet, "cell": problem.cell, "file": problem.file}
    values.update({name: value or _UNKNOWN for name, value in place_values.items()})
    return text(language, WORDS).format(f"problem.{problem.kind}.{part}", **values)


def _written(name: str, value: str | float, language: str) -> str:
    """Return a detail as a person reads it: an indicator by its name, a stored period as a month, a number grouped."""
    said = text(language, WORDS)
    if isinstance(value, str):
        if name == "data":  # kinds of personal data
            return ", ".join(said[f"personal.{kind}"] for kind in value.split(", "))
        return said[key] if name.endswith("indicator") and (key := f"indicator.{value}.name") in said else value
    if name.endswith("period"):
        return period_name(int(value), language)
    return number(value, language, decimals=0 if value == int(value) else 2)
