"""The outlines of territories, for maps: boundaries.topojson of the network's folder.

TopoJSON (topojson.org): arcs shared by neighbours, as whole numbers that add up and a transform to degrees. A negative
number names an arc walked backwards. Features are matched to territories by their `shapeISO`.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import cast

from data.catalogue import Catalogue
from data.loading_files import DefinitionError
from data.loading_network import open_network

FILE = "boundaries.topojson"
CODE = "shapeISO"
Point = tuple[float, float]  # longitude, latitude in degrees
Ring = tuple[Point, ...]  # closed: its last point is its first
_DECIMALS = 3  # about a hundred metres


def outlines(catalogue: Catalogue) -> dict[str, tuple[Ring, ...]]:
    """Return the rings of each territory by code; empty for a network without boundaries. Raises DefinitionError."""
    path = open_network(catalogue.folder).find(FILE)
    return _read(path) if path else {}


@cache
def _read(path: Path) -> dict[str, tuple[Ring, ...]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        arcs = _arcs(told)
        return {
            shape["properties"][CODE]: tuple(_ring(ring, arcs) for ring in _rings(shape))
            for group in told["objects"].values()
            for shape in group["geometries"]
        }
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DefinitionError(path, "", f"not TopoJSON as it must be: {error!r}", "export it anew") from error


def _arcs(told: dict[str, object]) -> list[list[Point]]:
    transform = cast("dict[str, list[float]]", told["transform"])
    (across, up), (west, south) = transform["scale"], transform["translate"]
    arcs = []
    for steps in cast("list[list[list[int]]]", told["arcs"]):
        columns, rows = zip(*steps, strict=True)
        points = zip(accumulate(columns), accumulate(rows), strict=True)
        arcs.append([(x * across + west, y * up + south) for x, y in points])
    return arcs


def _rings(shape: dict[str, object]) -> list[list[int]]:
    """Return the arcs of each ring; holes of a polygon are rings like any other."""
    if shape["type"] == "Polygon":
        return cast("list[list[int]]", shape["arcs"])
    return [ring for polygon in cast("list[list[list[int]]]", shape["arcs"]) for ring in polygon]


def _ring(numbers: list[int], arcs: list[list[Point]]) -> Ring:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple((round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in points)
