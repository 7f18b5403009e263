"""The figures of a sheet, gathered for all places at once, are those that the pages show of each by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.asked import Asked
from dashboard.content import PageContent
from dashboard.factsheets.material import Material
from dashboard.factsheets.writing import Writer
from dashboard.headline import headlines
from data.queries.attendance import total
from data.queries.peers import FEWEST, peer_ranges
from data.selection import Selection

STAGE = "from=2017-04&to=2017-10"
Content = Callable[..., PageContent]
Question = Callable[..., Asked]


def test_every_library_says_what_its_profile_says(writer: Writer, content: Content) -> None:
    libraries = [place for place in writer.material.places if place.kind == "library"]
    assert len(libraries) > 40
    for place in libraries[::4]:
        shown = {card.key: card.value for card in content("/ro/libraries", f"?{STAGE}&library={place.code}").cards}
        figures = {one.key: one.value for one in writer.write(place, "ro").figures}
        assert figures == {code: shown[code] for code in writer.material.headlines}, place


def test_every_comparison_is_that_of_its_page(material: Material, asked: Question) -> None:
    for place in material.places[::6]:
        key = "library" if place.kind == "library" else "territory"
        for one in headlines(asked("/ro/libraries", f"?{STAGE}&{key}={place.code}")):
            assert material.comparison(place, one.code) == one.comparison, place
            assert material.figure(place, one.code) == one.figure


def test_peers_are_those_of_the_profile(material: Material, asked: Question) -> None:
    question, found = asked("/ro/overview", f"?{STAGE}"), 0
    over = (question.session, question.catalogue, Selection(*question.months))
    for place in [place for place in material.places if place.kind == "library"][::5]:
        mine = material.peers(place)
        assert mine == peer_ranges(*over, place.code, material.headlines)
        found += bool(mine)
    assert found > 3


def test_a_territory_is_compared_with_territories_of_its_size(material: Material) -> None:
    ranges = [one for place in material.places if place.kind == "territory" for one in material.peers(place)]
    assert ranges and all(one.peers >= FEWEST and one.low <= one.median <= one.high for one in ranges)


def test_territories_add_up_to_the_network(material: Material, asked: Question) -> None:
    question = asked("/ro/overview", f"?{STAGE}")
    whole = total(question.session, question.catalogue, "V01", Selection(*question.months))
    mine = [material.figure(place, "V01") for place in material.places if place.kind == "territory"]
    assert sum(one.value or 0 for one in mine) == pytest.approx(whole.value)
    assert (sum(one.reported for one in mine), sum(one.expected for one in mine)) == (whole.reported, whole.expected)
