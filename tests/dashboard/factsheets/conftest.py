"""A small network with a year between its reports, gathered once, and a writer of its sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from dashboard.factsheets.declared import declared
from dashboard.factsheets.material import Material, Place, gather
from dashboard.factsheets.writing import Writer
from data.catalogue import Catalogue
from data.periods import Month
from data.selection import Selection

STAGE = Selection(Month(2017, 4), Month(2017, 10))
BASE = "https://vitrina.example"


@pytest.fixture(scope="session")
def writer(small: Callable[[], Session], catalogue: Catalogue) -> Iterator[Writer]:
    """Return what writes the sheets of the small network over the second stage."""
    with small() as session:
        yield Writer(session, gather(session, catalogue, STAGE, declared()), declared(), BASE)


@pytest.fixture(scope="session")
def material(writer: Writer) -> Material:
    """Return what the sheets are made of."""
    return writer.material


@pytest.fixture(scope="session")
def place_of(material: Material) -> Callable[[str], Place]:
    """Return a function that finds a place by its code."""
    return lambda code: next(place for place in material.places if place.code == code)
