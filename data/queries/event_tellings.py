"""What the lists of a library said of one event, one after the other: it is the same event, whatever was corrected."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.disclosure import of_single_events
from data.figure_ids import FigureKey
from data.moments import as_utc
from data.queries.event_lists import attendance_cell
from data.queries.event_marks import event_marks
from data.queries.lists import of_current
from data.queries.small_events import KIND
from data.schema import category, event, library, record_list, source_file, submission

COLUMNS = ("received", "title", "starts", "format", "attendance", "file", "sheet", "cell")


def tellings(session: Session, catalogue: Catalogue, figure: FigureKey) -> pd.DataFrame:
    """Return a row for each list not in force that told of an event, the latest first; of a release, received by then.

    Columns: received (UTC), title, starts, format, attendance, file, sheet, cell, withheld: title and attendance, where
    any list of that month names a sensitive service. A list that was replaced is not protected as one in force is.
    """
    rows = set(_rows(session, figure)) - rows_in_force(session, figure)
    question = (
        select(
            submission.c.received_at, event.c.title, event.c.starts, event.c.format, event.c.attendance,
            source_file.c.name, source_file.c.sheets, record_list.c.columns, event.c.cell,
        )
        .join_from(event, submission, submission.c.id == event.c.submission_id)
        .join(source_file, source_file.c.id == submission.c.source_file_id)
        .outerjoin(record_list, (record_list.c.submission_id == submission.c.id) & (record_list.c.kind == KIND))
        .where(event.c.id.in_(rows))
        .order_by(event.c.submission_id.desc())
    )  # fmt: skip
    told = [
        (as_utc(received), *said, *attendance_cell(sheets, columns or "{}", cell))
        for received, *said, sheets, columns, cell in session.execute(question)
    ]
    frame = pd.DataFrame(told, columns=list(COLUMNS))
    withheld = _sensitive(session, catalogue, figure)
    if withheld:
        frame[["title", "attendance"]] = None
    return frame.assign(withheld=withheld)


def ever_told(session: Session, figure: FigureKey) -> bool:
    """Return True where any list of the library, in force or not, tells of the event of a figure."""
    return bool(_rows(session, figure))


def rows_in_force(session: Session, figure: FigureKey) -> set[int]:
    """Return the numbers of the rows that may stand for the event today: the library's own, and the one of another host
    that it tells of again; none where no list in force tells of it."""
    own = select(event.c.id, event.c.same_as).join(record_list, of_current(event, KIND))
    found = session.execute(own.where(event.c.id.in_(_rows(session, figure)))).all()
    return {number for row in found for number in row if number is not None}


def reports_of_event(session: Session, figure: FigureKey) -> set[tuple[str, int]]:
    """Return form and library of the reports whose lists in force tell of the event."""
    told = select(submission.c.form, submission.c.library_id).join(event, event.c.submission_id == submission.c.id)
    found = session.execute(told.where(event.c.id.in_(rows_in_force(session, figure)))).all()
    return {(form, number) for form, number in found}


def replaced_on(session: Session, figure: FigureKey) -> date | None:
    """Return the day on which the latest report in force came that was sent after a list told of the event; None where
    there is none. Of an event that no list in force tells of it is the report that replaced that list."""
    first = select(event.c.submission_id).where(event.c.id.in_(_rows(session, figure))).order_by(event.c.submission_id)
    sent = submission.c
    question = (
        select(sent.received_at)
        .join(library, library.c.id == sent.library_id)
        .where(sent.status == "accepted", sent.period == _period(figure), library.c.code == _library(figure))
        .where(sent.id > first.limit(1).scalar_subquery())
        .order_by(sent.id.desc())
    )
    received = session.scalar(question.limit(1))
    return None if received is None else as_utc(received).date()


def _rows(session: Session, figure: FigureKey) -> list[int]:
    marks = event_marks(session, [_library(figure)], event.c.period == _period(figure))
    return [number for number, mark in marks.items() if mark == figure.category]


def _period(figure: FigureKey) -> int:
    return figure.selection.start.period if figure.selection.start else 0


def _library(figure: FigureKey) -> str:
    return figure.selection.library or ""


def _sensitive(session: Session, catalogue: Catalogue, figure: FigureKey) -> bool:
    """Return True where any list of the library's month names a service whose small counts are withheld."""
    rows = event.c
    named = (rows.category_id, rows.second_category_id, rows.third_category_id)
    protected = select(category.c.id).where(category.c.code.in_(of_single_events(catalogue.categories)))
    question = (
        select(rows.id)
        .join(library, library.c.id == rows.library_id)
        .where(library.c.code == _library(figure), rows.period == _period(figure))
        .where(or_(*(one.in_(protected) for one in named)))
    )
    return session.execute(question.limit(1)).first() is not None
