"""All a page says as one JSON object: its papers, its cards and every table with its columns."""

from __future__ import annotations

from dataclasses import asdict

import orjson

from dashboard.charts.spec import CellValue, TableSpec
from dashboard.content import Card, PageContent
from data.wording import Text


def json_body(content: PageContent, _text: Text) -> bytes:
    """Return the object as UTF-8. A missing value is null, a month "YYYY-MM"; rows are in the order of the columns.

    `withheld` of a table names the cells (row, column, counted from 0) that are null because they are protected.
    """
    document = {
        "page": content.page,
        "language": content.language,
        "title": content.title,
        "demonstration": content.demonstration or None,
        "embargo": asdict(content.embargo) if content.embargo else None,
        "finding": content.finding,
        "passport": content.passport or None,
        "filters": content.filters,
        "coverage": content.coverage,
        "as_of": content.as_of,
        "source": content.source,
        "licence": content.licence or None,
        "empty": content.empty or None,
        "sentences": content.sentences,
        "indicators": [asdict(term) for term in content.terms],
        "cards": [card_json(card) for card in content.cards],
        "tables": [table_json(table) for table in content.tables],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def card_json(card: Card) -> dict[str, object]:
    """Return a card; addresses of the site are no figures and left out."""
    said = asdict(card)
    del said["link"], said["passport_link"]
    return {**said, "value": _plain(card.value)}


def table_json(table: TableSpec) -> dict[str, object]:
    """Return a table with its columns and rows."""
    return {
        "key": table.key,
        "title": table.title,
        "passport": table.passport or None,
        "columns": [asdict(column) for column in table.columns],
        "withheld": sorted(table.withheld),
        "rows": [[_plain(cell) for cell in row] for row in table.rows],
    }


def _plain(cell: CellValue) -> CellValue:
    """Return a whole number without a decimal point; everything else as it is."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
