"""Small counts of sensitive services, kept from those who could tell whom they count.

A count above zero and below its threshold is withheld (primary). Where a table shows a total beside its parts and only
one part is withheld, the smallest other part goes with it (secondary), or the difference would tell the first. Zero is
shown: it counts nobody. Thresholds: data/definitions/disclosure.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from data.catalogue import DEFINITIONS
from data.loading_files import build, read_toml
from data.models import Category, Declared

FILE = "disclosure.toml"


class Thresholds(Declared):
    """The least count that is shown, by how sensitive a category is."""

    yes: int
    strictest: int

    def least(self, category: Category) -> int:
        """Return the least count of a category that is shown; 0: every count is."""
        return {"no": 0, "yes": self.yes, "strictest": self.strictest}[category.sensitive]


@cache
def load_thresholds() -> Thresholds:
    """Return the declared thresholds; raises DefinitionError."""
    path = DEFINITIONS / FILE
    return build(Thresholds, path, "", read_toml(path))


def withheld(counts: Sequence[float | None], least: Sequence[int]) -> list[bool]:
    """Return which of the parts of a total are withheld, given the least count of each that is shown."""
    small = [count is not None and 0 < count < bound for count, bound in zip(counts, least, strict=True)]
    if sum(small) != 1:
        return small
    others = [
        (count, place) for place, count in enumerate(counts) if count is not None and count > 0 and not small[place]
    ]
    if others:
        small[min(others)[1]] = True
    return small
