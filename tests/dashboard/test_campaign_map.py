"""The map of a stage: where libraries took part, of those that reported; nothing reported is hatched and no zero."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard.asked import Asked
from dashboard.campaign_map import participation_map
from dashboard.charts.campaign import Row, counted
from dashboard.papers import chart_words
from data.boundaries import outlines


def ranked(asked: Asked):
    words = chart_words(
        asked,
        "K01",
        said="total",
        title="t",
        summary="s",
        table="per_inhabitants",
        coverage="",
        labels={"value": "v", "name": "n"},
    )
    return counted([Row("Orhei", 80.0)], key="campaign-territories", words=words)


def test_the_map_says_the_shares_and_leaves_what_is_not_known_without_a_value(asked: Callable[..., Asked]) -> None:
    question = asked("/en/campaign")
    frame = pd.DataFrame(
        {"territory": ["MD-OR", "MD-CM"], "taking_part": [4, 0], "reported": [5, 0], "in_network": [6, 2]}
    )
    made = participation_map(question, frame, ranked(question))
    assert made is not None
    assert (made.kind, made.key, made.table.key) == ("map", "campaign-map", "campaign-map")
    values = dict(zip(made.categories, made.series[0].values, strict=True))
    regions = {region.label: region for region in made.regions}
    assert len(made.categories) == len(outlines(question.catalogue))
    assert values["Orhei"] == 80.0
    assert (regions["Orhei"].shown, made.steps[regions["Orhei"].step].label) == ("80%", "70% – 80%")
    assert values["Cimișlia"] is None
    assert made.steps[regions["Cimișlia"].step].label == question.text["territories.no_data"]
    assert any("geoBoundaries" in note for note in made.notes)


def test_the_map_says_how_many_took_part_in_most_territories(asked: Callable[..., Asked]) -> None:
    question = asked("/en/campaign")
    columns = ["territory", "taking_part", "reported", "in_network"]
    rows = [("MD-OR", 19, 20, 20), ("MD-CM", 10, 20, 20), ("MD-CS", 20, 20, 20)]
    made = participation_map(question, pd.DataFrame(rows, columns=columns), ranked(question))
    assert made is not None and made.title == "Most common: over 90%, in 2 of 3 territories"
