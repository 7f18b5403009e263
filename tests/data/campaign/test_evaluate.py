"""A stage evaluated on a small network: what was put in is found, what was not is not, and both databases agree."""

from __future__ import annotations

import pytest

from data.campaign.evaluate import evaluate
from data.campaign.plan import UnknownStage, find_stage, make_plan, store_plan
from data.campaign.results import Evaluation, Finding
from data.campaign.rules import load_rules
from data.campaign.stored import latest, store_result
from data.store import writing


def evaluated(network, session) -> Evaluation:
    plan = make_plan("C", find_stage(network, "C", "S"), load_rules())
    return evaluate(session, network, plan)


def of(evaluation: Evaluation, design: str, outcome: str, theme: str = "") -> Finding:
    wanted = (design, outcome, theme)
    return next(one for one in evaluation.findings if (one.design, one.outcome, one.theme) == wanted)


_computed: dict[str, Evaluation] = {}  # by database: filling one takes longer than evaluating it


@pytest.fixture
def lifted(network, build, reports) -> Evaluation:
    """A stage with 30 % more visits where libraries took part, and half as many again in the first theme."""
    database = reports.engine.dialect.name
    if database not in _computed:
        with build(visits=1.3, themes={"HE.HEA": 1.5, "EC.AGR": 1.0}) as session:
            _computed[database] = evaluated(network, session)
    return _computed[database]


def test_what_the_stage_did_is_found_and_what_it_did_not_is_not(lifted: Evaluation) -> None:
    visits, services = of(lifted, "participation", "V01"), of(lifted, "participation", "S02")
    assert (visits.verdict, services.verdict) == ("growth", "not-conclusive")
    assert visits.estimate is not None and visits.estimate.low is not None and visits.estimate.high is not None
    assert visits.estimate.low < 30 < visits.estimate.high
    assert (visits.estimate.libraries, visits.others) == (100, 40)
    assert visits.permutation_p is not None and visits.permutation_p < 0.01


def test_a_theme_that_worked_and_one_that_did_not(lifted: Evaluation) -> None:
    health, agriculture = of(lifted, "theme", "S02", "2017-05"), of(lifted, "theme", "S02", "2017-06")
    assert (health.verdict, agriculture.verdict) == ("growth", "not-conclusive")
    assert health.estimate is not None and health.estimate.low is not None and health.estimate.high is not None
    assert health.estimate.low < 50 < health.estimate.high
    assert {placebo.of for placebo in health.placebos} >= {"EC.JOB", "CL.CUL", "GG.CIV"}


def test_every_result_is_tried_to_be_broken(lifted: Evaluation) -> None:
    visits = of(lifted, "participation", "V01")
    assert [(one.kind, one.of) for one in visits.placebos] == [("earlier-year", "2016-05")]
    assert {one.kind for one in visits.variants} == {"complete-reports", "without-largest"}  # one month is left of two
    assert visits.influence is not None
    assert visits.detectable is not None and 0 < visits.detectable < 30
    assert visits.trend_p is not None and visits.trend_p > 0.01
    assert [point.month for point in visits.study][-1] > "2017-05"


def test_what_the_data_cannot_carry_says_what_is_missing(lifted: Evaluation) -> None:
    assert of(lifted, "outside", "V01").missing == "no-annual"
    assert of(lifted, "dose", "V01").missing is None
    assert all((one.missing is None) == (one.estimate is not None) for one in lifted.findings)


@pytest.mark.parametrize("design", ["participation", "dose", "staggered"])
def test_who_had_activities_is_never_compared_by_the_visitors_of_those_activities(
    lifted: Evaluation, design: str
) -> None:
    events = of(lifted, design, "E02")
    assert (events.missing, events.verdict, events.variants) == ("circular", "not-enough", ())


def test_participation_counts_who_is_known_to_have_taken_part(lifted: Evaluation) -> None:
    told = lifted.participation
    assert (told.in_network, told.taking_part, told.not_taking_part, told.not_known) == (100, 60, 40, 0)


def test_the_same_plan_has_the_same_hash_and_any_change_another(network) -> None:
    stage, rules = find_stage(network, "C", "S"), load_rules()
    first = make_plan("C", stage, rules)
    assert make_plan("C", stage, rules).hash == first.hash
    changed = rules.model_copy(update={"outcomes": ("V01",)})
    assert make_plan("C", stage, changed).hash != first.hash
    assert make_plan("C", stage.model_copy(update={"themes": ()}), rules).hash != first.hash


def test_a_plan_keeps_the_date_it_was_first_stored(network, reports) -> None:
    plan = make_plan("C", find_stage(network, "C", "S"), load_rules())
    with writing(reports.engine) as connection:
        first = store_plan(connection, plan)
    with writing(reports.engine) as connection:
        assert store_plan(connection, plan) == first


def test_a_stored_result_is_read_back_as_it_was_and_replaced_on_the_same_reports(network, build, reports) -> None:
    session = build()
    plan = make_plan("C", find_stage(network, "C", "S"), load_rules())
    found = evaluate(session, network, plan)
    assert latest(session, "C", "S") is None
    session.close()
    for _ in range(2):
        with writing(reports.engine) as connection:
            store_plan(connection, plan)
            store_result(connection, found)
    with reports.session() as again:
        stored = latest(again, "C", "S")
    assert stored is not None
    assert stored.evaluation == found
    assert stored.planned_at <= stored.computed_at


def test_an_unknown_stage_names_those_there_are(network) -> None:
    with pytest.raises(UnknownStage) as error:
        find_stage(network, "C", "T")
    assert error.value.known == ("C S",)
