"""Signing in elsewhere (OpenID Connect): another server says who somebody is; what they may do is said here.

Nobody gets an account by it: an administrator adds one of exactly the name (the confirmed e-mail address) that the
other server gives. A second factor is asked for here as of anybody else.
"""

from __future__ import annotations

from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]
from flask import Flask, Response, make_response, url_for
from flask_wtf import FlaskForm  # type: ignore[import-untyped]
from joserfc.errors import JoseError
from requests import RequestException

from dashboard.access.accounts import folded
from dashboard.access.door import Door
from dashboard.access.entrance import client_address
from dashboard.access.sign_in import WRONG, SignIn
from dashboard.settings import OpenIdSettings

_NAME = "elsewhere"
_REFUSED = (OAuthError, JoseError, RequestException, ValueError, KeyError)  # what a wrong or missing answer raises


def add_openid(door: Door, server: Flask, pages: SignIn, settings: OpenIdSettings) -> None:
    """Serve the way to the other server and back. `nonce` and `state` are held in the signed cookie of the forms."""
    registry = OAuth(server)
    client = registry.register(
        _NAME,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        server_metadata_url=f"{settings.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
    )

    def away() -> Response:
        """Send the browser to the other server."""
        back = url_for("sign-in/back", language=pages.plain.language(), _external=True)
        try:
            return make_response(client.authorize_redirect(back))
        except _REFUSED:
            return _told(pages, pages.said["sign_in.failed"])

    def back() -> Response:
        """Let in whoever the other server names, if there is an account of that name."""
        try:
            said = client.authorize_access_token()["userinfo"]
            name = str(said["email"]) if said.get("email_verified") is True else ""
        except _REFUSED:
            name = ""
        if not name:
            pages.entrance.record("sign_in_failed", "", {"address": client_address(), "step": "openid"})
            return _told(pages, pages.said["sign_in.failed"])
        one = pages.entrance.accounts.named(folded(name))
        if one is None or one.disabled_at is not None:
            pages.entrance.record("sign_in_failed", "", {"address": client_address(), "step": "openid"})
            return _told(pages, pages.said.format("sign_in.no_account", name=name))
        return pages.begin(one)

    door.route("anyone", "/<language>/sign-in/elsewhere", "sign-in/elsewhere")(pages.plain.of_language(away))
    door.route("anyone", "/<language>/sign-in/back", "sign-in/back")(pages.plain.of_language(back))


def _told(pages: SignIn, said: str) -> Response:
    values = {"form": FlaskForm(), "name": "", "openid": True, "action": f"/{pages.plain.language()}/sign-in"}
    return pages.plain.page("sign_in", "sign_in.title", said=said, status=WRONG, values=values)
