"""Partners and volunteers as libraries list them. Coverage is the partners lists in hand of the monthly reports owed.

A name that two libraries write is one name, but not always one organisation ("Primăria"): `names` counts names,
`partnerships` counts pairs of a library and a partner. Volunteers are people: they are never added over months.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd
from sqlalchemy import ColumnElement, distinct, func, literal, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.lists import By, in_scope, of_current, reach, reaches
from data.queries.scope import scope_of
from data.schema import library, partner, partnership, record_list, volunteer_period
from data.selection import Selection
from data.states import State

KIND = "partners"


def partners_by_sector(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return one row per sector ("" where nobody said), most partnerships first.

    Columns: sector, names, partnerships, libraries, reported, expected.
    """
    scope = scope_of(session, catalogue, selection)
    pair = partnership.c.library_id * 10_000_000 + partnership.c.partner_id
    rows = (
        select(
            partner.c.sector, func.count(distinct(partner.c.key)), func.count(distinct(pair)).label("pairs"),
            func.count(distinct(partnership.c.library_id)),
        )
        .join_from(partnership, record_list, of_current(partnership, KIND))
        .join(partner, partner.c.id == partnership.c.partner_id)
        .join(library, library.c.id == partnership.c.library_id)
        .where(in_scope(scope, partnership.c.period))
        .group_by(partner.c.sector)
        .order_by(func.count(distinct(pair)).desc(), partner.c.sector)
    )  # fmt: skip
    covered = reach(session, scope, KIND)
    columns = ["sector", "names", "partnerships", "libraries"]
    frame = pd.DataFrame(session.execute(rows).all(), columns=columns)
    return frame.assign(reported=covered.reported, expected=covered.expected)


def partners_in_all(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return one row, or none without any partner: names (each once, whatever its sector), libraries, reported,
    expected."""
    scope = scope_of(session, catalogue, selection)
    row = (
        select(func.count(distinct(partner.c.key)), func.count(distinct(partnership.c.library_id)))
        .join_from(partnership, record_list, of_current(partnership, KIND))
        .join(partner, partner.c.id == partnership.c.partner_id)
        .join(library, library.c.id == partnership.c.library_id)
        .where(in_scope(scope, partnership.c.period))
    )
    covered = reach(session, scope, KIND)
    frame = pd.DataFrame(session.execute(row).all(), columns=["names", "libraries"])
    frame = frame.assign(reported=covered.reported, expected=covered.expected)
    return frame[frame["names"] > 0]


def partners(session: Session, catalogue: Catalogue, selection: Selection) -> pd.DataFrame:
    """Return one row per partner, of most libraries first: name, sector, libraries, months, reported, expected."""
    scope = scope_of(session, catalogue, selection)
    libraries = func.count(distinct(partnership.c.library_id)).label("libraries")
    rows = (
        select(partner.c.name, partner.c.sector, libraries, func.count(distinct(partnership.c.period)))
        .join_from(partnership, record_list, of_current(partnership, KIND))
        .join(partner, partner.c.id == partnership.c.partner_id)
        .join(library, library.c.id == partnership.c.library_id)
        .where(in_scope(scope, partnership.c.period))
        .group_by(partner.c.id, partner.c.name, partner.c.sector)
        .order_by(libraries.desc(), partner.c.name, partner.c.sector)
    )
    covered = reach(session, scope, KIND)
    frame = pd.DataFrame(session.execute(rows).all(), columns=["name", "sector", "libraries", "months"])
    return frame.assign(reported=covered.reported, expected=covered.expected)


def volunteers(
    session: Session, catalogue: Catalogue, selection: Selection, *, by: Literal["all", "month", "territory"] = "month"
) -> pd.DataFrame:
    """Return one row per month (YYYYMM), per territory, or one: key, people, hours, libraries, reported, expected.

    People are missing (NaN) where a row spans several months: who helped in May and in June is one person.
    """
    scope = scope_of(session, catalogue, selection)
    told = volunteer_period.c
    keys: dict[By, ColumnElement[str | int]] = {
        "all": literal(""), "month": told.period, "territory": library.c.territory,
    }  # fmt: skip
    key = keys[by]
    rows = (
        select(key.label("key"), func.sum(told.people), func.sum(told.hours), func.count(distinct(told.library_id)))
        .join_from(volunteer_period, record_list, of_current(volunteer_period, KIND))
        .join(library, library.c.id == told.library_id)
        .where(in_scope(scope, told.period), told.people_state == State.REPORTED)
        .group_by(key)
        .order_by(key)
    )
    found = session.execute(rows).all()
    frame = pd.DataFrame(found, columns=["key", "people", "hours", "libraries"])
    frame = frame.astype({"people": "float64", "hours": "float64"})
    if by != "month" and not scope.one_period:
        frame["people"] = float("nan")
    known = reaches(session, scope, KIND, by, frame["key"])
    return frame.assign(reported=[one.reported for one in known], expected=[one.expected for one in known])
