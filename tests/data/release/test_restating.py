"""What a published figure became, and why: parts by cause that sum to the difference, exactly."""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from data.catalogue import Catalogue
from data.figure_ids import FigureKey
from data.periods import Month
from data.release.restating import Restatement, restatement
from data.release.stored import Release, definitions_of
from data.selection import Selection
from data.store import open_engine, prepare
from tests.data.conftest import Reports
from tests.data.release.conftest import History

MONTHS = Selection(Month(2017, 1), Month(2017, 6))
ORHEI = replace(MONTHS, territories=("MD-OR",))
VISITS = FigureKey("V01", MONTHS)


@pytest.fixture
def published(history: History) -> History:
    """Three libraries of Orhei; the third is silent in February."""
    for number in (1, 2, 3):
        history.library(number)
    for month in range(1, 7):
        for number in (1, 2, 3):
            if (number, month) != (3, 2):
                history.report(number, 201700 + month, {"V01": 100.0 * number})
    return history


def became(history: History, made: Release, figure: FigureKey, now: Catalogue | None = None) -> Restatement:
    """Return what became of a figure since a release."""
    with history.read(made) as then, history.today() as today:
        old = definitions_of(then, made).within(history.catalogue)
        return restatement((then, old), (today, now or history.catalogue), figure)


def amounts(found: Restatement) -> dict[str, tuple[Fraction, int]]:
    """Return the parts that are something, by their causes."""
    return {part.cause: (part.amount, part.count) for part in found.parts if part.amount or part.count}


def test_what_did_not_change_is_still_valid(published: History) -> None:
    made = published.release("h1")
    found = became(published, made, VISITS)
    assert (found.still_valid, found.parts) == (True, ())
    assert found.before == found.after == 3300


def test_every_cause_has_its_part(published: History) -> None:
    made = published.release("h1")
    published.report(3, 201702, {"V01": 55.0})  # late
    published.report(1, 201703, {"V01": 90.0})  # resubmitted
    published.correct(2, 201704, "V01", 250.0)
    found = became(published, made, VISITS)
    assert not found.still_valid
    assert amounts(found) == {"late": (55, 1), "resubmitted": (-10, 1), "corrected": (50, 1)}
    assert found.after - found.before == 95


def test_a_library_that_moves_is_a_change_of_the_register(published: History) -> None:
    made = published.release("h1")
    published.library(2, territory="MD-BA")
    assert amounts(became(published, made, FigureKey("V01", ORHEI))) == {"register": (-1200, 1)}


def test_a_library_that_is_new_to_the_register_comes_with_its_reports(published: History) -> None:
    made = published.release("h1")
    published.library(4)
    published.report(4, 201702, {"V01": 70.0})
    found = amounts(became(published, made, FigureKey("V01", ORHEI)))
    assert found == {"late": (0, 1), "register": (70, 1)}


def test_a_library_that_closes_changes_the_reporting_rate_only(published: History) -> None:
    made = published.release("h1")
    published.library(3, closed=201701)
    assert became(published, made, VISITS).still_valid
    found = became(published, made, FigureKey("V01", ORHEI, "reporting"))
    assert set(amounts(found)) == {"register"}


def test_another_definition_changes_what_is_divided_by_it(published: History, catalogue) -> None:
    published.report(1, 201701, {"V01": 100.0, "E01": 10.0, "E02": 200.0})
    ratio = next(
        one for one in catalogue.indicators.values() if one.rule == "ratio" and (one.of, one.per) == (("E02",), "E01")
    )
    made = published.release("h1")
    scaled = replace(
        catalogue, indicators={**catalogue.indicators, ratio.code: ratio.model_copy(update={"scale": 3 * ratio.scale})}
    )
    found = became(published, made, FigureKey(ratio.code, ORHEI), scaled)
    assert set(amounts(found)) == {"definition"}
    assert found.after == pytest.approx(3 * found.before)


def test_new_numbers_of_inhabitants_change_rates_only(published: History, catalogue) -> None:
    made = published.release("h1")
    more = replace(
        catalogue, populations=tuple(row.model_copy(update={"value": 2 * row.value}) for row in catalogue.populations)
    )
    assert became(published, made, VISITS, more).still_valid
    found = became(published, made, FigureKey("V01", ORHEI, "rate"), more)
    assert set(amounts(found)) == {"population"}
    assert found.after == pytest.approx(found.before / 2)


def test_a_sensitive_service_tells_no_parts(published: History) -> None:
    figure = FigureKey("S02", MONTHS, category="HE.PSY")
    made = published.release("h1")
    assert became(published, made, figure).parts == ()


FIGURES = [
    *(FigureKey("V01", one, said) for one in (MONTHS, ORHEI) for said in ("total", "change", "rate", "reporting")),
    FigureKey("V01", replace(MONTHS, group="centru")),
    FigureKey("Q02", ORHEI, "on_time"),
    FigureKey("X04", ORHEI),
]


class Chance:
    """Whatever may happen to a network between two releases, by the throw of a die."""

    def __init__(self, history: History, seed: int) -> None:
        self.history, self.die, self.catalogue = history, random.Random(seed), history.catalogue

    def happens(self) -> None:
        """Let one thing happen."""
        self.die.choice([self._report, self._report, self._correct, self._library, self._define, self._count])()

    def _report(self) -> None:
        period = self.die.choice([2016, 2017]) * 100 + self.die.randint(1, 6)
        values = {"V01": float(self.die.randint(0, 500)), "E01": 2.0, "E02": float(self.die.randint(0, 99))}
        self.history.report(self.die.randint(1, 4), period, values)

    def _correct(self) -> None:
        value = self.die.choice([None, float(self.die.randint(0, 900))])
        self.history.correct(self.die.randint(1, 4), 201700 + self.die.randint(1, 6), "V01", value)

    def _library(self) -> None:
        closed = self.die.choice([None, 201603, 201704])
        territory = self.die.choice(["MD-OR", "MD-BA"])
        self.history.library(
            self.die.randint(1, 4), territory=territory, closed=closed, since=self.die.choice([201401, 201702])
        )

    def _define(self) -> None:
        code, scale = self.die.choice(["X04", "V01"]), self.die.choice([1, 100])
        changed = self.catalogue.indicators[code].model_copy(update={"scale": scale})
        self.catalogue = replace(self.catalogue, indicators={**self.catalogue.indicators, code: changed})

    def _count(self) -> None:
        rows = tuple(
            row.model_copy(update={"value": row.value + self.die.randint(0, 9)}) for row in self.catalogue.populations
        )
        self.catalogue = replace(self.catalogue, populations=rows)


def test_the_parts_of_a_thousand_random_pairs_of_releases_sum_to_their_differences(tmp_path, catalogue) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    history = History(Reports(engine, catalogue).engine, catalogue)
    chance = Chance(history, seed=20170401)
    for number in (1, 2, 3, 4):
        history.library(number)
    made: list[tuple[Release, Catalogue]] = []
    for number in range(46):
        for _ in range(chance.die.randint(1, 4) if made else 40):
            chance.happens()
        made.append((history.release(str(number), catalogue=chance.catalogue), chance.catalogue))
    pairs, restated = 0, 0
    with ExitStack() as stack:
        there = [(stack.enter_context(history.read(release)), catalogue) for release, catalogue in made]
        for then, now in combinations(there, 2):
            if chance.die.random() < 0.5:
                then, now = now, then
            found = restatement(then, now, chance.die.choice(FIGURES))
            pairs += 1
            if found.parts:
                restated += 1
                assert sum(part.amount for part in found.parts) == Fraction(found.after) - Fraction(found.before)
    assert pairs >= 1000
    assert restated > 500
