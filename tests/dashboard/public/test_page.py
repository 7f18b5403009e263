"""A page is one file of HTML and CSS: small, the same from a disk, safe with what people write, in three languages."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dashboard.public.declared import declared
from dashboard.public.page import page_html, page_name, picture_name
from dashboard.public.snapshot import gather
from dashboard.words import words
from tests.dashboard.public.conftest import FIRST_DAY, LANGUAGES, NAME, SLUG, campaign, place
from tests.dashboard.told import clock

LARGEST = 300_000  # bytes of a page
NO_ICON = "data:,"  # or a browser asks the server for one
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Reader(HTMLParser):
    """Reads a page as a browser does: its elements, its links, and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        given = dict(attributes)
        self.attributes |= set(given)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src", "action", "srcset", "poster") if given.get(name)]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.fixture(params=(SLUG, "nord-2017", "network-2017"))
def home(request, published) -> Path:
    return published / request.param / NAME


def test_it_is_small_and_whole_html_without_a_script_or_anything_from_elsewhere(home, language):
    page = (home / page_name(language)).read_text(encoding="utf-8")
    assert len(page.encode()) < LARGEST
    reader = read(page)
    assert reader.open == []
    assert not reader.tags & {"script", "iframe", "object", "embed", "form", "img"}
    assert not [name for name in reader.attributes if name.startswith("on")]
    assert not [link for link in reader.links if re.match(r"[a-z]+:|//", link) and link != NO_ICON]
    assert "url(" not in page and "@import" not in page
    assert len(set(reader.ids)) == len(reader.ids)


def test_every_link_leads_to_a_file_beside_it(home, language):
    for link in read((home / page_name(language)).read_text(encoding="utf-8")).links:
        assert link == NO_ICON or link.startswith("#") or (home / link).is_file(), link


def test_each_language_leads_to_the_others(home, language):
    links = read((home / page_name(language)).read_text(encoding="utf-8")).links
    assert {page_name(other) for other in LANGUAGES if other != language} <= set(links)


def test_every_chart_is_drawn_twice_and_has_its_table(home, language):
    page = (home / page_name(language)).read_text(encoding="utf-8")
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert figures
    for figure in figures:
        drawings = re.findall(r"<svg.*?</svg>", figure, re.DOTALL)
        widths = [ET.fromstring(one).get("width") for one in drawings]
        assert widths == ["680", "330"]
        assert "<table>" in figure and "<title>" in figure


def test_networks_show_a_picture_of_the_right_size(home, language):
    picture = (home / picture_name(language)).read_bytes()
    assert picture.startswith(b"\x89PNG")
    wide, tall = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert (wide, tall) == (1200, 630)
    page = (home / page_name(language)).read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{picture_name(language)}">' in page


def test_what_people_write_stays_text(told_site, monkeypatch):
    clock(monkeypatch, FIRST_DAY)
    snapshot = gather(told_site, campaign(), "en", declared())
    text = words(told_site.catalogue, "en")
    page = page_html(snapshot, text, NAME, languages=[("en", "English")], figures_hash="0", base="")
    assert "O zi &lt;b&gt;bună&lt;/b&gt;" in page
    assert "<b>bună" not in page
    assert read(page).open == []


def test_with_the_site_s_address_figures_lead_to_their_passports(evaluated_site, catalogue):
    snapshot = gather(evaluated_site, place(catalogue), "en", declared())
    text = words(evaluated_site.catalogue, "en")
    at = "https://vitrina.example.md"
    page = page_html(snapshot, text, NAME, languages=[("en", "English")], figures_hash="0", base=at)
    passports = [card.passport_link for card in snapshot.cards if card.passport]
    assert passports and all(f'href="{escape(at + link)}"' in page for link in passports)
    assert f'content="{at}/public/network-2017/{NAME}/picture-en.png"' in page
