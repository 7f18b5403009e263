"""A frozen page says what the live page says, to the digit, and nothing that may not go."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from dashboard.exports import export
from dashboard.pages import PAGES
from dashboard.public.declared import declared
from dashboard.public.page import figures_name, page_name
from dashboard.public.snapshot import NothingToPublish, gather
from dashboard.site import Site
from data.campaign.effect_ids import read_effect
from data.formats import number
from data.queries.libraries import all_libraries
from data.schema import evaluation_result
from data.store import writing
from tests.dashboard.public.conftest import FIRST_DAY, LANGUAGES, NAME, SLUG, campaign, place
from tests.dashboard.told import clock

SUBJECTS = (SLUG, "nord-2017", "network-2017")


def subject_of(slug, catalogue):
    return {SLUG: campaign(), "nord-2017": place(catalogue, group="nord"), "network-2017": place(catalogue)}[slug]


def live_json(site, subject, language, page):
    """Return the .json that the site hands out at the same selection."""
    address = site.address(*subject.address(language, page).href().partition("?")[::2])
    with site.asked(address) as asked:
        return json.loads(export(site.content(site.pages[page], asked), "json", asked.text).body)


@pytest.mark.parametrize("slug", SUBJECTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_agrees_to_the_digit_with_the_live_page_of_the_same_selection(
    published, evaluated_site, catalogue, slug, language
):
    frozen = json.loads((published / slug / NAME / figures_name(language, "json")).read_bytes())
    sections = {one.key: one.page for one in declared().sections(subject_of(slug, catalogue).kind)}
    compared = 0
    for section in frozen["sections"]:
        live = live_json(evaluated_site, subject_of(slug, catalogue), language, sections[section["key"]])
        cards, tables = ({one["key"]: one for one in live[kind]} for kind in ("cards", "tables"))
        for card in section["cards"]:
            assert card == cards[card["key"]]
            compared += 1
        for table in section["tables"]:
            whole = tables[table["key"]]["rows"]
            assert len(whole) == len(table["rows"])
            for row, frozen_row in enumerate(table["rows"]):
                for column, cell in enumerate(frozen_row):
                    assert cell == (None if [row, column] in table["withheld"] else whole[row][column])
                    compared += 1
    assert compared > 30


@pytest.mark.parametrize("slug", SUBJECTS)
def test_the_page_and_its_files_show_the_same_numbers(published, slug, language):
    home = published / slug / NAME
    page = (home / page_name(language)).read_text(encoding="utf-8")
    frozen = json.loads((home / figures_name(language, "json")).read_bytes())
    lines = list(csv.DictReader(StringIO((home / figures_name(language, "csv")).read_text(encoding="utf-8-sig"))))
    for section in frozen["sections"]:
        for card in section["cards"]:
            assert card["shown"] in page
            (line,) = (one for one in lines if one["section"] == section["key"] and one["column"] == card["key"])
            assert float(line["value"]) == card["value"]
        for table in section["tables"]:
            kinds = {one["key"]: one["kind"] for one in table["columns"]}
            for line in (one for one in lines if one["table"] == table["key"] and one["value"]):
                if kinds[line["column"]] == "whole":
                    assert number(float(line["value"]), language) in page


def test_each_line_of_the_csv_has_the_id_of_its_figure_and_comparisons_their_own(published, language):
    home = published / SLUG / NAME
    lines = list(csv.DictReader(StringIO((home / figures_name(language, "csv")).read_text(encoding="utf-8-sig"))))
    assert not [one for one in lines if one["column"] == "passport"]
    themes = {one["row"]: one["figure"] for one in lines if one["table"] == "campaign-themes"}
    frozen = json.loads((home / figures_name(language, "json")).read_bytes())
    tables = {table["key"]: table for section in frozen["sections"] for table in section["tables"]}
    assert themes == {row[0]: row[-1] for row in tables["campaign-themes"]["rows"]} != {}
    assert all(read_effect(figure) for figure in themes.values())


def test_the_verdict_stands_in_the_very_words_of_the_live_page(published, evaluated_site, language):
    frozen = json.loads((published / SLUG / NAME / figures_name(language, "json")).read_bytes())
    live = live_json(evaluated_site, campaign(), language, "campaign")
    (verdict,) = (one for one in frozen["sections"] if one["key"] == "verdict")
    assert verdict["lead"] == [live["finding"], *live["sentences"]]


def test_what_nobody_evaluated_is_said_to_be_not_evaluated(told_site, told_engine, language, monkeypatch):
    clock(monkeypatch, FIRST_DAY)
    with writing(told_engine) as connection:
        connection.execute(evaluation_result.delete())
    told = gather(told_site, campaign(), language, declared())
    (verdict,) = (part for part in told.parts if part.key == "verdict")
    assert verdict.lead and "python" not in verdict.lead[0]
    assert not any("verdict" in sentence.lower() for sentence in told.story)


def test_the_story_says_what_the_figures_say(evaluated_site, catalogue):
    told = gather(evaluated_site, campaign(), "en", declared()).story
    assert any(sentence.startswith("The promoted services grew more") for sentence in told)
    visits = gather(evaluated_site, place(catalogue), "en", declared()).story
    assert visits[0].startswith("The libraries counted")
    assert visits[1].startswith("Visits grew: +")


def test_nothing_stands_on_a_page_that_is_not_declared_public(published, language):
    page = (published / SLUG / NAME / page_name(language)).read_text(encoding="utf-8")
    assert "raport.xlsx" not in page  # no cell of a sender's file
    assert "MD-CU-0001" not in page  # the library of whose influence the evaluation tells


def test_a_place_without_reports_is_not_published(empty, catalogue):
    with pytest.raises(NothingToPublish) as refused:
        gather(Site.of(catalogue, empty, PAGES), campaign(), "en", declared())
    assert refused.value.key == "public.nothing"


def test_a_place_of_too_few_libraries_is_not_published(evaluated_site, catalogue):
    counted: dict[str, int] = {}
    with evaluated_site.sessions() as session:
        for one in all_libraries(session):
            counted[one.territory] = counted.get(one.territory, 0) + 1
    few = next(code for code, libraries in sorted(counted.items()) if 0 < libraries < declared().least_libraries)
    with pytest.raises(NothingToPublish) as refused:
        gather(evaluated_site, place(catalogue, territories=(few,)), "en", declared())
    assert refused.value.key == "public.too_few"
