"""What the checks found in the files received, with file, sheet and cell; which reports were sent again, and what that
changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from dashboard.asked import Asked
from dashboard.attendance_tables import sort_order
from dashboard.charts.building import numbers, period_code
from dashboard.charts.campaign import Row, counted
from dashboard.charts.spec import CellValue, ChartSpec, Column, ColumnKind, TableSpec
from dashboard.headline import said_coverage
from dashboard.papers import chart_words, library_name
from dashboard.passports import passport_of, with_figure
from data import problem_words
from data.coverage import Coverage
from data.disclosure import may_be_protected
from data.formats import number
from data.queries.chase import HEADLINE
from data.queries.figure import RECEIVED
from data.queries.findings import SEVERITIES, findings
from data.queries.libraries import all_libraries
from data.queries.reporting import Rates
from data.queries.resubmissions import resubmissions
from data.wording import Text

FINDINGS, AGAIN = "findings", "resubmissions"
_FOUND: tuple[tuple[str, ColumnKind], ...] = (
    ("library", "text"), ("problem", "text"), ("what", "text"), ("remedy", "text"), ("place", "text"),
    ("severity", "text"), ("received", "day"),
)  # fmt: skip


class _Found(NamedTuple):
    """A row of data.queries.findings."""

    file: str
    received_at: datetime
    library: str | None
    kind: str
    severity: str
    sheet: str | None
    cell: str | None
    found: str | None
    details: dict[str, str | int | float]


class Told(NamedTuple):
    """A view of the page: its finding, and the sentences, charts and tables below it."""

    finding: str
    sentences: tuple[str, ...]
    charts: tuple[ChartSpec, ...]
    tables: tuple[TableSpec, ...]
    passport: str = ""  # of the figure that the finding tells
    figures: tuple[str, ...] = ()  # ids of figures that the sentences tell, with which they end


def problems(asked: Asked, rates: Rates) -> Told:
    """Return the problems of the files about the selection: how many of each kind, and each with its cell."""
    text, language = asked.text, asked.language
    frame = findings(asked.session, asked.catalogue, asked.selection, annual=asked.annual)
    frame = frame.sort_values("severity", key=lambda column: column.map(SEVERITIES.index), kind="stable")
    names: dict[str | None, str] = {one.code: library_name(asked, one.name) for one in all_libraries(asked.session)}
    columns = tuple(Column(key, text[f"reporting.column.{key}"], kind) for key, kind in _FOUND)
    every = [_Found(*one) for one in frame[list(_Found._fields)].itertuples(index=False)]
    in_files = [_row(one, names, text, whole=False) for one in every]
    rows = [_row(one, names, text, whole=True) for one in every] if asked.corrects else in_files
    links = [asked.address.of_library(code).href() if code in names else "" for code in frame["library"]]
    sort = asked.address.sort
    order = sort_order(rows, columns, sort, language) if sort else range(len(rows))
    table = TableSpec(
        FINDINGS,
        text["table.findings"],
        columns,
        tuple(rows[at] for at in order),
        tuple(links[at] for at in order),
        in_files=tuple(in_files[at] for at in order),
    )
    if not rows:
        return Told(text["reporting.findings.none"], (), (), ())
    refused = int((frame["severity"] == "refuse").sum())
    finding = text.plural("reporting.findings.finding", len(rows), files=int(frame["file_id"].nunique()))
    figure = passport_of(asked, RECEIVED, "refused")
    told = with_figure(text, text.plural("reporting.findings.refused", refused), figure)
    chart = _by_kind(asked, rates, Counter(str(row[1]) for row in rows))
    sentences = (told, text["reporting.findings.files"])
    return Told(finding, sentences, (chart,), (table, chart.table), chart.passport, (figure,))


def _row(one: _Found, names: Mapping[str | None, str], text: Text, *, whole: bool) -> tuple[CellValue, ...]:
    """Return the cells of a problem; not `whole`: without the values of a cell that may be about few people."""
    places = {"found": one.found, "sheet": one.sheet, "cell": one.cell, "file": one.file}
    said = (one.kind, one.details, places, text.language)
    what, remedy = problem_words.what(*said), problem_words.remedy(*said)
    indicator = one.details.get("indicator")
    if not whole and one.cell and may_be_protected(None if indicator is None else str(indicator)):
        _title, what, remedy = problem_words.in_general(one.kind, text.language)
    return (
        names.get(one.library, one.library),
        problem_words.title(one.kind, text.language),
        what,
        remedy,
        " › ".join(part for part in (one.file, one.sheet, one.cell) if part),
        text["reporting.severity." + one.severity],
        one.received_at.date().isoformat(),
    )


def _by_kind(asked: Asked, rates: Rates, kinds: Counter[str]) -> ChartSpec:
    text = asked.text
    named = kinds.most_common()
    title = text.format("reporting.findings.title", kind=named[0][0])
    listed = "; ".join(f"{name}: {number(count, asked.language)}" for name, count in named)
    words = chart_words(
        asked,
        RECEIVED,
        said="findings",
        title=title,
        summary=f"{title}. {listed}.",
        table="findings_by_kind",
        coverage=said_coverage(asked, Coverage(rates.actual, rates.expected)),
        measure=text["reporting.findings.measure"],
        labels={"name": text["reporting.column.problem"], "value": text["reporting.findings.measure"]},
    )
    return counted([Row(name, float(count)) for name, count in named], key="findings-by-kind", words=words)


def sent_again(asked: Asked) -> Told:
    """Return the reports that replaced an earlier one: how many answers they changed, and the visits in both."""
    text = asked.text
    frame = resubmissions(asked.session, asked.catalogue, asked.selection, annual=asked.annual)
    if frame.empty:
        return Told(text["reporting.again.none"], (), (), ())
    measure = text[f"indicator.{HEADLINE}.short"]
    columns = _again_columns(asked, measure)
    rows: list[tuple[CellValue, ...]] = [
        (
            library_name(asked, one["name"]),
            period_code(one["period"]),
            one["received_at"].date().isoformat(),
            int(one["changed"]),
            int(one["answers"]),
            before,
            after,
            int(one["version"]),
            text["reporting.again.yes" if one["in_force"] else "reporting.again.no"],
            one["file"],
            one["replaced_file"],
        )
        for one, before, after in zip(
            frame.to_dict("records"), numbers(frame["before"]), numbers(frame["after"]), strict=True
        )
    ]
    links = [asked.address.of_library(code).href() for code in frame["library"]]
    order = sort_order(rows, columns, asked.address.sort or "-changed", asked.language)
    table = TableSpec(
        AGAIN, text["table.resubmissions"], columns, tuple(rows[at] for at in order), tuple(links[at] for at in order)
    )
    changed = int((frame["changed"] > 0).sum())
    moved = float((frame["after"] - frame["before"]).sum())
    sign = "+" if moved > 0 else ""
    said = (
        text.plural("reporting.again.changed", changed),
        text.format("reporting.again.moved", indicator=measure, moved=sign + number(moved, asked.language)),
    )
    figures = (passport_of(asked, RECEIVED, "answered_anew"), passport_of(asked, HEADLINE, "moved"))
    sentences = tuple(with_figure(text, one, figure) for one, figure in zip(said, figures, strict=True))
    finding, figure = text.plural("reporting.again.finding", len(rows)), passport_of(asked, RECEIVED, "replaced")
    return Told(finding, sentences, (), (table,), figure, figures)


def _again_columns(asked: Asked, measure: str) -> tuple[Column, ...]:
    text = asked.text
    month: ColumnKind = "text" if asked.annual else "month"
    return (
        Column("library", text["column.library"]),
        Column("month", text["column.year" if asked.annual else "column.month"], month),
        Column("received", text["reporting.column.received"], "day"),
        Column("changed", text["reporting.column.changed"], "whole"),
        Column("answers", text["reporting.column.answers"], "whole"),
        Column("before", text.format("reporting.column.before", indicator=measure), "whole"),
        Column("after", text.format("reporting.column.after", indicator=measure), "whole"),
        Column("version", text["reporting.column.version"], "whole"),
        Column("in_force", text["reporting.column.in_force"]),
        Column("file", text["reporting.column.file"]),
        Column("replaced_file", text["reporting.column.replaced_file"]),
    )
