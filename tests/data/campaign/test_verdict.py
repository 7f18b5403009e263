"""A verdict is one of a fixed list, never stronger than its design, in three languages."""

from __future__ import annotations

from typing import get_args

import pytest

from data.campaign.effect_ids import Design
from data.campaign.results import Doubted, Estimate, Finding, Influence, Missing, Placebo, Variant
from data.campaign.rules import load_rules
from data.campaign.sentences import TEXT, verdict
from data.campaign.verdict import judged
from data.wording import text

LANGUAGES = ("ro", "ru", "en")
CLAIMS = ("participation", "theme", "dose", "outside", "staggered")


def estimate(percent: float, low: float | None, high: float | None, p: float | None = 0.001) -> Estimate:
    return Estimate(percent=percent, low=low, high=high, error=0.02, p_value=p, libraries=628, clusters=628)


GROWTH, NOTHING = estimate(8, 4, 12), estimate(1, -3, 5, 0.6)


def finding(design: Design = "participation", **known: object) -> Finding:
    return Finding.model_validate({"outcome": "V01", "design": design, "verdict": "not-enough", **known})


def judge(design: Design = "participation", *, relabelled: bool = False, **known: object) -> Finding:
    return judged(finding(design, **known), load_rules(), relabelled=relabelled)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (GROWTH, "description-growth"),
        (estimate(-8, -12, -4), "description-decline"),
        (NOTHING, "description-level"),
    ],
)
def test_the_same_months_a_year_before_only_describe(known: Estimate, expected: str) -> None:
    assert judge("same-months", estimate=known).verdict == expected


@pytest.mark.parametrize("design", CLAIMS)
def test_a_comparison_claims_growth_only_where_its_interval_leaves_out_nothing(design: Design) -> None:
    assert judge(design, estimate=GROWTH).verdict == "growth"
    assert judge(design, estimate=estimate(-8, -12, -4)).verdict == "decline"
    assert judge(design, estimate=NOTHING).verdict == "not-conclusive"
    assert judge(design, estimate=estimate(8, None, None)).verdict == "not-conclusive"


DOUBTS: list[tuple[Doubted, dict[str, object]]] = [
    ("placebo", {"placebos": (Placebo(kind="earlier-year", of="2016-04", estimate=GROWTH),)}),
    ("trend", {"trend_p": 0.01}),
    ("permutation", {"permutation_p": 0.3}),
    ("one-library", {"influence": Influence(library="MD-CU-0001", percent_without=2.0)}),
    ("relabelled", {"relabelled": True}),
    ("both-ways", {"variants": (Variant(kind="without-flagged", estimate=estimate(-2, -6, 2)),)}),
    ("both-ways", {"variants": (Variant(kind="without-late", estimate=estimate(-2, -6, 2)),)}),
    ("coverage", {"variants": (Variant(kind="complete-reports", estimate=estimate(-2, -6, 2)),)}),
]


@pytest.mark.parametrize(("doubt", "known"), DOUBTS)
def test_every_doubt_takes_a_claim_away(doubt: Doubted, known: dict[str, object]) -> None:
    relabelled = bool(known.get("relabelled"))
    rest = {key: value for key, value in known.items() if key != "relabelled"}
    found = judge(estimate=GROWTH, relabelled=relabelled, **rest)
    assert (found.verdict, found.doubts) == ("doubted", (doubt,))


def test_every_kind_of_doubt_is_tested() -> None:
    assert {doubt for doubt, _ in DOUBTS} == set(get_args(Doubted))


def test_one_placebo_of_many_that_finds_something_is_no_doubt() -> None:
    chance = Placebo(kind="category", of="EC.JOB", estimate=estimate(5, 1, 9, 0.02))
    nothing = Placebo(kind="category", of="GG.CIV", estimate=NOTHING)
    assert judge(estimate=GROWTH, placebos=(chance, nothing, nothing, nothing)).verdict == "growth"


def every_verdict() -> list[Finding]:
    """Return findings with each verdict that a design can have."""
    found = [finding(missing=missing) for missing in get_args(Missing)]
    for known in (GROWTH, estimate(-8, -12, -4), NOTHING):
        found += [judge(design, estimate=known) for design in get_args(Design)]
    found += [judge(estimate=GROWTH, relabelled=True, trend_p=0.0)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_a_sentence_in_every_language(language: str) -> None:
    words = text(language, TEXT)
    for one in every_verdict():
        assert verdict(one, words).endswith("."), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_speaks_of_an_effect(language: str) -> None:
    """The word is kept for what an experiment shows; here there is association at most."""
    words = text(language, TEXT)
    for one in every_verdict():
        assert not any(stem in verdict(one, words).lower() for stem in ("effect", "efect", "эффект"))


def test_a_verdict_says_its_numbers_as_its_language_writes_them() -> None:
    assert verdict(judge(estimate=estimate(8.04, 4, 12)), text("ro", TEXT)) == (
        "Creștere asociată cu campania: vizite (intrări), cu 8,0\N{NO-BREAK SPACE}% mai mult în bibliotecile care au "
        "participat decât în cele care nu au participat (interval de 95 %: de la +4,0\N{NO-BREAK SPACE}% la "
        "+12,0\N{NO-BREAK SPACE}%)."
    )
