"""What tests of questions about files need: the loader of the tests of loading, on each kind of database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.etl.conftest import Loader, nine_libraries


@pytest.fixture
def loader(engine: Engine, tmp_path: Path) -> Loader:
    """A loader on an empty database; its nine libraries are those of `loader.catalogue`."""
    return Loader(engine, nine_libraries(), tmp_path / "received")
