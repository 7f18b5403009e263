"""The web server: settings -> engine -> application. `python app.py` serves it; `server` is for any WSGI server."""

from __future__ import annotations

import sys

from flask import Flask
from waitress import serve

from dashboard.factory import create_app
from dashboard.settings import Settings
from data.catalogue import DefinitionError, load_catalogue
from data.register import is_current
from data.store import DatabaseError, open_engine, prepare, session_factory


def make_server(settings: Settings) -> Flask:
    """Return the application over the database and network of the settings; an empty database is made ready.

    Raises DatabaseError, also where the database holds another network, and DefinitionError; each says the remedy.
    """
    catalogue = load_catalogue(settings.network)
    engine = open_engine(settings.database)
    prepare(engine)
    with engine.connect() as connection:
        is_current(connection, catalogue)
    server: Flask = create_app(catalogue, session_factory(engine)).server
    return server


# Processes that read uploaded files (etl/sandbox) import this module again, under this name; they serve nothing.
if __name__ != "__mp_main__":
    try:
        settings = Settings.from_environment()
        server = make_server(settings)
    except (DatabaseError, DefinitionError, ValueError) as error:
        if __name__ != "__main__":
            raise
        sys.exit(f"Vitrina: {error}")

if __name__ == "__main__":
    sys.stdout.write(f"Vitrina: http://{settings.host}:{settings.port}/  (Ctrl+C stops)\n")
    sys.stdout.flush()
    serve(server, host=settings.host, port=settings.port, threads=8, ident="")
