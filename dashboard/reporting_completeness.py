"""Who reported and who did not, month by month: territories by the share of their reports, libraries by what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd

from dashboard.asked import Asked
from dashboard.attendance_places import territory_names
from dashboard.charts.building import counts, period_code
from dashboard.charts.reporting import Cell, Row, cells_by_period
from dashboard.charts.spec import ChartSpec, Step, Tone
from dashboard.collation import letters
from dashboard.headline import said_coverage
from dashboard.papers import chart_words, library_name
from data.coverage import THRESHOLD, Coverage
from data.formats import number, percent, period_name
from data.queries.chase import moment_of
from data.queries.figure import RECEIVED
from data.queries.reporting import STATES, Rates, library_states, rates_by

# The classes of a territory's month: from which share of its reports on, and the fill.
_CLASSES: tuple[tuple[str, float, Tone], ...] = (
    ("all", 1.0, "1"),
    ("most", 0.9, "2"),
    ("many", THRESHOLD, "3"),
    ("half", 0.5, "5"),
    ("few", 0.0, "alert"),
)
_TONES: Mapping[str, Tone] = {
    "on_time": "1", "received": "1", "late": "3", "awaited": "2", "refused": "5", "missing": "alert",
    "not_owed": "quiet",
}  # fmt: skip
_ALWAYS = ("on_time", "late", "refused", "missing", "not_owed")  # the five states; others where they occur


def moment(asked: Asked) -> datetime:
    """Return when it is for whoever asks (data.queries.chase.moment_of)."""
    return moment_of(asked.catalogue, asked.available.as_of)


def completeness_chart(asked: Asked, found: Rates) -> ChartSpec | None:
    """Return the heat map: territories by month, or the libraries of one territory; None without any obligation."""
    return _libraries(asked, found) if of_libraries(asked) else _territories(asked, found)


def of_libraries(asked: Asked) -> bool:
    """Return True where the rows are libraries: one of them or one territory was asked for, or there is one only."""
    return bool(asked.library) or len(asked.selection.territories) == 1 or len(asked.catalogue.territories) < 2


def _territories(asked: Asked, found: Rates) -> ChartSpec | None:
    frame = rates_by(asked.session, asked.catalogue, asked.selection, "territory", "period", annual=asked.annual)
    if frame.empty:
        return None
    names, text = territory_names(asked), asked.text
    frame["name"] = [names.get(code, code) for code in frame["territory"]]
    periods = sorted({int(period) for period in frame["period"]})
    given = {
        (territory, period): Coverage(actual or 0, expected or 0)
        for territory, period, actual, expected in zip(
            frame["territory"], frame["period"], counts(frame["actual"]), counts(frame["expected"]), strict=True
        )
    }
    codes = dict(zip(frame["territory"], frame["name"], strict=True))
    rows = [
        Row(
            codes[code],
            [_rate_cell(asked, given.get((code, period))) for period in periods],
            asked.address.of_territory(code).href(),
        )
        for code in sorted(codes, key=lambda code: letters(codes[code], asked.language))
    ]
    by_period = {period: _whole(given, period).share or 0.0 for period in periods}
    worst = min(periods, key=by_period.__getitem__)
    said = {"month": period_name(worst, asked.language), "share": percent(100 * by_period[worst], asked.language)}
    complete = by_period[worst] == 1
    steps = [
        Step(name, text[f"reporting.class.{name}.name"], tone, text[f"reporting.class.{name}.letter"])
        for name, _, tone in _CLASSES
    ]
    return cells_by_period(
        rows,
        key="completeness",
        words=chart_words(
            asked,
            RECEIVED,
            said="reporting",
            title=text["reporting.complete"] if complete else text.format("reporting.worst", **said),
            summary=_summary(asked, found, steps, rows),
            table="rate_by_month",
            coverage=said_coverage(asked, Coverage(found.actual, found.expected)),
            measure=text["reporting.rate.name"],
            labels={"name": text["column.territory"]},
        ),
        periods=_named(asked, periods),
        steps=steps,
        kind="percent",
    )


def _whole(given: Mapping[tuple[str, int], Coverage], period: int) -> Coverage:
    """Return the reports of all territories in a period."""
    some = [coverage for (_, when), coverage in given.items() if when == period]
    return Coverage(sum(one.reported for one in some), sum(one.expected for one in some))


def _rate_cell(asked: Asked, coverage: Coverage | None) -> Cell | None:
    share = coverage.share if coverage else None
    if coverage is None or share is None:
        return None
    place = next(place for place, (_, least, _) in enumerate(_CLASSES) if share >= least)
    shown = asked.text.plural("coverage.reports", coverage.expected, reported=coverage.reported)
    return Cell(place, f"{shown} ({percent(share * 100, asked.language)})", share * 100)


def _libraries(asked: Asked, found: Rates) -> ChartSpec | None:
    text = asked.text
    frame = states(asked)
    if frame.empty:
        return None
    there = set(frame["state"])
    shown = [state for state in STATES if state in _ALWAYS or state in there]
    if "received" in there and not there & {"on_time", "late"}:  # no due date is declared
        shown = [state for state in shown if state not in ("on_time", "late")]
    steps = [
        Step(one, text[f"reporting.state.{one}.name"], _TONES[one], text[f"reporting.state.{one}.letter"])
        for one in shown
    ]
    periods = sorted({int(period) for period in frame["period"]})
    rows = []
    for code, name, some in _by_library(asked, frame):
        of_period = {
            period: (state, days)
            for period, state, days in zip(some["period"], some["state"], counts(some["days_late"]), strict=True)
        }
        cells = [_state_cell(asked, steps, of_period.get(period)) for period in periods]
        rows.append(Row(name, cells, asked.address.of_library(code).href()))
    return cells_by_period(
        rows,
        key="completeness",
        words=chart_words(
            asked,
            RECEIVED,
            said="reporting",
            title=_lacking(asked, frame, len(rows)),
            summary=_summary(asked, found, steps, rows),
            table="state_by_month",
            coverage=said_coverage(asked, Coverage(found.actual, found.expected)),
            measure=text["reporting.states"],
            labels={"name": text["column.library"]},
        ),
        periods=_named(asked, periods),
        steps=steps,
        kind="text",
    )


def _lacking(asked: Asked, frame: pd.DataFrame, libraries: int) -> str:
    """Return how many libraries lack a report; of one library, how many reports it lacks."""
    lacking = frame.loc[frame["state"].isin(["missing", "refused"]), "library"]
    if lacking.empty:
        return asked.text["reporting.complete"]
    if libraries == 1:
        return asked.text.plural("reporting.did_not_come", len(lacking))
    return asked.text.plural("reporting.lacking", lacking.nunique(), all=libraries)


def states(asked: Asked) -> pd.DataFrame:
    """Return the states of the libraries' reports that ever owed or sent one in the selection."""
    frame = library_states(asked.session, asked.catalogue, asked.selection, annual=asked.annual, as_of=moment(asked))
    concerned = set(frame.loc[frame["state"] != "not_owed", "library"])
    return frame[frame["library"].isin(concerned)]


def _by_library(asked: Asked, frame: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Return code, name and rows of each library, in the order of names."""
    found = [(str(code), library_name(asked, some["name"].iloc[0]), some) for code, some in frame.groupby("library")]
    return sorted(found, key=lambda one: (letters(one[1], asked.language), one[0]))


def _state_cell(asked: Asked, steps: Sequence[Step], found: tuple[str, int | None] | None) -> Cell | None:
    """Return what became of a report; of a late one, by how many days."""
    if found is None:
        return None
    state, days = found
    place = next(place for place, step in enumerate(steps) if step.key == state)
    late = state == "late" and days is not None
    shown = asked.text.plural("reporting.days_late", days or 0) if late else steps[place].label
    return Cell(place, shown, steps[place].label)


def _summary(asked: Asked, found: Rates, steps: Sequence[Step], rows: Sequence[Row]) -> str:
    """Return how many cells there are in each step, in one sentence."""
    counts = [0] * len(steps)
    for row in rows:
        for cell in row.cells:
            if cell is not None:
                counts[cell.step] += 1
    listed = "; ".join(
        f"{step.label}: {number(count, asked.language)}" for step, count in zip(steps, counts, strict=True) if count
    )
    coverage = said_coverage(asked, Coverage(found.actual, found.expected))
    return asked.text.format("reporting.summary", coverage=coverage, listed=listed)


def _named(asked: Asked, periods: Sequence[int]) -> list[tuple[str, str]]:
    return [(period_code(period), period_name(period, asked.language, "abbreviated")) for period in periods]
