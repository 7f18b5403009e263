"""`python -m dashboard.factsheets`: the fact sheets of a campaign's stage, or of any months, made from the terminal.

The summary goes to stdout, progress to stderr. Exit codes: 0 all well (refused places included), 2 usage, 1 internal.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.orm import Session

from dashboard.factsheets.declared import declared
from dashboard.factsheets.index import write_index
from dashboard.factsheets.making import make
from dashboard.factsheets.material import Material, Place, gather
from dashboard.factsheets.revision import revision
from dashboard.factsheets.saying import own_words, sheet_words
from dashboard.factsheets.writing import Writer
from dashboard.releases import Releases
from dashboard.settings import ADDRESS, site_address
from dashboard.words import page_languages
from data.campaign.windows import stage_months
from data.catalogue import Catalogue
from data.periods import Month
from data.queries.scope import resolve
from data.selection import Selection
from data.store import session_factory
from data.terminal import catalogue_of, errors, existing, guarded, refuse
from data.terminal_options import Database, Network
from data.wording import Text

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

_THREADS = 2


@app.command()
def make_sheets(
    to: Annotated[Path, typer.Option(help="Folder for the sheets; a run that was ended goes on there.")],
    stage: Annotated[str | None, typer.Option(help="Campaign and stage, e.g. CAMP-NVB.S2.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="First month, YYYY-MM, instead of a stage.")] = None,
    last: Annotated[str | None, typer.Option("--until", help="Last month, YYYY-MM.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every library and every territory.")] = False,
    library: Annotated[list[str] | None, typer.Option(help="Code of a library; may be repeated.")] = None,
    territory: Annotated[
        list[str] | None, typer.Option(help="Code of a territory: its sheet and its libraries'.")
    ] = None,
    langs: Annotated[str, typer.Option(help="Languages, e.g. ro,ru,en.")] = "ro,ru,en",
    network: Network = None,
    database: Database = None,
    base: Annotated[
        str | None, typer.Option("--base-address", help=f"Where the site is, for QR codes; else {ADDRESS}.")
    ] = None,
) -> None:
    """Make one-page fact sheets (PDF) for mayors and councils, with an index and an archive a territory."""
    languages = _languages(langs)
    engine = existing(database, languages[0])
    catalogue = catalogue_of(engine, network)
    text = sheet_words(catalogue, languages[0])
    selection = _months(catalogue, stage, first, last, text)
    base = site_address() if base is None else base
    if not base:
        errors.print(text["factsheets.no_base"], markup=False)
    with Session(engine) as session:
        over, waiting = resolve(session, catalogue, selection), Releases(catalogue, session_factory(engine)).waiting()
        material = gather(session, catalogue, over, declared(), waiting.embargo if waiting else None)
        writer = Writer(session, material, declared(), base)
        places = _places(writer.material, text, every=every, libraries=library or [], territories=territory or [])
        mark = revision(session, material, base)
        with _bar() as bar:
            task = bar.add_task(text["factsheets.progress"], total=len(places) * len(languages))
            made = make(
                writer, places, languages, to, mark, threads=_THREADS, progress=lambda done: bar.advance(task, done)
            )
            index = write_index(writer, made, languages, to)
    counts = {"made": made.made, "kept": made.kept, "refused": sum(bool(row.refused) for row in made.rows)}
    typer.echo(text.format("factsheets.done", **counts, index=str(index)))


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=errors, disable=not errors.is_terminal)


def _languages(langs: str) -> list[str]:
    wanted, there = [one for one in langs.split(",") if one], page_languages()
    unknown = [one for one in wanted if one not in there]
    if unknown or not wanted:
        text = own_words(there[0])
        refuse(text.format("factsheets.languages", found=", ".join(unknown) or "-", known=", ".join(there)))
    return list(dict.fromkeys(wanted))


def _months(catalogue: Catalogue, stage: str | None, first: str | None, last: str | None, text: Text) -> Selection:
    """Return the months of the stage, or those given; refuses what is neither."""
    if stage is not None:
        return stage_selection(catalogue, stage, text)
    try:
        start, end = Month.parse(first or ""), Month.parse(last or "")
    except ValueError:
        refuse(text["factsheets.period"])
    if end < start:
        refuse(text["factsheets.period"])
    return Selection(start, end)


def stage_selection(catalogue: Catalogue, wanted: str, text: Text) -> Selection:
    """Return the months of a stage named "<campaign>.<stage>"; refuses one that is not declared."""
    known = {f"{one.code}.{stage.code}": stage for one in catalogue.campaigns.values() for stage in one.stages}
    if wanted not in known:
        refuse(text.format("factsheets.stage", found=wanted, known=", ".join(known)))
    within = stage_months(known[wanted])
    return Selection(within[0], within[-1])


def _places(
    material: Material, text: Text, *, every: bool, libraries: list[str], territories: list[str]
) -> list[Place]:
    if not material.places:
        refuse(text["factsheets.nothing"])
    wanted = {*libraries, *territories}
    unknown = wanted - {place.code for place in material.places}
    if unknown or not (every or wanted):
        refuse(text.format("factsheets.place_unknown", found=", ".join(sorted(unknown)) or "-"))
    return [place for place in material.places if every or place.code in wanted or place.territory in territories]


def run() -> None:
    """Run the command line."""
    guarded(app)
