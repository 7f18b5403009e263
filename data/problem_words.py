"""What was found in a received file, in words: the name of its kind, what is wrong and what to do about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from data.formats import number, period_name
from data.wording import Filled, Text, text

_UNKNOWN = "–"
PLACES = ("found", "sheet", "cell", "file")
_VALUE = re.compile(r"\{\w+(:\w+)?\}")
_ANY = "…"


class InGeneral(NamedTuple):
    """A kind of problem in words; where a message has a value, there stand three dots."""

    title: str
    message: str
    remedy: str


def in_general(kind: str, language: str) -> InGeneral:
    """Return what a kind says of any file; raises MissingText."""
    said = text(language)
    return InGeneral(*(_VALUE.sub(_ANY, said[f"problem.{kind}.{part}"]) for part in InGeneral._fields))


def title(kind: str, language: str) -> str:
    """Return the name of a problem kind, e.g. "Unknown library"; raises MissingText."""
    return text(language)[f"problem.{kind}.title"]


def what(kind: str, details: Mapping[str, str | int | float], places: Mapping[str, str | None], language: str) -> str:
    """Return what is wrong. `details` are the values of the kind's message, `places` those named in PLACES.

    A value that is not given (what an earlier version stored knows no other) is a dash. Raises MissingText.
    """
    return _part("message", kind, details, places, language)


def remedy(kind: str, details: Mapping[str, str | int | float], places: Mapping[str, str | None], language: str) -> str:
    """Return what to do about it; as `what`."""
    return _part("remedy", kind, details, places, language)


def _part(
    part: str,
    kind: str,
    details: Mapping[str, str | int | float],
    places: Mapping[str, str | None],
    language: str,
) -> str:
    """Return one text of a problem kind with its values filled in as the language writes them."""
    said, values = text(language), dict[str, str]()
    for key, value in details.items():
        name, _, only = key.partition("@")  # "reason@ro" is the reason in Romanian
        if not only or only == language or name not in values:
            values[name] = _written(name, value, said)
    template = said[f"problem.{kind}.{part}"]
    for name in [name for name in values if name.endswith("_cell")]:
        sheet = f"{name.removesuffix('_cell')}_sheet"
        if sheet in values and f"{{{sheet}}}" not in template:  # a cell of another sheet is named with its sheet
            values[name] = f"{values[sheet]} › {values[name]}"
    values.update({name: places.get(name) or _UNKNOWN for name in PLACES})
    filled = {name: Filled(value) for name, value in values.items()}
    return template.format_map(defaultdict[str, Filled](lambda: Filled(_UNKNOWN), filled))


def _written(name: str, value: str | float, said: Text) -> str:
    """Return a detail as a person reads it: an indicator by its name, a stored period as a month, a number grouped."""
    if isinstance(value, str):
        if name == "data":  # kinds of personal data
            return ", ".join(said[f"personal.{kind}"] for kind in value.split(", "))
        return said[key] if name.endswith("indicator") and (key := f"indicator.{value}.name") in said else value
    if name.endswith("period"):
        return period_name(int(value), said.language)
    return number(value, said.language, decimals=0 if value == int(value) else 2)
