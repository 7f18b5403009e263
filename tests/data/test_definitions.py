"""The shipped definitions hold what docs/ promise, and every declared thing has its words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from data.catalogue import Catalogue, load_catalogue
from data.periods import Month
from data.wording import text

NETWORKS = sorted(
    path.parent for path in (Path(__file__).resolve().parents[2] / "data/networks").glob("*/network.toml")
)
CATALOGUE = load_catalogue()


def folded(name: str) -> str:
    """Return a name without case and diacritics, as readers match it."""
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))


@pytest.fixture(params=NETWORKS, ids=lambda folder: str(folder.name))
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    """Return the catalogue of each shipped network in turn."""
    return load_catalogue(request.param)


def test_every_declared_thing_has_its_words_in_every_language(catalogue: Catalogue) -> None:
    stages = [f"{c.code}.{stage.code}" for c in catalogue.campaigns.values() for stage in c.stages]
    needed = [
        *(f"indicator.{code}.{part}" for code in catalogue.indicators for part in ("name", "short", "definition")),
        *(f"unit.{indicator.unit}.{part}" for indicator in catalogue.indicators.values() for part in ("name", "other")),
        *(
            f"rule.{indicator.rule}.{part}"
            for indicator in catalogue.indicators.values()
            for part in ("name", "explanation")
        ),
        *(f"category.{code}.name" for code in catalogue.categories),
        *(f"impact_area.{code}.name" for code in catalogue.impact_areas),
        *(f"event_format.{code}.name" for code in catalogue.event_formats),
        *(f"library_kind.{code}.name" for code in catalogue.library_kinds),
        *(f"group.{code}.name" for code in catalogue.groups),
        *(f"campaign.{code}.name" for code in catalogue.campaigns),
        *(f"stage.{code}.name" for code in stages),
    ]
    for language in catalogue.languages:
        words = text(language, *catalogue.text_folders)
        assert [key for key in needed if key not in words] == [], language


def test_all_indicators_of_the_domain_are_declared() -> None:
    series = Counter(code[0] for code in CATALOGUE.indicators)
    assert series == Counter(U=3, V=4, O=2, C=3, L=1, R=1, S=5, T=4, E=3, K=4, P=4, A=8, H=1, D=7, N=1, X=6, Q=4)


def test_only_services_are_reported_by_category() -> None:
    assert [i.code for i in CATALOGUE.indicators.values() if i.by_category] == ["S01", "S02", "S03", "S04", "S05"]


def test_people_and_organisations_are_never_summed_over_months() -> None:
    assert {i.code for i in CATALOGUE.indicators.values() if i.rule == "unique"} == {"U01", "U03", "P01", "P03", "H01"}


def test_money_is_declared_as_money_and_may_have_fractions() -> None:
    money = [i for i in CATALOGUE.indicators.values() if i.unit == "mdl"]
    assert {i.rule for i in money} == {"money"}
    assert not any(i.whole for i in money)


def test_a_part_has_the_unit_of_its_whole() -> None:
    parts = {i.code: i.part_of for i in CATALOGUE.indicators.values() if i.part_of}
    assert {"U03": "U01", "V02": "V01", "E03": "E01"}.items() <= parts.items()
    for part, whole in parts.items():
        assert CATALOGUE.indicators[part].unit == CATALOGUE.indicators[whole].unit


def test_categories_cover_the_seven_impact_areas_and_only_the_unclassified_has_none() -> None:
    assert len(CATALOGUE.categories) == 17
    assert [c.code for c in CATALOGUE.categories.values() if c.impact_area is None] == ["XX.UNC"]
    assert {c.impact_area for c in CATALOGUE.categories.values()} - {None} == CATALOGUE.impact_areas.keys()
    assert all(code.startswith(c.impact_area or "XX") for code, c in CATALOGUE.categories.items())


def test_health_is_sensitive_and_psychological_help_most_of_all() -> None:
    sensitive = {c.code: c.sensitive for c in CATALOGUE.categories.values() if c.sensitive != "no"}
    assert sensitive == {"HE.HEA": "yes", "HE.PSY": "strictest"}


def test_the_register_holds_every_unit_with_its_leading_zeros() -> None:
    assert len(CATALOGUE.areas) == 1721
    assert all(re.fullmatch(r"\d{7}", code) for code in CATALOGUE.areas)
    assert CATALOGUE.areas["0101000"].names["ro"] == "Chișinău"
    assert sum(not area.names.get("ru") for area in CATALOGUE.areas.values()) == 10


def test_there_are_35_reporting_territories_and_two_that_owe_nothing() -> None:
    owing = [t for t in CATALOGUE.territories.values() if t.obligated]
    assert len(owing) == 35
    assert CATALOGUE.territories.keys() - {t.code for t in owing} == {"MD-BD", "MD-SN"}
    assert all({"ro", "ru", "en"} <= t.names.keys() for t in CATALOGUE.territories.values())
    assert CATALOGUE.areas["6400000"].iso == "MD-OR"
    assert not CATALOGUE.areas["0501000"].obligated


def test_no_spelling_of_a_territory_names_another_one() -> None:
    spellings = {
        (folded(name), t.code) for t in CATALOGUE.territories.values() for name in (*t.names.values(), *t.aliases)
    }
    assert [name for name, times in Counter(name for name, _ in spellings).items() if times > 1] == []


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("r-l Calaras", "MD-CL"),
        ("r-l Leovo", "MD-LE"),
        ("Mun. Balți", "MD-BA"),
        ("Şoldăneşti", "MD-SD"),
        ("Soldanesti", "MD-SD"),
        ("Râșcani", "MD-RI"),
        ("Rascani", "MD-RI"),
        ("Оргеевский район", "MD-OR"),
        ("Орхей", "MD-OR"),
        ("300000", "MD-BA"),
        ("Gagauzia", "MD-GA"),
    ],
)
def test_spellings_of_real_files_are_known(spelling: str, code: str) -> None:
    territory = CATALOGUE.territories[code]
    assert spelling in (*territory.names.values(), *territory.aliases)


def test_statistical_regions_are_dated_by_the_decision_that_made_them() -> None:
    regions = [group for group in CATALOGUE.groups.values() if group.kind == "statistical"]
    for month, homes in ((Month(2017, 12), {"sud"}), (Month(2018, 1), {"utag"})):
        assert {group.code for group in regions if "MD-GA" in group.territories(month)} == homes
    for month in (Month(2016, 1), Month(2019, 1)):
        placed = Counter(code for group in regions for code in group.territories(month))
        owing = {t.code for t in CATALOGUE.territories.values() if t.obligated}
        assert {code for code in placed if code in owing} == owing
        assert set(placed.values()) == {1}


def test_the_programme_group_is_marked_as_unconfirmed() -> None:
    assert not CATALOGUE.groups["centru-nord"].confirmed
    assert CATALOGUE.groups["centru-nord"].kind == "programme"


def test_the_campaign_has_its_stages_and_only_the_first_theme_is_confirmed() -> None:
    first, second = CATALOGUE.campaigns["CAMP-NVB"].stages
    assert (first.end, str(first.start)) == (None, "2016-09-01")
    assert (str(second.start), str(second.end)) == ("2017-04-01", "2017-10-31")
    assert [theme.month for theme in second.themes if theme.confirmed] == [Month(2017, 4)]
    assert [theme.month.month for theme in second.themes] == [4, 5, 6, 7, 8, 9, 10]


def test_only_the_fair_holds_child_activities() -> None:
    assert [code for code, form in CATALOGUE.event_formats.items() if form.parent] == ["TIRG"]
