"""The charts of a fact sheet, made by the builders of the web's charts and described for those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts import attendance, libraries, services
from dashboard.charts.libraries import Measured
from dashboard.charts.render.svg import picture
from dashboard.charts.spec import ChartSpec
from dashboard.charts.words import ChartWords
from dashboard.factsheets.material import Material, Place
from dashboard.factsheets.sheet import Picture
from dashboard.headline import said_coverage
from dashboard.papers import chart_words, period_words
from data.figure_ids import Said
from data.formats import change, month_name, number, percent
from data.panel import Comparison
from data.periods import Month, months
from data.queries.peers import PeerRange

_WIDE, _TALL = 360.0, 230.0  # pixels of a drawing; the page prints them a little smaller
_SERVICES: services.Columns = (("category", "text"), ("value", "whole"), ("share_pct", "percent"))


def by_month(asked: Asked, material: Material, place: Place, code: str, _comparison: Comparison) -> Picture:
    """Return the months alone."""
    frame = material.by_month(place, code)
    name = asked.text[f"indicator.{code}.short"]
    if frame.empty or asked.months is None:
        return Picture(name, "", "", asked.text["finding.none"])
    title = asked.text.format("factsheet.months_title", indicator=name)
    given = _words(asked, material, place, code, title, _months_read(asked, frame, before=False), "by_month")
    first, last = asked.months
    rows = frame.assign(value=frame["naive_value"], expected=frame["reported"])
    spec = attendance.by_month(rows, key=f"{code.lower()}-by-month", first=first, last=last, words=given)
    return _drawn(spec, asked, "")


def year(asked: Asked, material: Material, place: Place, code: str, comparison: Comparison) -> Picture:
    """Return the months beside the same months a year before, on the panel; of a comparison that has a change."""
    frame = material.by_month(place, code)
    if asked.months is None or comparison.change_pct is None:
        return by_month(asked, material, place, code, comparison)
    name, said = asked.text[f"indicator.{code}.short"], change(comparison.change_pct, asked.language)
    title = asked.text.format("factsheet.year_title", indicator=name, change=said)
    read = _months_read(asked, frame, before=True)
    given = _words(asked, material, place, code, title, read, "change", said="change")
    first, last = asked.months
    every = frame.set_index("period").reindex([month.period for month in months(first, last)]).fillna({"libraries": 0})
    spec = attendance.against_year_before(every.reset_index(), key=f"{code.lower()}-year-before", words=given)
    return _drawn(spec, asked, asked.text["note.panel" if place.kind == "territory" else "factsheet.panel"])


def mix(asked: Asked, material: Material, place: Place, indicator: str, most: int) -> Picture:
    """Return the services people came for, the largest first; small sensitive counts are not among them."""
    text = asked.text
    rows = material.services.get((place.kind, place.code))
    shown = (
        None
        if rows is None
        else rows[rows["value"] > 0].sort_values("value", ascending=False, kind="stable").head(most)
    )
    if rows is None or shown is None or shown.empty:
        return Picture(text["factsheet.services"], "", "", text["factsheet.services_none"])
    names = {code: text[f"category.{code}.name"] for code in asked.catalogue.categories}
    known = shown[shown["category"] != asked.catalogue.unclassified]
    first = (shown if known.empty else known).iloc[0]
    share = percent(float(first["share_pct"]), asked.language, 0)
    title = text.format("factsheet.services_title", name=names[first["category"]], share=share)
    listed = "; ".join(
        f"{names[code]}: {number(value, asked.language)}"
        for code, value in zip(shown["category"], shown["value"], strict=True)
    )
    name = text[f"indicator.{indicator}.short"]
    summary = text.format("summary.ranked", indicator=name, period=period_words(asked), names=listed)
    labels = {
        "category": text["services.column.category"],
        "value": name,
        "share_pct": text["services.column.share_pct"],
    }
    given = _words(asked, material, place, indicator, title, summary, "by_category", labels)
    spec = services.ranked(shown, "value", key="services-mix", given=services.Given(given, names, _SERVICES))
    note = text.format("factsheet.services_note", indicator=name)
    return _drawn(spec, asked, f"{note} {text['services.withheld_on_paper']}" if bool(rows["withheld"].any()) else note)


def peers(asked: Asked, material: Material, place: Place, ranges: Sequence[PeerRange]) -> Picture:
    """Return the place on the range of similar ones: median and middle half, never a list and never a rank."""
    text = asked.text
    known = [one for one in ranges if one.value is not None and one.median]
    if not known:
        return Picture(text["factsheet.peers"], "", "", text[f"factsheet.peers_none.{place.kind}"])
    rows = [
        Measured(text[f"indicator.{one.indicator}.short"], one.value, one.low, one.median, one.high, one.peers)
        for one in known
    ]
    shares = [percent(row.of_median or 0.0, asked.language, 0) for row in rows]
    title = text.format(f"factsheet.peers_title.{place.kind}", measure=rows[0].name, share=shares[0])
    listed = "; ".join(
        text.format("libraries.peers_row", measure=row.name, share=share)
        for row, share in zip(rows, shares, strict=True)
    )
    summary = text.plural("libraries.peers_summary", rows[0].peers, rows=listed)
    keys = ("peers_range", "low", "median", "high", "peers")
    labels = {
        "name": text["column.indicator"],
        "value": text["libraries.own_value"],
        "library": text["libraries.this_library"],
        **{key: text[f"libraries.{key}"] for key in keys},
        "of_median_pct": text["libraries.of_median"],
    }
    given = _words(asked, material, place, known[0].indicator, title, summary, "peers", labels, said="peers")
    spec = libraries.on_range_of_peers(rows, key="library-peers", words=given, unit="%")
    return _drawn(spec, asked, _range_read(asked, place, rows[0]))


def _range_read(asked: Asked, place: Place, row: Measured) -> str:
    """Return the first measure's median and middle half in its own unit."""
    value, low, median, high = (
        number(one or 0.0, asked.language, 0 if place.kind == "library" else 1)
        for one in (row.value, row.low, row.median, row.high)
    )
    return asked.text.plural(
        f"factsheet.peers_note.{place.kind}",
        row.peers,
        measure=row.name,
        value=value,
        low=low,
        median=median,
        high=high,
    )


def _months_read(asked: Asked, frame: pd.DataFrame, *, before: bool) -> str:
    """Return every month with its value, and with the one of a year before."""
    text, language = asked.text, asked.language
    said = []
    for row in frame.to_dict("records"):
        month, value = Month.from_period(int(row["period"])), row["value"] if before else row["naive_value"]
        if pd.isna(value):
            continue
        words = {"month": month_name(month, language), "value": number(value, language)}
        then = {"before": number(row["before"], language), "year": str(month.year - 1)} if before else {}
        said.append(text.format("factsheet.month_before" if before else "factsheet.month", **words, **then))
    return "; ".join(said)


def _words(
    asked: Asked,
    material: Material,
    place: Place,
    code: str,
    title: str,
    summary: str,
    table: str,
    labels: dict[str, str] | None = None,
    *,
    said: Said = "total",
) -> ChartWords:
    coverage = said_coverage(asked, material.figure(place, material.headlines[0]).coverage)
    words = {"title": title, "summary": summary, "table": table, "coverage": coverage}
    return chart_words(asked, code, said=said, **words, labels=labels or {})


def _drawn(spec: ChartSpec, asked: Asked, note: str) -> Picture:
    return Picture(spec.title, picture(spec, asked.language, _WIDE, _TALL), spec.summary, note, spec.passport)
