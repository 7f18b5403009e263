"""The tables of a database, brought from any earlier version to this one (data/migrations)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from data.database_errors import DatabaseError

FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of migrations: its folder, and the table in which a database says how far it is."""

    folder: str
    table: str

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions there are, in order."""
        return tuple(sorted(path.stem.split("_")[0] for path in (FOLDER / self.folder).glob("[0-9]*.py")))


FIGURES = Chain("versions", "alembic_version")
ACCOUNTS = Chain("accounts", "accounts_version")  # of tables that may lie in a database of their own
VERSIONS = FIGURES.versions


def is_current(connection: Connection, chain: Chain = FIGURES) -> bool:
    """Return True when the tables are those of this version; raises DatabaseError when they are of a newer one."""
    if not inspect(connection).has_table(chain.table):
        return False
    found = connection.scalar(text(f"SELECT version_num FROM {chain.table}"))  # noqa: S608 (one of two names of ours)
    versions = chain.versions
    if found is not None and found not in versions:
        raise DatabaseError("newer", connection.engine.url.render_as_string(), f"its tables are of version {found}")
    return bool(found == versions[-1])


def upgrade(connection: Connection, chain: Chain = FIGURES, to: str = "head") -> None:
    """Run the migrations that are missing, up to a version, inside the caller's transaction."""
    from alembic import command  # here, because most commands find everything up to date and need not wait for it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("version_locations", str(FOLDER / chain.folder))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["version_table"] = chain.table
    command.upgrade(config, to)
    if chain is FIGURES and to == "head":
        from data.register import protect  # here, because the registers are written through data.store, which asks us
        from data.release.making import pack_values

        protect(connection)
        pack_values(connection)
