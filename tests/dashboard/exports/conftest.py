"""A page's content with every kind of column, gaps, a true zero, and words that try to become formulas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.charts.spec import ChartSpec, Column, Series, TableSpec
from dashboard.content import Card, PageContent, Term
from data.wording import Text, text

DASHBOARD_TEXT = Path(__file__).parents[3] / "dashboard" / "text"

LIBRARIES = TableSpec(
    key="libraries",
    title="Bibliotecile, pe larg: vizite și rapoarte [2017]",
    columns=(
        Column("name", "Biblioteca", "text"),
        Column("month", "Luna", "month"),
        Column("visits", "Vizite", "whole"),
        Column("visits_per_100", "Vizite la 100 de locuitori", "decimal"),
        Column("change", "Schimbare, %", "percent"),
    ),
    rows=(
        ("Biblioteca Publică Hîrtop, „Ion Creangă”", "2017-04", 1234.0, 12.345678901234, -3.5),
        ("Șoldănești", "2017-05", 0.0, None, None),
        ("Библиотека им. Пушкина", "2017-06", None, 0.1, 250.0),
    ),
)
MONTHS = TableSpec("months", "Bibliotecile, pe larg: vizite și rapoarte [2018]", (Column("month", "Luna"),), ())


@pytest.fixture
def content() -> Callable[..., PageContent]:
    """Return a maker of page contents: a demonstration page in Romanian unless told otherwise."""

    def make(**changes: object) -> PageContent:
        said: dict[str, object] = {
            "page": "attendance",
            "language": "ro",
            "title": "Participarea",
            "finding": "În 2017 au fost 1.234 de vizite.",
            "filters": "Ianuarie–decembrie 2017, raionul Șoldănești",
            "coverage": "11 din 12 biblioteci",
            "as_of": "31 decembrie 2018",
            "source": "Biblioteca Națională",
            "demonstration": "date demonstrative",
            "sentences": ("O propoziție.",),
            "cards": (
                Card("V01", "Vizite", 1234.0, "1.234", "+3 %", "11 din 12"),
                Card("E02", "Participări", None, "–", "", "0 din 12"),
            ),
            "tables": (LIBRARIES, MONTHS),
            "subject": "Participarea",
            "area": "Șoldănești",
            "period": "2017",
            "as_of_day": "2018-12-31",
            "licence": "CC BY 4.0",
            "terms": (Term("V01", "Vizite fizice", "vizite", "Intrări în bibliotecă."),),
        }
        return PageContent(**{**said, **changes})

    return make


@pytest.fixture(params=["ro", "ru", "en"])
def words(request: pytest.FixtureRequest) -> Text:
    """Return the shipped texts of each language in turn."""
    return text(request.param, DASHBOARD_TEXT)


@pytest.fixture
def chart() -> ChartSpec:
    """Return a chart of three libraries."""
    return ChartSpec(
        key="libraries",
        kind="ranked",
        title="Hîrtop e în frunte",
        subtitle="Vizite · 2017",
        categories=("a", "b", "c"),
        category_labels=("Hîrtop", "Orhei", "Bălți"),
        series=(Series("V01", "Vizite", (3.0, 2.0, None)),),
        unit="vizite",
        summary="Hîrtop, apoi Orhei.",
        source="Biblioteca Națională",
        as_of="31 decembrie 2018",
        coverage="11 din 12 biblioteci",
        table=LIBRARIES,
    )
