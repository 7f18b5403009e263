"""The page of the record, for administrators: what was done, the newest first, and whether the record is whole."""

from __future__ import annotations

from flask import Response, request

from dashboard.access.sign_in import SignIn
from data.audit import KINDS, Event
from data.deadlines import time_zone
from data.formats import short_date
from data.happened import bring_up_to_date

_MOST = 100  # rows of a page


def audit_page(pages: SignIn) -> Response:
    """Answer the page of the kind and from the number that the address asks for."""
    text, audit = pages.said, pages.entrance.audit
    kind = request.args.get("kind", "")
    kind = kind if kind in KINDS else ""
    asked = request.args.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    with pages.plain.site.sessions() as session:
        bring_up_to_date(audit, session, pages.entrance.catalogue, pages.entrance.now())
    events = audit.latest(_MOST, before=before, kind=kind)
    broken = audit.broken_at()
    said = text["audit.whole"] if broken is None else text.format("audit.broken", number=str(broken))
    values = {
        "kind": kind,
        "kinds": [("", text["audit.every"]), *((one, text[f"audit.event.{one}"]) for one in KINDS)],
        "rows": [(event, _moment(pages, event), _particulars(event)) for event in events],
        "older": events[-1].number if len(events) == _MOST else None,
    }
    return pages.plain.page("audit", "audit.title", said=said, tone="wrong" if broken else "well", values=values)


def _moment(pages: SignIn, event: Event) -> str:
    """Return when it was, by the clocks of the network."""
    here = event.at.astimezone(time_zone(pages.entrance.catalogue))
    return f"{short_date(here.date(), pages.said.language)}, {here:%H:%M:%S}"


def _particulars(event: Event) -> str:
    return " · ".join(f"{name}: {value}" for name, value in event.what.items() if value != "")
