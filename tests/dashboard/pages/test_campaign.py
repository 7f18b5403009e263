"""Campaign: the page says a stored verdict as it was stored, the numbers behind it, and what was done in the stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from dashboard.asked import Asked, ask
from dashboard.content import PageContent
from dashboard.pages import PAGES, campaign
from dashboard.site import Site
from data.catalogue import Catalogue
from tests.dashboard.evaluated import invented


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
    assert content.finding.startswith("Growth associated with the theme: service participations")
    assert "26.9%" in content.finding and "628 libraries" in content.finding
    assert any("September 2017" in said and "left out" in said for said in content.sentences)
    (of_september,) = (said for said in content.sentences if "September 2017" in said)
    assert of_september.startswith("In comparisons of the whole stage")  # the themes kept it, beside another year
    assert any(said.startswith("Evaluation plan ") for said in content.sentences)


def test_every_finding_stands_in_the_table_behind_the_sentences(
    page: Callable[[str], PageContent], language: str
) -> None:
    content = page(f"/{language}/campaign")
    tables = {table.key: table for table in content.tables}
    findings = tables["campaign-findings"]
    assert len(findings.rows) == len(invented("").findings)
    assert {row[2] for row in findings.rows} == {4.0, 3.0, 2.0, 26.9, None}
    assert all(str(row[-2]).endswith(".") for row in findings.rows)
    assert len(tables["campaign-tries"].rows) == 5  # two placebos, a variant, a library left out, a permutation


def test_charts_draw_what_was_stored(page: Callable[[str], PageContent]) -> None:
    charts = {chart.key: chart for chart in page("/ro/campaign").charts}
    themes = charts["campaign-themes"]
    assert (themes.series[0].values, themes.series[0].low, themes.reference) == ((26.9,), (18.9,), 0.0)
    assert charts["campaign-study"].series[0].values == (1.0, 0.0, 3.0)
    assert len(charts["campaign-comparisons"].categories) == 4


def test_few_lists_do_not_say_what_there_was_most_of(printed: Callable[[], Session], catalogue: Catalogue) -> None:
    with printed() as session:
        content = campaign.content(asked_of(session, catalogue, printed, "/en/campaign"))
    charts = {chart.key: chart for chart in content.charts}
    formats, territories = charts["campaign-formats"], charts["campaign-territories"]
    assert formats.title.startswith("Most in the few lists received: ")
    assert any("read with care" in note for note in formats.notes)
    assert "libraries" in territories.coverage and "reports" not in territories.coverage


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
