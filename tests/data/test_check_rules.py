"""The numbers behind the checks are declared, and what they name exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import DEFINITIONS, DefinitionError, load_catalogue

SHIPPED = (DEFINITIONS / "check_rules.toml").read_text(encoding="utf-8")


def network(folder: Path, rules: str) -> Path:
    """Return a network's folder with check rules of its own."""
    (folder / "network.toml").write_text('name = "novateca"\nbase = "novateca"\n', encoding="utf-8")
    (folder / "check_rules.toml").write_text(rules, encoding="utf-8")
    return folder


def test_the_shipped_rules_are_valid_and_name_declared_indicators_only() -> None:
    catalogue = load_catalogue()
    named = [code for _, code in catalogue.check_rules.indicators()]
    assert len(named) > 10
    assert set(named) <= set(catalogue.indicators)


def test_a_network_may_have_rules_of_its_own(tmp_path: Path) -> None:
    rules = SHIPPED.replace("same_from = 30", "same_from = 12")
    assert load_catalogue(network(tmp_path, rules)).check_rules.people.same_from == 12


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('users = "U01"', 'users = "U99"', "'U99' is not declared"),
        ("same_from = 30", "same_from = 0", "same_from"),
        ("same_from = 30", "same_from = 30\nsame_to = 40", "unknown key"),
        ("[sparse]", "[dense]", "sparse: this key is missing"),
    ],
)
def test_rules_that_cannot_be_are_refused_with_their_key(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in SHIPPED
    with pytest.raises(DefinitionError, match=r"check_rules.toml") as error:
        load_catalogue(network(tmp_path, SHIPPED.replace(before, after)))
    assert told in str(error.value)
