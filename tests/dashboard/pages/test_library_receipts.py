"""A profile says what was answered about each file of the library, and how the sender's own workbook is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.content import PageContent
from dashboard.pages import PAGES, libraries
from dashboard.site import Site
from data.store import open_engine, prepare, session_factory
from etl.problems import Problem
from tests.etl.conftest import Loader, nine_libraries

OF_TWO = Problem("estimated-number", "note", "tabel.xlsx", "2", "C4", "≈104", {"library": "MD-OR-0002"})
OF_ALL = Problem("total-differs", "warn", "tabel.xlsx", "1", "F30", "120", {"label": "TOTAL", "computed": 118})


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Return the site over one file about two libraries, corrected by another file about one of them."""
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    made = Loader(engine, nine_libraries(), tmp_path / "received")
    both = [made.report(f"MD-OR-000{number}", 201706, V01=100 * number, L01=7) for number in (1, 2)]
    again = made.report("MD-OR-0001", 201706, V01=10, L01=7)
    made.load(
        made.put("tabel.xlsx", *both, problems=[OF_TWO, OF_ALL], received=datetime(2017, 7, 1, tzinfo=UTC)),
        made.put("corectat.xlsx", again, received=datetime(2017, 7, 5, tzinfo=UTC)),
    )
    yield Site.of(made.catalogue, session_factory(engine), PAGES)
    engine.dispose()


def profile(site: Site, language: str, code: str) -> tuple[PageContent, str]:
    """Return what a library's profile says, and all that stands on it."""
    address = site.address(f"/{language}/libraries", f"from=2017-06&to=2017-06&library={code}")
    with site.asked(address) as asked:
        said = libraries.content(asked)
        return said, str(libraries.body(said, asked).to_plotly_json())


@pytest.mark.parametrize(
    ("code", "files"), [("MD-OR-0001", ["corectat.xlsx", "tabel.xlsx"]), ("MD-OR-0002", ["tabel.xlsx"])]
)
def test_every_file_about_the_library_has_its_line_the_latest_first(site: Site, code: str, files: list[str]) -> None:
    table = next(table for table in profile(site, "en", code)[0].tables if table.key == "library-receipts")
    assert [row[0] for row in table.rows] == files
    assert {row[2] for row in table.rows} == {"Accepted"}


def test_only_what_is_said_of_this_library_or_the_whole_file_is_counted(site: Site) -> None:
    counted = {}
    for code in ("MD-OR-0001", "MD-OR-0002"):
        table = next(table for table in profile(site, "en", code)[0].tables if table.key == "library-receipts")
        counted[code] = {row[0]: row[3:] for row in table.rows}
    assert counted["MD-OR-0001"] == {"corectat.xlsx": (0, 0, 0), "tabel.xlsx": (0, 1, 0)}
    assert counted["MD-OR-0002"] == {"tabel.xlsx": (0, 1, 1)}


def test_the_findings_stand_below_with_their_cells_and_the_command_says_how_to_get_the_workbook(
    site: Site, language: str
) -> None:
    said, drawn = profile(site, language, "MD-OR-0002")
    found = next(table for table in said.tables if table.key == "findings")
    assert {row[4] for row in found.rows} == {"tabel.xlsx › 2 › C4", "tabel.xlsx › 1 › F30"}
    assert 'python -m etl receipt "tabel.xlsx" --to receipts/' in drawn
