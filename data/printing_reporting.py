"""Reporting rates, the chase list and the year held against its months: as tables for people and as plain rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd
from rich.table import Table
from rich.text import Text as Plain

from data.catalogue import Catalogue
from data.formats import date_text, number, percent, period_name
from data.harmless import harmless
from data.wording import Text

Value = str | int | float | bool | list[str] | None
_PERCENT = "_pct"
_WHOLE = ("expected", "actual", "on_time", "overdue", "days_overdue", "months")
_PERIODS = ("period", "last_period", "year")


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Value]]:
    """Return the rows as plain values: periods as "2017-06", days and moments in ISO form, None for nothing."""
    return [{str(key): _plain(str(key), value) for key, value in row.items()} for row in frame.to_dict("records")]


def frame_as_json(frame: pd.DataFrame, name: str, about: Mapping[str, Value]) -> str:
    """Return one object: what was asked, and the rows under a name."""
    return json.dumps({**about, name: plain_rows(frame)}, ensure_ascii=False, indent=2)


def frame_as_csv(frame: pd.DataFrame) -> str:
    """Return the rows as comma separated values, a header first; an empty cell is no value."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(frame.columns), lineterminator="\n")
    writer.writeheader()
    for row in plain_rows(frame):
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def frame_as_table(
    frame: pd.DataFrame, columns: tuple[str, ...], title: str, catalogue: Catalogue, words: Text
) -> Table:
    """Return some columns as a table; what stands in them is shown as it is, never as markup."""
    shown = f"{title} ({words['demonstration.label']})" if catalogue.settings.demonstration else title
    table = Table(title=Plain(shown), title_justify="left")
    for name in columns:
        numeric = name.endswith(_PERCENT) or name in (*_WHOLE, "expected_value", "annual", "monthly", "difference")
        table.add_column(words[f"reporting.{name}"], justify="right" if numeric else "left", overflow="fold")
    for row in frame.to_dict("records"):
        table.add_row(*(Plain(_shown(name, row[name], catalogue, words)) for name in columns))
    return table


def _cell(value: Value) -> Value:
    if isinstance(value, list):
        return " ".join(value)
    return harmless(value) if isinstance(value, str) else value


def _plain(key: str, value: object) -> Value:
    if isinstance(value, tuple | list):
        return [str(_period(one)) for one in value]
    if value is None or value is pd.NaT or pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if key in _PERIODS:
        return _period(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() and not key.endswith(_PERCENT) else round(value, 2)
    return value if isinstance(value, str | bool) else int(str(value))


def _period(value: object) -> str:
    stored = int(str(value))
    return str(stored) if stored < 10_000 else f"{stored // 100:04d}-{stored % 100:02d}"


def _shown(key: str, value: object, catalogue: Catalogue, words: Text) -> str:
    """Return a cell as people read it."""
    said = _plain(key, value)
    if said is None:
        return words["absent.short"]
    if isinstance(value, tuple):
        return ", ".join(period_name(int(one), words.language, "abbreviated") for one in value)
    if isinstance(value, date):
        return date_text(value.date() if isinstance(value, datetime) else value, words.language)
    if key in _PERIODS:
        return period_name(int(str(value)), words.language)
    if key == "territory":
        return catalogue.territories[str(value)].name(words.language) if value in catalogue.territories else str(value)
    if key == "indicator":
        return words[f"indicator.{value}.short"]
    if key == "verdict":
        return words[f"reporting.verdicts.{value}"]
    if key == "kind" and f"library_kind.{value}.name" in words:
        return words[f"library_kind.{value}.name"]
    if isinstance(said, int | float):
        return percent(said, words.language) if key.endswith(_PERCENT) else number(said, words.language)
    return str(said)
