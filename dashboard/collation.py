"""The order of names: case and accents do not count, so that Șoldănești stands among the S."""

from __future__ import annotations

import unicodedata


def letters(name: str) -> str:
    """Return what a name is ordered by."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parted if letter.isalnum() or letter.isspace())
