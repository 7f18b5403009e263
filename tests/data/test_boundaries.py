"""Outlines of territories: the shipped file holds every unit, closed, where Moldova is."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from data.boundaries import FILE, outlines
from data.catalogue import Catalogue, load_catalogue
from data.loading_files import DefinitionError


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_every_territory_has_its_outline(catalogue: Catalogue) -> None:
    assert outlines(catalogue).keys() == catalogue.territories.keys()
    assert len(outlines(catalogue)) == 37


def test_every_ring_is_closed_and_lies_in_moldova(catalogue: Catalogue) -> None:
    for code, rings in outlines(catalogue).items():
        for ring in rings:
            assert ring[0] == ring[-1] and len(ring) > 3, code
            assert all(26.6 <= lon <= 30.2 and 45.4 <= lat <= 48.5 for lon, lat in ring), code


def test_the_capital_lies_within_its_own_outline(catalogue: Catalogue) -> None:
    ring = max(outlines(catalogue)["MD-CU"], key=len)
    assert _holds(ring, (28.86, 47.02))
    assert not _holds(max(outlines(catalogue)["MD-CA"], key=len), (28.86, 47.02))


def _holds(ring: tuple[tuple[float, float], ...], point: tuple[float, float]) -> bool:
    """Return whether a ring holds a point: a ray from it crosses the ring an odd number of times."""
    x, y = point
    crossed = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed += 1
    return crossed % 2 == 1


def test_a_network_without_boundaries_has_none(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "network.toml").write_text('name = "elsewhere"\n', encoding="utf-8")
    assert outlines(replace(catalogue, folder=tmp_path)) == {}


def test_a_file_that_is_no_topojson_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "network.toml").write_text('name = "elsewhere"\n', encoding="utf-8")
    (tmp_path / FILE).write_text('{"type": "Topology"}', encoding="utf-8")
    with pytest.raises(DefinitionError, match=FILE):
        outlines(replace(catalogue, folder=tmp_path))
