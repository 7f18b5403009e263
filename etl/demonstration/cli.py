"""`python -m etl demo build`: make the demonstration network's files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from data.catalogue import load_catalogue
from data.periods import Month
from etl.demonstration.building import MESS_SHARE, SEED, Order, build
from etl.demonstration.declared import habits
from etl.demonstration.register import place_libraries, write_register

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
