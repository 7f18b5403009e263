"""`python -m dashboard.accounts`: make and change accounts, end sessions, see whether the record is whole.

The first administrator is made here and nowhere else. Results go to stdout, errors to stderr; exit codes: 0 done,
2 what was asked makes no sense, 3 the record was changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from dashboard.access.accounts import Account, NameTaken, UnknownAccount
from dashboard.access.entrance import Entrance
from dashboard.access.roles import SCOPES, WrongScope, roles
from data.audit import COMMAND
from data.catalogue import DefinitionError, load_catalogue, network_folder
from data.store import DatabaseError
from data.terminal_options import Network

USAGE, CHANGED = 2, 3

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
audit_app = typer.Typer(no_args_is_help=True, help="The record of what was done.")
app.add_typer(audit_app, name="audit")

Database = Annotated[str | None, typer.Option("--accounts", help="Database of the accounts; else VITRINA_ACCOUNTS.")]
Name = Annotated[str, typer.Argument(help="What is typed to sign in: an e-mail address, usually.")]
Role = Annotated[str, typer.Option(help="administrator, manager, advocacy or funder.")]
Group = Annotated[str | None, typer.Option(help="Only this group of territories.")]
Territory = Annotated[str | None, typer.Option(help="Only this territory, e.g. MD-OR.")]
Library = Annotated[str | None, typer.Option(help="Only this library.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.callback()
def main() -> None:
    """Say who may sign in, as what, and for which part of the network."""


@app.command()
def add(
    name: Name,
    role: Role,
    group: Group = None,
    territory: Territory = None,
    library: Library = None,
    elsewhere: Annotated[bool, typer.Option("--elsewhere", help="Signs in with OpenID Connect; no password.")] = False,
    accounts: Database = None,
    network: Network = None,
) -> None:
    """Add an account and print its first password, which must be changed at the first sign-in."""
    with entrance_of(accounts, network) as entrance:
        scope, code = scope_of(group, territory, library)
        given = entrance.accounts.add(name, role, scope, code, by=COMMAND, password=not elsewhere)
    typer.echo(given or f"{name}: signs in elsewhere")


@app.command()
def change(
    name: Name,
    role: Role,
    group: Group = None,
    territory: Territory = None,
    library: Library = None,
    accounts: Database = None,
    network: Network = None,
) -> None:
    """Give an account another role and another part of the network, at once."""
    with entrance_of(accounts, network) as entrance:
        entrance.accounts.change(_named(entrance, name), role, *scope_of(group, territory, library), by=COMMAND)


@app.command("list")
def list_all(as_json: Json = False, accounts: Database = None, network: Network = None) -> None:
    """Print the accounts there are, one a line."""
    with entrance_of(accounts, network) as entrance:
        sessions = entrance.sessions.count()
        for one in entrance.accounts.all():
            said = {
                "name": one.name,
                "role": one.role,
                "scope": one.scope,
                "code": one.scope_code or "",
                "state": "disabled" if one.disabled_at else "active",
                "second_factor": one.second_factor is not None,
                "sessions": sessions.get(one.id, 0),
            }
            line = json.dumps(said, ensure_ascii=False) if as_json else "\t".join(str(value) for value in said.values())
            typer.echo(line)


@app.command()
def disable(name: Name, accounts: Database = None, network: Network = None) -> None:
    """Let an account sign in no more, and end its sessions."""
    _do(name, accounts, network, lambda entrance, one: entrance.accounts.disable(one, by=COMMAND))


@app.command()
def enable(name: Name, accounts: Database = None, network: Network = None) -> None:
    """Let a disabled account sign in again."""
    _do(name, accounts, network, lambda entrance, one: entrance.accounts.enable(one, by=COMMAND))


@app.command()
def reset(name: Name, accounts: Database = None, network: Network = None) -> None:
    """Take password and second factor away, end the sessions, and print a new password."""
    _do(name, accounts, network, lambda entrance, one: typer.echo(entrance.accounts.reset(one, by=COMMAND)))


@app.command("end-sessions")
def end_sessions(name: Name, accounts: Database = None, network: Network = None) -> None:
    """Sign an account out everywhere."""
    _do(name, accounts, network, lambda entrance, one: entrance.accounts.end_sessions(one, by=COMMAND))


@audit_app.command("verify")
def verify(
    holds: Annotated[str | None, typer.Option(help="A hash noted earlier, which must still be in the record.")] = None,
    accounts: Database = None,
    network: Network = None,
) -> None:
    """Say whether the record is whole, and print its last number and hash: note them elsewhere."""
    with entrance_of(accounts, network) as entrance:
        broken = entrance.audit.broken_at(holds=holds)
        last = entrance.audit.head()
    if broken is not None:
        what = f"row {broken} is not what was written" if broken else "the hash noted earlier is in no row"
        typer.echo(f"The record was changed: {what}.", err=True)
        raise typer.Exit(CHANGED)
    typer.echo(f"{last.number}\t{last.hash}" if last else "0\t-")


@audit_app.command("show")
def show(
    most: Annotated[int, typer.Option(help="So many of the newest.")] = 50,
    accounts: Database = None,
    network: Network = None,
) -> None:
    """Print the newest rows, one JSON object a line."""
    with entrance_of(accounts, network) as entrance:
        for event in entrance.audit.latest(most):
            said = {"number": event.number, "at": event.at.isoformat(), "kind": event.kind, "who": event.who}
            typer.echo(json.dumps({**said, "what": event.what, "hash": event.hash}, ensure_ascii=False))


def _do(name: str, url: str | None, network: str | None, what: Callable[[Entrance, Account], None]) -> None:
    with entrance_of(url, network) as entrance:
        what(entrance, _named(entrance, name))


@contextmanager
def entrance_of(url: str | None, network: str | None) -> Iterator[Entrance]:
    """Yield the entrance; what makes no sense is said in one line."""
    address = url or os.environ.get("VITRINA_ACCOUNTS")
    try:
        if not address:
            raise ValueError(
                "say where the accounts are: --accounts or VITRINA_ACCOUNTS, e.g. sqlite:///var/accounts.db"
            )
        catalogue = load_catalogue(network_folder(network or os.environ.get("VITRINA_NETWORK")))
        entrance = Entrance.open(address, catalogue, key=os.environ.get("VITRINA_SECRET_KEY", ""))
        yield entrance
        entrance.accounts.engine.dispose()
    except NameTaken as error:
        _refuse(f"there is an account named {error} already")
    except UnknownAccount as error:
        _refuse(f"there is no account named {error}")
    except WrongScope as error:
        offered: dict[str, tuple[str, ...]] = {"role": tuple(roles()), "scope": SCOPES}
        known = offered.get(error.key, ("a code of the network",))
        _refuse(f"{error.found or 'nothing'} will not do as {error.key} here; choose of: {', '.join(known)}")
    except (DatabaseError, DefinitionError, ValueError) as error:
        _refuse(str(error))


def _refuse(said: str) -> None:
    typer.echo(f"Vitrina: {said}", err=True)
    raise typer.Exit(USAGE)


def _named(entrance: Entrance, name: str) -> Account:
    one = entrance.accounts.named(name)
    if one is None:
        raise UnknownAccount(name)
    return one


def scope_of(group: str | None, territory: str | None, library: str | None) -> tuple[str, str | None]:
    """Return the scope that the options name; raises ValueError for more than one."""
    named = {"group": group, "territory": territory, "library": library}
    given = [(scope, code) for scope, code in named.items() if code is not None]
    if len(given) > 1:
        raise ValueError("name one of --group, --territory and --library, or none for the whole network")
    return given[0] if given else ("network", None)


if __name__ == "__main__":
    app()
