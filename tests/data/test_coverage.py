"""Coverage: reported of expected, and when that is too little."""

from __future__ import annotations

import pytest

from data.coverage import Coverage, Figure


@pytest.mark.parametrize(
    ("reported", "expected", "share", "low"),
    [
        (8, 10, 0.8, False),
        (79, 100, 0.79, True),
        (0, 10, 0.0, True),
        (12, 10, 1.0, False),  # a library that owed no report sent one
        (0, 0, None, False),
    ],
)
def test_less_than_eighty_percent_is_low(reported, expected, share, low):
    coverage = Coverage(reported, expected)
    assert (coverage.share, coverage.low) == (share, low)


def test_a_figure_carries_its_coverage():
    assert Figure(7.0, 3, 4).coverage == Coverage(3, 4)
