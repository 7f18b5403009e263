"""Labels fit: ticks are few and even, line-end labels never overlap, no text is read as HTML."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.render.labels import ending, month_ticks, plain, spread, tick_places, wrapped


@pytest.mark.parametrize(
    ("count", "places"),
    [(0, []), (1, [0]), (2, [0, 1]), (7, [0, 1, 2, 3, 4, 5, 6]), (12, [0, 2, 4, 6, 8, 11]), (48, [0, 12, 24, 36, 47])],
)
def test_ticks_are_few_and_hold_both_ends(count, places):
    assert tick_places(count) == places


@given(st.integers(1, 400), st.integers(4, 12))
def test_ticks_of_any_length_hold_both_ends_and_stay_few(count, most):
    places = tick_places(count, most)
    assert (places[0], places[-1]) == (0, count - 1)
    assert places == sorted(set(places))
    assert len(places) <= most + 1


def test_a_year_is_written_where_it_changes():
    labels = ["nov. 2016", "dec. 2016", "ian. 2017", "янв. 2018 г."]
    assert month_ticks(labels, [0, 1, 2, 3]) == ["nov.<br>2016", "dec.", "ian.<br>2017", "янв.<br>2018 г."]


def test_the_year_of_an_axis_above_its_chart_stands_over_the_month_where_no_other_month_is_beside_it():
    assert month_ticks(["янв. 2018 г.", "март 2018 г."], [0, 1], above=True) == ["2018 г.<br>янв.", "март"]


def test_long_names_are_wrapped_and_cut_at_the_last_line():
    assert wrapped("Participări la evenimente", 14) == "Participări la<br>evenimente"
    assert wrapped("Biblioteca Publică Comunală „Ion Creangă”", 24, lines=1).endswith(" …")
    assert wrapped("", 14) == ""


@given(st.text())
def test_no_text_becomes_html(text):
    assert "<" not in plain(text)


@given(st.lists(st.tuples(st.floats(0, 300), st.sampled_from([20.0, 36.0])), min_size=1, max_size=4))
def test_labels_at_line_ends_do_not_overlap(labels):
    sizes = [size for _, size in labels]
    placed = spread([wanted for wanted, _ in labels], sizes)
    for (low, low_size), (high, high_size) in pairwise(sorted(zip(placed, sizes, strict=True))):
        assert high - high_size / 2 >= low + low_size / 2 - 1e-6


def test_labels_with_room_stay_beside_their_lines():
    assert spread([10.0, 200.0], [20.0, 20.0]) == [10.0, 200.0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Biblioteca Publică Mitoc", "Biblioteca Publică Mitoc"),
        ("Biblioteca Publică Cucuruzenii de Sus", "… Cucuruzenii de Sus"),
        ("Biblioteca", "Biblioteca"),
        ("Bibliotecă-cu-un-nume-foarte-lung", "… Bibliotecă-cu-un-nume-foarte-lung"),
    ],
)
def test_a_long_name_keeps_its_last_words(name, said):
    assert ending(name, 24) == said
