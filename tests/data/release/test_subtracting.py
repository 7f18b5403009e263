"""Two releases, subtracted: of people in sensitive services that tells a difference of rounded counts, and no more.

A late report adds a person, a report is sent again with another number or with the same one; after each such day there
is a release. What a reader may do with any two of them is done here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from data.catalogue import Catalogue
from data.periods import Month
from data.queries.attendance import total
from data.queries.services import by_category
from data.register import store_protection
from data.rounding import key_of, rounded
from data.selection import Selection
from data.store import open_engine, prepare, writing
from tests.data.conftest import Reports
from tests.data.release.conftest import History

OF, CATEGORY, BASE = "S02", "HE.PSY", 5
MONTHS = [Month(2017, month) for month in (4, 5, 6)]
LIBRARIES = {number: "MD-OR" if number < 4 else "MD-CA" for number in range(1, 7)}
Counts = dict[tuple[int, int], int]  # library and period -> people


def shown(counts: object, number: int, period: int) -> list[float]:
    """Return counts as a library-month shows each of them."""
    values = np.array(counts, dtype=np.float64)
    keys = {"record_key": key_of(f"{LIBRARIES[number]}-{number:04d}"), "cell_key": key_of(OF, CATEGORY)}
    whole = {name: np.full(len(values), value) for name, value in {**keys, "period": period, "base": BASE}.items()}
    return rounded(values, **whole).tolist()


def alike(count: int, number: int, period: int) -> list[int]:
    """Return all counts, not 0, that are shown as this one is."""
    near = range(max(1, count - 2 * BASE), count + 2 * BASE)
    (said,) = shown([count], number, period)
    return [one for one, other in zip(near, shown(near, number, period), strict=True) if other == said]


@pytest.fixture
def history(catalogue: Catalogue, tmp_path: Path) -> Iterator[History]:
    """Yield six libraries of two territories without reports; their counts will be rounded."""
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    made = History(engine, Reports(engine, catalogue).catalogue)
    for number, territory in LIBRARIES.items():
        made.library(number, territory=territory)
    with writing(engine) as connection:
        store_protection(connection, catalogue)
    yield made
    engine.dispose()


def selections() -> list[Selection]:
    """Return the network, its territories and libraries, over each stretch of the months."""
    codes = [f"{territory}-{number:04d}" for number, territory in LIBRARIES.items()]
    places: list[dict[str, object]] = [{}, {"territories": ("MD-OR",)}, {"territories": ("MD-CA",)}]
    places += [{"library": code} for code in codes[:3]]
    stretches = [(MONTHS[0], MONTHS[0]), (MONTHS[1], MONTHS[1]), (MONTHS[0], MONTHS[2])]
    return [Selection(*months, **place) for place in places for months in stretches]  # type: ignore[arg-type]


def within(asked: Selection, number: int, period: int) -> bool:
    in_months = asked.start is not None and asked.end is not None and asked.start.period <= period <= asked.end.period
    here = not asked.territories or LIBRARIES[number] in asked.territories
    return in_months and here and asked.library in (None, f"{LIBRARIES[number]}-{number:04d}")


def changed(chance: random.Random, before: Counts) -> Counts:
    """Return the network a day later: one person more in one library-month, or others, or the same number again."""
    cell = (chance.choice(list(LIBRARIES)), chance.choice(MONTHS).period)
    if cell not in before:
        return {**before, cell: chance.choice([1, 1, 2, 3, 8])}
    return {**before, cell: max(1, before[cell] + chance.choice([1, 1, 1, 0, -1, 4]))}


def told(history: History, days: list[Counts]) -> list[dict[object, float | None]]:
    """Live the days, make a release after each, and return every figure of each release."""
    releases, said = [], []
    for day, (before, now) in enumerate(pairwise([{}, *days])):
        for (number, period), count in now.items():
            if before.get((number, period)) != count or (day and chance_again(day, number)):
                history.report_all(number, period, {(OF, CATEGORY): float(count)})
        releases.append(history.release(f"day {day}"))
    for release in releases:
        with history.read(release) as session:
            figures: dict[object, float | None] = {}
            for asked in selections():
                frame = by_category(session, history.catalogue, OF, asked).set_index("category")
                value = frame["value"].get(CATEGORY)
                figures[asked, "category"] = None if value is None or np.isnan(value) else float(value)
                figures[asked, "total"] = total(session, history.catalogue, OF, asked).value
            said.append(figures)
    return said


def chance_again(day: int, number: int) -> bool:
    """Return True where a library sends the same number once more."""
    return (day + number) % 5 == 0


@pytest.mark.parametrize("seed", range(2))
def test_what_two_releases_differ_by_is_a_difference_of_rounded_counts(history: History, seed: int) -> None:
    chance = random.Random(seed)
    days: list[Counts] = [{(number, MONTHS[0].period): chance.choice([1, 2, 4, 9, 21]) for number in (1, 2, 4)}]
    for _ in range(7):
        days.append(changed(chance, days[-1]))
    figures = told(history, days)
    as_shown = [{cell: shown([count], *cell)[0] for cell, count in day.items()} for day in days]
    subtracted = one_more = 0
    for a, b in combinations(range(len(days)), 2):
        cells = {*days[a], *days[b]}
        for asked in selections():
            here = [cell for cell in cells if within(asked, *cell)]
            expected = sum(as_shown[b].get(cell, 0.0) - as_shown[a].get(cell, 0.0) for cell in here)
            for kind in ("category", "total"):
                then, now = figures[a][asked, kind], figures[b][asked, kind]
                if then is not None and now is not None:
                    assert now - then == expected
                    subtracted += 1
        for cell in cells:
            then, now = days[a].get(cell, 0), days[b].get(cell, 0)
            one_more += now == then + 1
            if now == then:  # sent again or not: the same count is the same for ever, so nothing is left to average
                assert as_shown[a].get(cell) == as_shown[b].get(cell)
                continue
            choices = {x - y for x in alike(now, *cell) for y in (alike(then, *cell) if then else [0])}
            assert len(choices) > 1, "the change itself would be told"
            assert all(len(alike(count, *cell)) > 1 for count in (then, now) if count)
    assert subtracted > 300 and one_more > 5


def test_a_late_report_of_one_person_shows_as_none_or_as_a_step_of_the_base(history: History) -> None:
    """Over many library-months one person more moves a figure by 0 or 5, about as often as it should."""
    moves = [
        shown([count + 1], number, month.period)[0] - shown([count], number, month.period)[0]
        for number in LIBRARIES
        for month in (Month(year, at) for year in range(2014, 2020) for at in range(1, 13))
        for count in range(1, 12)
    ]
    assert set(moves) == {0.0, float(BASE)}
    assert 0.15 < sum(move > 0 for move in moves) / len(moves) < 0.25


def test_what_is_withheld_in_one_release_is_not_told_by_another(history: History) -> None:
    """A table of a release withholds a second category with the small one; a later release shows both. Who takes the
    second one to be what it was before is told the rounded count, and has two counts or more to choose from."""
    period = MONTHS[0].period
    asked = Selection(MONTHS[0], MONTHS[0], library="MD-OR-0001")
    history.report_all(1, period, {("S02", "HE.PSY"): 7.0, ("S02", "DI.ITL"): 40.0, ("S02", "ED.LLL"): 60.0})
    first = history.release("first")
    history.report_all(1, period, {("S02", "HE.PSY"): 31.0, ("S02", "DI.ITL"): 40.0, ("S02", "ED.LLL"): 60.0})
    second = history.release("second")
    tables = []
    for release in (first, second):
        with history.read(release) as session:
            frame = by_category(session, history.catalogue, "S02", asked, fixed=True).set_index("category")
            tables.append((frame["value"], frame["withheld"], total(session, history.catalogue, "S02", asked).value))
    (then, gone, whole), (now, none_gone, _) = tables
    assert gone.to_dict() == {"DI.ITL": True, "ED.LLL": False, "HE.PSY": True} and not none_gone.any()
    told = whole - then["ED.LLL"] - now["DI.ITL"]  # nothing else can be made of both
    assert told == shown([7], 1, period)[0] and len(alike(7, 1, period)) > 1
