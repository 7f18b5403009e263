"""`python -m etl checks`: every kind of problem there is, how grave it is, and what its sender is told."""

from __future__ import annotations

import json
import os
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from data.catalogue import Catalogue, load_catalogue, network_folder
from data.problem_words import in_general
from data.wording import Text, languages
from etl.terminal.printing import WORDS, words


class Line(NamedTuple):
    """A kind of problem in words; where a message has a value, there stand three dots."""

    kind: str
    severity: str
    title: str
    message: str
    remedy: str


def checks(
    network: Annotated[str | None, typer.Option(help="Folder or name of the network.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout instead of a table.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="The table of docs/checks.md.")] = False,
    lang: Annotated[str, typer.Option(help="Language of what is said: ro, ru, en.")] = "ro",
) -> None:
    """List everything that files are checked for."""
    if lang not in languages(WORDS):
        raise typer.BadParameter(words("en").format("usage.language", found=lang, known=", ".join(languages(WORDS))))
    said = words(lang)
    lines = every_check(load_catalogue(network_folder(network or os.environ.get("VITRINA_NETWORK"))), lang)
    if as_json:
        typer.echo(json.dumps({line.kind: line._asdict() for line in lines}, ensure_ascii=False))
    elif markdown:
        typer.echo(as_markdown(lines, said))
    else:
        Console(highlight=False).print(_table(lines, said))


def every_check(catalogue: Catalogue, language: str) -> list[Line]:
    """Return the closed list of checks in a language, in the order they are declared in."""
    return [Line(kind, check.severity, *in_general(kind, language)) for kind, check in catalogue.checks.items()]


def as_markdown(lines: list[Line], said: Text) -> str:
    """Return the checks as a table of a documentation page."""
    heads = [said[f"checks.{name}"] for name in Line._fields]
    rows = [[f"`{line.kind}`", said[f"finding.{line.severity}"].lower(), *line[2:]] for line in lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def _table(lines: list[Line], said: Text) -> Table:
    table = Table(title=said["checks.list"], title_justify="left", show_lines=True)
    for name in ("severity", "title", "message", "remedy"):
        table.add_column(said[f"checks.{name}"])
    for line in lines:
        table.add_row(
            said[f"finding.{line.severity}"], f"{line.title}\n[dim]{line.kind}[/dim]", line.message, line.remedy
        )
    return table
