"""Events one by one, each with its hosts and the cell it was read from; fairs with their activities."""

from __future__ import annotations

import json

import pandas as pd
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.provenance import cell_name, unpack_cell
from data.queries.event_marks import event_marks
from data.queries.lists import of_current, reach
from data.queries.scope import Scope, scope_of
from data.queries.small_events import KIND
from data.queries.told_events import told_events
from data.schema import category, event, event_partner, partner, record_list, source_file, submission
from data.selection import Selection

_DETAILS = (
    "id", "number", "title", "second_category", "third_category", "ends", "place", "attendance_state", "children",
    "volunteers", "link", "record_cell", "columns", "file", "sheets",
)  # fmt: skip
_SHOWN = (
    "id", "parent", "number", "title", "format", "category", "second_category", "third_category", "starts", "ends",
    "period", "venue", "place", "attendance", "attendance_state", "method", "children", "volunteers", "partners",
    "campaign", "stage", "link", "library", "territory", "libraries", "joint", "activities", "file", "sheet", "cell",
    "withheld", "mark",
)  # fmt: skip


def events(
    session: Session, catalogue: Catalogue, selection: Selection, *, campaign: bool = False, activities: bool = False
) -> pd.DataFrame:
    """Return one row per event, the latest first; `activities`: those of fairs as well, each with its `parent`.

    Columns: id, parent, number, title (missing: withheld, or not given), format, category, second_category,
    third_category, starts, ends, period, venue, place, attendance, attendance_state, method, children, volunteers,
    partners (names), campaign, stage, link (a text), library and territory (of the host that lists it), libraries (all
    hosts), joint, activities (how many it has), file, sheet, cell (of the attendance), withheld (the attendance, and
    where that does not suffice what the event is about), reported, expected (of the whole selection).
    """
    scope = scope_of(session, catalogue, selection)
    every = told_events(session, catalogue, scope)
    told = every.drop_duplicates("joint_id")
    count = told["parent"].value_counts()
    if campaign:
        told = told[told["campaign"].eq(True)]
    if not activities:
        told = told[told["parent"].isna()]
    details = pd.DataFrame(session.execute(_details(scope)).all(), columns=list(_DETAILS))
    marks = event_marks(session, set(told["library"]), scope.holds(event.c.period))
    frame = told.merge(details, on="id", how="left")
    frame["mark"] = frame["id"].map(marks)
    frame["children"] = frame["children"].astype("float64").mask(frame["withheld"])
    about = ["title", "category", "second_category", "third_category", "link"]
    frame.loc[frame["title_withheld"], about] = None
    frame["activities"] = frame["id"].map(count).fillna(0).astype("int64")
    frame["partners"] = (
        frame["id"].map(_partners(session, scope)).map(lambda names: names if isinstance(names, list) else [])
    )
    where = [
        attendance_cell(*place) for place in zip(frame["sheets"], frame["columns"], frame["record_cell"], strict=True)
    ]
    frame["sheet"] = [sheet for sheet, _cell in where]
    frame["cell"] = [cell for _sheet, cell in where]
    shown = frame.sort_values(["starts", "id"], ascending=[False, True], na_position="last")[list(_SHOWN)]
    covered = reach(session, scope, KIND)
    return shown.reset_index(drop=True).assign(reported=covered.reported, expected=covered.expected)


def fairs(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return the events that have activities and, below each, these: the columns of `events`, fairs in order of time.

    The attendance of a fair is its own; what its activities say of theirs is part of it and is not added.
    """
    told = events(session, catalogue, selection, activities=True)
    parents = told[told["activities"] > 0].sort_values(["starts", "id"])
    rows = [
        pd.concat([told[told["id"] == fair], told[told["parent"] == fair].sort_values("id")]) for fair in parents["id"]
    ]
    return pd.concat(rows, ignore_index=True) if rows else told.iloc[:0]


def _details(scope: Scope) -> Select[tuple[object, ...]]:
    second, third = category.alias("second"), category.alias("third")
    return (
        select(
            event.c.id, event.c.number, event.c.title, second.c.code, third.c.code, event.c.ends, event.c.place,
            event.c.attendance_state, event.c.children, event.c.volunteers, event.c.link, event.c.cell,
            record_list.c.columns, source_file.c.name, source_file.c.sheets,
        )
        .join_from(event, record_list, of_current(event, KIND))
        .join(submission, submission.c.id == event.c.submission_id)
        .join(source_file, source_file.c.id == submission.c.source_file_id)
        .outerjoin(second, second.c.id == event.c.second_category_id)
        .outerjoin(third, third.c.id == event.c.third_category_id)
        .where(scope.holds(event.c.period))
    )  # fmt: skip


def _partners(session: Session, scope: Scope) -> dict[int, list[str]]:
    """Return the names of each event's partners."""
    rows = (
        select(event_partner.c.event_id, partner.c.name)
        .join(partner, partner.c.id == event_partner.c.partner_id)
        .join(event, event.c.id == event_partner.c.event_id)
        .where(scope.holds(event.c.period))
        .order_by(event_partner.c.event_id, partner.c.name)
    )
    names: dict[int, list[str]] = {}
    for event_id, name in session.execute(rows):
        names.setdefault(event_id, []).append(name)
    return names


def attendance_cell(sheets: str, columns: str, cell: int) -> tuple[str, str]:
    """Return the sheet and the cell that hold an event's attendance."""
    sheet, row, column = unpack_cell(cell)
    return json.loads(sheets)[sheet], cell_name(row, json.loads(columns).get("participants", column))
