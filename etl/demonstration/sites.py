"""Where libraries stand: the communes, towns and villages of a territory, the likeliest place for a library first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from data.catalogue import Catalogue
from data.models import Area
from etl.demonstration.declared import Habits, forms, habits, random_stream

_CAPITAL, _BALTI = "MD-CU", "MD-BA"


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a library stands, before it has a code and figures."""

    kind: str  # a code of library_kinds.toml
    area: Area
    naming: str  # key of the form's library_names
    number: int = 0  # of a branch

    def name(self, language: str) -> str:
        """Return the library's name in a language."""
        place = own_name(self.area, language)
        return forms()[language].library_names[self.naming].format(place=place, number=self.number)

    def locality(self, language: str) -> str:
        """Return the locality as a form says it, e.g. "s. Hîrtop"."""
        return f"{forms()[language].kinds[self.area.kind]} {own_name(self.area, language)}"


def own_name(area: Area, language: str) -> str:
    """Return an area's name in a language, else in Romanian (the register lacks nine Russian names)."""
    return area.names.get(language) or area.names["ro"]


def areas_by_territory(catalogue: Catalogue) -> dict[str, list[Area]]:
    """Return the areas of each territory that owes reports, its seat first, then in the order of the register."""
    found: dict[str, list[Area]] = {}
    for territory in catalogue.territories.values():
        top = catalogue.areas[territory.area or ""]
        if top.obligated:
            inside = [area for area in catalogue.areas.values() if area.code[:2] == top.code[:2] and area.depth]
            found[territory.code] = [top, *inside] if territory.code in habits().municipal else inside
    return found


def sizes(by_territory: dict[str, list[Area]], rules: Habits) -> dict[str, int]:
    """Return the number of libraries of each territory: in proportion to its communes, other villages less."""
    weights = {
        code: sum(1.0 if area.depth == 1 else 0.3 for area in areas)
        for code, areas in by_territory.items()
        if code not in rules.municipal
    }
    rest = rules.libraries - sum(rules.municipal.values())
    shares = {code: weight / sum(weights.values()) * rest for code, weight in weights.items()}
    whole = {code: int(share) for code, share in shares.items()}
    for code in sorted(shares, key=lambda code: whole[code] - shares[code])[: rest - sum(whole.values())]:
        whole[code] += 1
    return {code: rules.municipal.get(code) or whole[code] for code in by_territory}


def sites(territory: str, areas: list[Area], seed: int) -> Iterator[Site]:
    """Yield the sites of a territory without end: its seat, towns, communes, villages, then ever more branches."""
    seat, others = areas[0], areas[1:]
    shuffled = [others[index] for index in random_stream(seed, territory, "sites").permutation(len(others))]
    villages = [area for area in shuffled if area.kind == "village"]
    shallow = min((area.depth for area in villages), default=1)
    parents = {area.parent for area in areas}
    yield from _at_the_seat(territory, seat)
    for area in shuffled:
        if area.kind in {"town", "municipality"}:
            kind = "municipal" if area.kind == "municipality" else "oras"
            yield Site(kind, area, kind)
    for area in villages:
        if area.depth == shallow:
            yield Site("comunal" if area.code in parents else "sat", area, "sat")
    if territory not in habits().municipal:
        for area in villages:
            if area.depth > shallow:  # a school's and a village's library in one, here and there
                yield Site("mixt" if int(area.code) % 11 == 0 else "sat", area, "sat")
    sectors = [area for area in shuffled if area.kind == "sector"] or [seat]
    for number in count(1):
        yield Site("filiala", sectors[number % len(sectors)], "filiala", number)


def _at_the_seat(territory: str, seat: Area) -> Iterator[Site]:
    """Yield the libraries of a territory's seat: the main one first, branches after the children's library."""
    if territory == _CAPITAL:
        yield Site("municipal", seat, "hasdeu")
        yield Site("national", seat, "national")
        yield Site("national", seat, "creanga")
    elif territory == _BALTI:
        yield Site("municipal", seat, "coseriu")
        yield Site("copii", seat, "copii")
    else:
        yield Site("raional", seat, "raional")
        yield Site("copii", seat, "copii")
