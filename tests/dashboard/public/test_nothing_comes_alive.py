"""Whatever a sender writes is text on an impact page: no element, no attribute, no mark of its own comes of it."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest

from dashboard.public.declared import declared
from dashboard.public.figures import csv_body
from dashboard.public.manifest import stories_of, with_newer
from dashboard.public.page import page_html
from dashboard.public.snapshot import Snapshot, gather
from dashboard.stories import Story
from dashboard.words import words
from tests.dashboard.public.conftest import NAME, campaign, place
from tests.dashboard.public.payloads import PAYLOADS, poisoned_snapshot
from tests.dashboard.public.test_page import read

MARK = "0123456789ab"


@pytest.fixture(scope="module")
def harmless(evaluated_site, catalogue) -> Snapshot:
    """A place with the charts of the stage, and a story."""
    stage = gather(evaluated_site, campaign(), "en", declared())
    told = gather(evaluated_site, place(catalogue), "en", declared())
    story = Story(MARK, "Title", "Words", "Quote", "Place", "2017-05")
    return replace(
        told, parts=(*told.parts, *(part for part in stage.parts if part.key == "verdict")), stories=(story,)
    )


def drawn(snapshot, catalogue):
    text = words(catalogue, "en")
    return page_html(snapshot, text, NAME, languages=[("en", "English")], figures_hash="0", base="")


def test_there_are_sixty_of_them():
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_it_stays_text(harmless, catalogue, payload):
    page, quiet = drawn(poisoned_snapshot(harmless, payload), catalogue), read(drawn(harmless, catalogue))
    reader = read(page)
    assert reader.open == []
    assert reader.tags == quiet.tags
    assert reader.attributes == quiet.attributes
    assert reader.links == quiet.links
    assert payload not in page or not any(mark in payload for mark in "<>\"'")
    body = page.encode()
    assert list(stories_of(body)) == [MARK]
    assert with_newer(body, "BAR").count(b"BAR") == 1


@pytest.mark.parametrize("payload", ["=1+1", "+A1", "-A1+1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://example.org")'])
def test_no_cell_of_its_table_becomes_a_formula(harmless, payload):
    body = csv_body(poisoned_snapshot(harmless, payload)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(body)) for cell in row]
    assert not [cell for cell in cells if cell == payload]
