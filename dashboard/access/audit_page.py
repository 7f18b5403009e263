"""The page of the record, for administrators: what was done, the newest first, and whether the record is whole."""

from __future__ import annotations

from datetime import datetime

from flask import Response, request

from dashboard.access.sign_in import SignIn
from data.audit import COMMAND, KINDS, Event
from data.deadlines import time_zone
from data.formats import short_date
from data.happened import bring_up_to_date

_MOST = 100  # rows of a page
_NAMED = {"role": "role.{}.name", "scope": "scope.kind.{}"}  # particulars whose values have a name of their own


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
        "rows": [(event, _moment(pages, event.at), _who(pages, event), _particulars(pages, event)) for event in events],
        "older": events[-1].number if len(events) == _MOST else None,
    }
    return pages.plain.page("audit", "audit.title", said=said, tone="wrong" if broken else "well", values=values)


def _moment(pages: SignIn, moment: datetime) -> str:
    """Return when it was, by the clocks of the network."""
    here = moment.astimezone(time_zone(pages.entrance.catalogue))
    return f"{short_date(here.date(), pages.said.language)}, {here:%H:%M:%S}"


def _who(pages: SignIn, event: Event) -> str:
    if event.who == COMMAND:
        return pages.said["audit.command"]
    return event.who or pages.said["audit.nobody"]


def _particulars(pages: SignIn, event: Event) -> str:
    """Return what is known of it, in words as far as there are words."""
    words = pages.said.texts
    said = {name: _value(pages, name, value) for name, value in event.what.items() if value != ""}
    return " · ".join(f"{words.get(f'audit.particular.{name}', name)}: {value}" for name, value in said.items())


def _value(pages: SignIn, name: str, value: str | int) -> str:
    if (named := _NAMED.get(name)) and (key := named.format(value)) in pages.said:
        return pages.said[key]
    if name == "at":
        return _moment(pages, datetime.fromisoformat(str(value)))
    return ", ".join(_why(pages, one) for one in str(value).split(", ")) if name == "why" else str(value)


def _why(pages: SignIn, reason: str) -> str:
    """Return why a report was refused: the name of what was found in it, or words of the page's own."""
    keys = (f"audit.why.{reason}", f"problem.{reason}.title")
    return next((pages.said[key] for key in keys if key in pages.said), reason)
