"""The charts of services with their words: mix, growth, reach and regions, each with what it does not say."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts import services as build
from dashboard.charts.spec import ChartSpec
from dashboard.headline import low_coverage, said_coverage
from dashboard.papers import chart_words, period_words
from dashboard.protection import notes_of
from data.coverage import Coverage
from data.disclosure import class_of
from data.formats import change, number, percent
from data.periods import months
from data.queries.services import UNCLASSIFIED, by_group_and_month
from data.selection import group_name

_COLUMNS = ("category", "share_pct", "change_pct", "panel", "offering", "reporting", "region")
_KINDS: build.Columns = (
    ("category", "text"),
    ("value", "whole"),
    ("share_pct", "percent"),
    ("change_pct", "percent"),
    ("panel", "whole"),
    ("offering", "whole"),
    ("reporting", "whole"),
)


def mix(asked: Asked, frame: pd.DataFrame, indicator: str) -> ChartSpec:
    """Return the categories by how much there is of them."""
    first = _first(frame, "value")
    share = percent(float(first["share_pct"]), asked.language, 0)
    title = asked.text.format("services.mix_title", name=_name(asked, str(first["category"])), share=share)
    return build.ranked(frame, "value", key="services-mix", given=_given(asked, frame, indicator, title))


def growth(asked: Asked, frame: pd.DataFrame, indicator: str) -> ChartSpec | None:
    """Return the changes on the same libraries; None where nothing compares."""
    known = frame.dropna(subset=["change_pct"])
    if known.empty:
        return None
    first = _first(known, "change_pct")
    grew = float(first["change_pct"]) > 0
    said = change(float(first["change_pct"]), asked.language)
    key = "services.growth_title" if grew else "services.no_growth_title"
    title = asked.text.format(key, name=_name(asked, str(first["category"])), change=said)
    return build.changes(frame, key="services-growth", given=_given(asked, frame, indicator, title, "growth"))


def _first(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return the row with the most; what names no service leads only where nothing else is there."""
    named = frame[frame["category"] != UNCLASSIFIED]
    return (frame if named.empty else named).sort_values(column, ascending=False).iloc[0]


def reach(asked: Asked, frame: pd.DataFrame, indicator: str) -> ChartSpec:
    """Return how many libraries offer each category."""
    first = _first(frame, "offering")
    name = _name(asked, str(first["category"]))
    title = asked.text.plural("services.reach_title", int(first["offering"]), name=name)
    given = _given(asked, frame, indicator, title, "reach")
    return build.ranked(frame, "offering", key="services-reach", given=given)


def regions(asked: Asked, indicator: str, categories: tuple[str, ...], frame: pd.DataFrame) -> ChartSpec | None:
    """Return a small chart for each statistical region; None where there are not two, or few people in them."""
    if asked.months is None or _sensitive(asked, indicator, categories):
        return None
    monthly = by_group_and_month(asked.session, asked.catalogue, indicator, asked.selection, categories)
    if monthly["group"].nunique() < 2:
        return None
    names = {code: group_name(code, asked.text, asked.catalogue) for code in monthly["group"].unique()}
    totals = monthly.groupby("group")["value"].sum().sort_values(ascending=False)
    title = asked.text.format("services.regions_title", name=names[totals.index[0]])
    given = _given(asked, frame, indicator, title, "regions")
    named = replace(given, names=names)
    return build.by_region(monthly, key="services-regions", months=list(months(*asked.months)), given=named)


def _given(asked: Asked, frame: pd.DataFrame, indicator: str, title: str, view: str = "mix") -> build.Given:
    text = asked.text
    name = text[f"indicator.{indicator}.short"]
    coverage = Coverage(int(frame["reported"].max()), int(frame["expected"].max()))
    top = frame.dropna(subset=["value"]).sort_values("value", ascending=False).head(3)
    amounts = ", ".join(
        f"{_name(asked, code)} ({number(value, asked.language)})"
        for code, value in zip(top["category"], top["value"], strict=True)
    )
    words = chart_words(
        asked,
        indicator,
        said="change" if view == "growth" else "total",
        title=title,
        summary=text.format("summary.ranked", indicator=name, period=period_words(asked), names=amounts),
        table="by_category",
        coverage=said_coverage(asked, coverage),
        notes=(*_notes(asked, frame, indicator, view), *low_coverage(text, coverage)),
        measure=text.format(f"services.{view}_measure", indicator=name),
        labels={
            "month": text["column.month"],
            **{column: text[f"services.column.{column}"] for column in _COLUMNS},
            "value": name,
        },
    )
    return build.Given(words, {code: _name(asked, code) for code in asked.catalogue.categories}, _KINDS)


def _notes(asked: Asked, frame: pd.DataFrame, indicator: str, view: str) -> tuple[str, ...]:
    text = asked.text
    kinds = [asked.catalogue.categories[code] for code in frame["category"]]
    return (
        text[f"services.{view}_note"],
        *notes_of(indicator, kinds, text, withheld=bool(frame["withheld"].any()), fixed=asked.fixed),
    )


def unclassified(asked: Asked, frame: pd.DataFrame) -> str:
    """Return the sentence that says how much nobody classified: also where it is nothing; "" where it is withheld."""
    row = frame[frame["category"] == UNCLASSIFIED]
    if row["withheld"].any():
        return ""
    share = float(row["share_pct"].iloc[0]) if len(row) and not row["share_pct"].isna().all() else 0.0
    return asked.text.format("services.unclassified", share=percent(share, asked.language))


def _sensitive(asked: Asked, indicator: str, categories: tuple[str, ...]) -> bool:
    return any(class_of(indicator).protection(asked.catalogue.categories[code]) for code in categories)


def _name(asked: Asked, code: str) -> str:
    return asked.text[f"category.{code}.name"]
