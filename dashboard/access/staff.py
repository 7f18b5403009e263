"""With accounts: who asks is who signed in, forms and callbacks carry a token, whoever may not is sent to sign in, and
what is taken away is written down."""

from __future__ import annotations

from flask import Flask, Response, abort, make_response, redirect, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf  # type: ignore[import-untyped]

from dashboard.access.entrance import Entrance, accounts_silent, record, viewer, watch
from dashboard.access.viewers import Audience, Viewer

_CSRF = "_csrf_token"  # the cookie that Dash copies into the header of its requests
_A_YEAR = 31_536_000
_PAGE = "text/html"
_LONGEST = 1_000  # letters of an address that is remembered


def staff_only(server: Flask, entrance: Entrance) -> None:
    """Set the server up for people who sign in."""
    server.secret_key = entrance.key
    if entrance.hosts:
        server.config["TRUSTED_HOSTS"] = list(entrance.hosts)
    server.config.update(
        SESSION_COOKIE_SECURE=entrance.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="__Host-form" if entrance.secure else "form",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=entrance.secure,
    )
    CSRFProtect(server)
    watch(server, entrance)

    @server.after_request
    def complete(response: Response) -> Response:
        own = response.mimetype == _PAGE and not response.cache_control.public
        if own and viewer().allowed("signed-in"):
            response.set_cookie(_CSRF, generate_csrf(), secure=entrance.secure, samesite="Lax")
        if "attachment" in response.headers.get("Content-Disposition", "") and response.status_code == 200:
            record("exported", path=request.path, asked=request.query_string.decode("ascii", "replace")[:_LONGEST])
        if entrance.secure:
            response.headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
        return response


def refuse(asked_by: Viewer, _audience: Audience) -> Response:  # noqa: RET503 (abort never returns)
    """Send whoever is nobody to sign in, back to where they wanted to go; refuse everybody else, and write it down."""
    if accounts_silent():
        abort(503)
    if not asked_by.may:
        if request.method == "GET" and not request.path.startswith("/_"):
            session["wanted"] = request.full_path.rstrip("?")[:_LONGEST]
            return make_response(redirect(f"/{_language()}/sign-in"))
        abort(401)
    record("refused", path=request.path[:_LONGEST])
    abort(403)


def _language() -> str:
    """Return the language of the address, or one that every site has: its sign-in page offers the others."""
    first = request.path.strip("/").partition("/")[0]
    return first if len(first) == 2 and first.isascii() and first.isalpha() else "ro"
