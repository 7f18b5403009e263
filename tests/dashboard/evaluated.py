"""The small network with an evaluation of its stage 2: invented, and stored as a real one is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy.orm import Session

from data.campaign.effect_ids import Design
from data.campaign.plan import find_stage, make_plan, store_plan
from data.campaign.results import (
    Estimate,
    Evaluation,
    Finding,
    Influence,
    Participation,
    Placebo,
    Point,
    SpoiledMonth,
    Variant,
)
from data.campaign.rules import load_rules
from data.campaign.stored import store_result
from data.catalogue import Catalogue
from data.store import open_engine, session_factory, writing

NOW = datetime(2018, 2, 1, tzinfo=UTC)
AGREED = Participation(
    in_network=50, taking_part=40, not_taking_part=10, not_known=0, dose_median=2.0, dose_low=1.0, dose_high=3.0
)


def estimate(percent: float, reach: float) -> Estimate:
    return Estimate(
        percent=percent,
        low=percent - reach,
        high=percent + reach,
        error=0.02,
        p_value=0.01,
        libraries=628,
        clusters=628,
    )


def invented(plan: str) -> Evaluation:
    """Return an evaluation with a finding of every design, and one of what the data could not carry."""
    spoiled = SpoiledMonth(month="2017-09", base="2016-09", why="stage", detail="2016-09-01", dropped=True)
    designs = [
        Finding(outcome="V01", design=design, verdict="not-conclusive", estimate=estimate(2.0, 5.0), spoiled=(spoiled,))
        for design in get_args(Design)
        if design not in ("theme", "same-months", "participation")
    ]
    return Evaluation(
        plan=plan,
        campaign="CAMP-NVB",
        stage="S2",
        release="2018-01-20.1",
        findings=(
            Finding(outcome="V01", design="same-months", verdict="description-growth", estimate=estimate(4.0, 1.0)),
            Finding(
                outcome="E02",
                design="participation",
                verdict="not-conclusive",
                estimate=estimate(3.0, 9.0),
                others=40,
                permutation_p=0.2,
                trend_p=0.4,
                placebos=(Placebo(kind="earlier-year", of="2016-04", estimate=estimate(1.0, 4.0)),),
                variants=(Variant(kind="without-largest", estimate=estimate(2.5, 9.5)),),
                influence=Influence(library="MD-CU-0001", percent_without=2.9),
                study=(
                    Point(month="2016-10", percent=1.0, low=-3.0, high=5.0),
                    Point(month="2017-01", percent=0.0, low=None, high=None),
                    Point(month="2017-04", percent=3.0, low=-6.0, high=12.0),
                ),
            ),
            *designs,
            Finding(
                outcome="S02",
                design="theme",
                theme="all",
                categories=("HE.HEA",),
                verdict="growth",
                estimate=estimate(26.9, 8.0),
                detectable=18.0,
                placebos=(Placebo(kind="category", of="EC.JOB", estimate=estimate(-1.0, 4.0)),),
            ),
            Finding(outcome="S02", design="theme", theme="2017-07", verdict="not-enough", missing="few-libraries"),
        ),
        participation=AGREED,
    )


@pytest.fixture(scope="session")
def evaluated_database(small_database: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a database with the small network, its stage 2 evaluated."""
    copy = tmp_path_factory.mktemp("evaluated") / "vitrina.db"
    shutil.copy(Path(small_database.removeprefix("sqlite:///")), copy)
    engine = open_engine(f"sqlite:///{copy}")
    plan = make_plan("CAMP-NVB", find_stage(catalogue, "CAMP-NVB", "S2"), load_rules())
    with writing(engine) as connection:
        store_plan(connection, plan, NOW)
        store_result(connection, invented(plan.hash), NOW)
    engine.dispose()
    return f"sqlite:///{copy}"


@pytest.fixture(scope="session")
def evaluated(evaluated_database: str) -> Iterator[Callable[[], Session]]:
    """Return what makes sessions on the small network, its stage 2 evaluated."""
    engine = open_engine(evaluated_database)
    yield session_factory(engine)
    engine.dispose()
