"""The register of the demonstration network: invented libraries in Moldova's real communes, towns and villages.

The same seed always gives the same register. The first 1,338 places are the network's published size; a smaller
network is a part of it with every territory in proportion, a larger one adds places to it and changes none.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from data.catalogue import Catalogue
from data.models import Area, Library
from data.periods import Month
from etl.demonstration.calibration import Calibration, calibration
from etl.demonstration.declared import Habits, forms, habits, random_stream
from etl.demonstration.sites import Site, areas_by_territory, own_name, sites, sizes

COLUMNS = (
    *("code", "name", "kind", "territory", "area", "parent", "aliases", "population", "in_network_from", "wave"),
    *("languages", "staff", "computers", "lat", "lon", "email"),
)
# How many people a library of a kind reaches, against a village's: shares out a territory's population.
_REACH = {"national": 12.0, "municipal": 6.0, "raional": 7.0, "oras": 4.0, "copii": 3.0, "filiala": 2.0, "mixt": 0.8}
_BESIDE_A_CITY = {"oras": 1.0, "comunal": 0.4, "sat": 0.4}  # its people use the city's libraries, too
_NEVER_OUTSIDE = {"national", "municipal", "raional", "copii", "oras"}


@dataclass(frozen=True, slots=True)
class Place:
    """A library of the register with what its figures are drawn from; a small network has the places of least rank."""

    library: Library
    site: Site
    name_ru: str
    rank: float  # below 1: one of the network's published size
    users: float  # expected in a year: registered users, visits, loans, expenses
    visits: float
    loans: float
    expenses: float

    @property
    def urban(self) -> bool:
        """True where the library stands in a town."""
        return self.site.area.kind != "village"


def place_libraries(catalogue: Catalogue, seed: int, libraries: int) -> list[Place]:
    """Return the register of a network of so many libraries, in the order of their codes."""
    rules = habits()
    by_territory = areas_by_territory(catalogue)
    known = calibration(catalogue)
    larger = max(1.0, libraries / rules.libraries)
    places: list[Place] = []
    for territory, size in sizes(by_territory, rules).items():
        needed = size if libraries <= rules.libraries else int(size * larger) + 2
        places += _territory(territory, by_territory[territory], size, needed, seed, known[territory])
    kept = sorted(places, key=lambda place: (place.rank, place.library.code))[:libraries]
    codes = {place.library.code for place in kept}
    return [place for place in _join_in_waves(places, rules, seed) if place.library.code in codes]


def write_register(places: Sequence[Place], path: Path) -> None:
    """Write the register as a network folder's libraries.csv."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_cell(getattr(place.library, column)) for column in COLUMNS] for place in places)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else str(value)


def _territory(
    territory: str, areas: list[Area], size: int, needed: int, seed: int, known: Calibration
) -> Iterator[Place]:
    """Yield the places of a territory; the first `size` share out its people, users, visits and loans exactly."""
    chosen = list(islice(sites(territory, areas, seed), needed))
    codes = [f"{territory}-{number:04d}" for number in range(1, needed + 1)]
    draws = np.array([random_stream(seed, code, "size").normal(size=2) for code in codes])
    kinds = _REACH | _BESIDE_A_CITY if territory in habits().municipal else _REACH
    reach = np.array([kinds.get(site.kind, 1.0) for site in chosen]) * np.exp(0.45 * draws[:, 0])
    population = reach / reach[:size].sum() * known.population
    interest = population * np.exp(0.2 * draws[:, 1])
    users = interest / interest[:size].sum() * known.users
    ranks = _ranks(territory, size, needed, seed)
    seats = _seats(chosen, codes)
    names, russian = _names(chosen, areas, "ro"), _names(chosen, areas, "ru")
    for index, (site, code) in enumerate(zip(chosen, codes, strict=True)):
        stream = random_stream(seed, code, "facts")
        library = Library(
            code=code,
            name=names[index],
            kind=site.kind,
            territory=territory,
            area=site.area.code,
            parent=seats.get(site.area.code, codes[0]) if site.kind == "filiala" else None,
            aliases=(russian[index],) if territory in habits().languages else (),
            population=max(60, round(float(population[index]))),
            languages=_languages(territory, stream),
            staff=max(1, round(float(users[index]) / 650)),
            computers=int(stream.integers(2, 6)) + round(float(users[index]) / 1500),
            lat=site.area.lat,
            lon=site.area.lon,
            email=f"{code.lower()}@biblioteci.example",  # a domain that can belong to nobody
        )
        mine = float(users[index])
        yearly = (mine, mine * known.visits_per_user, mine * known.loans_per_user, mine * known.expenses_per_user)
        yield Place(library, site, russian[index], float(ranks[index]), *yearly)


def _ranks(territory: str, size: int, needed: int, seed: int) -> np.ndarray:
    """Return each place's rank: its turn among the territory's, as a share, so that territories stay in proportion."""
    turns = np.arange(needed, dtype=float)
    turns[1:size] = 1 + random_stream(seed, territory, "ranks").permutation(size - 1)
    return np.where(turns == 0, 0.0, (turns + 0.5) / size)


def _seats(chosen: list[Site], codes: list[str]) -> dict[str, str]:
    """Return the library that branches of an area belong to: the first that stands there and is none itself."""
    found: dict[str, str] = {}
    for site, code in zip(chosen, codes, strict=True):
        if site.kind != "filiala":
            found.setdefault(site.area.code, code)
    return found


def _names(chosen: list[Site], areas: list[Area], language: str) -> list[str]:
    """Return the names in a language, told apart by their commune where two villages of a territory share one."""
    by_code = {area.code: area for area in areas}
    villages = Counter(own_name(area, language) for area in areas if area.kind == "village")
    commune_mark = forms()[language].kinds["commune"]
    names = []
    for site in chosen:
        name, commune = site.name(language), by_code.get(site.area.parent or "")
        shared = site.area.kind == "village" and villages[own_name(site.area, language)] > 1
        names.append(f"{name}, {commune_mark} {own_name(commune, language)}" if shared and commune else name)
    return names


def _languages(territory: str, stream: np.random.Generator) -> tuple[str, ...]:
    if territory in {"MD-GA", "MD-TA"}:
        return ("ru",) if stream.random() < 0.7 else ("ru", "ro")
    share = 0.5 if territory == "MD-BA" else 0.12
    return ("ro", "ru") if stream.random() < share else ("ro",)


def _join_in_waves(places: list[Place], rules: Habits, seed: int) -> list[Place]:
    """Return the places with the month each joined the network, larger libraries rather earlier; some never join."""
    draws = {place.library.code: random_stream(seed, place.library.code, "joining").random(2) for place in places}
    known = [place for place in places if place.rank < 1]
    keenness = {
        place.library.code: float(draws[place.library.code][0])
        + (1.0 if place.rank == 0 else 0.0)
        + (float(draws[place.library.code][1]) if place.library.kind in _NEVER_OUTSIDE else 0.0)
        for place in known
    }
    outsiders = [place for place in known if place.library.kind not in _NEVER_OUTSIDE]
    outside = {
        place.library.code
        for place in sorted(outsiders, key=lambda place: keenness[place.library.code])[: rules.outside]
    }
    members = sorted((code for code in keenness if code not in outside), key=lambda code: -keenness[code])
    turns = {code: turn for turn, code in enumerate(members)}
    joined = []
    for place in places:
        code = place.library.code
        turn = turns.get(code)
        if turn is None and place.rank >= 1 and draws[code][0] > rules.outside / rules.libraries:
            turn = int(draws[code][1] * rules.waves[-1][1])  # a place beyond the published size joins like the others
        if turn is not None:
            month = next((month for month, size in rules.waves if turn < size), rules.waves[-1][0])
            update = {"in_network_from": Month.parse(month), "wave": month[:4]}
            place = replace(place, library=place.library.model_copy(update=update))
        joined.append(place)
    return joined
