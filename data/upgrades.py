"""The tables of a database, brought from any earlier version to this one (data/migrations)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from data.database_errors import DatabaseError

FOLDER = Path(__file__).parent / "migrations"
VERSIONS = tuple(sorted(path.stem.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")))


def is_current(connection: Connection) -> bool:
    """Return True when the tables are those of this version; raises DatabaseError when they are of a newer one."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found not in VERSIONS:
        raise DatabaseError("newer", connection.engine.url.render_as_string(), f"its tables are of version {found}")
    return bool(found == VERSIONS[-1])


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, inside the caller's transaction."""
    from alembic import command  # here, because most commands find everything up to date and need not wait for it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
