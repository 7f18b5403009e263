"""Every event of a scope as its hosts tell it, one row a telling: what questions about events begin with."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.queries.lists import of_current, stage_on, stages, themes
from data.queries.scope import Scope
from data.queries.small_events import KIND, hidden_events
from data.schema import category, event, event_host, library, record_list

COLUMNS = (
    "id", "joint_id", "library", "territory", "period", "parent", "format", "category", "starts", "venue",
    "attendance", "method", "campaign",
)  # fmt: skip


def told_events(session: Session, catalogue: Catalogue, scope: Scope) -> pd.DataFrame:
    """Return one row for each host that lists an event, the one that stands for a joint event before the others.

    Columns: those of COLUMNS, and joint (of several hosts), libraries and territories (all hosts), here_libraries and
    here_territories (those in the scope), outreach, stage ("" outside every stage), on_theme (of the month's theme),
    withheld (its attendance is, as that of others would tell how few came to a sensitive one) and title_withheld.
    """
    told = pd.DataFrame(session.execute(_question(scope)).all(), columns=list(COLUMNS))
    hosts = _hosts(session, scope, told)
    for name, part in (("libraries", 0), ("territories", 1)):
        told[name] = [sorted({host[part] for host in hosts[joint]}) for joint in told["joint_id"]]
        here = [[host for host in hosts[joint] if _asked(scope, *host)] for joint in told["joint_id"]]
        told[f"here_{name}"] = [sorted({host[part] for host in some}) for some in here]
    told["joint"] = [len(codes) > 1 for codes in told["libraries"]]
    told["outreach"] = told["venue"] == "outreach"
    known, promoted = stages(catalogue), themes(catalogue)
    told["stage"] = [stage_on(known, day, period) for day, period in zip(told["starts"], told["period"], strict=True)]
    hidden = hidden_events(session, catalogue, scope)
    told["withheld"], told["title_withheld"] = (told["joint_id"].isin(some) for some in hidden)
    told["attendance"] = told["attendance"].astype("float64").mask(told["withheld"])
    pairs = zip(told["category"], told["period"], strict=True)
    told["on_theme"] = [code in promoted.get(period, ()) for code, period in pairs]
    return told


def _asked(scope: Scope, library_code: str, territory: str) -> bool:
    in_territories = scope.territories is None or territory in scope.territories
    return in_territories and scope.library in (None, library_code)


def _question(scope: Scope) -> Select[tuple[object, ...]]:
    """Return the question for the events of libraries in the scope, and of others that hold them together with one."""
    host = library.alias("host")
    others = (
        select(event_host.c.event_id)
        .join(library, library.c.id == event_host.c.library_id)
        .where(event_host.c.role == "co-host", scope.includes(library.c.territory, library.c.kind))
    )
    here = scope.includes(host.c.territory, host.c.kind)
    narrowed = scope.territories is not None or scope.kinds is not None or scope.library is not None
    return (
        select(
            event.c.id, _joint_id(), host.c.code, host.c.territory, event.c.period, event.c.parent_id, event.c.format,
            category.c.code, event.c.starts, event.c.venue, event.c.attendance, event.c.count_method,
            event.c.in_campaign,
        )
        .join_from(event, record_list, of_current(event, KIND))
        .join(host, host.c.id == event.c.library_id)
        .join(category, category.c.id == event.c.category_id)
        .where(scope.holds(event.c.period), or_(here, event.c.id.in_(others)) if narrowed else here)
        .order_by(event.c.same_as.is_not(None), host.c.code, event.c.id)
    )  # fmt: skip


def _joint_id() -> ColumnElement[int]:
    return func.coalesce(event.c.same_as, event.c.id)


def _hosts(session: Session, scope: Scope, told: pd.DataFrame) -> dict[int, set[tuple[str, str]]]:
    """Return (library, territory) of all hosts of each event: those that list it, in the scope or not, and co-hosts."""
    hosts: dict[int, set[tuple[str, str]]] = {}
    for joint, code, territory in zip(told["joint_id"], told["library"], told["territory"], strict=True):
        hosts.setdefault(joint, set()).add((code, territory))
    rows = select(_joint_id(), library.c.code, library.c.territory)
    named = (
        rows.join_from(event_host, event, event.c.id == event_host.c.event_id)
        .join(library, library.c.id == event_host.c.library_id)
        .where(event_host.c.role == "co-host", scope.holds(event.c.period))
    )
    joined = rows.join_from(event, library, library.c.id == event.c.library_id).where(
        event.c.same_as.is_not(None), scope.holds(event.c.period)
    )
    first = _first_hosts(scope)
    for question in (named, joined, first):
        for joint, code, territory in session.execute(question):
            if joint in hosts:
                hosts[joint].add((code, territory))
    return hosts


def _first_hosts(scope: Scope) -> Select[tuple[int, str, str]]:
    """Return the question for the hosts whose row stands for a joint event."""
    other = event.alias("other")
    return (
        select(event.c.id, library.c.code, library.c.territory)
        .join_from(other, event, event.c.id == other.c.same_as)
        .join(library, library.c.id == event.c.library_id)
        .where(scope.holds(other.c.period))
    )
