"""A folder of sheets: all or nothing of each, kept while the data are the same, made anew when they are not."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.factsheets.making import Made, make
from dashboard.factsheets.material import Place
from dashboard.factsheets.writing import Writer
from tests.dashboard.factsheets.pdfs import read

LANGUAGES = ("ro", "ru", "en")
# Makes the sheets of every place, and is killed in the middle as by `kill -9`.
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy.orm import Session
from dashboard.factsheets.declared import declared
from dashboard.factsheets.making import make
from dashboard.factsheets.material import gather
from dashboard.factsheets.writing import Writer
from data.catalogue import load_catalogue
from data.periods import Month
from data.selection import Selection
from data.store import open_engine

done = 0

def progress(more):
    global done
    done += more
    if done == 9:
        os.kill(os.getpid(), signal.SIGKILL)

with Session(open_engine(sys.argv[1])) as session:
    material = gather(session, load_catalogue(), Selection(Month(2017, 4), Month(2017, 10)), declared())
    make(Writer(session, material, declared()), material.places, ("ro",), Path(sys.argv[2]), "1", progress=progress)
"""


@pytest.fixture(scope="session")
def some(writer: Writer) -> list[Place]:
    """Three libraries and a territory."""
    libraries = [place for place in writer.material.places if place.kind == "library"]
    return [*libraries[:3], next(place for place in writer.material.places if place.kind == "territory")]


def sheets_in(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*/*.pdf")}


def test_every_place_has_its_sheet_in_every_language(writer: Writer, some: list[Place], tmp_path: Path) -> None:
    told: list[int] = []
    made = make(writer, some, LANGUAGES, tmp_path, "1", progress=told.append)
    files = [path for row in made.rows for path in row.files.values()]
    assert (made.made, made.kept, len(files)) == (12, 0, len(set(files))) and sum(told) == 12
    for row in made.rows:
        assert {language: read((tmp_path / path).read_bytes()).language for language, path in row.files.items()} == {
            language: language for language in LANGUAGES
        }


def test_names_say_subject_area_period_and_day_in_small_letters_and_dashes(
    writer: Writer, some: list[Place], tmp_path: Path
) -> None:
    made = make(writer, some[:1], LANGUAGES, tmp_path, "1")
    names = [Path(path).name for path in made.rows[0].files.values()]
    code = some[0].code.lower()
    assert names[2].startswith("fact-sheet-biblioteca-") and names[2].endswith(
        f"-{code}-2017-04-2017-10-as-of-2018-01-20-demo-en.pdf"
    )
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for name in names)


def test_of_the_same_data_what_is_there_is_kept(writer: Writer, some: list[Place], tmp_path: Path) -> None:
    make(writer, some, ("ro",), tmp_path, "1")
    before = sheets_in(tmp_path)
    again = make(writer, some, ("ro", "en"), tmp_path, "1")
    assert (again.made, again.kept) == (4, 4)
    assert {name: at for name, at in sheets_in(tmp_path).items() if name in before} == before


def test_of_other_data_everything_is_made_anew_and_what_is_gone_goes(
    writer: Writer, some: list[Place], tmp_path: Path
) -> None:
    make(writer, some, ("ro",), tmp_path, "1")
    before = sheets_in(tmp_path)
    mine = tmp_path / "mine.pdf"
    mine.write_bytes(b"%PDF of somebody else")
    again = make(writer, some[1:], ("ro",), tmp_path, "2")
    after = sheets_in(tmp_path)
    assert (again.made, again.kept, len(after)) == (3, 0, 3)
    assert all(at != before[name] for name, at in after.items()) and mine.exists()


def test_a_plan_that_somebody_changed_leads_out_of_the_folder_never(
    writer: Writer, some: list[Place], tmp_path: Path
) -> None:
    folder, precious = tmp_path / "sheets", tmp_path / "precious.pdf"
    precious.write_bytes(b"%PDF")
    folder.mkdir()
    packed = tmp_path / "precious.zip"
    packed.write_bytes(b"PK")
    (folder / "plan.json").write_text(
        '{"revision": "0", "files": ["../precious.pdf", "x/../../precious.pdf", "../precious.zip", 3]}'
    )
    make(writer, some[:1], ("ro",), folder, "1")
    assert precious.exists() and packed.exists()


def test_a_refused_place_has_no_file_and_says_why(writer: Writer, some: list[Place], tmp_path: Path) -> None:
    strict = replace(writer, sheets=writer.sheets.model_copy(update={"least_coverage": 101.0}))
    made = make(strict, some[:1], LANGUAGES, tmp_path, "1")
    assert made == Made(0, 0, made.rows) and made.rows[0].files == {} and sheets_in(tmp_path) == {}
    assert "sunt necesare 101\u00a0%" in made.rows[0].refused["ro"] and set(made.rows[0].refused) == set(LANGUAGES)


def test_what_does_not_fit_is_refused_in_its_language_only(writer: Writer, some: list[Place], tmp_path: Path) -> None:
    endless = replace(some[0], name="Biblioteca " * 900)
    made = make(writer, [endless, some[1]], ("ro",), tmp_path, "1")
    assert made.made == 1 and made.rows[0].files == {}
    assert made.rows[0].refused == {"ro": "cuvintele ei nu încap pe o pagină"}


def test_a_killed_run_is_taken_up_again(writer: Writer, small_database: str, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    killed = subprocess.run([sys.executable, "-c", KILLED, small_database, str(folder)], check=False)
    assert killed.returncode == -signal.SIGKILL
    left = sheets_in(folder)
    assert 8 <= len(left) < 30
    assert all(read(path.read_bytes()).pages == 1 for path in folder.glob("*/*.pdf"))
    torn = next(folder.glob("*")) / "torn.pdf.part"
    torn.write_bytes(b"%PDF half")
    made = make(replace(writer, base=""), writer.material.places, ("ro",), folder, "1")
    assert made.kept == len(left) and made.made == len(sheets_in(folder)) - len(left) > 20
    assert {name: at for name, at in sheets_in(folder).items() if name in left} == left
    assert not list(folder.rglob("*.part"))
