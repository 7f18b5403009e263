"""The web server: settings -> engine -> application. `python app.py` serves it; `server` is for any WSGI server."""

from __future__ import annotations

import sys

from flask import Flask
from waitress import serve

from dashboard.factory import create_app
from dashboard.settings import Settings
from data.catalogue import load_catalogue
from data.store import open_engine, prepare, session_factory


def make_server(settings: Settings) -> Flask:
    """Return the application over the database and network of the settings; an empty database is made ready."""
    engine = open_engine(settings.database)
    prepare(engine)
    server: Flask = create_app(load_catalogue(settings.network), session_factory(engine)).server
    return server


settings = Settings.from_environment()
server = make_server(settings)

if __name__ == "__main__":
    sys.stdout.write(f"Vitrina: http://{settings.host}:{settings.port}/  (Ctrl+C stops)\n")
    sys.stdout.flush()
    serve(server, host=settings.host, port=settings.port, threads=8, ident=None)
