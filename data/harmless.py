"""Texts of strangers in a .csv file: whatever they begin with, no spreadsheet runs them."""

from __future__ import annotations

import re

# A spreadsheet takes a text for a formula when it starts with one of these, also behind blanks, and also behind a
# semicolon or tab when its country's separator is not the comma.
_FORMULA_START = re.compile(r"(^|[;,\t|])(\s*)(?=[=+\-@＝＋－＠])")
_NUMBER_OR_DASH = re.compile(r"[+-]?\d+([.,]\d+)?|[-–—]")
_LINE_BREAKS = re.compile(r"[\r\n\v\f\x00]+")


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet runs it as a formula; a number written as text stays as it is."""
    one_line = _LINE_BREAKS.sub(" ", text)
    if _NUMBER_OR_DASH.fullmatch(one_line):
        return one_line
    return _FORMULA_START.sub(r"\1\2'", one_line)
