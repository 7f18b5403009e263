"""What stands behind a figure that was counted one by one: an event with its cell, a list by its rows."""

from __future__ import annotations

from dataclasses import replace

from dashboard.asked import Asked
from dashboard.campaign_lists import counted_tables, events_table
from dashboard.charts.spec import TableSpec
from data.figure_ids import FigureKey
from data.queries.listed_figures import MONEY, PARTNERS, VOLUNTEER_HOURS, VOLUNTEERS, event_told

_LISTS = {MONEY: "campaign-money", PARTNERS: "campaign-partners", VOLUNTEERS: "campaign-volunteers"}
_OF_LISTS = ("sums_received", "sums_pledged", "things_received", "sums", "partners", "partnerships", "volunteers",
    "volunteer_hours", "listing")  # fmt: skip
EVENT_TABLE = "event"
BEHIND = (EVENT_TABLE, *_LISTS.values())


def behind(asked: Asked, figure: FigureKey) -> list[TableSpec]:
    """Return the rows that a figure of the lists is made of, or the event it is of, with file, sheet and cell."""
    asked = replace(asked, selection=figure.selection)
    if figure.said == "event":
        table = events_table(asked, event_told(asked.session, asked.catalogue, figure))
        return [replace(table, key=EVENT_TABLE, title=asked.text["figure.event"], links=())] if table.rows else []
    if figure.said not in _OF_LISTS:
        return []
    key = _LISTS[VOLUNTEERS if figure.indicator == VOLUNTEER_HOURS else figure.indicator]
    return [table for table in counted_tables(asked) if table.key == key and table.rows]
