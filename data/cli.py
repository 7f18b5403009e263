"""`python -m data`: totals with their coverage from the terminal, and the rollups made anew.

Results go to stdout, everything else to stderr. Exit codes: 0 all well, 2 usage, 1 internal.
"""

from __future__ import annotations

from contextlib import closing
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy.orm import Session

from data import register, rollups
from data.catalogue import Catalogue
from data.consent_cli import consent
from data.measures import ForbiddenAggregation
from data.printing import as_csv, as_json, as_table, note
from data.printing_corrections import corrections_as_json, corrections_table
from data.queries.corrections import corrections as declared_corrections
from data.queries.totals import Rows, ask
from data.reporting_cli import chase, reconcile, reporting
from data.store import writing
from data.terminal import TEXT, catalogue_of, errors, existing, guarded, refuse, selection_of, words_of
from data.terminal_options import Database, Network
from data.wording import Text

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
app.command("reporting")(reporting)
app.command("chase")(chase)
app.command("reconcile")(reconcile)
app.add_typer(consent, name="consent")


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
    network: Network = None,
    database: Database = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Comma separated values.")] = False,
    lang: Annotated[str | None, typer.Option(help="Language of the words: ro, ru, en.")] = None,
) -> None:
    """Total an indicator, with the reports it stands on and the reports expected."""
    engine = existing(database, lang)
    catalogue = catalogue_of(engine, network)
    words = words_of(catalogue, lang, TEXT)
    if json and csv:
        refuse(words["usage.both"])
    code = _indicator(catalogue, indicator, words)
    rows: Rows = by.value if by else "all"
    query = {"territory": territory, "group": group, "kind": kind}
    selection = selection_of(catalogue, first, last, query, words)
    try:
        with closing(Session(engine)) as session:
            answer = ask(session, catalogue, code, selection, rows)
    except ForbiddenAggregation as error:
        refuse(words.format(error.key, indicator=words[f"indicator.{error.indicator}.name"]))
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
    network: Network = None,
    database: Database = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    lang: Annotated[str | None, typer.Option(help="Language of the words: ro, ru, en.")] = None,
) -> None:
    """List the declared corrections and what became of each: applied, waiting, or no longer needed."""
    engine = existing(database, lang)
    catalogue = catalogue_of(engine, network)
    words = words_of(catalogue, lang, TEXT)
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
    engine = existing(database, None)
    with writing(engine) as connection:
        rollups.rebuild(connection)


def run() -> None:
    """Run the command line; what the asker can put right ends with code 2, a broken database with 1."""
    guarded(app)


def _indicator(catalogue: Catalogue, asked: str, words: Text) -> str:
    """Return the code asked for, in any case of letters; refuses an unknown one and names those that are near."""
    code = asked.upper()
    if code not in catalogue.indicators:
        _refuse_indicator(catalogue, asked, words)
    return code


def _refuse_indicator(catalogue: Catalogue, asked: str, words: Text) -> None:
    names = {words[f"indicator.{code}.name"].lower(): code for code in catalogue.indicators}
    near = [names[name] for name in get_close_matches(asked.lower(), names, n=3, cutoff=0.4)]
    near += get_close_matches(asked.upper(), catalogue.indicators, n=3, cutoff=0.3)
    near = list(dict.fromkeys(near)) or list(catalogue.indicators)
    said = ", ".join(f"{code} ({words[f'indicator.{code}.name']})" for code in near[:4])
    refuse(words.format("usage.indicator", found=asked, near=said))
