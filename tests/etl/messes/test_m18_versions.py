"""M18, the same report again: the same file, a corrected one, an older one that comes late, one of another sender.

What a file is called proves nothing: `(1)`, `FINAL`, `final_bun` are passed over. On SQLite and on PostgreSQL.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from etl.context import ReadingContext
from etl.deliveries import Arrival, Delivery
from etl.load import Pace, load
from etl.reading import workbook_reader
from etl.summary import Summary
from tests.etl.messes.conftest import FILES, in_every_language
from tests.etl.messes.made import GOOD, USERS, write_single, write_table

KINDS = ("older-version", "other-sender")
MADE = datetime(2017, 7, 3, 9, 30, tzinfo=UTC)  # when the kept file was last saved
VISITS = "SELECT o.value FROM observation o JOIN indicator i ON i.id = o.indicator_id WHERE i.code = 'V01' ORDER BY 1"

Load = Callable[..., Summary]


def make_file(path: Path) -> None:
    """A library's workbook of June 2017, saved on 3 July: 420 visits."""
    saved(write_single(path), MADE)


def saved(path: Path, moment: datetime) -> Path:
    """Write into a workbook when it was last saved, as Excel does."""
    whole = {}
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            whole[name] = book.read(name)
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, whole["docProps/core.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {**whole, "docProps/core.xml": core}.items():
            book.writestr(name, content)
    return path


@pytest.fixture
def received(engine: Engine, context: ReadingContext) -> Load:
    """Return what loads files received on a day of July 2017, each in a run of its own."""
    catalogue = context.catalogue

    def receive(path: Path, day: int) -> Summary:
        delivery = Delivery(path, path.name, Arrival(datetime(2017, 7, day, 12, tzinfo=UTC)))
        reader = partial(workbook_reader, catalogue.folder, None)
        return load([delivery], engine=engine, catalogue=catalogue, make_reader=reader, pace=Pace(processes=0))

    return receive


def visits(engine: Engine) -> list[float]:
    """Return the visits in force."""
    with engine.connect() as connection:
        return list(connection.scalars(text(VISITS)))


def own(path: Path, number: int, moment: datetime | None = None) -> Path:
    """Write the library's workbook with so many visits, saved at a moment."""
    made = write_single(path, users={**USERS, "V01": (number, 100)})
    return saved(made, moment) if moment else made


def test_the_same_file_under_another_name_is_known_even_after_its_correction(
    engine: Engine, received: Load, tmp_path: Path
) -> None:
    original = FILES / "m18_versions.xlsx"
    received(original, 4)
    received(own(tmp_path / "corectat.xlsx", 402, datetime(2017, 7, 11, tzinfo=UTC)), 12)
    for name in ("m18_versions (1).xlsx", "m18_versions_FINAL_final.xlsx"):
        again = received(Path(shutil.copy(original, tmp_path / name)), 20)
        assert (again.submissions["unchanged"], again.problems) == (1, [])
    assert visits(engine) == [402]


def test_a_corrected_file_replaces_the_first_and_says_nothing(engine: Engine, received: Load, tmp_path: Path) -> None:
    received(FILES / "m18_versions.xlsx", 4)
    corrected = received(own(tmp_path / "m18_versions (1).xlsx", 402, datetime(2017, 7, 11, tzinfo=UTC)), 12)
    assert (corrected.submissions["superseding"], corrected.problems) == (1, [])
    assert visits(engine) == [402]


def test_an_older_file_that_comes_late_is_kept_and_not_in_force_whatever_it_is_called(
    engine: Engine, received: Load, tmp_path: Path
) -> None:
    received(own(tmp_path / "iunie.xlsx", 402, datetime(2017, 7, 11, tzinfo=UTC)), 12)
    late = tmp_path / "iunie_FINAL_final_bun.xlsx"
    shutil.copy(FILES / "m18_versions.xlsx", late)
    summary = received(late, 20)
    assert visits(engine) == [402]
    assert summary.submissions["outranked"] == 1
    (told,) = summary.problems
    assert (told.kind, told.severity, told.found) == ("older-version", "warn", "iunie.xlsx")
    said = in_every_language(told)
    assert all("iunie.xlsx" in words and "MD-OR-0001" in words for words in said.values())
    assert "mai vechi" in said["ro"]
    assert "старше" in said["ru"]
    assert "older" in said["en"]
    kept = text("SELECT COUNT(*) FROM superseded_observation o JOIN submission s ON s.id = o.submission_id")
    with engine.connect() as connection:
        assert connection.scalar(kept) > 30


def test_a_clock_that_stood_still_does_not_make_a_correction_old(
    engine: Engine, received: Load, tmp_path: Path
) -> None:
    received(FILES / "m18_versions.xlsx", 4)
    received(own(tmp_path / "corectat.xlsx", 402, datetime(2009, 1, 1, tzinfo=UTC)), 12)
    assert visits(engine) == [402]


@pytest.mark.parametrize("first", ["library", "raion"])
def test_where_library_and_raion_both_send_the_library_counts(
    engine: Engine, received: Load, tmp_path: Path, first: str
) -> None:
    table = write_table(tmp_path / "Centralizator.xlsx", [GOOD])
    both = [FILES / "m18_versions.xlsx", table]
    told = [received(path, 4) for path in (both if first == "library" else reversed(both))]
    assert visits(engine) == [420]
    problems = [problem for summary in told for problem in summary.problems if problem.kind in KINDS]
    if first == "raion":
        assert problems == []
        return
    (problem,) = problems
    assert (problem.kind, problem.severity, problem.found) == ("other-sender", "note", "m18_versions.xlsx")
    said = in_every_language(problem)
    assert "întâietate" in said["ro"]
    assert "отправител" in said["ru"]
    assert "goes first" in said["en"]
