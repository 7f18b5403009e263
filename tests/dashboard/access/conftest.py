"""People with accounts, and browsers in which they sign in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pyotp
import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dashboard.access.entrance import Entrance
from dashboard.access.rules import Rules, load_rules
from dashboard.factory import create_app
from data.catalogue import Catalogue

CHEAP = """[password]
time_cost = 1
memory_cost = 8
parallelism = 1
"""
KEY = "a-key-that-is-drawn-and-not-typed-0123456789"


def said_by(answer: TestResponse) -> str:
    """Return all the text of an answer, and what lies packed in a workbook."""
    if not answer.data.startswith(b"PK"):
        return answer.data.decode("utf-8", "replace")
    with ZipFile(BytesIO(answer.data)) as packed:
        return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


@dataclass
class Clock:
    """A clock that tests turn."""

    at: datetime = field(default_factory=lambda: datetime(2018, 1, 20, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """Return the shipped rules with passwords that cost nothing to try."""
    own = tmp_path_factory.mktemp("rules") / "access.toml"
    own.write_text(CHEAP)
    return load_rules(own)


@pytest.fixture
def entrance(tmp_path: Path, catalogue: Catalogue, rules: Rules, clock: Clock) -> Iterator[Entrance]:
    """Return the entrance over an empty database of accounts."""
    made = Entrance.open(
        f"sqlite:///{tmp_path / 'accounts.db'}", catalogue, key=KEY, secure=False, rules=rules, now=clock
    )
    yield made
    made.accounts.engine.dispose()


@pytest.fixture
def staff_app(small: Callable[[], Session], catalogue: Catalogue, entrance: Entrance) -> Dash:
    """Return the application over the small network, for people with accounts."""
    return create_app(catalogue, small, entrance=entrance)


@dataclass
class Person:
    """Somebody with an account and a browser; `secret` is that of their telephone, once it is set up."""

    browser: FlaskClient
    entrance: Entrance
    name: str
    password: str
    secret: str = ""

    def post(self, path: str, **values: str) -> TestResponse:
        """Send the form of a page, as a browser would: with the token that stands in it."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.browser.get(path).text)
        return self.browser.post(path, data={"csrf_token": token[1] if token else "", **values})

    def sign_in(self) -> None:
        """Take every step from the password to the pages."""
        self.post("/ro/sign-in", name=self.name, password=self.password)
        one = self.entrance.accounts.named(self.name)
        assert one is not None
        if one.temporary:
            self.password = f"{self.name} cai verzi pe pereti"
            self.post("/ro/sign-in/password", new=self.password, again=self.password)
        if self.entrance.needs_second_factor(one):
            shown = re.search("<code>([A-Z2-7]{32})</code>", self.browser.get("/ro/sign-in/code").text)
            self.secret = shown[1] if shown else self.secret
            code = pyotp.TOTP(self.secret).at(self.entrance.now())
            self.post("/ro/sign-in/code", code=code)


@pytest.fixture
def person(staff_app: Dash, entrance: Entrance) -> Callable[..., Person]:
    """Return a function that gives somebody an account and a browser."""

    def made(
        name: str, role: str, scope: str = "network", code: str | None = None, *, signed_in: bool = True
    ) -> Person:
        password = entrance.accounts.add(name, role, scope, code, by="test")
        found = Person(staff_app.server.test_client(), entrance, name, password)
        if signed_in:
            found.sign_in()
        return found

    return made
