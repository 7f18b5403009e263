"""Problems in words: a sentence that names the place, what was found and what to do, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from data import problem_words
from data.problem_words import title
from etl.problems import Problem

__all__ = ["WORDS", "message", "place", "remedy", "sentence", "title", "what"]

WORDS = Path(__file__).parent / "text"


def what(problem: Problem, language: str) -> str:
    """Return what is wrong, without the place; raises MissingText."""
    return problem_words.what(problem.kind, problem.details, _places(problem), language)


def remedy(problem: Problem, language: str) -> str:
    """Return what to do about it; raises MissingText."""
    return problem_words.remedy(problem.kind, problem.details, _places(problem), language)


def message(problem: Problem, language: str) -> str:
    """Return what is wrong and what to do, without the place; raises MissingText."""
    return f"{what(problem, language)} {remedy(problem, language)}"


def place(problem: Problem) -> str:
    """Return where the problem is: file, sheet and cell as far as it has them."""
    return " › ".join(part for part in (problem.file, problem.sheet, problem.cell) if part)


def sentence(problem: Problem, language: str) -> str:
    """Return the place, what is wrong there and what to do; raises MissingText."""
    return f"{place(problem)}: {message(problem, language)}"


def _places(problem: Problem) -> dict[str, str | None]:
    return {"found": problem.found, "sheet": problem.sheet, "cell": problem.cell, "file": problem.file}
