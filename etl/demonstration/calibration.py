"""What the National Library of Moldova (BNRM) published of 2013, by territory: what the invented figures add up to."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from data.catalogue import Catalogue, network_folder
from data.populations import population_of

FILE = "territories_2013.csv"
YEAR = 2013


@dataclass(frozen=True, slots=True)
class Calibration:
    """One territory: people, registered users, and per user the visits, loans and expenses (lei) of a year."""

    population: float
    users: float
    visits_per_user: float
    loans_per_user: float
    expenses_per_user: float


def calibration(catalogue: Catalogue) -> dict[str, Calibration]:
    """Return the figures of 2013 by territory; where the share of users is a known error, the register's population."""
    found = {}
    own = catalogue.folder / FILE
    with (own if own.is_file() else network_folder() / FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["territory"]
            users = float(row["library_users_thousand"]) * 1000
            known = population_of(catalogue.populations, code, YEAR) if row["known_error"] else None
            found[code] = Calibration(
                population=known.value if known else users / float(row["users_pct_of_population"]) * 100,
                users=users,
                visits_per_user=float(row["visits_per_user"]),
                loans_per_user=float(row["loans_per_user"]),
                expenses_per_user=float(row["expenses_per_user_mdl"]),
            )
    return found
