"""What stands behind a figure that was counted one by one: an event with its cell, a list by its rows, reports sent
again."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.asked import Asked
from dashboard.campaign_lists import LISTS, events_table, list_of
from dashboard.cells import shown_row
from dashboard.charts.spec import Column, TableSpec
from dashboard.exports.papers import PASSPORT
from dashboard.protection import withheld_at
from dashboard.reporting_problems import sent_again
from data.figure_ids import FigureKey, Said
from data.formats import date_text
from data.queries.event_lists import events
from data.queries.event_tellings import tellings
from data.queries.known import known
from data.queries.listed_figures import event_told

EVENT_TABLE, NOW, TOLD = "event", "event-now", "event-told"
_AGAIN: tuple[Said, ...] = ("replaced", "answered_anew", "moved")


def behind(asked: Asked, figure: FigureKey) -> list[TableSpec]:
    """Return the rows that a figure of the lists is made of, or the event it is of, with file, sheet and cell."""
    asked = replace(asked, selection=figure.selection)
    if figure.said == "event":
        return _event(asked, figure)
    listed = list_of(figure)
    tables = [LISTS[listed](asked)] if listed else sent_again(asked).tables if figure.said in _AGAIN else ()
    return [table for table in tables if table.rows]


def _event(asked: Asked, figure: FigureKey) -> list[TableSpec]:
    """Return the event, or what the library lists now where it does not tell of it any more; what its lists said."""
    table = events_table(asked, event_told(asked.session, asked.catalogue, figure))
    if table.rows:
        return [_as_facts(asked, table), *_tellings(asked, figure)]
    every = events_table(asked, events(asked.session, asked.catalogue, asked.selection, activities=True))
    now = [replace(every, key=NOW, title=asked.text["figure.now"])] if every.rows else []
    return [*now, *_tellings(asked, figure)]


def _tellings(asked: Asked, figure: FigureKey) -> list[TableSpec]:
    """Return what lists of the library that are not in force any more said of an event."""
    text = asked.text
    told = tellings(asked.session, asked.catalogue, figure)
    rows = tuple(
        (
            row["received"].date().isoformat(),
            text["campaign.withheld"] if row["withheld"] else row["title"],
            date_text(row["starts"], asked.language) if not pd.isna(row["starts"]) else None,
            text[f"event_format.{row['format']}.name"] if row["format"] else None,
            known(row["attendance"]),
            " › ".join((row["file"], row["sheet"], row["cell"])),
        )
        for row in told.to_dict("records")
    )
    columns = (
        Column("received", text["reporting.column.received"], "day"),
        *(Column(key, text[f"campaign.column.{key}"]) for key in ("name", "date", "format")),
        Column("attendance", text["campaign.column.attendance"], "whole"),
        Column("cell", text["campaign.column.cell"]),
    )
    hidden = withheld_at(told["withheld"], [column.key for column in columns].index("attendance"))
    return [TableSpec(TOLD, text["figure.told"], columns, rows, withheld=hidden)] if rows else []


def _as_facts(asked: Asked, table: TableSpec) -> TableSpec:
    """Return the one event of a table as rows: what, and what of it; its attendance and its id stand above."""
    said = zip(table.columns, shown_row(table, 0, asked.text), table.rows[0], strict=True)
    rows = tuple((column.label, words) for column, words, cell in said if cell is not None and column.key != PASSPORT)
    columns = (Column("fact", asked.text["figure.fact"]), Column("value", asked.text["figure.said"]))
    return TableSpec(EVENT_TABLE, asked.text["figure.event"], columns, rows)
