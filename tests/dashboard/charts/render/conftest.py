"""Chart specs as the pages make them: a year of months, a year side by side with another, a ranking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dashboard.charts.spec import Band, ChartSpec, Column, Mark, Region, Series, Step, TableSpec

MONTHS = tuple(f"2017-{month:02d}" for month in range(1, 13))
NAMES_OF_MONTHS = ("ian.", "feb.", "mart.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.", "nov.", "dec.")
LABELS = tuple(f"{name} 2017" for name in NAMES_OF_MONTHS)
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


NAMES = ("MD-CU", "MD-BA", "MD-OR")
NAME_LABELS = ("Chișinău", "Bălți", "Orhei")
STEPS = (
    Step("reported", "raportat", "5", "R"),
    Step("blank", "lipsă", "2", "L"),
    Step("closed", "închis", "quiet", "Î"),
    Step("error", "necitit", "alert", "N"),
    Step("none", "fără date", "none", "–"),
)
YEARS = (
    Series("now", "2017", (5.0, None, 7.0), (False, False, True)),
    Series("before", "2016 (aceleași luni)", (4.0, 3.0, None)),
)
SQUARE = ((27.0, 47.0), (28.0, 47.0), (28.0, 48.0), (27.0, 48.0))
ISLAND = ((29.0, 46.5), (29.5, 46.5), (29.2, 47.0))


@pytest.fixture
def kinds(spec: Callable[..., ChartSpec], stage: Band) -> dict[str, ChartSpec]:
    """Return a chart of every kind, and of what is hard about some: several lines, nothing at all."""
    months = tuple(float(1000 + place * 37 % 400) for place in range(12))
    rows = {"categories": NAMES, "category_labels": NAME_LABELS}
    seasons = {"categories": tuple(str(month) for month in range(1, 13)), "category_labels": NAMES_OF_MONTHS}
    few = {"categories": MONTHS[:3], "category_labels": LABELS[:3]}
    ranked = Series("V01", "Vizite", (120034.0, 90000.0, None))
    shares = (Series("a", "Sat", (60.0, 50.0, 20.0)), Series("b", "Oraș", (35.0, 50.0, 80.0)))
    peers = Series(
        "peers", "Biblioteci similare", (4.0, 5.0, 6.0), low=(1.0, 2.0, 3.0), high=(7.0, 8.0, 9.0), context=True
    )
    effect = Series("effect", "Etapa 2", (4.2, -1.0, None), low=(1.1, -3.0, None), high=(7.3, 1.0, None))
    cells = (
        Series("MD-CU", "Chișinău", (0.0, 1.0, None), shown=("12 din 12", "", "")),
        Series("MD-BA", "Bălți", (2.0, 3.0, 4.0)),
    )
    regions = (Region("Chișinău", (SQUARE, ISLAND), 0, "12,5 vizite"), Region("Bălți", (ISLAND,), 4, "fără date"))
    return {
        "line": spec(bands=(stage,), marks=(Mark("Iarmaroc", date(2017, 9, 12)),)),
        "lines": spec(series=(Series("a", "Vizite", (1.0,) * 12), Series("b", "Participări", (None,) * 12))),
        "season": spec(
            kind="season",
            **seasons,
            series=(Series("2016", "2016", months, context=True), Series("2017", "2017", months[::-1])),
        ),
        "bars": spec(kind="bars", **few, series=YEARS),
        "ranked": spec(kind="ranked", **rows, series=(ranked,), links=("/ro/overview?territory=MD-CU", "", "")),
        "stacked": spec(kind="stacked", **rows, series=shares, unit="%"),
        "dots": spec(kind="dots", **rows, series=(peers, effect), reference=0.0, unit="%"),
        "multiples": spec(
            kind="multiples",
            series=(
                Series("n", "Nord", months),
                Series("s", "Sud", (None, *months[1:]), (False, True, *(False,) * 10)),
            ),
        ),
        "heat": spec(kind="heat", **few, series=cells, steps=STEPS, links=("/ro/reporting?territory=MD-CU", "")),
        "map": spec(
            kind="map",
            categories=NAMES[:2],
            category_labels=NAME_LABELS[:2],
            series=(Series("V01", "Vizite", (12.5, None)),),
            regions=regions,
            steps=STEPS,
            links=("/ro/territories?territory=MD-CU", ""),
        ),
        "nothing": spec(categories=(), category_labels=(), series=(Series("V01", "Vizite", ()),)),
        "nothing ranked": spec(kind="ranked", categories=(), category_labels=(), series=()),
        "nothing on a map": spec(kind="map", categories=(), category_labels=(), series=()),
        "nothing to compare": spec(kind="dots", **rows, series=(Series("a", "a", (None,) * 3),)),
    }
