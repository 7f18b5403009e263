"""Where attendance is: territories and libraries ranked, in all and per 1,000 inhabitants; None where not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts import attendance as build
from dashboard.charts.spec import ChartSpec
from dashboard.headline import Headline, low_coverage, said_coverage
from dashboard.papers import chart_words, library_name, period_words
from data.bounds import bounds_of
from data.coverage import Coverage
from data.formats import number
from data.panel import compare_by_territory
from data.populations import Population, population_of
from data.queries.attendance import library_totals, territory_totals
from data.selection import Selection

_NAMED = 3  # of a ranking, in its title and summary


def by_territory(asked: Asked, headline: Headline, *, most: int | None = None) -> ChartSpec | None:
    """Return the territories ranked, each with its change on the same libraries; None where there are not two."""
    given = (asked.session, asked.catalogue, headline.code, asked.selection)
    frame = territory_totals(*given, annual=asked.annual)
    if frame["value"].notna().sum() < 2:
        return None
    changes = compare_by_territory(*given, annual=asked.annual)[["territory", "change_pct", "libraries"]]
    frame = frame.merge(changes, on="territory", how="left")
    name = asked.text[f"indicator.{headline.code}.short"]
    names = territory_names(asked)
    top = _first(frame, "territory", names, asked)
    words = chart_words(
        asked,
        headline.code,
        title=asked.text.format("finding.ranked_territory", names=", ".join(name for name, _ in top)),
        summary=_summary(asked, name, top),
        table="by_territory",
        coverage=said_coverage(asked, headline.figure.coverage),
        notes=low_coverage(asked.text, headline.figure.coverage),
    )
    key = f"{headline.code.lower()}-by-territory"
    links = territory_links(asked, frame["territory"])
    return build.ranked(frame, key=key, of="territory", names=names, words=words, links=links, most=most)


def by_library(asked: Asked, headline: Headline, *, most: int) -> ChartSpec | None:
    """Return the libraries with the highest values; None where there are not two."""
    frame = library_totals(asked.session, asked.catalogue, headline.code, asked.selection, annual=asked.annual)
    if frame["value"].notna().sum() < 2:
        return None
    names = {code: library_name(asked, name) for code, name in zip(frame["library"], frame["name"], strict=True)}
    top = _first(frame, "library", names, asked)
    words = chart_words(
        asked,
        headline.code,
        title=asked.text.format("finding.ranked_library", names=top[0][0]),
        summary=_summary(asked, asked.text[f"indicator.{headline.code}.short"], top),
        table="by_library",
        coverage=said_coverage(asked, headline.figure.coverage),
        notes=low_coverage(asked.text, headline.figure.coverage),
    )
    key = f"{headline.code.lower()}-by-library"
    links = {code: asked.address.of_library(code).href() for code in frame["library"]}
    return build.ranked(frame, key=key, of="library", names=names, words=words, links=links, most=most)


def per_inhabitants(asked: Asked, headline: Headline) -> ChartSpec | None:
    """Return the territories ranked by the value per 1,000 inhabitants; None where fewer than two can be.

    One territory or one library asked for stands out among all territories: alone it could not be judged.
    """
    text, chosen = asked.text, _one_territory(asked)
    selection = asked.selection
    if chosen:
        selection = bounds_of(asked.session).narrowed(Selection(selection.start, selection.end, kinds=selection.kinds))
    totals = territory_totals(asked.session, asked.catalogue, headline.code, selection, annual=asked.annual)
    frame, people = rates(asked, totals)
    if frame["value"].notna().sum() < 2:
        return None
    coverage = Coverage(int(frame["reported"].sum()), int(frame["expected"].sum()))
    name = text[f"indicator.{headline.code}.short"]
    measure = text.format("inhabitants.measure", indicator=name)
    names = territory_names(asked)
    top = _first(frame, "territory", names, asked, decimals=1)
    elsewhere = replace(asked, selection=selection, library=None)
    words = chart_words(
        elsewhere,
        headline.code,
        said="rate",
        title=text.format("inhabitants.title", name=top[0][0]),
        summary=_summary(elsewhere, measure, top),
        table="per_inhabitants",
        coverage=said_coverage(elsewhere, coverage),
        notes=(*denominator(asked, people), *low_coverage(text, coverage)),
        measure=measure,
        labels={"value": measure, "total": name, "inhabitants": text["column.inhabitants"]},
    )
    return build.ranked(
        frame,
        key=f"{headline.code.lower()}-per-inhabitants",
        of="territory",
        names=names,
        words=words,
        links=territory_links(asked, frame["territory"]),
        chosen=chosen,
        value_kind="decimal",
    )


def rates(asked: Asked, totals: pd.DataFrame) -> tuple[pd.DataFrame, list[Population]]:
    """Return the totals with the inhabitants and the rate of each territory, and the rows of the register used."""
    end = asked.selection.end
    found = [
        population_of(asked.catalogue.populations, code, end.year) if end is not None else None
        for code in totals["territory"]
    ]
    inhabitants = pd.Series([one.value if one else None for one in found], dtype="float64")
    rates = totals["value"].reset_index(drop=True) / inhabitants * 1000
    frame = totals.reset_index(drop=True).assign(total=totals["value"].to_numpy(), inhabitants=inhabitants, value=rates)
    return frame, [one for one in found if one]


def denominator(asked: Asked, people: list[Population]) -> tuple[str, ...]:
    """Return the sentences that name what a rate divides by: whose inhabitants, of which year, published by whom."""
    text = asked.text
    if not people:
        return ()
    years = sorted({one.year for one in people})
    of_years = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    sources = tuple(dict.fromkeys(one.source for one in people))
    named = "; ".join(text[f"population_source.{source}.name"] for source in sources)
    notes = tuple(text[f"population_source.{source}.note"] for source in sources)
    return (text.format("inhabitants.denominator", years=of_years, sources=named), *notes)


def territory_names(asked: Asked) -> dict[str, str]:
    """Return the names of all territories."""
    return {code: territory.name(asked.language) for code, territory in asked.catalogue.territories.items()}


def territory_links(asked: Asked, codes: pd.Series[str]) -> Mapping[str, str]:
    """Return the address of each territory: the same page, of that territory alone."""
    return {code: asked.address.of_territory(code).href() for code in codes}


def _one_territory(asked: Asked) -> str:
    if asked.library:
        return asked.library.territory
    one = len(asked.selection.territories) == 1 and not asked.selection.group
    return asked.selection.territories[0] if one else ""


def _first(
    frame: pd.DataFrame, of: str, names: Mapping[str, str], asked: Asked, *, decimals: int = 0
) -> list[tuple[str, str]]:
    """Return the names of the highest rows with their values as read."""
    rows = frame.dropna(subset=["value"]).sort_values(["value", of], ascending=[False, True]).head(_NAMED)
    return [
        (names[code], number(value, asked.language, decimals))
        for code, value in zip(rows[of], rows["value"], strict=True)
    ]


def _summary(asked: Asked, measure: str, top: list[tuple[str, str]]) -> str:
    amounts = ", ".join(f"{name} ({value})" for name, value in top)
    return asked.text.format("summary.ranked", indicator=measure, period=period_words(asked), names=amounts)
