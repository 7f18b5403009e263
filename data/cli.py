"""`python -m data`: totals with their coverage from the terminal, and the rollups made anew.

Results go to stdout, everything else to stderr. Exit codes: 0 all well, 2 usage, 1 internal.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from data import register, rollups
from data.catalogue import Catalogue, DefinitionError, load_catalogue, network_folder
from data.database_errors import DatabaseError, explained
from data.measures import ForbiddenAggregation
from data.periods import Month
from data.printing import as_csv, as_json, as_table, note
from data.printing_corrections import corrections_as_json, corrections_table
from data.queries.corrections import corrections as declared_corrections
from data.queries.totals import Rows, ask
from data.schema import network
from data.selection import Selection, known
from data.store import database_file, database_url, open_engine, prepare, writing
from data.wording import Text, languages, text

TEXT = Path(__file__).parent / "queries" / "text"
USAGE, INTERNAL = 2, 1
_WRONG_QUESTION = ("address", "not-made", "other-network", "folder")  # database errors that the asker can put right

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
errors = Console(stderr=True, soft_wrap=True, highlight=False)

Database = Annotated[str | None, typer.Option(help="Address of the database; else VITRINA_DATABASE.")]


class By(StrEnum):
    """What a row of the answer stands for."""

    MONTH = "month"
    YEAR = "year"
    TERRITORY = "territory"
    LIBRARY = "library"


@app.callback()
def main() -> None:
    """Ask the figures of a library network, each with its coverage."""


@app.command()
def totals(
    indicator: Annotated[str, typer.Option(help="Code of the indicator, e.g. V01.")],
    first: Annotated[str | None, typer.Option("--from", help="First month, YYYY-MM.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last month, YYYY-MM.")] = None,
    by: Annotated[By | None, typer.Option(help="A row for each of these; else one row in all.")] = None,
    territory: Annotated[str, typer.Option(help="Territory codes, e.g. MD-OR,MD-BA.")] = "",
    group: Annotated[str, typer.Option(help="Code of a region group.")] = "",
    kind: Annotated[str, typer.Option(help="Library types, e.g. sat,comunal.")] = "",
    network: Annotated[str | None, typer.Option(help="Folder or name of the network; else VITRINA_NETWORK.")] = None,
    database: Database = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Comma separated values.")] = False,
    lang: Annotated[str | None, typer.Option(help="Language of the words: ro, ru, en.")] = None,
) -> None:
    """Total an indicator, with the reports it stands on and the reports expected."""
    engine = _existing(database, lang)
    catalogue = _catalogue(engine, network)
    words = _words(catalogue, lang)
    if json and csv:
        _refuse(words["usage.both"])
    code = _indicator(catalogue, indicator, words)
    rows: Rows = by.value if by else "all"
    query = {"territory": territory, "group": group, "kind": kind}
    selection = _selection(catalogue, _month("--from", first, words), _month("--to", last, words), query, words)
    try:
        with closing(Session(engine)) as session:
            answer = ask(session, catalogue, code, selection, rows)
    except ForbiddenAggregation as error:
        _refuse(words.format(error.key, indicator=words[f"indicator.{error.indicator}.name"]))
    if answer.frame.empty:
        errors.print(words.format("totals.nothing", indicator=words[f"indicator.{code}.name"]))
    if json:
        typer.echo(as_json(answer, catalogue, words))
    elif csv:
        if catalogue.settings.demonstration:
            errors.print(words["demonstration.label"])
        typer.echo(as_csv(answer), nl=False)
    else:
        terminal = Console()
        terminal.print(as_table(answer, catalogue, words), width=terminal.width if terminal.is_terminal else 120)
        errors.print(note(answer, words) or "", end="")


@app.command()
def corrections(
    network: Annotated[str | None, typer.Option(help="Folder or name of the network; else VITRINA_NETWORK.")] = None,
    database: Database = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    lang: Annotated[str | None, typer.Option(help="Language of the words: ro, ru, en.")] = None,
) -> None:
    """List the declared corrections and what became of each: applied, waiting, or no longer needed."""
    engine = _existing(database, lang)
    catalogue = _catalogue(engine, network)
    words = _words(catalogue, lang)
    register.synchronise(engine, catalogue)
    with closing(Session(engine)) as session:
        found = declared_corrections(session)
    if json:
        typer.echo(corrections_as_json(found))
    elif found:
        terminal = Console()
        (terminal if terminal.is_terminal else Console(width=160)).print(corrections_table(found, words))
    else:
        errors.print(words["corrections.none"], markup=False)


@app.command()
def rebuild(database: Database = None) -> None:
    """Make the rollups anew from the observations."""
    engine = _existing(database, None)
    with writing(engine) as connection:
        rollups.rebuild(connection)


def run() -> None:
    """Run the command line; what the asker can put right ends with code 2, a broken database with 1."""
    try:
        app()
    except DefinitionError as error:
        errors.print(str(error), markup=False)
        raise SystemExit(USAGE) from error
    except DatabaseError as error:
        errors.print(str(error), markup=False)
        raise SystemExit(USAGE if error.reason in _WRONG_QUESTION else INTERNAL) from error


def _refuse(message: str) -> NoReturn:
    errors.print(message, markup=False)
    raise typer.Exit(USAGE)


def _existing(database: str | None, lang: str | None) -> Engine:
    """Return an engine on a database that is there, brought up to date; asking never makes one."""
    file = database_file(database)
    if file is None or file.is_file():
        engine = open_engine(database)
        with explained(engine), engine.connect() as connection:
            made = inspect(connection).has_table("network")
        if made:
            prepare(engine)
            return engine
    words = text(lang if lang in languages(TEXT) else "en", TEXT)
    _refuse(words.format("usage.empty", database=str(file or database_url(database))))


def _catalogue(engine: Engine, name: str | None) -> Catalogue:
    """Return the network named, else that of the environment, else the one the database holds.

    A database knows its network's name only: where no shipped network has it, the default one's definitions serve.
    """
    asked = name or os.environ.get("VITRINA_NETWORK")
    if asked:
        return load_catalogue(network_folder(asked))
    with engine.connect() as connection:
        held = connection.execute(select(network.c.name, network.c.demonstration)).one_or_none()
    shipped = held is not None and (network_folder(held.name) / "network.toml").is_file()
    catalogue = load_catalogue(network_folder(held.name if held and shipped else None))
    if held is None or shipped:
        return catalogue
    said = {"name": held.name, "demonstration": held.demonstration}
    return replace(catalogue, settings=catalogue.settings.model_copy(update=said))


def _words(catalogue: Catalogue, lang: str | None) -> Text:
    there = languages(TEXT)
    if lang is not None and lang not in there:
        words = text("en", TEXT)
        _refuse(words.format("usage.language", found=lang, known=", ".join(there)))
    return text(lang or catalogue.languages[0], TEXT, *catalogue.text_folders)


def _indicator(catalogue: Catalogue, asked: str, words: Text) -> str:
    """Return the code asked for, in any case of letters; refuses an unknown one and names those that are near."""
    if asked.upper() in catalogue.indicators:
        return asked.upper()
    names = {words[f"indicator.{code}.name"].lower(): code for code in catalogue.indicators}
    near = [names[name] for name in get_close_matches(asked.lower(), names, n=3, cutoff=0.4)]
    near += get_close_matches(asked.upper(), catalogue.indicators, n=3, cutoff=0.3)
    near = list(dict.fromkeys(near)) or list(catalogue.indicators)
    said = ", ".join(f"{code} ({words[f'indicator.{code}.name']})" for code in near[:4])
    _refuse(words.format("usage.indicator", found=asked, near=said))


def _month(option: str, written: str | None, words: Text) -> Month | None:
    try:
        return Month.parse(written) if written is not None else None
    except ValueError:
        _refuse(words.format("usage.month", option=option, found=str(written)))


def _selection(
    catalogue: Catalogue, first: Month | None, last: Month | None, query: dict[str, str], words: Text
) -> Selection:
    if first and last and last < first:
        _refuse(words.format("usage.order", first=str(first), last=str(last)))
    asked = Selection.from_query({**query, "from": str(first or ""), "to": str(last or "")})
    selection, unknown = known(asked, catalogue)
    if unknown:
        _refuse(words.format("usage.unknown", values=", ".join(unknown)))
    return selection
