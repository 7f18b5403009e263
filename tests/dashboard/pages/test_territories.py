"""Territories: the map, the list and the files hold the same rates, made of figures anybody can divide."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dashboard.asked import Asked
from dashboard.content import PageContent
from data.populations import population_of
from data.queries.attendance import territory_totals

Answer = Callable[..., PageContent]
SPRING = "?from=2017-04&to=2017-06"


def test_a_rate_is_per_thousand_inhabitants_and_month(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/ro/territories", SPRING)
    totals = territory_totals(question.session, question.catalogue, "V01", question.selection).set_index("territory")
    people = population_of(question.catalogue.populations, "MD-OR", 2017)
    assert people is not None
    listed = {row[0]: row for row in content("/ro/territories", SPRING).tables[0].rows}["Orhei"]
    assert listed[1] == pytest.approx(totals.loc["MD-OR", "value"] / people.value * 1000 / 3)
    assert listed[2:4] == (totals.loc["MD-OR", "value"], people.value)


def test_the_map_and_the_list_say_the_same(content: Answer) -> None:
    on_map, as_list = content("/en/territories", SPRING).charts
    assert (on_map.kind, as_list.kind) == ("map", "ranked")
    assert on_map.table.rows == as_list.table.rows
    drawn = dict(zip(on_map.categories, on_map.series[0].values, strict=True))
    assert {name: value for name, value in drawn.items() if value is not None} == dict(
        zip(as_list.categories, as_list.series[0].values, strict=True)
    )


def test_the_map_and_the_list_each_say_their_own_finding(content: Answer) -> None:
    on_map, as_list = content("/en/territories", SPRING).charts
    assert as_list.title.startswith("Most in ")
    said = re.fullmatch(r"Most common: (.+), in (\d+) of (\d+) territories", on_map.title)
    assert said is not None
    known = [region.step for region in on_map.regions if on_map.steps[region.step].tone != "none"]
    step = next(place for place, one in enumerate(on_map.steps) if one.label == said[1])
    assert [int(said[2]), int(said[3])] == [known.count(step), len(known)]
    assert known.count(step) == max(known.count(one) for one in known)


def test_of_one_territory_nothing_is_said_to_be_most_or_least(content: Answer) -> None:
    shown = content("/en/territories", f"{SPRING}&territory=MD-OR")
    on_map, as_list = shown.charts
    assert on_map.title == as_list.title == f"Orhei: {as_list.table.rows[0][1]:,.1f}"
    assert shown.finding.endswith(f"{as_list.table.rows[0][1]:,.1f} in Orhei.")


def test_a_territory_without_data_is_hatched_and_never_zero(content: Answer) -> None:
    on_map = content("/en/territories", SPRING).charts[0]
    bender = next(place for place, name in enumerate(on_map.categories) if "Bender" in name)
    assert on_map.series[0].values[bender] is None
    assert on_map.steps[on_map.regions[bender].step].tone == "none"


def test_the_map_credits_its_boundaries_and_names_its_denominator(content: Answer, language: str) -> None:
    on_map = content(f"/{language}/territories", SPRING).charts[0]
    notes = " ".join(on_map.notes)
    assert "geoBoundaries / OCHA 2020, CC BY 3.0 IGO" in notes
    assert "2013" in notes


def test_a_click_leads_to_the_territory(content: Answer) -> None:
    on_map = content("/en/territories", SPRING).charts[0]
    place = on_map.categories.index("Orhei")
    assert on_map.links[place] == "/en/territories?from=2017-04&to=2017-06&territory=MD-OR"


def test_groups_say_whether_they_are_confirmed(content: Answer) -> None:
    groups = next(table for table in content("/en/territories", SPRING).tables if table.key == "groups")
    kinds = {str(row[0]): row[-1] for row in groups.rows}
    assert "programme group, members not confirmed" in kinds.values()
    assert "statistical region" in kinds.values()
    assert all("group=" in link for link in groups.links)
