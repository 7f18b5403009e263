"""Territories by rate: a map in fixed classes and the same as a ranked list, which anybody can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.charts.building import spec_of, table_of
from dashboard.charts.spec import ChartSpec, ColumnKind, Region, Series, Step, Tone
from dashboard.charts.words import ChartWords

_TONES: tuple[Tone, ...] = ("1", "2", "3", "4", "5")
_COLUMNS: tuple[tuple[str, ColumnKind], ...] = (
    ("territory", "text"),
    ("value", "decimal"),
    ("total", "whole"),
    ("inhabitants", "whole"),
    ("reported", "whole"),
    ("expected", "whole"),
)


class Place(NamedTuple):
    """A territory: its rate and what it is made of; `step` None: no data."""

    code: str
    name: str
    rate: float | None
    step: int | None
    shown: str  # the rate as read
    total: float | None
    inhabitants: float | None
    reported: int
    expected: int


def by_rate(
    places: Sequence[Place],
    outlines: Mapping[str, tuple[tuple[tuple[float, float], ...], ...]],
    *,
    key: str,
    words: ChartWords,
    classes: Sequence[str],
    no_data: str,
    links: Mapping[str, str],
) -> tuple[ChartSpec, ChartSpec]:
    """Return the map and the ranked list of the same rates; the list has every place, the map those with outlines.

    `classes` names the five classes from low to high.
    """
    ordered = sorted(places, key=lambda place: (place.rate is None, -(place.rate or 0.0), place.name))
    rows = [
        (place.name, place.rate, place.total, place.inhabitants, place.reported, place.expected) for place in ordered
    ]
    leads = [links[place.code] for place in ordered]
    known = [place for place in ordered if place.rate is not None]
    as_list = spec_of(
        "ranked",
        f"{key}-list",
        words,
        [place.name for place in known],
        [place.name for place in known],
        [Series("value", words.labels["value"], tuple(place.rate for place in known))],
        table_of(f"{key}-list", words, _COLUMNS, rows, leads),
        links=[links[place.code] for place in known],
    )
    shares = {place.code: (place.name, place.rate, place.step, place.shown) for place in places}
    on_map = on_a_map(as_list, shares, outlines, key=f"{key}-map", classes=classes, no_data=no_data, links=links)
    return on_map, as_list


def on_a_map(
    ranked: ChartSpec,
    shares: Mapping[str, tuple[str, float | None, int | None, str]],
    outlines: Mapping[str, tuple[tuple[tuple[float, float], ...], ...]],
    *,
    key: str,
    classes: Sequence[str],
    no_data: str,
    links: Mapping[str, str],
) -> ChartSpec:
    """Return the map of a ranked list of territories. `shares`: name, value, class and value as read, by code."""
    drawn = {code: one for code, one in shares.items() if code in outlines}
    names = tuple(name for name, *_ in drawn.values())
    series = replace(ranked.series[0], values=tuple(value for _, value, *_ in drawn.values()))
    regions = tuple(
        Region(name, outlines[code], len(classes) if step is None else step, shown)
        for code, (name, _, step, shown) in drawn.items()
    )
    return replace(
        ranked,
        key=key,
        kind="map",
        categories=names,
        category_labels=names,
        series=(series,),
        table=replace(ranked.table, key=key),
        steps=_steps(classes, no_data),
        regions=regions,
        links=tuple(links[code] for code in drawn),
    )


def _steps(classes: Sequence[str], no_data: str) -> tuple[Step, ...]:
    named = (Step(tone, name, tone) for tone, name in zip(_TONES, classes, strict=True))
    return (*named, Step("none", no_data, "none"))
