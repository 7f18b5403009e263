"""What stands behind a figure that was counted one by one: an event with its cell, a list by its rows, reports sent
again."""

from __future__ import annotations

from dataclasses import replace

from dashboard.asked import Asked
from dashboard.campaign_lists import LISTS, events_table, list_of
from dashboard.cells import shown_row
from dashboard.charts.spec import Column, TableSpec
from dashboard.exports.papers import PASSPORT
from dashboard.reporting_problems import sent_again
from data.figure_ids import FigureKey, Said
from data.queries.listed_figures import event_told

EVENT_TABLE = "event"
_AGAIN: tuple[Said, ...] = ("replaced", "answered_anew", "moved")


def behind(asked: Asked, figure: FigureKey) -> list[TableSpec]:
    """Return the rows that a figure of the lists is made of, or the event it is of, with file, sheet and cell."""
    asked = replace(asked, selection=figure.selection)
    if figure.said == "event":
        table = events_table(asked, event_told(asked.session, asked.catalogue, figure))
        return [_as_facts(asked, table)] if table.rows else []
    listed = list_of(figure)
    tables = [LISTS[listed](asked)] if listed else sent_again(asked).tables if figure.said in _AGAIN else ()
    return [table for table in tables if table.rows]


def _as_facts(asked: Asked, table: TableSpec) -> TableSpec:
    """Return the one event of a table as rows: what, and what of it; its attendance and its id stand above."""
    said = zip(table.columns, shown_row(table, 0, asked.text), table.rows[0], strict=True)
    rows = tuple((column.label, words) for column, words, cell in said if cell is not None and column.key != PASSPORT)
    columns = (Column("fact", asked.text["figure.fact"]), Column("value", asked.text["figure.said"]))
    return TableSpec(EVENT_TABLE, asked.text["figure.event"], columns, rows)
