"""Many files at once, from the terminal: addresses as a browser has them, each answered as its page answers.

The names of the files go to stdout, everything else to stderr. Exit codes: 0 all well, 2 usage, 1 internal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.progress import Progress

from dashboard.address import Address
from dashboard.asked import Asked
from dashboard.content import PageContent
from dashboard.exports import Export
from dashboard.pages import PAGES
from dashboard.site import Site
from data.store import session_factory
from data.terminal import catalogue_of, errors, existing, refuse

Addresses = Annotated[list[str] | None, typer.Argument(help="Addresses of pages, as a browser has them.")]
List = Annotated[Path | None, typer.Option("--list", help="File of addresses, one a line.", exists=True)]
Folder = Annotated[Path, typer.Option("--to", help="Folder for the files.", file_okay=False)]
# The files of one address, given what its page says there.
Makes = Callable[[PageContent, Asked], Iterable[Export]]


def site_of(database: str | None, network: str | None, lang: str | None) -> Site:
    """Return the site over a database that is there; refuses one that is not."""
    engine = existing(database, lang)
    return Site.of(catalogue_of(engine, network), session_factory(engine), PAGES)


def addresses_of(site: Site, written: Sequence[str], listed: Path | None, lang: str | None) -> list[Address]:
    """Return the addresses given one by one and in a file, a line each; refuses all that are none, naming each."""
    text = site.text(lang if lang in site.languages else site.languages[0])
    lines = listed.read_text(encoding="utf-8").splitlines() if listed else []
    asked = [line.strip() for line in (*written, *lines) if line.strip() and not line.startswith("#")]
    found = [site.address(urlsplit(one).path, urlsplit(one).query) for one in asked]
    wrong = [one for one, address in zip(asked, found, strict=True) if not _answered(site, address)]
    if wrong or not asked:
        pages = ", ".join(f"/{site.languages[0]}/{page.key}" for page in site.pages.values() if page.files)
        refuse(text.format("batch.usage", wrong="; ".join(wrong) or text["absent.short"], offered=pages))
    return found


def _answered(site: Site, address: Address) -> bool:
    page = site.page(address)
    return page is not None and page.files and not address.refused


def write_files(site: Site, addresses: Sequence[Address], to: Path, makes: Makes) -> int:
    """Write the files of every address into a folder and print their paths; return how many there are.

    Files that would be called alike are numbered; a file that is there from an earlier run is replaced.
    """
    to.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        for address in bar.track(addresses, description=""):
            with site.asked(address) as asked:
                for made in makes(site.content(site.pages[address.page], asked), asked):
                    file = to / _unlike(made.filename, taken)
                    file.write_bytes(made.body)
                    typer.echo(str(file))
    return len(taken)


def _unlike(name: str, taken: set[str]) -> str:
    """Return the name, with a number before its ending where it is taken already, and take it."""
    stem, _, ending = name.partition(".")
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}.{ending}"
    taken.add(found)
    return found
