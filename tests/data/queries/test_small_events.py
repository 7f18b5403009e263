"""Of single events about health or psychological support nobody is told that few came: not by lists, not by totals."""

from __future__ import annotations

import random

import pytest

from data.figure_ids import FigureKey
from data.periods import Month
from data.queries.event_lists import events
from data.queries.events import event_totals
from data.queries.figure import figure_value
from data.queries.small_events import Part, hidden_in
from data.selection import Selection
from data.suppression import audited

MAY = Selection(Month(2017, 5), Month(2017, 5))
WIDTH = 10.0


def listed(lists, catalogue, selection=MAY):
    """Return title and attendance of each event, in the order of their numbers; None for what is withheld."""
    with lists.session() as session:
        rows = events(session, catalogue, selection).sort_values("id").to_dict("records")
    return [
        (row["title"] if isinstance(row["title"], str) else None, None if row["withheld"] else row["attendance"])
        for row in rows
    ]


def test_a_small_attendance_takes_another_of_its_list_with_it(lists, catalogue):
    lists.event("MD-OR-0001", 7, category="HE.HEA", title="Ziua sănătății")
    lists.event("MD-OR-0001", 30, title="Atelier")
    lists.event("MD-OR-0001", 12, title="Club")
    lists.event("MD-OR-0002", 5, title="Concurs")
    told = [("Ziua sănătății", None), ("Atelier", 30), ("Club", None), ("Concurs", 5)]
    assert listed(lists, catalogue) == told
    with lists.session() as session:
        (row,) = event_totals(session, catalogue, MAY).to_dict("records")
    assert (row["events"], row["with_attendance"], row["attendance_unstated"]) == (4, 2, 35)


@pytest.mark.parametrize(
    ("people", "category", "second", "shown"),
    [
        (9, "HE.HEA", None, False),
        (10, "HE.HEA", None, True),
        (19, "HE.PSY", None, False),
        (20, "HE.PSY", None, True),
        (9, "ED.FAM", "HE.HEA", False),  # what it is about besides counts, too
        (0, "HE.PSY", None, True),  # nobody
        (1, "ED.FAM", None, True),
    ],
)
def test_few_are_fewer_than_are_shown_of_services(lists, catalogue, people, category, second, shown):
    more = {"second_category_id": lists.categories[second]} if second else {}
    lists.event("MD-OR-0001", people, category=category, **more)
    lists.event("MD-OR-0001", 44)
    assert listed(lists, catalogue)[0][1] == (people if shown else None)


def test_where_the_total_of_the_report_tells_how_many_nobody_is_told_to_what(lists, catalogue):
    lists.event("MD-OR-0001", 7, category="HE.PSY", title="Grup de sprijin", in_campaign=False)
    lists.event("MD-OR-0001", 30, title="Atelier", in_campaign=True)  # K02 tells it, and so the other one from E02
    assert listed(lists, catalogue) == [(None, None), ("Atelier", 30)]


def test_a_joint_event_is_withheld_in_the_list_of_each_host(lists, catalogue):
    """Whichever of them calls it one about health, and whichever library is asked about."""
    first = lists.event("MD-OR-0001", 8, title="Împreună")
    lists.event("MD-OR-0001", 40)
    lists.join(lists.event("MD-OR-0002", 8, category="HE.HEA", title="Împreună"), to=first)
    lists.event("MD-OR-0002", 50)
    for library in ("MD-OR-0001", "MD-OR-0002"):
        told = listed(lists, catalogue, Selection(MAY.start, MAY.end, library=library))
        assert ("Împreună", None) in told and len(told) == 2


def test_the_figure_of_an_event_is_withheld_where_its_row_is_and_told_where_it_is_told(lists, catalogue):
    lists.event("MD-OR-0001", 7, category="HE.HEA", title="Ziua sănătății")
    lists.event("MD-OR-0001", 30, title="Atelier")
    lists.event("MD-OR-0001", 12, title="Club")
    alone = Selection(MAY.start, MAY.end, library="MD-OR-0001")
    told = {}
    with lists.session() as session:
        rows = events(session, catalogue, MAY)
        for mark, title in zip(rows["mark"], rows["title"], strict=True):
            found = figure_value(session, catalogue, FigureKey("E02", alone, "event", mark))
            told[found.title] = (found.value, found.withheld)
            assert found.title == title
        nothing = figure_value(session, catalogue, FigureKey("E02", alone, "event", "none"))
    assert told == {"Ziua sănătății": (None, True), "Atelier": (30, False), "Club": (None, True)}
    assert (nothing.value, nothing.withheld) == (None, False)


@pytest.mark.parametrize("part", range(4))
def test_of_a_thousand_random_lists_no_small_attendance_and_its_subject_can_be_told(part):
    """What a reader knows: every attendance shown, E02 and K02; the programme says what these leave possible."""
    withheld = titles = 0
    for seed in range(250 * part, 250 * (part + 1)):
        chance = random.Random(seed)
        counts = [float(chance.choice([1, 2, 4, 7, 9, 12, 30, 60])) for _ in range(chance.randint(1, 6))]
        campaign = [chance.random() < 0.4 for _ in counts]
        small = {place for place, count in enumerate(counts) if count < 10 and chance.random() < 0.5}
        sides = [[place for place, of in enumerate(campaign) if of == side] for side in (True, False)]
        parts = [Part(tuple(side), tuple(counts[one] for one in side)) for side in sides if side]
        hidden = hidden_in(parts, small, width=WIDTH)
        out = [place in hidden.attendance for place in range(len(counts))]
        totals = [list(range(len(counts))), sides[0]]
        possible = audited(counts, out=out, totals=[total for total in totals if total])
        for place in small:
            low, high = possible[place]
            assert high - low > WIDTH or place in hidden.titles, (seed, place)
        assert hidden.titles <= small
        withheld, titles = withheld + len(hidden.attendance), titles + len(hidden.titles)
    assert withheld > 300 and 20 < titles < withheld
