"""`python -m dashboard.slides`: decks from the terminal, of campaign stages and of any page, in any of its languages.

The names of the files go to stdout, everything else to stderr. Exit codes: 0 all well, 2 usage, 1 internal.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from dashboard.address import Address
from dashboard.exports import export
from dashboard.pages import PAGES
from dashboard.site import Site
from dashboard.words import page_languages
from data.store import session_factory
from data.terminal import catalogue_of, errors, existing, guarded, refuse

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

Stages = Annotated[list[str] | None, typer.Option("--stage", help="Campaign and stage, e.g. CAMP-NVB.S2; repeatable.")]
Pages = Annotated[list[str] | None, typer.Option("--page", help="A page, e.g. 'services?from=2017-01'; repeatable.")]
Languages = Annotated[list[str] | None, typer.Option("--lang", help="Language of the deck; repeatable; else all.")]
Folder = Annotated[Path, typer.Option("--to", help="Folder for the files.", file_okay=False)]
Network = Annotated[str | None, typer.Option(help="Folder or name of the network; else VITRINA_NETWORK.")]
Database = Annotated[str | None, typer.Option(help="Address of the database; else VITRINA_DATABASE.")]


@app.command()
def main(
    to: Folder,
    stage: Stages = None,
    page: Pages = None,
    lang: Languages = None,
    network: Network = None,
    database: Database = None,
) -> None:
    """Write decks: of campaign stages (--stage), of pages (--page)."""
    languages = tuple(lang or page_languages())
    engine = existing(database, languages[0])
    site = Site.of(catalogue_of(engine, network), session_factory(engine), PAGES)
    addresses = list(_addresses(site, stage or [], page or [], languages))
    to.mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        for address in bar.track(addresses, description=""):
            typer.echo(_written(site, address, to, names))


def _addresses(site: Site, stages: list[str], pages: list[str], languages: tuple[str, ...]) -> Iterator[Address]:
    """Yield the address of every deck asked for; refuses what is not there, and a question that asks for nothing."""
    text = site.text(languages[0] if languages[0] in site.languages else site.languages[0])
    unknown = [one for one in languages if one not in site.languages]
    known = [f"{code}.{one.code}" for code, found in site.catalogue.campaigns.items() for one in found.stages]
    wrong = [*unknown, *(one for one in stages if one not in known)]
    asked = [*(f"campaign?stage={one}" for one in stages), *pages]
    for language in languages:
        for one in asked:
            path, _, search = one.partition("?")
            address = site.address(f"/{language}/{path}", search)
            found = site.page(address)
            if found is None or not found.files or address.refused:
                wrong.append(one)
            elif not wrong:
                yield address
    if wrong or not asked:
        taken = [found.key for found in site.pages.values() if found.files]
        offered = ", ".join([*known, *taken, *site.languages])
        refuse(text.format("slides.usage", wrong=", ".join(dict.fromkeys(wrong)) or "–", offered=offered))


def _written(site: Site, address: Address, to: Path, names: set[str]) -> str:
    """Write the deck of an address; return its file. Decks that would be called alike are numbered."""
    page = site.pages[address.page]
    with site.asked(address) as asked:
        made = export(site.content(page, asked), "pptx", asked.text)
    stem, number = made.filename.removesuffix(".pptx"), 1
    name = made.filename
    while name in names:
        number += 1
        name = f"{stem}-{number}.pptx"
    names.add(name)
    file = to / name
    file.write_bytes(made.body)
    return str(file)


if __name__ == "__main__":
    guarded(app)
