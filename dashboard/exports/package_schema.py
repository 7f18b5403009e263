"""The columns of a table as fields of a Table Schema: name, type, titles by language, unit and definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.charts.spec import ColumnKind, TableSpec
from dashboard.content import PageContent, Term
from data.wording import Text

_TYPES: dict[ColumnKind, str] = {"month": "yearmonth", "day": "date", "percent": "number", "decimal": "number"}
# Columns that many tables have, whose name alone does not say everything: [package.column] in the text files.
_EXPLAINED = ("reported", "expected", "change_pct", "libraries", "share_pct")
_OF_THE_INDICATOR = ("value", "before", "total", "naive_value", "naive_before")  # columns of a chart's table


def column_names(table: TableSpec) -> list[str]:
    """Return the names of the columns in the .csv of a package: their keys, no two alike."""
    names: list[str] = []
    for column in table.columns:
        name, number = column.key, 1
        while name in names:
            number += 1
            name = f"{column.key}_{number}"
        names.append(name)
    return names


def column_terms(content: PageContent, table: TableSpec) -> list[Term | None]:
    """Return the indicator that each column counts, or None."""
    terms = {term.code: term for term in content.terms}
    charted = {chart.table.key: chart.indicator for chart in content.charts}
    of_table = terms.get(charted.get(table.key, ""))
    return [
        terms.get(column.key.upper()) or (of_table if column.key in _OF_THE_INDICATOR else None)
        for column in table.columns
    ]


def fields_of(
    table: TableSpec, terms: Sequence[Term | None], same: Mapping[str, TableSpec], text: Text
) -> list[dict[str, object]]:
    """Return the fields of a table; `same` is the table in each language, for the titles of its columns."""
    fields: list[dict[str, object]] = []
    for place, (name, column, term) in enumerate(zip(column_names(table), table.columns, terms, strict=True)):
        percent = column.kind == "percent" or column.key.endswith("_pct")
        unit = "%" if percent else term.unit if term else ""
        explained = text[f"package.column.{column.key}"] if column.key in _EXPLAINED else ""
        alike = {language: one.columns for language, one in same.items() if len(one.columns) == len(table.columns)}
        titles = {language: columns[place].label for language, columns in alike.items()}
        field = {
            "name": name,
            "title": column.label,
            "type": _type(table, place),
            "titles": titles,
            "unit": unit,
            "description": explained or (term.definition if term else ""),
            "passport": column.passport,
        }
        fields.append({key: value for key, value in field.items() if value})
    return fields


def _type(table: TableSpec, place: int) -> str:
    kind = table.columns[place].kind
    if kind == "text":
        return "string"
    if kind in ("whole", "figure"):
        values = (row[place] for row in table.rows)
        whole = all(float(value).is_integer() for value in values if isinstance(value, int | float))
        return "integer" if whole else "number"
    return _TYPES[kind]
