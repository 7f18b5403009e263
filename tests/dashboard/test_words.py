"""The words of a page: a network that speaks one language is shown in all of them."""

from __future__ import annotations

from pathlib import Path

from dashboard.words import page_languages, preferred, words
from data.catalogue import load_catalogue


def test_the_languages_come_in_the_order_of_the_switch() -> None:
    assert page_languages() == ("ro", "ru", "en")


def test_a_network_is_named_in_its_own_language_where_it_has_no_other(tmp_path: Path) -> None:
    (tmp_path / "network.toml").write_text('name = "rodari"\nlanguages = ["en"]\n', encoding="utf-8")
    (tmp_path / "territories.csv").write_text("code,name_en\nIT-OM,Omegna\n", encoding="utf-8")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "en.toml").write_text('[network]\ntitle = "Rodari library"\nsource = "Omegna"\n', "utf-8")
    romanian = words(load_catalogue(tmp_path), "ro")
    assert romanian["network.title"] == "Rodari library"
    assert romanian["indicator.V01.name"] == "Vizite (intrări)"


def test_a_network_without_words_is_named_by_its_source(tmp_path: Path) -> None:
    declared = 'name = "rodari"\nlanguages = ["en"]\nsource = "City of Omegna"\n'
    (tmp_path / "network.toml").write_text(declared, encoding="utf-8")
    (tmp_path / "territories.csv").write_text("code,name_en\nIT-OM,Omegna\n", encoding="utf-8")
    assert words(load_catalogue(tmp_path), "ru")["network.title"] == "City of Omegna"


def test_a_language_nobody_wrote_is_passed_over() -> None:
    assert preferred(["fr", "ru-RU", "en"], ("ro", "ru", "en")) == "ru"
    assert preferred([], ("ro", "ru", "en")) == "ro"
