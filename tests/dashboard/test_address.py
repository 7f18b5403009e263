"""Addresses: read without ever failing, written so that they can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import Address
from data.periods import Month
from data.selection import Selection

CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789", min_size=1, max_size=8)
MONTHS = st.builds(Month, st.integers(1990, 2099), st.integers(1, 12))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    start, end = sorted((draw(MONTHS), draw(MONTHS)))
    many = st.sets(CODES, max_size=3).map(lambda codes: tuple(sorted(codes)))
    return Selection(start, end, draw(many), draw(st.none() | CODES), draw(many))


ADDRESSES = st.builds(
    Address,
    language=st.sampled_from(["ro", "ru", "en"]),
    page=st.sampled_from(["overview", "attendance"]),
    selection=selections(),
    sort=st.sampled_from(["", "library", "-v01"]),
    part=st.integers(1, 99),
    table=st.sampled_from(["", "libraries"]),
)


@given(ADDRESSES)
def test_what_is_written_can_be_read_back(address: Address) -> None:
    path, _, search = address.href().partition("?")
    assert Address.parse(path, search, fallback="xx") == address


@given(st.text(), st.text())
def test_no_address_is_unreadable(path: str, search: str) -> None:
    assert Address.parse(path, search, fallback="ro").part >= 1


def test_unknown_keys_are_ignored() -> None:
    plain = Address.parse("/ro/overview", "?from=2017-01&to=2017-12", fallback="ro")
    assert Address.parse("/ro/overview", "?utm_source=x&from=2017-01&to=2017-12&lang=ru", fallback="ro") == plain


@pytest.mark.parametrize("part", ["0", "-1", "x", "", "9" * 40, "²"])
def test_a_part_that_is_no_number_is_the_first(part: str) -> None:
    assert Address.parse("/ro/attendance", {"part": part}, fallback="ro").part == 1


def test_another_page_keeps_the_filters_and_drops_what_belongs_to_this_one() -> None:
    address = Address("ro", "attendance", Selection(group="nord"), sort="library", part=2)
    assert address.on("overview").href() == "/ro/overview?group=nord"


def test_a_file_lies_at_the_same_address() -> None:
    address = Address("ru", "attendance", Selection(Month(2017, 1), Month(2017, 12), ("MD-BA", "MD-OR")))
    assert address.href("csv") == "/ru/attendance.csv?from=2017-01&to=2017-12&territory=MD-BA,MD-OR"
