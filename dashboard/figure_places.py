"""The same figure of each place that it is made of: of a territory's libraries, else of territories, each with its id.

So a row of a table of places is looked up from the id of its column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dashboard.asked import Asked
from dashboard.charts.spec import Column, TableSpec
from dashboard.exports.papers import PASSPORT
from dashboard.papers import library_name, territory_name
from data.figure_ids import FigureKey, Said, figure_id
from data.passport_words import value_in_words
from data.queries.figure import figure_value
from data.queries.libraries import all_libraries
from data.queries.scope import scope_of

PLACES = "places"
_SAID: tuple[Said, ...] = ("total", "change", "rate", "monthly_rate", "reporting", "on_time", "content", "taking_part")


def places(asked: Asked, figure: FigureKey) -> list[TableSpec]:
    """Return the places with values, in the order of their codes; of a service category or one library none."""
    text = asked.text
    if figure.category or figure.selection.library or figure.said not in _SAID:
        return []
    rows, links = [], []
    for name, place in _places(asked, figure):
        found = figure_value(asked.session, asked.catalogue, place)
        if found.value is None:
            continue
        rows.append((name, value_in_words(place, found, asked.catalogue, text), figure_id(place)))
        links.append(asked.address.of_figure(figure_id(place)).href())
    columns = (
        Column("place", text["figure.place"]),
        Column("shown", text["export.value"]),
        Column(PASSPORT, text["export.passport"]),
    )
    return [TableSpec(PLACES, text["figure.places"], columns, tuple(rows), tuple(links))] if len(rows) > 1 else []


def _places(asked: Asked, figure: FigureKey) -> Iterator[tuple[str, FigureKey]]:
    chosen = figure.selection
    scope = scope_of(asked.session, asked.catalogue, chosen, annual=figure.annual)
    if len(chosen.territories) == 1 and not chosen.group:
        for one in all_libraries(asked.session):
            if one.territory in chosen.territories and (not chosen.kinds or one.kind in chosen.kinds):
                alone = replace(chosen, territories=(), kinds=(), library=one.code)
                yield library_name(asked, one.name), replace(figure, selection=alone)
        return
    for code in sorted(asked.catalogue.territories):
        if scope.territories is None or code in scope.territories:
            there = replace(chosen, territories=(code,), group=None)
            yield territory_name(asked, code), replace(figure, selection=there)
