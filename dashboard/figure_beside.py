"""What else is told of the same libraries and months: a total has its change and its rates beside it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.asked import Asked
from dashboard.charts.spec import CellValue, Column, TableSpec
from data.figure_ids import FigureKey, Said, figure_id
from data.passport_words import said_in_words, value_in_words
from data.queries.chase import HEADLINE
from data.queries.figure import EXPECTED, RECEIVED, figure_value, of_reports
from data.queries.listed_figures import COUNTED

BESIDE = "beside"
_OF_MEASURE: tuple[Said, ...] = ("total", "change", "rate", "monthly_rate", "reporting")
_OF_REPORTS: tuple[tuple[str, Said], ...] = (
    ("Q01", "total"),
    ("Q02", "total"),
    ("Q02", "reporting"),
    ("Q03", "total"),
    ("Q02", "on_time"),
    ("Q02", "content"),
)

_TOGETHER: tuple[tuple[tuple[str, Said], ...], ...] = (
    ((EXPECTED, "overdue"), (EXPECTED, "chased")),
    ((RECEIVED, "replaced"), (RECEIVED, "answered_anew"), (HEADLINE, "moved")),
    ((RECEIVED, "findings"), (RECEIVED, "refused")),
)


def beside(asked: Asked, figure: FigureKey) -> list[TableSpec]:
    """Return the figures that are told together with this one, each with its value and its id; those that have none,
    and figures that stand alone, are left out."""
    text = asked.text
    rows: list[tuple[CellValue, ...]] = []
    links = []
    for other in _others(figure):
        found = figure_value(asked.session, asked.catalogue, other)
        if found.value is None:
            continue
        name = said_in_words(other, text)
        said = text[f"indicator.{other.indicator}.name"] if of_reports(other) and other.said == "total" else name
        rows.append((said, value_in_words(other, found, asked.catalogue, text), figure_id(other)))
        links.append(asked.address.of_figure(figure_id(other)).href())
    columns = (
        Column("said", text["figure.fact"]),
        Column("shown", text["export.value"]),
        Column("passport", text["export.passport"]),
    )
    return [TableSpec(BESIDE, text["figure.beside"], columns, tuple(rows), tuple(links))] if rows else []


def _others(figure: FigureKey) -> list[FigureKey]:
    for together in _TOGETHER:
        if (figure.indicator, figure.said) in together:
            every = [replace(figure, indicator=code, said=said) for code, said in together]
            return [one for one in every if one != figure]
    if figure.said in COUNTED:
        return []
    if of_reports(figure) and figure.indicator.startswith("Q"):
        all_of_them = [replace(figure, indicator=code, said=said) for code, said in _OF_REPORTS]
    elif figure.said in _OF_MEASURE:
        all_of_them = [replace(figure, said=said) for said in _OF_MEASURE]
    else:
        return []
    return [one for one in all_of_them if one != figure]
