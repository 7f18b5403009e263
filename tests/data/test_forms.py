"""What the forms of a network ask is declared once, and only with codes that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import DefinitionError, load_catalogue, network_folder
from data.forms import form_of, load_forms
from data.periods import Month

JUNE = Month(2017, 6)


def own_network(folder: Path, forms: str) -> Path:
    """Return the folder of a network that stands on the shipped one, with forms of its own."""
    (folder / "network.toml").write_text('name = "own"\nbase = "novateca"\n', encoding="utf-8")
    if forms:
        (folder / "forms.toml").write_text(forms, encoding="utf-8")
    return folder


def test_the_shipped_network_declares_its_two_forms() -> None:
    catalogue = load_catalogue()
    forms = load_forms(catalogue.folder)
    assert list(forms) == [catalogue.settings.monthly_form, catalogue.settings.annual_form]
    for code in forms:
        form = form_of(catalogue, code, JUNE)
        assert form.indicators
        assert all(catalogue.indicators[part].part_of == whole for whole, part in form.children.items())
        assert set(form.consolidated) <= set(form.by_category)
        assert all(catalogue.indicators[one].by_category for one in form.by_category)


def test_a_network_without_forms_of_its_own_has_those_of_its_base(tmp_path: Path) -> None:
    assert load_forms(own_network(tmp_path, "")) == load_forms(network_folder())


def test_a_network_that_declares_no_forms_is_told_what_to_declare() -> None:
    with pytest.raises(DefinitionError, match=r"forms\.toml: monthly: .* declare \[monthly\]"):
        form_of(load_catalogue(network_folder("chicago")), "monthly", JUNE)


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ('indicators = ["V99"]', "V99"),
        ('indicators = ["V01"]\nby_category = ["S99"]', "S99"),
        ('indicators = ["V01"]\nchildren = { V01 = "V98" }', "V98"),
        ('indicators = ["V01"]\ncategories = ["DI.XXX"]', "DI.XXX"),
    ],
)
def test_a_form_that_asks_what_is_not_declared_is_refused(keys: str, wrong: str, tmp_path: Path) -> None:
    folder = own_network(tmp_path, f'[monthly]\nname = "X"\nversion = "1"\n{keys}\n')
    with pytest.raises(DefinitionError, match=wrong):
        form_of(load_catalogue(folder), "monthly", JUNE)


def test_an_indicator_is_asked_from_its_first_month_on(tmp_path: Path) -> None:
    folder = own_network(tmp_path, '[monthly]\nname = "X"\nversion = "1"\nindicators = ["V01", "NEW"]\n')
    (folder / "indicators.toml").write_text(
        '[NEW]\nunit = "visits"\nrule = "sum"\nsince = "2018-01"\n', encoding="utf-8"
    )
    catalogue = load_catalogue(folder)
    assert form_of(catalogue, "monthly", JUNE).indicators == ("V01",)
    assert form_of(catalogue, "monthly", Month(2018, 1)).indicators == ("V01", "NEW")
