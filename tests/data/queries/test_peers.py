"""A library beside its peers: the same type, about as many inhabitants; a range of a few libraries is not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.catalogue import load_catalogue
from data.queries.peers import FEWEST, peer_codes

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
