"""Addresses: read without ever failing, written so that they can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import ids
from dashboard.address import SHARED_KEYS, Address
from dashboard.pages import PAGES
from data.periods import Month
from data.selection import Selection

CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789", min_size=1, max_size=8)
MONTHS = st.builds(Month, st.integers(1990, 2099), st.integers(1, 12))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    start, end = sorted((draw(MONTHS), draw(MONTHS)))
    many = st.sets(CODES, max_size=3).map(lambda codes: tuple(sorted(codes)))
    one = st.none() | CODES
    return Selection(start, end, draw(many), draw(one), draw(many), draw(one))


OWN = {"overview": ("view",), "attendance": ("category", "indicator")}


@st.composite
def own_choices(draw: st.DrawFn, page: str) -> tuple[tuple[str, str], ...]:
    values = st.text(min_size=1, max_size=8)  # whatever somebody types, "&" and letters of any script included
    return tuple((key, draw(values)) for key in OWN[page] if draw(st.booleans()))


def addresses(page: str) -> st.SearchStrategy[Address]:
    return st.builds(
        Address,
        language=st.sampled_from(["ro", "ru", "en"]),
        page=st.just(page),
        selection=selections(),
        sort=st.sampled_from(["", "library", "-v01"]),
        part=st.integers(1, 99),
        table=st.sampled_from(["", "libraries"]),
        own=own_choices(page),
    )


ADDRESSES = st.sampled_from(sorted(OWN)).flatmap(addresses)


@given(ADDRESSES)
def test_what_is_written_can_be_read_back(address: Address) -> None:
    path, _, search = address.href().partition("?")
    assert Address.parse(path, search, fallback="xx", own=OWN) == address


@given(st.text(), st.text())
def test_no_address_is_unreadable(path: str, search: str) -> None:
    assert Address.parse(path, search, fallback="ro").part >= 1


@pytest.mark.parametrize("path", ["/ro/figure/\ud800", "/\udfff/overview", "/ro/\ud800"])
def test_half_a_letter_still_gives_an_address_that_can_be_written(path: str) -> None:
    address = Address.parse(path, "?q=\ud800&release=\ud800", fallback="ro", items={"figure": "id"})
    assert "%3F" in address.href()


def test_unknown_keys_are_ignored() -> None:
    plain = Address.parse("/ro/overview", "?from=2017-01&to=2017-12", fallback="ro")
    assert Address.parse("/ro/overview", "?utm_source=x&from=2017-01&to=2017-12&lang=ru", fallback="ro") == plain


@pytest.mark.parametrize("part", ["0", "-1", "x", "", "9" * 40, "²"])
def test_a_part_that_is_no_number_is_the_first(part: str) -> None:
    assert Address.parse("/ro/attendance", {"part": part}, fallback="ro").part == 1


def test_what_nobody_can_read_is_kept_to_be_named() -> None:
    address = Address.parse("/ro/overview", "?from=2017-13&to=2017-02&part=zwei&territory=MD-XX", fallback="ro")
    assert address.refused == ("2017-13", "zwei")
    assert (address.selection.start, address.part) == (None, 1)


def test_a_key_of_one_page_means_nothing_on_another() -> None:
    own = {"services": ("category",)}
    there = Address.parse("/ro/services", "?category=DI.ITL&view=map", fallback="ro", own=own)
    assert (there.own, there.chosen("category"), there.chosen("view")) == ((("category", "DI.ITL"),), "DI.ITL", "")
    assert Address.parse("/ro/overview", "?category=DI.ITL", fallback="ro", own=own).own == ()
    assert there.choosing(category="").href() == "/ro/services"
    assert there.on("overview").href() == "/ro/overview"


def test_no_page_takes_a_key_that_every_page_has() -> None:
    for page in PAGES:
        keys = [choice.key for choice in page.choices]
        assert not set(keys) & set(SHARED_KEYS), page.key
        assert len(keys) == len(set(keys)), page.key
        assert len([choice for choice in page.choices if choice.in_filters]) <= len(ids.CHOICES), page.key


def test_one_step_leads_to_a_territory_to_a_library_and_back_to_all() -> None:
    address = Address(
        "ro", "attendance", Selection(Month(2017, 1), Month(2017, 6), group="nord", kinds=("sat",)), part=2
    )
    assert address.of_territory("MD-OR").href() == "/ro/attendance?from=2017-01&to=2017-06&territory=MD-OR&kind=sat"
    assert address.of_library("MD-OR-0001").href() == "/ro/attendance?from=2017-01&to=2017-06&library=MD-OR-0001"
    assert address.of_network().href() == "/ro/attendance?from=2017-01&to=2017-06&kind=sat"


def test_another_page_keeps_the_filters_and_drops_what_belongs_to_this_one() -> None:
    address = Address("ro", "attendance", Selection(group="nord"), sort="library", part=2)
    assert address.on("overview").href() == "/ro/overview?group=nord"


def test_a_file_lies_at_the_same_address() -> None:
    address = Address("ru", "attendance", Selection(Month(2017, 1), Month(2017, 12), ("MD-BA", "MD-OR")))
    assert address.href("csv") == "/ru/attendance.csv?from=2017-01&to=2017-12&territory=MD-BA,MD-OR"
