"""The entrance: everything that signing in needs, made once, and who is signed in now."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from flask import Flask, Request, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user  # type: ignore[import-untyped]

from dashboard.access.accounts import Account, Accounts
from dashboard.access.passwords import Passwords
from dashboard.access.roles import bounds_for, roles
from dashboard.access.rules import Rules, load_rules
from dashboard.access.second_factor import SecondFactor
from dashboard.access.sessions import Sessions, Signed
from dashboard.access.shares import Shares
from dashboard.access.throttle import Throttle
from dashboard.access.viewers import NOBODY, Viewer
from data.audit import Audit, Kind, What
from data.catalogue import Catalogue
from data.deadlines import time_zone
from data.moments import Now, utc_now
from data.store import DatabaseError, open_engine, prepare
from data.upgrades import ACCOUNTS

EXTENSION = "entrance"
_log = logging.getLogger("vitrina")


@dataclass(frozen=True)
class Entrance:
    """Accounts and sessions of a network. `secure`: browsers come by https, and cookies travel by nothing else."""

    catalogue: Catalogue
    accounts: Accounts
    sessions: Sessions
    throttle: Throttle
    second_factor: SecondFactor
    passwords: Passwords
    audit: Audit
    shares: Shares
    key: str
    secure: bool
    hosts: tuple[str, ...]  # the names by which browsers may call this server; empty: any
    now: Now

    @classmethod
    def open(
        cls,
        url: str,
        catalogue: Catalogue,
        *,
        key: str,
        secure: bool = True,
        hosts: tuple[str, ...] = (),
        rules: Rules | None = None,
        now: Now = utc_now,
    ) -> Self:
        """Return the entrance over a database of accounts, whose tables are made; raises DatabaseError, ValueError."""
        said = rules or load_rules()
        engine = open_engine(url)
        prepare(engine, ACCOUNTS)
        passwords = Passwords(said.password)
        return cls(
            catalogue=catalogue,
            accounts=Accounts(engine, catalogue, passwords, now),
            sessions=Sessions(engine, said.session, now),
            throttle=Throttle(engine, said.throttle, now),
            second_factor=SecondFactor(key),
            passwords=passwords,
            audit=Audit(engine),
            shares=Shares(engine, catalogue, said.link, now),
            key=key,
            secure=secure,
            hosts=hosts,
            now=now,
        )

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds a session's token; over https no other host can set it."""
        return "__Host-vitrina" if self.secure else "vitrina"

    @property
    def link_cookie(self) -> str:
        """The name of the cookie of a browser that opened a link."""
        return "__Host-link" if self.secure else "link"

    def signed(self, asked: Request) -> Signed | None:
        """Return the session of a request, whole or only begun."""
        token = asked.cookies.get(self.cookie, "")
        return self.sessions.find(token) if token else None

    def viewer(self, one: Account) -> Viewer:
        """Return what an account may do and see now."""
        today = self.now().astimezone(time_zone(self.catalogue)).date()
        role = roles().get(one.role)
        bounds = bounds_for(one.scope, one.scope_code, self.catalogue, today)
        return Viewer(role.may if role else frozenset(), bounds, one.id, one.name, one.role)

    def needs_second_factor(self, one: Account) -> bool:
        """Return True where an account must show a code, too."""
        role = roles().get(one.role)
        return bool(one.second_factor) or role is None or role.second_factor

    def record(self, kind: Kind, who: str, what: What | None = None, *, at: datetime | None = None) -> None:
        """Write down what was done, with the time of the entrance's own clock."""
        self.audit.record(kind, who, what, at=at or self.now())


class Person(UserMixin):  # type: ignore[misc]  # it has no types
    """Somebody signed in, as flask-login knows them."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def get_id(self) -> str:
        """Return the number of the account."""
        return str(self.viewer.account)


def watch(server: Flask, entrance: Entrance) -> None:
    """Let flask-login find out, once a request, who is signed in."""
    manager = LoginManager()
    manager.session_protection = None  # sessions are on the server, and bound to nothing that changes on a telephone

    def load(asked: Request) -> Person | None:
        try:
            return known(asked)
        except DatabaseError as error:
            g.accounts_silent = True  # the door lets nobody in, and what is open to everybody stays open
            _log.error("the accounts do not answer: %s", error)
            return None

    def known(asked: Request) -> Person | None:
        signed = entrance.signed(asked)
        if signed and signed.stage == "whole":
            return Person(entrance.viewer(signed.account))
        token = asked.cookies.get(entrance.link_cookie, "")
        by_link = entrance.shares.viewer(token) if token else None
        return Person(by_link) if by_link else None

    manager.request_loader(load)
    manager.init_app(server)
    server.extensions[EXTENSION] = entrance


def viewer() -> Viewer:
    """Return who asks: somebody signed in or come by a link, or nobody."""
    person = current_user._get_current_object()
    return person.viewer if isinstance(person, Person) else NOBODY


def accounts_silent() -> bool:
    """Return True where nobody can tell who asks, because the database of accounts does not answer."""
    return bool(g.get("accounts_silent"))


def record(kind: Kind, **what: str | int) -> None:
    """Write down what whoever asks has done; without accounts there is no record."""
    entrance = current_app.extensions.get(EXTENSION)
    if isinstance(entrance, Entrance):
        entrance.record(kind, viewer().name, what)


def client_address() -> str:
    """Return the address that the request comes from."""
    return request.remote_addr or ""
