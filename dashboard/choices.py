"""What the filters of a network offer: its months, territories, groups, kinds of library and libraries."""

from __future__ import annotations

from dashboard.asked import Asked, Filter
from dashboard.collation import letters
from dashboard.components.filters import Choices, Option, OwnList
from dashboard.page import Page
from dashboard.papers import library_name, territory_name
from data.bounds import bounds_of
from data.formats import calendar_month
from data.models import Territory
from data.periods import Month, months
from data.queries.libraries import all_libraries
from data.selection import group_name


def choices(asked: Asked) -> Choices:
    """Return the choices; an empty list is a filter that this network has no use for."""
    text, catalogue = asked.text, asked.catalogue
    named = [(one.code, one.name(asked.language)) for one in _obligated(asked)]
    territories = sorted(named, key=lambda option: letters(option[1], asked.language))
    shown = used(asked)
    groups = [(code, group_name(code, text, catalogue)) for code in catalogue.groups] if shown["group"] else []
    libraries = all_libraries(asked.session)
    there = {library.kind for library in libraries}
    kinds = [(code, text[f"library_kind.{code}.name"]) for code in catalogue.library_kinds if code in there]
    named_libraries = [
        (one.code, f"{library_name(asked, one.name)}, {territory_name(asked, one.territory)}") for one in libraries
    ]
    return Choices(
        months=_months(asked),
        territories=territories if shown["territory"] else [],
        groups=groups,
        kinds=kinds if shown["kind"] else [],
        libraries=sorted(named_libraries, key=lambda option: letters(option[1], asked.language))
        if shown["library"]
        else [],
    )


def used(asked: Asked) -> dict[Filter, bool]:
    """Return which filters this network has a use for: a choice of one is none."""
    catalogue = asked.catalogue
    bounds = bounds_of(asked.session)
    several = (len(catalogue.libraries) > 1 or catalogue.settings.open_register) and bounds.library is None
    return {
        "period": asked.months is not None,
        "territory": len(_obligated(asked)) > 1,
        "group": bool(catalogue.groups) and bounds.everything,
        "kind": len({one.kind for one in catalogue.libraries.values()}) > 1 and bounds.library is None,
        "library": several,
    }


def _obligated(asked: Asked) -> list[Territory]:
    bounds = bounds_of(asked.session)
    return [one for one in asked.catalogue.territories.values() if one.obligated and bounds.reaches(one.code)]


def own_lists(asked: Asked, page: Page | None) -> list[OwnList]:
    """Return the lists that stand among the filters for this page only, with what they offer and what is chosen."""
    declared = [choice for choice in page.choices if choice.in_filters] if page else []
    return [
        OwnList(choice.key, asked.text[choice.label], list(choice.offered(asked)), asked.chosen[choice.key])
        for choice in declared
    ]


def _months(asked: Asked) -> dict[str, list[Option]]:
    """Return the months to choose from by year: those with reports, and those the address asks for."""
    there = asked.available
    asked_for = [month for month in (asked.months or ()) if month]
    ends = [month for month in (there.first, there.last, *asked_for) if month]
    if asked.annual:
        ends += [Month(year, month) for year in there.years for month in (1, 12)]
    if not ends:
        return {}
    by_year: dict[str, list[Option]] = {}
    for month in months(Month(min(ends).year, 1), Month(max(ends).year, 12)):
        name = f"{calendar_month(month.month, asked.language)} {month.year}"
        by_year.setdefault(str(month.year), []).append((str(month), name))
    return by_year
