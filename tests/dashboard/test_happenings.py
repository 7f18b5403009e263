"""What happened stands on the trend: annotations by number, explained below; the fair by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from dashboard.asked import Asked
from dashboard.content import PageContent
from dashboard.happenings import happenings
from data.annotations import Annotation
from data.provenance import pack_cell
from data.schema import event, record_list
from data.states import State

WAVE = Annotation(
    kind="wave", start=date(2017, 3, 1), text={"ro": "Un val nou.", "ru": "Новая волна.", "en": "A wave."}
)


@pytest.fixture
def year(asked: Callable[..., Asked]) -> Asked:
    question = asked("/en/attendance", "?from=2017-01&to=2017-12")
    return replace(question, catalogue=replace(question.catalogue, annotations=(WAVE,)))


def fair(session: Session, number: int, title: str | None, day: date) -> None:
    """Write a fair and one of its activities; the session is never committed."""
    told = {"submission_id": 1, "library_id": 1, "period": day.year * 100 + day.month, "category_id": 0}
    states = dict.fromkeys(("attendance_state", "children_state", "volunteers_state"), State.BLANK)
    common = {**told, **states, "cell": pack_cell(0, 1, 0)}
    if number == 1:
        listed = {"submission_id": 1, "library_id": 1, "period": told["period"], "kind": "events"}
        session.execute(insert(record_list), {**listed, "records": 1, "current": True, "columns": "{}"})
    session.execute(insert(event), {**common, "id": number, "title": title, "starts": day})
    session.execute(insert(event), {**common, "id": 100 + number, "parent_id": number})


def test_annotations_are_numbered_and_explained(year: Asked) -> None:
    marks, notes = happenings(year, "V01")
    assert [(mark.label, mark.day) for mark in marks] == [("1", date(2017, 3, 1))]
    assert notes == ("1 – March 2017: A wave.",)


def test_a_fair_is_named_with_its_day_and_host(year: Asked) -> None:
    fair(year.session, 1, "Iarmarocul Comunității", date(2017, 9, 12))
    marks, notes = happenings(year, "V01")
    assert ("Iarmarocul Comunității", date(2017, 9, 12)) in [(mark.label, mark.day) for mark in marks]
    assert notes[0].startswith("Thin line: Iarmarocul Comunității, 12 September 2017, ")


def test_many_fairs_are_lines_without_names(year: Asked) -> None:
    for number in range(1, 7):
        fair(year.session, number, "Iarmaroc", date(2017, number, 12))
    marks, notes = happenings(year, "V01")
    assert [mark.label for mark in marks[:6]] == [""] * 6
    assert notes[0] == "Thin lines: 6 fairs."


def test_the_trend_carries_them(content: Callable[..., PageContent]) -> None:
    chart = content("/ro/overview", "?from=2017-01&to=2017-12").charts[0]
    shown = [mark.label for mark in chart.marks]
    assert len([note for note in chart.notes if note[:1].isdigit()]) == len(shown)
