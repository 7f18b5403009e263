"""Charts of attendance with their words: each asks one question and says its finding; None where nothing is known."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts import attendance as build
from dashboard.charts.spec import ChartSpec
from dashboard.happenings import happenings
from dashboard.headline import Headline, low_coverage, naive_beside, on_same_libraries, said_coverage
from dashboard.papers import chart_words, stages, stages_within
from data.coverage import Coverage
from data.formats import calendar_month, change, month_name, number
from data.late_words import late_in_words
from data.panel import compare_by_month
from data.periods import Month
from data.queries.attendance import monthly_totals, yearly_totals
from data.wording import Text

_MONTHS, _YEARS = "-by-month", "-by-year"  # how the keys of trends end
_SEASONS = 4  # years drawn over each other


def trend(asked: Asked, headline: Headline) -> ChartSpec | None:
    """Return the months of an indicator with the campaign stages behind, or its years where there are no months."""
    if asked.annual:
        return _years(asked, headline)
    frame = monthly_totals(asked.session, asked.catalogue, headline.code, asked.selection)
    if frame.empty or asked.months is None:
        return None
    text, language = asked.text, asked.language
    first, last = asked.months
    top = frame.sort_values("value", ascending=False, kind="stable").iloc[0]
    peak = month_name(Month.from_period(int(top["period"])), language)
    name = text[f"indicator.{headline.code}.short"]
    ends = [frame.iloc[0], frame.iloc[-1]]
    said = {
        f"{place}_{what}": words
        for place, row in zip(("first", "last"), ends, strict=True)
        for what, words in (
            ("month", month_name(Month.from_period(int(row["period"])), language)),
            ("value", number(row["value"], language)),
        )
    }
    marks, explained = happenings(asked, headline.code)
    words = chart_words(
        asked,
        headline.code,
        title=text.format("finding.peak", indicator=name, month=peak)
        if len(frame) > 1
        else text.format("finding.measured", indicator=name, value=number(top["value"], language)),
        summary=text.format("summary.trend", indicator=name, peak=peak, top=number(top["value"], language), **said),
        table="by_month",
        coverage=said_coverage(asked, headline.figure.coverage),
        notes=(*unfinished(text, frame), *low_coverage(text, headline.figure.coverage), *explained),
    )
    key = f"{headline.code.lower()}{_MONTHS}"
    return build.by_month(frame, key=key, first=first, last=last, words=words, bands=stages(asked), marks=marks)


def unfinished(text: Text, frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the sentence that says the last month of a frame is still coming in, or nothing."""
    last = frame.iloc[-1]
    coverage = Coverage(int(last["reported"]), int(last["expected"]))
    if not coverage.low:
        return ()
    month = month_name(Month.from_period(int(last["period"])), text.language)
    reported = text.plural("coverage.libraries", coverage.expected, reported=coverage.reported)
    return (text.format("note.unfinished", month=month, reported=reported),)


def is_trend(spec: ChartSpec) -> bool:
    """Return True for a chart that `trend` made."""
    return spec.key.endswith((_MONTHS, _YEARS))


def _years(asked: Asked, headline: Headline) -> ChartSpec | None:
    frame = yearly_totals(asked.session, asked.catalogue, headline.code, asked.selection)
    if frame.empty:
        return None
    text = asked.text
    name, last = text[f"indicator.{headline.code}.short"], frame.iloc[-1]
    said = {"indicator": name, "year": str(int(last["period"])), "value": number(last["value"], asked.language)}
    words = chart_words(
        asked,
        headline.code,
        title=text.format("finding.year", **said),
        summary=text.format("summary.years", **said),
        table="by_year",
        coverage=said_coverage(asked, headline.figure.coverage),
        notes=low_coverage(text, headline.figure.coverage),
    )
    return build.by_year(frame, key=f"{headline.code.lower()}{_YEARS}", words=words)


def against_last_year(asked: Asked, headline: Headline) -> ChartSpec | None:
    """Return the months asked for beside the same months a year before, on the same libraries."""
    comparison = headline.comparison
    if comparison.change_pct is None:
        return None
    frame = compare_by_month(asked.session, asked.catalogue, headline.code, asked.selection, annual=asked.annual)
    text = asked.text
    words = chart_words(
        asked,
        headline.code,
        said="change",
        title=text.plural(
            "finding.same_libraries",
            comparison.libraries,
            indicator=text[f"indicator.{headline.code}.short"],
            change=change(comparison.change_pct, asked.language),
        ),
        summary=on_same_libraries(text, comparison) + ".",
        table="change",
        coverage=said_coverage(asked, headline.figure.coverage),
        notes=(
            *naive_beside(text, comparison),
            *late_in_words(comparison, text),
            text["note.panel"],
            *_contaminated(asked),
        ),
    )
    return build.against_year_before(frame, key=f"{headline.code.lower()}-year-before", words=words)


def _contaminated(asked: Asked) -> tuple[str, ...]:
    """Return the warning that the year compared with lay within a campaign itself, or nothing."""
    if asked.months is None:
        return ()
    first, last = (month.plus(-12) for month in asked.months)
    names = stages_within(asked, first, last)
    return (asked.text.format("note.year_before_stage", stages=", ".join(names)),) if names else ()


def seasons(asked: Asked, headline: Headline) -> ChartSpec | None:
    """Return the calendar months of the last years up to the last month asked for, a line a year; None without any."""
    if asked.annual or asked.months is None:
        return None
    text, last = asked.text, asked.months[1]
    first = Month(max(last.year - _SEASONS + 1, asked.available.first.year if asked.available.first else 0), 1)
    whole = replace(asked.selection, start=first, end=last)
    frame = monthly_totals(asked.session, asked.catalogue, headline.code, whole)
    if frame.empty:
        return None
    frame = frame.assign(total=frame["value"], value=frame["value"] / frame["reported"])
    months = [calendar_month(month, asked.language) for month in _from_most_to_least(frame)]
    top, low = months[0], months[-1]
    name = text[f"indicator.{headline.code}.short"]
    measure = text.format("season.measure", indicator=name)
    elsewhere = replace(asked, selection=whole)
    years = f"{first.year}–{last.year}" if first.year < last.year else str(last.year)
    coverage = said_coverage(elsewhere, Coverage(int(frame["reported"].sum()), int(frame["expected"].sum())))
    words = chart_words(
        elsewhere,
        headline.code,
        title=text.format("season.title", indicator=name, month=top),
        summary=text.format("season.summary", indicator=name, years=years, top=top, low=low),
        table="by_month",
        coverage=coverage,
        notes=(text["season.mean"],),
        measure=measure,
        labels={"value": measure, "total": name},
    )
    return build.by_season(frame, key=f"{headline.code.lower()}-season", words=words)


def _from_most_to_least(frame: pd.DataFrame) -> list[int]:
    """Return the calendar months (1-12) by their mean share of their year's monthly mean: every year has one say."""
    shares = frame["value"] / frame["value"].groupby(frame["period"] // 100).transform("mean")
    means = shares.groupby(frame["period"] % 100).mean().sort_values(ascending=False, kind="stable")
    return [int(month) for month in means.index.to_numpy()]
