"""Releases, and what became of their figures, as JSON and as tables for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text as Plain

from data.catalogue import Catalogue
from data.figure_ids import FigureKey, figure_id
from data.formats import date_text
from data.passport_words import name_of, period_in_words
from data.release.restated_words import said_parts, verdict
from data.release.restating import Restatement
from data.release.stored import Release
from data.wording import Text


class Line(NamedTuple):
    """A figure and what became of it."""

    figure: FigureKey
    found: Restatement


def listed_as_json(found: Sequence[Release], zone: ZoneInfo) -> str:
    """Return one JSON object with a list of releases; moments in UTC."""
    rows = [
        {
            "name": one.name,
            "as_of": one.as_of.isoformat(),
            "made_at": one.made_at.isoformat(),
            "embargo": one.embargo.isoformat() if one.embargo else None,
            "shown": one.shown(zone),
        }
        for one in found
    ]
    return json.dumps({"releases": rows}, ensure_ascii=False, indent=2)


def listed_as_table(found: Sequence[Release], zone: ZoneInfo, words: Text) -> Table:
    """Return the releases with their days in the network's time zone."""
    table = Table()
    for name in ("name_column", "as_of", "made", "embargo"):
        table.add_column(words[f"release.{name}"])
    for one in found:
        days = [date_text(day, words.language) for day in (one.last_day(zone), one.made_at.astimezone(zone).date())]
        embargo = date_text(one.embargo, words.language) if one.embargo else words["absent.short"]
        table.add_row(Plain(one.name), *days, embargo)
    return table


def compared_as_json(lines: Sequence[Line]) -> str:
    """Return one JSON object: of each figure its id, both values, and the parts, which sum to the difference."""
    rows = [
        {
            "figure": figure_id(figure),
            "indicator": figure.indicator,
            "before": found.before,
            "after": found.after,
            "still_valid": found.still_valid,
            "parts": {part.cause: {"amount": float(part.amount), "count": part.count} for part in found.parts},
        }
        for figure, found in lines
    ]
    return json.dumps({"figures": rows}, ensure_ascii=False, indent=2)


def compared_as_table(lines: Sequence[Line], names: tuple[str, str], catalogue: Catalogue, words: Text) -> Table:
    """Return a row for each figure, and below it one for each part of its difference."""
    title = words.format("release.compared", first=names[0], second=names[1])
    table = Table(title=Plain(title))
    for name in ("figure", "what", "amount", "behind"):
        table.add_column(words[f"release.{name}"], overflow="fold")
    for figure, found in lines:
        said = f"{name_of(figure, words)}, {period_in_words(figure, words)}"
        table.add_row(figure_id(figure), said, "", verdict(found, figure, catalogue, words))
        for part in said_parts(found, figure, catalogue, words):
            table.add_row("", f"  {part.cause}", part.amount, part.behind)
    return table
