"""Users, visits and inhabitants: an active user has come at least once, and lives somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from data.check_rules import CheckRules
from data.models import Library
from etl.checks.figures import Figures, Finding


def check_people(figures: Figures, rules: CheckRules, libraries: Mapping[str, Library]) -> Iterator[Finding]:
    """Yield more users than visits or than inhabitants, and users that are the visits."""
    people = rules.people
    users = figures.columns.get((people.users, ""))
    if users is None:
        return
    number = figures.values[:, users]
    visits = figures.columns.get((people.visits, ""))
    if visits is not None:
        came = figures.values[:, visits]
        for report in np.flatnonzero(came < number).tolist():
            yield Finding(
                "visits-below-users", report, visits, f"{came[report]:g}",
                {"users": float(number[report])}, (("users", users),),
            )  # fmt: skip
        for report in np.flatnonzero((came == number) & (number >= people.same_from)).tolist():
            yield Finding(
                "people-equal-visits", report, users, f"{number[report]:g}",
                {"visits": float(came[report])}, (("visits", visits),),
            )  # fmt: skip
    yield from _against_population(figures, users, figures.columns.get((people.population, "")), libraries)


def _against_population(
    figures: Figures, users: int, population: int | None, libraries: Mapping[str, Library]
) -> Iterator[Finding]:
    """Yield more users than inhabitants: those of the report, else those of the register."""
    number = figures.values[:, users]
    registered = [libraries[report.library].population if report.library in libraries else None
                  for report in figures.reports]  # fmt: skip
    inhabitants = np.array([value or np.nan for value in registered], dtype=np.float64)
    if population is not None:
        reported = figures.values[:, population]
        inhabitants = np.where(reported > 0, reported, inhabitants)
    for report in np.flatnonzero(number > inhabitants).tolist():
        given = population is not None and figures.values[report, population] > 0
        others = (("population", population),) if given and population is not None else ()
        yield Finding(
            "users-exceed-population", report, users, f"{number[report]:g}",
            {"population": float(inhabitants[report])}, others,
        )  # fmt: skip
