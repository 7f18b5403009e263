"""Overview: cards, trend and ranking hold what the libraries reported, in the words of each language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from dashboard.address import Address
from dashboard.asked import Asked, ask
from dashboard.content import PageContent
from dashboard.pages import PAGES, overview
from data.catalogue import Catalogue
from data.panel import compare
from data.queries.attendance import monthly_totals, total

Answer = Callable[..., PageContent]
YEAR = "?from=2017-01&to=2017-12"


def test_the_cards_hold_the_totals(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/ro/overview", YEAR)
    cards = {card.key: card for card in content("/ro/overview", YEAR).cards}
    assert list(cards) == ["V01", "E02", "S02", "Q02"]
    for code in ("V01", "E02", "S02"):
        assert cards[code].value == total(question.session, question.catalogue, code, question.selection).value


def test_the_reporting_rate_is_reports_of_reports(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/overview", YEAR)
    card = content("/en/overview", YEAR).cards[-1]
    figure = total(question.session, question.catalogue, "V01", question.selection)
    assert card.value == pytest.approx(100 * figure.reported / figure.expected)
    assert card.value is not None and card.value < 100


def test_the_finding_names_the_change_and_its_panel(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/overview", YEAR)
    comparison = compare(question.session, question.catalogue, "V01", question.selection)
    finding = content("/en/overview", YEAR).finding
    assert comparison.change_pct is not None
    assert f"{comparison.change_pct:+.1f}%" in finding
    assert f"the same {comparison.libraries} libraries" in finding


def test_the_naive_change_stands_beside_where_it_differs(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/overview", YEAR)
    comparison = compare(question.session, question.catalogue, "V01", question.selection)
    said = content("/en/overview", YEAR)
    assert comparison.differs and comparison.naive_change_pct is not None
    assert f"{comparison.naive_change_pct:+.1f}%" in " ".join(said.sentences)
    assert f"{comparison.naive_change_pct:+.1f}%" in said.cards[0].note


def test_the_trend_draws_every_month_that_was_reported(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/ro/overview", YEAR)
    trend = content("/ro/overview", YEAR).charts[0]
    totals = monthly_totals(question.session, question.catalogue, "V01", question.selection)
    assert trend.series[0].values == tuple(totals["value"])
    assert trend.categories[0] == "2017-01"
    assert [band.label for band in trend.bands][:2] == ["Etapa 1", "Etapa 2"]
    assert [band.open_ended for band in trend.bands] == [True, False, True]


def test_the_ranking_shows_ten_and_its_table_all(content: Answer) -> None:
    ranking = content("/ro/overview", YEAR).charts[1]
    values = [value for value in ranking.series[0].values if value is not None]
    assert len(values) == 10
    assert values == sorted(values, reverse=True)
    assert len(ranking.table.rows) > 20


def test_one_territory_is_ranked_by_library(content: Answer) -> None:
    ranking = content("/ro/overview", f"{YEAR}&territory=MD-CU").charts[1]
    assert ranking.table.columns[0].key == "library"


def test_a_selection_nobody_reported_for_says_so(content: Answer, language: str) -> None:
    said = content(f"/{language}/overview", "?from=1999-01&to=1999-12")
    assert said.empty and not said.charts and not said.cards and not said.tables


def test_an_empty_database_says_what_to_run(empty: Callable[[], Session], catalogue: Catalogue, language: str) -> None:
    with empty() as session:
        said = overview.content(ask(session, catalogue, Address(language)))
    assert "python -m etl load" in said.empty


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_no_codes_and_no_foreign_words_on_a_page(content: Answer, words_of: Callable[[object], str], page: str) -> None:
    codes = re.compile(r"\b[A-Z]\d\d\b")
    for language in ("ro", "ru"):
        said = content(f"/{language}/{page}", YEAR)
        cells = [cell for table in said.tables for row in table.rows for cell in row if isinstance(cell, str)]
        titles = [
            words for chart in said.charts for words in (chart.title, chart.subtitle, chart.summary, *chart.notes)
        ]
        notes = [words for card in said.cards for words in (card.label, card.note, card.coverage)]
        words = " ".join([said.title, said.finding, *said.sentences, *titles, *notes, *cells])
        assert not codes.search(words)
        assert not re.search(r"\b(the|and|of|visits|libraries)\b", words, re.IGNORECASE)


@pytest.mark.parametrize("page", ["overview", "attendance"])
def test_titles_are_short_and_every_chart_has_its_papers(content: Answer, page: str, language: str) -> None:
    for search in (YEAR, f"{YEAR}&territory=MD-CU", "?group=nord"):
        for chart in content(f"/{language}/{page}", search).charts:
            assert len([word for word in chart.title.split() if any(map(str.isalnum, word))]) <= 10, chart.title
            assert chart.summary and chart.source and chart.as_of and chart.coverage
            assert len(chart.categories) == len(chart.category_labels)
            assert all(len(series.values) == len(chart.categories) for series in chart.series)
