"""`python -m dashboard.pictures`: the charts of any addresses as pictures that stand by themselves, many at once.

    python -m dashboard.pictures "/ro/attendance?from=2017-01&to=2017-12" --to pictures
    python -m dashboard.pictures --list addresses.txt --to pictures --as png

An address with `table=` is one chart, without it every chart of its page. See dashboard.batch for what goes where.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from dashboard.asked import Asked
from dashboard.batch import Addresses, Folder, List, addresses_of, site_of, write_files
from dashboard.content import PageContent, only
from dashboard.exports import Export, export
from data.terminal import errors, guarded
from data.terminal_options import Database, Lang, Network

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class Form(StrEnum):
    """What a picture is written as."""

    png = "png"
    svg = "svg"


Forms = Annotated[list[Form] | None, typer.Option("--as", help="png or svg; repeatable; else both.")]


@app.command()
def main(
    to: Folder,
    addresses: Addresses = None,
    listed: List = None,
    forms: Forms = None,
    network: Network = None,
    database: Database = None,
    lang: Lang = None,
) -> None:
    """Write the charts of pages as pictures: .png in twice the size of the screen, .svg that any size becomes."""
    site = site_of(database, network, lang)
    wanted = tuple(forms or Form)

    def makes(content: PageContent, asked: Asked) -> Iterator[Export]:
        for chart in only(content, asked.address.table).charts:
            for form in wanted:
                yield export(only(content, chart.key), form, asked.text)

    written = write_files(site, addresses_of(site, addresses or [], listed, lang), to, makes)
    if not written:
        text = site.text(lang if lang in site.languages else site.languages[0])
        errors.print(text["batch.no_chart"], markup=False)


if __name__ == "__main__":
    guarded(app)
