"""What the filters of a network offer: its months, territories, groups and kinds of library."""

from __future__ import annotations

from dashboard.asked import Asked
from dashboard.collation import letters
from dashboard.components.filters import Choices
from data.formats import calendar_month
from data.periods import Month, months
from data.selection import group_name


def choices(asked: Asked) -> Choices:
    """Return the choices; an empty list is a filter that this network has no use for."""
    text, catalogue = asked.text, asked.catalogue
    obligated = [one for one in catalogue.territories.values() if one.obligated]
    named = [(one.code, one.name(asked.language)) for one in obligated]
    territories = sorted(named, key=lambda option: letters(option[1]))
    groups = [(code, group_name(code, text, catalogue)) for code in catalogue.groups]
    there = {library.kind for library in catalogue.libraries.values()}
    kinds = [(code, text[f"library_kind.{code}.name"]) for code in catalogue.library_kinds if code in there]
    return Choices(
        months=_months(asked),
        territories=territories if len(territories) > 1 else [],
        groups=groups,
        kinds=kinds if len(kinds) > 1 else [],
    )


def _months(asked: Asked) -> dict[str, list[tuple[str, str]]]:
    """Return the months to choose from by year: those with reports, and those the address asks for."""
    there = asked.available
    asked_for = [month for month in (asked.months or ()) if month]
    ends = [month for month in (there.first, there.last, *asked_for) if month]
    if asked.annual:
        ends += [Month(year, month) for year in there.years for month in (1, 12)]
    if not ends:
        return {}
    by_year: dict[str, list[tuple[str, str]]] = {}
    for month in months(Month(min(ends).year, 1), Month(max(ends).year, 12)):
        name = f"{calendar_month(month.month, asked.language)} {month.year}"
        by_year.setdefault(str(month.year), []).append((str(month), name))
    return by_year
