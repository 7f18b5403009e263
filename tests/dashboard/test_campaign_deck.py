"""The campaign's deck: about ten slides, the verdict in the very words that were stored, one request."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from dashboard.asked import ask
from dashboard.content import PageContent, Slide
from dashboard.exports import export
from dashboard.pages import PAGES, campaign
from dashboard.site import Site
from data.campaign.sentences import verdict
from data.catalogue import Catalogue
from data.wording import Text
from tests.dashboard.evaluated import invented
from tests.dashboard.exports.slides.conftest import native, opened, words_of

Deck = Callable[[str], tuple[PageContent, Text]]


@pytest.fixture
def page(evaluated: Callable[[], Session], catalogue: Catalogue) -> Iterator[Deck]:
    """Return what answers an address with the page's content and its words."""
    with evaluated() as session:
        site, given = Site.of(catalogue, evaluated, PAGES), campaign.PAGE

        def answer(path: str) -> tuple[PageContent, Text]:
            path, _, search = path.partition("?")
            address = site.address(path, search)
            asked = ask(session, catalogue, address, filters=given.filters, choices=given.choices)
            return campaign.content(asked), asked.text

        yield answer


def titled(content: PageContent, title: str) -> Slide:
    (slide,) = [slide for slide in content.slides if slide.title == title]
    return slide


def test_the_deck_tells_the_campaign_from_what_it_was_to_one_request(page: Deck, language: str) -> None:
    content, text = page(f"/{language}/campaign")
    assert 7 <= len(content.slides) <= 12
    assert content.slides[0].opening and not any(slide.opening for slide in content.slides[1:])
    assert content.slides[-1].title == text["deck.request"]
    assert all(slide.papers and slide.speaker for slide in content.slides)
    assert [slide.chart.key for slide in content.slides if slide.chart] == ["campaign-themes", "campaign-comparisons"]


def test_the_verdict_stands_in_the_words_that_were_stored_with_its_interval(page: Deck, language: str) -> None:
    content, _ = page(f"/{language}/campaign")
    slide = titled(content, content.finding)
    assert "26.9" in slide.title.replace(",", ".") and "18.9" in slide.title.replace(",", ".")
    assert slide.points[: len(content.sentences)] == content.sentences
    assert content.finding in slide.speaker


def test_the_verdict_is_the_sentence_of_the_evaluation(page: Deck, catalogue: Catalogue) -> None:
    from dashboard.words import words
    from data.campaign.sentences import TEXT
    from data.wording import text

    content, _ = page("/en/campaign")
    said = Text("en", {**text("en", TEXT).texts, **words(catalogue, "en").texts})
    growth = next(one for one in invented("").findings if one.verdict == "growth")
    assert titled(content, verdict(growth, said))


def test_a_stage_that_nobody_evaluated_has_no_verdict_and_says_so(page: Deck) -> None:
    content, _ = page("/en/campaign?stage=CAMP-NVB.S1")
    assert any("has not been evaluated" in slide.title for slide in content.slides)
    assert not any(slide.chart and slide.chart.kind == "dots" for slide in content.slides)


def test_a_stage_whose_end_is_not_known_has_no_length(page: Deck) -> None:
    told = " ".join(slide.title for slide in page("/en/campaign?stage=CAMP-NVB.S1")[0].slides)
    assert "the end of the stage is not known" in told and "lasted" not in told
    assert "lasted 7 months" in page("/en/campaign")[0].slides[1].title


def test_themes_that_are_a_guess_are_called_so(page: Deck) -> None:
    table = page("/en/campaign")[0].slides[1].table
    assert table is not None
    remarks = {row[0]: row[2] for row in table.rows}
    assert (remarks["2017-04"], remarks["2017-05"]) == ("", "order not confirmed")


def test_the_file_of_the_page_is_its_deck(page: Deck) -> None:
    content, text = page("/ru/campaign")
    deck = opened(export(content, "pptx", text).body)
    assert [slide.shapes.title.text for slide in deck.slides] == [slide.title for slide in content.slides]
    values = [list(chart.plots[0].series[0].values) for chart in native(deck)]
    assert values == [list(slide.chart.series[0].values) for slide in content.slides if slide.chart]
    assert content.demonstration in words_of(deck)
