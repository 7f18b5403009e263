"""Files made many at once from the terminal carry the label of an embargo like those of the pages, until its day."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, update
from typer import Typer
from typer.testing import CliRunner

from dashboard.factsheets.cli import app as factsheets
from dashboard.files import app as files
from dashboard.pictures import app as pictures
from dashboard.slides import app as slides
from data.catalogue import Catalogue
from data.release.making import make_release
from data.schema import release
from data.store import open_engine, writing
from tests.dashboard.taken_away import IN_NAMES, LABELS, parts_of

YEAR = "from=2017-01&to=2017-12"
RECEIVED, FAR, NEAR = datetime(2018, 2, 1, tzinfo=UTC), date(2999, 12, 1), date(2018, 3, 1)
SAID = LABELS["en"].format("1 December 2999")
NAMED = IN_NAMES["en"].format(FAR)


@pytest.fixture
def held(small_database: str, catalogue: Catalogue, tmp_path: Path):
    """Yield the small network's database, of which a release waits for a far day."""
    copyfile(Path(small_database.removeprefix("sqlite:///")), tmp_path / "vitrina.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    make_release(engine, catalogue, "second", RECEIVED, embargo=FAR)
    yield engine
    engine.dispose()


def run(app: Typer, engine: Engine, to: Path, *given: str) -> str:
    done = CliRunner().invoke(app, [*given, "--database", str(engine.url), "--to", str(to)])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    ("app", "given"),
    [
        (files, ("--as", "csv", "--as", "charts.xlsx", "--as", "zip")),
        (pictures, ("--as", "png", "--as", "svg")),
        (slides, ()),
    ],
)
def test_files_of_addresses_carry_it(held: Engine, tmp_path: Path, app: Typer, given: tuple[str, ...]) -> None:
    made = [Path(line) for line in run(app, held, tmp_path / "out", f"/en/attendance?{YEAR}", *given).split()]
    assert made and all(NAMED in file.name for file in made)
    for file in (one for one in made if one.suffix != ".png"):
        kind = file.name.partition(".")[2]
        parts = parts_of(kind, file.read_bytes())
        foreign = {"README.ro.md", "README.ru.md"}
        assert [part for part, said in parts.items() if SAID not in said and part not in foreign] == [], file.name


def test_fact_sheets_and_their_index_carry_it_and_are_made_anew_afterwards(held: Engine, tmp_path: Path) -> None:
    given = (
        f"--from={YEAR[5:12]}",
        "--until=2017-12",
        "--library=MD-AN-0024",
        "--langs=en",
        "--base-address=https://v.example",
    )
    run(factsheets, held, tmp_path / "out", *given)
    (sheet,) = (tmp_path / "out").glob("*/*.pdf")
    assert NAMED in sheet.name and SAID in parts_of("pdf", sheet.read_bytes())["page"]
    (archive,) = (tmp_path / "out").glob("*.zip")
    assert IN_NAMES["ro"].format(FAR) in archive.name
    assert SAID in (tmp_path / "out" / "index-en.html").read_text(encoding="utf-8")
    assert until(tmp_path / "out") == {FAR.isoformat()}
    with writing(held) as connection:
        connection.execute(update(release).values(embargo=NEAR))
    run(factsheets, held, tmp_path / "out", *given)
    (sheet,) = (tmp_path / "out").glob("*/*.pdf")
    assert "embargo" not in sheet.name and "embargo" not in parts_of("pdf", sheet.read_bytes())["page"]
    (archive,) = (tmp_path / "out").glob("*.zip")
    assert "embargo" not in archive.name and ZipFile(archive).namelist() == [sheet.name]
    assert "embargo" not in (tmp_path / "out" / "index-en.html").read_text(encoding="utf-8")
    assert until(tmp_path / "out") == {""}


def until(folder: Path) -> set[str]:
    with (folder / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["embargo"] for row in csv.DictReader(file)}
