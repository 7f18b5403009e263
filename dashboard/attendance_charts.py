"""Charts of attendance with their words: each asks one question and says its finding; None where nothing is known."""

from __future__ import annotations

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts import attendance as build
from dashboard.charts.spec import ChartSpec
from dashboard.headline import Headline, low_coverage, naive_beside, on_same_libraries, said_coverage
from dashboard.papers import chart_words, library_name, period_words, stages, stages_within
from data.formats import change, month_name, number
from data.panel import compare_by_month, compare_by_territory
from data.periods import Month
from data.queries.attendance import library_totals, monthly_totals, territory_totals, yearly_totals

_MONTHS, _YEARS = "-by-month", "-by-year"  # how the keys of trends end
_NAMED = 3  # of a ranking, in its title and summary


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
    words = chart_words(
        asked,
        headline.code,
        title=text.format("finding.peak", indicator=name, month=peak),
        summary=text.format("summary.trend", indicator=name, peak=peak, top=number(top["value"], language), **said),
        table="by_month",
        coverage=said_coverage(asked, headline.figure.coverage),
        notes=low_coverage(text, headline.figure.coverage),
    )
    key = f"{headline.code.lower()}{_MONTHS}"
    return build.by_month(frame, key=key, first=first, last=last, words=words, bands=stages(asked))


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
        title=text.plural(
            "finding.same_libraries",
            comparison.libraries,
            indicator=text[f"indicator.{headline.code}.short"],
            change=change(comparison.change_pct, asked.language),
        ),
        summary=on_same_libraries(text, comparison) + ".",
        table="change",
        coverage=said_coverage(asked, headline.figure.coverage),
        notes=(*naive_beside(text, comparison), text["note.panel"], *_contaminated(asked)),
    )
    return build.against_year_before(frame, key=f"{headline.code.lower()}-year-before", words=words)


def _contaminated(asked: Asked) -> tuple[str, ...]:
    """Return the warning that the year compared with lay within a campaign itself, or nothing."""
    if asked.months is None:
        return ()
    first, last = (month.plus(-12) for month in asked.months)
    names = stages_within(asked, first, last)
    return (asked.text.format("note.year_before_stage", stages=", ".join(names)),) if names else ()


def by_territory(asked: Asked, headline: Headline, *, most: int | None = None) -> ChartSpec | None:
    """Return the territories ranked, each with its change on the same libraries; None where there are not two."""
    given = (asked.session, asked.catalogue, headline.code, asked.selection)
    frame = territory_totals(*given, annual=asked.annual)
    if frame["value"].notna().sum() < 2:
        return None
    changes = compare_by_territory(*given, annual=asked.annual)[["territory", "change_pct", "libraries"]]
    names = {code: territory.name(asked.language) for code, territory in asked.catalogue.territories.items()}
    return _ranking(asked, headline, frame.merge(changes, on="territory", how="left"), "territory", names, most)


def by_library(asked: Asked, headline: Headline, *, most: int) -> ChartSpec | None:
    """Return the libraries with the highest values; None where there are not two."""
    frame = library_totals(asked.session, asked.catalogue, headline.code, asked.selection, annual=asked.annual)
    if frame["value"].notna().sum() < 2:
        return None
    names = {code: library_name(asked, name) for code, name in zip(frame["library"], frame["name"], strict=True)}
    return _ranking(asked, headline, frame, "library", names, most)


def _ranking(
    asked: Asked, headline: Headline, frame: pd.DataFrame, of: str, names: dict[str, str], most: int | None
) -> ChartSpec:
    text = asked.text
    rows = frame.dropna(subset=["value"]).sort_values(["value", of], ascending=[False, True]).head(_NAMED)
    top = [names[code] for code in rows[of]]
    amounts = [f"{name} ({number(value, asked.language)})" for name, value in zip(top, rows["value"], strict=True)]
    name = text[f"indicator.{headline.code}.short"]
    words = chart_words(
        asked,
        headline.code,
        title=text.format(f"finding.ranked_{of}", names=", ".join(top[:1] if of == "library" else top)),
        summary=text.format("summary.ranked", indicator=name, period=period_words(asked), names=", ".join(amounts)),
        table=f"by_{of}",
        coverage=said_coverage(asked, headline.figure.coverage),
        notes=low_coverage(text, headline.figure.coverage),
    )
    return build.ranked(frame, key=f"{headline.code.lower()}-by-{of}", of=of, names=names, words=words, most=most)
