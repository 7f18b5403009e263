"""The web server: settings -> engine -> application. `python app.py` serves it; `server` is for any WSGI server."""

from __future__ import annotations

import gc
import logging
import sys
from urllib.parse import urlsplit

from flask import Flask
from waitress import serve
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.access.entrance import Entrance
from dashboard.factory import create_app
from dashboard.settings import LOOPBACK, Settings
from data.catalogue import Catalogue, DefinitionError, load_catalogue
from data.register import is_current
from data.store import DatabaseError, open_engine, prepare, session_factory

_SHARE = 0.001  # seconds that a thread computes before another may: with Python's 0.005, short answers queue for long
_FRESH = 0.05  # seconds that a withdrawn story may still be handed out: dashboard/public/ready.py
_MOST_BYTES = 64_000_000  # of a request, whatever the application would say of it


def make_server(settings: Settings) -> Flask:
    """Return the application over the database and network of the settings; an empty database is made ready.

    Raises DatabaseError, also where the database holds another network, and DefinitionError; each says the remedy.
    """
    catalogue = load_catalogue(settings.network)
    engine = open_engine(settings.database)
    prepare(engine)
    with engine.connect() as connection:
        is_current(connection, catalogue)
    entrance = _entrance(settings, catalogue)
    app = create_app(
        catalogue,
        session_factory(engine),
        entrance=entrance,
        files=settings.files,
        openid=settings.openid,
        public=settings.published,
        open_data=settings.open_data,
        fresh=_FRESH,
    )
    for language in app.site.languages:
        app.site.text(language)  # so that the first reader does not wait for the words
    server: Flask = app.server
    if settings.proxies:
        ways = dict.fromkeys(("x_for", "x_proto", "x_host"), settings.proxies)
        server.wsgi_app = ProxyFix(server.wsgi_app, **ways)  # type: ignore[method-assign]
    return server


def _entrance(settings: Settings, catalogue: Catalogue) -> Entrance | None:
    """Return the way in for people with accounts; None without. Raises ValueError, a line for each thing that is not
    safe."""
    if unsafe := settings.unsafe():
        raise ValueError("\nVitrina: ".join(unsafe))
    if not settings.accounts:
        return None
    host = urlsplit(settings.address).hostname
    hosts = (host, *LOOPBACK) if host else LOOPBACK
    key, secure = settings.secret_key, settings.https
    return Entrance.open(settings.accounts, catalogue, key=key, secure=secure, hosts=hosts)


def serve_at(host: str, port: int) -> None:
    """Serve the application until the process is told to stop."""
    sys.setswitchinterval(_SHARE)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # else a line for each request that waits
    serve(
        server,
        host=host,
        port=port,
        threads=4,
        connection_limit=500,  # browsers keep theirs open: with waitress's hundred, readers after that would wait
        ident="",
        max_request_body_size=_MOST_BYTES,
    )


# Processes that read uploaded files (etl/sandbox) import this module again, under this name; they serve nothing.
if __name__ != "__mp_main__":
    try:
        settings = Settings.from_environment()
        server = make_server(settings)
        gc.collect()
        gc.freeze()  # what was made so far stays: looked through again and again, it would hold up single answers
    except (DatabaseError, DefinitionError, ValueError) as error:
        if __name__ != "__main__":
            raise
        sys.exit(f"Vitrina: {error}")

if __name__ == "__main__":
    sys.stdout.write(f"Vitrina: http://{settings.host}:{settings.port}/  (Ctrl+C stops)\n")
    sys.stdout.flush()
    serve_at(settings.host, settings.port)
