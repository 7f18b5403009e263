"""What became of a figure of the lists, of one event, and of what is overdue: parts by cause that sum to the whole."""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, cycle, islice, product

import pytest

from data.catalogue import Catalogue
from data.figure_ids import FigureKey
from data.periods import Month
from data.queries.event_marks import event_marks
from data.release.restated_words import said_parts
from data.release.restating import WHOLE, Restatement, restatement
from data.release.stored import Release, definitions_of
from data.schema import event
from data.selection import Selection
from data.store import open_engine, prepare
from data.wording import text
from tests.data.conftest import Reports
from tests.data.release.listing import Listing, held, helped, money, together

MONTHS = Selection(Month(2017, 1), Month(2017, 6))
ORHEI = replace(MONTHS, territories=("MD-OR",))
PARTNERS = "ABCDEFGHIJKL"
RECEIVED = FigureKey("A01", ORHEI, "sums_received")


@pytest.fixture
def published(reports: Reports) -> Listing:
    """Three libraries of Orhei; each listed money, an event, a partner and helpers in January."""
    history = Listing(reports.engine, reports.catalogue)
    history.name_partners("Primăria", "Asociația")
    for number in (1, 2, 3):
        history.library(number)
        rows = (money(100.0 * number), held("Curs", 20.0), together(1), helped(3, 8))
        history.sends(number, 201701, *rows)
    return history


def became(history: Listing, made: Release, figure: FigureKey) -> Restatement:
    """Return what became of a figure since a release."""
    with history.read(made) as then, history.today() as today:
        old = definitions_of(then, made).within(history.catalogue)
        return restatement((then, old), (today, history.catalogue), figure)


def amounts(found: Restatement) -> dict[str, tuple[Fraction, int]]:
    """Return the parts that are something, by their causes."""
    assert sum(part.amount for part in found.parts) == Fraction(found.after or 0) - Fraction(found.before or 0)
    return {part.cause: (part.amount, part.count) for part in found.parts if part.amount or part.count}


def test_money_listed_late_again_and_by_a_library_that_left(published: Listing) -> None:
    made = published.release("h1")
    published.sends(1, 201702, money(40.0), money(7.0, in_kind=True), money(9.0, given="pledged"))  # late
    published.sends(2, 201701, money(250.0))  # sent again
    published.library(3, territory="MD-BA")
    assert amounts(became(published, made, RECEIVED)) == {
        "late": (40, 1), "resubmitted": (50, 1), "register": (-300, 1),
    }  # fmt: skip


def test_partners_and_helpers_have_parts_too(published: Listing) -> None:
    made = published.release("h1")
    published.sends(1, 201701, together(2), together(1), helped(5, 10))
    january = replace(ORHEI, end=Month(2017, 1))
    parts = {
        said: amounts(became(published, made, FigureKey(code, january, said)))
        for code, said in (
            ("P01", "partners"),
            ("P01", "partnerships"),
            ("P03", "volunteers"),
            ("P04", "volunteer_hours"),
        )
    }
    assert parts == {
        "partners": {"resubmitted": (1, 1)},
        "partnerships": {"resubmitted": (1, 1)},
        "volunteers": {"resubmitted": (2, 1)},
        "volunteer_hours": {"resubmitted": (2, 1)},
    }


def test_an_empty_list_sent_later_does_not_undo_one_with_records(published: Listing) -> None:
    made = published.release("h1")
    published.sends(2, 201701, kinds=("advocacy",))
    found = became(published, made, RECEIVED)
    assert amounts(found) == {"resubmitted": (-200, 1)}  # the report it stood in was replaced


def test_campaign_activities_of_a_host_elsewhere_count(published: Listing) -> None:
    published.library(4, territory="MD-BA")
    made = published.release("h1")
    published.sends(4, 201701, held("Tîrg", 50.0, **{"with": 1}))
    assert amounts(became(published, made, FigureKey("K01", ORHEI, "listed"))) == {"late": (1, 1)}


def test_events_that_were_one_in_a_release_stay_one(published: Listing) -> None:
    published.library(4, territory="MD-BA")
    published.sends(4, 201702, held("Tîrg", 50.0, **{"with": 1}))
    published.sends(1, 201702, held("Tîrg", 40.0))
    made, figure = published.release("h1"), FigureKey("K01", MONTHS, "listed")
    before = became(published, made, figure)
    published.sends(4, 201702, held("Tîrg", 55.0, **{"with": 1}))
    later = published.release("h2", as_of=made.as_of)  # of the same day, made after the list came again
    for one in (made, later):
        after = became(published, one, figure)
        assert (after.before, after.after, after.still_valid) == (before.before, 4.0, True)
    published.sends(4, 201702, held("Tîrg", 55.0))  # nobody is named any more: two events
    assert amounts(became(published, made, figure)) == {"resubmitted": (1, 1)}


def test_a_corrected_event_is_restated_by_the_list_sent_again(published: Listing) -> None:
    with published.today() as session:
        (mark,) = set(event_marks(session, ["MD-OR-0001"], event.c.period == 201701).values())
    january = Selection(Month(2017, 1), Month(2017, 1), library="MD-OR-0001")
    figure = FigureKey("E02", january, "event", mark)
    made = published.release("h1")
    assert became(published, made, figure).still_valid
    published.sends(1, 201701, held("Curs", 26.0))
    found = became(published, made, figure)
    assert (found.before, found.after, amounts(found)) == (20.0, 26.0, {"resubmitted": (6, 1)})
    published.sends(1, 201701, held("Altceva", 26.0, format="TIRG"))
    assert (became(published, made, figure).after, became(published, made, figure).parts) == (None, ())


def test_what_is_overdue_changes_with_late_reports_and_with_the_day(published: Listing) -> None:
    for period, days in ((201701, 1), (201702, 1), (201703, 30)):
        published.due(period, days)
    published.sends(1, 201703)
    figure = FigureKey("Q01", replace(ORHEI, end=Month(2017, 3)), "overdue")
    made = published.release("h1")
    published.sends(1, 201702)  # late: two others of February stay overdue
    published.day += 40
    published.sends(2, 201701)
    found = became(published, made, figure)
    assert (found.before, found.after) == (3.0, 4.0)
    assert amounts(found) == {"late": (-1, 1), "resubmitted": (0, 1), "day": (2, 42)}


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_what_is_not_split_says_why(catalogue: Catalogue, language: str) -> None:
    words = text(language, catalogue.folder / "text")
    restated = Restatement(3.0, 5.0, still_valid=False)
    for said in WHOLE:
        (part,) = said_parts(restated, FigureKey("Q02", MONTHS, said), catalogue, words)
        assert part.amount.startswith("+2") and part.cause
    assert said_parts(replace(restated, still_valid=True), FigureKey("Q02", MONTHS, "findings"), catalogue, words) == []


FIGURES = [
    *(FigureKey("A01", one, said) for one in (MONTHS, ORHEI) for said in (
        "sums_received", "sums_pledged", "sums_unstated", "things_received", "things_pledged", "sums", "listing")),
    *(FigureKey("P01", one, said) for one in (MONTHS, ORHEI) for said in ("partners", "partnerships", "listing")),
    *(FigureKey("P03", Selection(Month(2017, one), Month(2017, one)), "volunteers") for one in range(1, 7)),
    *(FigureKey(code, MONTHS, said) for code, said in (("P04", "volunteer_hours"), ("P03", "listing"))),
    *(FigureKey("K01", one, "listed") for one in (MONTHS, ORHEI)),
    *(FigureKey("Q01", one, said) for one in (MONTHS, ORHEI) for said in ("overdue", "chased")),
]  # fmt: skip


class Chance:
    """Whatever may happen to lists between two releases, by the throw of a die."""

    def __init__(self, history: Listing, seed: int) -> None:
        self.history, self.die = history, random.Random(seed)

    def happens(self) -> None:
        """Let one thing happen: mostly a report with lists, at times a library that moves, closes or comes back."""
        if self.die.random() < 0.2:
            closed = self.die.choice([None, 201603, 201704])
            territory = self.die.choice(["MD-OR", "MD-BA"])
            self.history.library(self.die.randint(1, 4), territory=territory, closed=closed)
            return
        rows = [row for row in self._rows() if self.die.random() < 0.4]
        kinds = tuple(kind for kind in ("events", "advocacy", "partners") if self.die.random() < 0.2)
        self.history.sends(self.die.randint(1, 4), 201700 + self.die.randint(1, 6), *rows, kinds=kinds)

    def _rows(self):
        some = self.die.randint
        for given, in_kind in product(("received", "pledged", None), (False, True)):
            yield money(float(some(1, 500)), given=given, in_kind=in_kind)
        host = self.die.choice([None, None, 1, 2, 3])
        yield held("Curs", float(some(1, 50)), **({} if host is None else {"with": host}))
        yield held("Tîrg", 90.0)
        yield together(some(1, len(PARTNERS)))
        yield helped(float(some(1, 9)), float(some(1, 30)))


def test_the_parts_of_random_pairs_of_releases_sum_to_their_differences(tmp_path, catalogue: Catalogue) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    history = Listing(Reports(engine, catalogue).engine, catalogue)
    history.name_partners(*PARTNERS)
    for number in (1, 2, 3, 4):
        history.library(number)
    for month in range(1, 7):
        history.due(201700 + month, days=25 * month)
    chance = Chance(history, seed=20170402)
    made: list[Release] = []
    for number in range(16):
        for _ in range(chance.die.randint(1, 4) if made else 30):
            chance.happens()
        made.append(history.release(str(number)))
    restated: dict[str, int] = {}
    turns = cycle(FIGURES)
    with ExitStack() as stack:
        there = [(stack.enter_context(history.read(release)), catalogue) for release in made]
        for then, now in combinations(there, 2):
            for figure in islice(turns, 3):
                found = restatement(then, now, figure)
                if found.parts:
                    restated[figure.said] = restated.get(figure.said, 0) + 1
                    assert sum(part.amount for part in found.parts) == Fraction(found.after) - Fraction(found.before)
                else:
                    assert found.before == found.after or None in (found.before, found.after)
    assert sum(restated.values()) > 150
    assert set(restated) == {figure.said for figure in FIGURES}
