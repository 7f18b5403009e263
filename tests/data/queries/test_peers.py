"""A library beside its peers: the same type, about as many inhabitants; a range of a few libraries is not shown."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.catalogue import load_catalogue
from data.periods import Month
from data.populations import population_of
from data.queries.peers import FEWEST, peer_codes, ranges_among, rates_of_territories, territory_peers
from data.selection import Selection

CATALOGUE = load_catalogue()


def test_peers_are_of_the_type_and_about_the_size():
    known = [one for one in CATALOGUE.libraries.values() if one.population][::50]
    assert len(known) > 10
    for own in known:
        for code in peer_codes(CATALOGUE, own.code):
            peer = CATALOGUE.libraries[code]
            assert peer.kind == own.kind and peer.code != own.code
            assert own.population / 2 <= peer.population <= own.population * 2


def test_peers_are_mutual():
    own = next(one for one in CATALOGUE.libraries.values() if len(peer_codes(CATALOGUE, one.code)) >= FEWEST)
    assert all(own.code in peer_codes(CATALOGUE, code) for code in peer_codes(CATALOGUE, own.code))


@pytest.mark.parametrize("population", [None, 0])
def test_a_library_of_unknown_size_has_no_peers(population):
    own = next(iter(CATALOGUE.libraries.values()))
    libraries = {**CATALOGUE.libraries, own.code: own.model_copy(update={"population": population})}
    assert peer_codes(replace(CATALOGUE, libraries=libraries), own.code) == ()
    assert peer_codes(CATALOGUE, "XX-0000") == ()


def test_territories_of_about_as_many_inhabitants_are_each_others_peers():
    found = {code: territory_peers(CATALOGUE, code, 2017) for code in CATALOGUE.territories}
    assert sum(len(peers) >= FEWEST for peers in found.values()) > 20
    assert all(code in found[peer] for code, peers in found.items() for peer in peers)
    assert all(code not in peers for code, peers in found.items())
    assert territory_peers(CATALOGUE, "XX", 2017) == territory_peers(CATALOGUE, "MD-OR", 1900) == ()


def test_a_range_of_too_few_is_not_made():
    means = {"V01": pd.Series({f"p{number}": float(number) for number in range(9)})}
    peers = [f"p{number}" for number in range(1, 9)]
    assert ranges_among(means, "p0", peers[: FEWEST - 1]) == []
    (found,) = ranges_among(means, "p0", peers[:FEWEST])
    assert (found.value, found.low, found.median, found.high, found.peers) == (0, 2, 3, 4, FEWEST)
    (without,) = ranges_among(means, "somebody", peers)
    assert without.value is None


def test_a_territory_of_which_few_reports_came_has_no_rate(reports, catalogue):
    for number in range(1, 6):
        reports.library(f"MD-OR-000{number}")
        reports.library(f"MD-CR-000{number}")
    june = Selection(Month(2017, 6), Month(2017, 6))
    reports.report("V01", 201706, {f"MD-OR-000{number}": 1000.0 for number in range(1, 6)})
    reports.report("V01", 201706, {"MD-CR-0001": 1000.0})
    with reports.session() as session:
        rates = rates_of_territories(session, catalogue, june, ["V01"])["V01"]
    people = population_of(catalogue.populations, "MD-OR", 2017)
    assert rates.to_dict() == {"MD-OR": pytest.approx(5_000_000 / people.value)}
