"""How far lists and figures say the same (M27): both are shown side by side, over the reports that hold both."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.facts import indicator_id
from data.queries.lists import in_scope, of_current
from data.queries.scope import Scope, scope_of
from data.schema import NO_CATEGORY, event, library, observation, record_list
from data.selection import Selection
from data.states import State

_EVENTS = "events"


def events_and_totals(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return one row each for E01, E02, K01 and K02, over libraries' months with the figure and an events list.

    Columns: indicator, reports (that hold both), stated (sum of the figures), listed (what follows from the lists),
    agreeing (reports in which both are the same). Of attendance only lists in which every event states one count.
    """
    scope = scope_of(session, catalogue, selection)
    in_campaign = event.c.in_campaign.is_(True)
    asked: dict[str, tuple[ColumnElement[bool], bool]] = {
        "E01": (event.c.id.is_not(None), False),
        "E02": (event.c.id.is_not(None), True),
        "K01": (in_campaign, False),
        "K02": (in_campaign, True),
    }
    rows = [
        (code, *session.execute(_compared(scope, code, counted, people=people)).one())
        for code, (counted, people) in asked.items()
    ]
    return pd.DataFrame(rows, columns=["indicator", "reports", "stated", "listed", "agreeing"])


def _compared(scope: Scope, code: str, counted: ColumnElement[bool], *, people: bool) -> Select[int, float, float, int]:
    """Return the question for reports, sum of figures, sum of lists and agreeing reports of one indicator."""
    lists, figure = record_list.c, observation.c
    whole = and_(event.c.parent_id.is_(None), counted)
    listed = func.sum(case((whole, event.c.attendance), else_=0)) if people else func.count(case((whole, event.c.id)))
    unstated = func.count(case((and_(whole, event.c.attendance.is_(None)), event.c.id)))
    of_list = (
        select(lists.library_id, lists.period, func.coalesce(listed, 0).label("listed"), unstated.label("unstated"))
        .select_from(record_list.outerjoin(event, and_(of_current(event, _EVENTS))))
        .join(library, library.c.id == lists.library_id)
        .where(lists.kind == _EVENTS, lists.current, in_scope(scope, lists.period))
        .group_by(lists.library_id, lists.period)
        .subquery()
        .c
    )
    same = and_(
        figure.library_id == of_list.library_id,
        figure.period == of_list.period,
        figure.indicator_id == indicator_id(code),
        figure.category_id == NO_CATEGORY,
        figure.state == State.REPORTED,
    )
    pairs = select(figure.value, of_list.listed).where(same)
    pair = (pairs.where(of_list.unstated == 0) if people else pairs).subquery().c
    return select(
        func.count(),
        func.sum(pair.value),
        func.sum(pair.listed),
        func.count(case((pair.value == pair.listed, 1))),
    )
