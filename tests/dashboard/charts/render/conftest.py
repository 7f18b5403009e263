"""Chart specs as the pages make them: a year of months, a year side by side with another, a ranking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dashboard.charts.spec import Band, ChartSpec, Column, Series, TableSpec

MONTHS = tuple(f"2017-{month:02d}" for month in range(1, 13))
NAMES = ("ian.", "feb.", "mart.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.", "nov.", "dec.")
LABELS = tuple(f"{name} 2017" for name in NAMES)
TABLE = TableSpec("months", "Lunile", (Column("month", "Luna", "month"),), tuple((month,) for month in MONTHS))


@pytest.fixture
def spec() -> Callable[..., ChartSpec]:
    """Return a maker of chart specs: a line over 2017 unless told otherwise."""

    def make(**changes: object) -> ChartSpec:
        said: dict[str, object] = {
            "key": "visits",
            "kind": "line",
            "title": "Vizite",
            "subtitle": "2017",
            "categories": MONTHS,
            "category_labels": LABELS,
            "series": (Series("V01", "Vizite", tuple(float(1000 + place) for place in range(12))),),
            "unit": "vizite",
            "summary": "",
            "source": "",
            "as_of": "",
            "coverage": "",
            "table": TABLE,
        }
        return ChartSpec(**{**said, **changes})

    return make


@pytest.fixture
def stage() -> Band:
    """Return the second stage of the campaign, whose end is known."""
    return Band("Etapa 2", date(2017, 4, 1), date(2017, 10, 31))
