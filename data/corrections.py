"""Known errors of what was sent, declared with a reason and with what the source must say for the correction to hold.

Once the source is repaired the guard fails: the source's own figure is kept, and it is told that the correction has
outlived its error. data.correcting applies corrections to stored observations.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from data.loading_files import DefinitionError, build, read_toml, table
from data.loading_network import NetworkFolder
from data.models import Declared, MonthField

FILE = "corrections.toml"
NO_CATEGORY = "-"
Key = tuple[str, int, str, str]  # library, stored period, indicator, category


class Correction(Declared):
    """One figure to be stored otherwise than the file says. `withdraw`: it is wrong, and what is right nobody knows."""

    library: str
    month: MonthField | None = None  # of the monthly form, or
    year: int | None = None  # of the annual one
    indicator: str
    category: str = NO_CATEGORY
    scale: float | None = None  # what the source's number is to be multiplied by, or
    value: float | None = None  # the number meant, or
    withdraw: bool = False
    expect: float | None = None  # the guard: the source's number is this one,
    expect_below: float | None = None  # less than this,
    expect_above: float | None = None  # more than this,
    expect_text: str | None = None  # or its cell says this
    reason: dict[str, str]  # language -> sentence

    @property
    def period(self) -> int:
        """The stored period (YYYYMM, or YYYY)."""
        return self.month.period if self.month is not None else self.year or 0

    @property
    def key(self) -> Key:
        """What is corrected."""
        return self.library, self.period, self.indicator, self.category

    def fits(self, number: float | None, text: str | None) -> bool:
        """Return True while the source still says what the correction expects; `text`: what its cell says."""
        if self.expect_text is not None and self.expect_text != (text or "").strip():
            return False
        if number is None:
            return self.expect_text is not None and self.scale is None
        exact = self.expect is None or number == self.expect
        below = self.expect_below is None or number < self.expect_below
        return exact and below and (self.expect_above is None or number > self.expect_above)

    def corrected(self, number: float | None) -> float | None:
        """Return what is stored in place of the source's number; None: nothing, the figure is withdrawn."""
        if self.withdraw:
            return None
        return self.value if self.scale is None or number is None else round(number * self.scale, 6)


Corrections = Mapping[Key, Correction]


def load_corrections(network: NetworkFolder) -> dict[Key, Correction]:
    """Return the corrections by what they correct, in file order; raises DefinitionError for one that cannot be."""
    path = network.beside("libraries.csv", FILE)
    declared = read_toml(path).get("correction", []) if path else []
    found: dict[Key, Correction] = {}
    for number, entry in enumerate(declared if isinstance(declared, list) else [], start=1):
        place = f"correction {number}"
        correction = build(Correction, path or Path(), place, table(path or Path(), place, entry))
        _check(correction, network.settings.languages, path or Path(), place)
        if correction.key in found:
            raise DefinitionError(path or Path(), place, "this figure is corrected already", "keep one of the two")
        found[correction.key] = correction
    return found


def _check(correction: Correction, languages: tuple[str, ...], path: Path, place: str) -> None:
    one_of: dict[tuple[str, ...], list[object]] = {
        ("month", "year"): [correction.month, correction.year],
        ("scale", "value", "withdraw"): [correction.scale, correction.value, correction.withdraw or None],
    }
    for names, values in one_of.items():
        if sum(value is not None for value in values) != 1:
            raise DefinitionError(path, place, f"it needs one of {', '.join(names)}", "write exactly one of them")
    guards = [correction.expect, correction.expect_below, correction.expect_above, correction.expect_text]
    if all(guard is None for guard in guards):
        remedy = "say with expect, expect_below, expect_above or expect_text what the source says now"
        raise DefinitionError(path, place, "nothing says when the source is repaired", remedy)
    if correction.scale is not None and correction.fits(0.0, None) and correction.fits(1e12, None):
        raise DefinitionError(path, place, "the guard holds for any number", "narrow it")
    missing = [language for language in languages if not correction.reason.get(language)]
    if missing:
        raise DefinitionError(path, f"{place}.reason", f"no reason in {', '.join(missing)}", "write it")
