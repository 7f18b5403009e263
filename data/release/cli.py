"""`python -m data.release`: freeze what is published, list what was, and say what became of its figures.

Results go to stdout, everything else to stderr. Exit codes: 0 all well, 2 usage, 1 internal.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data import register
from data.catalogue import Catalogue
from data.deadlines import end_of_day, time_zone
from data.figure_ids import FigureKey
from data.happened import after_command
from data.queries.reported import reported_indicators
from data.queries.scope import resolve
from data.release.making import NameTaken, make_release
from data.release.printing import Line, compared_as_json, compared_as_table, listed_as_json, listed_as_table
from data.release.reading import reading
from data.release.restating import restatement
from data.release.stored import Release, release_named, releases
from data.selection import Selection
from data.terminal import catalogue_of, errors, existing, guarded, refuse, selection_of, words_of
from data.terminal_options import Database, First, Group, Json, Kind, Lang, Last, Library, Network, Territory
from data.wording import Text

TEXT = Path(__file__).parent / "text"
QUERIES_TEXT = Path(__file__).parents[1] / "queries" / "text"
TODAY = "today"
_COMPARED = ("V01", "E02", "S02", "C01", "L01")  # unless others are asked for: those of them that are reported
_WIDTH = 150

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Freeze what is published, and say what became of it."""


@app.command()
def make(
    name: Annotated[str, typer.Option(help="What it is called and cited by, e.g. 2017-h1.")],
    as_of: Annotated[str | None, typer.Option(help="Last day of receipt, YYYY-MM-DD; else now.")] = None,
    embargo: Annotated[str | None, typer.Option(help="Not to be shown before this day, YYYY-MM-DD.")] = None,
    network: Network = None,
    database: Database = None,
    lang: Lang = None,
) -> None:
    """Freeze the reports in force, the register and the definitions under a name."""
    engine, catalogue, words = _opened(database, network, lang)
    name = name.strip()
    if not name or len(name) > 60 or name.lower() == TODAY or "," in name:
        refuse(words.format("release.name", found=name))
    last, begins = _day("--as-of", as_of, words), _day("--embargo", embargo, words)
    moment = end_of_day(last, time_zone(catalogue)) if last else datetime.now(UTC)
    register.synchronise(engine, catalogue)
    try:
        made = make_release(engine, catalogue, name, moment, embargo=begins)
    except NameTaken:
        refuse(words.format("release.taken", name=name))
    after_command(engine, catalogue)
    typer.echo(made.name)


@app.command("list")
def list_releases(network: Network = None, database: Database = None, json: Json = False, lang: Lang = None) -> None:
    """List the releases, the newest reports first."""
    engine, catalogue, words = _opened(database, network, lang)
    with closing(Session(engine)) as session:
        found = releases(session)
    if json:
        typer.echo(listed_as_json(found, time_zone(catalogue)))
    elif found:
        _console().print(listed_as_table(found, time_zone(catalogue), words))
    else:
        errors.print(words["release.none"])


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="Name of a release.", metavar="A")],
    second: Annotated[str, typer.Argument(help="Name of another one, or today.", metavar="B")] = TODAY,
    indicator: Annotated[str, typer.Option(help="Codes of indicators, e.g. V01,E02.")] = "",
    start: First = None,
    end: Last = None,
    territory: Territory = "",
    group: Group = "",
    kind: Kind = "",
    library: Library = "",
    network: Network = None,
    database: Database = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Say of figures whether they are still valid, and of which causes their differences are the sum."""
    engine, catalogue, words = _opened(database, network, lang)
    query = {"territory": territory, "group": group, "kind": kind, "library": library}
    asked = selection_of(catalogue, start, end, query, words)
    codes = _indicators(catalogue, indicator, words)
    lines = list(_compared(engine, catalogue, (first, second), codes, asked, words))
    if json:
        typer.echo(compared_as_json(lines))
        return
    if catalogue.settings.demonstration:
        errors.print(words["demonstration.label"])
    _console().print(compared_as_table(lines, (first, second), catalogue, words))


def _compared(
    engine: Engine,
    catalogue: Catalogue,
    names: tuple[str, str],
    codes: tuple[str, ...],
    asked: Selection,
    words: Text,
) -> list[Line]:
    with closing(Session(engine)) as session:
        one, other = (_release(session, name, words) for name in names)
    with reading(engine, catalogue, one) as then, reading(engine, catalogue, other) as now:
        months = resolve(*then, asked)
        if months.start is None:
            refuse(words["release.nothing"])
        reported = {*reported_indicators(then[0]), *reported_indicators(now[0])}
        figures = [FigureKey(code, months) for code in codes or [code for code in _COMPARED if code in reported]]
        return [Line(figure, restatement(then, now, figure)) for figure in figures]


def _release(session: Session, name: str, words: Text) -> Release | None:
    """Return the release of a name, None for today; refuses a name that there is not."""
    if name == TODAY:
        return None
    found = release_named(session, name)
    if found is None:
        known = ", ".join(one.name for one in releases(session)) or words["absent.short"]
        refuse(words.format("release.unknown", found=name, known=known))
    return found


def _indicators(catalogue: Catalogue, asked: str, words: Text) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for code in asked.split(",") if code.strip())
    unknown = [code for code in codes if code not in catalogue.indicators]
    if unknown:
        refuse(words.format("usage.unknown", values=", ".join(unknown)))
    return codes


def _day(option: str, written: str | None, words: Text) -> date | None:
    try:
        return date.fromisoformat(written) if written is not None else None
    except ValueError:
        refuse(words.format("release.day", option=option, found=str(written)))


def _opened(database: str | None, network: str | None, lang: str | None) -> tuple[Engine, Catalogue, Text]:
    engine = existing(database, lang)
    catalogue = catalogue_of(engine, network)
    return engine, catalogue, words_of(catalogue, lang, QUERIES_TEXT, TEXT)


def _console() -> Console:
    terminal = Console()
    return terminal if terminal.is_terminal else Console(width=_WIDTH)


def run() -> None:
    """Run the command line."""
    guarded(app)
