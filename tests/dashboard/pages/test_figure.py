"""The passport page: the id printed with a figure leads to it, with the same number, in every language."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from dash import Dash

from dashboard.content import PageContent
from dashboard.exports import EXTENSIONS
from dashboard.shell import drawn_page
from dashboard.site import Site
from data.figure_ids import FigureKey, figure_id
from data.periods import Month
from data.selection import Selection

YEAR = Selection(Month(2017, 1), Month(2017, 12))
Words = Callable[[object], str]
ASKED = "?from=2017-01&to=2017-12"


@pytest.mark.parametrize("address", ["overview", "reporting", "libraries"])
def test_the_id_on_a_card_leads_to_a_passport_with_the_same_number(
    content: Callable[..., PageContent], language: str, address: str
) -> None:
    cards = [card for card in content(f"/{language}/{address}", f"{ASKED}&territory=MD-OR").cards if card.passport]
    assert cards or address == "libraries"
    for card in cards:
        assert card.passport_link == f"/{language}/figure/{card.passport}"
        found = content(card.passport_link)
        said = f"{found.cards[0].shown} {found.cards[0].coverage}"
        assert card.shown in said if card.value is not None else found.cards[0].value is None


def test_every_chart_and_its_table_carry_an_id_that_can_be_looked_up(
    content: Callable[..., PageContent], site: Site
) -> None:
    for page in ("overview", "attendance", "services", "territories", "reporting"):
        for chart in content(f"/en/{page}", ASKED).charts:
            assert chart.passport == chart.table.passport != "", chart.key
            assert site.page(site.address(f"/en/figure/{chart.passport}", "")), chart.key


def test_the_change_of_a_chart_is_the_change_of_its_passport(content: Callable[..., PageContent]) -> None:
    chart = next(one for one in content("/en/attendance", ASKED).charts if one.key.endswith("year-before"))
    found = content(f"/en/figure/{chart.passport}")
    assert found.cards[0].shown in chart.title


def test_an_id_that_says_nothing_is_answered_404_with_words(app: Dash, language: str) -> None:
    client = app.server.test_client()
    known = figure_id(FigureKey("V01", YEAR))
    assert client.get(f"/{language}/figure/{known}").status_code == 200
    answer = client.get(f"/{language}/figure/{known[:-1]}4")
    assert answer.status_code == 404
    assert "0, o, 1, i, l, s" in answer.get_data(as_text=True)


def test_an_id_can_be_typed_into_the_field(site: Site) -> None:
    known = figure_id(FigureKey("V01", YEAR))
    typed = site.address("/en/figure", {"id": f" {known.upper()} "})
    assert site.page(typed) is not None
    assert typed.item == known.upper()
    assert typed.href() == f"/en/figure/{known.upper()}"


def test_the_page_without_an_id_says_how_to_find_one(app: Dash, content: Callable[..., PageContent]) -> None:
    assert content("/en/figure").finding
    assert app.server.test_client().get("/en/figure").status_code == 200


@pytest.mark.parametrize("item", ["", f"/{figure_id(FigureKey('V01', replace(YEAR, library='MD-OR-9998')))}"])
def test_where_there_is_no_figure_no_files_are_offered(app: Dash, site: Site, item: str, words_of: Words) -> None:
    address = site.address(f"/en/figure{item}", "")
    with site.asked(address) as asked:
        page = drawn_page(site, asked)
    assert ".csv" not in words_of(page)
    assert item == "" or "no figure with this id" in words_of(page)
    for extension in EXTENSIONS:
        assert app.server.test_client().get(f"/en/figure{item}.{extension}").status_code == 404, extension


def test_a_passport_offers_its_files(site: Site, words_of: Words) -> None:
    address = site.address(f"/en/figure/{figure_id(FigureKey('V01', YEAR))}", "")
    with site.asked(address) as asked:
        assert ".csv" in words_of(drawn_page(site, asked))


def test_a_passport_can_be_taken_as_a_file(app: Dash) -> None:
    known = figure_id(FigureKey("V01", YEAR))
    said = json.loads(app.server.test_client().get(f"/en/figure/{known}.json").data)
    assert said["cards"][0]["passport"] == known
    assert said["tables"][0]["passport"] == known


def test_a_passport_as_slides_begins_with_the_number_and_shows_no_empty_table(
    content: Callable[..., PageContent], language: str
) -> None:
    found = content(f"/{language}/figure/{figure_id(FigureKey('V01', YEAR))}")
    first, *others = found.slides
    assert first.title == f"{found.cards[0].label}: {found.cards[0].shown}"
    assert set(found.sentences) <= set(first.points)
    assert found.cards[0].passport in first.papers
    assert [slide.table.key for slide in others] == ["passport", "beside"]
    assert all(slide.table.rows for slide in others)


def test_what_stands_beside_a_figure_is_found_by_its_own_id(content: Callable[..., PageContent]) -> None:
    found = content(f"/en/figure/{figure_id(FigureKey('V01', YEAR))}")
    (beside,) = [table for table in found.tables if table.key == "beside"]
    assert len(beside.rows) == 4
    for (_, shown, figure), link in zip(beside.rows, beside.links, strict=True):
        assert link == f"/en/figure/{figure}"
        assert content(link).cards[0].shown == shown


def test_the_navigation_does_not_list_it(site: Site) -> None:
    assert "figure" in site.pages
    assert "figure" not in site.offered()


def test_other_pages_are_about_no_single_thing(app: Dash) -> None:
    assert app.server.test_client().get("/en/overview/3h7v-9pj").status_code == 404
