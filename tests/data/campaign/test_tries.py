"""What was tried to break a finding is read in words, wherever a finding is read."""

from __future__ import annotations

import pytest

from data.campaign.results import Estimate, Finding, Influence, Placebo, Variant
from data.campaign.sentences import TEXT
from data.campaign.tries import Tried, in_words, tries
from data.wording import text

FOUND = Estimate(percent=5.14, low=-1.0, high=11.26, error=0.03, p_value=0.1, libraries=40, clusters=40)
FINDING = Finding(
    outcome="V01",
    design="participation",
    verdict="not-conclusive",
    estimate=FOUND,
    placebos=(Placebo(kind="earlier-year", of="2016-05", estimate=FOUND),),
    variants=(Variant(kind="without-late", estimate=FOUND),),
    influence=Influence(library="MD-OR-0001", percent_without=4.0),
    permutation_p=0.035,
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "a year earlier, when there was nothing to find (from May 2016): +5.1% (-1.0% to +11.3%)"),
        ("ro", "cu un an mai devreme, când nu era nimic de găsit (din mai 2016): +5,1 % (de la -1,0 % la +11,3 %)"),
        (
            "ru",
            "годом раньше, когда находить было нечего (первый месяц: май 2016 г.): +5,1 % (от -1,0 % до +11,3 %)",
        ),
    ],
)
def test_an_attempt_is_read_with_its_month_and_its_interval(language: str, said: str) -> None:
    words = text(language, TEXT)
    told = [in_words(one, words) for one in tries(FINDING, words)]
    assert " ".join(told[0].split()) == said
    assert len(told) == 4
    assert [one.placebo for one in tries(FINDING, words)] == [True, False, False, False]


def test_an_attempt_without_an_interval_names_none() -> None:
    assert in_words(Tried("dealt out by chance"), text("en", TEXT)) == "dealt out by chance"
