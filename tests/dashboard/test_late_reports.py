"""A month whose reports are late: every page and file shows the same change, and names the month and what it weighs."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator

import openpyxl
import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dashboard import overview_changes
from dashboard.content import PageContent
from dashboard.exports import export
from dashboard.factsheets.declared import declared
from dashboard.factsheets.material import gather
from dashboard.factsheets.writing import Writer
from dashboard.site import Site
from dashboard.words import words
from data import rollups
from data.catalogue import Catalogue
from data.figure_ids import FigureKey, figure_id
from data.formats import change
from data.late_words import late_in_words
from data.panel import Comparison, compare
from data.passports import passport
from data.periods import Month
from data.schema import library, observation
from data.selection import Selection
from data.store import open_engine, session_factory, writing
from tests.dashboard.conftest import question

STAGE, OCTOBER = Selection(Month(2017, 4), Month(2017, 10)), Month(2017, 10)
SEARCH = "?from=2017-04&to=2017-10"
TERRITORY = "MD-HI"


@pytest.fixture(scope="module")
def late(small_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The small network without the October of every second library, and with twice the visits of these before."""
    copied = tmp_path_factory.mktemp("late") / "vitrina.db"
    shutil.copy(small_database.removeprefix("sqlite:///"), copied)
    engine, rows = open_engine(f"sqlite:///{copied}"), observation.c
    with writing(engine) as connection:
        codes = connection.execute(select(library.c.id).order_by(library.c.code)).scalars().all()
        second = rows.library_id.in_(codes[::2])
        connection.execute(delete(observation).where(rows.period == OCTOBER.period, second))
        later = observation.update().where(second, rows.period.between(201704, 201709))
        connection.execute(later.values(value=rows.value * 2))
        rollups.rebuild(connection)
    with session_factory(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def page(late: Session, site: Site) -> Callable[[str, str], PageContent]:
    def answer(path: str, search: str) -> PageContent:
        asked = question(late, site, path, search)
        return site.pages[asked.address.page].content(asked)

    return answer


def found_in(session: Session, catalogue: Catalogue, language: str, **where: tuple[str, ...]) -> tuple[Comparison, str]:
    """Return the comparison and the sentence that must stand wherever it is shown."""
    found = compare(session, catalogue, "V01", Selection(STAGE.start, STAGE.end, **where))  # type: ignore[arg-type]
    (said,) = late_in_words(found, words(catalogue, language))
    assert found.change_pct is not None and found.as_reported_pct is not None
    assert abs(found.change_pct - found.as_reported_pct) > 1
    return found, said


def test_pages_and_their_files_say_the_same(
    page: Callable[[str, str], PageContent], late: Session, catalogue: Catalogue, language: str
) -> None:
    found, said = found_in(late, catalogue, language)
    shown = change(found.change_pct or 0, language)
    overview, attendance = (page(f"/{language}/{key}", SEARCH) for key in ("overview", "attendance"))
    for content in (overview, attendance):
        assert shown in content.finding and said in content.sentences
    assert shown in overview.cards[0].note
    (against,) = (chart for chart in attendance.charts if chart.key == "v01-year-before")
    assert shown in against.title and said in against.notes
    text = words(catalogue, language)
    book = openpyxl.load_workbook(io.BytesIO(export(overview, "xlsx", text).body))
    cells = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    for written in (export(overview, "json", text).body.decode(), cells):
        assert shown in written and said in written


def test_the_passport_says_it_too(late: Session, catalogue: Catalogue, language: str) -> None:
    found, said = found_in(late, catalogue, language)
    key = figure_id(FigureKey("V01", STAGE, said="change"))
    shown = passport(late, catalogue, key, words(catalogue, language))
    assert shown.value == found.change_pct and said in shown.caveats


def test_the_sheet_of_a_territory_says_it_too(late: Session, catalogue: Catalogue, language: str) -> None:
    found, said = found_in(late, catalogue, language, territories=(TERRITORY,))
    material = gather(late, catalogue, STAGE, declared())
    place = next(place for place in material.places if place.code == TERRITORY)
    assert material.comparison(place, "V01") == found
    sheet = Writer(late, material, declared()).write(place, language)
    assert change(found.change_pct or 0, language) in sheet.lead and said in sheet.method


def test_a_ranked_territory_says_that_its_change_is_more_than_its_two_sums(
    page: Callable[[str, str], PageContent], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    for name, value in (("FEWEST", 1), ("MOST", 40)):  # the small network has few libraries in a territory
        monkeypatch.setattr(overview_changes, name, value)
    (table,) = (table for table in page(f"/{language}/overview", SEARCH).tables if table.key == "v01-changes")
    changed, now, before, late = (
        [column.key for column in table.columns].index(key) for key in ("change_pct", "value", "before", "late")
    )
    assert any(row[late] for row in table.rows)
    for row in table.rows:
        of_sums = 100 * (float(str(row[now])) / float(str(row[before])) - 1)
        assert str(row[-1]).endswith(").") != bool(row[late])
        assert row[late] or float(str(row[changed])) == pytest.approx(of_sums)
