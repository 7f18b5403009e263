"""M21, villages of one name: asked about, never guessed."""

from __future__ import annotations

KINDS = ("ambiguous-library",)


def test_a_homonym_is_asked_about(tray):
    answer = tray.table([1, "", "Biblioteca Publică Hirtop", 5, 2, 3, ""])
    assert answer.only("ambiguous-library").details["suggestions"] == "MD-OR-0003; MD-OR-0004"
