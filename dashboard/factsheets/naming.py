"""Names of sheets and of what they are gathered in: subject, area, period, as-of date; small letters and dashes."""

from __future__ import annotations

from dashboard.exports.file_names import file_stem, slug
from dashboard.factsheets.material import Material, Place
from dashboard.factsheets.saying import sheet_words
from dashboard.papers import embargo_until, months_code
from data.periods import Month


def sheet_name(material: Material, place: Place, language: str) -> str:
    """Return the name of a place's sheet; the code of the place keeps libraries of one name apart."""
    return _named(material, language, _area(material, place, language), place.code, language)


def folder_name(material: Material, territory: str) -> str:
    """Return the name of a territory's folder, in the network's own language; its code keeps names apart."""
    return "-".join(
        part
        for part in (slug(_territory(material, territory, material.catalogue.languages[0])), slug(territory))
        if part
    )


def archive_name(material: Material, territory: str) -> str:
    """Return the name of the archive of a territory's sheets, in the network's own language."""
    language = material.catalogue.languages[0]
    return _named(material, language, _territory(material, territory, language), territory, "", ending="zip")


def period_of(material: Material) -> tuple[Month, Month]:
    """Return the first and the last month; raises ValueError in a database without monthly reports."""
    chosen = material.selection
    if chosen.start is None or chosen.end is None:
        raise ValueError("there are no monthly reports")
    return chosen.start, chosen.end


def _named(material: Material, language: str, area: str, code: str, last: str, *, ending: str = "pdf") -> str:
    text, (first, end) = sheet_words(material.catalogue, language), period_of(material)
    day = material.available.as_of.date().isoformat() if material.available.as_of else ""
    stem = file_stem(
        text["factsheet.name"],
        area,
        code,
        months_code(first, end),
        as_of_day=day,
        text=text,
        demonstration=material.catalogue.settings.demonstration,
        embargo=embargo_until(material.embargo, text),
    )
    return "-".join(part for part in (stem, last) if part) + f".{ending}"


def _area(material: Material, place: Place, language: str) -> str:
    return place.name if place.kind == "library" else _territory(material, place.code, language)


def _territory(material: Material, code: str, language: str) -> str:
    known = material.catalogue.territories.get(code)
    return known.name(language) if known else code
