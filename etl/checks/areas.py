"""The area code a file names (CUATM): lost zeros are restored where the territory agrees, another one is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from data.catalogue import Catalogue
from etl.collect import Collected
from etl.reports import Report
from etl.texts.folding import is_shortened

if TYPE_CHECKING:
    from etl.tables.given import Saying

_DIGITS = 7  # of a code; those of one territory share the first two
_SHARED = 2


def check_areas(said: Iterable[Saying], reports: Sequence[Report], out: Collected) -> None:
    """Hold the area codes of a file against the territory of the libraries it reports for."""
    codes = {report.library for report in reports} & out.catalogue.libraries.keys()
    homes = {out.catalogue.libraries[code].territory for code in codes}
    for place in said:
        if place.sheet is None or not homes:
            continue
        digits = place.text.strip()
        if is_shortened(digits):
            out.problem(
                "code-scientific",
                found=digits,
                suggestions="–",
                sheet=place.sheet.name,
                row=place.row,
                column=place.column,
            )
        elif digits.isdecimal() and len(digits) <= _DIGITS:
            restored = digits.zfill(_DIGITS)
            territory = _territory(restored, out.catalogue)
            if territory not in homes:
                named = ", ".join(sorted(homes))
                out.problem(
                    "area-elsewhere",
                    found=digits,
                    territory=named,
                    sheet=place.sheet.name,
                    row=place.row,
                    column=place.column,
                )
            elif restored != digits:
                out.problem(
                    "code-restored",
                    found=digits,
                    code=restored,
                    sheet=place.sheet.name,
                    row=place.row,
                    column=place.column,
                )


def _territory(code: str, catalogue: Catalogue) -> str | None:
    """Return the territory whose codes begin as this one does."""
    known = (one for one in catalogue.territories.values() if one.area and one.area[:_SHARED] == code[:_SHARED])
    return next((territory.code for territory in known), None)
