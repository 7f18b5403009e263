"""Campaign: the page says a stored verdict as it was stored, the numbers behind it, and what was done in the stage."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy.orm import Session

from dashboard.asked import Asked, ask
from dashboard.content import PageContent
from dashboard.pages import PAGES, campaign
from dashboard.site import Site
from data.campaign.plan import find_stage, make_plan, store_plan
from data.campaign.results import (
    Design,
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


@pytest.fixture(scope="module")
def evaluated(
    small_database: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Session]]:
    """Return what makes sessions on the small network, its stage 2 evaluated."""
    copy = tmp_path_factory.mktemp("evaluated") / "vitrina.db"
    shutil.copy(Path(small_database.removeprefix("sqlite:///")), copy)
    engine = open_engine(f"sqlite:///{copy}")
    plan = make_plan("CAMP-NVB", find_stage(catalogue, "CAMP-NVB", "S2"), load_rules())
    with writing(engine) as connection:
        store_plan(connection, plan, NOW)
        store_result(connection, invented(plan.hash), NOW)
    yield session_factory(engine)
    engine.dispose()


@pytest.fixture
def page(evaluated: Callable[[], Session], catalogue: Catalogue) -> Iterator[Callable[[str], PageContent]]:
    """Return what answers an address with the page's content."""
    with evaluated() as session:
        yield lambda path: campaign.content(asked_of(session, catalogue, evaluated, path))


def asked_of(session: Session, catalogue: Catalogue, sessions: Callable[[], Session], path: str) -> Asked:
    site = Site.of(catalogue, sessions, PAGES)
    path, _, search = path.partition("?")
    given = campaign.PAGE
    return ask(session, catalogue, site.address(path, search), filters=given.filters, choices=given.choices)


def test_the_page_says_the_claim_of_the_strongest_design_first(page: Callable[[str], PageContent]) -> None:
    content = page("/en/campaign")
    assert content.finding.startswith("Growth associated with the theme: Service participations")
    assert "26.9%" in content.finding and "628 libraries" in content.finding
    assert any("September 2017" in said and "left out" in said for said in content.sentences)
    assert any(said.startswith("Evaluation plan ") for said in content.sentences)


def test_every_finding_stands_in_the_table_behind_the_sentences(
    page: Callable[[str], PageContent], language: str
) -> None:
    content = page(f"/{language}/campaign")
    tables = {table.key: table for table in content.tables}
    findings = tables["campaign-findings"]
    assert len(findings.rows) == len(invented("").findings)
    assert {row[2] for row in findings.rows} == {4.0, 3.0, 2.0, 26.9, None}
    assert all(str(row[-1]).endswith(".") for row in findings.rows)
    assert len(tables["campaign-tries"].rows) == 5  # two placebos, a variant, a library left out, a permutation


def test_charts_draw_what_was_stored(page: Callable[[str], PageContent]) -> None:
    charts = {chart.key: chart for chart in page("/ro/campaign").charts}
    themes = charts["campaign-themes"]
    assert (themes.series[0].values, themes.series[0].low, themes.reference) == ((26.9,), (18.9,), 0.0)
    assert charts["campaign-study"].series[0].values == (1.0, 0.0, 3.0)
    assert len(charts["campaign-comparisons"].categories) == 4


def test_a_stage_nobody_evaluated_says_so_and_how_to_do_it(page: Callable[[str], PageContent]) -> None:
    content = page("/en/campaign?stage=CAMP-NVB.S1")
    assert "python -m data.campaign evaluate CAMP-NVB S1" in content.finding
    assert not any(chart.key in ("campaign-themes", "campaign-study") for chart in content.charts)


def test_the_stage_with_a_known_end_is_shown_first(page: Callable[[str], PageContent]) -> None:
    assert "April" in page("/en/campaign").filters


def test_the_word_effect_never_stands_on_the_page(page: Callable[[str], PageContent], language: str) -> None:
    content = page(f"/{language}/campaign")
    said = " ".join((content.finding, *content.sentences, *(chart.title + chart.summary for chart in content.charts)))
    assert not any(stem in said.lower() for stem in ("effect", "efect", "эффект"))
