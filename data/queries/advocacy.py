"""Advocacy actions and what came of them: money by source, received and pledged apart, things at their value apart.

Sums are in the reporting currency; foreign money was converted at the rate of its day, and what has no rate is counted
but not summed. Coverage is the advocacy lists in hand of the monthly reports owed.
"""

from __future__ import annotations

import json
from typing import Literal

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.provenance import cell_name, unpack_cell
from data.queries.lists import in_scope, of_current, reach, reaches, stage_on, stages
from data.queries.scope import Scope, scope_of
from data.schema import advocacy_action, advocacy_result, library, record_list, source_file, submission
from data.selection import Selection

KIND = "advocacy"
By = Literal["all", "month", "territory", "library", "source", "stage"]
_COLUMNS = (
    "id", "library", "territory", "period", "action_id", "kind", "result", "amount", "in_kind", "currency", "rate",
    "rate_from", "converted", "source", "given", "record_cell", "columns", "file", "sheets",
)  # fmt: skip
_SUMS = {  # column -> (in kind, given)
    "received": (False, "received"),
    "pledged": (False, "pledged"),
    "unstated": (False, None),
    "in_kind_received": (True, "received"),
    "in_kind_pledged": (True, "pledged"),
    "in_kind_unstated": (True, None),
}


def money(session: Session, catalogue: Catalogue, selection: Selection, *, by: By = "source") -> pd.DataFrame:
    """Return one row per key: sums in the reporting currency, NaN where nobody gave such a sum.

    Columns: key, received, pledged, unstated (neither said), the same in_kind_…, sums (how many), unconverted (sums in
    a currency without a rate, in none of the sums), libraries, reported, expected. "" is a source nobody named, or
    outside every stage.
    """
    scope = scope_of(session, catalogue, selection)
    told = _told(session, catalogue, scope)
    told = told[told["amount"].fillna(0) > 0]
    keyed = _keyed(told, by)
    rows = [_total(key, some) for key, some in keyed.groupby("key", sort=True)]
    frame = pd.DataFrame(rows, columns=["key", *_SUMS, "sums", "unconverted", "libraries"])
    known = reaches(session, scope, KIND, by, frame["key"])
    return frame.assign(reported=[one.reported for one in known], expected=[one.expected for one in known])


def _keyed(told: pd.DataFrame, by: By) -> pd.DataFrame:
    if by == "all":
        return told.assign(key="")
    return told.assign(key=told["period"] if by == "month" else told[by].fillna(""))


def _total(key: object, rows: pd.DataFrame) -> tuple[object, ...]:
    given = rows["given"].where(rows["given"].notna(), None)
    sums = []
    for in_kind, said in _SUMS.values():
        answers = given.isna() if said is None else given == said
        sums.append(rows.loc[(rows["in_kind"] == in_kind) & answers, "converted"].sum(min_count=1))
    return (key, *sums, len(rows), int(rows["converted"].isna().sum()), rows["library"].nunique())


def results(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return one row per result, in order of time, each with its source.

    Columns: id, library, territory, period, stage, action, action_kind, target, kind, result, amount, in_kind,
    currency, rate, rate_from, converted, source, given, file, sheet, cell (of the amount), reported, expected.
    """
    scope = scope_of(session, catalogue, selection)
    told = _told(session, catalogue, scope)
    actions = _actions(session, scope).set_index("id")[["action", "action_kind", "target"]]
    frame = told.join(actions, on="action_id")
    where = [
        _address(*row)
        for row in zip(*(frame[name] for name in ("sheets", "columns", "record_cell", "in_kind")), strict=True)
    ]
    frame["sheet"] = [sheet for sheet, _cell in where]
    frame["cell"] = [cell for _sheet, cell in where]
    covered = reach(session, scope, KIND)
    shown = [
        "id", "library", "territory", "period", "stage", "action", "action_kind", "target", "kind", "result", "amount",
        "in_kind", "currency", "rate", "rate_from", "converted", "source", "given", "file", "sheet", "cell",
    ]  # fmt: skip
    return frame[shown].assign(reported=covered.reported, expected=covered.expected)


def _told(session: Session, catalogue: Catalogue, scope: Scope) -> pd.DataFrame:
    """Return every current result of the scope with its stage, in order of month, library and row."""
    result = advocacy_result.c
    rows = (
        select(
            result.id, library.c.code, library.c.territory, result.period, result.action_id, result.kind,
            result.result, result.amount, result.in_kind, result.currency, result.rate, result.rate_from,
            result.converted, result.source, result.given, result.cell, record_list.c.columns, source_file.c.name,
            source_file.c.sheets,
        )
        .join_from(advocacy_result, record_list, of_current(advocacy_result, KIND))
        .join(library, library.c.id == result.library_id)
        .join(submission, submission.c.id == result.submission_id)
        .join(source_file, source_file.c.id == submission.c.source_file_id)
        .where(in_scope(scope, result.period))
        .order_by(result.period, library.c.code, result.id)
    )  # fmt: skip
    told = pd.DataFrame(session.execute(rows).all(), columns=list(_COLUMNS))
    known = stages(catalogue)
    return told.assign(stage=[stage_on(known, None, period) for period in told["period"]])


def _actions(session: Session, scope: Scope) -> pd.DataFrame:
    action = advocacy_action.c
    rows = (
        select(action.id, library.c.code, action.action, action.kind, action.target)
        .join_from(advocacy_action, record_list, of_current(advocacy_action, KIND))
        .join(library, library.c.id == action.library_id)
        .where(in_scope(scope, action.period))
        .order_by(action.id)
    )
    return pd.DataFrame(session.execute(rows).all(), columns=["id", "library", "action", "action_kind", "target"])


def _address(sheets: str, columns: str, cell: int, in_kind: bool) -> tuple[str, str]:
    """Return the sheet and the cell that hold an amount."""
    sheet, row, column = unpack_cell(cell)
    return json.loads(sheets)[sheet], cell_name(
        row, json.loads(columns).get("in_kind" if in_kind else "amount", column)
    )
