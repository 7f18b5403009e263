"""A figure's id says what the figure is, always the same way, and a wrong letter never says another one."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalogue import load_catalogue
from data.check_letters import ALPHABET, UnreadableFigure
from data.figure_ids import FigureKey, Said, figure_id, read_id
from data.periods import Month
from data.selection import Selection

CATALOGUE = load_catalogue()
YEAR = Selection(Month(2017, 1), Month(2017, 12))

some_month = st.builds(Month, st.integers(1900, 2999), st.integers(1, 12))
codes = st.sampled_from(sorted(CATALOGUE.territories)) | st.text(min_size=1, max_size=9)
libraries = st.sampled_from(sorted(CATALOGUE.libraries)) | st.text(min_size=1, max_size=12)
several = st.lists(codes, max_size=4).map(tuple)


@st.composite
def figures(draw: st.DrawFn) -> FigureKey:
    """Return any figure, of the shipped network's codes and of others."""
    first, last = sorted([draw(some_month), draw(some_month)])
    library = draw(st.none() | libraries)
    group = draw(st.none() | st.sampled_from(sorted(CATALOGUE.groups)))
    selection = Selection(first, last, draw(several), group, draw(several), library)
    return FigureKey(
        indicator=draw(st.sampled_from(sorted(CATALOGUE.indicators)) | st.text(min_size=1, max_size=6)),
        selection=selection,
        said=draw(st.sampled_from(get_args(Said))),
        category=draw(st.just("") | st.sampled_from(sorted(CATALOGUE.categories))),
        annual=draw(st.booleans()),
    )


@given(figures())
def test_what_an_id_says_is_the_figure(figure: FigureKey) -> None:
    assert read_id(figure_id(figure)) == figure.canonical
    assert figure_id(figure) == figure_id(figure.canonical)


@given(figures(), figures())
def test_two_figures_have_two_ids(one: FigureKey, other: FigureKey) -> None:
    assert (figure_id(one) == figure_id(other)) == (one.canonical == other.canonical)


@settings(max_examples=40)
@given(figures(), st.data())
def test_any_one_wrong_letter_is_refused(figure: FigureKey, data: st.DataObject) -> None:
    written = figure_id(figure).replace("-", "")
    place = data.draw(st.integers(0, len(written) - 1))
    for letter in ALPHABET.replace(written[place], ""):
        with pytest.raises(UnreadableFigure):
            read_id(written[:place] + letter + written[place + 1 :])


@given(figures(), st.data())
def test_two_neighbours_changed_over_are_refused(figure: FigureKey, data: st.DataObject) -> None:
    written = figure_id(figure).replace("-", "")
    place = data.draw(st.integers(0, len(written) - 2))
    swapped = written[:place] + written[place + 1] + written[place] + written[place + 2 :]
    if swapped == written:
        return
    with pytest.raises(UnreadableFigure):
        read_id(swapped)


@given(st.text() | st.text(ALPHABET, min_size=1, max_size=40))
def test_whatever_somebody_types_is_a_figure_or_refused(written: str) -> None:
    try:
        figure = read_id(written)
    except UnreadableFigure:
        return
    assert read_id(figure_id(figure)) == figure


def test_the_usual_figures_have_short_ids_without_letters_that_look_alike() -> None:
    usual = {
        FigureKey("V01", YEAR): 9,
        FigureKey("V01", Selection(Month(2017, 4), Month(2017, 10), ("MD-OR",)), "change"): 16,
        FigureKey("V01", Selection(Month(2017, 1), Month(2017, 12), library="MD-OR-0001")): 18,
    }
    for figure, most in usual.items():
        assert len(figure_id(figure)) <= most
        assert not set("01ilosu") & set(figure_id(figure))


def test_an_id_may_be_typed_in_capitals_with_blanks_and_without_dashes() -> None:
    written = figure_id(FigureKey("V01", YEAR))
    for typed in (
        written.upper(),
        written.replace("-", ""),
        f" {written.replace('-', ' ')} ",
        written.replace("-", "–"),
    ):
        assert read_id(typed) == FigureKey("V01", YEAR)


def test_an_id_stays_what_it_is() -> None:
    """Ids stand on paper: these must say the same in ten years."""
    assert figure_id(FigureKey("V01", YEAR)) == "3h7v-9pj"
    assert (
        figure_id(FigureKey("V01", Selection(Month(2017, 1), Month(2017, 12), ("MD-OR",)), "change")) == "cqwe-fvm6-83e"
    )


def test_a_figure_without_months_has_no_id() -> None:
    with pytest.raises(ValueError, match="first and a last month"):
        figure_id(FigureKey("V01", Selection()))
