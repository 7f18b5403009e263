"""What a link or an embedding is, and what is said when somebody wants one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from sqlalchemy import Select, select

from dashboard.access.viewers import Permission
from data.accounts_schema import account, share
from data.bounds import Bounds

Kind = Literal["link", "embedding"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MAY: frozenset[Permission] = frozenset({"figures"})  # what a link or an embedding lets somebody see
# Pages that explain figures go with each page of them.
EXPLAINING = frozenset({"figure", "method", "about"})


class WrongShare(ValueError):
    """What cannot be shared like this; `key` names what to say about it."""

    def __init__(self, key: str, found: str = "") -> None:
        self.key, self.found = key, found
        super().__init__(f"{key}: {found}")


@dataclass(frozen=True, slots=True)
class Share:
    """A link or an embedding; moments are UTC. `maker` is the name of the account that made it, "" for none."""

    id: int
    kind: str
    known_by: str
    label: str
    address: str
    whole: bool
    scope: str
    scope_code: str | None
    made_by: int | None
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    most_opened: int
    opened: int
    used_at: datetime | None
    maker: str = ""
    maker_sees: Bounds | None = None  # None: its maker may share nothing any more

    @property
    def page(self) -> str:
        """The key of its page."""
        return self.address.partition("?")[0].split("/")[1]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to share, until the end of a day; the address is one of dashboard.sharing.wanted."""

    kind: Kind
    label: str
    address: str
    scope: str
    code: str | None
    until: date
    whole: bool = False
    browsers: int = 1


def asked_shares() -> Select[tuple[()]]:
    """Return the question for shares with who made them."""
    maker = account.c
    columns = [maker.name.label("maker"), maker.role.label("maker_role"), maker.scope.label("maker_scope")]
    columns += [maker.scope_code.label("maker_code")]
    asked = select(share, *columns, maker.disabled_at.label("maker_disabled"))
    return asked.select_from(share).outerjoin(account, maker.id == share.c.made_by)
