"""What is answered when something goes wrong: a sentence in the reader's language, a number to ask about, and no more.

What happened stands in the server's log under that number, with nothing that was typed or sent.
"""

from __future__ import annotations

import logging
import secrets

from dash.exceptions import DependencyException
from flask import Flask, Response, make_response, request
from werkzeug.exceptions import HTTPException

from dashboard.access import CALLBACKS
from dashboard.access.entrance import record
from dashboard.plain import Plain
from dashboard.uploads import TOO_LARGE_KIND, UPLOAD

_TOO_LARGE, _UNAVAILABLE = 413, 503
_log = logging.getLogger("vitrina")
_SAID = {400: "400", 401: "401", 403: "403", 404: "404", 405: "404", 413: "413", 429: "429", _UNAVAILABLE: "503"}


def add_errors(server: Flask, plain: Plain) -> None:
    """Answer errors in words; an unexpected one gets a number, which the log and the reader share."""

    @server.errorhandler(HTTPException)
    def expected(error: HTTPException) -> Response | HTTPException:
        status = error.code or 500
        if error.response is not None:  # an answer that somebody made on purpose
            return error
        if status >= 500 and status != _UNAVAILABLE:
            return unexpected(error)
        if status == _TOO_LARGE and request.endpoint == UPLOAD:  # cut off before the page saw it
            record("upload_refused", why=TOO_LARGE_KIND)
        answer = _told(plain, status, _SAID.get(status, "400"), "")
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):
                answer.headers[name] = value
        return answer

    @server.errorhandler(DependencyException)
    def no_such_script(_error: DependencyException) -> Response:
        return _told(plain, 404, "404", "")  # Dash raises it for any name that is not one of its files

    @server.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        incident = secrets.token_hex(4).upper()
        _log.error("incident %s: %s %s", incident, request.method, request.endpoint, exc_info=error)
        answer = _told(plain, 500, "500", incident)
        answer.headers["X-Incident"] = incident
        return answer


def _told(plain: Plain, status: int, said: str, incident: str) -> Response:
    """Return the page that says so; a script that asked gets the status and the number alone."""
    if request.endpoint == CALLBACKS or request.path.startswith("/_"):
        answer = make_response(incident, status)
        answer.mimetype = "text/plain"
        return answer
    words = plain.text(plain.language())
    values = {"what": words[f"error.{said}.what"], "incident": incident}
    return plain.page("error", f"error.{said}.title", status=status, values=values)
