"""The index of a folder: every place with its files or the reason, in each language; an archive a territory."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from dashboard.factsheets.index import write_index
from dashboard.factsheets.making import Made, make
from dashboard.factsheets.writing import Writer

LANGUAGES = ("ro", "ru", "en")
HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>'


@pytest.fixture(scope="module")
def folder(writer: Writer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """Return a folder with the sheets of two territories, a hostile name and a refused place among them."""
    to = tmp_path_factory.mktemp("sheets")
    territories = [place for place in writer.material.places if place.kind == "territory"][:2]
    codes = {place.code for place in territories}
    places = [place for place in writer.material.places if place.territory in codes]
    made = make(writer, [replace(places[0], name=HOSTILE), *places[1:]], LANGUAGES, to, "1")
    refused = replace(made.rows[-1], files={}, refused=dict.fromkeys(LANGUAGES, "-1 din 7"))
    made = replace(made, rows=(*made.rows[:-1], refused))
    write_index(writer, made, LANGUAGES, to)
    return to, made


def rows_of(to: Path) -> list[dict[str, str]]:
    with (to / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_has_every_place_in_every_language(folder: tuple[Path, Made]) -> None:
    to, made = folder
    rows = rows_of(to)
    assert len(rows) == len(made.rows) * len(LANGUAGES)
    assert all((to / row["file"]).is_file() != bool(row["refused"]) for row in rows)
    assert all(int(row["reported"]) <= int(row["expected"]) for row in rows)


def test_no_text_of_the_table_is_a_formula(folder: tuple[Path, Made]) -> None:
    rows = rows_of(folder[0])
    assert rows[0]["name"].startswith("'=HYPERLINK")
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+@" and cell]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_every_sheet_and_archive(folder: tuple[Path, Made], language: str) -> None:
    to, made = folder
    page = (to / f"index-{language}.html").read_text(encoding="utf-8")
    links = [unquote(link) for link in re.findall('href="([^"]+)"', page)]
    assert all((to / link).is_file() for link in links)
    assert {path for row in made.rows for path in row.files.values()} <= set(links)
    assert "<script>" not in page and "&lt;script&gt;" in page and f'<html lang="{language}">' in page
    assert "-1 din 7" in page


def test_the_archive_of_a_territory_holds_its_sheets(folder: tuple[Path, Made]) -> None:
    to, made = folder
    archives = sorted(to.glob("*.zip"))
    assert len(archives) == 2
    held = [set(zipfile.ZipFile(path).namelist()) for path in archives]
    files = {Path(path).name for row in made.rows for path in row.files.values()}
    assert files <= held[0] | held[1] and not held[0] & held[1]
    assert all(zipfile.ZipFile(path).testzip() is None for path in archives)
