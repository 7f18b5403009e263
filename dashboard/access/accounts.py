"""Accounts: who may sign in, with which role and scope. Every change of one is written into the record with it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, func, select

from dashboard.access.passwords import Passwords
from dashboard.access.roles import checked_scope
from data.accounts_schema import account, account_session
from data.audit import Kind, What, append
from data.catalogue import Catalogue
from data.moments import Now, as_utc, utc_now
from data.store import explained, writing


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. `temporary`: the password was given and must be changed; moments are UTC."""

    id: int
    name: str
    role: str
    scope: str
    scope_code: str | None
    password_hash: str | None
    temporary: bool
    second_factor: str | None
    second_factor_step: int | None
    created_at: datetime
    disabled_at: datetime | None


class NameTaken(ValueError):
    """An account of this name is there already."""


class UnknownAccount(ValueError):
    """No account of this name or number is there."""


def folded(name: str) -> str:
    """Return a name as it is stored and looked for: one person's ways to write it are one."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


class Accounts:
    """Reads and changes accounts; `by` is the name of whoever does it, for the record."""

    def __init__(self, engine: Engine, catalogue: Catalogue, passwords: Passwords, now: Now = utc_now) -> None:
        self.engine, self._catalogue, self._passwords, self._now = engine, catalogue, passwords, now

    def all(self) -> list[Account]:
        """Return every account, by name."""
        with explained(self.engine), self.engine.connect() as connection:
            rows = connection.execute(select(account).order_by(account.c.name)).mappings()
            return [account_of(row) for row in rows]

    def named(self, name: str) -> Account | None:
        """Return the account of a name, or None."""
        with explained(self.engine), self.engine.connect() as connection:
            row = connection.execute(select(account).where(account.c.name == folded(name))).mappings().first()
        return account_of(row) if row else None

    def numbered(self, number: int) -> Account:
        """Return the account of a number; raises UnknownAccount."""
        with explained(self.engine), self.engine.connect() as connection:
            row = connection.execute(select(account).where(account.c.id == number)).mappings().first()
        if row is None:
            raise UnknownAccount(str(number))
        return account_of(row)

    def add(self, name: str, role: str, scope: str, code: str | None, *, by: str, password: bool = True) -> str:
        """Add an account and return the password to hand over, which must be changed at the first sign-in.

        Without a password ("") it can sign in through OpenID Connect only. Raises WrongScope and NameTaken.
        """
        scope, code = checked_scope(role, scope, code, self._catalogue)
        given = self._passwords.given() if password else ""
        row = {
            "name": folded(name),
            "role": role,
            "scope": scope,
            "scope_code": code,
            "password_hash": self._passwords.hashed(given, name) if given else None,
            "temporary": bool(given),
            "created_at": self._now(),
        }
        with writing(self.engine) as connection:
            if connection.scalar(select(account.c.id).where(account.c.name == row["name"])) is not None:
                raise NameTaken(name)
            number = 1 + (connection.scalar(select(func.max(account.c.id))) or 0)
            connection.execute(account.insert(), {"id": number, **row})
            said: What = {"account": str(row["name"]), "role": role, "scope": scope, "code": code or ""}
            append(connection, "account_added", by, said, self._now())
        return given

    def change(self, one: Account, role: str, scope: str, code: str | None, *, by: str) -> None:
        """Give an account another role or scope, at once: whoever is signed in goes on with it. Raises WrongScope."""
        scope, code = checked_scope(role, scope, code, self._catalogue)
        said: What = {"role": role, "scope": scope, "code": code or ""}
        self._set(one, "account_changed", by, said, role=role, scope=scope, scope_code=code)

    def disable(self, one: Account, *, by: str) -> None:
        """Let an account sign in no more, and end its sessions."""
        self._set(one, "account_disabled", by, ended=True, disabled_at=self._now())

    def enable(self, one: Account, *, by: str) -> None:
        """Let a disabled account sign in again."""
        self._set(one, "account_enabled", by, disabled_at=None)

    def reset(self, one: Account, *, by: str) -> str:
        """Take password and second factor away, end the sessions, and return the new password to hand over."""
        given = self._passwords.given()
        kept, nothing = self._passwords.hashed(given, one.name), {"second_factor": None, "second_factor_step": None}
        self._set(one, "account_reset", by, {}, ended=True, password_hash=kept, temporary=True, **nothing)
        return given

    def end_sessions(self, one: Account, *, by: str) -> None:
        """Sign an account out everywhere."""
        self._set(one, "sessions_ended", by, ended=True)

    def set_password(self, one: Account, password: str) -> None:
        """Keep a person's own new password, and end all sessions: whoever knew the old one is out. Raises
        WeakPassword."""
        kept = self._passwords.hashed(password, one.name)
        self._set(one, "password_changed", one.name, ended=True, password_hash=kept, temporary=False)

    def keep_hash(self, one: Account, password: str) -> None:
        """Keep the same password at the cost that is asked for now."""
        with writing(self.engine) as connection:
            self._update(connection, one, password_hash=self._passwords.hashed(password, one.name))

    def set_second_factor(self, one: Account, secret: str, step: int) -> None:
        """Keep the encrypted secret of a second factor whose first code was right."""
        self._set(one, "second_factor_set", one.name, second_factor=secret, second_factor_step=step)

    def use_step(self, one: Account, step: int) -> bool:
        """Write down that a code was used and return True; False where it, or a later one, was used before."""
        with writing(self.engine) as connection:
            used = account.c.second_factor_step
            newer = account.update().where(account.c.id == one.id, (used.is_(None)) | (used < step))
            return connection.execute(newer.values(second_factor_step=step)).rowcount == 1

    def _set(
        self, one: Account, kind: Kind, by: str, said: What | None = None, *, ended: bool = False, **values: object
    ) -> None:
        with writing(self.engine) as connection:
            if values:
                self._update(connection, one, **values)
            if ended:
                connection.execute(account_session.delete().where(account_session.c.account_id == one.id))
            append(connection, kind, by, {"account": one.name, **(said or {})}, self._now())

    def _update(self, connection: Connection, one: Account, **values: object) -> None:
        connection.execute(account.update().where(account.c.id == one.id).values(**values))


def account_of(row: RowMapping) -> Account:
    """Return the account of a row."""
    said = {name: row[name] for name in account.c.keys()}  # noqa: SIM118 (a collection of columns)
    disabled = said["disabled_at"]
    moments = {"created_at": as_utc(said["created_at"]), "disabled_at": as_utc(disabled) if disabled else None}
    return Account(**{**said, **moments})
