"""What is declared of fact sheets: every ask can be reached, has its words, and nobody is left without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.factsheets.declared import FILE, Ask, Known, declared
from dashboard.factsheets.saying import sheet_words
from data.catalogue import Catalogue
from data.loading_files import DefinitionError

NOTHING = Known("library", None, None, None, None, None)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (NOTHING, "budget"),
        (NOTHING._replace(put_in=500.0, attracted=1.0), "keep-up"),
        (NOTHING._replace(put_in=0.0, attracted=1.0), "match"),
        (NOTHING._replace(put_in=None, attracted=1.0), "budget"),  # not known is not zero
        (NOTHING._replace(put_in=500.0, attracted=1.0, change=-10.0), "visit"),
        (NOTHING._replace(change=-9.9), "budget"),
        (NOTHING._replace(change=20.0, beside_peers="above"), "equip"),
        (NOTHING._replace(change=5.0), "grow"),
        (NOTHING._replace(place="territory", coverage=84.0, change=-20.0), "report"),
        (NOTHING._replace(coverage=84.0), "budget"),  # a library's own missing reports are no matter for its mayor
        (NOTHING._replace(beside_peers="below"), "open"),
    ],
)
def test_the_figures_say_what_is_asked_for(known: Known, code: str) -> None:
    assert declared().asked_of(known).code == code


def test_every_ask_can_be_asked() -> None:
    asked = {"budget", "keep-up", "match", "visit", "equip", "grow", "report", "open"}
    assert {one.code for one in declared().ask} == asked


def test_every_ask_has_its_words(catalogue: Catalogue, language: str) -> None:
    text = sheet_words(catalogue, language)
    for one in declared().ask:
        for place in ("library", "territory"):
            assert f"factsheet.ask.{one.code}.title" in text and f"factsheet.ask.{one.code}.{place}" in text


def test_everything_printed_is_an_indicator_that_adds_up(catalogue: Catalogue) -> None:
    money = declared().money
    for code in (declared().activities, declared().attendances, *money.put_in, *money.attracted):
        assert catalogue.indicators[code].rule in ("sum", "money")
    assert all(catalogue.indicators[code].rule == "money" for code in (*money.put_in, *money.attracted))


def test_a_file_that_leaves_somebody_without_an_ask_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "factsheets.toml"
    path.write_text(FILE.read_text(encoding="utf-8") + '\n[[ask]]\ncode = "x"\nput_in = "some"\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match="the last one has a condition"):
        declared(path)
    path.write_text("least_coverage = 60\nunknown = 1\n", encoding="utf-8")
    with pytest.raises(DefinitionError):
        declared(path)


def test_a_condition_is_met_by_what_is_known_only() -> None:
    every = Ask(code="x", change_below=0, change_above=-5, put_in="none", attracted="some", coverage_below=50)
    assert not every.holds(NOTHING)
    assert every.holds(Known("territory", -2, 0, 1, None, 40)) and not every.holds(
        Known("territory", -6, 0, 1, None, 40)
    )
