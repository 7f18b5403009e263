"""Texts of strangers in a slide: letters only, no control characters, so that the file always opens."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold, and what would break a line where a line is meant.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def clean(text: str) -> str:
    """Return the text in one line, without characters that a slide or a chart cannot hold."""
    return _UNWRITABLE.sub(" ", text).strip()
