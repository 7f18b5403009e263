"""Whom to chase: libraries with overdue reports, those first that move their territory's figure most, and what to write
to them in their own language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts.spec import CellValue, Column, ColumnKind, TableSpec
from dashboard.papers import library_name, territory_name
from dashboard.passports import passport_of
from dashboard.reporting_completeness import moment
from dashboard.words import page_languages, words
from data.formats import calendar_month, date_text, period_name
from data.periods import Month, is_year
from data.queries.chase import HEADLINE, Chased, chase_list
from data.queries.figure import EXPECTED

KEY = "chase"
_COLUMNS: tuple[tuple[str, ColumnKind], ...] = (
    ("library", "text"), ("territory", "text"), ("periods", "text"), ("overdue", "whole"), ("days_overdue", "whole"),
    ("weight_pct", "percent"), ("expected_value", "whole"), ("contact", "text"), ("phone", "text"), ("email", "text"),
    ("code", "text"), ("language", "text"), ("subject", "text"), ("message", "text"),
)  # fmt: skip


def chase_table(asked: Asked) -> TableSpec:
    """Return a row for each library to be chased, with the message to it; its first cell leads to its reports."""
    frame = chase_list(asked.session, asked.catalogue, asked.selection, annual=asked.annual, as_of=moment(asked))
    text, letters = asked.text, _Letters(asked)
    ids = {"library": passport_of(asked, EXPECTED, "chased"), "overdue": passport_of(asked, EXPECTED, "overdue")}
    columns = tuple(Column(key, text[f"reporting.column.{key}"], kind, ids.get(key, "")) for key, kind in _COLUMNS)
    chased = [Chased(*row) for row in frame.itertuples(index=False, name=None)]
    rows = tuple(_row(asked, one, letters) for one in chased)
    links = tuple(asked.address.of_library(one.library).href() for one in chased)
    return TableSpec(KEY, text["table.chase"], columns, rows, links)


def chase_said(asked: Asked, table: TableSpec) -> tuple[str, tuple[str, ...]]:
    """Return the finding of the chase list, and how to read it."""
    text = asked.text
    if not table.rows:
        return text["reporting.chase.nobody"], ()
    place = [column.key for column in table.columns].index("overdue")
    reports = sum(int(row[place] or 0) for row in table.rows)
    found = text.plural("reporting.chase.finding", len(table.rows), reports=reports)
    order = text.format("reporting.chase.order", indicator=text[f"indicator.{HEADLINE}.short"])
    return found, (order,)


def _row(asked: Asked, one: Chased, letters: _Letters) -> tuple[CellValue, ...]:
    language = letters.language(one.library)
    return (
        library_name(asked, one.name),
        territory_name(asked, one.territory),
        in_words(one.periods, asked.language),
        int(one.overdue),
        _number(one.days_overdue),
        _number(one.weight_pct),
        _number(one.expected_value),
        one.contact or None,
        one.phone or None,
        one.email or None,
        one.library,
        language,
        *letters.written(language, one),
    )


class _Letters:
    """Writes to libraries in their own languages."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._readers = {code: replace(asked, text=words(asked.catalogue, code)) for code in page_languages()}

    def language(self, library: str) -> str:
        """Return the first language of a library, as the register has it, that there are words in."""
        declared = self._asked.catalogue.libraries.get(library)
        wished = (*(declared.languages if declared else ()), *self._asked.catalogue.languages, *self._readers)
        return next(code for code in wished if code in self._readers)

    def written(self, language: str, one: Chased) -> tuple[str, str]:
        """Return the subject and the text of the message to a library."""
        reader = self._readers[language]
        text = reader.text
        form = text["form.annual" if reader.annual else "form.monthly"]
        said = {
            "library": library_name(reader, one.name),
            "report": form,
            "periods": in_words(one.periods, language),
            "network": text["network.title"],
        }
        parts = [text["letter.greeting"], text.format("letter.missing", **said)]
        if one.due_on is not None:
            parts[-1] += " " + text.format("letter.due", day=date_text(one.due_on, language))
        if one.refused:
            parts.append(text["letter.refused"])
        parts += [text["letter.please"], text.format("letter.closing", **said)]
        return text.format("letter.subject", **said), "\n\n".join(parts)


def in_words(periods: Iterable[int], language: str) -> str:
    """Return stored periods as read, months of one year together: "martie, mai 2018; ianuarie 2019"."""
    said = []
    for year, some in groupby(periods, key=lambda period: period if is_year(period) else period // 100):
        months = [period for period in some if not is_year(period)]
        named = [calendar_month(Month.from_period(period).month, language) for period in months[:-1]]
        last = period_name(months[-1], language) if months else str(year)
        said.append(", ".join([*named, last]))
    return "; ".join(said)


def _number(value: float | None) -> float | None:
    """Return the number, whole ones without decimals; None where it is missing."""
    if value is None or pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
