"""The figures of an impact page as files beside it: a line for each number (.csv), everything for programs (.json)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

import orjson

from dashboard.charts.spec import CellValue, TableSpec
from dashboard.exports.json_file import card_json, table_json
from dashboard.exports.papers import PASSPORT
from dashboard.public.snapshot import Part, Snapshot, tables_of
from data.harmless import harmless

_HEAD = ("section", "table", "row", "column", "value", "withheld", "coverage", "figure")


def csv_body(snapshot: Snapshot) -> bytes:
    """Return a line for each number: where it stands, what it is, whether it is withheld; UTF-8 with a mark."""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(_HEAD)
    for part in snapshot.parts:
        for card in part.cards:
            value = _plain(card.value)
            lines.writerow(
                (part.key, "", harmless(card.label), card.key, value, "", harmless(card.coverage), card.passport)
            )
        for table in tables_of(part):
            lines.writerows(_lines(part, table))
    return out.getvalue().encode("utf-8-sig")


def _lines(part: Part, table: TableSpec) -> Iterator[tuple[CellValue, ...]]:
    """Yield a line for each cell, with the id of its figure: of its row, its column or its table."""
    ids = next((place for place, column in enumerate(table.columns) if column.key == PASSPORT), None)
    for number, row in enumerate(table.rows):
        own = "" if ids is None else str(row[ids] or "")
        for place, column in enumerate(table.columns[1:], start=1):
            if place == ids:
                continue
            kept, cell = (number, place) in table.withheld, row[place]
            told = harmless(cell) if isinstance(cell, str) else _plain(cell)
            name = harmless(str(row[0]))
            yield (
                part.key,
                table.key,
                name,
                column.key,
                told,
                "c" if kept else "",
                "",
                harmless(own or column.passport or table.passport),
            )


def json_body(snapshot: Snapshot, name: str) -> bytes:
    """Return everything that the page says but the stories, which may be withdrawn. A missing value is null."""
    document = {
        "subject": snapshot.subject.slug,
        "snapshot": name,
        "release": snapshot.subject.release or None,
        "title": snapshot.title,
        "period": snapshot.period,
        "language": snapshot.language,
        "network": snapshot.network,
        "demonstration": snapshot.demonstration or None,
        "as_of": snapshot.as_of_day,
        "source": snapshot.source,
        "licence": snapshot.licence or None,
        "coverage": snapshot.coverage,
        "story": snapshot.story,
        "sections": [_section(part) for part in snapshot.parts],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def _section(part: Part) -> dict[str, object]:
    return {
        "key": part.key,
        "title": part.title,
        "filters": part.filters,
        "lead": part.lead,
        "note": part.note or None,
        "cards": [card_json(card) for card in part.cards],
        "tables": [table_json(table) for table in tables_of(part)],
    }


def _plain(value: CellValue) -> CellValue:
    return int(value) if isinstance(value, float) and value.is_integer() else value
