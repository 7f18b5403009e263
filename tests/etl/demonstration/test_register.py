"""The register: invented libraries in real places, in the waves that are known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data.catalogue import Catalogue
from data.periods import Month
from etl.demonstration.building import SEED
from etl.demonstration.calibration import calibration
from etl.demonstration.declared import habits
from etl.demonstration.register import Place, place_libraries, write_register
from etl.texts.folding import fold

ROOT = Path(__file__).resolve().parents[3]


def test_the_shipped_register_is_what_the_generator_makes(places: list[Place], tmp_path: Path) -> None:
    write_register(places, tmp_path / "libraries.csv")
    shipped = ROOT / "data" / "networks" / "novateca" / "libraries.csv"
    assert (tmp_path / "libraries.csv").read_bytes() == shipped.read_bytes()


def test_every_territory_that_owes_reports_has_its_libraries(places: list[Place], catalogue: Catalogue) -> None:
    owing = {code for code, one in catalogue.territories.items() if one.area and catalogue.areas[one.area].obligated}
    counted = Counter(place.library.territory for place in places)
    assert set(counted) == owing
    assert len(owing) == 35
    assert min(counted.values()) >= 10


@pytest.mark.parametrize(("month", "size"), [("2012-12", 68), ("2015-01", 400), ("2017-01", 1000), ("2018-01", 1082)])
def test_the_network_grows_in_the_known_waves(places: list[Place], month: str, size: int) -> None:
    joined = [place.library.in_network_from for place in places if place.library.in_network_from]
    assert sum(one <= Month.parse(month) for one in joined) == size


def test_256_libraries_stay_outside(places: list[Place]) -> None:
    assert sum(place.library.in_network_from is None for place in places) == 256


@pytest.mark.parametrize("libraries", [35, 60, 400, 1337])
def test_a_small_network_is_a_part_of_the_whole(places: list[Place], catalogue: Catalogue, libraries: int) -> None:
    whole = {place.library.code: place for place in places}
    part = place_libraries(catalogue, SEED, libraries)
    assert len(part) == libraries
    assert [whole[place.library.code] for place in part] == part
    assert len({place.library.territory for place in part}) == 35


def test_a_large_network_adds_places_and_changes_none(places: list[Place], catalogue: Catalogue) -> None:
    larger = place_libraries(catalogue, SEED, 2000)
    known = {place.library.code: place for place in larger}
    assert len(known) == 2000
    assert [known[place.library.code] for place in places] == places


def test_names_tell_the_libraries_of_a_territory_apart(places: list[Place]) -> None:
    names = Counter(
        (place.library.territory, folded)
        for place in places
        for folded in {fold(name) for name in (place.library.name, *place.library.aliases)}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_homonym_villages_are_kept(places: list[Place]) -> None:
    names = Counter(place.library.name for place in places)
    assert names["Biblioteca Publică Hîrtop"] > 1


def test_libraries_stand_in_the_communes_of_their_territory(places: list[Place], catalogue: Catalogue) -> None:
    for place in places:
        area = catalogue.areas[place.library.area or ""]
        top = catalogue.areas[catalogue.territories[place.library.territory].area or ""]
        assert area.code[:2] == top.code[:2]


def test_the_people_of_a_territory_are_shared_out(places: list[Place], catalogue: Catalogue) -> None:
    known = calibration(catalogue)
    served: Counter[str] = Counter()
    for place in places:
        served[place.library.territory] += place.library.population or 0
    for territory, population in served.items():
        assert population == pytest.approx(known[territory].population, rel=0.005)


def test_ocnita_has_its_own_population_not_gagauzias(catalogue: Catalogue) -> None:
    known = calibration(catalogue)
    assert 50_000 < known["MD-OC"].population < 60_000 < known["MD-GA"].population


@pytest.mark.parametrize("territory", habits().municipal)
def test_a_city_s_great_libraries_reach_more_people_than_the_towns_beside_it(places, territory):
    here = [place for place in places if place.library.territory == territory]
    largest = max(here, key=lambda place: place.users)
    beside = [place.users for place in here if place.library.kind in {"oras", "comunal", "sat"}]
    assert largest.library.kind in {"national", "municipal"}
    assert max(beside) < largest.users / 3
