"""The figures of reporting in DHIS2's words: as cards, by territory or library, and by how late reports came."""

from __future__ import annotations

import pandas as pd

from dashboard.asked import Asked
from dashboard.attendance_places import territory_names
from dashboard.attendance_tables import sort_order
from dashboard.charts.building import counts, numbers
from dashboard.charts.reporting import by_days_late
from dashboard.charts.spec import CellValue, ChartSpec, Column, ColumnKind, TableSpec
from dashboard.content import Card
from dashboard.headline import said_coverage
from dashboard.papers import chart_words, library_name
from dashboard.passports import passport_of, stamped
from dashboard.reporting_completeness import of_libraries, states
from data.coverage import Coverage
from data.figure_ids import Said
from data.formats import number, percent
from data.measures import ratio
from data.queries.figure import EXPECTED, IN_TIME, RECEIVED
from data.queries.reporting import Rates, rates_by, timeliness

PLACES = "reporting-places"
_LATE = ((None, 0), (1, 3), (4, 7), (8, 14), (15, 30), (31, None))  # days after the due date
_OF_TERRITORY: tuple[tuple[str, ColumnKind], ...] = (
    ("expected", "whole"), ("actual", "whole"), ("rate", "percent"), ("on_time", "whole"), ("rate_on_time", "percent"),
    ("content", "percent"),
)  # fmt: skip

_FIGURES: dict[str, tuple[str, Said]] = {  # the cards, and of each what it counts and what it says of that
    "expected": (EXPECTED, "total"),
    "actual": (RECEIVED, "total"),
    "rate": (RECEIVED, "reporting"),
    "on_time": (IN_TIME, "total"),
    "rate_on_time": (RECEIVED, "on_time"),
    "content": (RECEIVED, "content"),
}


def cards(asked: Asked, found: Rates) -> list[Card]:
    """Return the five figures of reporting, and how fully the reports that came are filled in."""
    coverage = said_coverage(asked, Coverage(found.actual, found.expected))
    shares = {"rate": found.rate, "rate_on_time": found.rate_on_time, "content": found.content}
    counts = {"expected": found.expected, "actual": found.actual, "on_time": found.on_time}
    made = []
    for key in _FIGURES:
        value = shares[key] if key in shares else counts[key]
        if value is None:
            said = asked.text["absent.short"]
        else:
            said = percent(value * 100, asked.language) if key in shares else number(value, asked.language)
        card = Card(
            key=key,
            label=asked.text[f"reporting.{key}.name"],
            value=None if value is None else value * 100 if key in shares else float(value),
            shown=said,
            note=asked.text[f"reporting.{key}.note"],
            coverage=coverage,
        )
        made.append(stamped(asked, card, *_FIGURES[key]))
    return made


def rates_said(asked: Asked, found: Rates) -> str:
    """Return the finding: how many of the reports expected came, and how many of them on time."""
    share = percent(100 * (found.rate or 0.0), asked.language)
    said = asked.text.plural("reporting.finding", found.expected, actual=found.actual, share=share)
    if found.on_time is None:
        return said
    return f"{said} {asked.text.plural('reporting.finding_on_time', found.on_time)}"


def places_table(asked: Asked) -> TableSpec:
    """Return the figures of each territory, or of each library of one, in the order the address asks for."""
    columns, rows, links = _of_libraries(asked) if of_libraries(asked) else _of_territories(asked)
    sort = asked.address.sort or f"-{columns[1].key}"
    order = sort_order(rows, columns, sort, asked.language)
    title = asked.text["table.reporting_libraries" if of_libraries(asked) else "table.reporting_territories"]
    return TableSpec(
        PLACES, title, columns, tuple(rows[place] for place in order), tuple(links[place] for place in order)
    )


_Listed = tuple[tuple[Column, ...], list[tuple[CellValue, ...]], list[str]]


def _of_territories(asked: Asked) -> _Listed:
    frame = rates_by(asked.session, asked.catalogue, asked.selection, "territory", annual=asked.annual)
    names = territory_names(asked)
    cells = zip(
        [names.get(code, code) for code in frame["territory"]],
        counts(frame["expected"]),
        counts(frame["actual"]),
        numbers(frame["rate_pct"]),
        counts(frame["on_time"]),
        numbers(frame["rate_on_time_pct"]),
        numbers(frame["content_pct"]),
        strict=True,
    )
    columns = (
        Column("territory", asked.text["column.territory"]),
        *(
            Column(key, asked.text[f"reporting.{key}.name"], kind, passport_of(asked, *_FIGURES[key]))
            for key, kind in _OF_TERRITORY
        ),
    )
    return columns, list(cells), [asked.address.of_territory(code).href() for code in frame["territory"]]


def _of_libraries(asked: Asked) -> _Listed:
    frame = states(asked)
    rows: list[tuple[CellValue, ...]] = []
    links = []
    for code, some in frame.groupby("library"):
        came = {state: int((some["state"] == state).sum()) for state in ("on_time", "late", "refused", "missing")}
        received = int(some["received_at"].notna().sum())
        content = ratio(part=int(some["filled"].sum()), whole=int(some["asked"].sum()))
        filled = None if content is None else 100 * content
        rows.append((library_name(asked, some["name"].iloc[0]), received, *came.values(), _latest(some), filled))
        links.append(asked.address.of_library(str(code)).href())
    text = asked.text
    counted = ("on_time", "late", "refused", "missing")
    columns = (
        Column("library", text["column.library"]),
        Column("actual", text["reporting.actual.name"], "whole"),
        *(Column(state, text[f"reporting.state.{state}.name"], "whole") for state in counted),
        Column("most_days_late", text["reporting.column.most_days_late"], "whole"),
        Column("content", text["reporting.content.name"], "percent"),
    )
    return columns, rows, links


def _latest(some: pd.DataFrame) -> int | None:
    """Return by how many days the latest report was late; None where none was."""
    most = some["days_late"].max()
    return None if pd.isna(most) or most <= 0 else int(most)


def lateness_chart(asked: Asked, found: Rates) -> ChartSpec | None:
    """Return the reports by how many days after their due date they came; None where no due date is declared."""
    frame = timeliness(asked.session, asked.catalogue, asked.selection, annual=asked.annual)
    if frame.empty:
        return None
    text, days = asked.text, frame["days_late"]
    classes = []
    for first, last in _LATE:
        inside = (days >= first if first is not None else days <= 0) & (days <= last if last is not None else True)
        classes.append((_class_name(asked, first, last), int(frame.loc[inside, "reports"].sum())))
    share = percent(100 * classes[0][1] / max(1, sum(value for _, value in classes)), asked.language)
    title = text.format("reporting.came_on_time", share=share)
    listed = "; ".join(f"{name}: {number(value, asked.language)}" for name, value in classes)
    return by_days_late(
        classes,
        key="days-late",
        words=chart_words(
            asked,
            RECEIVED,
            title=title,
            summary=f"{title}. {listed}.",
            table="days_late",
            coverage=said_coverage(asked, Coverage(found.actual, found.expected)),
            measure=text["reporting.lateness"],
            labels={
                "days_late": text["reporting.column.when"],
                "reports": text["reporting.actual.name"],
                "share_pct": text["reporting.column.share"],
            },
        ),
    )


def _class_name(asked: Asked, first: int | None, last: int | None) -> str:
    if first is None:
        return asked.text["reporting.by_due_date"]
    if last is None:
        return asked.text.format("reporting.days_from", first=first)
    return asked.text.format("reporting.days_between", first=first, last=last)
