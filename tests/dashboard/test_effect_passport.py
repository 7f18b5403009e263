"""The passport of an estimated effect: found by the id printed with it, with its design, plan, doubts and validity."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.access import LOCAL, Viewer
from dashboard.content import PageContent
from dashboard.pages import PAGES
from dashboard.site import Site
from data.bounds import Bounds, bind
from data.campaign.effect_ids import EffectKey, effect_id
from data.campaign.effects import key_of, whole
from data.campaign.plan import find_stage, make_plan, store_plan
from data.campaign.results import Evaluation, Finding
from data.campaign.rules import load_rules
from data.campaign.sentences import TEXT, verdict
from data.campaign.stored import store_result
from data.catalogue import Catalogue
from data.formats import change
from data.release.making import make_release
from data.store import open_engine, session_factory, writing
from data.wording import Text, text
from tests.dashboard.conftest import question
from tests.dashboard.evaluated import NOW, invented

Answer = Callable[[str], PageContent]


def stored(catalogue: Catalogue) -> Evaluation:
    """Return the evaluation of the fixture, as stored."""
    return invented(make_plan("CAMP-NVB", find_stage(catalogue, "CAMP-NVB", "S2"), load_rules()).hash)


@pytest.fixture
def passports(evaluated: Callable[[], Session], catalogue: Catalogue) -> Iterator[Answer]:
    """Return what answers the address of a passport."""
    with evaluated() as session:
        yield answering(session, Site.of(catalogue, evaluated, PAGES))


def answering(session: Session, site: Site) -> Answer:
    def answer(path: str) -> PageContent:
        asked = question(session, site, path, "")
        return site.pages[asked.address.page].content(asked)

    return answer


def rows(content: PageContent) -> str:
    return " ".join(str(said) for _, said in content.tables[0].rows)


def test_every_comparison_is_found_by_its_id_with_what_it_stands_on(
    passports: Answer, catalogue: Catalogue, language: str
) -> None:
    evaluation = stored(catalogue)
    site_words = Text(language, {**text(language, TEXT).texts, **text(language, *catalogue.text_folders).texts})
    for finding in evaluation.findings:
        found = passports(f"/{language}/figure/{effect_id(key_of(evaluation, finding))}")
        said = rows(found)
        assert not found.empty
        assert verdict(finding, site_words) in said
        assert site_words[f"design.{finding.design}.assumes"] in said
        assert evaluation.plan in said
        if finding.estimate:
            for value in (finding.estimate.percent, finding.estimate.low, finding.estimate.high):
                assert change(value or 0.0, language) in said
            assert found.cards[0].value == finding.estimate.percent
        for placebo in finding.placebos:
            assert change(placebo.estimate.percent, language) in said
        assert found.cards[0].passport in said  # in the citation


def test_an_evaluation_as_a_whole_lists_its_comparisons_each_with_its_id(
    passports: Answer, catalogue: Catalogue
) -> None:
    evaluation = stored(catalogue)
    found = passports(f"/en/figure/{effect_id(whole(evaluation))}")
    (listed,) = [table for table in found.tables if table.key == "campaign-findings"]
    assert [row[-1] for row in listed.rows] == [effect_id(key_of(evaluation, one)) for one in evaluation.findings]
    assert all(link.endswith(str(row[-1])) for link, row in zip(listed.links, listed.rows, strict=True))
    assert "1 of 1 comparisons of themes is clear" in rows(found)


def grown(evaluation: Evaluation) -> Finding:
    return next(one for one in evaluation.findings if one.verdict == "growth")


def evaluated_again(engine: Engine, catalogue: Catalogue, changes: dict[str, str], percent: float) -> Evaluation:
    """Store an evaluation of a month later, with these changes and this growth, and return it."""
    first = stored(catalogue)
    finding = grown(first)
    changed = finding.model_copy(update={"estimate": finding.estimate.model_copy(update={"percent": percent})})
    findings = tuple(changed if one is finding else one for one in first.findings)
    plan = make_plan("CAMP-NVB", find_stage(catalogue, "CAMP-NVB", "S2"), load_rules())
    if "plan" in changes:
        plan = plan.model_copy(update={"months_before": 24})
        changes = {**changes, "plan": plan.hash}
    later = first.model_copy(update={**changes, "findings": findings})
    with writing(engine) as connection:
        store_plan(connection, plan, NOW)
        store_result(connection, later, NOW + timedelta(days=30))
    return later


@pytest.mark.parametrize(
    ("changes", "percent", "said"),
    [
        ({"release": "2018-03-01.9"}, 30.0, "Restated, because the reports changed"),
        ({"plan": "other"}, 30.0, "Restated, because the plan changed"),
        ({"plan": "other", "release": "2018-03-01.9"}, 30.0, "Restated, because the plan and the reports changed"),
        ({"release": "2018-03-01.9"}, 26.94, "Still valid: the latest evaluation says the same, though the reports"),
    ],
)
def test_a_later_evaluation_is_told_with_its_cause_and_its_id(
    evaluated_database: str, catalogue: Catalogue, tmp_path: Path, changes: dict[str, str], percent: float, said: str
) -> None:
    shutil.copy(Path(evaluated_database.removeprefix("sqlite:///")), tmp_path / "later.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'later.db'}")
    first = stored(catalogue)
    finding = grown(first)
    later = evaluated_again(engine, catalogue, changes, percent)
    changed = grown(later)
    site = Site.of(catalogue, session_factory(engine), PAGES)
    with session_factory(engine)() as session:
        answer = answering(session, site)
        then = answer(f"/en/figure/{effect_id(key_of(first, finding))}")
        now = answer(f"/en/figure/{effect_id(key_of(later, changed))}")
    (since,) = [table for table in then.tables if table.key == "since"]
    assert since.title.startswith(said)
    assert [row[-1] for row in since.rows] == [effect_id(key_of(later, changed))]
    assert change(finding.estimate.percent, "en") in rows(then)
    assert [table.title for table in now.tables if table.key == "since"] == [
        "Still valid: there is no later evaluation of this stage."
    ]
    engine.dispose()


@pytest.mark.parametrize(
    ("viewer", "said"), [(LOCAL, "Restated"), (Viewer(frozenset({"figures"})), "Still valid: there is no later")]
)
def test_a_later_evaluation_under_embargo_is_told_to_staff_only(
    evaluated_database: str, catalogue: Catalogue, tmp_path: Path, viewer: Viewer, said: str
) -> None:
    shutil.copy(Path(evaluated_database.removeprefix("sqlite:///")), tmp_path / "held.db")
    engine, published = open_engine(f"sqlite:///{tmp_path / 'held.db'}"), NOW + timedelta(days=1)
    make_release(engine, catalogue, "published", published)
    later = evaluated_again(engine, catalogue, {"release": "2018-03-01.9"}, 30.0)
    made = NOW + timedelta(days=40)
    make_release(engine, catalogue, "waiting", made, embargo=(made + timedelta(days=20)).date())
    site = Site.of(catalogue, session_factory(engine), PAGES, viewer=lambda: viewer, now=lambda: made)
    first = stored(catalogue)
    address = site.address(f"/en/figure/{effect_id(key_of(first, grown(first)))}", "release=published")
    with site.asked(address) as asked:
        found = site.content(site.pages["figure"], asked)
    (since,) = [table for table in found.tables if table.key == "since"]
    assert since.title.startswith(said)
    assert (effect_id(key_of(later, grown(later))) in str(found)) == (found.embargo is not None) == viewer.staff
    engine.dispose()


def test_an_evaluation_that_is_not_here_is_called_so_with_the_one_that_is(
    passports: Answer, catalogue: Catalogue, language: str
) -> None:
    evaluation = stored(catalogue)
    elsewhere = evaluation.model_copy(update={"release": "2011-01-01.1"})
    growth = next(one for one in evaluation.findings if one.verdict == "growth")
    found = passports(f"/{language}/figure/{effect_id(key_of(elsewhere, growth))}")
    assert effect_id(key_of(evaluation, growth)) in found.empty
    assert not found.tables and not found.cards


def test_a_comparison_that_nobody_made_is_no_figure(passports: Answer, catalogue: Catalogue) -> None:
    evaluation = stored(catalogue)
    made = whole(evaluation)
    never = EffectKey(made.stage, made.evaluation, "participation", "L01")
    assert "no figure with this id" in passports(f"/en/figure/{effect_id(never)}").empty


def test_a_stage_that_the_network_does_not_have_is_answered_404(
    evaluated: Callable[[], Session], catalogue: Catalogue
) -> None:
    site, made = Site.of(catalogue, evaluated, PAGES), whole(stored(catalogue))
    assert site.page(site.address(f"/en/figure/{effect_id(made)}", "")) is not None
    other = EffectKey((made.stage + 1) % 4096, made.evaluation)
    assert site.page(site.address(f"/en/figure/{effect_id(other)}", "")) is None


def test_whoever_sees_a_part_of_the_network_sees_no_evaluation(
    evaluated: Callable[[], Session], catalogue: Catalogue
) -> None:
    with evaluated() as session:
        bind(session, Bounds(territories=("MD-OR",)))
        answer = answering(session, Site.of(catalogue, evaluated, PAGES))
        found = answer(f"/en/figure/{effect_id(whole(stored(catalogue)))}")
    assert "compares libraries of the whole network" in found.empty
    assert not found.tables and not found.cards
