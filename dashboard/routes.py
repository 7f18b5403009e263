"""Plain routes: the way to a language, the frame of every page with its true status, and the files of a page."""

from __future__ import annotations

from dash import Dash
from flask import Response, make_response, redirect, request
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from dashboard.access import Door
from dashboard.address import Address
from dashboard.content import only
from dashboard.exports import EXTENSIONS, FIXED, IN_EVERY_LANGUAGE, export
from dashboard.site import Site
from dashboard.words import preferred

OK, FORBIDDEN, NOT_FOUND, UNAVAILABLE = 200, 403, 404, 503


def add_routes(door: Door, site: Site, accounts: Engine | None = None) -> None:
    """Serve the addresses of the site; whatever is not one of them answers 404. `accounts`: their database."""
    app = door.app

    @door.route("figures", "/<language>/<page>", "page")
    def page(language: str, page: str) -> Response:
        stem, _, extension = page.partition(".")
        if extension in EXTENSIONS:
            return _file(app, site, site.address(f"/{language}/{stem}", request.args), extension)
        return _frame(app, _status(site, site.address(f"/{language}/{page}", request.args)))

    @door.route("figures", "/<language>/<page>/<item>", "item")
    def item(language: str, page: str, item: str) -> Response:
        stem, _, extension = item.partition(".")
        if extension in EXTENSIONS:
            return _file(app, site, site.address(f"/{language}/{page}/{stem}", request.args), extension)
        return _frame(app, _status(site, site.address(f"/{language}/{page}/{item}", request.args)))

    @door.route("figures", "/<language>/", "language")
    def home(language: str) -> Response:
        if language in site.languages:
            return _to(f"/{language}/{Address(language).page}")
        return _frame(app, NOT_FOUND)

    @door.route("anyone", "/health", "health")
    def health() -> Response:
        """Say whether the databases of figures and of accounts answer, and nothing else."""
        try:
            with site.sessions() as session:
                session.execute(text("SELECT 1"))
            if accounts:
                with accounts.connect() as connection:
                    connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return Response("unavailable\n", UNAVAILABLE, mimetype="text/plain")
        return Response("ok\n", OK, mimetype="text/plain")

    @door.server.before_request
    def start_or_nowhere() -> Response | None:
        # Dash answers "/" and every unknown path with its frame and status 200.
        if request.endpoint == "/":
            accepted = [tag for tag, _ in request.accept_languages]
            return _to(Address(preferred(accepted, site.languages)).href())
        if request.endpoint == "/<path:path>":
            return _frame(app, NOT_FOUND)
        return None


def _to(href: str) -> Response:
    answer = make_response(redirect(href))
    answer.headers["Vary"] = "Accept-Language"
    return answer


def _status(site: Site, address: Address) -> int:
    if site.forbidden(address):
        return FORBIDDEN
    return OK if site.page(address) else NOT_FOUND


def _frame(app: Dash, status: int) -> Response:
    """Return the frame, in which the browser draws the page, or the page that says there is none."""
    index = app.index()  # type: ignore[no-untyped-call]
    return make_response(index, status)


def _file(app: Dash, site: Site, address: Address, extension: str) -> Response:
    """Return the page's file, holding the very numbers the page draws."""
    page = site.page(address)
    if page is None or not page.files:
        return _frame(app, FORBIDDEN if site.forbidden(address) else NOT_FOUND)
    fixed = extension in FIXED
    with site.asked(address, fixed=fixed) as asked:
        content = only(site.content(page, asked), address.table)
        if (extension == "svg" and not content.charts) or (page.item and not content.holds_figures):
            return _frame(app, NOT_FOUND)
        others = site.in_other_languages(page, address, fixed=fixed) if extension in IN_EVERY_LANGUAGE else []
        made = export(content, extension, asked.text, [(only(one, address.table), text) for one, text in others])
    answer = Response(made.body, mimetype=made.mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=made.filename)
    return answer
