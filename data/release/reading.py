"""Two states of a network side by side: releases, or today, each as a session with its catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.bounds import EVERYTHING, Bounds, bind
from data.catalogue import Catalogue
from data.release.frozen import frozen_engine
from data.release.stored import Release, definitions_of

Read = tuple[Session, Catalogue]


@contextmanager
def reading(
    engine: Engine, catalogue: Catalogue, release: Release | None, bounds: Bounds = EVERYTHING
) -> Iterator[Read]:
    """Yield a release (None: today) to be read once; who reads often keeps `frozen_engine`."""
    if release is None:
        with Session(engine) as session:
            yield bind(session, bounds), catalogue
        return
    own = frozen_engine(engine, release)
    try:
        with Session(own) as session:
            yield bind(session, bounds), definitions_of(session, release).within(catalogue)
    finally:
        own.dispose()
