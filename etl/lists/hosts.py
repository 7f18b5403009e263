"""Other libraries in an event: those that hold it together with the sender, and those named among its partners."""

from __future__ import annotations

import re

from etl.collect import Collected
from etl.identify import Identifier
from etl.lists.records import ReadList, Record
from etl.texts.folding import fold

CO_HOST, PARTNER = "co-host", "partner"
_LIBRARY = re.compile(r"(?:bibliotec|filial|библиотек|филиал|library)|^[a-z]{2} [a-z]{2} \d+$")


def find_hosts(listed: ReadList, out: Collected, identifier: Identifier) -> None:
    """Give each event the libraries that its co-hosts and partners name; a co-host nobody knows is told."""
    host = out.catalogue.libraries.get(listed.library)
    territory = host.territory if host else None
    for record in listed.records:
        for name in record.several("hosts"):
            code = identifier.named(name, territory)
            if code is None:
                out.problem_in("unknown-co-host", listed.cell(record, "hosts"), found=name)
            elif code != listed.library:
                record.hosts[code] = CO_HOST
        _among_partners(listed, record, identifier, territory)
        if record.hosts:
            names = "; ".join(out.catalogue.libraries[code].name for code in record.hosts)
            named = "hosts" if record.several("hosts") else "partners"
            out.problem_in("joint-event", listed.cell(record, named), found=record.text("title"), libraries=names)


def _among_partners(listed: ReadList, record: Record, identifier: Identifier, territory: str | None) -> None:
    """Take the libraries out of the partners: they are no outside partners, and perhaps hosts."""
    others = []
    for name in record.several("partners"):
        code = identifier.named(name, territory) if _LIBRARY.search(fold(name)) else None
        if code is None:
            others.append(name)
        elif code != listed.library:
            record.hosts.setdefault(code, PARTNER)
    if record.several("partners"):
        record.values["partners"] = tuple(others)
