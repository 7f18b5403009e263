"""`python -m dashboard.slides`: decks of campaign stages, of pages and of single charts, many at once.

    python -m dashboard.slides --stage CAMP-NVB.S2 --lang ro --to decks
    python -m dashboard.slides "/en/services?from=2017-01&to=2017-12" --to decks

An address with `table=` is one slide, without it the deck of its page. See dashboard.batch for what goes where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from dashboard.asked import Asked
from dashboard.batch import Addresses, Folder, List, addresses_of, site_of, write_files
from dashboard.content import PageContent, only
from dashboard.exports import Export, export
from dashboard.site import Site
from data.terminal import guarded, refuse
from data.terminal_options import Database, Network

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

Stages = Annotated[list[str] | None, typer.Option("--stage", help="Campaign and stage, e.g. CAMP-NVB.S2; repeatable.")]
Languages = Annotated[list[str] | None, typer.Option("--lang", help="Language of the stages; repeatable; else all.")]


@app.command()
def main(
    to: Folder,
    addresses: Addresses = None,
    listed: List = None,
    stages: Stages = None,
    languages: Languages = None,
    network: Network = None,
    database: Database = None,
) -> None:
    """Write decks: of campaign stages in each language, and of pages at their addresses."""
    first = languages[0] if languages else None
    site = site_of(database, network, first)
    told = _of_stages(site, stages or [], languages or site.languages)
    write_files(site, addresses_of(site, [*told, *(addresses or [])], listed, first), to, _deck)


def _of_stages(site: Site, stages: Sequence[str], languages: Sequence[str]) -> Iterator[str]:
    """Yield the addresses of stages in each language; refuses a stage that the network does not have."""
    known = [f"{code}.{one.code}" for code, found in site.catalogue.campaigns.items() for one in found.stages]
    if wrong := [one for one in stages if one not in known]:
        text = site.text(languages[0] if languages[0] in site.languages else site.languages[0])
        refuse(text.format("slides.no_stage", wrong=", ".join(wrong), offered=", ".join(known)))
    for stage in stages:
        yield from (f"/{language}/campaign?stage={stage}" for language in languages)


def _deck(content: PageContent, asked: Asked) -> list[Export]:
    return [export(only(content, asked.address.table), "pptx", asked.text)]


if __name__ == "__main__":
    guarded(app)
