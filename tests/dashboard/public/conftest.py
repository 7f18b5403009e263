"""Snapshots of the small network, published by the real publisher."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.pages import PAGES
from dashboard.public.publishing import Publisher
from dashboard.public.subject import of_place, of_stage
from dashboard.site import Site
from data.catalogue import Catalogue
from data.periods import Month
from data.selection import Selection
from data.store import open_engine, session_factory

STAGE = "CAMP-NVB.S2"
SLUG, NAME = "camp-nvb-s2", "2018-01-20"
LANGUAGES = ("ro", "ru", "en")
FIRST_DAY, LATER = datetime(2018, 2, 10, tzinfo=UTC), datetime(2018, 6, 1, tzinfo=UTC)
YEAR = (Month(2017, 1), Month(2017, 12))


def campaign():
    """The stage as a subject."""
    return of_stage(STAGE)


def place(catalogue: Catalogue, *, release: str = "", **where: object):
    """Some libraries in 2017 as a subject."""
    return of_place(Selection(*YEAR, **where), catalogue, release)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def evaluated_site(evaluated: Callable[[], Session], catalogue: Catalogue) -> Site:
    """The site over the small network, its stage 2 evaluated."""
    return Site.of(catalogue, evaluated, PAGES)


@pytest.fixture(scope="session")
def published(evaluated_site: Site, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the stage, a group and the network, in three languages; nobody writes into it."""
    folder = tmp_path_factory.mktemp("published")
    publisher = Publisher(evaluated_site, folder)
    for subject in (campaign(), place(catalogue, group="nord"), place(catalogue)):
        publisher.publish(subject, LANGUAGES, now=FIRST_DAY)
    return folder


@pytest.fixture
def told_engine(told_database: str) -> Iterator[Engine]:
    """A database of one's own, with a story that its consent lets out until the end of March 2018."""
    engine = open_engine(told_database)
    yield engine
    engine.dispose()


@pytest.fixture
def told_site(told_engine: Engine, catalogue: Catalogue) -> Site:
    """The site over it."""
    return Site.of(catalogue, session_factory(told_engine), PAGES)
