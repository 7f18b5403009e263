"""Everything that was published, laid side by side and attacked as one programme: sheets of libraries beside the sheet
of their raion, impact pages of areas beside the network's, open data, workbooks, packages, slides; months, a quarter
and a stage. Each number is read back from the file that was handed out; each count keeps two values or more."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest

from data.catalogue import Catalogue
from data.disclosure import withheld_in_fixed
from data.store import open_engine, prepare
from tests.dashboard.attacking import Choices, Fact, possible, recovered
from tests.dashboard.sensitive import COUNTS, Cell, shown_of
from tests.dashboard.together import (
    CODES,
    INDICATORS,
    LEAST,
    ONE_TO_ONE,
    PARTICIPATIONS,
    SESSIONS,
    STAGE,
    Facts,
    Reader,
    invented,
)

NEAR = 9  # the reader is told each count that closely, which is more than is published
TABLES = 100


class Published(NamedTuple):
    """The counts as senders wrote them, and what all publications say of them."""

    counts: Mapping[Cell, int]
    facts: Facts

    @property
    def all_facts(self) -> list[Fact]:
        return [fact for facts in self.facts.values() for fact in facts]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("together")
    engine = open_engine(f"sqlite:///{folder / 'vitrina.db'}")
    prepare(engine)
    counts = invented(engine, catalogue)
    facts = Reader(engine, catalogue, counts, folder / "public").read_everything()
    within = {month.period for month in STAGE}
    yield Published({cell: count for cell, count in counts.items() if cell[3] in within}, facts)
    engine.dispose()


def choices_of(counts: Mapping[Cell, int], *, exact: tuple[str, ...] = ()) -> Choices:
    """Return what each count may be before anything is published, and how it is shown; `exact`: of indicators that are
    published as they are."""
    found = {}
    for cell, count in counts.items():
        of, in_category, code, period = cell
        near = np.arange(max(1, count - NEAR), count + NEAR + 1, dtype=np.float64)  # that somebody came is no secret
        shown = near if of in exact else shown_of(near, of, in_category, str(code), period)
        found[cell] = dict(zip(near.astype(int).tolist(), shown.tolist(), strict=True))
    return found


def alike(choices: Choices, cell: Cell, count: int) -> list[int]:
    """Return all that a count may be if nothing but its own rounded number is known."""
    return [one for one, shown in choices[cell].items() if shown == choices[cell][count]]


def at_most(counts: Mapping[Cell, int]) -> list[tuple[Cell, Cell]]:
    """Return what follows from the words: a one-to-one session is a session, and to each session somebody came."""
    order = ((SESSIONS, PARTICIPATIONS), (ONE_TO_ONE, SESSIONS))
    pairs = [((less, *of), (more, *of)) for (_, *of), (less, more) in product(counts, order)]
    return list(dict.fromkeys(pair for pair in pairs if pair[0] in counts and pair[1] in counts))  # type: ignore[misc,arg-type]


def said_of(choices: Choices, counts: Mapping[Cell, int], fact: Fact) -> float:
    """Return the sum that a fact is about."""
    return sum(counts[cell] if fact.exact else choices[cell][counts[cell]] for cell in fact.cells)


def test_each_kind_of_publication_was_read_and_says_what_is_so(published: Published) -> None:
    """Else the attack would know too little, or agree with nothing."""
    choices = choices_of(published.counts)
    for kind, facts in published.facts.items():
        assert len({fact.cells for fact in facts}) > 10, kind
        assert all(fact.low <= said_of(choices, published.counts, fact) <= fact.high for fact in facts), kind
    kinds = {"csv", "xlsx", "zip", "pptx", "by month", "fact sheet", "impact page", "open data"}
    assert published.facts.keys() == kinds
    known = {cell for facts in published.facts.values() for fact in facts for cell in fact.cells}
    assert known == published.counts.keys() and len(known) == len(CODES) * len(STAGE) * len(LEAST) * len(INDICATORS)


def test_all_publications_together_recover_no_count(published: Published) -> None:
    """Also not for who takes it that somebody came to each session, and knows each count to within nine."""
    bounds = at_most(published.counts)
    met = possible(choices_of(published.counts), published.all_facts, at_most=bounds)
    assert len(met) > 400 and len(bounds) > 250
    assert recovered(met) == set()


def test_most_counts_keep_four_values(published: Published) -> None:
    """As far as arithmetic goes: a rounded 0 may leave two, whatever else leaves four."""
    people = {cell: count for cell, count in published.counts.items() if cell[0] == PARTICIPATIONS}
    met = possible(choices_of(people), [one for one in published.all_facts if one.cells <= people.keys()], enough=4)
    few = {cell for cell, counts in met.items() if len(counts) < 4}
    assert 0 < len(few) < len(met) / 2
    choices = choices_of(people)
    assert all(choices[cell][people[cell]] == 0 for cell in few)


@pytest.mark.parametrize("told", ["one count", "a raion with one library", "the end of an interval"])
def test_who_is_told_more_recovers_counts(published: Published, told: str) -> None:
    """So the attack does find what there is to find."""
    counts, choices = published.counts, choices_of(published.counts)
    single = [fact for fact in published.facts["csv"] if len(fact.cells) == 1 and fact.low == fact.high]
    alone = {cell for fact in single for cell in fact.cells if cell[0] == PARTICIPATIONS}
    if told == "one count":
        found = {min(alone)}
        more = [Fact(frozenset(found), counts[min(alone)], counts[min(alone)], exact=True)]
    elif told == "a raion with one library":  # what its months would say if they were not rounded
        found = {cell for cell in counts if str(cell[2]).startswith("MD-ST")}
        more = [Fact(frozenset({cell}), counts[cell], counts[cell], exact=True) for cell in found]
    else:  # a sum as great as it can be: each of its counts is, too
        found = alone
        greatest = sum(max(alike(choices, cell, counts[cell])) for cell in alone)
        more = [Fact(frozenset(alone), greatest, greatest, exact=True)]
    assert len(found) == 1 or len(found) > 10
    assert recovered(possible(choices, [*published.all_facts, *more])) == found


def test_sessions_held_would_tell_who_came_if_they_were_exact(published: Published) -> None:
    """Why they are protected with those who came: somebody came to each, and often nobody else."""
    choices = choices_of(published.counts, exact=(SESSIONS,))
    exact = [
        Fact(frozenset({cell}), count, count, exact=True)
        for cell, count in published.counts.items()
        if cell[0] == SESSIONS
    ]
    of_people = [fact for fact in published.all_facts if not any(cell[0] == SESSIONS for cell in fact.cells)]
    met = possible(choices, [*of_people, *exact], at_most=at_most(published.counts))
    assert len([cell for cell in recovered(met) if cell[0] != SESSIONS]) > 20


def a_network(chance: random.Random) -> dict[Cell, int]:
    """Return the participations of a few libraries, in raions of one to three, over three months."""
    codes = [f"R{raion}-{number}" for raion in range(chance.randint(1, 3)) for number in range(chance.randint(1, 3))]
    cells = product([PARTICIPATIONS], [*LEAST, "DI.ITL", "ED.LLL"], codes, (201704, 201705, 201706))
    return {cell: chance.choice(COUNTS[:-1]) for cell in cells if chance.random() < 0.9}  # type: ignore[misc]


def tables_of(
    counts: Mapping[Cell, int], shown: Mapping[Cell, float], catalogue: Catalogue, chance: random.Random
) -> Iterator[Fact]:
    """Yield what the tables of libraries, raions and the whole say, in months and the quarter.

    Some are of pages, others leave for good, and each says its total.
    """
    codes = sorted({str(cell[2]) for cell in counts})
    times = [(month,) for month in (201704, 201705, 201706)] + [(201704, 201705, 201706)]
    for place, time in product(["", *{code[:2] for code in codes}, *codes], times):
        if chance.random() < 1 / 5:
            continue
        within = [cell for cell in counts if str(cell[2]).startswith(place) and cell[3] in time]
        kinds = sorted({cell[1] for cell in within})
        parts = [frozenset(cell for cell in within if cell[1] == kind) for kind in kinds]
        sums = [sum(shown[cell] for cell in part) for part in parts]
        out = [one < LEAST.get(kind, 0) for kind, one in zip(kinds, sums, strict=True)]
        if chance.random() < 1 / 2:
            categories = [catalogue.categories[kind] for kind in kinds]
            out = withheld_in_fixed(PARTICIPATIONS, categories, sums, [True] * len(kinds))
        yield from (Fact(part, one, one) for part, one, gone in zip(parts, sums, out, strict=True) if not gone)
        yield Fact(frozenset(within), sum(sums), sum(sums))


def test_random_tables_with_nested_totals_recover_no_count(catalogue: Catalogue) -> None:
    """Of the same tables, which withhold as much, many do tell a count where nothing is rounded."""
    chance, cells, beaten = random.Random(3), 0, 0
    for _ in range(TABLES):
        counts = a_network(chance)
        exact = {cell: float(count) for cell, count in counts.items()}
        known = {cell: {count: float(count)} for cell, count in counts.items() if cell[1] not in LEAST}
        people = {cell: count for cell, count in counts.items() if cell[1] in LEAST}
        tables = chance.getrandbits(32)
        for rounded in (True, False):
            choices = choices_of(people, exact=() if rounded else (PARTICIPATIONS,))
            shown = exact | ({cell: choices[cell][count] for cell, count in people.items()} if rounded else {})
            facts = list(tables_of(counts, shown, catalogue, random.Random(tables)))
            told = recovered(possible({**choices, **known}, facts)) & people.keys()
            assert not (rounded and told)
            cells, beaten = cells + rounded * len(people), beaten + bool(told)
    assert cells > 10 * TABLES and beaten > TABLES / 2
