"""Totals as JSON, as CSV and as a table for people; every row with its coverage."""

from __future__ import annotations

import csv
import io
import json
import math

from rich.table import Table

from data.catalogue import Catalogue
from data.coverage import Coverage, Figure
from data.formats import number, percent, period_name
from data.harmless import harmless
from data.models import Indicator
from data.periods import Month, is_year
from data.queries.totals import Totals
from data.selection import in_words
from data.wording import Text

Cell = str | int | float | None
Row = dict[str, Cell]
_NUMBERS = ("value", "reported", "expected", "coverage_pct")


def rows_of(totals: Totals) -> list[Row]:
    """Return the rows as plain values: periods "YYYY-MM" or "YYYY", whole numbers as such, None for no value."""
    return [_row({str(key): value for key, value in record.items()}) for record in totals.frame.to_dict("records")]


def as_json(totals: Totals, catalogue: Catalogue, text: Text) -> str:
    """Return one JSON object: what was asked, the rows, and the total over all rows."""
    selection = totals.selection
    said = {
        "network": catalogue.settings.name,
        "demonstration": catalogue.settings.demonstration,
        "indicator": totals.indicator.code,
        "name": text[f"indicator.{totals.indicator.code}.name"],
        "unit": totals.indicator.unit,
        "rule": totals.indicator.rule,
        "from": str(selection.start) if selection.start else None,
        "to": str(selection.end) if selection.end else None,
        "filters": in_words(selection, text, catalogue),
        "form": "annual" if totals.annual else "monthly",
        "by": totals.by,
        "rows": rows_of(totals),
        "note": note(totals, text),
        "total": _row(_figure(totals.total)) if totals.total else None,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def note(totals: Totals, text: Text) -> str | None:
    """Return why there is no total, where its rule forbids one."""
    if totals.forbidden is None:
        return None
    return text.format(totals.forbidden.key, indicator=text[f"indicator.{totals.forbidden.indicator}.name"])


def as_csv(totals: Totals) -> str:
    """Return the rows as comma separated values, a header first; an empty cell is no value."""
    columns = [*totals.frame.columns, "coverage_pct"]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows_of(totals):
        writer.writerow({key: harmless(value) if isinstance(value, str) else value for key, value in row.items()})
    return out.getvalue()


def as_table(totals: Totals, catalogue: Catalogue, text: Text) -> Table:
    """Return the rows as a table in the language of `text`, the total last; the title holds what was asked."""
    title = [text[f"indicator.{totals.indicator.code}.name"], in_words(totals.selection, text, catalogue)]
    if catalogue.settings.demonstration:
        title.append(f"({text['demonstration.label']})")
    columns = [name for name in totals.frame.columns if name not in ("library", "from", "to")] + ["coverage_pct"]
    footer = _row(_figure(totals.total)) if totals.total and totals.by != "all" else {}
    table = Table(title="\n".join(title), show_footer=bool(footer))
    for column in columns:
        label = text[f"totals.{totals.by}"] if column == "period" else text[f"totals.{column}"]
        bottom = _shown(column, footer[column], totals.indicator, catalogue, text) if column in footer else ""
        table.add_column(label, bottom, justify="right" if column in _NUMBERS else "left")
    if footer:
        table.columns[0].footer = text["totals.total"]
    for row in rows_of(totals):
        table.add_row(*(_shown(column, row[column], totals.indicator, catalogue, text) for column in columns))
    return table


def _shown(column: str, value: Cell, indicator: Indicator, catalogue: Catalogue, text: Text) -> str:
    """Return a cell as people read it."""
    if value is None:
        return text["absent.short"]
    if isinstance(value, str):
        if column == "territory" and value in catalogue.territories:
            return catalogue.territories[value].name(text.language)
        if column == "period":
            return period_name(int(value.replace("-", "")), text.language)
        kind = f"library_kind.{value}.name"
        return text[kind] if column == "kind" and kind in text else value
    if column == "coverage_pct":
        return percent(value, text.language)
    return number(value, text.language, 0 if column != "value" or indicator.whole else 2)


def _figure(figure: Figure) -> Row:
    return {"value": figure.value, "reported": figure.reported, "expected": figure.expected}


def _row(record: dict[str, Cell]) -> Row:
    row = {key: _plain(key, value) for key, value in record.items()}
    share = Coverage(int(row["reported"] or 0), int(row["expected"] or 0)).share
    return {**row, "coverage_pct": None if share is None else round(share * 100, 1)}


def _plain(key: str, value: Cell) -> Cell:
    if key == "period" and isinstance(value, int):
        return str(value) if is_year(value) else str(Month.from_period(value))
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return int(value) if value.is_integer() else value
    return value
