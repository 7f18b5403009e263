"""`python -m dashboard.files`: what any addresses hand out, many at once, under the names they have there.

    python -m dashboard.files "/ro/attendance?from=2017-01&to=2017-12" --as xlsx --as zip --to files
    python -m dashboard.files --list addresses.txt --as charts.xlsx --to files

See dashboard.batch for what goes where; pictures of charts: dashboard.pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from dashboard.asked import Asked
from dashboard.batch import Addresses, Folder, List, addresses_of, site_of, write_files
from dashboard.content import PageContent, only
from dashboard.exports import EXTENSIONS, FIXED, IN_EVERY_LANGUAGE, Export, export
from dashboard.site import Site
from data.terminal import guarded, refuse
from data.terminal_options import Database, Lang, Network

Forms = Annotated[list[str], typer.Option("--as", help=f"One of {', '.join(EXTENSIONS)}; repeatable.")]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    to: Folder,
    forms: Forms,
    addresses: Addresses = None,
    listed: List = None,
    network: Network = None,
    database: Database = None,
    lang: Lang = None,
) -> None:
    """Write the files of pages, or of the one chart that an address with table= names."""
    site = site_of(database, network, lang)
    if wrong := [form for form in forms if form not in EXTENSIONS]:
        text = site.text(lang if lang in site.languages else site.languages[0])
        refuse(text.format("batch.forms", wrong=", ".join(wrong), offered=", ".join(EXTENSIONS)))

    def makes(content: PageContent, asked: Asked) -> Iterator[Export]:
        part = only(content, asked.address.table)
        for form in forms:
            if form in IN_EVERY_LANGUAGE:
                yield _package(site, asked, form)
            elif form != "svg" or part.charts:
                yield export(part, form, asked.text)

    write_files(site, addresses_of(site, addresses or [], listed, lang), to, makes)


def _package(site: Site, asked: Asked, form: str) -> Export:
    """Return what is said in every language at once."""
    address, page, fixed = asked.address, site.pages[asked.address.page], form in FIXED
    with site.asked(address, fixed=fixed) as again:
        told = [(site.content(page, again), again.text), *site.in_other_languages(page, address, fixed=fixed)]
    (first, text), *others = [(only(content, address.table), text) for content, text in told]
    return export(first, form, text, others)


if __name__ == "__main__":
    guarded(app)
