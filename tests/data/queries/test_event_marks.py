"""The mark of an event stays with it, whatever its library corrects; no two events of a month share one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.figure_ids import FigureKey
from data.periods import Month
from data.queries.event_lists import events
from data.queries.event_marks import Told, marks_of
from data.queries.event_tellings import replaced_on, rows_in_force, tellings
from data.queries.listed_figures import event_told
from data.selection import Selection

READING = Told(1, 1, "MD-OR-0001", 201705, "1", "Ora poveștii", "LECT", date(2017, 5, 3), 21.0, "ora povestii|LECT|3")
COURSE = READING._replace(
    id=2, number="2", title="Curs", format="INST", starts=date(2017, 5, 9), same_key="curs|INST|9"
)
CORRECTED = {
    "the number of people": {"attendance": 12.0},
    "the day": {"starts": date(2017, 5, 30), "same_key": "ora povestii|LECT|30"},
    "the format": {"format": "TIRG", "same_key": "ora povestii|TIRG|3"},
    "the title": {"title": "Ora poveștilor", "same_key": "ora povestilor|LECT|3"},
    "the spelling, and how many came": {"title": "Ora povestii", "attendance": 3.0},
    "the row's number": {"number": "7"},
    "nothing": {},
}
titles = st.sampled_from(["Curs", "Tîrg", None])
days = st.sampled_from([date(2017, 5, 1), date(2017, 5, 2), None])
rows = st.builds(
    READING._replace,
    title=titles,
    starts=days,
    format=st.sampled_from(["LECT", "TIRG", None]),
    number=st.sampled_from(["1", None]),
    attendance=st.sampled_from([5.0, None]),
    same_key=st.sampled_from(["a", "b", None]),
)
lists = st.lists(rows, max_size=6)


def sent(*given_lists: list[Told]) -> list[list[Told]]:
    """Return lists as one library sends them, one after the other: with numbers of submissions and rows."""
    numbers = iter(range(1, 1000))
    return [
        [row._replace(id=next(numbers), submission=place) for row in one] for place, one in enumerate(given_lists, 1)
    ]


@pytest.mark.parametrize("what", CORRECTED)
def test_a_corrected_event_keeps_its_mark(what: str) -> None:
    first, again = sent([READING, COURSE], [COURSE, READING._replace(**CORRECTED[what])])
    marks = marks_of([*first, *again])
    assert [marks[row.id] for row in again] == [marks[first[1].id], marks[first[0].id]]


def test_what_cannot_be_told_apart_is_not_guessed() -> None:
    morning, evening = READING, READING._replace(title="Seara", same_key="seara|LECT|3")
    others = [one._replace(title=f"{one.title} 2", same_key=f"alt {one.same_key}") for one in (morning, evening)]
    first, again = sent([morning, evening], others)
    marks = marks_of([*first, *again])
    assert len(set(marks.values())) == 4


def test_an_event_that_comes_back_has_its_mark_again() -> None:
    first, without, again = sent([READING, COURSE], [COURSE], [COURSE, READING])
    marks = marks_of([*first, *without, *again])
    assert marks[again[1].id] == marks[first[0].id]


def test_titles_do_not_make_marks() -> None:
    assert marks_of([READING]) == marks_of([READING._replace(title="Altceva", same_key=None)])


@given(lists, lists, lists)
def test_later_lists_change_no_mark_and_no_two_events_share_one(one: list[Told], two: list[Told], three: list[Told]):
    first, second, third = sent(one, two, three)
    before, after = marks_of([*first, *second]), marks_of([*third, *second, *first])
    assert before == {number: mark for number, mark in after.items() if number in before}
    for some in (first, second, third):
        assert len({after[row.id] for row in some}) == len(some)


@given(lists)
def test_a_list_sent_again_as_it_was_tells_of_the_same_events(one: list[Told]) -> None:
    first, again = sent(one, one)
    marks = marks_of([*first, *again])
    assert [marks[row.id] for row in first] == [marks[row.id] for row in again]


MAY = Selection(Month(2017, 5), Month(2017, 5), library="MD-OR-0001")


def figures(session, catalogue) -> dict[str, FigureKey]:
    told = events(session, catalogue, MAY, activities=True)
    return {row["title"]: FigureKey("E02", MAY, "event", row["mark"]) for row in told.to_dict("records")}


def test_an_event_is_found_again_in_the_list_that_replaced_its_own(lists, catalogue) -> None:
    lists.event("MD-OR-0001", 20.0, title="Curs", starts=date(2017, 5, 3))
    lists.event("MD-OR-0001", 300.0, title="Iarmaroc", starts=date(2017, 5, 9))
    with lists.session() as session:
        known = figures(session, catalogue)
    lists.send_again("MD-OR-0001")
    lists.event("MD-OR-0001", 25.0, title="Curs", starts=date(2017, 5, 13))
    lists.event("MD-OR-0001", 8.0, title="Seara", starts=date(2017, 5, 21))
    with lists.session() as session:
        assert figures(session, catalogue)["Curs"] == known["Curs"]
        (found,) = event_told(session, catalogue, known["Curs"]).to_dict("records")
        assert (found["attendance"], found["starts"]) == (25.0, date(2017, 5, 13))
        said = tellings(session, catalogue, known["Curs"])
        assert said[["title", "attendance"]].values.tolist() == [["Curs", 20.0]]
        assert event_told(session, catalogue, known["Iarmaroc"]).empty
        assert rows_in_force(session, known["Iarmaroc"]) == set()
        assert replaced_on(session, known["Iarmaroc"]) == (said["received"].max() + timedelta(days=1)).date()
        assert len(tellings(session, catalogue, known["Iarmaroc"])) == 1


def test_a_report_sent_again_without_a_list_takes_the_event_away(lists, catalogue) -> None:
    lists.event("MD-OR-0001", 20.0, title="Curs")
    with lists.session() as session:
        (figure,) = figures(session, catalogue).values()
        assert replaced_on(session, figure) is None
    lists.send_again("MD-OR-0001")
    with lists.session() as session:
        assert rows_in_force(session, figure) == set() and replaced_on(session, figure) is not None


def test_replaced_lists_tell_nothing_of_a_month_with_a_sensitive_service(lists, catalogue) -> None:
    lists.event("MD-OR-0001", 20.0, title="Curs")
    lists.event("MD-OR-0001", 30.0, title="Sfaturi", category="HE.PSY")
    lists.send_again("MD-OR-0001")
    lists.event("MD-OR-0001", 25.0, title="Curs")
    with lists.session() as session:
        said = tellings(session, catalogue, figures(session, catalogue)["Curs"])
    assert len(said) == 1 and said["withheld"].all() and said[["title", "attendance"]].isna().all(axis=None)


def test_the_id_of_any_host_leads_to_an_event_of_several(lists, catalogue) -> None:
    first = lists.event("MD-BA-0001", 120)
    again = lists.event("MD-OR-0001", 110)
    with lists.session() as session:
        (own,) = events(session, catalogue, MAY)["mark"]
    lists.join(again, to=first)
    lists.co_host(first, "MD-OR-0001")
    with lists.session() as session:
        (shown,) = events(session, catalogue, MAY).to_dict("records")
        assert (shown["library"], shown["attendance"]) == ("MD-BA-0001", 120)
        for library, mark in (("MD-BA-0001", shown["mark"]), ("MD-OR-0001", own)):
            figure = FigureKey("E02", replace(MAY, library=library), "event", mark)
            assert event_told(session, catalogue, figure)["attendance"].tolist() == [120]
