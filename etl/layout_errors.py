"""What is wrong with a layout file: file, key, what is wrong, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from data.catalogue import DefinitionError


class LayoutError(DefinitionError):
    """A layout file says something that cannot be: file, key, what is wrong, what to do."""


def check_known(path: Path, key: str, code: str, codes: Iterable[str], what: str) -> None:
    """Raise LayoutError for a code that is none of the declared ones, naming the nearest."""
    known = list(codes)
    if code not in known:
        near = difflib.get_close_matches(code, known, n=3, cutoff=0.4) or known[:5]
        raise LayoutError(
            path,
            key,
            f"{code!r} is no {what}",
            f"use one of the codes declared for it, such as {', '.join(near)}, or declare it",
        )
