"""How a territory draws its tables and calls its files and folders."""

from __future__ import annotations

import unicodedata

from data.models import Territory
from data.periods import Month
from etl.demonstration.declared import forms, habits
from etl.demonstration.workbooks.consolidated import Style


def folder(month: Month) -> str:
    """Return the folder of the files received in a month; sorted paths follow the order of receipt."""
    return f"{month.year}/{month.month:02d}"


def style_of(territory: Territory) -> Style:
    """Return how a territory draws its tables."""
    known, code = habits().style, territory.code
    return Style(
        form=forms()[habits().languages.get(code, "ro")],
        territory=code,
        code_column=code not in known["without_code"],
        three_rows=code in known["three_rows"],
        formulas=code in known["formulas"],
        numbered=code in known["numbered"],
        variants=code in known["variants"],
        municipality=code in habits().municipal,
    )


def titled(territory: Territory, language: str) -> str:
    """Return a territory as a title says it: "raionul Orhei", "mun. Bălți", "UTA Găgăuzia"."""
    name = territory.names[language]
    district = territory.code not in habits().municipal and territory.code != "MD-GA"
    return f"{forms()[language].texts['district']} {name}" if district else name


def file_name(name: str) -> str:
    """Return a name as file names have it: no diacritics, no blanks."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if letter.isascii())
    return plain.replace("mun. ", "").replace(" ", "-")


def file_title(name: str, style: Style, month: Month) -> str:
    """Return what a territory calls the table of a month: each has its own way, and keeps to it."""
    romanian = forms()["ro"].months[month.month - 1]
    if style.form.language == "ru":
        return f"Сводная_{name}_{style.form.months[month.month - 1]}_{month.year}"
    ways = (
        f"Centralizator_{name}_{romanian}_{month.year}",
        f"{name} {month.month:02d}.{month.year}",
        f"Raport {romanian} {month.year} {name}",
    )
    return ways[sum(style.territory.encode()) % len(ways)]
