"""Attendance as charts: by month, by year, this year against last year, and ranked by territory or library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import pandas as pd

from dashboard.charts.spec import Band, CellValue, ChartSpec, Column, ColumnKind, Series, TableSpec
from dashboard.charts.words import ChartWords
from data.coverage import Coverage
from data.formats import month_name, period_name
from data.measures import change_pct
from data.periods import Month, is_year, months

Kind = Literal["line", "bars", "ranked"]
_LYING = 3  # years: fewer standing bars would be slabs


def by_month(
    frame: pd.DataFrame, *, key: str, first: Month, last: Month, words: ChartWords, bands: Sequence[Band] = ()
) -> ChartSpec:
    """Return the trend of monthly totals (period, value, reported, expected): every month from `first` to `last`.

    A month nobody reported is a gap; a month with low coverage is hollow.
    """
    every = list(months(first, last))
    rows = frame.set_index("period").reindex([month.period for month in every])
    values = _numbers(rows["value"])
    reported, expected = _counts(rows["reported"]), _counts(rows["expected"])
    names = tuple(str(month) for month in every)
    series = Series("value", words.labels["value"], values, _hollow(reported, expected))
    table = _table(
        key,
        words,
        (("month", "month"), ("value", "whole"), ("reported", "whole"), ("expected", "whole")),
        zip(names, values, reported, expected, strict=True),
    )
    labels = tuple(month_name(month, words.language, "abbreviated") for month in every)
    return _spec("line", key, words, names, labels, (series,), table, bands)


def by_year(frame: pd.DataFrame, *, key: str, words: ChartWords) -> ChartSpec:
    """Return bars of yearly totals (period, value, reported, expected); few years lie, many stand."""
    years = tuple(str(int(period)) for period in frame["period"])
    values = _numbers(frame["value"])
    reported, expected = _counts(frame["reported"]), _counts(frame["expected"])
    series = Series("value", words.labels["value"], values, _hollow(reported, expected))
    table = _table(
        key,
        words,
        (("year", "text"), ("value", "whole"), ("reported", "whole"), ("expected", "whole")),
        zip(years, values, reported, expected, strict=True),
    )
    return _spec("bars" if len(years) > _LYING else "ranked", key, words, years, years, (series,), table)


def against_year_before(frame: pd.DataFrame, *, key: str, words: ChartWords) -> ChartSpec:
    """Return paired bars of the comparable panel: the same months a year before, then this period.

    Frame: period, value, before, libraries, naive_value, naive_before.
    """
    periods = [int(period) for period in frame["period"]]
    names = tuple(_period_code(period) for period in periods)
    now, before = _numbers(frame["value"]), _numbers(frame["before"])
    change = tuple(change_pct(now=new, before=old) for new, old in zip(now, before, strict=True))
    table = _table(
        key,
        words,
        (
            ("month", "text" if periods and is_year(periods[0]) else "month"),
            ("before", "whole"),
            ("value", "whole"),
            ("change_pct", "percent"),
            ("libraries", "whole"),
            ("naive_before", "whole"),
            ("naive_value", "whole"),
        ),
        zip(
            names,
            before,
            now,
            change,
            _counts(frame["libraries"]),
            _numbers(frame["naive_before"]),
            _numbers(frame["naive_value"]),
            strict=True,
        ),
    )
    series = (Series("before", words.labels["before"], before), Series("value", words.labels["value"], now))
    labels = tuple(period_name(period, words.language, "abbreviated") for period in periods)
    return _spec("bars", key, words, names, labels, series, table)


def ranked(
    frame: pd.DataFrame, *, key: str, of: str, names: Mapping[str, str], words: ChartWords, most: int | None = None
) -> ChartSpec:
    """Return the rows of a frame (`of`, value, change_pct, libraries, reported, expected) from most to least.

    `of` is the column that `names` names, e.g. "territory". The chart shows at most `most` rows, the table all of
    them; rows without a value stand last in the table and are not drawn.
    """
    rows = frame.sort_values(["value", of], ascending=[False, True], na_position="last", kind="stable")
    values, labels = _numbers(rows["value"]), tuple(names[code] for code in rows[of])
    reported, expected = _counts(rows["reported"]), _counts(rows["expected"])
    hollow = _hollow(reported, expected)
    optional: tuple[tuple[str, ColumnKind], ...] = (("change_pct", "percent"), ("libraries", "whole"))
    extra = [(name, kind) for name, kind in optional if name in frame]
    shape: list[tuple[str, ColumnKind]] = [(of, "text"), ("value", "whole"), *extra]
    shape += [("reported", "whole"), ("expected", "whole")]
    more = [_numbers(rows[name]) for name, _ in extra]
    table = _table(key, words, shape, zip(labels, values, *more, reported, expected, strict=True))
    drawn = [place for place, value in enumerate(values) if value is not None][:most]
    series = Series(
        "value",
        words.labels["value"],
        tuple(values[place] for place in drawn),
        tuple(hollow[place] for place in drawn),
    )
    shown = tuple(labels[place] for place in drawn)
    return _spec("ranked", key, words, shown, shown, (series,), table)


def _spec(
    kind: Kind,
    key: str,
    words: ChartWords,
    categories: tuple[str, ...],
    labels: tuple[str, ...],
    series: tuple[Series, ...],
    table: TableSpec,
    bands: Sequence[Band] = (),
) -> ChartSpec:
    return ChartSpec(
        key=key,
        kind=kind,
        title=words.title,
        subtitle=words.subtitle,
        categories=categories,
        category_labels=labels,
        series=series,
        unit=words.unit,
        summary=words.summary,
        source=words.source,
        as_of=words.as_of,
        coverage=words.coverage,
        table=table,
        bands=tuple(bands),
        notes=(*words.notes, words.low) if any(any(one.hollow) for one in series) else words.notes,
    )


def _table(
    key: str, words: ChartWords, shape: Sequence[tuple[str, ColumnKind]], rows: Iterable[tuple[CellValue, ...]]
) -> TableSpec:
    columns = tuple(Column(name, words.labels[name], kind) for name, kind in shape)
    return TableSpec(key, words.table, columns, tuple(rows))


def _numbers(column: pd.Series[float]) -> tuple[float | None, ...]:
    return tuple(None if pd.isna(value) else float(value) for value in column)


def _counts(column: pd.Series[int]) -> tuple[int | None, ...]:
    return tuple(None if pd.isna(value) else int(value) for value in column)


def _hollow(reported: Sequence[int | None], expected: Sequence[int | None]) -> tuple[bool, ...]:
    return tuple(Coverage(got or 0, owed or 0).low for got, owed in zip(reported, expected, strict=True))


def _period_code(period: int) -> str:
    return str(period) if is_year(period) else str(Month.from_period(period))
