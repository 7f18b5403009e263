"""Whoever may see a part of the network sees nothing of the rest: whatever others report, these pages stay the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.access import LOCAL, Viewer
from dashboard.pages import PAGES
from dashboard.shell import frame
from dashboard.site import Site
from dashboard.static_html import html_of
from data import completeness, rollups
from data.bounds import Bounds
from data.catalogue import Catalogue
from data.schema import library, observation, submission
from data.store import open_engine, session_factory, writing

GROUP = "centru"
SEARCHES = ("", "?from=2017-03&to=2017-05", "?territory=MD-CU,MD-CA,MD-OR&measure=E02", "?group=nord&view=places")
VIEWS = {
    "attendance": ("season", "inhabitants", "places"),
    "services": ("growth", "reach", "regions"),
    "reporting": ("chase", "findings", "resubmissions"),
}


@pytest.fixture(scope="module")
def bounds(small: Callable[[], Session], catalogue: Catalogue) -> dict[str, Bounds]:
    """Return bounds of each kind; the library and the territory are of the small network."""
    with small() as session:
        code, territory = session.execute(select(library.c.code, library.c.territory).order_by(library.c.id)).first()  # type: ignore[misc]
    members = tuple(one.territory for one in catalogue.groups[GROUP].members)
    assert territory not in members
    return {
        "library": Bounds(library=code),
        "territory": Bounds((territory,)),
        "group": Bounds(members, group=GROUP),
    }


def others_report_differently(engine: Engine, bounds: Bounds) -> None:
    """Let every library outside the bounds say something else, and a third of their reports be missing."""
    unit = library.c
    outside = select(unit.id).where(~bounds.holds(unit.code, unit.territory))
    rows = observation.c
    with writing(engine) as connection:
        connection.execute(observation.update().where(rows.library_id.in_(outside)).values(value=rows.value * 7 + 1))
        gone = select(submission.c.id).where(submission.c.library_id.in_(outside), submission.c.id % 3 == 0)
        connection.execute(observation.delete().where(rows.submission_id.in_(gone)))
        connection.execute(submission.delete().where(submission.c.id.in_(gone)))
        connection.execute(library.update().where(unit.id.in_(outside)).values(name=unit.name + " renamed"))
        rollups.rebuild(connection)
        completeness.rebuild(connection)


@pytest.fixture(params=["library", "territory", "group"])
def two_networks(
    request: pytest.FixtureRequest, small_database: str, bounds: dict[str, Bounds], catalogue: Catalogue, tmp_path: Path
) -> Iterator[tuple[Site, Site]]:
    """Return the site as whoever has these bounds sees it, and the same where all others report differently."""
    file = tmp_path / "vitrina.db"
    shutil.copy(small_database.removeprefix("sqlite:///"), file)
    of = bounds[request.param]
    viewer = Viewer(LOCAL.may, of)
    engines = [open_engine(small_database), open_engine(f"sqlite:///{file}")]
    others_report_differently(engines[1], of)
    first, second = (Site.of(catalogue, session_factory(engine), PAGES, lambda: viewer) for engine in engines)
    yield first, second
    for engine in engines:
        engine.dispose()


def drawn(site: Site, path: str, search: str) -> str:
    with site.asked(site.address(path, search)) as asked:
        return html_of(frame(site, asked))


def test_what_the_others_report_changes_nothing_that_is_shown(two_networks: tuple[Site, Site]) -> None:
    first, second = two_networks
    asked = [(f"/ro/{page.key}", search) for page in PAGES for search in SEARCHES]
    asked += [(f"/ro/{page}", f"?view={view}") for page, views in VIEWS.items() for view in views]
    for path, search in asked:
        said = drawn(first, path, search)
        assert said == drawn(second, path, search), path + search
        assert "renamed" not in said


def test_whoever_sees_everything_sees_the_difference(
    small_database: str, bounds: dict[str, Bounds], catalogue: Catalogue, tmp_path: Path
) -> None:
    file = tmp_path / "vitrina.db"
    shutil.copy(small_database.removeprefix("sqlite:///"), file)
    engine = open_engine(f"sqlite:///{file}")
    before = drawn(Site.of(catalogue, session_factory(engine), PAGES), "/ro/overview", "")
    others_report_differently(engine, bounds["territory"])
    assert drawn(Site.of(catalogue, session_factory(engine), PAGES), "/ro/overview", "") != before
    engine.dispose()
