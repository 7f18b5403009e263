"""Each sentence of the story is said where the figures say so, and is written in every language."""

from __future__ import annotations

import pytest

from dashboard.headline import headline
from dashboard.pages import PAGES
from dashboard.public.declared import declared
from dashboard.public.snapshot import gather
from dashboard.words import words
from data.formats import number
from tests.dashboard.public.conftest import place


@pytest.mark.parametrize(
    ("kind", "facts", "verdict", "said"),
    [
        ("campaign", {"taking_part": 92.4}, "growth", ["most_took_part", "verdict_growth"]),
        ("campaign", {"taking_part": 75.0}, "doubted", ["half_took_part", "verdict_doubted"]),
        ("campaign", {"taking_part": 50.0}, "not-conclusive", ["some_took_part", "verdict_open"]),
        ("campaign", {"K01": 0.0, "K02": 0.0, "A02": 0.0}, "", []),
        ("campaign", {"K01": 9.0, "K02": 80.0, "A02": 500.0}, "", ["activities", "attendances", "money"]),
        ("place", {"taking_part": 92.4, "A02": 500.0}, "", ["took_part_in_stage", "money_of_stage"]),
        ("place", {"V01": 10.0, "V01.change": 1.1}, "", ["visits", "visits_grew"]),
        ("place", {"V01": 10.0, "V01.change": 1.0}, "", ["visits", "visits_level"]),
        ("place", {"V01": 10.0, "V01.change": -1.1}, "", ["visits", "visits_fell"]),
        ("place", {"V01": 10.0}, "", ["visits"]),
        ("place", {}, "", []),
    ],
)
def test_a_sentence_is_said_where_the_figures_say_so(kind, facts, verdict, said):
    assert [one.say for one in declared().said(kind, facts, verdict)] == said


def test_every_sentence_section_and_note_has_its_words(catalogue, language):
    text, public = words(catalogue, language), declared()
    for one in public.story:
        assert text[f"public.story.{one.say}"]
    for section in (*public.campaign, *public.place):
        assert text[f"public.section.{section.key}"]
        assert not section.note or text[f"public.note.{section.note}"]


def test_sections_are_taken_from_pages_that_are_there():
    pages = {page.key for page in PAGES}
    assert {section.page for section in (*declared().campaign, *declared().place)} <= pages


def test_the_story_says_the_very_figures(evaluated_site, catalogue, language):
    subject = place(catalogue)
    told = gather(evaluated_site, subject, language, declared())
    with evaluated_site.asked(subject.address(language, "overview")) as asked:
        visits = headline(asked, "V01").figure.value
    assert visits
    assert number(visits, language) in told.story[0]
