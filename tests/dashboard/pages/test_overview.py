"""Overview: cards, trend and ranking hold what the libraries reported, in the words of each language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from dashboard import overview_changes
from dashboard.address import Address
from dashboard.asked import Asked, ask
from dashboard.content import PageContent
from dashboard.pages import PAGES, overview
from data.catalogue import Catalogue
from data.formats import change
from data.panel import compare, compare_by_territory
from data.periods import Month
from data.queries.attendance import monthly_totals, total
from data.queries.reporting import rates

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


def test_the_share_of_reports_with_the_figure_is_called_by_the_name_it_has_on_every_card(
    content: Answer, language: str
) -> None:
    """The reporting rate counts reports that came, whatever they answer: another number, on another page."""
    first, *_, last = content(f"/{language}/overview", YEAR).cards
    assert first.coverage.partition(":")[0] == last.label
    assert last.shown in first.coverage
    rates = [card.label for card in content(f"/{language}/reporting", YEAR).cards]
    assert last.label not in rates


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
    assert f"{comparison.naive_change_pct:+.1f}%" in said.finding
    assert f"{comparison.naive_change_pct:+.1f}%" in said.cards[0].note


def test_the_trend_draws_every_month_that_was_reported(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/ro/overview", YEAR)
    trend = content("/ro/overview", YEAR).charts[0]
    totals = monthly_totals(question.session, question.catalogue, "V01", question.selection)
    assert trend.series[0].values == tuple(totals["value"])
    assert trend.categories[0] == "2017-01"
    assert [band.label for band in trend.bands][:2] == ["Etapa 1", "Etapa 2"]
    assert [band.open_ended for band in trend.bands] == [True, False, True]


def test_the_list_ranks_territories_by_their_change_on_the_same_libraries(
    content: Answer, asked: Callable[..., Asked], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview_changes, "FEWEST", 2)  # the small network has few libraries in a territory
    question = asked(f"/{language}/overview", YEAR)
    frame = compare_by_territory(question.session, question.catalogue, "V01", question.selection)
    table = next(table for table in content(f"/{language}/overview", YEAR).tables if table.key == "v01-changes")
    compared = frame[frame["libraries"] >= 2]["change_pct"]
    assert len(table.rows) > 1
    assert [row[1] for row in table.rows] == sorted(compared, key=abs, reverse=True)[: overview_changes.MOST]
    for row, link in zip(table.rows, table.links, strict=True):
        assert change(float(str(row[1])), language) in str(row[-1]) and str(row[4]) in str(row[-1])
        assert "territory=MD-" in link and "library=" not in link


def test_one_place_and_single_libraries_are_not_ranked(content: Answer) -> None:
    for scope in ("", "&territory=MD-CU", "&library=MD-CU-0001"):  # the network: no territory has five libraries here
        assert [table.key for table in content("/en/overview", YEAR + scope).tables] == ["v01-by-month"]


def test_it_says_three_sentences_four_numbers_one_chart_and_one_coverage_line(content: Answer, language: str) -> None:
    for scope in ("", "&territory=MD-CU", "&group=nord", "&library=MD-CU-0001"):
        said = content(f"/{language}/overview", f"{YEAR}{scope}")
        assert said.finding and said.coverage
        assert (len(said.sentences), len(said.cards), len(said.charts)) == (2, 4, 1), scope


def test_it_says_who_has_not_reported_for_the_last_month(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/overview", "?from=2017-01&to=2017-02")
    february = replace(question.selection, start=Month(2017, 2))
    found = rates(question.session, question.catalogue, february)
    said = content("/en/overview", "?from=2017-01&to=2017-02").sentences[-1]
    assert (
        said == f"For February 2017, {found.expected - found.actual} of {found.expected} libraries have not reported."
    )
    assert content("/en/overview", YEAR).sentences[-1].endswith("libraries have reported.")


def test_every_card_leads_to_more_about_it(content: Answer) -> None:
    links = [card.link for card in content("/en/overview", YEAR).cards]
    assert links[:2] == [
        "/en/attendance?from=2017-01&to=2017-12",
        "/en/attendance?from=2017-01&to=2017-12&measure=E02",
    ]
    assert links[-1] == "/en/reporting?from=2017-01&to=2017-12"


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
