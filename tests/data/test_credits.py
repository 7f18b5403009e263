"""Credits: what others made and is shipped here is named, with words in every language, and is really here."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import Catalogue, load_catalogue
from data.wording import text

ROOT = Path(__file__).resolve().parents[2]
OWN = {"network.toml", "credits.toml", "README.md", "text", "layouts"}  # said by this project about the network


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped network."""
    return load_catalogue()


def test_every_file_of_the_shipped_network_has_a_source(catalogue: Catalogue) -> None:
    credited = {file for one in catalogue.credits.values() for file in one.files}
    assert {path.name for path in catalogue.folder.iterdir()} - credited == OWN


def test_what_is_credited_is_there_and_brings_its_licence(catalogue: Catalogue) -> None:
    for one in catalogue.credits.values():
        for file in one.files:
            there = [path for path in (catalogue.folder / file, ROOT / file) if path.exists()]
            assert there, f"{one.code}: {file}"
            if one.kind in ("program", "font"):
                assert list(there[0].glob("*.txt")), f"{one.code} has no licence beside it"


def test_what_browsers_and_papers_load_of_others_is_credited(catalogue: Catalogue) -> None:
    credited = {file for one in catalogue.credits.values() for file in one.files}
    assert {"dashboard/assets/vendor", "dashboard/fonts"} <= credited


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_limits_and_credits_have_words(catalogue: Catalogue, language: str) -> None:
    words = text(language, *catalogue.text_folders)
    assert all(words[f"limit.{limit}"] for one in catalogue.indicators.values() for limit in one.limits)
    assert all(words[f"credit.{code}.{part}"] for code in catalogue.credits for part in ("name", "use"))
