"""What a browser loads: everything from this host, the charts' library in the version the figures are made for."""

from __future__ import annotations

import re
from pathlib import Path

from dash import Dash
from plotly.offline import get_plotlyjs_version

from dashboard.words import page_languages

ASSETS = Path(__file__).parents[2] / "dashboard" / "assets"
VENDOR = ASSETS / "vendor"


def test_the_charts_library_is_the_one_plotly_checks_figures_against() -> None:
    head = (VENDOR / "plotly-cartesian.min.js").read_text(encoding="utf-8")[:400]
    version = re.search(r"plotly\.js \(cartesian - minified\) v([\d.]+)", head)
    assert version and version[1] == get_plotlyjs_version()


def test_every_language_but_english_has_its_months_in_the_charts() -> None:
    shipped = {path.stem.removeprefix("plotly-locale-") for path in VENDOR.glob("plotly-locale-*.js")}
    assert shipped == set(page_languages()) - {"en"}


def test_what_is_not_ours_comes_with_its_licence() -> None:
    assert "MIT" in (VENDOR / "plotly.LICENSE.txt").read_text(encoding="utf-8")


def test_nothing_is_loaded_from_elsewhere(app: Dash) -> None:
    page = app.server.test_client().get("/ro/overview").text
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', page) == []
    assert "plotly-cartesian.min.js" in page


def test_the_library_is_there_before_its_months(app: Dash) -> None:
    page = app.server.test_client().get("/ro/overview").text
    assert page.index("plotly-cartesian") < page.index("plotly-locale-ro")
