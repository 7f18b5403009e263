"""A sparkline is described in words and needs no request."""

from __future__ import annotations

from urllib.parse import unquote

from dashboard.components.sparkline import sparkline


def test_a_sparkline_is_described_and_carries_its_picture() -> None:
    drawn = sparkline((1.0, None, 3.0), "Vizite, ianuarie – martie 2017")
    assert drawn.alt == "Vizite, ianuarie – martie 2017"
    assert unquote(drawn.src).startswith("data:image/svg+xml,<svg")
