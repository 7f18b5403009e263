"""`python -m etl demo`: make the demonstration network's files, and see how well its planted faults are found again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from data.catalogue import load_catalogue
from data.periods import Month
from etl.deliveries import deliveries
from etl.demonstration.building import MESS_SHARE, SEED, Order, build
from etl.demonstration.declared import habits
from etl.demonstration.register import place_libraries, write_register
from etl.demonstration.scoring import score
from etl.summary import REFUSED
from etl.terminal import failures
from etl.terminal.printing import words
from etl.terminal.progress import progress
from etl.terminal.scores import score_table, verdict_lines

app = typer.Typer(help="The demonstration network.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """The demonstration network: invented figures, written as the files people send."""


@app.command("register")
def register_command(to: Annotated[Path, typer.Option(help="The file to write, e.g. libraries.csv.")]) -> None:
    """Write the register of the demonstration network, as it ships with the default network."""
    write_register(place_libraries(load_catalogue(), SEED, habits().libraries), to)


@app.command("build")
def build_command(
    to: Annotated[Path, typer.Option(help="The folder to write to: files/, network/ and truth/ in it are replaced.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = SEED,
    libraries: Annotated[int, typer.Option(min=1, help="Libraries in and outside the network.")] = habits().libraries,
    months: Annotated[int, typer.Option(min=1, help="Months of reports.")] = 48,
    first: Annotated[str, typer.Option(help="The first month, YYYY-MM.")] = "2015-01",
    no_effect: Annotated[bool, typer.Option("--no-effect", help="The campaign changes nothing (a placebo).")] = False,
    messes: Annotated[bool, typer.Option(help="Plant the faults of real files.")] = True,
    mess_share: Annotated[float, typer.Option(min=0, max=1, help="In which share of files.")] = MESS_SHARE,
) -> None:
    """Write the files, the network's folder and the truth about them."""
    try:
        start = Month.parse(first)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    order = Order(to, seed, libraries, start, months, not no_effect, messes, mess_share)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(str(to), total=None)
        built = build(order, lambda done, of: bar.update(task, completed=done, total=of))
    typer.echo(f"{to}: {built.files} files, {built.observations} observations, {len(built.planted)} planted faults")


@app.command("score")
def score_command(
    network: Annotated[Path, typer.Option(help="The folder a network was built in: files/, network/, truth/.")],
    examples: Annotated[int, typer.Option(min=0, help="Examples shown of each fault missed.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout instead of a table.")] = False,
    lang: Annotated[str, typer.Option(help="Language of what is said: ro, ru, en.")] = "ro",
) -> None:
    """Load the network into a database of its own and count the planted faults that are found. Exit code 3: too few."""
    said, errors = words(lang), Console(stderr=True, soft_wrap=True, highlight=False)
    if not (network / "truth" / "key.csv").is_file():
        errors.print(said.format("score.key", found=str(network)), markup=False)
        raise typer.Exit(failures.USAGE)
    with failures.explained(errors, said):
        files = len(deliveries([network]))
        with progress(errors, said["progress.reading"], files, shown=not as_json) as tell:
            found = score(network, tell)
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        output = Console(soft_wrap=True, highlight=False)
        output.print(score_table(found, said))
        for line in verdict_lines(found, said, examples):
            output.print(line)
    raise typer.Exit(0 if found.holds else REFUSED)
