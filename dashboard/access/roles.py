"""Roles and scopes: what an account may do, and which part of the network it may see (roles.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter

from dashboard.access.viewers import Permission
from data.bounds import EVERYTHING, Bounds
from data.catalogue import Catalogue
from data.periods import Month
from data.queries.scope import members

Scope = Literal["network", "group", "territory", "library"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
FILE = Path(__file__).parent / "roles.toml"


class Role(BaseModel):
    """What a role may do; `second_factor`: a code from a telephone is asked for beside the password."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    may: frozenset[Permission]
    scopes: frozenset[Scope]
    second_factor: bool


@cache
def roles() -> dict[str, Role]:
    """Return the roles by their codes, in the order of the file."""
    return TypeAdapter(dict[str, Role]).validate_python(tomllib.loads(FILE.read_text(encoding="utf-8")))


class WrongScope(ValueError):
    """A role or a scope that does not exist, or that do not go together; `key` names what to say about it."""

    def __init__(self, key: str, found: str) -> None:
        self.key, self.found = key, found
        super().__init__(f"{key}: {found}")


def checked_scope(role: str, scope: str, code: str | None, catalogue: Catalogue) -> tuple[Scope, str | None]:
    """Return the scope and its code as they are stored; raises WrongScope where they make no sense."""
    if role not in roles():
        raise WrongScope("role", role)
    known = next((one for one in SCOPES if one == scope), None)
    if known is None or known not in roles()[role].scopes:
        raise WrongScope("scope", scope)
    if known == "network":
        return known, None
    if not code or code not in codes_of(known, catalogue):
        raise WrongScope("code", code or "")
    return known, code


def codes_of(scope: Scope, catalogue: Catalogue) -> Collection[str]:
    """Return the codes that a scope may have in a network; the whole network has none."""
    if scope == "network":
        return ()
    if scope == "group":
        return catalogue.groups.keys()
    return catalogue.territories.keys() if scope == "territory" else catalogue.libraries.keys()


def bounds_for(scope: str, code: str | None, catalogue: Catalogue, today: date) -> Bounds:
    """Return what an account sees: a group as composed today; nothing where its code is no longer known."""
    if scope == "network":
        return EVERYTHING
    if scope == "library":
        return Bounds(library=code or "-")
    if scope == "territory":
        return Bounds((code,) if code else ())
    group = catalogue.groups.get(code or "")
    return Bounds(members(group, Month(today.year, today.month)) if group else (), group=code if group else None)
