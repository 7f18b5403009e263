"""Whatever is written, a library is found by its own name and code, and nothing else is found without a question."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import load_catalogue
from data.models import Library
from data.periods import Month
from etl.identify import Identifier

PLACES = {
    "MD-OR": ["Șoldănești", "Hîrtop", "Pelivan", "Ivancea"], "MD-BA": ["Hîrtop", "Elizaveta", "Sadovoe"],
}  # fmt: skip
CODES = {f"{territory}-{at:04d}": place for territory, places in PLACES.items() for at, place in enumerate(places, 1)}


LIBRARIES = {
    code: Library(code=code, name=f"Biblioteca Publică {place}", kind="sat", territory=code[:5],
                  in_network_from=Month(2015, 1))
    for code, place in CODES.items()
}  # fmt: skip
IDENTIFIER = Identifier(replace(load_catalogue(), libraries=LIBRARIES))

written = st.one_of(
    st.text(max_size=40), st.sampled_from([*CODES, *CODES.values(), "Biblioteca", "MD-OR-", "1", "0001"])
)


@given(written, written, st.sampled_from([None, "MD-OR", "MD-BA", "MD-XX"]))
def test_any_name_and_code_are_answered(code: str, name: str, territory: str | None) -> None:
    found = IDENTIFIER.library(code=code, name=name, territory=territory)
    assert found.code is None or found.code in CODES
    assert (found.code is not None) or found.problem
    assert len(found.candidates) <= 10
    assert IDENTIFIER.library(code=code, name=name, territory=territory) == found


@given(st.sampled_from(sorted(CODES)), st.sampled_from([str.upper, str.lower, str.title, lambda name: f" {name}  "]))
def test_a_name_within_its_territory_finds_its_library(code: str, habit) -> None:
    name = habit(f"Biblioteca Publică {CODES[code]}")
    assert IDENTIFIER.library(code=None, name=name, territory=code[:5]).code == code


@given(st.sampled_from(sorted(CODES)), written)
def test_a_code_of_the_register_is_never_taken_for_another_library(code: str, name: str) -> None:
    found = IDENTIFIER.library(code=code, name=name, territory=None)
    assert found.code in (code, None)
    assert found.code is not None or found.problem == "code-and-name-differ"


def test_a_name_that_two_villages_share_is_asked_about() -> None:
    found = IDENTIFIER.library(code=None, name="Biblioteca Publică Hîrtop", territory=None)
    assert (found.code, found.problem, len(found.candidates)) == (None, "ambiguous-library", 2)
