"""The whole demonstration network, from its workbooks to its evaluation: what was put into it is found, or the verdict
says that the data cannot tell."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from data import rollups
from data.campaign.evaluate import comparisons, finding_of
from data.campaign.material import Material, load_material
from data.campaign.plan import find_stage
from data.campaign.results import Finding, Unreported
from data.campaign.rules import load_rules
from data.campaign.sentences import TEXT, missing_weight, spoiled
from data.campaign.unreported import unreported
from data.catalogue import Catalogue, load_catalogue
from data.late_words import late_in_words
from data.panel import Comparison, compare
from data.periods import Month
from data.schema import observation
from data.selection import Selection
from data.store import open_engine, writing
from data.wording import text
from etl.cli import workbook_reader
from etl.deliveries import deliveries
from etl.demonstration.building import Order, build
from etl.load import load
from tests.data.campaign.truth import CLAIMS, Truth, holds, injected

LAST, LARGEST = Month(2017, 10), 0.10


@dataclass(frozen=True)
class Whole:
    """The loaded network: its database, what it declares, and what was put into it."""

    database: Path
    catalogue: Catalogue
    truth: Truth


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    build(Order(folder / "demo"))
    network, database = folder / "demo" / "network", folder / "vitrina.db"
    engine = open_engine(f"sqlite:///{database}")
    catalogue = load_catalogue(network)
    reader = partial(workbook_reader, network, None)
    load(deliveries([folder / "demo"]), engine=engine, catalogue=catalogue, make_reader=reader)
    engine.dispose()
    truth = json.loads((folder / "demo" / "truth" / "effects.json").read_text(encoding="utf-8"))
    shutil.rmtree(folder / "demo" / "files")
    return Whole(database, catalogue, truth)


@pytest.fixture
def session(whole: Whole) -> Iterator[Session]:
    engine = open_engine(f"sqlite:///{whole.database}")
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def evaluated(session: Session, whole: Whole, stage: str) -> tuple[Material, tuple[Finding, ...]]:
    found = find_stage(whole.catalogue, "CAMP-NVB", stage)
    material = load_material(session, whole.catalogue, found, load_rules())
    return material, tuple(finding_of(one) for one in comparisons(material))


@pytest.mark.parametrize(("stage", "least"), [("S1", 0), ("S2", 6)])
def test_every_effect_put_in_lies_in_its_interval_or_is_not_claimed(
    session: Session, whole: Whole, stage: str, least: int
) -> None:
    material, findings = evaluated(session, whole, stage)
    expected = {one: injected(one, material, whole.truth) for one in findings if one.estimate}
    assert [one for one, effect in expected.items() if not holds(one, effect)] == []
    assert sum(one.verdict in CLAIMS for one in findings) >= least


def test_the_contaminated_months_are_found_without_being_told(session: Session, whole: Whole) -> None:
    _, findings = evaluated(session, whole, "S2")
    dropped = {(one.month, one.base) for one in findings[0].spoiled if one.dropped}
    assert dropped == {("2017-09", "2016-09"), ("2017-10", "2016-10")}


@dataclass(frozen=True)
class Late:
    """The headline figures of the stage as somebody reads them at a moment."""

    visits: float
    comparable: Comparison
    themes: Finding
    missing: tuple[Unreported, ...]


def headlines(session: Session, whole: Whole) -> Late:
    material = load_material(session, whole.catalogue, find_stage(whole.catalogue, "CAMP-NVB", "S2"), load_rules())
    asked = {(one.design, one.outcome, one.theme): one for one in comparisons(material)}
    visits, themes = (finding_of(asked[key]) for key in (("same-months", "V01", ""), ("theme", "S02", "all")))
    comparable = compare(session, whole.catalogue, "V01", Selection(start=Month(2017, 4), end=LAST))
    assert visits.estimate is not None
    return Late(visits.estimate.percent, comparable, themes, unreported(material))


def percent(finding: Finding) -> float:
    assert finding.estimate is not None
    return finding.estimate.percent


def moved(full: Comparison, late: Comparison, figure: str) -> float:
    return abs(float(getattr(full, figure)) - float(getattr(late, figure)))


def test_without_the_last_reports_of_the_largest_libraries_the_headline_hardly_moves_and_their_weight_is_named(
    session: Session, whole: Whole, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite:///{shutil.copy(whole.database, tmp_path / 'late.db')}")
    material = load_material(session, whole.catalogue, find_stage(whole.catalogue, "CAMP-NVB", "S2"), load_rules())
    visits = np.nan_to_num(material.monthly("V01").of(LAST.period))
    largest = material.libraries.ids[visits >= np.quantile(visits[visits > 0], 1 - LARGEST)].tolist()
    with writing(engine) as connection:
        rows = observation.c
        connection.execute(delete(observation).where(rows.period == LAST.period, rows.library_id.in_(largest)))
        rollups.rebuild(connection)
    full = headlines(session, whole)
    with Session(engine) as late_session:
        late = headlines(late_session, whole)
    engine.dispose()
    assert abs(late.visits - full.visits) < 0.5
    assert abs(percent(late.themes) - percent(full.themes)) < 0.5  # of a third more
    assert {one.kind for one in late.themes.variants} - {one.kind for one in full.themes.variants} == {"without-late"}
    (spoiled_october,) = (one for one in late.themes.spoiled if one.why == "weight")
    assert (spoiled_october.month, spoiled_october.dropped) == (str(LAST), False)
    assert moved(full.comparable, late.comparable, "change_pct") < 0.5  # on the pages, in their files
    assert moved(full.comparable, late.comparable, "as_reported_pct") > 0.5  # over the reports received alone
    assert moved(full.comparable, late.comparable, "naive_change_pct") > 5  # what everybody else would have read
    of_october = next(one for one in late.missing if one.month == str(LAST))
    assert of_october.libraries > len(largest)
    assert of_october.weight > 25
    (october,) = late.comparable.late
    assert (october.period, full.comparable.late) == (LAST.period, ())
    assert (october.libraries, round(october.weight)) == (of_october.libraries, round(of_october.weight))
    for language in ("ro", "ru", "en"):
        assert f"{october.weight:.0f}" in late_in_words(late.comparable, text(language))[0]
        lessened = spoiled(spoiled_october, text(language, TEXT))
        assert f"{spoiled_october.detail}" in lessened
        assert text(language, TEXT)["spoiled.lessened"] in lessened
        assert str(of_october.libraries) in missing_weight([of_october], text(language, TEXT))
