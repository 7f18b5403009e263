"""`python -m dashboard.publish`: impact pages, written as dated snapshots that never change; and whether they have not.

    python -m dashboard.publish --stage CAMP-NVB.S2 --to public
    python -m dashboard.publish --group centru-nord --from 2017-01 --until 2017-12 --to public
    python -m dashboard.publish --stage CAMP-NVB.S2 --release 2017-h2 --to public
    python -m dashboard.publish --verify --to public

The folders written go to stdout, everything else to stderr. Exit codes: 0 all well, 2 usage, 3 a file is not as it was
published, 1 internal.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from dashboard.pages import PAGES
from dashboard.public.manifest import damaged, snapshots
from dashboard.public.publishing import AlreadyPublished, Publisher, is_name, published_as
from dashboard.public.snapshot import NothingToPublish
from dashboard.public.subject import Subject, of_place, of_stage, stages_of
from dashboard.settings import ADDRESS, DEFAULT_PUBLISHED, site_address
from dashboard.site import Site
from dashboard.words import PUBLIC, page_languages, words
from data.audit import COMMAND
from data.catalogue import Catalogue
from data.happened import after_command, record_of_commands
from data.periods import Month
from data.selection import Selection, known
from data.store import session_factory
from data.terminal import catalogue_of, errors, existing, guarded, refuse
from data.terminal_options import Database, Network
from data.wording import Text
from data.wording import text as read_text

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

FOLDER = "VITRINA_PUBLIC"
DAMAGED = 3

Stages = Annotated[list[str] | None, typer.Option("--stage", help="Campaign and stage, e.g. CAMP-NVB.S2; repeatable.")]
Codes = Annotated[list[str] | None, typer.Option("--territory", help="Code of a territory; repeatable: a page each.")]
Groups = Annotated[list[str] | None, typer.Option("--group", help="Code of a region group; repeatable.")]
Whole = Annotated[bool, typer.Option("--all", help="The whole network.")]
First = Annotated[str | None, typer.Option("--from", help="First month of places, YYYY-MM.")]
Last = Annotated[str | None, typer.Option("--until", help="Last month of places, YYYY-MM.")]
Name = Annotated[str, typer.Option(help="Name of the snapshot; else the day of the newest report.")]
InRelease = Annotated[str, typer.Option("--release", help="The release to publish; else the reports in force today.")]
Languages = Annotated[list[str] | None, typer.Option("--lang", help="Language of the pages; repeatable; else all.")]
To = Annotated[Path | None, typer.Option("--to", help=f"Folder of all snapshots; else {FOLDER}.", file_okay=False)]
Base = Annotated[str | None, typer.Option(help=f"Address of the site, for links to it; else {ADDRESS}.")]
Verify = Annotated[bool, typer.Option("--verify", help="Tell whether all files are as they were published.")]
Refresh = Annotated[bool, typer.Option("--refresh", help="Take out stories whose consent no longer holds.")]


@app.command()
def main(
    stage: Stages = None,
    territory: Codes = None,
    group: Groups = None,
    whole: Whole = False,
    first: First = None,
    last: Last = None,
    name: Name = "",
    release: InRelease = "",
    lang: Languages = None,
    to: To = None,
    base_address: Base = None,
    verify: Verify = False,
    refresh: Refresh = False,
    network: Network = None,
    database: Database = None,
) -> None:
    """Publish impact pages: of a campaign's stage, of a territory, a region group or the whole network."""
    folder = to or Path(os.environ.get(FOLDER) or DEFAULT_PUBLISHED)
    languages = _languages(lang)
    if verify:
        _verify(folder, read_text(languages[0], PUBLIC))
        return
    engine = existing(database, languages[0])
    catalogue = catalogue_of(engine, network)
    text = words(catalogue, languages[0])
    base = (base_address if base_address is not None else site_address()).rstrip("/")
    publisher = Publisher(Site.of(catalogue, session_factory(engine), PAGES), folder, base)
    if refresh:
        errors.print(text.format("publish.taken_out", n=publisher.refresh()), markup=False)
        after_command(engine, catalogue)
        return
    if not is_name(name):
        refuse(text.format("publish.name", found=name))
    subjects = [
        *_stages(stage or [], catalogue, text),
        *_places(territory or [], group or [], catalogue, text, whole=whole, first=first, last=last),
    ]
    subjects = [replace(one, release=release) for one in subjects]
    if not subjects:
        refuse(text.format("publish.subject", stages=", ".join(stages_of(catalogue))))
    if not base:
        errors.print(text["publish.no_base"], markup=False)
    for subject in subjects:
        try:
            made = publisher.publish(subject, languages, name)
        except NothingToPublish as error:
            refuse(f"{subject.slug}: {text[error.key]}")
        except AlreadyPublished as error:
            refuse(text.format("publish.exists", folder=str(error)))
        with record_of_commands() as audit:
            if audit:
                audit.record("published", COMMAND, published_as(made))
        typer.echo(text.format("publish.written", folder=str(made)))


def _languages(asked: list[str] | None) -> list[str]:
    there = page_languages()
    if unknown := [one for one in asked or [] if one not in there]:
        refuse(
            read_text(there[0], PUBLIC).format("publish.languages", found=", ".join(unknown), known=", ".join(there))
        )
    return list(dict.fromkeys(asked or there))


def _stages(asked: list[str], catalogue: Catalogue, text: Text) -> list[Subject]:
    if unknown := [one for one in asked if one not in stages_of(catalogue)]:
        refuse(text.format("publish.unknown", values=", ".join(unknown)))
    return [of_stage(one) for one in asked]


def _places(
    territories: list[str],
    groups: list[str],
    catalogue: Catalogue,
    text: Text,
    *,
    whole: bool,
    first: str | None,
    last: str | None,
) -> list[Subject]:
    wanted = [Selection(territories=(code,)) for code in territories] + [Selection(group=code) for code in groups]
    wanted += [Selection()] if whole else []
    if not wanted:
        return []
    unknown = [value for one in wanted for value in known(one, catalogue)[1]]
    if unknown:
        refuse(text.format("publish.unknown", values=", ".join(unknown)))
    try:
        start, end = Month.parse(first or ""), Month.parse(last or "")
    except ValueError:
        refuse(text.format("publish.subject", stages=", ".join(stages_of(catalogue))))
    if end < start:
        refuse(text.format("publish.subject", stages=", ".join(stages_of(catalogue))))
    return [of_place(Selection(start, end, one.territories, one.group), catalogue) for one in wanted]


def _verify(folder: Path, text: Text) -> None:
    """Say which files are not as they were published, and end with its exit code where there are any."""
    homes = [path for path in sorted(folder.glob("*/*")) if path.is_dir() and not path.name.startswith(".")]
    if not homes:
        refuse(text.format("publish.nowhere", folder=str(folder)))
    wrong = [path for home in homes for path in damaged(home)]
    for path in wrong:
        errors.print(text.format("publish.damaged", file=str(path)), markup=False)
    if wrong:
        raise typer.Exit(DAMAGED)
    files = sum(len(one.files) for one in snapshots(folder))
    typer.echo(text.format("publish.verified", files=files, snapshots=len(homes)))


if __name__ == "__main__":
    guarded(app)
