"""What was found, in words: values as the language writes them; what an earlier version did not keep is a dash."""

from __future__ import annotations

from data.problem_words import remedy, title, what

PLACES = {"found": "120", "sheet": "Centralizator", "cell": "F30", "file": "iunie.xlsx"}


def test_values_are_written_as_the_language_writes_them() -> None:
    details = {"label": "TOTAL", "computed": 11800}
    assert "11.800" in what("total-differs", details, PLACES, "ro")
    assert "11,800" in what("total-differs", details, PLACES, "en")


def test_a_value_that_was_not_kept_is_a_dash() -> None:
    assert "–" in what("total-differs", {}, {}, "en")
    assert title("total-differs", "en") and remedy("total-differs", {}, {}, "en")
