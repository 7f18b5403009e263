"""The declared side of the demonstration network: its forms, habits and details, and its random streams."""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np

from data.catalogue import network_folder
from data.forms import load_forms
from data.periods import Month

HERE = Path(__file__).parent
Table = Mapping[str, object]


def random_stream(seed: int, *names: str) -> np.random.Generator:
    """Return the stream of random numbers of a thing named so: its own, whatever else is drawn."""
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Form:
    """The printed labels of the forms in one language."""

    language: str
    texts: Mapping[str, str]  # titles, headings, marks
    months: tuple[str, ...]
    month_sheets: tuple[str, ...]
    approved: tuple[str, ...]
    groups: Mapping[str, str]
    labels: Mapping[str, str]
    variants: Mapping[str, str]
    categories: Mapping[str, str]
    kinds: Mapping[str, str]
    library_names: Mapping[str, str]
    list_sheets: Mapping[str, list[str]]  # of a raion's lists: a sheet's name, then its headings


@dataclass(frozen=True, slots=True)
class Questions:
    """What the forms ask: indicator and category codes in the order of the forms."""

    indicators: tuple[str, ...]
    by_category: tuple[str, ...]
    annual: tuple[str, ...]
    categories: tuple[str, ...]
    first_indicators: tuple[str, ...]  # of the consolidated form of 2015
    first_categories: tuple[str, ...]
    columns: tuple[str, ...]  # INDICATOR or INDICATOR:CATEGORY, of the model and the ledger


@dataclass(frozen=True, slots=True)
class Habits:
    """How the network grows and how each territory reports (habits.toml)."""

    libraries: int
    outside: int
    waves: tuple[tuple[str, int], ...]
    municipal: Mapping[str, int]
    reporting: Mapping[str, float]
    missing: Mapping[str, float]
    languages: Mapping[str, str]
    yearly: Mapping[str, str]
    single_last_year: frozenset[str]
    single_months: Mapping[str, str]
    style: Mapping[str, frozenset[str]]
    lists_since: Month  # when raions began to send lists beside their tables,
    lists_until: Month  # and stopped


@cache
def forms() -> dict[str, Form]:
    """Return the forms by language."""
    declared = _read("forms.toml")
    return {language: _form(language, cast(Table, declared[language])) for language in ("ro", "ru")}


def _form(language: str, table: Table) -> Form:
    def words(key: str) -> dict[str, str]:
        return cast(dict[str, str], table[key])

    def listed(key: str) -> tuple[str, ...]:
        return tuple(cast(list[str], table[key]))

    return Form(
        language=language,
        texts={key: value for key, value in table.items() if isinstance(value, str)},
        months=listed("months"),
        month_sheets=listed("month_sheets"),
        approved=listed("approved"),
        groups=words("groups"),
        labels=words("labels"),
        variants=words("variants"),
        categories=words("categories"),
        kinds=words("kinds"),
        library_names=words("library_names"),
        list_sheets=cast(dict[str, list[str]], table["list_sheets"]),
    )


@cache
def questions() -> Questions:
    """Return what the forms ask: as the network declares it, and what the first of them did not ask yet."""
    declared = load_forms(network_folder())
    monthly, annual = declared["monthly"], declared["annual"]
    first = cast(dict[str, list[str]], _read("forms.toml")["first_version"])
    services = [f"{code}:{category}" for code in monthly.by_category for category in monthly.categories]
    return Questions(
        indicators=monthly.indicators,
        by_category=monthly.by_category,
        annual=annual.indicators,
        categories=monthly.categories,
        first_indicators=tuple(code for code in monthly.indicators if code not in first["without"]),
        first_categories=tuple(code for code in monthly.categories if code not in first["without_categories"]),
        columns=(*monthly.indicators, *services, "N01", "A07"),
    )


@cache
def habits() -> Habits:
    """Return the habits of the network and its territories."""
    declared = _read("habits.toml")
    network = cast(dict[str, int], declared["network"])
    waves = cast(dict[str, list[tuple[str, int]]], declared["network"])["waves"]
    single = cast(dict[str, list[str]], declared["single"])
    return Habits(
        libraries=network["libraries"],
        outside=network["outside"],
        waves=tuple((month, size) for month, size in waves),
        municipal=cast(dict[str, int], declared["municipal"]),
        reporting=cast(dict[str, float], declared["reporting"]),
        missing=cast(dict[str, float], declared["missing"]),
        languages=cast(dict[str, str], declared["languages"]),
        yearly=cast(dict[str, str], declared["yearly"]),
        single_last_year=frozenset(single["last_year"]),
        single_months=cast(dict[str, dict[str, str]], declared["single"])["months"],
        lists_since=Month.parse(cast(dict[str, str], declared["lists"])["since"]),
        lists_until=Month.parse(cast(dict[str, str], declared["lists"])["until"]),
        style={key: frozenset(value) for key, value in cast(dict[str, list[str]], declared["style"]).items()},
    )


@cache
def form_sheets() -> dict[str, list[str]]:
    """Return the sheets of the monthly workbook of one library: a name, then the headings."""
    return cast(dict[str, list[str]], _read("forms.toml")["single"])


@cache
def details() -> dict[str, object]:
    """Return the invented events, partners and actions, and the fair."""
    return _read("details.toml")
