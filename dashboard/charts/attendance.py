"""Attendance as charts: by month, by year, this year against last year, and ranked by territory or library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.charts.building import counts, hollow, numbers, period_code, spec_of, table_of
from dashboard.charts.spec import Band, ChartSpec, ColumnKind, Mark, Series
from dashboard.charts.words import ChartWords
from data.formats import calendar_month, month_name, period_name
from data.measures import change_pct
from data.periods import Month, is_year, months

# What a ranking may have beside its names, in the order of its table.
_RANKED: dict[str, ColumnKind] = {
    "value": "whole",
    "total": "whole",
    "inhabitants": "whole",
    "change_pct": "percent",
    "libraries": "whole",
    "reported": "whole",
    "expected": "whole",
}
_LYING = 3  # years: fewer standing bars would be slabs


def by_month(
    frame: pd.DataFrame,
    *,
    key: str,
    first: Month,
    last: Month,
    words: ChartWords,
    bands: Sequence[Band] = (),
    marks: Sequence[Mark] = (),
) -> ChartSpec:
    """Return the trend of monthly totals (period, value, reported, expected): every month from `first` to `last`.

    A month nobody reported is a gap; a month with low coverage is hollow.
    """
    every = list(months(first, last))
    rows = frame.set_index("period").reindex([month.period for month in every])
    values = numbers(rows["value"])
    reported, expected = counts(rows["reported"]), counts(rows["expected"])
    names = tuple(str(month) for month in every)
    series = Series("value", words.labels["value"], values, hollow(reported, expected))
    table = table_of(
        key,
        words,
        (("month", "month"), ("value", "whole"), ("reported", "whole"), ("expected", "whole")),
        zip(names, values, reported, expected, strict=True),
    )
    labels = tuple(month_name(month, words.language, "abbreviated") for month in every)
    return spec_of("line", key, words, names, labels, (series,), table, bands=bands, marks=marks)


def by_year(frame: pd.DataFrame, *, key: str, words: ChartWords) -> ChartSpec:
    """Return bars of yearly totals (period, value, reported, expected); few years lie, many stand."""
    years = tuple(str(int(period)) for period in frame["period"])
    values = numbers(frame["value"])
    reported, expected = counts(frame["reported"]), counts(frame["expected"])
    series = Series("value", words.labels["value"], values, hollow(reported, expected))
    table = table_of(
        key,
        words,
        (("year", "text"), ("value", "whole"), ("reported", "whole"), ("expected", "whole")),
        zip(years, values, reported, expected, strict=True),
    )
    return spec_of("bars" if len(years) > _LYING else "ranked", key, words, years, years, (series,), table)


def against_year_before(frame: pd.DataFrame, *, key: str, words: ChartWords) -> ChartSpec:
    """Return paired bars of the comparable panel: the same months a year before, then this period.

    Frame: period, value, before, libraries, naive_value, naive_before.
    """
    periods = [int(period) for period in frame["period"]]
    names = tuple(period_code(period) for period in periods)
    now, before = numbers(frame["value"]), numbers(frame["before"])
    change = tuple(change_pct(now=new, before=old) for new, old in zip(now, before, strict=True))
    table = table_of(
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
            counts(frame["libraries"]),
            numbers(frame["naive_before"]),
            numbers(frame["naive_value"]),
            strict=True,
        ),
    )
    series = (Series("before", words.labels["before"], before), Series("value", words.labels["value"], now))
    labels = tuple(period_name(period, words.language, "abbreviated") for period in periods)
    return spec_of("bars", key, words, names, labels, series, table)


def by_season(frame: pd.DataFrame, *, key: str, words: ChartWords) -> ChartSpec:
    """Return a line a year over the calendar months (period, value, total, reported, expected); earlier years are grey.

    `value` is what is drawn, `total` what it was made of.
    """
    by_year: dict[int, dict[int, tuple[float | None, bool]]] = {}
    reported, expected = counts(frame["reported"]), counts(frame["expected"])
    for period, value, pale in zip(frame["period"], numbers(frame["value"]), hollow(reported, expected), strict=True):
        by_year.setdefault(int(period) // 100, {})[int(period) % 100] = (value, pale)
    year_months = range(1, 13)
    series = [
        Series(
            str(year),
            str(year),
            tuple(found.get(month, (None, False))[0] for month in year_months),
            tuple(found.get(month, (None, False))[1] for month in year_months),
            context=year < max(by_year) - 1,
        )
        for year, found in sorted(by_year.items())
    ]
    rows = zip(
        (period_code(int(period)) for period in frame["period"]),
        numbers(frame["value"]),
        numbers(frame["total"]),
        reported,
        expected,
        strict=True,
    )
    shape: list[tuple[str, ColumnKind]] = [("month", "month"), ("value", "decimal")]
    shape += [(name, "whole") for name in ("total", "reported", "expected")]
    names = tuple(calendar_month(month, words.language, "abbreviated") for month in year_months)
    codes = tuple(str(month) for month in year_months)
    return spec_of("season", key, words, codes, names, series, table_of(key, words, shape, rows))


def ranked(
    frame: pd.DataFrame,
    *,
    key: str,
    of: str,
    names: Mapping[str, str],
    words: ChartWords,
    links: Mapping[str, str] | None = None,
    most: int | None = None,
    chosen: str = "",
    value_kind: ColumnKind = "whole",
) -> ChartSpec:
    """Return the rows of a frame (`of`, value, reported, expected, and what else it has) from most to least.

    `of` is the column that `names` names, e.g. "territory". The chart shows at most `most` rows, the table all of
    them; rows without a value stand last in the table and are not drawn. `chosen`: the row that stands out, all others
    being what it is compared with.
    """
    rows = frame.sort_values(["value", of], ascending=[False, True], na_position="last", kind="stable")
    codes = [str(code) for code in rows[of]]
    labels, leads = tuple(names[code] for code in codes), tuple((links or {}).get(code, "") for code in codes)
    values, pale = numbers(rows["value"]), hollow(counts(rows["reported"]), counts(rows["expected"]))
    kinds = {name: kind for name, kind in {**_RANKED, "value": value_kind}.items() if name in rows}
    cells = (counts(rows[name]) if kind == "whole" else numbers(rows[name]) for name, kind in kinds.items())
    table = table_of(
        key, words, [(of, "text"), *kinds.items()], zip(labels, *cells, strict=True), leads if links else ()
    )
    drawn = [place for place, value in enumerate(values) if value is not None][:most]
    shown = tuple(labels[place] for place in drawn)
    series = _standing_out(
        Series("value", words.labels["value"], tuple(values[p] for p in drawn), tuple(pale[p] for p in drawn)),
        [codes[place] == chosen for place in drawn],
    )
    led = tuple(leads[place] for place in drawn) if links else ()
    return spec_of("ranked", key, words, shown, shown, series, table, links=led)


def _standing_out(series: Series, chosen: Sequence[bool]) -> tuple[Series, ...]:
    """Return the series in two where some of it was chosen: the chosen values, and what they are compared with."""
    if not any(chosen):
        return (series,)

    def part(key: str, wanted: bool) -> Series:
        kept = [one is wanted for one in chosen]
        values = tuple(value if keep else None for value, keep in zip(series.values, kept, strict=True))
        pale = tuple(keep and low for low, keep in zip(series.hollow, kept, strict=True))
        return replace(series, key=key, values=values, hollow=pale, context=not wanted)

    return part("value", True), part("others", False)
