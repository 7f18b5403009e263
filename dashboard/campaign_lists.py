"""What libraries list: fairs with their parts, money by source, partners by sector, volunteers' hours; each figure
has its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts.spec import Column, TableSpec
from dashboard.exports.papers import PASSPORT
from dashboard.papers import library_name
from dashboard.passports import passport_of
from dashboard.protection import withheld_at
from data.figure_ids import EVENT, FigureKey, Said, figure_id
from data.formats import date_text
from data.periods import Month
from data.queries.advocacy import money
from data.queries.event_lists import fairs
from data.queries.known import known
from data.queries.listed_figures import MONEY, PARTNERS, VOLUNTEER_HOURS, VOLUNTEERS
from data.queries.partners import partners_by_sector, volunteers
from data.selection import Selection

_TEXTS = ("name", "date", "format", "method", "hosts", "partners", "cell", "source", "sector")
_AMOUNTS = ("received", "pledged", "unstated", "in_kind_received", "in_kind_pledged", "in_kind_unstated")
_FIGURES: Mapping[str, Mapping[str, tuple[str, Said]]] = {  # of each list: column -> what its sum is
    "money": {
        "received": (MONEY, "sums_received"),
        "pledged": (MONEY, "sums_pledged"),
        "unstated": (MONEY, "sums_unstated"),
        "in_kind_received": (MONEY, "things_received"),
        "in_kind_pledged": (MONEY, "things_pledged"),
        "in_kind_unstated": (MONEY, "things_unstated"),
        "sums": (MONEY, "sums"),
        "libraries_listing": (MONEY, "listing"),
    },
    "partners": {
        "names": (PARTNERS, "partners"),
        "partnerships": (PARTNERS, "partnerships"),
        "libraries_listing": (PARTNERS, "listing"),
    },
    "volunteers": {
        "people": (VOLUNTEERS, "volunteers"),
        "hours": (VOLUNTEER_HOURS, "volunteer_hours"),
        "libraries_listing": (VOLUNTEERS, "listing"),
    },
}


def list_tables(asked: Asked) -> tuple[TableSpec, ...]:
    """Return the tables of all lists over the selection; one without rows where nobody listed anything."""
    events = events_table(asked, fairs(asked.session, asked.catalogue, asked.selection))
    return (events, *(table(asked) for table in LISTS.values()))


def list_of(figure: FigureKey) -> str:
    """Return the list whose rows a figure is made of, a key of LISTS; "" for a figure of none."""
    told = (figure.indicator, figure.said)
    return next((listed for listed, figures in _FIGURES.items() if told in figures.values()), "")


def event_figure(period: int, library: str, mark: str) -> str:
    """Return the id of an event's attendance, told by its library in the report of a month (YYYYMM)."""
    month = Month.from_period(period)
    return figure_id(FigureKey(EVENT, Selection(month, month, library=library), "event", mark))


def events_table(asked: Asked, frame: pd.DataFrame) -> TableSpec:
    """Return events, each with where its attendance was read and with its id, which leads to its passport."""
    text = asked.text
    rows = []
    for row in frame.to_dict("records"):
        title = row["title"] if isinstance(row["title"], str) else text["campaign.withheld"]
        part = not pd.isna(row["parent"])
        rows.append(
            (
                text.format("campaign.part_of", title=title) if part else title,
                date_text(row["starts"], asked.language) if not pd.isna(row["starts"]) else None,
                text[f"event_format.{row['format']}.name"] if row["format"] else None,
                known(row["attendance"]),
                text[f"count_method.{row['method']}.name"] if isinstance(row["method"], str) else None,
                _joint(asked, row["libraries"]),
                ", ".join(row["partners"]) or None,
                " › ".join((row["file"], row["sheet"], row["cell"])),
                event_figure(int(row["period"]), str(row["library"]), str(row["mark"])),
            )
        )
    keys = ("name", "date", "format", "attendance", "method", "hosts", "partners", "cell")
    shape = (*_columns(asked, keys), Column(PASSPORT, text["export.passport"]))
    links = tuple(asked.address.of_figure(str(row[-1])).href() for row in rows)
    hidden = withheld_at(frame["withheld"], [column.key for column in shape].index("attendance"))
    return TableSpec("campaign-fairs", text["campaign.fairs_table"], shape, tuple(rows), links, withheld=hidden)


def _joint(asked: Asked, hosts: Sequence[str]) -> str | None:
    """Return the names of the hosts of a joint event; None for an event of one library."""
    if len(hosts) < 2:
        return None
    known = asked.catalogue.libraries
    names = (known[code].name if code in known else code for code in hosts)
    return ", ".join(library_name(asked, name) for name in names)


def _money(asked: Asked) -> TableSpec:
    text = asked.text
    frame = money(asked.session, asked.catalogue, asked.selection, by="source")
    amounts = [name for name in _AMOUNTS if not name.endswith("unstated") or frame[name].notna().any()]
    rows = [
        (
            text[f"source.{row['key']}.name"] if row["key"] else text["campaign.not_said"],
            *(known(row[name]) for name in amounts),
            int(row["sums"]),
            int(row["libraries"]),
        )
        for row in frame.to_dict("records")
    ]
    shape = _columns(asked, ("source", *amounts, "sums", "libraries_listing"), "money")
    return TableSpec("campaign-money", text["campaign.money_table"], shape, tuple(rows))


def _partners(asked: Asked) -> TableSpec:
    text = asked.text
    frame = partners_by_sector(asked.session, asked.catalogue, asked.selection)
    rows = [
        (
            text[f"sector.{row['sector']}.name"] if row["sector"] else text["campaign.not_said"],
            int(row["names"]),
            int(row["partnerships"]),
            int(row["libraries"]),
        )
        for row in frame.to_dict("records")
    ]
    shape = _columns(asked, ("sector", "names", "partnerships", "libraries_listing"), "partners")
    return TableSpec("campaign-partners", text["campaign.partners_table"], shape, tuple(rows))


def _volunteers(asked: Asked) -> TableSpec:
    text = asked.text
    frame = volunteers(asked.session, asked.catalogue, asked.selection, by="month")
    rows = [
        (str(Month.from_period(row["key"])), known(row["people"]), known(row["hours"]), int(row["libraries"]))
        for row in frame.to_dict("records")
    ]
    shape = _columns(asked, ("month", "people", "hours", "libraries_listing"), "volunteers")
    return TableSpec("campaign-volunteers", text["campaign.volunteers_table"], shape, tuple(rows))


LISTS: Mapping[str, Callable[[Asked], TableSpec]] = {  # each column has the id of its figure
    "money": _money,
    "partners": _partners,
    "volunteers": _volunteers,
}


def _columns(asked: Asked, keys: tuple[str, ...], listed: str = "") -> tuple[Column, ...]:
    """Return columns, those of figures of a list with the id of what they come to."""
    figures = _FIGURES.get(listed, {})
    return tuple(
        Column(
            key,
            asked.text[f"campaign.column.{key}"],
            "month" if key == "month" else "text" if key in _TEXTS else "whole",
            passport_of(asked, *figures[key]) if key in figures else "",
        )
        for key in keys
    )
