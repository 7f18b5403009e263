"""The classes of figures, and which parts of a total go with a small count in a table that leaves for good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import disclosure
from data.catalogue import load_catalogue
from data.disclosure import class_of, least_shown, load_classes, protections, withheld, withheld_in_fixed
from data.loading_files import DefinitionError
from data.suppression import audited

CATEGORIES = load_catalogue().categories
OF = {0: CATEGORIES["DI.ITL"], 10: CATEGORIES["HE.HEA"], 20: CATEGORIES["HE.PSY"]}


@pytest.mark.parametrize(
    ("counts", "least", "expected"),
    [
        ([50, 30], [0, 0], [False, False]),
        ([50, 5, 20], [0, 10, 0], [False, True, True]),  # the smallest other goes with it
        ([50, 5, 2], [0, 10, 0], [True, True, True]),  # 5 and 2 leave seven values, which is too few
        ([50, 5, 15], [0, 10, 20], [False, True, True]),  # two hide each other
        ([50, 10, 20], [0, 10, 0], [False, False, False]),  # at the threshold it is shown
        ([5], [10], [True]),
    ],
)
def test_small_counts_take_others_with_them_on_paper(
    counts: list[float], least: list[int], expected: list[bool]
) -> None:
    assert withheld_in_fixed("S02", [OF[one] for one in least], counts, [True] * len(counts)) == expected


def test_nobody_and_services_offered_are_shown_on_paper() -> None:
    assert withheld_in_fixed("S02", [OF[0], OF[20]], [50.0, 0.0], [True, False]) == [False, False]
    assert withheld_in_fixed("S05", [OF[0], OF[20]], [50.0, 3.0], [True, True]) == [False, False]


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from([0, 10, 20])), min_size=2, max_size=8))
def test_what_paper_withholds_may_be_many_values(parts: list[tuple[int, int]]) -> None:
    """Held by linear programming, which does not know how the choice was made."""
    counts = [5.0 * count for count, _ in parts]
    kinds = [OF[least] for _, least in parts]
    out = withheld_in_fixed("S02", kinds, counts, [count > 0 for count in counts])
    found = audited(counts, out=out, totals=[range(len(counts))])
    everything = all(gone or not count for gone, count in zip(out, counts, strict=True))
    for place, (low, high) in found.items():
        if parts[place][1]:
            assert low <= counts[place] <= high
            assert high - low > 10 or everything  # where all is out, nothing is left to take


def test_the_shipped_classes_protect_psychological_support_most() -> None:
    assert least_shown("S02", CATEGORIES["HE.PSY"]) > least_shown("S02", CATEGORIES["HE.HEA"]) > 0
    assert least_shown("S02", CATEGORIES["DI.ITL"]) == 0
    assert [class_of(code).rule for code in ("S03", "S01", "V01", "E02", "L01")] == [*["rounded"] * 2, *["exact"] * 3]


def test_what_is_rounded_is_what_the_classes_name() -> None:
    found = {(indicator, category) for indicator, category, _ in protections(CATEGORIES)}
    assert found == {(indicator, category) for indicator in ("S01", "S02", "S03") for category in ("HE.HEA", "HE.PSY")}


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        ('[a]\nrule = "rounded"\nindicators = ["S02"]\n', "a.yes"),
        ('[a]\nrule = "rounded"\nyes = { least = 4, base = 5, range = 9 }\n', "`least` is below `base`"),
        ('[a]\nrule = "rounded"\nyes = { least = 4, base = 2, range = 9 }\n', "a.yes.base"),
        ('[a]\nrule = "shaken"\n', "a.rule"),
    ],
)
def test_a_class_that_would_protect_nothing_is_refused(tmp_path, monkeypatch, declared: str, says: str) -> None:
    (tmp_path / disclosure.FILE).write_text(declared, encoding="utf-8")
    monkeypatch.setattr(disclosure, "DEFINITIONS", tmp_path)
    load_classes.cache_clear()
    try:
        with pytest.raises(DefinitionError, match=says):
            load_classes()
    finally:
        load_classes.cache_clear()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([9, 4, 3], [False, False, False]),
        ([9, 4, 1], [False, True, True]),  # the smallest other goes with it
        ([9, 2, 1], [False, True, True]),
        ([9, 0, None], [False, False, False]),  # nobody is not few
        ([2], [True]),
    ],
)
def test_rows_that_few_libraries_stand_behind(counts: list[float | None], expected: list[bool]) -> None:
    assert withheld(counts, [3] * len(counts)) == expected
