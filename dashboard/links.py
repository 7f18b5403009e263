"""`python -m dashboard.links`: links that show a page to people without an account, and embeddings.

What to hand out goes to stdout, and is kept nowhere; errors to stderr. Exit code 2: what was asked makes no sense.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from dashboard.access.entrance import Entrance
from dashboard.access.share import Wanted, WrongShare
from dashboard.accounts import USAGE, Database, Group, Json, Library, Territory, entrance_of, scope_of
from dashboard.settings import site_address
from dashboard.sharing.handed_out import embedding_code, link_address
from dashboard.sharing.wanted import page_address
from dashboard.words import words
from data.audit import COMMAND
from data.terminal_options import Network

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Share pages with people who have no account, see what is shared, and end it."""


@app.command()
def add(
    page: Annotated[str, typer.Argument(help="Address of a page as it stands in a browser, with its filters.")],
    label: Annotated[str, typer.Option("--for", help="For whom it is: its name in the list.")],
    until: Annotated[str, typer.Option(help="Last day, YYYY-MM-DD, in the network's time.")],
    group: Group = None,
    territory: Territory = None,
    library: Library = None,
    whole: Annotated[bool, typer.Option("--whole", help="All pages of figures, not this one alone.")] = False,
    browsers: Annotated[int | None, typer.Option(help="How many browsers may open it.")] = None,
    embed: Annotated[bool, typer.Option("--embed", help="Code that shows the page inside another one.")] = False,
    lang: Annotated[str, typer.Option(help="Language of the page.")] = "ro",
    accounts: Database = None,
    network: Network = None,
) -> None:
    """Make a link, and print it."""
    with _told(accounts, network) as entrance:
        wanted = Wanted(
            kind="embedding" if embed else "link",
            label=label,
            address=page_address(page),
            scope=(scope := scope_of(group, territory, library))[0],
            code=scope[1],
            until=_day(until),
            whole=whole,
            browsers=browsers if browsers is not None else entrance.shares.rules.usual_browsers,
        )
        token = entrance.shares.make(wanted, by=None, name=COMMAND)
    base = site_address()
    typer.echo(embedding_code(base, lang, token, label) if embed else link_address(base, lang, token))


@app.command("list")
def list_all(as_json: Json = False, accounts: Database = None, network: Network = None) -> None:
    """Print what is shared, the newest first, one a line: with its state and when it was last used."""
    with _told(accounts, network) as entrance:
        for one in entrance.shares.all():
            said = {
                "number": one.id,
                "kind": one.kind,
                "for": one.label,
                "state": entrance.shares.state(one),
                "page": "*" if one.whole else one.address,
                "scope": one.scope,
                "code": one.scope_code or "",
                "made_by": one.maker or COMMAND,
                "ends_at": one.expires_at.isoformat(),
                "used_at": one.used_at.isoformat() if one.used_at else "",
                "opened": one.opened,
            }
            line = json.dumps(said, ensure_ascii=False) if as_json else "\t".join(str(value) for value in said.values())
            typer.echo(line)


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(help="Its number in the list.")],
    accounts: Database = None,
    network: Network = None,
) -> None:
    """End a link or an embedding at once, everywhere."""
    with _told(accounts, network) as entrance:
        entrance.shares.revoke(number, name=COMMAND)


@contextmanager
def _told(url: str | None, network: str | None) -> Iterator[Entrance]:
    """Yield the entrance; what cannot be shared is said in one line."""
    with entrance_of(url, network) as entrance:
        try:
            yield entrance
        except WrongShare as wrong:
            text = words(entrance.catalogue, "en")
            typer.echo(f"Vitrina: {text.format(f'links.wrong_{wrong.key}', found=wrong.found or '-')}", err=True)
            raise typer.Exit(USAGE) from wrong


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise WrongShare("day", said) from error


if __name__ == "__main__":
    app()
