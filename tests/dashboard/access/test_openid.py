"""Signing in elsewhere, at a server that speaks OpenID Connect as the real ones do."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from dash import Dash
from flask import Flask, Response, jsonify, request
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy.orm import Session
from waitress import create_server

from dashboard.access.entrance import Entrance
from dashboard.factory import create_app
from dashboard.settings import OpenIdSettings
from data.catalogue import Catalogue


@dataclass
class Provider:
    """The other server: it says of everybody that they are `email`."""

    address: str = ""
    email: str = "elena@example.md"
    verified: bool = True
    nonces: dict[str, str] = field(default_factory=dict)

    def nonce(self, location: str) -> str:
        """Remember what the browser was sent with, as if somebody had signed in there, and return the state."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(location).query).items()}
        assert asked["code_challenge_method"] == "S256"
        self.nonces["code"] = asked["nonce"]
        return asked["state"]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    key = RSAKey.generate_key(2048, {"kid": "one"})
    told, app = Provider(), Flask("provider")

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Response:
        ways = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        said = {name: f"{told.address}/{path}" for name, path in ways.items()}
        return jsonify({"issuer": told.address, "id_token_signing_alg_values_supported": ["RS256"], **said})

    @app.get("/keys")
    def keys() -> Response:
        return jsonify({"keys": [key.as_dict(private=False)]})

    @app.post("/token")
    def token() -> Response:
        credentials = base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode()
        assert credentials == "vitrina:hidden"
        now = int(time.time())
        claims = {"iss": told.address, "aud": "vitrina", "sub": "1", "iat": now, "exp": now + 60}
        claims |= {"nonce": told.nonces["code"], "email": told.email, "email_verified": told.verified}
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
        return jsonify({"access_token": "x", "token_type": "Bearer", "id_token": signed})

    server = create_server(app, host="127.0.0.1", port=0)
    told.address = f"http://127.0.0.1:{server.effective_port}"
    threading.Thread(target=server.run, daemon=True).start()
    yield told
    server.close()


@pytest.fixture
def browser(provider: Provider, small: Callable[[], Session], catalogue: Catalogue, entrance: Entrance) -> FlaskClient:
    settings = OpenIdSettings(provider.address, "vitrina", "hidden")
    app: Dash = create_app(catalogue, small, entrance=entrance, openid=settings)
    provider.email, provider.verified = "elena@example.md", True
    return app.server.test_client()


def come_back(browser: FlaskClient, provider: Provider, **other: str) -> int:
    away = browser.get("/ro/sign-in/elsewhere")
    assert away.location.startswith(f"{provider.address}/authorize")
    asked = {"code": "code", "state": provider.nonce(away.location), **other}
    return browser.get("/ro/sign-in/back", query_string=asked).status_code


def test_somebody_with_an_account_is_let_in(browser: FlaskClient, provider: Provider, entrance: Entrance) -> None:
    entrance.accounts.add("Elena@example.md", "advocacy", "network", None, by="test", password=False)
    assert come_back(browser, provider) == 302
    assert browser.get("/ro/overview").status_code == 200
    assert entrance.audit.latest(1)[0].kind == "signed_in"


def test_managers_show_a_code_here_too(browser: FlaskClient, provider: Provider, entrance: Entrance) -> None:
    entrance.accounts.add("elena@example.md", "manager", "network", None, by="test", password=False)
    assert come_back(browser, provider) == 302
    assert browser.get("/ro/overview").status_code == 302
    assert browser.get("/ro/sign-in/code").status_code == 200


@pytest.mark.parametrize("case", ["no account", "not verified", "another state", "another nonce", "disabled"])
def test_nobody_else_is(browser: FlaskClient, provider: Provider, entrance: Entrance, case: str) -> None:
    if case != "no account":
        entrance.accounts.add("elena@example.md", "advocacy", "network", None, by="test", password=False)
    if case == "disabled":
        one = entrance.accounts.named("elena@example.md")
        assert one is not None
        entrance.accounts.disable(one, by="test")
    provider.verified = case != "not verified"
    other = {"state": "forged"} if case == "another state" else {}
    if case == "another nonce":
        away = browser.get("/ro/sign-in/elsewhere")
        state = provider.nonce(away.location)
        provider.nonces["code"] = json.dumps("stolen")
        assert browser.get("/ro/sign-in/back", query_string={"code": "code", "state": state}).status_code == 401
    else:
        assert come_back(browser, provider, **other) == 401
    assert browser.get("/ro/overview").status_code == 302
