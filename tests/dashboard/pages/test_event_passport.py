"""The passport of an event whose library sent its list again: corrected, or gone, and what is there now."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from dashboard.campaign_lists import event_figure
from dashboard.content import PageContent
from dashboard.pages import PAGES
from dashboard.site import Site
from data import register
from data.catalogue import Catalogue
from data.queries.event_marks import event_marks
from data.schema import event, library, record_list, submission
from data.store import open_engine, session_factory, writing

AGAIN = datetime(2018, 2, 3, tzinfo=UTC)
Answer = Callable[[str], PageContent]


@pytest.fixture(scope="module")
def answer(printed_database: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answer]:
    """Return what answers addresses of a network in which two libraries sent their lists again: the first with another
    day and another number for its event, the second with another event in its place."""
    copy = tmp_path_factory.mktemp("again") / "vitrina.db"
    shutil.copy(Path(printed_database.removeprefix("sqlite:///")), copy)
    engine = open_engine(f"sqlite:///{copy}")
    with writing(engine) as connection:
        _send_again(connection, 1, starts=date(2017, 4, 21), attendance=38.0)
        _send_again(connection, 2, title="Seara cărții", format="LECT", starts=date(2017, 4, 25), attendance=9.0)
    site = Site.of(catalogue, session_factory(engine), PAGES)

    def found(path: str) -> PageContent:
        address = site.address(path, "")
        page = site.page(address)
        assert page is not None
        with site.asked(address) as asked:
            return site.content(page, asked)

    yield found
    engine.dispose()


def _send_again(connection: Connection, number: int, **other: object) -> None:
    """Let a list with one event, told otherwise, replace the list of an event."""
    told = connection.execute(select(event).where(event.c.id == number)).mappings().one()
    known = connection.execute(select(submission).where(submission.c.id == told["submission_id"])).mappings().one()
    new = register.next_id(connection, submission)
    latest = {"id": new, "version": known["version"] + 1, "supersedes_id": known["id"], "received_at": AGAIN}
    connection.execute(submission.update().where(submission.c.id == known["id"]).values(status="superseded"))
    connection.execute(insert(submission), {**known, **latest})
    listed = (record_list.c.submission_id == known["id"]) & (record_list.c.kind == "events")
    was = connection.execute(select(record_list).where(listed)).mappings().one()
    connection.execute(record_list.update().where(listed).values(current=False))
    connection.execute(insert(record_list), {**was, "submission_id": new})
    row = {"id": register.next_id(connection, event), "submission_id": new, "same_key": None, **other}
    connection.execute(insert(event), {**told, **row})


@pytest.fixture(scope="module")
def ids(printed_database: str) -> dict[int, str]:
    """Return the ids of two events as they were printed before the lists came again."""
    engine = open_engine(printed_database)
    with session_factory(engine)() as session:
        rows = session.execute(select(event.c.id, library.c.code, event.c.period).join(library)).all()
        marks = event_marks(session, [code for _id, code, _period in rows], event.c.period > 0)
    engine.dispose()
    return {number: event_figure(period, code, marks[number]) for number, code, period in rows if number in (1, 2)}


def test_a_corrected_event_has_its_id_still_and_says_what_was_told_before(
    answer: Answer, ids: dict[int, str], language: str
) -> None:
    found = answer(f"/{language}/figure/{ids[1]}")
    assert found.cards[0].value == 38.0
    told = next(table for table in found.tables if table.key == "event-told")
    assert [row[4] for row in told.rows] == [41.0] and told.rows[0][0] < "2018-02-03"
    (event_said,) = [table for table in found.tables if table.key == "event"]
    assert told.rows[0][2] not in {said for _, said in event_said.rows}
    assert not any("2018" in sentence for sentence in found.sentences)


def test_an_event_that_is_gone_says_so_and_leads_to_what_is_there_now(
    answer: Answer, ids: dict[int, str], language: str
) -> None:
    found = answer(f"/{language}/figure/{ids[2]}")
    assert found.cards[0].value is None and found.cards[0].shown and "1" in found.cards[0].coverage
    assert any("2018" in sentence for sentence in found.sentences)
    (now,) = [table for table in found.tables if table.key == "event-now"]
    (told,) = [table for table in found.tables if table.key == "event-told"]
    assert [row[0] for row in now.rows] == ["Seara cărții"] and [row[1] for row in told.rows] == ["Iarmaroc"]
    assert answer(now.links[0]).cards[0].value == 9.0


def test_an_event_that_was_never_told_of_is_no_figure(answer: Answer, ids: dict[int, str]) -> None:
    other = event_figure(201704, "MD-OR-0001", "ZZZ")
    assert other not in ids.values()
    assert "no figure with this id" in answer(f"/en/figure/{other}").empty
