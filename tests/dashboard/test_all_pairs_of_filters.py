"""Every filter of a small network, every pair of them, and every sum and difference of any of them: what a reader can
work out of all these figures together leaves each count of people in a sensitive service at least two values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
import pytest
from sqlalchemy import select

from dashboard.pages import PAGES
from dashboard.site import Site
from data.campaign.windows import stage_months
from data.catalogue import Catalogue
from data.periods import Month
from data.queries.attendance import total
from data.queries.services import by_category
from data.schema import category, indicator, library, observation
from data.selection import Selection
from data.store import open_engine, prepare, session_factory
from tests.dashboard.conftest import fill
from tests.dashboard.sensitive import RAW, Cell, alike, shown_of, tell_sensitive

MONTHS = [Month(2017, month) for month in range(1, 13)]
LEAST = {"HE.HEA": 10, "HE.PSY": 20}
OF = "S02"
CELLS = [(OF, code) for code in LEAST]  # one-to-one sessions go the same way: other tests ask for them


class Known(NamedTuple):
    """A network and its counts, as senders wrote them, and libraries by their number."""

    site: Site
    raw: dict[Cell, float]
    codes: dict[int, tuple[str, str, str]]  # code, territory, kind


class Told(NamedTuple):
    """Figures of an indicator and a category: which library-months each is the sum of, and its value."""

    cells: np.ndarray  # figures x library-months, 0 or 1
    values: np.ndarray  # as shown; NaN: withheld
    exact: np.ndarray  # the sums of what senders wrote


Figures = dict[tuple[str, str], Told]  # by indicator and category


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Known]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('pairs') / 'vitrina.db'}")
    prepare(engine)
    fill(engine, catalogue, every=110)
    tell_sensitive(engine)
    site = Site.of(catalogue, session_factory(engine), PAGES)
    with site.sessions() as session:
        rows = observation.c
        asked = (
            select(indicator.c.code, category.c.code, rows.library_id, rows.period, rows.value)
            .join_from(observation, indicator, indicator.c.id == rows.indicator_id)
            .join(category, category.c.id == rows.category_id)
        )
        raw = {row[:4]: row[4] for row in session.execute(asked) if tuple(row[:2]) in CELLS}
        unit = library.c
        units = {
            row[0]: tuple(row[1:]) for row in session.execute(select(unit.id, unit.code, unit.territory, unit.kind))
        }
    yield Known(site, raw, units)  # type: ignore[arg-type]
    engine.dispose()


def stretches(catalogue: Catalogue) -> Iterator[tuple[Month, Month]]:
    """Yield months, quarters, a half, the year, stretches that overlap, and the stages."""
    yield from ((one, one) for one in MONTHS)
    yield from ((MONTHS[first], MONTHS[first + 2]) for first in (0, 3, 6, 9))
    yield from ((MONTHS[0], MONTHS[last]) for last in (1, 4, 5, 8, 11))
    for campaign in catalogue.campaigns.values():
        for stage in campaign.stages:
            months = stage_months(stage) if stage.end else ()
            if months and months[0] >= MONTHS[0] and months[-1] <= MONTHS[11]:
                yield months[0], months[-1]


def places(known: Known) -> Iterator[dict[str, object]]:
    """Yield the network, groups, territories, pairs of them, types, types in territories, libraries."""
    units = list(known.codes.values())
    territories, kinds = sorted({unit[1] for unit in units}), sorted({unit[2] for unit in units})
    yield {}
    yield from ({"group": code} for code in known.site.catalogue.groups)
    yield from ({"territories": (code,)} for code in territories)
    yield from ({"territories": pair} for pair in combinations(territories[:3], 2))
    yield from ({"kinds": (code,)} for code in kinds)
    yield from ({"kinds": (kind,), "territories": (code,)} for kind, code in product(kinds, territories[:1]))
    yield from ({"library": unit[0]} for unit in units)


def held_by(known: Known, asked: Selection, unit: tuple[str, str, str]) -> bool:
    """Return True for a library that a selection asks about."""
    code, territory, kind = unit
    group = known.site.catalogue.groups[asked.group] if asked.group else None
    within = group is None or (asked.end is not None and territory in group.territories(asked.end))
    of_place = not asked.territories or territory in asked.territories
    return within and of_place and asked.library in (None, code) and (not asked.kinds or kind in asked.kinds)


def selections(known: Known) -> list[Selection]:
    times = list(dict.fromkeys(stretches(known.site.catalogue)))
    return [Selection(*time, **place) for place, time in product(places(known), times)]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def told(known: Known) -> Figures:
    """Return what the pages say of every filter, in each category and in all together."""
    numbers, asked = sorted(known.codes), selections(known)
    place = {(number, month.period): at for at, (number, month) in enumerate(product(numbers, MONTHS))}
    cells = np.zeros((len(asked), len(place)))
    for row, one in enumerate(asked):
        for number, month in product(numbers, MONTHS):
            if one.start <= month <= one.end and held_by(known, one, known.codes[number]):  # type: ignore[operator]
                cells[row, place[number, month.period]] = 1
    found = {}
    counts = {pair: np.zeros(len(place)) for pair in CELLS}
    for (of, in_category, number, period), value in known.raw.items():
        if (number, period) in place:
            counts[of, in_category][place[number, period]] = value
    with known.site.sessions() as session:
        frames = [by_category(session, known.site.catalogue, OF, one).set_index("category") for one in asked]
        sums = [total(session, known.site.catalogue, OF, one).value for one in asked]
    for code in LEAST:
        values = np.array([frame["value"].get(code, np.nan) for frame in frames])
        found[OF, code] = Told(cells, values, cells @ counts[OF, code])
    every = np.array([np.nan if value is None else value for value in sums])
    found[OF, "all"] = Told(cells, every, np.full(len(asked), np.nan))
    return found


def as_shown(known: Known, of: str, in_category: str) -> np.ndarray:
    """Return each library-month's rounded count."""
    shown = []
    for number, month in product(sorted(known.codes), MONTHS):
        value = known.raw.get((of, in_category, number, month.period), 0.0)
        shown.append(shown_of(np.array([value]), of, in_category, known.codes[number][0], month.period)[0])
    return np.array(shown)


@pytest.mark.parametrize("pair", CELLS, ids="-".join)
def test_no_pair_of_filters_tells_a_count(known: Known, told: Figures, pair: tuple[str, str]) -> None:
    """Each pair whose difference is one library in one month tells its rounded count, and never the count."""
    one = told[pair]
    places_of = {row.tobytes(): at for at, row in enumerate(one.cells)}
    order = list(product(sorted(known.codes), MONTHS))
    single = tries = 0
    for at, row in enumerate(one.cells):
        smaller = one.cells.sum(axis=1) == row.sum() - 1
        inside = smaller & ((one.cells - row).max(axis=1) <= 0)
        for other in np.flatnonzero(inside):
            (cell,) = np.flatnonzero(row - one.cells[other])
            number, month = order[cell]
            raw = known.raw.get((*pair, number, month.period))
            if raw is None or np.isnan(one.values[at]) or np.isnan(one.values[other]):
                continue
            said, single = one.values[at] - one.values[other], single + 1
            choice = alike(raw, (*pair, number, month.period), known.codes[number][0])
            assert said % 5 == 0 and len(choice) > 1 and raw in choice
            tries += one.exact[at] - one.exact[other] == raw
    assert len(places_of) > 300 and single > 30
    assert tries == single  # without the rounding every one of them would tell the count


@pytest.mark.parametrize("pair", CELLS, ids="-".join)
def test_all_figures_together_tell_no_count(known: Known, told: Figures, pair: tuple[str, str]) -> None:
    """The figures are the rounded counts' sums to the digit, so whatever combination of them is made tells at most the
    rounded counts; and each of these has two counts or more, none of them nobody, behind it."""
    one = told[pair]
    shown = as_shown(known, *pair)
    there = ~np.isnan(one.values)
    assert there.sum() > 100
    assert np.array_equal(one.cells[there] @ shown, one.values[there])
    small = [cell for cell, raw in known.raw.items() if cell[:2] == pair and cell[3] // 100 == 2017]
    assert len(small) > 80
    assert all(len(alike(known.raw[cell], cell, known.codes[cell[2]][0])) > 1 for cell in small)
    sums = one.cells @ shown
    withheld = ~there & (one.cells.sum(axis=1) > 0)
    assert (sums[withheld] < LEAST[pair[1]]).all()


def test_the_sum_over_all_categories_is_one_of_rounded_counts(known: Known, told: Figures) -> None:
    """What is left of it without the two is what libraries did in a service that is not sensitive, and exact."""
    every = told[OF, "all"]
    there = ~np.isnan(every.values)
    sensitive = np.sum([every.cells @ as_shown(known, OF, code) for code in LEAST], axis=0)
    left = every.values[there] - sensitive[there]
    assert there.sum() > 300 and (left >= 0).all()
    cells, *_ = np.linalg.lstsq(every.cells[there], left, rcond=None)
    assert np.allclose(every.cells[there] @ cells, left)


def test_the_marker_is_nowhere_among_the_figures(told: Figures) -> None:
    assert not any(RAW.search(f"{value:.0f}") for one in told.values() for value in one.values if not np.isnan(value))
