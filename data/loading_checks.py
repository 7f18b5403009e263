"""What one declared file says of another must be there: every reference of a catalogue, checked once at loading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from data.loading_files import DefinitionError
from data.periods import Month

if TYPE_CHECKING:
    from data.catalogue import Catalogue

Reference = tuple[str, str | None, Collection[str], str]  # key, code named, codes there are, what the code is


def check_references(catalogue: Catalogue) -> None:
    """Return nothing; raises DefinitionError at the first reference that leads nowhere."""
    for file, references in (
        ("indicators.toml", _of_indicators(catalogue)),
        ("categories.toml", _of_categories(catalogue)),
        ("check_rules.toml", _of_check_rules(catalogue)),
        ("areas.csv", _of_areas(catalogue)),
        ("territories.csv", _of_territories(catalogue)),
        ("groups.toml", _of_groups(catalogue)),
        ("themes.toml", _of_themes(catalogue)),
        ("libraries.csv", _of_libraries(catalogue)),
        ("area_population.csv", _of_populations(catalogue)),
        ("library_statuses.csv", _of_statuses(catalogue)),
        ("corrections.toml", _of_corrections(catalogue)),
        ("annotations.toml", _of_annotations(catalogue)),
    ):
        for key, code, known, what in references:
            if code is not None and code not in known:
                raise DefinitionError(
                    file, key, f"{what} {code!r} is not declared", f"declare {code!r} or change {key!r}"
                )
    _check_rules(catalogue)
    _check_stages(catalogue)


def _check_rules(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        is_ratio, has_parts = indicator.rule == "ratio", bool(indicator.of and indicator.per)
        if is_ratio and not has_parts:
            raise DefinitionError("indicators.toml", indicator.code, "a ratio without its parts", "add 'of' and 'per'")
        if not is_ratio and (indicator.of or indicator.per):
            remedy = 'set rule = "ratio" or remove them'
            raise DefinitionError("indicators.toml", indicator.code, "'of' and 'per' belong to a ratio", remedy)


def _check_stages(catalogue: Catalogue) -> None:
    for campaign in catalogue.campaigns.values():
        for stage in campaign.stages:
            key = f"{campaign.code}.stages.{stage.code}"
            last = stage.end or stage.end_shown
            if last is None:
                remedy = "add 'end', or 'end_shown' where the end is not known"
                raise DefinitionError("campaigns.toml", key, "it has no end to draw", remedy)
            if last < stage.start:
                raise DefinitionError("campaigns.toml", key, "it ends before it starts", "correct 'start' or the end")
            first_month, last_month = Month(stage.start.year, stage.start.month), Month(last.year, last.month)
            for theme in stage.themes:
                if not first_month <= theme.month <= last_month:
                    place = f"{campaign.code}.{stage.code} {theme.month}"
                    raise DefinitionError(
                        "themes.toml", place, "this month lies outside its stage", "correct the month"
                    )


def _each(key: str, codes: Iterable[str], known: Collection[str], what: str) -> Iterator[Reference]:
    return ((key, code, known, what) for code in codes)


def _of_indicators(catalogue: Catalogue) -> Iterator[Reference]:
    known = catalogue.indicators
    for code, indicator in known.items():
        yield from _each(f"{code}.of", indicator.of, known, "indicator")
        yield f"{code}.per", indicator.per, known, "indicator"
        yield f"{code}.part_of", indicator.part_of, known, "indicator"
        yield f"{code}.replaces", indicator.replaces, known, "indicator"
        yield from _each(f"{code}.impact_areas", indicator.impact_areas, catalogue.impact_areas, "impact area")


def _of_categories(catalogue: Catalogue) -> Iterator[Reference]:
    for code, category in catalogue.categories.items():
        yield f"{code}.impact_area", category.impact_area, catalogue.impact_areas, "impact area"
        yield from _each(f"{code}.also", category.also, catalogue.impact_areas, "impact area")


def _of_check_rules(catalogue: Catalogue) -> Iterator[Reference]:
    return ((key, code, catalogue.indicators, "indicator") for key, code in catalogue.check_rules.indicators())


def _of_areas(catalogue: Catalogue) -> Iterator[Reference]:
    return ((f"{code}.parent", area.parent, catalogue.areas, "area") for code, area in catalogue.areas.items())


def _of_territories(catalogue: Catalogue) -> Iterator[Reference]:
    return ((f"{code}.area", place.area, catalogue.areas, "area") for code, place in catalogue.territories.items())


def _of_groups(catalogue: Catalogue) -> Iterator[Reference]:
    for code, group in catalogue.groups.items():
        members = (member.territory for member in group.members)
        yield from _each(f"{code}.members", members, catalogue.territories, "territory")


def _of_themes(catalogue: Catalogue) -> Iterator[Reference]:
    for campaign in catalogue.campaigns.values():
        for stage in campaign.stages:
            for theme in stage.themes:
                key = f"{campaign.code}.{stage.code} {theme.month}"
                yield from _each(key, theme.categories, catalogue.categories, "category")


def _of_libraries(catalogue: Catalogue) -> Iterator[Reference]:
    for code, library in catalogue.libraries.items():
        yield f"{code}.territory", library.territory, catalogue.territories, "territory"
        yield f"{code}.kind", library.kind, catalogue.library_kinds, "library kind"
        yield f"{code}.area", library.area, catalogue.areas, "area"
        yield f"{code}.parent", library.parent, catalogue.libraries, "library"


def _of_populations(catalogue: Catalogue) -> Iterator[Reference]:
    places = {*catalogue.territories, *catalogue.areas}
    return ((f"{row.place} {row.year}", row.place, places, "territory or area") for row in catalogue.populations)


def _of_statuses(catalogue: Catalogue) -> Iterator[Reference]:
    for code, statuses in catalogue.statuses.items():
        yield code, code, catalogue.libraries, "library"
        for status in statuses:
            yield f"{code} {status.since}", status.other, catalogue.libraries, "library"


def _of_corrections(catalogue: Catalogue) -> Iterator[Reference]:
    for number, (library, _period, indicator, category) in enumerate(catalogue.corrections, start=1):
        yield f"correction {number}.library", library, catalogue.libraries, "library"
        yield f"correction {number}.indicator", indicator, catalogue.indicators, "indicator"
        yield f"correction {number}.category", category, {"-", *catalogue.categories}, "category"


def _of_annotations(catalogue: Catalogue) -> Iterator[Reference]:
    for annotation in catalogue.annotations:
        place = f"{annotation.kind} {annotation.start}"
        yield f"{place}.group", annotation.group, catalogue.groups, "group"
        yield f"{place}.territory", annotation.territory, catalogue.territories, "territory"
        yield f"{place}.library", annotation.library, catalogue.libraries, "library"
        yield from _each(f"{place}.indicators", annotation.indicators, catalogue.indicators, "indicator")
