"""`python -m etl`: load received files, check them without loading, see what the database holds.

Results go to stdout, progress and errors to stderr. Exit codes: 0 all well, 3 something was refused, 4 accepted with
warnings, 2 usage, 1 internal.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from data.catalogue import load_catalogue, network_folder
from data.deadlines import time_zone
from data.store import database_file, open_engine
from data.terminal_options import Database, Json, Network
from data.wording import Text, languages
from etl.aliases import alias
from etl.arrivals import with_arrivals
from etl.check import check as check_files
from etl.deliveries import Delivery, delivered_network, deliveries
from etl.demonstration.cli import app as demonstration
from etl.inbox.command import watch
from etl.load import load as load_files
from etl.reading import workbook_reader
from etl.receipts.order import Order
from etl.status import read_status
from etl.summary import FileOutcome, Summary
from etl.templates.command import template
from etl.terminal import failures
from etl.terminal.checks import checks
from etl.terminal.databases import reading
from etl.terminal.printing import WORDS, findings, status_table, summary_table, words
from etl.terminal.progress import progress
from etl.terminal.receipts import check_folder, receipts_line, write_receipts
from etl.tracing.command import history, why

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(demonstration, name="demo")
app.command("template")(template)
app.command("alias")(alias)
app.command("history")(history)
app.command("why")(why)
app.command("watch")(watch)
app.command("checks")(checks)
errors = Console(stderr=True, soft_wrap=True, highlight=False)

Paths = Annotated[list[Path], typer.Argument(help="Files, or folders read with all that is in them.")]
Layouts = Annotated[Path | None, typer.Option(help="A folder with layouts of your own; they go first.")]
Lang = Annotated[str, typer.Option(help="Language of what is said: ro, ru, en.")]
Receipts = Annotated[Path | None, typer.Option(help="Answer each file with a receipt in this folder.")]
FileDates = Annotated[
    bool, typer.Option("--file-dates", help="A file was received when it was last changed, unless received.csv says.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Do everything, then write nothing.")]


@app.callback()
def main() -> None:
    """Bring received workbooks into the database, and say what is wrong with those that are not."""


@app.command()
def load(
    paths: Paths,
    network: Network = None,
    layouts: Layouts = None,
    database: Database = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Lang = "ro",
    receipts: Receipts = None,
    file_dates: FileDates = False,
) -> None:
    """Load what is new, leave what is known, refuse what is wrong. Each report is stored wholly or not at all."""
    said = _words(lang)
    with failures.explained(errors, said):
        files, folder = _given(paths, network, said)
        if receipts:
            check_folder(receipts, paths, errors, lang)
        outcomes: list[FileOutcome] = []
        file = database_file(database)
        nothing_there = dry_run and file is not None and not file.exists()
        engine = open_engine("sqlite://" if nothing_there else database)
        catalogue = load_catalogue(folder)
        files = with_arrivals(files, time_zone(catalogue), file_dates=file_dates)
        with progress(errors, said["progress.reading"], len(files), shown=not as_json) as show:

            def tell(done: Sequence[FileOutcome]) -> None:
                show(done)
                outcomes.extend(done)

            summary = load_files(
                files,
                engine=engine,
                catalogue=catalogue,
                make_reader=partial(workbook_reader, folder, layouts),
                dry_run=dry_run,
                tell=tell,
            )
        engine.dispose()
        if receipts:
            loaded = None if dry_run else {outcome.name: outcome for outcome in outcomes}
            order = Order(receipts, date.today(), folder, layouts, loaded=loaded)
            made = write_receipts(files, order, errors, lang, quiet=as_json)
            errors.print(receipts_line(made, receipts, lang), markup=False)
    _show(summary, said, title="title_dry_run" if dry_run else "title", as_json=as_json)


@app.command()
def check(
    paths: Paths,
    network: Network = None,
    layouts: Layouts = None,
    database: Annotated[str | None, typer.Option(help="A database to hold figures against.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", hidden=True)] = False,
    as_json: Json = False,
    lang: Lang = "ro",
) -> None:
    """Read files and say everything that is found in them; nothing is stored."""
    said = _words(lang)
    with failures.explained(errors, said), reading(database) if database else nullcontext() as engine:
        files, folder = _given(paths, network, said)
        make_reader = partial(workbook_reader, folder, layouts)
        with progress(errors, said["progress.checking"], len(files), shown=not as_json) as tell:
            summary = check_files(files, load_catalogue(folder), make_reader, tell, engine=engine)
    _show(summary, said, title="title_check", as_json=as_json, every=True)


@app.command()
def receipt(
    paths: Paths,
    to: Annotated[Path, typer.Option(help="The folder of the receipts; folders and names are those of the files.")],
    network: Network = None,
    layouts: Layouts = None,
    as_json: Json = False,
    lang: Annotated[str | None, typer.Option(help="Language of the receipts; else each file's own.")] = None,
) -> None:
    """Answer each file with the sender's own workbook, every finding marked in it; no database is opened."""
    said = _words(lang or "ro")
    with failures.explained(errors, said):
        files, folder = _given(paths, network, said)
        check_folder(to, paths, errors, said.language)
        order = Order(to, date.today(), folder, layouts, lang)
        made = write_receipts(files, order, errors, said.language, quiet=as_json)
    if as_json:
        typer.echo(json.dumps(made.as_json()))
    else:
        _output().print(receipts_line(made, to, said.language), markup=False)
    raise typer.Exit(made.exit_code)


@app.command()
def status(database: Database = None, as_json: Json = False, lang: Lang = "ro") -> None:
    """Say what the database holds."""
    said = _words(lang)
    with failures.explained(errors, said), reading(database) as engine:
        address = engine.url.render_as_string()
        with engine.connect() as connection:
            held = read_status(connection)
    if as_json:
        typer.echo(json.dumps(held.as_json(), ensure_ascii=False))
    else:
        _output().print(status_table(held, said, database=address))


def _given(paths: list[Path], network: str | None, said: Text) -> tuple[list[Delivery], Path]:
    """Return the files the paths mean, and the network's folder: named, delivered with the files, or the default."""
    try:
        files = deliveries(paths)
    except FileNotFoundError as error:
        _refuse(said.format("usage.path", found=str(error)))
    if not files:
        _refuse(said.format("usage.nothing", found=", ".join(map(str, paths))))
    delivered = next((found for path in paths if (found := delivered_network(path))), None)
    if network is None and delivered is not None:
        return files, delivered
    return files, network_folder(network or os.environ.get("VITRINA_NETWORK"))


def _show(summary: Summary, said: Text, *, title: str, as_json: bool, every: bool = False) -> NoReturn:
    output = errors if as_json else _output()
    for line in findings(summary.problems, said, every=every):
        output.print(line)
    if as_json:
        typer.echo(json.dumps(summary.as_json(), ensure_ascii=False))
    else:
        output.print(summary_table(summary, said, title=title))
    raise typer.Exit(summary.exit_code)


def _output() -> Console:
    return Console(soft_wrap=True, highlight=False)


def _words(language: str) -> Text:
    known = languages(WORDS)
    if language not in known:
        _refuse(words("en").format("usage.language", found=repr(language), known=", ".join(known)))
    return words(language)


def _refuse(said: str) -> NoReturn:
    errors.print(said, markup=False)
    raise typer.Exit(failures.USAGE)


def run() -> None:
    """Run the command line."""
    app()
