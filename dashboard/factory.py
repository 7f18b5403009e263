"""The application: Dash on Flask, with every route and callback added through the one door."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from dash import Dash
from flask import Flask, request
from sqlalchemy.orm import Session

from dashboard.access import LOCAL, Door
from dashboard.access.entrance import Entrance
from dashboard.access.entrance import viewer as signed_in
from dashboard.access.local import stay_at_home
from dashboard.access.openid import add_openid
from dashboard.access.sign_in import SignIn
from dashboard.access.staff import refuse, staff_only
from dashboard.access.staff_pages import add_staff_pages
from dashboard.callbacks import add_callbacks
from dashboard.errors import add_errors
from dashboard.factsheets.route import add_factsheets
from dashboard.first_paint import FirstPaint
from dashboard.headers import add_headers
from dashboard.open_data.routes import add_open_data
from dashboard.page import Page
from dashboard.pages import PAGES
from dashboard.plain import Plain
from dashboard.public.form import add_publish_form
from dashboard.public.route import add_public
from dashboard.remembered import remember_answers
from dashboard.routes import add_routes
from dashboard.settings import DEFAULT_FILES, DEFAULT_PUBLISHED, OpenIdSettings
from dashboard.sharing.embedding import add_embedding
from dashboard.sharing.routes import add_sharing
from dashboard.shelf import Shelf
from dashboard.shell import page_title, skeleton
from dashboard.site import Site
from dashboard.uploads import Uploads, add_uploads
from data.audit import Audit
from data.catalogue import Catalogue
from data.happened import UpToDate
from data.moments import utc_now
from data.store import at_once

_THEME = Path(__file__).parent / "assets" / "theme.js"
_INDEX = """<!DOCTYPE html>
<html lang="{language}">
  <head>
    {metas}
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{title}</title>
    <script src="{theme}"></script>
    <link rel="icon" type="image/svg+xml" href="{icon}">
    {css}
  </head>
  <body class="painted-first">
    {app_entry}
    <noscript><p class="no-script">{no_script}</p></noscript>
    <div id="first-paint">{first_paint}</div>
    {config}
    {scripts}
    {renderer}
  </body>
</html>"""


class _Application(Dash):
    """Dash whose frame of every page says its language and its title."""

    site: Site
    first_paint: FirstPaint

    def interpolate_index(  # type: ignore[override]
        self,
        *,
        metas: str,
        css: str,
        config: str,
        scripts: str,
        app_entry: str,
        favicon: str,
        renderer: str,
        title: str,
    ) -> str:
        address = self.site.address(request.path, request.args)
        text = self.site.text(address.language)
        return _INDEX.format(
            language=escape(address.language),
            title=escape(page_title(text, self.site.page(address))),
            first_paint=self.first_paint.of(address),
            no_script=escape(text["frame.no_script"]),
            metas=metas,
            css=css,
            config=config,
            scripts=scripts,
            app_entry=app_entry,
            theme=escape(f"{self.get_asset_url('theme.js')}?m={_THEME.stat().st_mtime_ns}"),
            icon=escape(self.get_asset_url("favicon.svg")),
            renderer=renderer,
        )


def create_app(
    catalogue: Catalogue,
    sessions: Callable[[], Session],
    pages: tuple[Page, ...] = PAGES,
    entrance: Entrance | None = None,
    files: Path | None = None,
    openid: OpenIdSettings | None = None,
    public: Path | None = None,
    open_data: bool = False,
    fresh: float = 0.0,
) -> Dash:
    """Return the application over a network and its database; its Flask server is `.server`.

    Without an entrance there are no accounts: everything is open to whoever sits at this computer. `files` is the
    folder of what is sent through the page, `openid` where people may sign in elsewhere,
    `public` the folder of published snapshots, which everybody may see; `open_data`: figures of releases are handed
    to everybody's programs, as they always are to those of this computer. `fresh`: seconds for which a published page
    that was just found to stand is handed out without looking again.
    """
    server = Flask("dashboard", static_folder=None)
    server.config["MAX_CONTENT_LENGTH"] = 1_000_000  # of a callback's body; nothing is uploaded through Dash
    server.config["MAX_FORM_PARTS"] = 100
    if entrance is None:
        stay_at_home(server)
    else:  # before the door: at anybody's request, also one that is refused or answered from memory
        record = Audit(at_once(entrance.accounts.engine))
        server.before_request(UpToDate(record, sessions, catalogue, entrance.now))
    app = _Application(
        "dashboard",
        server=server,  # type: ignore[arg-type]  # a Flask application is one of those it takes
        title=catalogue.settings.name,
        update_title="",
        serve_locally=True,
        assets_ignore=r"^(theme|shared)\.js$",  # the head names the one, a plain page the other
        suppress_callback_exceptions=True,  # filters and page are drawn by a callback, inside the frame
        meta_tags=[],
    )
    viewer, now = (signed_in, entrance.now) if entrance else (lambda: LOCAL, utc_now)
    app.site = Site.of(catalogue, sessions, pages, viewer, now)
    app.first_paint = FirstPaint(app.site)
    app.layout = skeleton()
    door = Door(app, server, app.site.viewer, refuse) if entrance else Door(app, server)
    if entrance:
        staff_only(server, entrance)  # behind the door: nobody sends it more than they may
    plain = Plain(app, app.site)
    uploads = Uploads(plain, Shelf.below(files or DEFAULT_FILES))
    add_uploads(door, uploads)
    server.extensions["uploads"] = uploads
    add_routes(door, app.site, entrance.accounts.engine if entrance else None)
    add_factsheets(door, app.site)
    add_public(door, app.site, public or DEFAULT_PUBLISHED, fresh)
    add_publish_form(door, plain, public or DEFAULT_PUBLISHED)
    if open_data or not entrance:
        add_open_data(door, app.site)
    add_callbacks(door, app.site)
    if entrance:
        signing_in = SignIn(entrance, plain, openid=openid is not None)
        add_staff_pages(door, signing_in)
        add_sharing(door, signing_in)
        add_embedding(door, app.site, entrance.shares)
        if openid:
            add_openid(door, server, signing_in, openid)
    add_errors(server, plain)
    add_headers(app, server, private=entrance is not None)
    remember_answers(door, app.site)  # behind the door and before compression
    server.extensions["door"] = door
    return app
