"""What an address asks for is read without ever failing, written back, and said in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import load_catalogue
from data.periods import Month
from data.selection import Selection, in_words, known, unreadable
from data.wording import text

CATALOGUE = load_catalogue()

codes = st.text(st.characters(exclude_characters=",", exclude_categories=["Cs"]), min_size=1, max_size=12)
several = st.frozensets(codes, max_size=4).map(lambda chosen: tuple(sorted(chosen)))
some_month = st.builds(Month, st.integers(1900, 2999), st.integers(1, 12))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Return a selection as an address can say it: its months in order, its codes sorted."""
    start, end = draw(st.none() | some_month), draw(st.none() | some_month)
    if start and end and end < start:
        start, end = end, start
    one = st.none() | codes
    return Selection(start, end, territories=draw(several), group=draw(one), kinds=draw(several), library=draw(one))


@given(selections())
def test_what_is_written_can_be_read_back(selection: Selection) -> None:
    assert Selection.from_query(selection.to_query()) == selection


keys = st.sampled_from(["from", "to", "territory", "group", "kind", "library", "utm_source"])


@given(st.dictionaries(keys, st.text() | some_month.map(str)))
def test_any_address_is_understood_and_settles_at_once(query: dict[str, str]) -> None:
    selection = Selection.from_query(query)
    assert Selection.from_query(selection.to_query()) == selection


def test_unknown_keys_are_ignored_and_bad_values_fall_back() -> None:
    selection = Selection.from_query({"utm_source": "mail", "from": "2017-04", "to": "soon", "territory": ",,"})
    assert selection == Selection(start=Month(2017, 4))


def test_what_is_no_month_can_be_named_and_what_was_not_given_is_not() -> None:
    assert unreadable({"from": "2017-99", "to": "soon", "territory": "MD-XX"}) == ("2017-99", "soon")
    assert unreadable({"from": "2017-04", "to": ""}) == ()


def test_months_the_wrong_way_round_are_put_in_order() -> None:
    assert Selection.from_query({"from": "2017-10", "to": "2017-04"}).start == Month(2017, 4)


def test_codes_that_are_not_declared_are_taken_out_and_named() -> None:
    asked = Selection(territories=("MD-OR", "MD-XX"), group="centru-vest", kinds=("palace", "sat"), library="MD-OR-X")
    assert known(asked, CATALOGUE) == (
        Selection(territories=("MD-OR",), kinds=("sat",)),
        ("MD-OR-X", "MD-XX", "centru-vest", "palace"),
    )


def test_codes_that_are_declared_stay() -> None:
    asked = Selection(territories=("MD-BA", "MD-OR"), group="nord", kinds=("sat",))
    assert known(asked, CATALOGUE) == (asked, ())


campaign = Selection(Month(2017, 4), Month(2017, 10))


@pytest.mark.parametrize(
    ("selection", "language", "words"),
    [
        (Selection(), "ro", "toate lunile · toate bibliotecile"),
        (campaign, "ro", "aprilie – octombrie 2017 · toate bibliotecile"),
        (replace(campaign, territories=("MD-BA", "MD-OR")), "en", "April – October 2017 · territories: Bălți, Orhei"),
        (replace(campaign, territories=("MD-OR",)), "ru", "апрель – октябрь 2017 г. · территории: Оргеев"),
        (
            Selection(start=Month(2017, 4), kinds=("sat",)),
            "en",
            "from April 2017 · all libraries · library type: Village",
        ),
        (Selection(end=Month(2017, 4), group="nord"), "en", "to April 2017 · group: North"),
        (
            Selection(library="MD-OR-0001", group="nord"),
            "en",
            f"all months · library: {CATALOGUE.libraries['MD-OR-0001'].name}",
        ),
        (Selection(group="centru-nord"), "ro", "toate lunile · grup: Regionala Centru-Nord (neconfirmat)"),
    ],
)
def test_a_selection_says_itself_in_words(selection: Selection, language: str, words: str) -> None:
    said = in_words(selection, text(language, *CATALOGUE.text_folders), CATALOGUE)
    assert re.sub(r"\s", " ", said) == words
